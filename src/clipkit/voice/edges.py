"""Where a word's first sound sets in: a search's frames tell it to 20 ms, the sound itself to 4.

What is looked for, within reach of where the search has the word, is what phoneticians go by
(Machač and Skarnitzl, Principles of Phonetic Segmentation, 2009): a plosive begins at its closure,
where the sound before it dies away; after a pause, in which no closure is heard, a word begins
where anything is heard; a fricative begins with its noise, other sounds where the spectrum changes.
"""

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clipkit.voice.features import QUIETEST, RATE, Floats, runs
from clipkit.voice.nearness import Ints

Seconds = NDArray[np.float64]

Kind = Literal["silence", "plosive", "noise", "vowel", "other"]
# Of espeak's names of phones, and of phonetic letters.
PLOSIVES, FRICATIVES = "pbtdkgc?ɡʔ", "fszSZThxCXʃʒθç"  # noqa: RUF001
VOWELS = "aeiouyAEIOUVY@03æɑɒɔəɚɜɐɪʊʌɛᵻɨø"  # noqa: RUF001
MARKS = "',%=:;|2#!~^-ˈˌː"  # stress, length and kin
HOP, WIDTH = 0.004, 0.010  # seconds
SPREAD = 2  # hops to both sides that a change is measured over
REACH, BACK, AHEAD = 0.035, 0.08, 0.06  # seconds looked at around a word, before and after a pause
PULL = 2.0  # dB that a change at 10 ms away must be larger; at 20 ms four times that
LEAST = 3.0  # dB: a smaller change is none
CLOSURE, PAUSE = 0.13, 0.06  # seconds of quiet before a plosive, and another sound: more is a pause
OVER, UNDER = 13.0, 35.0  # dB over the noise and under loud speech from which on a sound is heard
HELD = 0.028  # seconds that it is heard then, and wasn't before
BURST = 0.06  # seconds from the first sound of a plosive to its burst, at most
EARLY = 0.004  # seconds: the starts of a search come later than the sound, by several voices
_EDGES = np.array([0, 200, 400, 700, 1000, 1400, 1900, 2500, 3200, 4000, 5200, 6800, 8000])  # Hz
_SIZE = 512


class Begin(NamedTuple):
    """A word's beginning as a search has it. at: seconds. since: when the word before ends.

    before, first: the phones that meet, as `kind` has them; `_` is silence.
    """

    at: float
    since: float
    before: str
    first: str


def kind(phone: str) -> Kind:
    """Return the class whose rule tells where a phone begins. phone: espeak's name, or a letter."""
    letter = phone.strip(MARKS)[:1]
    if letter in ("", "_"):
        return "silence"
    if letter in PLOSIVES:
        return "plosive"
    if letter in FRICATIVES:
        return "noise"
    return "vowel" if letter in VOWELS else "other"


