"""Small timelines, takes and sound files, made from seeds."""

import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from clipkit.model.timeline import MusicSound, Sound, Timeline, VoiceSound
from clipkit.sound.mix import Mix, mixed

RATE = 48000


class Take(Struct, frozen=True):
    """What a voice says in a sentence. samples: int16, mono."""

    samples: NDArray[np.int16]
    rate: int = 22050


def clip(*sounds: Sound, frames: int = 90, fps: int = 30) -> Timeline:
    """A timeline that is only heard."""
    return Timeline(
        fps=fps,
        size=(1080, 1920),
        frames=frames,
        lang="id",
        profile="universal",
        title="Bunyi",
        sound=sounds,
    )


def heard(timeline: Timeline, folder: Path, **takes: Take) -> Mix:
    """Its mix; sources are names in a folder."""
    source: Callable[[str], Path] = folder.joinpath
    return mixed(timeline, takes, source)


def music(seconds: float, fade: float = 0.0) -> MusicSound:
    """`music.wav` from a clip's start on. fade: seconds, at its end."""
    return MusicSound(
        start=0.0,
        end=float(seconds),
        source="music.wav",
        level=-22.0,
        duck=-12.0,
        fade_in=0.0,
        fade_out=fade,
    )


def voice(start: float, end: float, take: str, engine: str = "espeak") -> VoiceSound:
    """A take, placed."""
    return VoiceSound(start=start, end=end, sentence=0, take=take, voice=(("engine", engine),))


def speech(seconds: float, rate: int = 22050, seed: int = 1) -> Take:
    """Bursts of noise over a buzz: peaky, like syllables."""
    random = np.random.default_rng(seed)
    clock = np.arange(round(seconds * rate)) / rate
    buzz = np.sign(np.sin(2 * np.pi * 130 * clock)) * 0.3 + random.laplace(0, 0.1, len(clock))
    shape = (0.5 - 0.5 * np.cos(2 * np.pi * 4 * clock)) ** 2
    return Take(np.asarray(np.clip(buzz * shape, -1, 1) * 20000, np.int16), rate)


def tone(
    path: Path, seconds: float, hertz: float = 1000.0, level: float = 0.3, rate: int = RATE
) -> Path:
    """A WAV file of one tone, in stereo."""
    clock = np.arange(round(seconds * rate)) / rate
    wavefile(path, np.sin(2 * np.pi * hertz * clock)[:, None].repeat(2, axis=1) * level, rate)
    return path


def wavefile(path: Path, samples: NDArray[np.float64], rate: int = RATE) -> None:
    """Write (n, channels), -1.0 to 1.0."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.rint(samples * 32767).astype("<i2").tobytes())


def strength(samples: NDArray[np.float32], hertz: float) -> NDArray[np.float64]:
    """How strong a tone is, dB, every 10 ms, by correlation over 20 ms of the left channel."""
    steps = (len(samples) - 960) // 480
    clock = np.arange(960) / RATE
    wave_ = np.exp(-2j * np.pi * hertz * clock)
    parts = np.stack([samples[k * 480 : k * 480 + 960, 0] for k in range(steps)])
    return np.asarray(20 * np.log10(np.abs(parts @ wave_) / 480 + 1e-9))
