"""What a decoded frame holds, and where it lies."""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:  # who is only handed pictures loads no decoder
    from av.video.plane import VideoPlane

Plane = NDArray[np.uint8]
BLACK = (16, 128, 128)  # Y, U, V: what is behind a see-through clip where nothing else is said
WHITE = (255, 255, 255)  # R, G, B: what is behind a see-through picture where nothing else is said


class Picture(NamedTuple):
    """One frame: y (h, w), u and v (h/2, w/2), uint8, limited range; h and w are even.

    Rows may lie further apart than they are wide.
    """

    y: Plane
    u: Plane
    v: Plane


def rows(plane: "VideoPlane") -> Plane:
    """Return a plane's samples, (h, w), without what lies between its rows; no copy."""
    flat = np.frombuffer(memoryview(plane), np.uint8)
    return flat.reshape(-1, plane.line_size)[: plane.height, : plane.width]
