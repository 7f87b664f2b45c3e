"""The logo in a corner, a name beside it."""

from functools import partial

from clipkit.model.cues import Bug
from clipkit.model.timeline import Timeline
from clipkit.rendering.canvas import Canvas, faded
from clipkit.rendering.layer import Layer, Sources
from clipkit.rendering.logo import logo
from clipkit.rendering.still import standing
from clipkit.text import Sprite

_SHADOW = 0.6  # of a plate's


def made(cue: Bug, timeline: Timeline, sources: Sources) -> Layer:
    """The layer of a bug."""
    return standing(cue, timeline, partial(_sprite, cue, timeline, sources))


def _sprite(cue: Bug, timeline: Timeline, sources: Sources) -> Sprite:
    canvas = Canvas(timeline)
    if cue.source:
        mark = logo(sources(cue.source), cue.box)
        canvas.throw(mark.rgba[..., 3], mark.x, mark.y, strength=_SHADOW)
        canvas.add(mark)
    if cue.name is not None:
        canvas.text(cue.name)
    return faded(canvas.sprite(), cue.opacity)
