"""A layer from an installed package: a clip of MoviePy, or an object that paints.

The entry point is called with a Request. What it returns has either `get_frame(t)` (any MoviePy
clip, its mask kept; t: seconds since the cue's first frame), or `paint(frame, planes)` (frame:
counted from 0; planes: the frame's part under the box, YUV 4:2:0). If it also has a `key`, a text
that stands for its pixels beside the request, its pictures may be kept between runs. A clip comes
and goes as its cue says, a painter by itself.
"""

from typing import Protocol, runtime_checkable

from msgspec import Struct

from clipkit import plugins
from clipkit.errors import NOWHERE, ClipkitError
from clipkit.model.cues import Plugin
from clipkit.model.timeline import Timeline
from clipkit.rendering.guest import Clip, fitted, patch, picture
from clipkit.rendering.keys import key
from clipkit.rendering.layer import Layer, Sources
from clipkit.rendering.planes import Planes
from clipkit.rendering.still import pose
from clipkit.units import Box, Span


class Request(Struct, frozen=True, kw_only=True):
    """What a plug-in is asked for. box: output px; frames: how long; settings: JSON, one text."""

    box: Box
    frames: int
    fps: int
    size: tuple[int, int]
    settings: str


@runtime_checkable
class Painter(Protocol):
    """A plug-in's own layer."""

    def paint(self, frame: int, planes: Planes) -> None:
        """Paint in place."""
        ...


def made(cue: Plugin, timeline: Timeline, sources: Sources) -> Layer:
    """The layer of a plug-in.

    Raises: ClipkitError: as plugins.load; plugin-broken, what it returns can't be shown.
    """
    del sources
    return Guest(cue, timeline)


class Guest:
    """A plug-in's pixels in its box."""

    def __init__(self, cue: Plugin, timeline: Timeline) -> None:
        found = plugins.load("clipkit.layers", cue.name)
        guest = _asked(cue, timeline, found.plugin)
        its_key = getattr(guest, "key", "")
        self.span = Span(cue.first, cue.stop)
        self.key = key("plugin/1", cue, timeline, found.made_by, its_key) if its_key else ""
        self._cue, self._fps, self._guest = cue, timeline.fps, guest

    def paint(self, frame: int, planes: Planes) -> None:
        """Paint in place."""
        at = frame - self.span.first
        if isinstance(self._guest, Painter):
            self._guest.paint(at, planes.part(self._cue.box))
            return
        stands = pose(self.span, self._cue.enter, self._cue.leave, frame)
        pixels = fitted(picture(self._guest, (at + 1e-3) / self._fps), self._cue.box[2:])
        shown = patch(pixels, self._cue.box.x, self._cue.box.y)
        shown.blend(planes, stands.opacity, stands.dx, stands.dy)


def _asked(cue: Plugin, timeline: Timeline, factory: object) -> Clip | Painter:
    """What the plug-in makes for a cue."""
    request = Request(
        box=cue.box,
        frames=cue.stop - cue.first,
        fps=timeline.fps,
        size=timeline.size,
        settings=cue.settings,
    )
    try:
        guest = factory(request) if callable(factory) else None
    except Exception as error:  # a stranger's code may raise anything
        problem = NOWHERE.problem("plugin-broken", name=cue.name, reason=error)
        raise ClipkitError(problem) from error
    if isinstance(guest, Clip | Painter):
        return guest
    reason = f"{type(guest).__name__}: no get_frame, no paint"
    raise ClipkitError(NOWHERE.problem("plugin-broken", name=cue.name, reason=reason))
