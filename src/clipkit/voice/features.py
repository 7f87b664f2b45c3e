"""What the aligner hears: 16 kHz mono, mel energies, cepstra, loudness; a frame every 10 ms."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
RATE, HOP, WINDOW, BINS, MELS, CEPSTRA = 16000, 160, 400, 512, 30, 13
FRAMES = RATE // HOP  # a second
SPEECH = 0.45  # of the loudness scale: a frame holds speech
QUIETEST = 0.12  # of a recording's frames tell its noise
LOW, HIGH = 80.0, 7000.0  # Hz that the mel bands cover
_ALONE = 2**18  # multiplications: so many of OpenBLAS's are one thread's, for more others wait
PIECE, OVERLAP = 20.0, 0.5  # seconds worked on at a time: memory stays flat


def mono(samples: NDArray[np.generic]) -> Floats:
    """Return samples, (n,) or (n, channels), int16 or float, as float32 (n,) within -1 and 1."""
    whole = samples.dtype == np.int16
    floats = samples.astype(np.float32) / np.float32(32768 if whole else 1)
    return floats.mean(axis=1, dtype=np.float32) if floats.ndim == 2 else floats


def resampled(samples: Floats, rate: int) -> Floats:
    """Return mono samples at 16 kHz."""
    if rate == RATE or not len(samples):
        return samples
    size, pad, done = int(PIECE * rate), int(OVERLAP * rate), []
    unit = max(1, rate // 10)  # whole tenths of a second have short transforms
    for first in range(0, len(samples), size):
        low, high = max(0, first - pad), min(len(samples), first + size + pad)
        whole = -(-(high - low) // unit) * unit
        count = round(whole * RATE / rate)
        spectrum = np.fft.rfft(samples[low:high], whole)
        keep = count // 2 + 1
        spectrum = np.pad(spectrum[:keep], (0, max(0, keep - len(spectrum))))
        piece = np.fft.irfft(spectrum, count) * (count / whole)
        begin = round((first - low) * RATE / rate)
        length = round((min(first + size, len(samples)) - first) * RATE / rate)
        done.append(piece[begin : begin + length])
    return np.concatenate(done).astype(np.float32)


def _mel(hertz: float) -> float:
    return float(2595 * np.log10(1 + hertz / 700))


_EDGES = np.linspace(_mel(LOW), _mel(HIGH), MELS + 2)  # of the mel bands
_CENTRES = _EDGES[1:-1]


def _bank() -> Floats:
    edges = 700 * (10 ** (_EDGES / 2595) - 1)
    hertz = np.arange(BINS // 2 + 1) * RATE / BINS
    up = (hertz - edges[:-2, None]) / (edges[1:-1] - edges[:-2])[:, None]
    down = (edges[2:, None] - hertz) / (edges[2:] - edges[1:-1])[:, None]
    return np.maximum(0, np.minimum(up, down)).astype(np.float32)


_BANK = _bank()
_ANGLES = np.pi * np.arange(CEPSTRA)[:, None] * (np.arange(MELS) + 0.5) / MELS
_COSINES = np.cos(_ANGLES).astype(np.float32)
_LIFTER = 1 + 11 * np.sin(np.pi * np.arange(CEPSTRA) / 22)


def powers(samples: Floats) -> Floats:
    """Return mel energies, (frames, MELS), of 16 kHz mono samples; at least one frame."""
    if len(samples):
        samples = np.append(samples[:1], samples[1:] - np.float32(0.97) * samples[:-1])
    count = max(1, len(samples) // HOP)
    padded = np.pad(samples, (WINDOW // 2, WINDOW))
    window, found = np.hamming(WINDOW).astype(np.float32), np.empty((count, MELS), np.float32)
    for a in range(0, count, 4000):
        b = min(count, a + 4000)
        view = np.lib.stride_tricks.sliding_window_view(
            padded[a * HOP : (b - 1) * HOP + WINDOW], WINDOW
        )[::HOP]
        energy = (np.abs(np.fft.rfft(view * window, BINS)) ** 2).astype(np.float32)
        found[a:b] = product(energy, _BANK.T)
    return found


def stretched(power: Floats, by: float) -> Floats:
    """Return mel energies of a voice whose formants are so many times as high, 0.7 to 1.5."""
    hertz = 700 * (10 ** (_CENTRES / 2595) - 1) / by
    at = np.interp(2595 * np.log10(1 + hertz / 700), _CENTRES, np.arange(MELS))
    low = np.minimum(at.astype(int), MELS - 2)
    share = (at - low).astype(np.float32)
    logs = np.log(power + np.float32(1e-12))
    found: Floats = np.exp(logs[:, low] * (1 - share) + logs[:, low + 1] * share)
    return found


def cepstra(logs: Floats) -> Floats:
    """Return cepstra and their slopes, (frames, 26), of the logarithms of mel energies."""
    found = product(logs, _COSINES.T) * _LIFTER
    pad = np.pad(found, ((2, 2), (0, 0)), mode="edge")
    slopes = (2 * (pad[4:] - pad[:-4]) + (pad[3:-1] - pad[1:-3])) / 10
    return np.hstack([found, 3 * slopes]).astype(np.float32)


class Room:
    """How a recording sounds. features: (frames, 26) of it."""

    def __init__(self, power: Floats, level: Floats) -> None:
        """Take mel energies and their loudness."""
        band = np.log(power[:, 3:24].mean(axis=1) + 1e-9)
        smooth = np.convolve(np.pad(band, 4, mode="edge"), np.ones(9) / 9, "valid")
        few = max(1, int(QUIETEST * len(smooth)))
        self._noise = power[np.argsort(smooth, kind="stable")[:few]].mean(axis=0)
        loud = _loud(power, level).mean(axis=0)
        self._speech = np.maximum(loud - self._noise, 0.05 * loud)
        self._floor = 1e-3 * np.percentile(power.mean(axis=1), 95) + 1e-10  # 30 dB down
        self.features: Floats = normal(cepstra(np.log(power + self._floor)), level)

    def heard(self, power: Floats, level: Floats) -> Floats:
        """Return features of a clean recording as if it were recorded there.

        It gets this one's colour and its noise: what noise hides is then hidden in both.
        """
        colour = self._speech / (_loud(power, level).mean(axis=0) + 1e-9)
        return normal(cepstra(np.log(power * colour + self._noise + self._floor)), level)


def _loud(rows: Floats, level: Floats) -> Floats:
    """Return those frames that hold speech."""
    return rows[level > SPEECH] if (level > SPEECH).sum() > 20 else rows


def loudness(power: Floats) -> tuple[Floats, float]:
    """Return 0.0 (background) to 1.0 (loud speech) a frame, and how far these are apart, in nepers.

    The scale starts at most 6.5 under loud speech, so that digital silence can't stretch it.
    """
    band = np.log(power[:, 3:24].mean(axis=1) + 1e-9)
    band = np.convolve(np.pad(band, 2, mode="edge"), np.ones(5) / 5, "valid")
    low, high = np.percentile(band, 8), np.percentile(band, 92)
    floor = max(low, high - 6.5)
    level = np.clip((band - floor) / max(high - floor, 1e-3), 0, 1)
    return level.astype(np.float32), float(high - low)


def normal(found: Floats, level: Floats) -> Floats:
    """Return features with the mean and spread of those frames that hold speech taken off."""
    pick = _loud(found, level)
    moved = (found - pick.mean(axis=0)) / (pick.std(axis=0) + np.float32(1e-3))
    return np.asarray(moved, np.float32)


def runs(told: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Return where it is so without a break, [start, stop) each.

    >>> runs(np.array([True, False, True, True]))
    [(0, 1), (2, 4)]
    """
    edges = np.flatnonzero(np.diff(np.concatenate([[False], told, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def product(a: Floats, b: Floats) -> Floats:
    """Return the matrix product of (n, k) and (k, m), some rows at a time.

    Threads that wait for the next large one cost a tenth of all that an alignment takes.
    """
    found = np.empty((len(a), b.shape[1]), np.float32)
    rows = max(1, _ALONE // max(1, b.size))
    for k in range(0, len(a), rows):
        np.matmul(a[k : k + rows], b, out=found[k : k + rows])
    return found


def distances(a: Floats, b: Floats) -> Floats:
    """Return (len(a), len(b)): root mean square difference of each row of a and each of b."""
    squares = product(a, b.T)
    squares *= -2
    squares += (a * a).sum(axis=1)[:, None]
    squares += (b * b).sum(axis=1)[None]
    return np.asarray(np.sqrt(np.maximum(0, squares) / a.shape[1]), np.float32)
