"""Ready pixels of text, and what little is done to them afterwards."""

import math
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from clipkit.units import Box

U8 = NDArray[np.uint8]


class Sprite(NamedTuple):
    """Premultiplied RGBA, (h, w, 4) uint8, its top left pixel at (x, y) of the frame.

    x, y, width and height are even. changed: the part that differs from the sprite its card gave
    before, in the sprite's own pixels, even; all of it for the first, empty if nothing changed.
    """

    rgba: U8
    x: int
    y: int
    changed: Box


def scaled(sprite: Sprite, scale: float, about: tuple[float, float]) -> Sprite:
    """Return a sprite scaled about a point of the frame, for a card that comes or goes."""
    if abs(scale - 1) < 1e-3:
        return sprite
    height, width = sprite.rgba.shape[:2]
    left = about[0] + (sprite.x - about[0]) * scale
    top = about[1] + (sprite.y - about[1]) * scale
    x, y = 2 * math.floor(left / 2), 2 * math.floor(top / 2)
    size = tuple(2 * math.ceil((extent * scale + 3) / 2) for extent in (width, height))
    shift = (scale - 1) / 2  # pixel centres, not corners
    matrix = np.array([[scale, 0, left - x + shift], [0, scale, top - y + shift]], np.float32)
    rgba = cv2.warpAffine(sprite.rgba, matrix, size, flags=cv2.INTER_LINEAR)
    return Sprite(np.asarray(rgba, np.uint8), x, y, Box(0, 0, *size))
