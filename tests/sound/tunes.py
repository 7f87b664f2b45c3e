"""Music from a seed, whose beats are known."""

import numpy as np
from numpy.typing import NDArray

RATE = 48000
Floats = NDArray[np.float64]


def kick() -> Floats:
    """What is heard on every beat, (n,)."""
    clock = np.arange(RATE // 3) / RATE
    return np.asarray(np.sin(2 * np.pi * (50 * clock + 3 * (1 - np.exp(-30 * clock)))) * 0.5) * (
        np.exp(-12 * clock)
    )


def band(
    seconds: float, bpm: float, *, bar: int = 4, first: float = 0.0, swing: float = 0.0
) -> tuple[NDArray[np.int16], Floats]:
    """Drums and chords, (n, 2), and the seconds of their beats. first: of these, a bar's first.

    swing: how much of a beat its second half comes late.
    """
    random = np.random.default_rng(round(bpm * 10) + bar)
    sound = np.zeros(round((seconds + 4) * RATE))
    clock = np.arange(RATE // 3) / RATE
    snare = random.normal(0, 0.2, len(clock)) * np.exp(-25 * clock)
    hat = np.diff(random.normal(0, 0.1, len(clock) + 1)) * np.exp(-70 * clock)
    period = 60 / bpm
    beats = np.arange(first, seconds, period)
    for number, beat in enumerate(beats):
        begins = number % bar == 0
        _add(sound, beat, kick() * (1.0 if begins else 0.7))
        if not begins:
            _add(sound, beat, snare * 0.5)
        for half in (beat, beat + (0.5 + swing) * period):
            _add(sound, half, hat)
        if begins:
            _add(sound, beat, _chord(int(random.integers(0, 12)), bar * period))
    cut = sound[: round(seconds * RATE)]
    return _sides(cut), beats


def strings(seconds: float, seed: int = 3) -> NDArray[np.int16]:
    """A texture without a beat, (n, 2)."""
    random = np.random.default_rng(seed)
    clock = np.arange(round(seconds * RATE)) / RATE
    sound = np.zeros(len(clock))
    for semitones in random.integers(0, 30, 10):
        swell = 1 + np.sin(2 * np.pi * random.uniform(0.03, 0.2) * clock + 6 * random.random())
        hertz = 110 * 2 ** (semitones / 12)
        sound += 0.05 * swell * np.sin(2 * np.pi * hertz * clock + 6 * random.random())
    return _sides(sound)


def _chord(step: int, seconds: float) -> Floats:
    clock = np.arange(round(seconds * RATE)) / RATE
    root = 110 * 2 ** (step / 12)
    tones = [np.sin(2 * np.pi * root * part * clock) / part for part in (1.0, 1.26, 1.5, 2.0)]
    edges = np.minimum(1, np.minimum(clock, clock[::-1]) * 100)
    return np.asarray(np.sum(tones, axis=0) * 0.08 * edges)


def _add(sound: Floats, at: float, more: Floats) -> None:
    place = sound[round(at * RATE) :][: len(more)]
    place += more[: len(place)]


def _sides(sound: Floats) -> NDArray[np.int16]:
    both = np.stack([sound, np.roll(sound, 20)], axis=1) * 0.6
    return np.rint(np.clip(both, -1, 1) * 32767).astype(np.int16)
