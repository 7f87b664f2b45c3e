"""In which order a script's sentences are said: some twice, some not at all, some elsewhere.

Looks at 20 ms: the first goes through the script as it stands, to move the reference towards the
speaker; in the others any sentence near there may follow any other. What fits none of them is
speech that the script doesn't hold.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clipkit.voice.features import FRAMES, Floats
from clipkit.voice.following import FILLER, followed
from clipkit.voice.nearness import Ints
from clipkit.voice.reference import AUDIBLE, Reference
from clipkit.voice.steps import Free, States

# The nearer the reference is to the speaker, the less other speech may cost.
LOOKS = (Free(0.40, 8, 48), Free(0.35, 4, 44), Free(0.30, 4, 44))
AWAY = 2  # sentences that one may be from its place
EXTRA = 0.6  # seconds of other speech that are worth a word
LOUD = 0.4  # of the loudness scale
EDGE = 0.1  # seconds that are left at both ends of other speech, for the words beside it


class Order(NamedTuple):
    """What is said.

    said: sentences by their number, as they are heard; never empty. other: bool, a frame of 10 ms:
    speech that the script doesn't hold. path: as `followed`, but through the states of `said`.
    """

    said: tuple[int, ...]
    other: NDArray[np.bool_]
    path: Ints


def order(reference: Reference, level: Floats) -> Order:
    """Find the order. level: 0.0 to 1.0, a frame of 10 ms."""
    quiet = np.clip(level / np.float32(AUDIBLE), 0, 1)[::2]
    word = reference.word
    keep = np.flatnonzero((np.arange(len(word)) - np.searchsorted(word, word)) % 2 == 0)
    states = States(word=word[keep], sentence=reference.sentence, loud=reference.loud[keep])
    pairs = [(1.0, reference.recording, reference.heard)]
    path, band = np.zeros(0, np.int64), None
    for free in (None, *LOOKS):
        half = [(weight, heard[::2], near[keep]) for weight, heard, near in pairs]
        path = followed(half, quiet, states, unit=0.5, band=band, free=free)
        band = band or _around(path, states)
        path = np.where(path >= 0, keep[np.maximum(path, 0)], path).repeat(2)[: len(level)]
        if free is LOOKS[-1]:
            break
        both = [reference.moved(path)]
        if free is LOOKS[-2]:
            both.append(reference.learnt(path))
        pairs = [(1 / len(both), *reference.even(near, path)) for near in both]
    said, way = _said(path, reference)
    return Order(said, _other(path, level), way)


def _around(path: Ints, states: States) -> tuple[Ints, Ints]:
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
    outside = np.append(np.append(False, path < 0), False).astype(int)
    edges = np.flatnonzero(np.diff(outside))
    margin = round(EDGE * FRAMES)
    for a, b in zip(edges[::2], edges[1::2], strict=True):
        loud = a + np.flatnonzero((path[a:b] == FILLER) & (level[a:b] > LOUD))
        if len(loud) > EXTRA * FRAMES:
            found[loud[0] + margin : loud[-1] + 1 - margin] = True
    return found
