"""In which order a script's sentences are said: some twice, some not at all, some elsewhere.

Three looks at 20 ms: the first goes through the script as it stands and moves the reference
towards the speaker; in the others any sentence may follow any other. What fits none of them is
speech that the script doesn't hold.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clipkit.voice.features import FRAMES, Floats
from clipkit.voice.following import FILLER, Free, Ints, followed
from clipkit.voice.reference import Reference

# The nearer the reference is to the speaker, the less other speech may cost.
LOOKS = (Free(0.40, 8, 48), Free(0.35, 4, 44), Free(0.30, 4, 44))
EXTRA = 0.6  # seconds of other speech that are worth a word
LOUD = 0.4  # of the loudness scale
EDGE = 0.1  # seconds that are left at both ends of other speech, for the words beside it


class Order(NamedTuple):
    """What is said.

    said: sentences by their number, as they are heard; never empty. other: bool, a frame of 10 ms:
    speech that the script doesn't hold.
    """

    said: tuple[int, ...]
    other: NDArray[np.bool_]


def order(recording: Floats, level: Floats, reference: Reference) -> Order:
    """Find the order. recording: (frames, features) of 10 ms; level: 0.0 to 1.0, a frame."""
    quiet = np.clip(level / np.float32(0.35), 0, 1)[::2]
    word = reference.word
    keep = np.flatnonzero((np.arange(len(word)) - np.searchsorted(word, word)) % 2 == 0)
    pairs = [(1.0, recording, reference.heard)]
    path = fine = np.full(len(recording), FILLER)
    for free in (None, *LOOKS):
        near = [(weight, heard[::2], states[keep]) for weight, heard, states in pairs]
        path = followed(near, quiet, word[keep], reference.sentence, unit=0.5, free=free)
        path = np.where(path >= 0, keep[np.maximum(path, 0)], path)
        fine = path.repeat(2)[: len(recording)]
        moved = reference.moved_to(recording, fine)
        pairs = [(1.0, recording, moved)]
        if free is LOOKS[-2]:
            pairs = [
                (0.5, recording, moved),
                (0.5, recording, reference.learnt_from(recording, fine)),
            ]
    said = _said(path, reference)
    return Order(said or tuple(np.unique(reference.sentence).tolist()), _other(fine, level))


def _said(path: Ints, reference: Reference) -> tuple[int, ...]:
    states = path[path >= 0]
    sentence = reference.sentence[reference.word[states]]
    begins = (np.diff(sentence) != 0) | (np.diff(states) < 0)
    return tuple(sentence[np.append(True, begins)].tolist()) if len(states) else ()


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
