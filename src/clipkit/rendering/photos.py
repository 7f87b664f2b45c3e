"""A photo, or a frame of a clip, made ready to be painted: planes, its move, its ground."""

import math
from pathlib import Path
from typing import cast

import cv2
import numpy as np

from clipkit.media import jpeg, photo
from clipkit.media.planes import WHITE
from clipkit.model import cues
from clipkit.rendering import jfif, motion
from clipkit.rendering.effects import effect
from clipkit.rendering.planes import YUV709, Pixels, Planes, resized, rgb_to_planes, rgba
from clipkit.units import Box, even

# Source samples to an output pixel at the deepest zoom. Just above 1, where whole windows have
# few ratios and where bilinear softness would come and go.
OVERSAMPLE = 1.12
SHARPER = 0.19
GROUND_LUMA = 66.0  # of 255: paper text stays readable on it
TONED = 0.7  # of the ground is the tone: the brand is seen, and the picture still glows
_DRAFT = 0.5  # a JPEG as coarse as this is decoded coarsely by Pillow, in less time
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
    return _by_planes(cue, file, size) or _by_colours(cue, file, size)


def _by_planes(cue: cues.Photo, file: Path, size: tuple[int, int]) -> Ready | None:
    """Of a large plain JPEG that fills the frame: in a third of the time that colours take.

    None: it is another file, or its colours are asked for, by an effect or for its ground.
    """
    stored = None if cue.effect or cue.rotate else jpeg.plain(file, cue.source)
    if stored is None:
        return None
    window, way = _way(cue, stored.size, size)
    finer = OVERSAMPLE / float(way.scale.min())
    if window[2:] != size or not _DRAFT < finer < 1:
        return None
    seen = _even(_seen(window, way, stored.size))
    shrunk = max(2, even(seen.width * finer)), max(2, even(seen.height * finer))
    planes = jfif.planes_of(stored, seen, shrunk)
    if planes is None:
        return None
    moved = motion.Move(
        way._replace(left=way.left - seen.x, top=way.top - seen.y),
        window[2:],
        (shrunk[0] / seen.width, shrunk[1] / seen.height),
    )
    return Ready(window, _padded(planes._replace(y=_sharpened(planes.y))), moved, None)


def _by_colours(cue: cues.Photo, file: Path, size: tuple[int, int]) -> Ready:
    """Of any photo."""
    deepest = max(view.zoom for view in cue.view) * OVERSAMPLE
    most = math.ceil(cue.box.width * deepest), math.ceil(cue.box.height * deepest)

    def seen(picture: tuple[int, int]) -> Box:
        """The whole, where its ground or its effect are made of it."""
        window, way = _way(cue, picture, size)
        whole = cue.effect or window[2:] != size
        return Box(0, 0, *picture) if whole else _seen(window, way, picture)

    found = photo.part(
        file,
        rotate=cue.rotate,
        width=most[0],
        height=most[1],
        key=cue.source,
        seen=seen,
        ground=rgba(cue.ground)[:3] if cue.ground else WHITE,
    )
    window, way = _way(cue, found.size, size)
    rgb = effect(cue.effect)(found.rgb) if cue.effect else found.rgb
    needed, moved = _cut(rgb, found.box, _seen(window, way, found.size), way, window)
    planes = rgb_to_planes(needed)
    if found.soft:
        planes = planes._replace(y=_sharpened(planes.y))
    ground = ground_of(rgb, size, cue.tone) if window[2:] != size else None
    return Ready(window, _padded(planes), moved, ground)


def _padded(planes: Planes) -> Planes:
    """Repeat what lies at the edges, so that windows may stick out."""
    pads = (motion.PAD, motion.PAD // 2, motion.PAD // 2)
    padded = (
        cv2.copyMakeBorder(plane, pad, pad, pad, pad, cv2.BORDER_REPLICATE)
        for plane, pad in zip(planes, pads, strict=True)
    )
    return Planes(*cast(tuple[Pixels, ...], tuple(padded)))


def _way(
    cue: cues.Photo, picture: tuple[int, int], size: tuple[int, int]
) -> tuple[Box, motion.Path]:
    """Return where in the frame a picture moves, and how it does."""
    window = window_of(cue, picture, size)
    frames = cue.stop - cue.first
    return window, motion.path(picture, window[2:], cue.view, cue.ease, frames)


def _sharpened(luma: Pixels) -> Pixels:
    """Give edges back what a soft reduction and the window's own softness take.

    Both together, SHARPER is nearest to the photo resized at once (0.98 of its contrast between
    neighbours, where a sharp reduction alone leaves 0.87; mean of five photos, four ratios).
    """
    kernel = np.array([-SHARPER, 1 + 2 * SHARPER, -SHARPER], np.float32)
    return cast(Pixels, cv2.sepFilter2D(luma, -1, kernel, kernel))


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


def _seen(window: Box, way: motion.Path, picture: tuple[int, int]) -> Box:
    """What a move shows of a picture, and two pixels around it, inside the picture."""
    spans = []
    for side, start, length in (
        (picture[0], way.left, window.width),
        (picture[1], way.top, window.height),
    ):
        first = max(0, math.floor(start.min()) - 2)
        spans.append((first, min(side, math.ceil((start + length * way.scale).max()) + 2)))
    (left, right), (top, bottom) = spans
    return Box(left, top, right - left, bottom - top)


def _even(box: Box) -> Box:
    """The next larger box of whole samples of chroma."""
    left, top = box.x - box.x % 2, box.y - box.y % 2
    right, bottom = box.right + box.right % 2, box.bottom + box.bottom % 2
    return Box(left, top, right - left, bottom - top)


def _cut(
    rgb: Pixels, box: Box, seen: Box, way: motion.Path, window: Box
) -> tuple[Pixels, motion.Move]:
    """Only what the move shows, enlarged where it is too coarse, with its move.

    box: where rgb lies in the picture. seen: what is shown of it.
    """
    top, left = seen.y - box.y, seen.x - box.x
    part = rgb[top : top + seen.height, left : left + seen.width]
    way = way._replace(left=way.left - seen.x, top=way.top - seen.y)
    grow = OVERSAMPLE / float(way.scale.min())
    if grow < 1.02:
        even_part = part[: seen.height - seen.height % 2, : seen.width - seen.width % 2]
        return even_part, motion.Move(way, window[2:])
    size = max(2, even(seen.width * grow)), max(2, even(seen.height * grow))
    larger = resized(part, size, cv2.INTER_CUBIC)
    return larger, motion.Move(way, window[2:], (size[0] / seen.width, size[1] / seen.height))
