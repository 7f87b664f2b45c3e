"""A name and a role on a plate, a coloured bar at its left."""

from functools import partial

from clipkit.model.cues import LowerThird
from clipkit.model.timeline import Timeline
from clipkit.rendering.canvas import Canvas
from clipkit.rendering.layer import Layer, Sources
from clipkit.rendering.still import standing
from clipkit.text import Sprite

_RADIUS = 14  # units


def made(cue: LowerThird, timeline: Timeline, sources: Sources) -> Layer:
    """The layer of a lower third."""
    del sources
    return standing(cue, timeline, partial(_sprite, cue, timeline))


def _sprite(cue: LowerThird, timeline: Timeline) -> Sprite:
    canvas = Canvas(timeline)
    radius = _RADIUS * canvas.unit
    canvas.shadow(cue.box, radius)
    canvas.shape(cue.box, cue.ink, radius)
    canvas.shape(cue.bar, cue.bar_ink, radius, within=cue.box)
    canvas.text(cue.name)
    if cue.role is not None:
        canvas.text(cue.role)
    return canvas.sprite()
