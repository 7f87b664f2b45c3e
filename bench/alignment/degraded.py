"""What rooms, microphones and music do to a recording, the same each time."""

from collections.abc import Callable
from functools import partial

import numpy as np
from numpy.typing import NDArray

Reals = NDArray[np.float64]
Samples = NDArray[np.int16]
PHONE = (300.0, 3400.0)  # Hz that a telephone lets through
PEAK = 0.7  # of full scale, of what comes out
_Chance = np.random.Generator


def degraded(samples: Samples, rate: int, way: str, seed: int = 3) -> Samples:
    """Return a recording as it sounds one of the `WAYS`. samples: mono. rate: Hz."""
    chance = np.random.default_rng([seed, sorted(WAYS).index(way)])
    heard = WAYS[way](samples / 32768.0, rate, chance)
    loudest = float(np.abs(heard).max(initial=1e-9))
    return np.rint(heard / loudest * PEAK * 32767).astype(np.int16)


def _beside(speech: Reals, other: Reals, below: float) -> Reals:
    """Mix something in, so many dB below the speech."""
    loud = np.sqrt((speech[np.abs(speech) > 0.01] ** 2).mean())
    return np.asarray(speech + other * (loud / np.sqrt((other**2).mean())) * 10 ** (-below / 20))


def _pink(count: int, chance: _Chance) -> Reals:
    spectrum = np.fft.rfft(chance.standard_normal(count))
    falling = np.sqrt(np.maximum(1, np.arange(len(spectrum))))
    return np.asarray(np.fft.irfft(spectrum / falling, count))


def _echoed(speech: Reals, rate: int, chance: _Chance, seconds: float, share: float) -> Reals:
    """Add a room's echo. seconds: until it is 60 dB down. share: of the sound that is echo."""
    count = int(seconds * rate)
    echo = chance.standard_normal(count) * 10 ** (-3 * np.arange(count) / count)
    echo[: int(0.004 * rate)] = 0
    echo /= np.sqrt((echo**2).sum())
    size = len(speech) + count
    wet = np.fft.irfft(np.fft.rfft(speech, size) * np.fft.rfft(echo, size), size)[: len(speech)]
    return np.asarray((1 - share) * speech + share * wet)


def _music(count: int, rate: int, chance: _Chance) -> Reals:
    """A beat with a bass, chords, a tune and hats, at 120 beats a minute."""
    beat, clock = rate // 2, np.arange(count) / rate
    found = np.zeros(count)
    hiss = chance.standard_normal(beat) * np.exp(-np.arange(beat) / (0.02 * rate))
    fall = np.arange(beat) / rate
    kick = np.sin(2 * np.pi * 50 * fall + 15 * (1 - np.exp(-fall / 0.02))) * np.exp(-fall / 0.1)
    for number, first in enumerate(range(0, count, beat)):
        here = slice(first, min(count, first + beat))
        now, length = clock[here], min(count, first + beat) - first
        root = 110.0 * 2 ** ((0, 0, 5, 7)[number // 4 % 4] / 12)
        chord = [root * 2 ** (step / 12) for step in (0, 12, 16, 19)]
        tune = 4 * root * 2 ** (chance.choice([0, 2, 4, 7, 9]) / 12)
        notes: list[tuple[float | Reals, float, int]]
        notes = [(0.5, note * over, over) for note in chord for over in (1, 2, 3, 4)]
        notes += [(0.8 * np.exp(-fall[:length] / 0.2), tune * over, over) for over in (1, 2, 3)]
        for loud, hertz, over in notes:
            found[here] += loud / over * np.sin(2 * np.pi * hertz * now)
        found[here] += 1.5 * kick[:length] + 0.4 * np.roll(hiss, beat // 2)[:length]
    return found


def _within(speech: Reals, rate: int, low: float, high: float) -> Reals:
    """Let through what lies between two frequencies, with edges a fifth as wide."""
    hertz = np.fft.rfftfreq(len(speech), 1 / rate)
    gain = 1 / np.sqrt((1 + (low / np.maximum(hertz, 1)) ** 10) * (1 + (hertz / high) ** 20))
    return np.asarray(np.fft.irfft(np.fft.rfft(speech) * gain, len(speech)))


def _phone(speech: Reals, rate: int, chance: _Chance) -> Reals:
    """A room, some noise, a loud voice in a small microphone, and a telephone's band."""
    far = _echoed(speech, rate, chance, 0.3, 0.3)
    driven = np.tanh(2.5 * _beside(far, _pink(len(speech), chance), 18))
    return _within(driven, rate, *PHONE)


def _clean(speech: Reals, rate: int, chance: _Chance) -> Reals:
    del rate
    return speech + 1e-4 * chance.standard_normal(len(speech))


def _room(speech: Reals, rate: int, chance: _Chance) -> Reals:
    return _beside(_echoed(speech, rate, chance, 0.5, 0.4), _pink(len(speech), chance), 25)


def _noisy(speech: Reals, rate: int, chance: _Chance, *, below: float) -> Reals:
    del rate
    return _beside(speech, _pink(len(speech), chance), below)


def _over_music(speech: Reals, rate: int, chance: _Chance) -> Reals:
    return _beside(speech, _music(len(speech), rate, chance), 12)


WAYS: dict[str, Callable[[Reals, int, _Chance], Reals]] = {
    "clean": _clean,
    "room": _room,
    "noise 15 dB": partial(_noisy, below=15),
    "noise 5 dB": partial(_noisy, below=5),
    "music 12 dB": _over_music,
    "phone": _phone,
}
