"""A page of a list: each item comes at its own frame, on a plate, its number on a badge."""

from functools import partial

from clipkit.model.cues import Item, List
from clipkit.model.timeline import Timeline
from clipkit.rendering import keys
from clipkit.rendering.canvas import Canvas
from clipkit.rendering.layer import Layer, Sources
from clipkit.rendering.planes import Planes
from clipkit.rendering.still import Still, pose
from clipkit.text import Sprite
from clipkit.units import Span

_RADIUS = 20  # units
_REACH = 0.4  # of a plate's shadow: the item above stands close and must stay clean


def made(cue: List, timeline: Timeline, sources: Sources) -> Layer:
    """The layer of a page of items."""
    del sources
    return Items(cue, timeline)


class Items:
    """One still an item; the page's own coming and going moves them all."""

    def __init__(self, cue: List, timeline: Timeline) -> None:
        self.span = Span(cue.first, cue.stop)
        self.key = keys.of(cue, timeline)
        self._cue = cue
        self._stills = [
            Still(
                Span(item.first, min(item.stop, cue.stop)),
                f"{self.key} {number}",
                partial(_sprite, item, cue, timeline),
                item.enter,
                item.leave,
            )
            for number, item in enumerate(cue.items)
        ]

    def prepare(self, span: Span) -> None:
        """Paint the items that `span` shows."""
        for still in self._stills:
            if still.span.meets(span):
                still.prepare(span)

    def release(self) -> None:
        """Drop all items."""
        for still in self._stills:
            still.release()

    def paint(self, frame: int, planes: Planes) -> None:
        """Paint those that have come."""
        page = pose(self.span, self._cue.enter, self._cue.leave, frame)
        for still in self._stills:
            if still.span.first <= frame < still.span.stop:
                still.paint(frame, planes, page)


def _sprite(item: Item, page: List, timeline: Timeline) -> Sprite:
    canvas = Canvas(timeline)
    radius = _RADIUS * canvas.unit
    canvas.shadow(item.plate, radius, _REACH)
    canvas.shape(item.plate, page.ink, radius)
    if item.badge is not None:
        canvas.shape(item.badge, page.badge_ink, min(item.badge.width, item.badge.height) / 2)
    if item.number is not None:
        canvas.text(item.number)
    canvas.text(item)
    return canvas.sprite()
