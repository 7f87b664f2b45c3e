"""Fine noise that breaks the bands of a grade in eight bits: the same on every run."""

from functools import cache

import numpy as np
from numpy.typing import NDArray

_TILE = 256  # px; grain of a level or two repeats unseen


@cache
def _tile(seed: int) -> NDArray[np.float32]:
    one, other = np.random.default_rng(seed).random((2, _TILE, _TILE), np.float32)
    return np.asarray(one - other, np.float32)


def grain(seed: int, height: int, width: int) -> NDArray[np.float32]:
    """Noise from -1.0 to 1.0, most of it near 0, (height, width); a small tile repeated."""
    down, across = -(-height // _TILE), -(-width // _TILE)
    return np.tile(_tile(seed), (down, across))[:height, :width]
