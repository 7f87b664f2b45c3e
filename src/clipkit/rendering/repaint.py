"""A card's pixels as planes, of which only what changed is made again."""

from typing import cast

import cv2

from clipkit.rendering.planes import Patch, Pixels, woven
from clipkit.text import Sprite
from clipkit.units import Box

_SIDE = 2  # columns beyond its own that a change is seen in: chroma's filter runs over


class Repainted(Patch):
    """A patch of a sprite that keeps its place and size while words in it change.

    Every sprite that the card gives must be shown, or what changed in it is missed.
    """

    def __init__(self, sprite: Sprite) -> None:
        height, width = sprite.rgba.shape[:2]
        self.box = Box(sprite.x - _SIDE, sprite.y, width + 2 * _SIDE, height)
        self.colour, self.keep = woven(_framed(sprite.rgba, 0, width, _SIDE))

    def show(self, sprite: Sprite) -> None:
        """Make the changed part again, and the columns that its chroma runs into."""
        changed = sprite.changed
        if not changed.width or not changed.height:
            return
        rows = sprite.rgba[changed.y : changed.bottom]
        made = woven(_framed(rows, changed.x, changed.right, 2 * _SIDE))
        for olds, news in zip((self.colour, self.keep[:2]), made, strict=True):
            for i, (old, new) in enumerate(zip(olds, news, strict=False)):
                half = 1 if i == 0 else 2
                cut = _SIDE // half  # seen by the filter, but not made whole
                left, width = changed.x // half, new.shape[1] - 2 * cut
                down = slice(changed.y // half, changed.bottom // half)
                old[down, left : left + width] = new[:, cut : cut + width]


def _framed(rgba: Pixels, left: int, right: int, side: int) -> Pixels:
    """Columns [left - side, right + side), transparent where there are none."""
    before, after = max(side - left, 0), max(right + side - rgba.shape[1], 0)
    seen = rgba[:, max(left - side, 0) : right + side]
    framed = cv2.copyMakeBorder(seen, 0, 0, before, after, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0))
    return cast(Pixels, framed)
