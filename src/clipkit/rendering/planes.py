"""Pixels as libx264 eats them: YUV 4:2:0 planes, BT.709, limited range, left-sited chroma.

Sources: ITU-R BT.709-6, section 3 (matrix, levels); H.264 Annex E, figure E-1 (chroma siting).
"""

import threading
from copy import copy
from typing import Any, NamedTuple, TypeVar, cast

import cv2
import numpy as np
from numpy.typing import NDArray

from clipkit.units import Box, even

Pixels = NDArray[np.uint8]
Grid = TypeVar("Grid", bound=NDArray[Any])

cv2.setNumThreads(1)  # a painter has one thread; OpenCV's own pool would fight with the encoders

_KR, _KB = 0.2126, 0.0722
_KG = 1 - _KR - _KB
# RGB (0 to 255, and 1) -> Y, U, V
YUV709 = np.array(
    [
        [219 / 255 * _KR, 219 / 255 * _KG, 219 / 255 * _KB, 16],
        [-112 / 255 * _KR / (1 - _KB), -112 / 255 * _KG / (1 - _KB), 112 / 255, 128],
        [112 / 255, -112 / 255 * _KG / (1 - _KR), -112 / 255 * _KB / (1 - _KR), 128],
    ],
    np.float32,
)
_BACK = np.linalg.inv(YUV709[:, :3].astype(np.float64))
_RGB709 = np.hstack([_BACK, -_BACK @ YUV709[:, 3:].astype(np.float64)]).astype(np.float32)
_HALF = np.array([0.25, 0.5, 0.25], np.float32)
_ONE = np.ones(1, np.float32)
_STRIP = 128  # rows


class Ink(NamedTuple):
    """A flat colour, in codes: y 16 to 235, u and v 16 to 240."""

    y: int
    u: int
    v: int


