"""Where words begin in a voice's sound, measured in the sound itself.

Known are only the phones' names, in their order. What each sounds like is learnt from the sentences
themselves, from a flat start, as HTK does (Young et al., The HTK Book): they are cut by broad
classes first, then by a Gaussian for each part of a phone, again and again. An engine may tell
between which times a phone begins, the same for all: cuts are then made within reach of those.
Then each word's cut is moved to the landmark that phoneticians set (Machač and Skarnitzl,
Principles of Phonetic Segmentation, 2009; Turk, Nakai and Sugahara, Acoustic Segment Durations in
Prosodic Research, 2006): a plosive or affricate begins at its closure, where the sound before it
dies away, but after silence, in which no closure is heard, at its burst; a fricative where its
noise begins; a vowel where its formants do; a nasal, liquid or glide where the spectrum changes
most. Two plosives share a closure to its middle. Where else two sounds of one kind meet there is
nothing to measure: the cut counts, within the times that the engine tells.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clipkit.voice.edges import MARKS, Kind, kind
from clipkit.voice.features import runs

Floats = NDArray[np.float64]

HOP, WIDTH = 0.004, 0.012  # seconds, of the frames that phones are learnt from
ROUNDS = 4
FINE, FINE_WIDTH, STEP = 0.001, 0.006, 5  # seconds, seconds, and frames, of the landmarks
REACH = 0.03  # seconds that a landmark may lie from the cut, and both from what an engine tells
BURST = 0.5  # of the largest rise after silence: the first such is where a sound begins
FLOOR = 55  # dB below the loudest: what is softer is no sound
DEEP, LONG = 35, 0.025  # dB below the loudest, and seconds: a gap in the sound
EDGES = (0, 200, 400, 700, 1000, 1400, 1900, 2500, 3200, 4000, 5200, 6800, 8800)  # Hz of the bands
SILENCE = "_"
# What the parts of each kind begin as: dB below the sentence's loudest, and tilt in dB.
PARTS: dict[Kind, tuple[tuple[int, int], ...]] = {
    "silence": ((-70, -10), (-70, -10)),
    "plosive": ((-60, -15), (-22, 0), (-25, -5)),  # its closure, its burst, and what follows that
    "noise": ((-22, 5), (-22, 5)),
    "vowel": ((-8, -18), (-8, -18)),
    "other": ((-16, -25), (-16, -25)),
}


class Heard(NamedTuple):
    """A sentence. samples: int16. phones: all its phones' names, silences among them.

    firsts: indexes of the phones whose beginning is asked for. zones: the first and last second at
    which each phone begins, as an engine tells; empty: nothing is told.
    """

    samples: NDArray[np.int16]
    rate: int
    phones: tuple[str, ...]
    firsts: tuple[int, ...]
    zones: tuple[tuple[float, float], ...] = ()


class _Zone(NamedTuple):
    low: float
    high: float


def bare(phone: str) -> str:
    """A phone's name without stress and length."""
    return phone.strip(MARKS)


def onsets(sentences: Sequence[Heard]) -> list[list[float]]:
    """Seconds at which the phones that are asked for begin, sentence by sentence."""
    return [
        [_landmark(one, index, cut, loudest) for index in one.firsts]
        for one, cut, loudest in _cuts(sentences)
    ]


