"""The row of pictures: photos, footage and flat grounds, each coming in over the one before.

A transition is painted by the picture that comes: the one that goes lies beneath it.
"""

from collections.abc import Callable
from functools import partial
from typing import Protocol

import numpy as np

from clipkit.model.cues import Colour, Cue, Footage, Photo, Transition
from clipkit.model.timeline import Timeline
from clipkit.rendering import keys, photos, transitions
from clipkit.rendering.clips import Clip
from clipkit.rendering.layer import Sources
from clipkit.rendering.planes import YUV709, Planes, rgba
from clipkit.rendering.roomy import scratch_planes
from clipkit.rendering.shelf import Held, Picture
from clipkit.rendering.still import pose
from clipkit.units import Box, Span


class Shown(Protocol):
    """What a picture layer shows. k: frames since its cue's first."""

    def prepare(self, k: int) -> None:
        """Make ready to be painted from frame k on."""
        ...

    def release(self) -> None:
        """Let go of all that can be made again."""
        ...

    def paint(self, k: int, planes: Planes) -> None:
        """Paint all of its box."""
        ...


class Pictures:
    """A picture of the row: a layer.

    box: what it fills; whole: that is all of the frame. fade: the transition in which it comes,
    if there is one.
    """

    def __init__(
        self, cue: Cue, key: str, shown: Shown, box: Box, fade: Transition | None, *, whole: bool
    ) -> None:
        self.span = Span(cue.first, cue.stop)
        self.key = key
        self._cue, self._shown, self._box, self._fade = cue, shown, box, fade
        self._whole = whole

    def solid(self, frame: int) -> bool:
        """Whether it hides all beneath."""
        return self._whole and self._share(frame) >= 1

    def prepare(self, span: Span) -> None:
        """Load it, ready for the span's first frame."""
        self._shown.prepare(max(0, span.first - self.span.first))

    def release(self) -> None:
        """Let go of its pixels."""
        self._shown.release()

    @property
    def lost(self) -> frozenset[tuple[str, float]]:
        """Source and second of the broken frames of a clip that others stood in for, so far."""
        return self._shown.lost if isinstance(self._shown, Clip) else frozenset()

    def paint(self, frame: int, planes: Planes) -> None:
        """Paint it, or mix it in while it comes or goes."""
        k, share = frame - self.span.first, self._share(frame)
        if share >= 1:
            self._shown.paint(k, planes)
            return
        coming = scratch_planes(*planes.size)
        self._shown.paint(k, coming)
        name, inks = (self._fade.name, self._fade.inks) if self._fade else ("crossfade", ())
        transitions.paint(name, planes.part(self._box), coming.part(self._box), share, inks)

    def _share(self, frame: int) -> float:
        """How much of it is seen, 0.0 to 1.0."""
        share = pose(self.span, self._cue.enter, self._cue.leave, frame).opacity
        if self._fade is not None and frame < self._fade.stop:
            frames = self._fade.stop - self._fade.first
            share *= max(0, frame - self._fade.first + 1) / (frames + 1)
        return share


class Still:
    """A photo on the shelf, held while it is painted."""

    def __init__(self, key: str, load: Callable[[], photos.Ready]) -> None:
        self._loaded = Held(key, load)

    def prepare(self, k: int) -> None:
        """Load it."""
        del k  # all of its frames are made from the same pixels
        self._loaded.get()

    def release(self) -> None:
        """Let the shelf decide how long to keep it."""
        self._loaded.release()

    def paint(self, k: int, planes: Planes) -> None:
        """Paint all of the frame."""
        self._loaded.get().paint(k, planes)


class Slope:
    """A flat ground, or one that goes from a colour at the top to another at the bottom."""

    def __init__(self, key: str, box: Box, ink: tuple[str, str]) -> None:
        self._box, self._ink = box, ink
        self._painted = Held(key, self._paint)

    def prepare(self, k: int) -> None:
        """Paint it, once."""
        del k  # it stands still
        self._painted.get()

    def release(self) -> None:
        """Let the shelf decide how long to keep it."""
        self._painted.release()

    def paint(self, k: int, planes: Planes) -> None:
        """Paint all of its box."""
        del k
        ready = self._painted.get().planes
        part = planes.part(self._box)
        part.put(ready.part(Box(0, 0, *part.size)))

    def _paint(self) -> Picture:
        return Picture(sloped(self._box, self._ink))


def sloped(box: Box, ink: tuple[str, str]) -> Planes:
    """Planes of a box's size, from one colour down to another, with a grain against steps."""
    top, bottom = (YUV709.astype(np.float64) @ (*rgba(colour)[:3], 1) for colour in ink)
    width, height = (extent - extent % 2 for extent in box[2:])
    blank = Planes.blank(width, height)
    noise = np.random.default_rng(7)
    for plane, first, last in zip(blank, top, bottom, strict=True):
        rows = np.linspace(first, last, plane.shape[0])[:, None]
        grain = noise.random(plane.shape, np.float32) if first != last else 0.5
        plane[:] = np.floor(rows + grain)
    return blank


def made(cue: Cue, timeline: Timeline, sources: Sources) -> Pictures:
    """The layer of a photo, a clip or a colour, with the transition that leads to it.

    Raises: ValueError: it is neither.
    """
    name, fade = keys.of(cue, timeline), keys.fade(cue, timeline)
    box = frame = Box(0, 0, *timeline.size)
    shown: Shown
    match cue:
        case Footage():
            shown = Clip(cue, sources, name, timeline.fps, timeline.size)
        case Photo():
            shown = Still(name, partial(_loaded, cue, sources, timeline.size))
        case Colour():
            shown, box = Slope(name, cue.box, cue.ink), cue.box
        case _:
            raise ValueError(f"{cue.kind} is no picture")
    return Pictures(cue, name, shown, box, fade, whole=box == frame)


def _loaded(cue: Photo, sources: Sources, size: tuple[int, int]) -> photos.Ready:
    return photos.loaded(cue, sources(cue.source), size)
