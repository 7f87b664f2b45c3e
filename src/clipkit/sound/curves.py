"""Gains that change over time: figures at even steps, and straight lines between them."""

import numpy as np
from numpy.typing import NDArray

Curve = NDArray[np.float32]  # (n,): ratios, the first at a sound's first sample


def straight(curve: Curve, step: int) -> Curve:
    """Return a ratio for each sample from the first figure up to the last, `step` between two.

    >>> straight(np.array([1, 0, 0], np.float32), 2).tolist()
    [1.0, 0.5, 0.0, 0.0]
    """
    parts = np.arange(step, dtype=np.float32) / np.float32(step)
    return np.asarray(curve[:-1, None] + np.diff(curve)[:, None] * parts, np.float32).reshape(-1)