class Edges:
    """Finds beginnings in a recording."""

    def __init__(self, samples: Floats, power: Floats) -> None:
        """Take 16 kHz mono samples, and their mel energies, (frames, MELS)."""
        self._samples = samples
        order = np.argsort(power[:, 3:24].mean(axis=1), kind="stable")
        count = len(order)
        quiet = order[: max(5, int(QUIETEST * count))]
        loud = order[int(0.88 * count) : max(int(0.92 * count), int(0.88 * count) + 1)]
        noise, speech = (self._some(frames) for frames in (quiet, loud))
        self._noise = 2 * noise + 1e-7 * speech.sum()
        self._heard = max(_db(noise[1:].sum()) + OVER, _db(speech[1:].sum()) - UNDER)

    def _some(self, frames: Ints) -> Floats:
        """Return the mean energy of each band in at most 400 of some frames of 10 ms."""
        step = -(-len(frames) // 400)
        return np.asarray(self._bands(frames[::step] / 100).mean(axis=0), np.float32)

    def _bands(self, times: Seconds) -> Floats:
        """Return the energy of each band around some times, (times, bands)."""
        size = round(WIDTH * RATE)
        at = np.round(times * RATE).astype(np.int64)[:, None] + np.arange(size) - size // 2
        frames = self._samples[np.clip(at, 0, len(self._samples) - 1)]
        window = np.hanning(size).astype(np.float32)
        energy = np.abs(np.fft.rfft(frames * window, _SIZE)).astype(np.float32) ** 2 / size
        first = np.searchsorted(np.fft.rfftfreq(_SIZE, 1 / RATE), _EDGES[:-1])
        return np.asarray(np.add.reduceat(energy[:, : _SIZE // 2], first, axis=1), np.float32)

    def found(self, word: Begin) -> float:
        """Return when a word begins, seconds; where nothing tells it, as the search has it."""
        first, before, quiet = kind(word.first), kind(word.before), word.at - word.since
        if quiet > (CLOSURE if first == "plosive" and before != "silence" else PAUSE):
            return self._after_pause(word.at - EARLY, BURST if first == "plosive" else 0.0)
        at = (word.since if first == "plosive" else word.at) - EARLY
        if before == "plosive" and first in ("plosive", "vowel"):
            return at if first == "vowel" else self._shared(word.at - EARLY)
        return self._changed(at, before, first)

    def _changed(self, at: float, before: Kind, first: Kind) -> float:
        """Return when what a kind of sound is known by changes most, near a time."""
        times, bands = self._around(at, REACH, REACH, 2 * SPREAD * HOP)
        low, high = _db(bands[:, 2:8].sum(axis=1)), _db(bands[:, 8:].sum(axis=1))
        least = LEAST
        if first == "plosive":
            change = -_rise(_db(bands[:, 1:].sum(axis=1)))
        elif first == "noise" and before != "noise":
            change = _rise(high if before == "plosive" else high - low)
        elif before == "plosive" or (first == "vowel" and before == "noise"):
            change = _rise(low)
        else:
            change, least = np.abs(_rise(_db(bands))).mean(axis=1), 0.0
        near = np.flatnonzero(np.abs(times - at) <= REACH)
        worth = change[near] - PULL * ((times[near] - at) / 0.01) ** 2
        best = near[np.argmax(worth)]
        return float(times[best]) if change[best] >= least else at

    def _around(
        self, at: float, back: float, ahead: float, margin: float
    ) -> tuple[Seconds, Floats]:
        """Return times, with a margin beyond what is asked for, and their bands over the noise."""
        times = np.arange(max(0.0, at - back - margin), at + ahead + margin, HOP)
        return times, np.asarray(self._bands(times) + self._noise, np.float32)

    def _shared(self, at: float) -> float:
        """Return the middle of the closure that two plosives share, or where the search has it."""
        times, bands = self._around(at, REACH, REACH, 2 * HELD)
        silent = runs(_db(bands[:, 1:].sum(axis=1)) <= self._heard)
        for first, stop in silent:
            if (
                stop - first >= HELD / HOP
                and times[first] <= at + HOP
                and times[stop - 1] >= at - HOP
            ):
                return float(times[first] + times[stop - 1]) / 2
        return at

    def _after_pause(self, at: float, within: float) -> float:
        """Return when a sound is heard first, or what bursts most so soon after that."""
        times, bands = self._around(at, BACK, AHEAD, 2 * HELD)
        every = _db(bands[:, 1:].sum(axis=1))
        up, held = every > self._heard, round(HELD / HOP)
        for k in np.flatnonzero((times >= at - BACK) & (times <= at + AHEAD) & up):
            if up[k : k + held].all() and not up[max(0, k - held) : k].any():
                change = _rise(every)[k : k + 1 + round(within / HOP)]
                return float(times[k + int(np.argmax(change))])
        return at


def _db(energy: Floats | float) -> Floats:
    return np.asarray(10 * np.log10(np.asarray(energy) + 1e-12), np.float32)


def _rise(curve: Floats) -> Floats:
    edged = np.pad(curve, [(SPREAD, SPREAD), *[(0, 0)] * (curve.ndim - 1)], mode="edge")
    return np.asarray(edged[2 * SPREAD :] - edged[: -2 * SPREAD])
