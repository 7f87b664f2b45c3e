"""Pixels of single glyphs: outlines by FreeType, colour by HarfBuzz's painter.

FreeType's library and its stroker are global and not safe in threads: callers hold `LOCK`.
"""

import ctypes
import threading
import weakref
from collections import OrderedDict
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import freetype.raw as ft
import uharfbuzz as hb

if TYPE_CHECKING:  # numpy is loaded by what draws: a measure draws nothing
    from clipkit.text.pixels import U8

LOCK = threading.RLock()
PHASES = 4  # a glyph is drawn at quarter pixels: closer cannot be seen, and is kept more often
_KEPT = 3000  # masks a face keeps; of about 4 kB each

_LIBRARY = ft.FT_Library()
ft.FT_Init_FreeType(ctypes.byref(_LIBRARY))
_STROKER = ft.FT_Stroker()
ft.FT_Stroker_New(_LIBRARY, ctypes.byref(_STROKER))


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
def _nothing() -> Stamp:
    import numpy as np

    return Stamp(np.zeros((0, 0), np.uint8), 0, 0)


class Outlines:
    """A font's glyphs as coverage masks.

    content: the font file, kept alive here. axes: a value for each of its axes, in their order.

    Raises: ValueError: FreeType cannot read it.
    """

    def __init__(self, content: bytes, axes: list[float]) -> None:
        self._content = content
        self._face = ft.FT_Face()
        if ft.FT_New_Memory_Face(_LIBRARY, content, len(content), 0, ctypes.byref(self._face)):
            raise ValueError("not a font that FreeType reads")
        weakref.finalize(self, _close, self._face, content)
        if axes:
            values = (ft.FT_Fixed * len(axes))(*(int(value * 65536) for value in axes))
            ft.FT_Set_Var_Design_Coordinates(self._face, len(axes), values)
        self._size = -1
        self._masks: OrderedDict[tuple[int, int, int, int], Stamp] = OrderedDict()

    def mask(self, glyph: int, size: float, radius: float, phase: int) -> Stamp:
        """Return a glyph's coverage (radius 0), or that of a ring around its edge.

        size: px of the em. radius: px. phase: quarters of a pixel to the right, 0 to 3.
        """
        key = (glyph, round(size * 64), round(radius * 64), phase)
        if key not in self._masks:
            self._masks[key] = self._drawn(*key)
            if len(self._masks) > _KEPT:
                self._masks.popitem(last=False)
        return self._masks[key]

    def _drawn(self, index: int, size: int, radius: int, phase: int) -> Stamp:
        if size != self._size:
            ft.FT_Set_Char_Size(self._face, 0, size, 72, 72)
            self._size = size
        glyph = ft.FT_Glyph()
        if ft.FT_Load_Glyph(self._face, index, ft.FT_LOAD_NO_HINTING | ft.FT_LOAD_NO_BITMAP):
            return _nothing()
        ft.FT_Get_Glyph(self._face.contents.glyph, ctypes.byref(glyph))
        if radius:
            round_cap, round_join = ft.FT_STROKER_LINECAP_ROUND, ft.FT_STROKER_LINEJOIN_ROUND
            ft.FT_Stroker_Set(_STROKER, radius, round_cap, round_join, 0)
            ft.FT_Glyph_Stroke(ctypes.byref(glyph), _STROKER, 1)
        origin = ft.FT_Vector(phase * 64 // PHASES, 0)
        normal = ft.FT_RENDER_MODE_NORMAL
        ft.FT_Glyph_To_Bitmap(ctypes.byref(glyph), normal, ctypes.byref(origin), 1)
        drawn = ctypes.cast(glyph, ft.FT_BitmapGlyph).contents
        stamp = Stamp(_pixels(drawn.bitmap), drawn.left, -drawn.top)
        ft.FT_Done_Glyph(glyph)
        return stamp


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
            if len(self._kept) > _KEPT // 50:
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
                return _nothing()
            image = paint.paint_glyph(self._font, glyph) or paint.render()
        finally:
            self._font.scale = (self._upem, self._upem)
        if not image:
            return _nothing()
        at = image.extents
        rows = np.frombuffer(image.buffer, np.uint8).reshape(at.height, at.stride // 4, 4)
        rgba = np.ascontiguousarray(rows[::-1, : at.width, [2, 1, 0, 3]])  # bottom up, BGRA
        return Stamp(rgba, at.x_origin, -(at.y_origin + at.height))


def _pixels(bitmap: Any) -> "U8":  # noqa: ANN401 - a ctypes structure
    import numpy as np

    if not (bitmap.rows and bitmap.width):
        return _nothing().pixels
    raw = ctypes.string_at(bitmap.buffer, bitmap.rows * bitmap.pitch)
    rows = np.frombuffer(raw, np.uint8).reshape(bitmap.rows, bitmap.pitch)
    return np.ascontiguousarray(rows[:, : bitmap.width])


def _close(face: Any, _content: bytes) -> None:  # noqa: ANN401 - a ctypes pointer
    """Close a face while its bytes are still there."""
    with LOCK:
        ft.FT_Done_Face(face)
