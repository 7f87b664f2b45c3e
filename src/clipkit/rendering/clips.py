"""Footage, made ready to be painted: which of its seconds is on which frame, and where."""

import math

import numpy as np

from clipkit.media import decoding, moving
from clipkit.model import cues
from clipkit.rendering import motion, photos
from clipkit.rendering.effects import Effect, effect
from clipkit.rendering.layer import Sources
from clipkit.rendering.planes import Planes, ink, planes_to_rgb, rgb_to_planes, rgba
from clipkit.rendering.shelf import SHELF, Picture
from clipkit.units import Box

_STRIDE = 4  # frames of a clip between two that are painted, at most: a draft leaves some out


def seconds_at(cue: cues.Footage, k: int, fps: int) -> float:
    """Second of the source that frame k of a cue shows, k from 0.

    A cue whose `source_end` isn't after its start has no end; the reader holds the last frame.
    """
    since = k / fps * cue.speed
    trim = cue.source_end - cue.source_start
    if trim <= 0:
        return cue.source_start + since
    if cue.loop:
        since %= trim
    return cue.source_start + min(since, max(0.0, trim - 0.5 / fps))


class Clip:
    """A footage cue's pixels. key: decides them. size: (width, height) of the frame."""

    def __init__(
        self, cue: cues.Footage, sources: Sources, key: str, fps: int, size: tuple[int, int]
    ) -> None:
        self._cue, self._sources, self._key, self._fps, self._size = cue, sources, key, fps, size
        self._footage: decoding.Decoded | None = None
        self._lost: frozenset[float] = frozenset()
        self._last: int | None = None  # the frame that was asked for last
        self._effect: Effect | None = None
        self._window = Box(0, 0, *size)
        self._move: motion.Move | None = None
        self._ground: Planes | None = None

    def prepare(self, k: int) -> None:
        """Open the file, and have frame k of the cue decoded."""
        self._opened().soon(seconds_at(self._cue, k, self._fps))

    def release(self) -> None:
        """Close the file."""
        if self._footage is not None:
            self._lost = self._lost | self._footage.lost
            self._footage.close()
        self._footage = self._move = self._ground = None

    @property
    def lost(self) -> frozenset[tuple[str, float]]:
        """Source and second of the broken frames among those it was to show, so far."""
        found = self._lost | (self._footage.lost if self._footage is not None else frozenset())
        end = self._cue.source_end if self._cue.source_end > self._cue.source_start else math.inf
        return frozenset(
            (self._cue.source, at) for at in found if self._cue.source_start <= at < end
        )

    def paint(self, k: int, planes: Planes) -> None:
        """Paint frame k of its cue, from 0, over the whole frame."""
        if self._move is None:
            self._place(self._source(k))
        source = self._source(k)
        if self._move is not None:
            if self._ground is not None:
                photos.around(self._window, self._ground, planes)
            self._move.paint(k, source, planes.part(self._window))

    def _source(self, k: int) -> Planes:
        planes = self._shown(k, *self._next(k))
        self._last = k
        return planes

    def _next(self, k: int) -> list[int]:
        """Frames that are asked for after k, if they come as it did."""
        step = k - self._last if self._last is not None else 0
        if not 0 < step <= _STRIDE:
            return []
        return list(range(k, self._cue.stop - self._cue.first, step))[1 : decoding.AHEAD + 1]

    def _shown(self, *frames: int) -> Planes:
        """Return a frame, and have those decoded that follow it."""
        wanted, *then = (seconds_at(self._cue, k, self._fps) for k in frames)
        planes = Planes(*self._opened().at(wanted, then))
        if self._effect is None:
            return planes
        return rgb_to_planes(self._effect(planes_to_rgb(planes)))

    def _opened(self) -> decoding.Decoded:
        if self._footage is None:
            told = self._cue.ground
            ground = moving.Ground(rgba(told)[:3], ink(told)) if told else moving.PLAIN
            self._footage = decoding.Decoded(
                self._sources(self._cue.source),
                self._cue.rotate,
                key=self._cue.source,
                ground=ground,
            )
            self._effect = effect(self._cue.effect) if self._cue.effect else None
            self._last = None
        return self._footage

    def _place(self, source: Planes) -> None:
        """Plan its move, which needs its size, and make its ground from its first frame."""
        cue = self._cue
        self._window = photos.window_of(cue, source.size, self._size)
        window = self._window[2:]
        way = motion.path(source.size, window, cue.view, cue.ease, cue.stop - cue.first)
        self._move = motion.Move(way, window, pad=0)
        if window != self._size:
            self._ground = SHELF.get(f"ground {self._key}", self._grounded).planes

    def _grounded(self) -> Picture:
        rgb = planes_to_rgb(self._shown(0))
        return Picture(photos.ground_of(np.ascontiguousarray(rgb), self._size, self._cue.tone))