def _cuts(sentences: Sequence[Heard]) -> Iterator[tuple[Heard, Floats, float]]:
    """Seconds at which each phone begins, by what it sounds like in all sentences.

    With each sentence, and how loud it is at most, in dB.
    """
    heard = [_bands(one.samples, one.rate, HOP, WIDTH) for one in sentences]
    loudest = [float(_sum(one[:, 1:]).max()) for one in heard]
    heard = [np.maximum(one, one.max() - FLOOR) for one in heard]  # what a pause holds is no sound
    barred = [_barred(one, len(rows)) for one, rows in zip(sentences, heard, strict=True)]
    states = [[(bare(n), k) for n in one.phones for k in range(len(PARTS[kind(n)]))]
              for one in sentences]  # fmt: skip
    names = sorted({state for row in states for state in row})
    number = {state: k for k, state in enumerate(names)}
    rows = [np.array([number[state] for state in row]) for row in states]
    means = np.array([PARTS[kind(name)][part] for name, part in names], float)
    rough = [_level_and_tilt(one) for one in heard]
    paths = _paths(rough, rows, barred, means, np.full(means.shape, 12.0))
    known = [np.hstack([one - one.max(), 2 * np.gradient(one, axis=0)]) for one in heard]
    pool = np.concatenate(known)
    for _ in range(ROUNDS):
        owner = np.concatenate([row[path] for row, path in zip(rows, paths, strict=True)])
        parts = [pool[owner == k] for k in range(len(names))]  # each of two frames at least
        floor = 0.25 * pool.std(axis=0)
        means = np.array([part.mean(axis=0) for part in parts])
        spreads = np.array([part.std(axis=0) if len(part) > 4 else 4 * floor for part in parts])
        paths = _paths(known, rows, barred, means, np.maximum(spreads, floor))
    begins = [[k for k, (_, part) in enumerate(row) if part == 0] for row in states]
    found = [
        np.asarray(HOP * np.searchsorted(path, at), np.float64)
        for path, at in zip(paths, begins, strict=True)
    ]
    return zip(sentences, found, loudest, strict=True)


def _barred(one: Heard, frames: int) -> NDArray[np.bool_]:
    """Frames in which each part of a phone can't be, by what the engine tells: (frames, parts)."""
    sizes = [len(PARTS[kind(name)]) for name in one.phones]
    if not one.zones:
        return np.zeros((frames, sum(sizes)), np.bool_)
    times = HOP * np.arange(frames)[:, None]
    low = np.array([zone[0] for zone in one.zones]) - REACH
    high = np.array([*(zone[1] for zone in one.zones[1:]), np.inf]) + REACH
    return np.repeat((times < low) | (times > high), sizes, axis=1)


def _paths(
    heard: Sequence[Floats],
    rows: Sequence[NDArray[np.int64]],
    barred: Sequence[NDArray[np.bool_]],
    means: Floats,
    spreads: Floats,
) -> list[NDArray[np.int64]]:
    """Each frame's index in its row of states: all in order, none left out (Viterbi's way)."""
    longest, most = max(map(len, heard)), max(map(len, rows))
    near = np.full((longest, len(rows), most), -1e9)
    flat = ((means / spreads) ** 2).sum(axis=1) + 2 * np.log(spreads).sum(axis=1)
    for k, (one, row, bar) in enumerate(zip(heard, rows, barred, strict=True)):
        apart = one**2 @ (spreads**-2).T - 2 * one @ (means / spreads**2).T + flat
        near[: len(one), k, : len(row)] = -apart[:, row] / 2 - 1e6 * bar
    best = np.full((len(rows), most), -1e12)
    best[:, 0] = near[0, :, 0]
    moved = np.zeros(near.shape, bool)
    before = np.full(best.shape, -1e12)
    for at in range(1, longest):
        before[:, 1:] = best[:, :-1]
        moved[at] = before > best
        best = np.maximum(before, best) + near[at]
    found = []
    for k, (one, row) in enumerate(zip(heard, rows, strict=True)):
        path, state = np.zeros(len(one), np.int64), len(row) - 1
        for at in reversed(range(len(one))):
            path[at] = state
            state -= int(moved[at, k, state])
        found.append(path)
    return found


def _zone(one: Heard, index: int, cut: float) -> _Zone:
    """Between which times a phone begins."""
    return _Zone(*one.zones[index]) if one.zones else _Zone(cut, cut)


