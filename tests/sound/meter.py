"""Loudness and true peak by the books, in numpy alone: nothing that clipkit measures with.

ITU-R BS.1770-4: annex 1 (K-weighting as its two filters' responses, gates), annex 2 (peaks at
four times the rate). `by_ffmpeg` is what others will measure a clip with.
"""

from fractions import Fraction

import av
import numpy as np
from av.filter import Graph
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


def by_ffmpeg(samples: NDArray[np.float32]) -> tuple[float, float]:
    """LUFS and dBTP of (n, 2), as libavfilter's ebur128 measures them."""
    graph = Graph()
    source = graph.add(
        "abuffer", f"sample_rate={RATE}:sample_fmt=flt:channel_layout=stereo:time_base=1/{RATE}"
    )
    meter = graph.add("ebur128", "metadata=1:peak=true")
    sink = graph.add("abuffersink")
    source.link_to(meter)
    meter.link_to(sink)
    graph.configure()
    row = np.ascontiguousarray(samples, np.float32).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(row, format="flt", layout="stereo")
    frame.sample_rate, frame.pts, frame.time_base = RATE, 0, Fraction(1, RATE)
    graph.push(frame)
    graph.push(None)
    lufs, peak = -np.inf, 0.0
    while True:
        try:
            told = graph.pull().metadata
        except (av.BlockingIOError, av.EOFError):
            return lufs, 20 * float(np.log10(max(peak, 1e-9)))
        lufs = float(told.get("lavfi.r128.I", lufs))
        peak = max(peak, float(told.get("lavfi.r128.true_peak", 0.0)))
