"""Four colours of a brand, picked from its logo; picked so that they can be read over each other.

Hues are told in OKLab (Björn Ottosson, 2020, https://bottosson.github.io/posts/oklab/): equal
steps in it look equal, and a colour made darker keeps its hue.
"""

import math
from typing import TYPE_CHECKING

from clipkit.model.brand import Colours
from clipkit.planning.colours import contrast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

READ, SEEN = 4.5, 3.0  # WCAG 2.2, 1.4.3: text, large text
_MOST = 40_000  # pixels that are looked at
_BINS = 36  # of hue, 10 degrees each
_GREY = 0.04  # chroma under which a colour has no hue to speak of; sRGB ends at 0.32
_APART = 30.0  # degrees between primary and accent, else they are one colour
_PRESENCE = 0.02  # of the colourful pixels that an accent must have
_AMBER = 85.0  # degrees; the accent of a logo without colours
_M1 = (
    (0.4122214708, 0.5363325363, 0.0514459929),
    (0.2119034982, 0.6806995451, 0.1073969566),
    (0.0883024619, 0.2817188376, 0.6299787005),
)
_M2 = (
    (0.2104542553, 0.7936177850, -0.0040720468),
    (1.9779984951, -2.4285922050, 0.4505937099),
    (0.0259040371, 0.7827717662, -0.8086757660),
)


def picked(pixels: "NDArray[np.uint8]") -> Colours:
    """Pick a brand's colours from its logo. pixels: (h, w, 4), RGBA, straight alpha.

    Paper on primary and ink on accent have a contrast of READ or more, accent on primary of SEEN.
    A logo of which nothing is seen has the colours that a brand has by itself.
    """
    import numpy as np

    flat = pixels.reshape(-1, 4)
    flat = flat[:: max(1, -(-len(flat) // _MOST))]
    seen = flat[flat[:, 3] >= 128, :3]
    if not len(seen):
        return Colours()
    lab = _oklab(seen)
    chroma = np.hypot(lab[:, 1], lab[:, 2])
    colourful = (chroma > _GREY) & (lab[:, 0] > 0.15) & (lab[:, 0] < 0.97)
    if not colourful.any():
        return _completed((min(float(np.median(lab[:, 0])), 0.45), 0.0, 0.0), None)
    return _completed(*_two(lab[colourful]))


def hue_of(colour: str) -> float:
    """Return the hue of `#rrggbb` in OKLab, degrees, 0 to 360."""
    import numpy as np

    levels = np.array([[int(colour[k : k + 2], 16) for k in (1, 3, 5)]], np.uint8)
    _, a, b = _oklab(levels)[0]
    return math.degrees(math.atan2(b, a)) % 360


def between(one: float, other: float) -> float:
    """Degrees between two hues, 0 to 180.

    >>> between(350.0, 20.0)
    30.0
    """
    return abs((one - other + 180) % 360 - 180)


Lch = tuple[float, float, float]  # lightness 0 to 1, chroma, hue in degrees


def _two(lab: "Floats") -> tuple[Lch, Lch | None]:
    """The most present colour, deep ones first, and the one farthest from it in hue, if any."""
    import numpy as np

    hues = np.degrees(np.arctan2(lab[:, 2], lab[:, 1])) % 360
    bins = (hues // (360 / _BINS)).astype(int) % _BINS
    deep = np.where(lab[:, 0] < 0.6, 1.5, 1.0)  # a light colour is an accent sooner
    weight = np.bincount(bins, deep, _BINS)
    smooth = 2 * weight + np.roll(weight, 1) + np.roll(weight, -1)
    main = _typical(lab[_near(hues, _middle(int(smooth.argmax())))])
    count = np.bincount(bins, minlength=_BINS)
    present = [k for k in range(_BINS) if count[k] >= max(_PRESENCE * len(lab), 1)]
    far = max(present, key=lambda k: between(_middle(k), main[2]), default=0)
    if not present or between(_middle(far), main[2]) < _APART:
        return main, None
    beside = [
        k
        for k in present  # the farthest may be where two colours melt at an edge
        if between(_middle(k), _middle(far)) <= 2 * 360 / _BINS
        and between(_middle(k), main[2]) >= _APART
    ]
    return main, _typical(lab[bins == max(beside, key=lambda k: int(count[k]))])


def _near(hues: "Floats", middle: float) -> "NDArray[np.bool_]":
    import numpy as np

    return np.abs((hues - middle + 180) % 360 - 180) <= 10


def _middle(number: int) -> float:
    return (number + 0.5) * 360 / _BINS


def _typical(lab: "Floats") -> Lch:
    """The middle of some colours; a few that are blends of others don't move it."""
    import numpy as np

    light, a, b = (float(value) for value in np.median(lab, axis=0))
    return light, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360


def _completed(main: Lch, second: Lch | None) -> Colours:
    """Make four colours of one or two: each as light or as deep as reading them takes."""
    light, chroma, hue = main
    tint = 1.0 if chroma else 0.0
    ink, paper = _hex((0.22, 0.03 * tint, hue)), _hex((0.985, 0.01 * tint, hue))
    primary = _hex((light, chroma, hue))
    while contrast(primary, paper) < READ:
        light -= 0.01
        primary = _hex((light, chroma, hue))
    other = (hue + 150) % 360 if chroma else _AMBER
    light, chroma, hue = second or (0.85, 0.14, other)
    accent = _hex((light, chroma, hue))
    while light < 1 and (contrast(ink, accent) < READ or contrast(accent, primary) < SEEN):
        light += 0.01
        accent = _hex((light, chroma, hue))
    return Colours(primary=primary, accent=accent, ink=ink, paper=paper)


def _oklab(levels: "NDArray[np.uint8]") -> "Floats":
    """Turn sRGB, (n, 3), into OKLab, (n, 3)."""
    import numpy as np

    share = levels / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.asarray(np.cbrt(linear @ np.array(_M1).T) @ np.array(_M2).T, np.float64)


def _hex(colour: Lch) -> str:
    """Return the sRGB colour of a lightness and hue, with as much of its chroma as sRGB holds."""
    import numpy as np

    light, chroma, hue = min(max(colour[0], 0.0), 1.0), colour[1], math.radians(colour[2])
    for share in range(50, -1, -1):
        part = chroma * share / 50
        lab = np.array((light, part * math.cos(hue), part * math.sin(hue)))
        linear = np.linalg.solve(np.array(_M1), np.linalg.solve(np.array(_M2), lab) ** 3)
        if linear.min() >= -1e-3 and linear.max() <= 1.001:
            break
    linear = linear.clip(0, 1)
    curved = np.where(linear <= 0.0031308, linear * 12.92, 1.055 * linear ** (1 / 2.4) - 0.055)
    return "#" + "".join(f"{int(level * 255 + 0.5):02X}" for level in curved)
