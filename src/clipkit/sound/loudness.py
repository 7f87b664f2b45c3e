"""Loudness reckoned from spectra: twice as quick as a filter that goes from sample to sample.

It weighs each tenth of a second by itself (ITU-R BS.1770-4, annex 1, its filters as gains). Of
what is heard in clips it is right to 0.05 LU, of a tone below 50 Hz to 0.3: levels are set by it,
and what is promised is measured by `filters.loudness`.
"""

from collections.abc import Iterable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from clipkit.sound.filters import NOTHING
from clipkit.sound.pieces import RATE, Samples

_STEP = RATE // 10
_WINDOW = 4  # steps that are heard as one, a new one each step
_LESS = 10.0  # LU under the mean of what is heard, that counts no more
_SHELF = (1.53512485958697, -2.69169618940638, 1.19839281085285)
_SHELF_BACK = (-1.69065929318241, 0.73248077421585)  # what is fed back
_HIGH, _HIGH_BACK = (1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621)


def reckoned(blocks: Iterable[Samples], *, channels: int = 2) -> float:
    """Integrated loudness of blocks that follow each other, LUFS; NOTHING: silence, or under 0.4 s.

    blocks: (n, channels), whole seconds but for the last; one channel is heard from both sides.
    """
    found = [_powers(block, channels) for block in blocks]
    powers = np.concatenate(found) if found else np.zeros(0)
    if len(powers) < _WINDOW:
        return NOTHING
    ends = np.concatenate([np.zeros(1), np.cumsum(powers)])
    means = (ends[_WINDOW:] - ends[:-_WINDOW]) / _WINDOW
    heard = means[_lufs(means) > NOTHING]
    if not len(heard):
        return NOTHING
    loud = heard[_lufs(heard) > _lufs(heard.mean()) - _LESS]
    return max(NOTHING, float(_lufs(loud.mean())))


def _powers(block: Samples, channels: int) -> NDArray[np.float64]:
    """Weighted mean squares of each whole step, both sides added."""
    count = len(block) // _STEP
    steps = np.ascontiguousarray(block[: count * _STEP], np.float32)
    if channels == 1:
        spectra = np.fft.rfft(steps.reshape(count, _STEP), axis=1)
        weights = _weights()[: _STEP // 2 + 1] * np.float32(4.0)  # two sides of two halves
    else:  # left and right as one complex number: its power is theirs
        spectra = np.fft.fft(steps.view(np.complex64).reshape(count, _STEP), axis=1)
        weights = _weights()
    squares = np.square(spectra.real) + np.square(spectra.imag)
    return np.asarray(squares @ weights, np.float64)


@cache
def _weights() -> NDArray[np.float32]:
    """(_STEP,): of each part of a spectrum's power, what of it is heard. Of 0 Hz it is nothing."""
    z = np.exp(-2j * np.pi * np.arange(_STEP) / _STEP)
    gain = np.ones(_STEP)
    for (a, b, c), (d, e) in ((_SHELF, _SHELF_BACK), (_HIGH, _HIGH_BACK)):
        gain *= np.abs((a + b * z + c * z * z) / (1 + d * z + e * z * z)) ** 2
    return (gain / _STEP**2).astype(np.float32)


def _lufs(power: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(-0.691 + 10 * np.log10(power + 1e-20))