class Planes(NamedTuple):
    """One picture, or views on a part of one. y: (h, w) uint8; u, v: (h/2, w/2); even sides."""

    y: Pixels
    u: Pixels
    v: Pixels

    @classmethod
    def blank(cls, width: int, height: int) -> "Planes":
        """Return a black picture of its own. width, height: even."""
        half = (height // 2, width // 2)
        return cls(
            np.full((height, width), 16, np.uint8),
            np.full(half, 128, np.uint8),
            np.full(half, 128, np.uint8),
        )

    @property
    def size(self) -> tuple[int, int]:
        """(width, height) in luma pixels."""
        return self.y.shape[1], self.y.shape[0]

    def part(self, box: Box) -> "Planes":
        """Return views on a box, its edges moved to even pixels and clipped to the picture."""
        width, height = self.size
        left, right = (min(max(even(x), 0), width) for x in (box.x, box.right))
        top, bottom = (min(max(even(y), 0), height) for y in (box.y, box.bottom))
        half = slice(top // 2, bottom // 2), slice(left // 2, right // 2)
        return Planes(self.y[top:bottom, left:right], self.u[half], self.v[half])

    def fill(self, box: Box, ink: Ink, opacity: float = 1.0) -> None:
        """Paint a box flat, its edges moved to even pixels. opacity: 0.0 to 1.0."""
        for plane, code in zip(self.part(box), ink, strict=True):
            if opacity >= 1.0:
                plane[:] = code
            elif plane.size:
                cv2.convertScaleAbs(plane, dst=plane, alpha=1 - opacity, beta=code * opacity)

    def mix(self, other: "Planes", share: float) -> None:
        """Turn into `other`, of the same size, by a share of 0.0 to 1.0."""
        for mine, its in zip(self, other, strict=True):
            cv2.addWeighted(mine, 1 - share, its, share, 0, dst=mine)

    def put(self, other: "Planes") -> None:
        """Copy the pixels of `other`, of the same size."""
        for mine, its in zip(self, other, strict=True):
            np.copyto(mine, its)


def rgba(colour: str) -> tuple[int, int, int, int]:
    """Red, green, blue and alpha, 0 to 255, of `#rrggbb` or `#rrggbbaa`.

    Raises: ValueError: it is neither.

    >>> rgba("#0F7B5FC0")
    (15, 123, 95, 192)
    """
    digits = colour.removeprefix("#")
    if len(digits) not in {6, 8}:
        raise ValueError(f"{colour!r} is no #rrggbbaa")
    red, green, blue, alpha = bytes.fromhex(digits.ljust(8, "f"))
    return red, green, blue, alpha


def ink(colour: str) -> Ink:
    """Codes of `#rrggbb` or `#rrggbbaa`; its alpha is left out (see `rgba`).

    >>> ink("#FFFFFF"), ink("#FF0000")
    (Ink(y=235, u=128, v=128), Ink(y=63, u=102, v=240))
    """
    red, green, blue, _ = rgba(colour)
    y, u, v = np.rint(YUV709.astype(np.float64) @ (red, green, blue, 1))
    return Ink(int(y), int(u), int(v))


def premultiplied(straight: Pixels) -> Pixels:
    """RGBA with straight alpha, (h, w, 4) -> the same with colour times alpha."""
    alpha = straight[..., 3]
    times = cv2.multiply(straight[..., :3], cv2.merge([alpha] * 3), scale=1 / 255)
    return np.dstack([times, alpha])


def resized(source: Grid, size: tuple[int, int], way: int, out: Grid | None = None) -> Grid:
    """A plane or a picture at another size. way: OpenCV's. out: where it goes, of that size.

    By OpenCV's own code, not Intel's IPP: the same pixels on every processor, and a third faster
    (OpenCV 5.0, frames of 1080x1920). The switch is the thread's: left off, what else the thread
    paints would depend on what it has painted before.
    """
    used = cv2.ipp.useIPP()
    cv2.ipp.setUseIPP(False)
    try:
        return cast(Grid, cv2.resize(source, size, dst=out, interpolation=way))
    finally:
        cv2.ipp.setUseIPP(used)


def halved(plane: Pixels) -> Pixels:
    """A plane at chroma's size: mean of two rows, then 1-2-1 centred on even columns."""
    high, wide = plane.shape
    rows = resized(plane, (wide, high // 2), cv2.INTER_LINEAR)  # half way between each two
    soft = cv2.sepFilter2D(rows, -1, _HALF, _ONE, borderType=cv2.BORDER_REPLICATE)
    return np.ascontiguousarray(soft[:, ::2])


def rgb_to_planes(rgb: Pixels) -> Planes:
    """RGB, (h, w, 3) uint8 with even sides, of any strides -> planes."""
    height, width = rgb.shape[:2]
    planes = Planes.blank(width, height)
    for top in range(0, height, _STRIP):  # what is made on the way stays in the processor's cache
        strip, rows = rgb[top : top + _STRIP], slice(top // 2, (top + _STRIP) // 2)
        planes.y[top : top + _STRIP], u, v = _split(cv2.transform(strip, YUV709))
        planes.u[rows], planes.v[rows] = halved(u), halved(v)
    return planes


def planes_to_rgb(planes: Planes) -> Pixels:
    """Planes -> a fresh RGB picture, (h, w, 3) uint8: for previews, stills and MoviePy."""
    width, height = planes.size
    yuv = scratch(0, height, width * 3).reshape(height, width, 3)
    yuv[..., 0] = planes.y
    for i, chroma in ((1, planes.u), (2, planes.v)):
        # column X sees chroma X/2, row Y sees chroma (Y - 0.5)/2
        tall = resized(chroma, (width // 2, height), cv2.INTER_LINEAR)
        yuv[:, 0::2, i] = tall
        yuv[:, 1:-1:2, i] = cv2.addWeighted(tall[:, :-1], 0.5, tall[:, 1:], 0.5, 0)
        yuv[:, -1, i] = tall[:, -1]
    return cast(Pixels, cv2.transform(yuv, _RGB709))


def _split(channels: object) -> tuple[Pixels, Pixels, Pixels]:
    """Take three channels apart."""
    return cast(tuple[Pixels, Pixels, Pixels], tuple(cv2.split(cast(Pixels, channels))))


class _Scratch(threading.local):
    def __init__(self) -> None:
        self.flats: dict[int, Pixels] = {}


_SCRATCH = _Scratch()


def scratch(slot: int, height: int, width: int) -> Pixels:
    """Lend (height, width) uint8 of this thread's own memory, good until its next use of `slot`.

    A fresh array of megabytes a frame costs more than its maths (page faults).
    """
    flat = _SCRATCH.flats.get(slot)
    if flat is None or flat.size < height * width:
        flat = _SCRATCH.flats[slot] = np.empty(height * width, np.uint8)
    return flat[: height * width].reshape(height, width)


def woven(sprite: Pixels) -> tuple[tuple[Pixels, ...], tuple[Pixels, ...]]:
    """Premultiplied RGBA, (h, w, 4) with even sides -> (Y, U, V times alpha), (1 - alpha of each).

    What is painted over with it becomes `under * keep + colour`.
    """
    alpha = cast(Pixels, cv2.extractChannel(sprite, 3))
    keep, half = cv2.bitwise_not(alpha), cv2.bitwise_not(halved(alpha))
    # three channels, for OpenCV has a quick way for those only; black and grey then shine through
    y, u, v = _split(cv2.transform(cv2.cvtColor(sprite, cv2.COLOR_RGBA2RGB), YUV709))
    black, grey = (cv2.convertScaleAbs(k, alpha=c / 255) for k, c in ((keep, 16), (half, 128)))
    colour = cv2.subtract(y, black), cv2.subtract(halved(u), grey), cv2.subtract(halved(v), grey)
    return cast(tuple[Pixels, ...], colour), cast(tuple[Pixels, ...], (keep, half, half))


class Patch:
    """A sprite as planes: blended in place, touching only its own rectangle.

    sprite: premultiplied RGBA, (h, w, 4) uint8. x, y: of its top left corner, output pixels; any
    number, also outside the frame. It is put on even pixels without moving what it shows.
    """

    def __init__(self, sprite: Pixels, x: int, y: int) -> None:
        left, top, width, height = cv2.boundingRect(np.ascontiguousarray(sprite[..., 3]))
        seen = sprite[top : top + height, left : left + width]
        x, y = x + left, y + top
        # two more columns at each side: chroma's filter reaches there
        before, above = 2 + x % 2, y % 2
        after, below = 2 + (before + width) % 2, (above + height) % 2
        self.box = Box(x - before, y - above, before + width + after, above + height + below)
        self.colour: tuple[Pixels, ...] = ()
        self.keep: tuple[Pixels, ...] = ()
        if not width:
            self.box = Box(0, 0, 0, 0)
            return
        framed = cv2.copyMakeBorder(
            seen, above, below, before, after, cv2.BORDER_CONSTANT, value=(0, 0, 0, 0)
        )
        self.colour, self.keep = woven(cast(Pixels, framed))

    @property
    def nbytes(self) -> int:
        """Memory it holds."""
        return sum(a.nbytes for a in (*self.colour, *self.keep[:2]))

    def columns(self, left: int, right: int) -> "Patch":
        """Some of its columns, where they were. left, right: of the frame, even; cut to its box."""
        left, right = max(left, self.box.x), min(max(left, right), self.box.right)
        cuts = [slice((left - self.box.x) // n, (right - self.box.x) // n) for n in (1, 2, 2)]
        part = copy(self)
        part.box = self.box._replace(x=left, width=max(right - left, 0))
        part.colour = tuple(a[:, cut] for a, cut in zip(self.colour, cuts, strict=True))
        part.keep = tuple(a[:, cut] for a, cut in zip(self.keep, cuts, strict=True))
        return part

    def blend(self, planes: Planes, opacity: float = 1.0, dx: float = 0, dy: float = 0) -> None:
        """Paint over `planes`, clipped. opacity: 0.0 to 1.0. dx, dy: moved, to even pixels."""
        if opacity <= 0 or not self.colour:
            return
        x, y = self.box.x + even(dx), self.box.y + even(dy)
        width, height = planes.size
        left, right = max(0, x), min(width, x + self.box.width)
        top, bottom = max(0, y), min(height, y + self.box.height)
        if left >= right or top >= bottom:
            return
        for plane, colour, keep, n in zip(planes, self.colour, self.keep, (1, 2, 2), strict=True):
            seen = plane[top // n : bottom // n, left // n : right // n]
            if seen.shape != colour.shape:  # a part of it is outside
                rows = slice((top - y) // n, (bottom - y) // n)
                columns = slice((left - x) // n, (right - x) // n)
                colour, keep = colour[rows, columns], keep[rows, columns]
            _over(seen, colour, keep, opacity)


def _over(seen: Pixels, colour: Pixels, keep: Pixels, opacity: float) -> None:
    """`seen * keep + colour`, in place; with opacity, both are weakened first."""
    if opacity < 1.0:
        weak, more = (scratch(slot, *seen.shape) for slot in (1, 2))
        cv2.convertScaleAbs(colour, dst=weak, alpha=opacity)
        cv2.convertScaleAbs(keep, dst=more, alpha=opacity, beta=255 * (1 - opacity))
        colour, keep = weak, more
    cv2.multiply(seen, keep, dst=seen, scale=1 / 255)
    cv2.add(seen, colour, dst=seen)
