"""Where music's beats and bars lie: onsets, their period, their phase, the loudest of each bar.

All of it is reckoned at 12 kHz and a hundred frames a second.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clipkit.sound.pieces import RATE

Floats = NDArray[np.float32]

_FEWER = 4  # samples of 48 kHz that become one
_FRAMES = 100  # a second
_HOP = RATE // _FEWER // _FRAMES
_WINDOW = 2 * _HOP
_BANDS = (1, 2, 3, 4, 6, 8, 11, 16, 23, 33, 47, 68, 97, _HOP + 1)  # of 50 Hz
_LOW = 3  # bands under 200 Hz, where a bar's first beat is heard most
_LOUDER = 1e-3  # of full scale: what is much softer is no onset
_BLOCK = 6000  # frames looked at together: memory stays flat

_LEAST = 5.0  # s: less tells no tempo
_PERIODS = (0.3, 1.0)  # s a beat: 200 to 60 a minute
_USUAL, _SPREAD = 0.52, 0.9  # s, octaves: where a foot taps, if several would fit
_FINE = 2**17  # points of a spectrum, in which the period is told to a thousandth
_DRIFT = 8.0  # s over which beats may slow down or hurry
_TIMES = (1, 2, 4)  # a beat
_CLEAR = 0.3  # of onsets that keep to it: fewer are no beat
_OVER = 5  # frames beyond either end where a beat may still lie: music begins with one
_PEAKY = 5.5  # their mean square over their mean's: noise, breath and strings have 4
_BARS = (4, 3, 8, 6)  # beats: twice as many, where halves were taken for beats
_LONGEST = 4.0  # s of a bar
_SURE = 1.3  # times as clear as one before, that another has to be


class Beats(NamedTuple):
    """at: (n,), seconds, rising. bar: beats of one. first: the first that begins a bar.

    tones: (n - 1, bands), how loud each band is from a beat to the next, in natural logarithms.
    """

    at: NDArray[np.float64]
    bar: int
    first: int
    tones: Floats

    @property
    def bars(self) -> NDArray[np.float64]:
        """Seconds at which bars begin."""
        return self.at[self.first :: self.bar]


def beats(samples: NDArray[np.int16]) -> Beats | None:
    """Find the beats of (n, channels) at 48 kHz; None: it has none that can be told."""
    bands = _bands(samples)
    if len(bands) < _LEAST * _FRAMES:
        return None
    rises = np.maximum(np.diff(bands, axis=0, prepend=bands[:1]), 0)
    onsets = _evened(rises.sum(axis=1))
    if float(np.square(onsets).mean()) < _PEAKY * float(onsets.mean()) ** 2 or not onsets.any():
        return None
    accents = onsets + _evened(rises[:, :_LOW].sum(axis=1))
    phase = _phase(onsets, accents, _period(onsets))
    if phase is None:
        return None
    numbers = np.arange(np.ceil(phase[0]), np.floor(phase[-1]) + 1)
    frames = np.interp(numbers, phase, np.arange(-_OVER, len(phase) - _OVER))
    if len(frames) < 2 * max(_BARS):
        return None
    tones = _between(bands, frames)
    bar, first = _bar(accents, frames, tones)
    return Beats((frames + 1) / _FRAMES, bar, first, tones)  # it rises in the middle of a frame


def _bands(samples: NDArray[np.int16]) -> Floats:
    """(frames, bands): logarithms of how loud each is; a frame's middle is at its own moment."""
    channels = samples.shape[1]
    step = _FEWER * channels
    few = np.ones(step, np.float32) / np.float32(step * 32768)
    window = np.hanning(_WINDOW + 1)[:-1].astype(np.float32)
    count = len(samples) // (_FEWER * _HOP)
    found = np.zeros((max(0, count - 1), len(_BANDS) - 1), np.float32)
    for first in range(0, len(found), _BLOCK):
        stop = min(len(found), first + _BLOCK)
        part = samples[first * _HOP * _FEWER : (stop + 1) * _HOP * _FEWER]
        mono = part.reshape(-1, step).astype(np.float32) @ few
        halves = mono.reshape(-1, _HOP)
        frames = np.concatenate([halves[:-1], halves[1:]], axis=1) * window
        loud = np.abs(np.fft.rfft(frames, axis=1)) / np.float32(_HOP / 2)
        sums = np.add.reduceat(loud, _BANDS[:-1], axis=1)
        found[first:stop] = np.log(sums + np.float32(_LOUDER))
    return found


