"""Ten photos that make text hard to read: bright, dark and busy, as people take them."""

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from clipkit.rendering.planes import Pixels

Shades = NDArray[Any]
Draw = Callable[[int, int, np.random.Generator], Shades]


def drawn(name: str, width: int, height: int) -> Pixels:
    """One of PHOTOS, (h, w, 3), the same on every run."""
    random = np.random.default_rng(sorted(PHOTOS).index(name))
    return np.clip(PHOTOS[name](width, height, random), 0, 255).astype(np.uint8)


def _soft(
    width: int, height: int, random: np.random.Generator, cells: int, spread: float
) -> Shades:
    """Spots of one size about 0, grey, (h, w, 1)."""
    spots = random.normal(0, spread, (cells, cells)).astype(np.float32)
    return cv2.resize(spots, (width, height), interpolation=cv2.INTER_CUBIC)[..., None]


def _ramp(height: int, top: tuple[int, ...], under: tuple[int, ...]) -> Shades:
    way = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    return (
        np.array(top, np.float32) + (np.array(under, np.float32) - np.array(top, np.float32)) * way
    )


def _snow(width: int, height: int, random: np.random.Generator) -> Shades:
    slopes = _soft(width, height, random, 6, 9) + _soft(width, height, random, 160, 5)
    return 246 + slopes * np.array((1.1, 1.0, 0.8), np.float32)


def _paper(width: int, height: int, random: np.random.Generator) -> Shades:
    return np.full((height, width, 3), 255) - random.integers(0, 3, (height, width, 1))


def _sky(width: int, height: int, random: np.random.Generator) -> Shades:
    clouds = np.clip(
        _soft(width, height, random, 7, 1) + _soft(width, height, random, 40, 0.3), 0, 1
    )
    blue = _ramp(height, (88, 150, 222), (206, 228, 246)) * np.ones((1, width, 1), np.float32)
    return np.asarray(blue + (np.array((255, 254, 250), np.float32) - blue) * clouds)


def _night(width: int, height: int, random: np.random.Generator) -> Shades:
    street = _ramp(height, (6, 8, 20), (26, 20, 16)) + _soft(width, height, random, 24, 7)
    street = np.ascontiguousarray(street * np.ones((1, width, 1), np.float32))
    for _ in range(70):
        at = int(random.integers(0, width)), int(random.integers(0, height))
        lamp = [(255, 236, 190), (255, 190, 90), (235, 245, 255)][int(random.integers(3))]
        cv2.circle(street, at, int(random.integers(4, 26)), lamp, -1, cv2.LINE_AA)
    return cv2.GaussianBlur(street, (0, 0), 2)


def _tiles(width: int, height: int, random: np.random.Generator) -> Shades:
    del random
    rows, columns = np.arange(height)[:, None] // 14, np.arange(width)[None] // 14
    return np.repeat(((rows + columns) % 2 * 255)[..., None], 3, axis=2)


def _leaves(width: int, height: int, random: np.random.Generator) -> Shades:
    shown = np.full((height, width, 3), (18, 34, 14), np.uint8)
    for _ in range(2600):
        at = int(random.integers(0, width)), int(random.integers(0, height))
        lit = float(random.random()) ** 2
        green = tuple(int(a + (b - a) * lit) for a, b in ((24, 236), (62, 250), (16, 170)))
        long = int(random.integers(10, 34))
        turn = int(random.integers(0, 180))
        cv2.ellipse(shown, at, (long, long // 3), turn, 0, 360, green, -1, cv2.LINE_AA)
    return shown


def _crowd(width: int, height: int, random: np.random.Generator) -> Shades:
    shown = np.full((height, width, 3), 70, np.uint8)
    for _ in range(1500):
        at = int(random.integers(0, width)), int(random.integers(0, height))
        colour = tuple(int(level) for level in random.integers(0, 256, 3))
        cv2.circle(shown, at, int(random.integers(10, 44)), colour, -1, cv2.LINE_AA)
    return shown


def _flags(width: int, height: int, random: np.random.Generator) -> Shades:
    del random
    dyes = np.array(
        [(225, 20, 30), (250, 225, 20), (255, 255, 255), (20, 50, 200), (250, 225, 20)], np.uint8
    )
    along = (np.arange(height)[:, None] + np.arange(width)[None]) // 46
    return np.asarray(dyes[along % len(dyes)])


def _print(width: int, height: int, random: np.random.Generator) -> Shades:
    shown = np.full((height, width, 3), 252, np.uint8)
    for row in range(30, height, 44):
        said = "".join(random.choice(list("abdeghiklmnoprstuwy    "), 90))
        cv2.putText(
            shown, said, (12, row), cv2.FONT_HERSHEY_DUPLEX, 1.3, (12, 12, 12), 3, cv2.LINE_AA
        )
    return shown


def _window(width: int, height: int, random: np.random.Generator) -> Shades:
    room = np.ascontiguousarray(22 + _soft(width, height, random, 12, 6) * np.ones(3, np.float32))
    for left in (0.02, 0.36, 0.7):
        for top in (0.02, 0.27, 0.52, 0.77):
            at = int(left * width), int(top * height)
            to = int((left + 0.28) * width), int((top + 0.2) * height)
            cv2.rectangle(room, at, to, (255, 255, 252), -1)
    return room


PHOTOS: dict[str, Draw] = {
    "snow": _snow,
    "paper": _paper,
    "sky": _sky,
    "night": _night,
    "window": _window,
    "tiles": _tiles,
    "leaves": _leaves,
    "crowd": _crowd,
    "flags": _flags,
    "print": _print,
}
