"""A logo as a sprite: as large as its box allows, in its own shape."""

from pathlib import Path

import cv2
import numpy as np

from clipkit.media import photo
from clipkit.rendering.canvas import capsule, placed
from clipkit.rendering.planes import Pixels, premultiplied, resized
from clipkit.text import Sprite
from clipkit.units import Box

_CORNER = 0.17  # of its shorter side: a logo without transparency is a tile


def logo(path: Path, box: Box) -> Sprite:
    """A logo fitted into a box and centred there, at least one pixel either way.

    One that is opaque all over gets round corners, or it would look like a patch.

    Raises: ClipkitError: media-*, as media.photo.logo.
    """
    pixels = premultiplied(photo.logo(path, width=2 * box.width, height=2 * box.height))
    height, width = pixels.shape[:2]
    scale = min(box.width / width, box.height / height)
    size = max(1, round(width * scale)), max(1, round(height * scale))
    way = cv2.INTER_AREA if scale < 1 else cv2.INTER_LANCZOS4
    fitted = resized(pixels, size, way)
    if scale >= 1:  # Lanczos overshoots: a colour can't be more than its alpha
        fitted[..., :3] = np.minimum(fitted[..., :3], fitted[..., 3:])
    if (pixels[..., 3] == 255).all():
        fitted = _rounded(fitted)
    return placed(fitted, box.x + (box.width - size[0]) // 2, box.y + (box.height - size[1]) // 2)


def _rounded(tile: Pixels) -> Pixels:
    height, width = tile.shape[:2]
    mask = capsule(width, height, _CORNER * min(width, height))
    return np.asarray(tile * (mask[..., None] / 255.0) + 0.5, np.uint8)
