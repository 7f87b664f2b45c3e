"""What the eye goes to in a picture: its subject, and the subject's middle.

Seen first is what differs in colour from the picture's own rim, and what has detail, sooner near
the middle (centre prior, Judd et al. 2009, "Learning to predict where humans look", 3.2).
How it did on thirty-three photos is told in docs/decisions/0048-what-a-picture-shows.md.
"""

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from clipkit.model.facts import Part

if TYPE_CHECKING:  # a sound is looked at without what reads pictures
    from PIL import Image

Floats = NDArray[np.float32]

_LEAST = 16  # px of a side, below which there is nothing to tell
_RIM = 0.06  # of the shorter side
_SOFT, _SPREAD = 2, 4  # px that colour, and detail, are blurred by
_GRAIN = (60.0, 15.0, 15.0)  # variance of Y, Cb, Cr that says nothing
_SPAN, _OUTER = 0.45, 0.4  # of the middle, sides; weight far from it
_ABOVE = 0.5  # deviations over the mean: the rest is surroundings
_STRAY = 0.02  # of all weight at each side: not the subject
_ROOM = 0.03  # of the picture, around the subject
_FLAT = 8.0  # levels; a picture with less in it has no subject


class Seen(NamedTuple):
    """A subject and its middle, in shares of the picture. subject: None: nothing stands out."""

    subject: Part | None
    middle: tuple[float, float]


def seen(look: "Image.Image") -> Seen:
    """Find the subject of a small upright RGB copy of a picture."""
    if min(look.size) < _LEAST or _flat(look):
        return Seen(None, (0.5, 0.5))
    weight = _weights(look)
    weight = np.maximum(weight - weight.mean() - _ABOVE * weight.std(), 0)
    left, x, right = _spread(weight.sum(0))
    top, y, bottom = _spread(weight.sum(1))
    return Seen((left, top, right, bottom), (x, y))


def _flat(look: "Image.Image") -> bool:
    return all(high - low < _FLAT for low, high in look.getextrema())  # type: ignore[misc]


def _weights(look: "Image.Image") -> Floats:
    """How much the eye is drawn to each pixel, (h, w)."""
    from PIL import ImageFilter

    soft = look.filter(ImageFilter.GaussianBlur(_SOFT)).convert("YCbCr")
    odd = _unlike_its_rim(np.asarray(soft, np.float32))
    grey = np.asarray(look.convert("L"), np.float32)
    detail = np.zeros_like(grey)
    detail[:-1] += np.abs(np.diff(grey, axis=0))
    detail[:, :-1] += np.abs(np.diff(grey, axis=1))
    detail = _blurred(np.minimum(2 * detail, 255), _SPREAD)
    height, width = grey.shape
    x = (np.arange(width) + 0.5) / width - 0.5
    y = (np.arange(height) + 0.5) / height - 0.5
    near = np.exp(-(x**2 + y[:, None] ** 2) / (2 * _SPAN**2))
    drawn = odd / max(odd.max(), 1.0) + detail / max(detail.max(), 1.0)
    return np.asarray(drawn * (_OUTER + (1 - _OUTER) * near), np.float32)


def _unlike_its_rim(colours: Floats) -> Floats:
    """Mahalanobis distance of each pixel from those at the rim. colours: (h, w, 3)."""
    height, width = colours.shape[:2]
    wide = max(2, round(_RIM * min(height, width)))
    rim = np.ones((height, width), bool)
    rim[wide:-wide, wide:-wide] = False
    away = colours - colours[rim].mean(0)
    inverse = np.linalg.inv(np.cov(colours[rim].T) + np.diag(_GRAIN))
    return np.asarray(np.sqrt(np.einsum("hwi,ij,hwj->hw", away, inverse, away)), np.float32)


def _blurred(plane: Floats, radius: int) -> Floats:
    from PIL import Image, ImageFilter

    grey = Image.fromarray(plane.astype(np.uint8))
    return np.asarray(grey.filter(ImageFilter.GaussianBlur(radius)), np.float32)


def _spread(weight: Floats) -> tuple[float, float, float]:
    """Between which shares of a side all but the strays lie, with some room; amid them the median.

    Returns: first, median, last.
    """
    grown = weight.cumsum() / max(float(weight.sum()), 1e-6)
    first, middle, last = (
        float(np.searchsorted(grown, share)) / len(grown) for share in (_STRAY, 0.5, 1 - _STRAY)
    )
    step = 1 / len(grown)
    return (
        round(max(0.0, first - _ROOM), 3),
        round(min(1.0, middle + step / 2), 3),
        round(min(1.0, last + step + _ROOM), 3),
    )
