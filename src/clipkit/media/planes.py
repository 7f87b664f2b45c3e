"""What a decoded frame holds, looked at where it lies."""

import numpy as np
from av.video.plane import VideoPlane
from numpy.typing import NDArray


def rows(plane: VideoPlane) -> NDArray[np.uint8]:
    """Return a plane's samples, (h, w), without what lies between its rows; no copy."""
    flat = np.frombuffer(memoryview(plane), np.uint8)
    return flat.reshape(-1, plane.line_size)[: plane.height, : plane.width]
