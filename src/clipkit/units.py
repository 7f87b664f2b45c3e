"""Frames and seconds, and the one rule that leads from one to the other; boxes of pixels."""

import math
from typing import NamedTuple


class Span(NamedTuple):
    """Frames, half-open `[first, stop)`, `first < stop`."""

    first: int
    stop: int

    @property
    def frames(self) -> int:
        """Its length, at least 1."""
        return self.stop - self.first

    def meets(self, other: "Span") -> bool:
        """Whether both have a frame.

        >>> Span(0, 5).meets(Span(4, 9)), Span(0, 5).meets(Span(5, 9))
        (True, False)
        """
        return self.first < other.stop and other.first < self.stop


class Box(NamedTuple):
    """Output pixels, from the top left corner; right and bottom are not part of it."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """First column after it."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """First row after it."""
        return self.y + self.height


def even(pixels: float) -> int:
    """Nearest even number, halves up: chroma is half as wide and half as high.

    >>> even(3), even(4.9), even(5)
    (4, 4, 6)
    """
    return 2 * math.floor(pixels / 2 + 0.5)


def to_frames(seconds: float, fps: int) -> int:
    """Nearest frame, halves up, so that neighbours always meet.

    >>> to_frames(0.05, 30), to_frames(0.35, 30)
    (2, 11)
    """
    return math.floor(seconds * fps + 0.5)


def frame_at(seconds: float, fps: float) -> int:
    """Frame that a player shows at a time: MoviePy's t is often a hair under frame / fps.

    >>> frame_at(29 / 30, 30), frame_at(0.0333, 30)
    (29, 0)
    """
    return int(seconds * fps + 1e-6)
