"""A quotation: its mark, its words, a rule, and who said it."""

from functools import partial

from msgspec.structs import replace

from clipkit.model.cues import Quotation
from clipkit.model.timeline import Timeline
from clipkit.rendering.canvas import Canvas
from clipkit.rendering.layer import Layer, Sources
from clipkit.rendering.still import standing
from clipkit.text import Sprite


def made(cue: Quotation, timeline: Timeline, sources: Sources) -> Layer:
    """The layer of a quotation."""
    del sources
    return standing(cue, timeline, partial(_sprite, cue, timeline))


def _sprite(cue: Quotation, timeline: Timeline) -> Sprite:
    canvas = Canvas(timeline)
    if cue.mark is not None:
        style = timeline.style(cue.mark.style)
        if cue.ink:
            style = replace(style, plain=replace(style.plain, fill=(cue.ink,)))
        canvas.text(cue.mark, style)
    canvas.text(cue)
    if cue.rule is not None and cue.ink:
        canvas.shape(cue.rule, cue.ink, cue.rule.height / 2)
    if cue.by is not None:
        canvas.text(cue.by)
    return canvas.sprite()
