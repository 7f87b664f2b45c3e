"""From a JPEG's own planes to ours: upright, smaller, in BT.709, without a detour over RGB.

Sources: ITU-T T.871 (JFIF: matrix, levels, chroma amid its luma); `planes` for ours.
"""

from typing import cast

import cv2
import numpy as np
from numpy.typing import NDArray

from clipkit.media.jpeg import Stored
from clipkit.rendering.planes import YUV709, Pixels, Planes, resized
from clipkit.units import Box

# Cb and Cr, 128 subtracted, and Y -> RGB (T.871, 7), and from there to our codes.
_RGB601 = np.array([[1, 0, 1.402], [1, -0.344136, -0.714136], [1, 1.772, 0]])
_CODES = YUV709[:, :3].astype(np.float64) @ _RGB601
_FINER = 3.0  # chroma's part of luma is at most 42 levels: eight bits hold it three times as fine
# A quarter of a sample to the left, by a parabola through three: from amid two luma columns onto
# the left one.
_SITED = np.array([5 / 32, 15 / 16, -3 / 32], np.float32)
_ONE = np.ones(1, np.float32)
_COARSE = 2.0  # samples to one: from here on three taps leave too much out


def planes_of(stored: Stored, seen: Box, size: tuple[int, int]) -> Planes | None:
    """What is seen of a photo, at another size. None: it can't be decoded so.

    seen: of the upright photo, px, even. size: (width, height), even.
    """
    found = stored.planes()
    if found is None:
        return None
    half = size[0] // 2, size[1] // 2
    y, u, v = (
        _part(plane, stored, seen, to) for plane, to in zip(found, (size, half, half), strict=True)
    )
    return _recoloured(y, u, v)


def _part(plane: Pixels, stored: Stored, seen: Box, size: tuple[int, int]) -> Pixels:
    """A part of a stored plane, upright, at another size. seen: as of `planes_of`."""
    down, across = (-1 if stored.way in ways else 1 for ways in ({3, 4, 7, 8}, {2, 3, 6, 7}))
    upright = (plane.T if stored.lying else plane)[::down, ::across]
    each = stored.size[0] // upright.shape[1], stored.size[1] // upright.shape[0]
    rows = slice(seen.y // each[1], seen.bottom // each[1])
    columns = slice(seen.x // each[0], seen.right // each[0])
    # reduced as it is stored, for a plane that is turned is a copy; the small one is turned then
    part = upright[rows, columns][::down, ::across]
    if stored.lying:
        part, size = part.T, size[::-1]
    small = _reduced(part, size)
    if stored.lying:
        small = cast(Pixels, cv2.transpose(small))
    return np.ascontiguousarray(small[::down, ::across])


def _reduced(plane: Pixels, size: tuple[int, int]) -> Pixels:
    """A plane at another size, as soft as by a triangle as wide as two of its samples."""
    ratios = plane.shape[1] / size[0], plane.shape[0] / size[1]
    if max(ratios) > _COARSE:
        return resized(plane, size, cv2.INTER_AREA)
    if max(ratios) <= 1.0:
        return resized(plane, size, cv2.INTER_LINEAR)
    # what lies between two samples has a variance of 1/6 on the way, the triangle one of r*r/6
    across, down = (max(0.0, r * r - 1) / 12 for r in ratios)
    soft = cv2.sepFilter2D(plane, -1, _taps(across), _taps(down))
    return resized(cast(Pixels, soft), size, cv2.INTER_LINEAR)


def _taps(outer: float) -> NDArray[np.float32]:
    return np.array([outer, 1 - 2 * outer, outer], np.float32)


def _recoloured(y: Pixels, u: Pixels, v: Pixels) -> Planes:
    """Planes of BT.601, full range, chroma centred -> ours."""
    scale, by_u, by_v = _CODES[0]
    share = cv2.addWeighted(u, by_u * _FINER, v, by_v * _FINER, 128 - 128 * (by_u + by_v) * _FINER)
    share = resized(cast(Pixels, share), y.shape[::-1], cv2.INTER_LINEAR)
    luma = cv2.addWeighted(y, scale, share, 1 / _FINER, 16 - 128 / _FINER)
    chroma = (
        cv2.addWeighted(u, of_u, v, of_v, 128 - 128 * (of_u + of_v)) for _, of_u, of_v in _CODES[1:]
    )
    sited = (cv2.sepFilter2D(plane, -1, _SITED, _ONE) for plane in chroma)
    return Planes(*cast(tuple[Pixels, ...], (luma, *sited)))
