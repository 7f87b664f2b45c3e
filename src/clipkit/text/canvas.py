"""Dabs to pixels: composed in planar float, so that many thin layers leave no bands."""

from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray

from clipkit.text.pixels import U8
from clipkit.text.strokes import Dab, Ink, Level
from clipkit.units import Box

Planes = NDArray[np.float32]
_SOFT = (Level.SHADOW, Level.GLOW)


def composed(dabs: Iterable[Dab], box: Box, back: Planes | None = None) -> Planes:
    """Paint dabs over `back`. Returns: premultiplied RGBA, (4, h, w), 0.0 to 1.0.

    box: what of the plane the dabs lie on is painted; back has its size.
    """
    out: Planes = np.zeros((4, box.height, box.width), np.float32) if back is None else back.copy()
    groups: dict[tuple[int, Ink], list[tuple[Dab, Box]]] = {}
    for dab in sorted(dabs, key=lambda dab: (dab.level, dab.ink)):  # the same for any part
        seen = _common(covered(dab), box)
        if seen.width > 0 and seen.height > 0:
            groups.setdefault((dab.level, dab.ink), []).append((dab, seen))
    for (level, ink), group in groups.items():
        if level == Level.PICTURE:
            for dab, seen in group:
                _picture(out, dab, seen, box)
        else:
            _paint(out, ink, box, *_merged(group, soft=level in _SOFT))
    return out


def as_bytes(planes: Planes) -> U8:
    """Return planes as (h, w, 4) uint8."""
    return np.asarray(cv2.merge([cv2.convertScaleAbs(p, alpha=255) for p in planes]), np.uint8)


def covered(dab: Dab) -> Box:
    """Return where a dab lies."""
    height, width = dab.stamp.pixels.shape[:2]
    return Box(dab.stamp.x, dab.stamp.y, width, height)


def _common(a: Box, b: Box) -> Box:
    x, y = max(a.x, b.x), max(a.y, b.y)
    return Box(x, y, min(a.right, b.right) - x, min(a.bottom, b.bottom) - y)


def _of(dab: Dab, seen: Box) -> U8:
    x, y = seen.x - dab.stamp.x, seen.y - dab.stamp.y
    return dab.stamp.pixels[y : y + seen.height, x : x + seen.width]


def _merged(group: list[tuple[Dab, Box]], *, soft: bool) -> tuple[U8, int, int]:
    """Return one mask and its place: soft ones add up, hard ones merge."""
    left, top = min(seen.x for _, seen in group), min(seen.y for _, seen in group)
    right, bottom = max(seen.right for _, seen in group), max(seen.bottom for _, seen in group)
    out = np.zeros((bottom - top, right - left), np.uint8)
    for dab, seen in group:
        x, y = seen.x - left, seen.y - top
        spot = out[y : y + seen.height, x : x + seen.width]
        spot[:] = cv2.add(spot, _of(dab, seen)) if soft else np.maximum(spot, _of(dab, seen))
    return out, left, top


def _paint(out: Planes, ink: Ink, box: Box, mask: U8, left: int, top: int) -> None:
    colours = [_floats(colour) for colour in ink.colours]
    cover = mask.astype(np.float32)
    height, width = mask.shape
    rows, columns = (
        slice(top - box.y, top - box.y + height),
        slice(left - box.x, left - box.x + width),
    )
    if len(colours) == 1:
        cover *= colours[0][3] * (ink.alpha / 255)
        shades: list[float | NDArray[np.float32]] = list(colours[0][:3])
    else:
        way = (np.arange(top, top + height) + 0.5 - ink.top) / (ink.bottom - ink.top)
        way = np.clip(way, 0, 1) * (len(colours) - 1)
        steps = range(len(colours))
        bands = [np.interp(way, steps, [c[k] for c in colours])[:, None] for k in range(4)]
        cover *= bands[3].astype(np.float32) * (ink.alpha / 255)
        shades = [band.astype(np.float32) for band in bands[:3]]
    keep = 1 - cover
    for k, shade in enumerate((*shades, 1.0)):
        view = out[k, rows, columns]
        cv2.multiply(view, keep, dst=view)
        if isinstance(shade, float):
            cv2.scaleAdd(cover, shade, view, dst=view)
        else:
            view += cover * shade


def _picture(out: Planes, dab: Dab, seen: Box, box: Box) -> None:
    pixels = _of(dab, seen).astype(np.float32) * (dab.ink.alpha / 255)
    x, y = seen.x - box.x, seen.y - box.y
    for k in range(4):
        view = out[k, y : y + seen.height, x : x + seen.width]
        view *= 1 - pixels[..., 3]
        view += pixels[..., k]


def _floats(colour: str) -> tuple[float, float, float, float]:
    """Return `#rrggbbaa` as straight RGBA, 0.0 to 1.0.

    Raises: ValueError: a role, or anything else.
    """
    if len(colour) != 9:
        raise ValueError(f"{colour!r} is not #rrggbbaa: resolve the style first")
    red, green, blue, alpha = (int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5, 7))
    return red, green, blue, alpha
