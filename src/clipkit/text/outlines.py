"""Outlines of single glyphs as coverage, by FreeType.

Its library and its stroker are global and not safe in threads: callers hold `glyphs.LOCK`.
"""

import ctypes
import weakref
from collections import OrderedDict
from typing import Any

import freetype.raw as ft
import numpy as np

from clipkit.text.glyphs import LOCK, Stamp, nothing
from clipkit.text.pixels import U8

PHASES = 4  # a glyph is drawn at quarter pixels: closer cannot be seen, and is kept more often
_KEPT = 3000  # masks a face keeps; of about 4 kB each

_LIBRARY = ft.FT_Library()
ft.FT_Init_FreeType(ctypes.byref(_LIBRARY))
_STROKER = ft.FT_Stroker()
ft.FT_Stroker_New(_LIBRARY, ctypes.byref(_STROKER))


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
            return nothing()
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


def _pixels(bitmap: Any) -> U8:  # noqa: ANN401 - a ctypes structure
    if not (bitmap.rows and bitmap.width):
        return nothing().pixels
    raw = ctypes.string_at(bitmap.buffer, bitmap.rows * bitmap.pitch)
    rows = np.frombuffer(raw, np.uint8).reshape(bitmap.rows, bitmap.pitch)
    return np.ascontiguousarray(rows[:, : bitmap.width])


def _close(face: Any, _content: bytes) -> None:  # noqa: ANN401 - a ctypes pointer
    """Close a face while its bytes are still there."""
    with LOCK:
        ft.FT_Done_Face(face)
