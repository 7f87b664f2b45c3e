"""How near frames of a recording are to states of its reference, and which are worth looking at."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clipkit.voice.features import Floats, distances

Ints = NDArray[np.int64]
Pairs = Sequence[tuple[float, Floats, Floats]]  # (weight, recording, reference)
Band = tuple[Ints, Ints]  # the states [low, high) that are looked at, a frame
_PICKED = 250  # states that tell what is near, and what is chance


def scale(pairs: Pairs) -> tuple[Floats, Floats]:
    """Return (frames, 1) each: the distances that count as near (0) and as chance (1)."""
    heard, states = pairs[0][1], len(pairs[0][2])
    pick = np.unique(np.linspace(0, states - 1, min(states, _PICKED)).astype(int))
    found = np.empty((2, len(heard)), np.float32)
    for t in range(0, len(heard), 500):
        far = apart(pairs, slice(t, t + 500), pick)
        found[:, t : t + 500] = np.percentile(far, (2, 50), axis=1)
    return found[0][:, None], found[1][:, None]


def apart(pairs: Pairs, rows: slice, columns: "slice | Ints") -> Floats:
    """Return (rows, columns): the weighted distances of frames and states."""
    first, *rest = (np.float32(w) * distances(x[rows], r[columns]) for w, x, r in pairs)
    return sum(rest, start=first)


def band_around(path: Ints, states: int, width: int = 160, around: int = 60) -> Band:
    """Return the states [low, high) worth looking at in each frame: near a rough path."""
    at = np.flatnonzero(path >= 0)
    count = len(path)
    if len(at) < 2 or count <= around:
        return np.zeros(count, np.int64), np.full(count, states, np.int64)
    near = np.interp(np.arange(count), at, path[at])
    before = np.append(np.full(around, near[0] - width), near[:-around])
    after = np.append(near[around:], np.full(around, near[-1]))
    low, high = np.minimum(before, near) - width, np.maximum(after, near) + width
    low[:around], high[-around:] = 0, states
    return (
        np.clip(low, 0, states - 1).astype(np.int64),
        np.clip(high, 1, states).astype(np.int64),
    )