def _evened(rises: Floats) -> Floats:
    """Onsets as they stand out of the second around them."""
    ends = np.concatenate([np.zeros(1), np.cumsum(rises, dtype=np.float64)])
    at = np.arange(len(rises))
    left, right = np.maximum(at - _FRAMES // 2, 0), np.minimum(at + _FRAMES // 2, len(rises))
    above = rises - (ends[right] - ends[left]) / (right - left)
    return np.asarray(np.maximum(above, 0), np.float32)


def _period(onsets: Floats) -> float:
    """Frames from a beat to the next: what onsets repeat after, and after twice that."""
    centred = onsets - onsets.mean()
    power = np.abs(np.fft.rfft(centred, 2 * len(onsets))) ** 2
    again = np.fft.irfft(power)[: len(onsets)]
    lags = np.arange(round(_PERIODS[0] * _FRAMES), round(_PERIODS[1] * _FRAMES) + 1)
    far = np.maximum.reduce([again[2 * lags + k] for k in (-1, 0, 1)])
    usual = np.exp(-0.5 * (np.log2(lags / (_USUAL * _FRAMES)) / _SPREAD) ** 2)
    coarse = lags[int(np.argmax((again[lags] + far) * usual))]
    fine = np.abs(np.fft.rfft(centred, _FINE))
    tried = np.linspace(1 / (coarse + 1), 1 / (coarse - 1), 401)
    combs = sum(fine[np.rint(tried * times * _FINE).astype(int)] for times in (1, 2, 4))
    return float(1 / tried[int(np.argmax(combs))])


def _phase(onsets: Floats, accents: Floats, period: float) -> NDArray[np.float64] | None:
    """Beats passed at each frame, whole on a beat; None: nothing keeps to the period.

    It begins _OVER frames before the first, and ends as many after the last.

    It is followed by what repeats most evenly: beats, their halves or quarters.
    """
    at = np.arange(len(onsets))
    reach = round(_DRIFT * _FRAMES / 2)
    left, right = np.maximum(at - reach, 0), np.minimum(at + reach, len(at))
    turns, best, late = at / period, 0.0, np.zeros(len(at))
    for times in _TIMES:
        heard = onsets * np.exp(-2j * np.pi * times * turns)
        ends = np.concatenate([np.zeros(1), np.cumsum(heard)])
        near = ends[right] - ends[left]
        clear = float(np.abs(near).sum())
        if clear > best:
            best, late = clear, -np.unwrap(np.angle(near)) / (2 * np.pi * times)
    if best < _CLEAR * float((right - left) @ onsets):
        return None
    phase = np.maximum.accumulate(turns - late)
    beyond = np.arange(1, _OVER + 1) / period
    over = np.concatenate([phase[0] - beyond[::-1], phase, phase[-1] + beyond])
    return np.asarray(over - _peak(accents, phase), np.float64)


def _peak(onsets: Floats, phase: NDArray[np.float64]) -> float:
    """How much of a beat its onsets are behind the phase: the beat is where most of them lie."""
    parts = 48
    place = np.floor(phase % 1 * parts).astype(int) % parts
    sums = np.bincount(place, onsets, parts)
    smooth = sums + 0.5 * (np.roll(sums, 1) + np.roll(sums, -1))
    k = int(np.argmax(smooth))
    a, b, c = smooth[k - 1], smooth[k], smooth[(k + 1) % parts]
    return float((k + 0.5 + 0.5 * (a - c) / max(2 * b - a - c, 1e-9) * -1) / parts)


def _between(bands: Floats, frames: NDArray[np.float64]) -> Floats:
    """Means of (n, bands) from each of the frames to the next."""
    ends = np.concatenate([np.zeros((1, bands.shape[1])), np.cumsum(bands, axis=0)])
    edges = np.clip(np.rint(frames).astype(int), 0, len(bands))
    return np.asarray(np.diff(ends[edges], axis=0) / np.diff(edges)[:, None], np.float32)


def _bar(accents: Floats, frames: NDArray[np.float64], tones: Floats) -> tuple[int, int]:
    """Beats of a bar, and which begins the first: the one with most, where harmony changes."""
    edges = np.rint(frames).astype(int)
    near = np.stack([accents[np.clip(edges + k, 0, len(accents) - 1)] for k in range(-3, 4)])
    strong = near.max(axis=0)[:-1]
    change = np.abs(np.diff(tones, axis=0, prepend=tones[:1])).sum(axis=1)
    weight = strong / max(strong.mean(), 1e-9) + change / max(change.mean(), 1e-9)
    best = (0.0, _BARS[0], 0)
    for bar in _BARS:
        if best[0] and bar * (edges[-1] - edges[0]) > _LONGEST * _FRAMES * (len(edges) - 1):
            continue
        means = np.array([weight[k::bar].mean() for k in range(bar)])
        first = int(np.argmax(means))
        clear = float(means[first] - np.delete(means, first).mean())
        if clear > best[0] * (_SURE if best[0] else 1.0):
            best = clear, bar, first
    return best[1], best[2]
