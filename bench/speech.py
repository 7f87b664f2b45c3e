"""Sound for the bench: takes like speech, and music, from a seed."""

import wave
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench import reference
from clipkit.model.timeline import MusicSound, SourceFile, Timeline, VoiceSound

RATE = 22_050  # Hz, as espeak-ng speaks
MUSIC = 44_100


@dataclass(frozen=True)
class Take:
    """What a voice says in a sentence. samples: int16, mono."""

    samples: NDArray[np.int16]
    rate: int = RATE


def spoken(folder: Path, seconds: int) -> tuple[Timeline, dict[str, Take]]:
    """A clip's timeline with three seconds of speech out of every four, over music."""
    music(folder / "music.wav", seconds)
    takes = {f"take {n}": Take(voice(n, 3)) for n in range(seconds // 4)}
    voices = tuple(
        VoiceSound(start=4.0 * n, end=4.0 * n + 3, sentence=n, take=name)
        for n, name in enumerate(takes)
    )
    under = MusicSound(
        start=0.0,
        end=float(seconds),
        source="music.wav",
        level=-22.0,
        duck=-12.0,
        fade_in=0.4,
        fade_out=1.2,
    )
    source = ("music.wav", SourceFile(path="music.wav", digest="sha256:music"))
    clip = reference.timeline(seconds * reference.FPS)
    return replace(clip, sources=(*clip.sources, source), sound=(*voices, under)), takes


def voice(seed: int, seconds: int) -> NDArray[np.int16]:
    """A buzz with syllables, as loud as a voice, and a burst in each: the limiter has work."""
    random, clock = np.random.default_rng(seed), np.arange(seconds * RATE) / RATE
    pitch = 120 + 20 * np.sin(2 * np.pi * 0.7 * clock)
    buzz = np.sign(np.sin(2 * np.pi * np.cumsum(pitch) / RATE)) * 0.2
    shape = 0.5 + 0.5 * np.sin(2 * np.pi * 4 * clock + random.random())
    burst = np.where(clock % 0.25 < 0.004, 6.0, 1.0)
    sound = (buzz + random.normal(0, 0.02, clock.size)) * shape * burst
    return np.asarray(np.clip(sound, -1.5, 1.5) * 20_000, np.int16)


def music(path: Path, seconds: int) -> None:
    """Chords, in stereo."""
    if path.exists():
        return
    clock = np.arange(seconds * MUSIC) / MUSIC
    chord = sum(np.sin(2 * np.pi * note * clock) for note in (220.0, 277.2, 329.6))
    sides = np.stack([chord, np.roll(chord, 300)], axis=1) * 4000
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(MUSIC)
        file.writeframes(sides.astype("<i2").tobytes())
