"""Where a recording is cut: in silence, and never through a breath."""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clipkit.model.words import Word
from clipkit.voice.features import FRAMES, Floats, runs
from clipkit.voice.heard import PAUSE, Hole
from clipkit.voice.noise import Noise

BEFORE, AFTER = 0.06, 0.12  # seconds of quiet kept around a sentence
QUIET = 0.2  # of the loudness scale
LONG = 1.0  # seconds: pauses in a sentence that are longer are shortened to PAUSE
LAST = 0.6  # seconds that the room is heard after the last sentence
_KEPT = 0.15  # seconds of silence kept on both sides of what is taken out of it
_OVER, _UNDER = 5.0, 50.0  # dB over the recording's noise, or under its voice: silence
_NEAR, _BREATH = 0.35, 1.2  # seconds from a breath to its word, and that it lasts at most
_SOFT = 0.5  # of the loudness scale: breaths aren't louder
_JOINED = 10  # frames of silence inside a breath


class Cut(NamedTuple):
    """A sentence's part of a recording, in seconds.

    end: where it stops; until: where the room that is heard after it stops, which fades out for
    `fade` seconds, 0.0: as short as may be. holes: left out.
    """

    start: float
    end: float
    until: float
    fade: float = 0.0
    holes: tuple[Hole, ...] = ()


def silent(voice: Floats, rate: int, noise: Noise) -> NDArray[np.bool_]:
    """Whether nothing but the room is heard, a frame of 10 ms. voice: (n,), its rumble off."""
    hop = rate / FRAMES
    edges = np.round(np.arange(int(len(voice) / hop) + 1) * hop).astype(int)
    if len(edges) < 2:
        return np.ones(0, bool)
    power = np.add.reduceat(voice**2, edges[:-1]) / np.diff(np.append(edges[:-1], len(voice)))
    power = np.convolve(np.pad(power, 2, mode="edge"), np.ones(5) / 5, "valid")
    most = max(noise.quiet + _OVER, noise.loud - _UNDER)
    return np.asarray(10 * np.log10(power + 1e-12) <= most)


def cuts(
    words: Sequence[Sequence[Word]], level: Floats, still: NDArray[np.bool_], seconds: float
) -> list[Cut | None]:
    """Return where to cut each sentence out; None: it isn't said.

    words: of each sentence, seconds of the recording. level: its loudness, 0.0 to 1.0, and still:
    whether it is silent, a frame of 10 ms. seconds: its length.
    """
    here = [k for k, spoken in enumerate(words) if spoken]
    here.sort(key=lambda k: words[k][0].start)  # some may be said in another order
    found: list[Cut | None] = [None] * len(words)
    edge = 0.0
    start = _begun(level, still, 0.0, max(0.0, words[here[0]][0].start - BEFORE)) if here else 0.0
    for k, after in zip(here, [*here[1:], None], strict=False):
        end = words[k][-1].end
        if after is None:
            stop = edge = min(seconds, _quiet_after(level, end, seconds) + AFTER)
            until = _room(level, still, stop, min(seconds, stop + LAST))
            meets = False
        else:
            stop, edge = _between(level, end, words[after][0].start)
            edge = _begun(level, still, stop, max(edge, stop))
            most = min(edge, stop + PAUSE)
            until = _room(level, still, stop, most)
            meets = until >= most  # the next one's room takes over
        stop = max(stop, start)
        until = max(until, stop)
        fade = 0.0 if meets else round(max(until - stop, AFTER), 4)
        holes = tuple(_holes(words[k], still))
        found[k] = Cut(round(start, 4), round(stop, 4), round(until, 4), fade, holes)
        start = max(edge, stop)
    return found


def _between(level: Floats, end: float, begin: float) -> tuple[float, float]:
    """Return where one sentence stops and the next starts, between two words."""
    a, b = int(end * FRAMES), max(int(end * FRAMES) + 1, int(begin * FRAMES))
    quiet = a + np.flatnonzero(level[a:b] < QUIET)
    if not len(quiet):
        around = slice(max(0, a - 3), b + 3)
        at = (around.start + int(np.argmin(level[around]))) / FRAMES
        return at, at
    stop, start = quiet[0] / FRAMES + AFTER, (quiet[-1] + 1) / FRAMES - BEFORE
    if stop <= start:
        return float(stop), float(start)
    at = float(quiet[0] + int(np.argmin(level[quiet[0] : quiet[-1] + 1]))) / FRAMES
    return at, at


def _quiet_after(level: Floats, end: float, seconds: float) -> float:
    """Return where the last word has died away, at most 0.5 s after its end."""
    a = int(end * FRAMES)
    quiet = np.flatnonzero(level[a : a + FRAMES // 2] < QUIET)
    return float(a + quiet[0]) / FRAMES if len(quiet) else min(seconds, end + 0.1)


def _begun(level: Floats, still: NDArray[np.bool_], stop: float, start: float) -> float:
    """Return where a sentence starts, with the breath that is taken for it. stop: the earliest."""
    first, last = int(stop * FRAMES), int(start * FRAMES)
    heard = first + np.flatnonzero(~still[first:last])
    if not len(heard) or last - heard[-1] > _NEAR * FRAMES:
        return start
    parted = np.flatnonzero(np.diff(heard) > _JOINED)
    begin = int(heard[parted[-1] + 1] if len(parted) else heard[0])
    if last - begin > _BREATH * FRAMES or level[begin:last].max(initial=0) > _SOFT:
        return start
    return max(stop, begin / FRAMES - BEFORE)


def _room(level: Floats, still: NDArray[np.bool_], stop: float, most: float) -> float:
    """Return how long nothing but the room, and a breath, is heard after a sentence."""
    at, last = int(stop * FRAMES), int(most * FRAMES)
    while at < last:
        heard = at + np.flatnonzero(~still[at:last])
        if not len(heard):
            break
        begin = int(heard[0])
        quiet = begin + np.flatnonzero(still[begin:last])
        if not len(quiet) or level[begin : quiet[0]].max() > _SOFT:
            return max(stop, begin / FRAMES)
        at = int(quiet[0])
    return most


def _holes(words: Sequence[Word], still: NDArray[np.bool_]) -> Iterator[Hole]:
    """Yield what is taken out of a sentence's long pauses, from the middle of their silences."""
    for before, after in pairwise(words):
        long = float(after.start - before.end)
        if long <= LONG:
            continue
        first = int(before.end * FRAMES)
        spare = long - PAUSE
        for start, stop in runs(still[first : int(after.start * FRAMES)]):
            a, b = (first + start) / FRAMES + _KEPT, (first + stop) / FRAMES - _KEPT
            out = min(spare, b - a)
            if out > _KEPT:
                spare -= out
                middle = (a + b) / 2
                yield Hole(round(middle - out / 2, 4), round(middle + out / 2, 4))


def without(seconds: float, holes: Sequence[Hole]) -> float:
    """Return a moment of a recording as it is once holes are taken out."""
    gone = sum(min(max(0.0, seconds - one.start), one.end - one.start) for one in holes)
    return float(seconds) - gone
