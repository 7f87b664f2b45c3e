"""In which order a script's sentences are said: some twice, some not at all, some elsewhere.

Two looks at 20 ms: the first goes through the script as it stands, to bring the reference to the
speaker's formants, tempo and sound; in the other any sentence near there may follow any other. What
fits none is speech that the script doesn't hold: if there is any, a third look tries all sentences.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clipkit.voice.coarse import Coarse
from clipkit.voice.features import FRAMES, Floats, runs
from clipkit.voice.following import FILLER
from clipkit.voice.nearness import Band, Ints
from clipkit.voice.reference import Reference
from clipkit.voice.steps import Rules, States
from clipkit.voice.tempo import every_other, nearest, states_at

# the script's own speech fits at -0.1 to 0.05, in noise at 0.14, foreign speech at 0.2 where its
# tempo is bent to fit: so that costs more, and so does beginning other speech within a sentence
FREE = Rules((0.3, 0.0, 0.22, 0.6), filler=0.4, within=30, free=True, jump=4, broken=44)
AWAY = 2  # sentences that one may be from its place
EXTRA = 0.6  # seconds of other speech that are worth a word
LOUD = 0.4  # of the loudness scale
EDGE = 0.1  # seconds that are left at both ends of other speech, for the words beside it


class Order(NamedTuple):
    """What is said.

    reference: its sentences as they are said, never none, with formants as high as the speaker's.
    other: bool, a frame of 10 ms: speech that the script doesn't hold. path: as of `followed`,
    through its states. turns: for each stretch of `other` between words its place among the frames
    of the script, and the first state behind it.
    """

    reference: Reference
    other: NDArray[np.bool_]
    path: Ints
    turns: list[tuple[int, int]]


def order(reference: Reference, level: Floats) -> Order:
    """Find the order. level: 0.0 to 1.0, a frame of 10 ms."""
    path = Coarse(reference, every_other(reference), level).first().path
    reference = reference.like(path)
    met = states_at(reference, path, step=2, each=False)
    look = Coarse(reference, met, level)
    band = _around(nearest(met, path)[::2], look.states)
    path = look.again(path, FREE, band).path
    other = _other(path, level)
    if other.any():
        path = look.again(path, FREE, _anywhere(band, path, other, look.states)).path
        other = _other(path, level)
    said, way = _said(path, reference)
    reference = reference.in_order(said)
    return Order(reference, other, way, _turns(way, other, reference.word))


def _around(path: Ints, states: States) -> Band:
    """Return the states [low, high) of the sentences around a way, a frame."""
    sentence = states.sentence[states.word]
    at, count = np.flatnonzero(path >= 0), int(sentence[-1]) + 1
    if not len(at):
        return np.zeros(len(path), np.int64), np.full(len(path), len(sentence), np.int64)
    near = np.interp(np.arange(len(path)), at, sentence[path[at]])
    low = np.searchsorted(sentence, np.maximum(0, np.floor(near) - AWAY))
    high = np.searchsorted(sentence, np.minimum(count - 1, np.ceil(near) + AWAY), "right")
    low[:1], high[-1:] = 0, len(sentence)
    return low, high


def _anywhere(band: Band, path: Ints, other: NDArray[np.bool_], states: States) -> Band:
    """Return a band in which other speech, and the pauses about it, may be any sentence."""
    low, high = band
    for a, b in runs(path < 0):
        if other[a:b].any():
            low[a // 2 : b // 2 + 1], high[a // 2 : b // 2 + 1] = 0, len(states.word)
    return low, high


def _said(path: Ints, reference: Reference) -> tuple[tuple[int, ...], Ints]:
    """Return the sentences along a way, and the way through them alone."""
    at = np.flatnonzero(path >= 0)
    if not len(at):
        return tuple(np.unique(reference.sentence).tolist()), path
    states = path[at]
    owner = reference.sentence[reference.word]
    sentence = owner[states]
    begins = np.append(True, (np.diff(sentence) != 0) | (np.diff(states) < 0))
    said = sentence[begins]
    first = np.searchsorted(owner, said)
    length = np.searchsorted(owner, said, "right") - first
    offset = np.append(0, np.cumsum(length)[:-1]) - first
    way = path.copy()
    way[at] = states + offset[np.cumsum(begins) - 1]
    return tuple(said.tolist()), way


def _other(path: Ints, level: Floats) -> NDArray[np.bool_]:
    found = np.zeros(len(path), bool)
    margin = round(EDGE * FRAMES)
    for a, b in runs(path < 0):
        loud = a + np.flatnonzero((path[a:b] == FILLER) & (level[a:b] > LOUD))
        if len(loud) > EXTRA * FRAMES:
            found[loud[0] + margin : loud[-1] + 1 - margin] = True
    return found


def _turns(way: Ints, other: NDArray[np.bool_], word: Ints) -> list[tuple[int, int]]:
    """Return `Order.turns`. way: through the states of `said`; word: of each of these."""
    found: list[tuple[int, int]] = []
    script = np.append(0, np.cumsum(~other))
    at = np.flatnonzero(way >= 0)
    for a, _ in runs(other):
        before = at[at < a]
        after = np.searchsorted(word, word[way[before[-1:]]], "right")
        if len(after) and after[0] < len(word):
            found.append((int(script[a]), int(after[0])))
    return found
