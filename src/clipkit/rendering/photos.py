"""A photo, or a frame of a clip, made ready to be painted: planes, its move, its ground."""

import math
from pathlib import Path
from typing import cast

import cv2
import numpy as np

from clipkit.media import photo
from clipkit.model import cues
from clipkit.rendering import motion
from clipkit.rendering.effects import effect
from clipkit.rendering.planes import YUV709, Pixels, Planes, resized, rgb_to_planes, rgba
from clipkit.units import Box, even

# Source samples to an output pixel at the deepest zoom. Just above 1, where whole windows have
# few ratios and where bilinear softness would come and go.
OVERSAMPLE = 1.12
GROUND_LUMA = 66.0  # of 255: paper text stays readable on it
TONED = 0.7  # of the ground is the tone: the brand is seen, and the picture still glows
_COARSE = 16  # the ground is blurred on a picture so many times smaller


class Ready:
    """A photo's planes, padded; how it moves; what lies around it. Several threads may paint it.

    window: the part of the frame it moves in. ground: fills the frame; None: window does.
    """

    def __init__(
        self, window: Box, source: Planes, move: motion.Move, ground: Planes | None
    ) -> None:
        self.window, self.source, self.move, self.ground = window, source, move, ground
        self._same: Planes | None = None
        if move.still:  # painted once, and then copied, in a fifteenth of the time
            self._same = Planes.blank(*window[2:])
            move.paint(0, source, self._same)

    @property
    def nbytes(self) -> int:
        """Memory it holds."""
        return sum(
            plane.nbytes for plane in (*self.source, *(self.ground or ()), *(self._same or ()))
        )

    def paint(self, k: int, planes: Planes) -> None:
        """Paint frame k of its cue, from 0, over the whole frame."""
        if self.ground is not None:
            around(self.window, self.ground, planes)
        if self._same is not None:
            planes.part(self.window).put(self._same)
            return
        self.move.paint(k, self.source, planes.part(self.window))


def loaded(cue: cues.Photo, file: Path, size: tuple[int, int]) -> Ready:
    """Decode, shrink, convert and plan, once. size: (width, height) of the frame.

    Raises: ClipkitError: media-*, the file can't be read.
    """
    deepest = max(view.zoom for view in cue.view) * OVERSAMPLE
    rgb = photo.pixels(
        file,
        rotate=cue.rotate,
        width=math.ceil(cue.box.width * deepest),
        height=math.ceil(cue.box.height * deepest),
        key=cue.source,
    )
    if cue.effect:
        rgb = effect(cue.effect)(rgb)
    high, wide = rgb.shape[:2]
    window = window_of(cue, (wide, high), size)
    way = motion.path((wide, high), window[2:], cue.view, cue.ease, cue.stop - cue.first)
    needed, moved = _cut(rgb, way, window)
    planes = Planes(
        *(
            cast(Pixels, cv2.copyMakeBorder(plane, pad, pad, pad, pad, cv2.BORDER_REPLICATE))
            for plane, pad in zip(
                rgb_to_planes(needed),
                (motion.PAD, motion.PAD // 2, motion.PAD // 2),
                strict=True,
            )
        )
    )
    ground = ground_of(rgb, size, cue.tone) if window[2:] != size else None
    return Ready(window, planes, moved, ground)


def window_of(cue: cues.Photo, picture: tuple[int, int], size: tuple[int, int]) -> Box:
    """Where in the frame a picture moves: even, inside the frame.

    picture: its (width, height). `contain` shows it whole, at zoom 1.0, amid its box.
    """
    x, y, width, height = cue.box
    if cue.fit == "contain":
        scale = min(width / picture[0], height / picture[1])
        fitted = max(2, picture[0] * scale), max(2, picture[1] * scale)
        x, y = round(x + (width - fitted[0]) / 2), round(y + (height - fitted[1]) / 2)
        width, height = round(fitted[0]), round(fitted[1])
    left, top = max(0, even(x)), max(0, even(y))
    right, bottom = min(even(x + width), size[0]), min(even(y + height), size[1])
    return Box(left, top, max(2, right - left), max(2, bottom - top))


def around(window: Box, ground: Planes, planes: Planes) -> None:
    """Copy the ground to all of the frame but the window."""
    width, height = planes.size
    for box in (
        Box(0, 0, width, window.y),
        Box(0, window.bottom, width, height - window.bottom),
        Box(0, window.y, window.x, window.height),
        Box(window.right, window.y, width - window.right, window.height),
    ):
        planes.part(box).put(ground.part(box))


def ground_of(rgb: Pixels, size: tuple[int, int], tone: tuple[str, str] = ("", "")) -> Planes:
    """A picture blurred and darkened until its mean luma is GROUND_LUMA at most, (size) large.

    tone: laid over it, from top to bottom, `#rrggbbaa`, or empty.
    """
    width, height = (math.ceil(extent / _COARSE) for extent in size)
    scale = max(width / rgb.shape[1], height / rgb.shape[0])
    coarse = (
        max(width, round(rgb.shape[1] * scale)),
        max(height, round(rgb.shape[0] * scale)),
    )
    tiny = resized(rgb, coarse, cv2.INTER_AREA)
    left, top = (coarse[0] - width) // 2, (coarse[1] - height) // 2
    soft = cv2.GaussianBlur(tiny[top : top + height, left : left + width], (0, 0), 4)
    mean = float((soft.reshape(-1, 3) @ (0.2126, 0.7152, 0.0722)).mean())
    dark = soft.astype(np.float32) * min(0.8, GROUND_LUMA / max(1.0, mean))
    if all(tone):
        way = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
        top, under = (np.array(rgba(ink)[:3], np.float32) for ink in tone)
        dark = dark * (1 - TONED) + (top + (under - top) * way) * TONED
    # a grain of one level, always the same: dark slopes would show their steps
    random = np.random.default_rng(7)
    out = Planes.blank(*size)
    for i, plane in enumerate(out):
        codes = cv2.transform(dark, YUV709[i : i + 1])
        large = resized(codes, plane.shape[::-1], cv2.INTER_CUBIC)
        np.copyto(plane, large + random.random(plane.shape, np.float32), casting="unsafe")
    return out


def _cut(rgb: Pixels, way: motion.Path, window: Box) -> tuple[Pixels, motion.Move]:
    """Only what the move shows, enlarged where it is too coarse, with its move."""
    spans = []
    for side, start, length in (
        (rgb.shape[1], way.left, window.width),
        (rgb.shape[0], way.top, window.height),
    ):
        first = max(0, math.floor(start.min()) - 2)
        spans.append((first, min(side, math.ceil((start + length * way.scale).max()) + 2)))
    (left, right), (top, bottom) = spans
    part = rgb[top:bottom, left:right]
    way = way._replace(left=way.left - left, top=way.top - top)
    wide, high = right - left, bottom - top
    grow = OVERSAMPLE / float(way.scale.min())
    if grow < 1.02:
        even_part = part[: high - high % 2, : wide - wide % 2]
        return np.ascontiguousarray(even_part), motion.Move(way, window[2:])
    size = max(2, even(wide * grow)), max(2, even(high * grow))
    larger = resized(part, size, cv2.INTER_CUBIC)
    return larger, motion.Move(way, window[2:], (size[0] / wide, size[1] / high))
