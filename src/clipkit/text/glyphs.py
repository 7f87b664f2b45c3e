"""Pixels of single glyphs, and those of a colour font by HarfBuzz's painter."""

import threading
from collections import OrderedDict
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import uharfbuzz as hb

if TYPE_CHECKING:  # numpy is loaded by what draws: a measure draws nothing
    from clipkit.text.pixels import U8

LOCK = threading.RLock()  # around all that uses fonts: FreeType is not safe in threads
_KEPT = 60  # pictures a face keeps


class Stamp(NamedTuple):
    """Pixels and the place of their top left corner.

    pixels: (h, w) coverage, or (h, w, 4) premultiplied RGBA, uint8. x, y: px, y downwards.
    """

    pixels: "U8"
    x: int
    y: int

    def moved(self, dx: int, dy: int) -> "Stamp":
        """Return the same pixels elsewhere."""
        return Stamp(self.pixels, self.x + dx, self.y + dy)


@cache
def nothing() -> Stamp:
    """Return the stamp of a glyph that shows nothing."""
    import numpy as np

    return Stamp(np.zeros((0, 0), np.uint8), 0, 0)


class Pictures:
    """A colour font's glyphs as premultiplied RGBA."""

    def __init__(self, font: Any) -> None:  # noqa: ANN401 - uharfbuzz has no types
        self._font = font
        self._upem: int = font.face.upem
        self._kept: OrderedDict[tuple[int, int], Stamp] = OrderedDict()

    def image(self, glyph: int, size: float) -> Stamp:
        """Return a glyph's picture. size: px of the em."""
        key = (glyph, max(4, round(size)))
        if key not in self._kept:
            self._kept[key] = self._drawn(*key)
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept[key]

    def _drawn(self, glyph: int, px: int) -> Stamp:
        import numpy as np

        self._font.scale = (px * 64, px * 64)
        try:
            paint = hb.RasterPaint()
            paint.scale_factor = (64, 64)
            extents = self._font.get_glyph_extents(glyph)
            if extents is None or not paint.set_glyph_extents(extents):
                return nothing()
            image = paint.paint_glyph(self._font, glyph) or paint.render()
        finally:
            self._font.scale = (self._upem, self._upem)
        if not image:
            return nothing()
        at = image.extents
        rows = np.frombuffer(image.buffer, np.uint8).reshape(at.height, at.stride // 4, 4)
        rgba = np.ascontiguousarray(rows[::-1, : at.width, [2, 1, 0, 3]])  # bottom up, BGRA
        return Stamp(rgba, at.x_origin, -(at.y_origin + at.height))
