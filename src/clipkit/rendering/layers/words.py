"""Set text that stands by itself: titles, sources, a template's labels."""

from functools import partial

from clipkit.model.cues import Label, Text, TitleCue
from clipkit.model.timeline import Timeline
from clipkit.rendering.canvas import Canvas
from clipkit.rendering.layer import Layer, Sources
from clipkit.rendering.still import standing
from clipkit.text import Sprite
from clipkit.units import Box

_EDGE = 8  # units of a button's darker edge seen below it
_BADGE_RADIUS = 0.22  # of its height
_STRIKE = 0.09  # of the text's size: the line through an old price
_PILL_RADIUS = 40  # units: one line has half its height; corners of more would cut its letters
_RULE = 4  # units: the line below a text
_KEYLINE = 6, 2  # units: the line inside a badge, its distance from the edge and its width


def made(cue: Text, timeline: Timeline, sources: Sources) -> Layer:
    """The layer of a title, a source or a label."""
    del sources
    return standing(cue, timeline, partial(_sprite, cue, timeline))


def _sprite(cue: Text, timeline: Timeline) -> Sprite:
    canvas = Canvas(timeline)
    if isinstance(cue, TitleCue) and cue.bar is not None:
        canvas.shape(cue.bar, cue.bar_ink, min(cue.bar.width, cue.bar.height) / 2)
    if isinstance(cue, Label) and cue.plate is not None:
        _plate(canvas, cue, cue.plate)
    canvas.text(cue)
    if isinstance(cue, Label) and cue.strike:
        high = max(2, round(_STRIKE * cue.size))
        through = cue.box._replace(y=cue.box.y + (cue.box.height - high) // 2, height=high)
        canvas.shape(through, cue.edge or canvas.style(cue.style).plain.fill[0], high / 2)
    return canvas.sprite()


def _plate(canvas: Canvas, cue: Label, plate: Box) -> None:
    """Draw the shape behind a label."""
    if cue.shape == "none":
        return
    if cue.shape == "badge":
        _badge(canvas, cue, plate)
        return
    if cue.shape == "rule":
        high = max(2, round(_RULE * canvas.unit))
        line = plate._replace(y=plate.bottom - high, height=high)
        canvas.shape(line, cue.ink, high / 2)
        return
    radius = plate.height / 2
    if cue.shape == "button":
        low = round(_EDGE * canvas.unit)
        whole = Box(plate.x, plate.y, plate.width, plate.height + low)
        canvas.shadow(whole, radius)
        if cue.edge:
            canvas.shape(whole, cue.edge, radius)
    if cue.shape == "pill":
        radius = min(radius, _PILL_RADIUS * canvas.unit)
    canvas.shape(plate, cue.ink, radius)


def _badge(canvas: Canvas, cue: Label, plate: Box) -> None:
    """A tag with a line inside its edge, in the colour of its text."""
    radius = _BADGE_RADIUS * plate.height
    canvas.shadow(plate, radius)
    canvas.shape(plate, cue.ink, radius)
    inset, width = (round(size * canvas.unit) for size in _KEYLINE)
    line = canvas.style(cue.style).plain.fill[0][:7] + "70"
    canvas.ring(plate, line, radius, inset=inset, width=width)