def _landmark(one: Heard, index: int, cuts: Floats, loudest: float) -> float:
    """Seconds at which what a phone is known by changes most, near its cut."""
    cut, zone = float(cuts[index]), _zone(one, index, cuts[index])
    begin = max(0.0, zone.low - 5 * REACH)
    piece = one.samples[round(begin * one.rate) : round((zone.high + 8 * REACH) * one.rate)]
    heard = np.maximum(_bands(piece, one.rate, FINE, FINE_WIDTH), loudest - 60)
    times = begin + np.arange(len(heard)) * FINE
    name, before = kind(one.phones[index]), kind(one.phones[index - 1])
    low, high, every = (_rise(_sum(heard[:, a:b])) for a, b in ((2, 8), (8, 12), (1, 12)))
    first, last = max(cut - REACH, zone.low - REACH), min(cut + REACH, zone.high + REACH)
    gap = _gap(_sum(heard[:, 1:12]) < loudest - DEEP, begin, zone, cut)
    if before == "silence":
        change, last = every, zone.high + REACH
        first = max(zone.low - REACH, cut - 2 * REACH)
        if name == "plosive" and index + 1 < len(one.phones):
            last = max(last, _zone(one, index + 1, cut).low + REACH)
    elif name == before == "plosive" and gap:
        return (gap.low + gap.high) / 2
    elif name in ("plosive", "silence") and name != before:
        change = -every
        first, last = (gap.low - 2 * REACH, gap.low + REACH / 2) if gap else (first, last)
    elif gap and before != "plosive" and name != "noise" and gap.high < zone.high + 2 * REACH:
        change, first, last = every, gap.high - REACH / 2, gap.high + REACH
    elif name == before and (one.zones or name == "plosive"):
        return min(max(cut, zone.low), zone.high)
    elif name == "noise" and name != before:
        change = high if before == "plosive" else high - low
    elif before == "plosive" or (name == "vowel" and before != "vowel"):
        change = low
    else:
        change = np.abs(_rise(heard)).mean(axis=1)
    near = np.flatnonzero((times >= first - FINE / 2) & (times <= last + FINE / 2))
    best = int(np.argmax(change[near]))
    if before == "silence":  # a vowel may rise more than the burst before it
        after = np.minimum(near + 2 * STEP, len(heard) - 1)
        heard_then = _sum(heard[after, 1:12]) > loudest - DEEP - 10
        best = int(np.argmax(heard_then & (change[near] >= BURST * change[near[best]])))
        best += int(np.argmax(change[near[best : best + 2 * STEP]]))
    return float(times[near[best]])


def _gap(quiet: NDArray[np.bool_], begin: float, zone: _Zone, cut: float) -> _Zone | None:
    """The silence nearest to a cut that a phone may follow, or be."""
    found = [_Zone(begin + a * FINE, begin + b * FINE) for a, b in runs(quiet)]
    fits = [
        one
        for one in found
        if one.high - one.low >= LONG and one.high > zone.low - REACH and one.low <= zone.high + HOP
    ]
    return min(fits, key=lambda one: max(one.low - cut, cut - one.high, 0), default=None)


def _bands(samples: NDArray[np.int16], rate: int, hop: float, width: float) -> Floats:
    """Energy of each band, dB: (frames, bands). A frame's middle is its time."""
    half = round(width * rate / 2)
    middles = np.round(np.arange(int(len(samples) / (hop * rate))) * hop * rate).astype(int)
    padded = np.pad(samples.astype(float) / 32768, half)
    frames = padded[middles[:, None] + np.arange(2 * half)] * np.hanning(2 * half)
    power = np.abs(np.fft.rfft(frames, 1024)) ** 2 / half
    edges = np.searchsorted(np.fft.rfftfreq(1024, 1 / rate), EDGES)
    bands = np.add.reduceat(power[:, : edges[-1]], edges[:-1], axis=1)
    return np.asarray(10 * np.log10(bands + 1e-9))


def _level_and_tilt(heard: Floats) -> Floats:
    level = _sum(heard)
    tilt = _sum(heard[:, 8:]) - _sum(heard[:, :6])
    return np.stack([np.maximum(level - level.max(), -75), tilt], axis=1)


def _sum(heard: Floats) -> Floats:
    return np.asarray(10 * np.log10((10 ** (heard / 10)).sum(axis=1)))


def _rise(curve: Floats) -> Floats:
    edged = np.pad(curve, [(STEP, STEP), *[(0, 0)] * (curve.ndim - 1)], mode="edge")
    return np.asarray(edged[2 * STEP :] - edged[: -2 * STEP])
