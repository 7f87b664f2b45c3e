"""How one picture goes over to the next: each way paints the coming one over the one that goes.

A new way is a function here, its name in `model.cues.TransitionName`, and a word in the guide.
"""

import math
from collections.abc import Callable
from typing import cast

import cv2
import numpy as np

from clipkit.model.cues import TransitionName
from clipkit.rendering.easing import eased
from clipkit.rendering.planes import Pixels, Planes, ink, scratch
from clipkit.units import Box, even

Inks = tuple[str, ...]

_LEAN = 0.25  # of an edge that goes across: px to the left a px down
_SOFT = 0.03  # of the width: a wipe's edge
_BANDS = (0.42, 0.10)  # of the width: what a brand's wipe shows of each of its inks
_ROWS = 16  # at a time, along an edge
_NEAR = 1.22  # a zoom's scale, at its most


def paint(
    name: TransitionName, planes: Planes, coming: Planes, share: float, inks: Inks = ()
) -> None:
    """Paint a moment of a transition into `planes`, which hold the picture that goes.

    coming: the other one, of the same size. share: how much of the time is over, 0.0 to 1.0.
    inks: the brand's, `#rrggbb`, for the way that shows them.
    """
    _WAYS[name](planes, coming, share, inks)


def _crossfade(planes: Planes, coming: Planes, share: float, _: Inks) -> None:
    planes.mix(coming, share)


def _slide(planes: Planes, coming: Planes, share: float, _: Inks) -> None:
    """The coming one pushes the other out to the left."""
    cut = even(planes.size[0] * eased("in_out", share))
    for mine, its, n in zip(planes, coming, (1, 2, 2), strict=True):
        at, (height, width) = cut // n, mine.shape
        left = scratch(4, height, width - at)
        np.copyto(left, mine[:, at:])
        mine[:, : width - at] = left
        mine[:, width - at :] = its[:, :at]


def _zoom(planes: Planes, coming: Planes, share: float, _: Inks) -> None:
    """Through the one into the other: both come nearer while one fades into the other."""
    way = eased("in_out", share)
    for mine, its in zip(planes, coming, strict=True):
        nearer = _enlarged(mine, 1 + (_NEAR - 1) * way, 4)
        further = _enlarged(its, _NEAR + (1 - _NEAR) * way, 5)
        cv2.addWeighted(nearer, 1 - way, further, way, 0, dst=mine)


def _wipe(planes: Planes, coming: Planes, share: float, _: Inks) -> None:
    """A soft, leaning edge runs over the picture from the left."""
    size = planes.size
    soft = _SOFT * size[0]
    reach = size[0] + _LEAN * size[1] + 2 * soft
    _uncover(planes, coming, reach * eased("in_out", share) - soft, soft)


def _brand_wipe(planes: Planes, coming: Planes, share: float, inks: Inks) -> None:
    """Bands of the brand's colours run over the picture; behind them comes the other."""
    size = planes.size
    widths = [part * size[0] for part, _ in zip(_BANDS, inks, strict=False)]
    reach = size[0] + _LEAN * size[1] + sum(widths) + 2
    edge = reach * eased("in_out", share) - 1
    for width, colour in reversed([*zip(widths, inks, strict=False)]):
        flat = Planes.blank(2, 2)
        flat.fill(Box(0, 0, 2, 2), ink(colour))
        _uncover(planes, flat, edge, 1.0)
        edge -= width
    _uncover(planes, coming, edge, 1.0)


def _uncover(planes: Planes, other: Planes, edge: float, soft: float) -> None:
    """Paint another picture, or a flat one of 2x2, to the left of a leaning edge.

    edge: where it crosses the top, px. soft: px on each side of it, 1 or more.
    """
    for mine, its, n in zip(planes, other, (1, 2, 2), strict=True):
        shown = its if its.shape == mine.shape else np.broadcast_to(its[:1, :1], mine.shape)
        for top in range(0, len(mine), _ROWS):  # only what the edge crosses has to be mixed
            rows = slice(top, top + _ROWS)
            _crossed(mine[rows], shown[rows], edge / n - _LEAN * top, soft / n)


def _crossed(mine: Pixels, its: Pixels, edge: float, soft: float) -> None:
    """Uncover some rows. edge: where it crosses the first of them."""
    height, width = mine.shape
    first = min(width, max(0, math.floor(edge - _LEAN * height - soft)))
    last = min(width, max(0, math.ceil(edge + soft)))
    mine[:, :first] = its[:, :first]
    if first < last:
        at = np.arange(first, last, dtype=np.float32) + 0.5
        at = at + np.float32(_LEAN) * (np.arange(height, dtype=np.float32) + 0.5)[:, None]
        share = np.clip((edge - at) / (2 * soft) + 0.5, 0, 1).astype(np.float32)
        new, old = (np.ascontiguousarray(plane[:, first:last]) for plane in (its, mine))
        mine[:, first:last] = cv2.blendLinear(new, old, share, 1 - share)


def _enlarged(plane: Pixels, scale: float, slot: int) -> Pixels:
    """The middle of a plane, so many times as large, in scratch memory. scale: 1.0 or more."""
    height, width = plane.shape
    inverse = np.array([[1 / scale, 0, 0], [0, 1 / scale, 0]])
    inverse[:, 2] = (width - 1) / 2 * (1 - 1 / scale), (height - 1) / 2 * (1 - 1 / scale)
    return cast(
        Pixels,
        cv2.warpAffine(
            plane,
            inverse,
            (width, height),
            dst=scratch(slot, height, width),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        ),
    )


_WAYS: dict[TransitionName, Callable[[Planes, Planes, float, Inks], None]] = {
    "crossfade": _crossfade,
    "slide": _slide,
    "wipe": _wipe,
    "zoom": _zoom,
    "brand-wipe": _brand_wipe,
}
