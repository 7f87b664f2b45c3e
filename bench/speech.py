"""Sound for the bench: what is like speech, and music, from a seed."""

import wave
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE = 22_050  # Hz, as espeak-ng speaks
MUSIC = 44_100
MIX = 48_000
Reals = NDArray[np.float64]


def finished(seconds: int) -> NDArray[np.float32]:
    """A mix as the writer gets it: (n, 2) float32, 48 kHz, speech over chords."""
    mix = np.empty((seconds * MIX, 2), np.float32)
    for second in range(seconds):  # a second at a time: a job's memory is measured
        clock = second + np.arange(MIX) / MIX
        said = voice(second, 1) / 32_768 * (second % 4 < 3)
        heard = np.interp(np.arange(MIX) / MIX, np.arange(RATE) / RATE, said) * 0.5
        for side, late in enumerate((0.0, 0.007)):
            mix[second * MIX :][:MIX, side] = heard + _chord(clock - late) * 0.03
    return mix


def finished_file(folder: Path, seconds: int) -> Path:
    """The same mix as a file, unless it is there."""
    path = folder / f"mix{seconds}.wav"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _written(path, finished(seconds) * 32_767, MIX)
    return path


def voice(seed: int, seconds: int) -> NDArray[np.int16]:
    """A buzz with syllables, as loud as a voice, and a burst in each: the limiter has work."""
    random, clock = np.random.default_rng(seed), np.arange(seconds * RATE) / RATE
    pitch = 120 + 20 * np.sin(2 * np.pi * 0.7 * clock)
    buzz = np.sign(np.sin(2 * np.pi * np.cumsum(pitch) / RATE)) * 0.2
    shape = 0.5 + 0.5 * np.sin(2 * np.pi * 4 * clock + random.random())
    burst = np.where(clock % 0.25 < 0.004, 6.0, 1.0)
    sound = (buzz + random.normal(0, 0.02, clock.size)) * shape * burst
    return np.asarray(np.clip(sound, -1.5, 1.5) * 20_000, np.int16)


def music(path: Path, seconds: int, pitch: float = 1.0) -> None:
    """Chords, in stereo."""
    if path.exists():
        return
    clock = np.arange(seconds * MUSIC) / MUSIC
    chord = _chord(clock * pitch)
    path.parent.mkdir(parents=True, exist_ok=True)
    _written(path, np.stack([chord, np.roll(chord, 300)], axis=1) * 4000, MUSIC)


def _chord(clock: Reals) -> Reals:
    notes = [np.sin(2 * np.pi * note * clock) for note in (220.0, 277.2, 329.6)]
    return np.asarray(np.sum(notes, axis=0))


def _written(path: Path, sides: NDArray[Any], rate: int) -> None:
    """A WAV file. sides: (n, 2), as large as int16."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(sides.astype("<i2").tobytes())
