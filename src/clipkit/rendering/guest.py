"""A clip of MoviePy's inside one of ours: its frames as sprites, for one thread at a time.

Several painters may ask at once, each for frames of another piece; a reader of MoviePy's has one
ffmpeg at one place of its file, and clips made from it share it.
"""

import threading
from typing import Any, Protocol, cast, runtime_checkable

import cv2
import numpy as np
from numpy.typing import NDArray

from clipkit.rendering.planes import Patch, Pixels, premultiplied, resized

# All of them: two clips may share a reader unseen. Again and again by one thread: a stage may be
# the guest of another.
_ONE_AT_A_TIME = threading.RLock()


@runtime_checkable
class Clip(Protocol):
    """As much of a MoviePy clip as is used. get_frame: RGB (h, w, 3), or a mask, 0.0 to 1.0."""

    mask: "Clip | None"

    def get_frame(self, t: float) -> NDArray[np.generic]:
        """Return the picture at t seconds."""
        ...


def picture(clip: Clip, seconds: float) -> Pixels:
    """A clip's frame, premultiplied RGBA (h, w, 4), as large as it is."""
    with _ONE_AT_A_TIME:  # copies are made in here: the arrays are the clip's own
        rgb = clip.get_frame(seconds)
        if rgb.dtype != np.uint8:
            rgb = np.clip(rgb, 0, 255).astype(np.uint8)
        solid = cv2.cvtColor(np.ascontiguousarray(rgb[..., :3]), cv2.COLOR_RGB2RGBA)
        if clip.mask is None:
            return cast(Pixels, solid)
        seen = np.clip(clip.mask.get_frame(seconds), 0.0, 1.0)
        cover = np.asarray(seen * 255 + 0.5, np.uint8)
    solid[..., 3] = _covering(cover, solid.shape[:2])
    return premultiplied(cast(Pixels, solid))


def fitted(pixels: Pixels, size: tuple[int, int]) -> Pixels:
    """A frame at another size. size: (width, height)."""
    width = pixels.shape[1]
    if size == (width, pixels.shape[0]):
        return pixels
    return resized(pixels, size, cv2.INTER_AREA if size[0] < width else cv2.INTER_CUBIC)


def patch(pixels: Pixels, x: int, y: int) -> Patch:
    """A frame where it is, in output pixels.

    At the left of the frame its first column is there twice, once outside: chroma's filter reaches
    there, and would let what lies below shine through.
    """
    if x == 0:
        pixels = cast(Pixels, cv2.copyMakeBorder(pixels, 0, 0, 1, 0, cv2.BORDER_REPLICATE))
        x = -1
    return Patch(pixels, x, y)


def in_order(clip: Any) -> bool:  # noqa: ANN401 - MoviePy has no types
    """Whether a clip is read from a file: to go back in it, ffmpeg is started anew.

    What MoviePy makes of such a clip still has its reader, or its parts have.
    """
    parts = [getattr(clip, "mask", None), *getattr(clip, "clips", ())]
    return hasattr(clip, "reader") or any(in_order(part) for part in parts if part is not None)


def _covering(cover: Pixels, shape: tuple[int, ...]) -> Pixels:
    """A mask cut, or filled with nothing, at its right and bottom, as MoviePy does."""
    if cover.shape == shape:
        return cover
    fitted = np.zeros(shape, np.uint8)
    seen = cover[: shape[0], : shape[1]]
    fitted[: seen.shape[0], : seen.shape[1]] = seen
    return fitted
