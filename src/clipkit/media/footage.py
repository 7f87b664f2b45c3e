"""Frames of a clip by time: upright, square pixels, 8 bit BT.709 planes."""

from collections.abc import Callable, Iterator
from pathlib import Path

import av
import numpy as np
from av import VideoFrame

from clipkit.errors import ClipkitError, Place
from clipkit.media import fields, frames, opening
from clipkit.media.planes import BLACK, Picture, Plane, rows

_AHEAD = 3.0  # seconds that are decoded rather than sought
_FIRST = 0.5  # seconds of these from the file's start, of which hardly anything is decoded yet
_BEFORE = 4  # frames before what is sought that make fields whole: the same as when it is played to
_EARLY = 0.002  # seconds: a frame's time may be rounded up to the next ms (WebM)


class Footage:
    """A clip that is asked for frames by time, mostly forwards.

    rotate: degrees clockwise. ground: Y, U, V of what is seen through it. sign: called for each
    frame that is decoded. What `at` returns is not written to later, and may be kept.
    Raises: ClipkitError: media-not-picture, media-broken, and opening's.
    """

    def __init__(
        self,
        path: Path,
        rotate: int = 0,
        *,
        key: str = "",
        ground: tuple[int, int, int] = BLACK,
        sign: Callable[[], None] | None = None,
    ) -> None:
        self._key, self._rotate, self._ground = key or path.name, rotate, ground
        self._sign = sign or _silent
        self._lost: list[float] = []
        self._halves = False
        self._opened = opening.container(path, self._key)
        try:
            stream = opening.picture_stream(self._opened, self._key)
            if stream is None:
                problem = Place(self._key).problem("media-not-picture", path=self._key, format="-")
                raise ClipkitError(problem)
            self._stream = stream
            self._base = float(stream.time_base or 0) or 1 / 90000
            self._frames = self._read()
            first = next(self._frames, None)
            if first is None:
                raise ClipkitError(Place(self._key).problem("media-broken", path=self._key))
        except ClipkitError:
            self._opened.close()
            raise
        self._begin = frames.begin(stream, first)
        self._now: VideoFrame = first
        self._going = False
        self._next = next(self._frames, None)
        self._shown: tuple[VideoFrame, Picture] | None = None
        self._shapes: dict[tuple[int, int], frames.Shape] = {}

    def at(self, seconds: float) -> Picture:
        """Return the frame shown at a time; before the first and past the last, those.

        seconds: since the clip's first frame. Asked forwards, each frame is decoded once.
        """
        most = _AHEAD if self._going else _FIRST
        if not 0 <= seconds + _EARLY - self._time(self._now) <= most:
            self._seek(seconds)
        self._going = True
        while self._next is not None and self._time(self._next) <= seconds + _EARLY:
            self._now, self._next = self._next, next(self._frames, None)
        if self._shown is None or self._shown[0] is not self._now:
            self._shown = self._now, self._planes(self._now)
        return self._shown[1]

    @property
    def lost(self) -> frozenset[float]:
        """Seconds, as of `at`, of the frames that were broken, among those decoded so far."""
        return frozenset(round(max(0.0, at - self._begin), 3) for at in self._lost)

    def close(self) -> None:
        """Close the file."""
        self._opened.close()

    def _read(self, wanted: int | None = None) -> Iterator[VideoFrame]:
        """Read on from where the file stands. wanted: as of `opening.decoded`."""
        found = opening.decoded(self._opened, self._stream, wanted, self._lost)
        return fields.whole(self._noted(found))

    def _noted(self, found: Iterator[VideoFrame]) -> Iterator[VideoFrame]:
        for frame in found:
            self._sign()
            self._halves = self._halves or bool(frame.interlaced_frame)
            yield frame

    def _time(self, frame: VideoFrame) -> float:
        return frames.second(frame) - self._begin

    def _seek(self, seconds: float) -> None:
        """Go to the key frame before a time; to the file's start, where its index is wrong."""
        ahead = self._next is None and seconds >= self._time(self._now)
        if ahead:  # past the end: the last frame is held
            return
        begin = round(self._begin / self._base)
        before = _BEFORE / float(self._stream.average_rate or 25) if self._halves else 0.0
        target = begin + int((max(0.0, seconds) + _EARLY - before) / self._base)
        for offset in (max(begin, target), begin):
            try:
                self._opened.seek(offset, stream=self._stream, backward=True)
            except av.FFmpegError:
                continue
            self._frames = self._read(target)
            first = next(self._frames, None)
            if first is not None:
                self._now, self._next = first, next(self._frames, None)
                if self._time(first) <= seconds + _EARLY:
                    return

    def _planes(self, frame: VideoFrame) -> Picture:
        shape = self._shape(frame)
        through = frames.has_alpha(frame)
        planes = _over(frame, self._ground) if through else _views(_plain(frame))
        y, u, v = (_placed(plane, shape, 1 if k == 0 else 2) for k, plane in enumerate(planes))
        return Picture(y, u, v)

    def _shape(self, frame: VideoFrame) -> frames.Shape:
        """Return how it is shown: read once, for a look at a frame's side data keeps the frame.

        (PyAV's frame and its side data hold each other: hundreds of frames wait for the collector.)
        """
        size = frame.width, frame.height
        if size not in self._shapes:
            self._shapes[size] = frames.shape(self._stream, frame, rotate=self._rotate)
        return self._shapes[size]


