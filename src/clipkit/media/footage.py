"""Frames of a clip by time: upright, square pixels, 8 bit BT.709 planes."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import av
import cv2
import numpy as np
from av import VideoFrame
from numpy.typing import NDArray

from clipkit.errors import ClipkitError, Place
from clipkit.media import frames, opening

Plane = NDArray[np.uint8]
_AHEAD = 3.0  # seconds that are decoded rather than sought
_BROKEN = 100  # packets in a row that may fail before the clip counts as ended


class Picture(NamedTuple):
    """One frame: y (h, w), u and v (h/2, w/2), limited range."""

    y: Plane
    u: Plane
    v: Plane


class Footage:
    """A clip that is asked for frames by time, mostly forwards. rotate: degrees clockwise.

    Raises: ClipkitError: media-*.
    """

    def __init__(self, path: Path, rotate: int = 0, *, key: str = "") -> None:
        self._key, self._rotate = key or str(path), rotate
        self._opened = opening.container(path, self._key)
        stream = opening.picture_stream(self._opened, self._key)
        if stream is None:
            self._opened.close()
            problem = Place(self._key).problem("media-not-picture", path=self._key, format="-")
            raise ClipkitError(problem)
        self._stream = stream
        self._base = float(stream.time_base or 0) or 1 / 90000
        self._begin = (stream.start_time or 0) * self._base
        self._frames = self._decoded()
        self._now: VideoFrame | None = None
        self._next: VideoFrame | None = next(self._frames, None)
        if self._next is None:
            self._opened.close()
            raise ClipkitError(Place(self._key).problem("media-broken", path=self._key))
        self._shown: tuple[VideoFrame, Picture] | None = None

    def at(self, seconds: float) -> Picture:
        """Return the frame shown at a time; before the first and past the last, those."""
        if self._now is not None and not -1e-4 <= seconds - self._time(self._now) <= _AHEAD:
            self._seek(seconds)
        while self._next is not None and (
            self._now is None or self._time(self._next) <= seconds + 1e-4
        ):
            self._now, self._next = self._next, next(self._frames, None)
        if self._now is None:
            raise ClipkitError(Place(self._key).problem("media-broken", path=self._key))
        if self._shown is None or self._shown[0] is not self._now:
            self._shown = self._now, self._planes(self._now)
        return self._shown[1]

    def close(self) -> None:
        """Close the file."""
        self._opened.close()

    def _time(self, frame: VideoFrame) -> float:
        return (frame.pts or 0) * self._base - self._begin

    def _seek(self, seconds: float) -> None:
        target = int((max(0.0, seconds) + self._begin) / self._base)
        last = self._now
        try:
            self._opened.seek(target, stream=self._stream, backward=True)
        except av.FFmpegError:
            return
        self._frames = self._decoded()
        self._now, self._next = None, next(self._frames, None)
        if self._next is None:
            self._now = last

    def _decoded(self) -> Iterator[VideoFrame]:
        """Frames in order; one that is broken is left out, the one before it is held."""
        broken = 0
        for packet in self._opened.demux(self._stream):
            try:
                for frame in packet.decode():
                    broken = 0
                    yield frame
            except av.FFmpegError:
                broken += 1
                if broken > _BROKEN:
                    return

    def _planes(self, frame: VideoFrame) -> Picture:
        shape = frames.shape(self._stream, frame, rotate=self._rotate)
        if (
            frame.format.name != "yuv420p"
            or frames.matrix_of(frame) != frames.BT709
            or (frames.range_of(frame) != frames.LIMITED)
        ):
            frame = frame.reformat(
                format="yuv420p",
                src_colorspace=frames.matrix_of(frame),
                src_color_range=frames.range_of(frame),
                dst_colorspace=frames.BT709,
                dst_color_range=frames.LIMITED,
            )
        width, height = shape.size
        planes = []
        for plane, part in zip(frame.planes, (1, 2, 2), strict=True):
            rows = np.frombuffer(plane, np.uint8).reshape(-1, plane.line_size)  # type: ignore[call-overload]
            whole = rows[: plane.height, : plane.width]
            whole = whole[:, ::-1] if shape.mirror else whole
            turned = np.rot90(whole, -shape.turn // 90)
            size = (max(2, width // 2 * 2) // part, max(2, height // 2 * 2) // part)
            if turned.shape[::-1] != size:
                turned = cv2.resize(np.ascontiguousarray(turned), size)
            planes.append(np.ascontiguousarray(turned, np.uint8))
        return Picture(*planes)
