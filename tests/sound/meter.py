"""Loudness and true peak by the books, in numpy alone: nothing that clipkit measures with.

ITU-R BS.1770-4: annex 1 (K-weighting as its two filters' responses, gates), annex 2 (peaks at
four times the rate).
"""

import numpy as np
from numpy.typing import NDArray

RATE = 48000
Floats = NDArray[np.float64]


def loudness(samples: NDArray[np.float32]) -> float:
    """LUFS of (n, 2) at 48 kHz."""
    wide = np.asarray(samples, np.float64)
    length = len(wide) + RATE
    z = np.exp(-2j * np.pi * np.fft.rfftfreq(length))
    shelf = _biquad(
        z,
        (1.53512485958697, -2.69169618940638, 1.19839281085285),
        (-1.69065929318241, 0.73248077421585),
    )
    high = _biquad(z, (1.0, -2.0, 1.0), (-1.99004745483398, 0.99007225036621))
    power = np.zeros(len(wide))
    for channel in wide.T:
        weighted = np.fft.irfft(np.fft.rfft(channel, length) * shelf * high, length)[: len(wide)]
        power += weighted**2
    ends = np.concatenate([[0.0], np.cumsum(power)])
    block, step = int(0.4 * RATE), int(0.1 * RATE)
    starts = np.arange(0, len(wide) - block + 1, step)
    means = (ends[starts + block] - ends[starts]) / block
    loud = means[_level(means) > -70]
    if not len(loud):
        return -np.inf
    return float(_level(loud[_level(loud) > _level(loud.mean()) - 10].mean()))


def true_peak(samples: NDArray[np.float32]) -> float:
    """dBTP of (n, 2): the spectrum, padded to four times the rate."""
    most = 0.0
    for channel in np.asarray(samples, np.float64).T:
        spectrum = np.fft.rfft(channel)
        fine = np.fft.irfft(spectrum, 4 * len(channel)) * 4
        most = max(most, float(np.abs(fine).max()))
    return 20 * float(np.log10(max(most, 1e-9)))


def _biquad(
    z: NDArray[np.complex128], b: tuple[float, float, float], a: tuple[float, float]
) -> NDArray[np.complex128]:
    return np.asarray((b[0] + b[1] * z + b[2] * z * z) / (1 + a[0] * z + a[1] * z * z))


def _level(power: Floats) -> Floats:
    return np.asarray(-0.691 + 10 * np.log10(power + 1e-20))