def _plain(frame: VideoFrame) -> VideoFrame:
    """Return it as yuv420p, BT.709, limited; itself, if it is that."""
    matrix, span = frames.matrix_of(frame), frames.range_of(frame)
    if frames.is_hdr(frame) or frames.is_wide(frame):
        from clipkit.media import hdr  # late: OpenCV takes a while, and most clips need none of it

        frame = hdr.toned(frame, matrix, span)
        span = frames.FULL
    elif (frame.format.name, matrix, span) == ("yuv420p", frames.BT709, frames.LIMITED):
        return frame
    return frames.converted(frame, "yuv420p", matrix, span)


def _over(frame: VideoFrame, ground: tuple[int, int, int]) -> list[Plane]:
    import cv2

    whole = frames.converted(frame, "yuva420p", frames.matrix_of(frame), frames.range_of(frame))
    *planes, alpha = _views(whole)
    laid: list[Plane] = []
    for plane, behind in zip(planes, ground, strict=True):
        size = (plane.shape[1], plane.shape[0])
        cover = cv2.resize(alpha, size, interpolation=cv2.INTER_AREA).astype(np.float32) / 255
        laid.append(np.asarray((plane - np.float32(behind)) * cover + (behind + 0.5), np.uint8))
    return laid


def _views(frame: VideoFrame) -> list[Plane]:
    """Planes without their padding, cut to an even width and height; no copies."""
    wide, high = max(2, frame.width & ~1), max(2, frame.height & ~1)
    views: list[Plane] = []
    for plane in frame.planes:
        part = 1 if plane.width == frame.width else 2
        views.append(rows(plane)[: high // part, : wide // part])
    return views


def _placed(plane: Plane, shape: frames.Shape, part: int) -> Plane:
    """Mirror, turn and stretch one plane as it is shown. part: 2 for half as wide and high."""
    size = max(2, shape.size[0] & ~1) // part, max(2, shape.size[1] & ~1) // part
    if not (shape.mirror or shape.turn) and size == plane.shape[::-1]:
        return plane
    import cv2

    if shape.mirror:
        plane = np.asarray(cv2.flip(plane, 1), np.uint8)
    if shape.turn:
        turns = cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_180, cv2.ROTATE_90_COUNTERCLOCKWISE
        plane = np.asarray(cv2.rotate(plane, turns[shape.turn // 90 - 1]), np.uint8)
    if size != plane.shape[::-1]:
        plane = np.asarray(cv2.resize(plane, size, interpolation=cv2.INTER_LINEAR), np.uint8)
    return plane


def _silent() -> None:
    """Give no sign."""
