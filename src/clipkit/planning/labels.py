"""A template's own texts: filled, measured, on their shapes."""

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct

from clipkit.errors import Problem
from clipkit.model.cues import Change, Label, Shape
from clipkit.model.script import Script
from clipkit.model.style import Measured
from clipkit.model.template import LabelLook, When
from clipkit.planning.look import Look
from clipkit.planning.measuring import Setter
from clipkit.planning.zones import Stack
from clipkit.units import Box, Span, even

_VAR = re.compile(r"\{\{\s*([\w-]+)\s*\}\}")
# px at 1080 between a text and its shape's edge, across and down.
_PADS: dict[Shape, tuple[int, int]] = {
    "none": (0, 0),
    "pill": (24, 10),
    "badge": (36, 28),
    "button": (48, 26),
    "rule": (0, 14),
}
BUTTON_EDGE = 8  # px at 1080 that a button is higher than its face


class Placed(Struct, frozen=True, kw_only=True):
    """A label where it stands. plate: its shape; box: its text; height: all that it takes."""

    look: LabelLook
    text: str
    found: Measured
    plate: Box
    box: Box
    height: int


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return a label's text; empty if any of its vars is.

    >>> filled("Hanya {{price}}", {"price": "15rb"}), filled("Hanya {{price}}", {})
    ('Hanya 15rb', '')
    """
    names = _VAR.findall(text)
    if not all(values.get(name) for name in names):
        return ""
    return _VAR.sub(lambda match: values[match[1]], text)


def wanted(look: Look, whens: Sequence[When]) -> list[tuple[LabelLook, str]]:
    """Return the labels of some scenes with their texts: the first with a text in each zone."""
    found: dict[str, tuple[LabelLook, str]] = {}
    for label in look.template.labels:
        text = filled(label.text, look.values)
        if label.when in whens and text and label.zone not in found:
            found[label.zone] = (label, text)
    return list(found.values())


def placed(
    label: LabelLook, text: str, setter: Setter, look: Look, stack: Stack, row: Box | None
) -> Placed:
    """Place a label in its zone. row: what is left of the row that it shares, if it does.

    A label too wide for its row goes to its own place; lines of a text are put behind each other.
    Returns: with `found.fits`, or not.
    """
    text = " · ".join(text.split("\n"))
    style = look.template.style(label.style)
    px = look.profile.even_px
    pad_x, pad_y = (px(pad) for pad in _PADS[label.shape])
    edge = px(BUTTON_EDGE) if label.shape == "button" else 0
    if row is not None and row.width > 2 * pad_x + px(60):
        found = setter.set(text, style, row.width - 2 * pad_x, grow=0)
        if found.fits:
            height = even(found.height + 2 * pad_y) + edge
            top = look.profile.area("main").y  # a tall script may need more than the row
            y = max(top, even(row.y + (row.height - height) / 2))
            middle = row._replace(y=y, height=height)
            return _on_shape(label, text, found, middle, (pad_x, pad_y, edge), "end")
    slot = stack.slot(label.zone)
    room = max(1, slot.height - 2 * pad_y - edge)
    found = setter.set(text, style, slot.width - 2 * pad_x, room)
    box = stack.box(label.zone, even(found.height + 2 * pad_y) + edge)
    side = "start" if look.template.zone(label.zone).beside else style.align
    return _on_shape(label, text, found, box, (pad_x, pad_y, edge), side)


def _on_shape(
    label: LabelLook, text: str, found: Measured, row: Box, pads: tuple[int, int, int], side: str
) -> Placed:
    """Hug a text with its shape, at one side of the row. pads: across, down, a button's edge."""
    width = min(row.width, even(found.width + 2 * pads[0] + 1))
    x = {"start": row.x, "center": even(row.x + (row.width - width) / 2), "end": row.right - width}
    plate = Box(x[side], row.y, width, row.height - pads[2])
    high = plate.height - 2 * pads[1]
    inner = Box(plate.x + pads[0], plate.y + pads[1], width - 2 * pads[0], high)
    return Placed(look=label, text=text, found=found, plate=plate, box=inner, height=row.height)


def too_long(placed: Placed, setter: Setter, look: Look, script: Script) -> Problem:
    """Return the problem of a label that doesn't fit, and how much of it does."""
    style = look.template.style(placed.look.style)
    room = setter.room(placed.text, style, placed.box.width, placed.box.height)
    place = script.place("vars")
    return place.problem("text-too-long", text=placed.text, room=room, length=len(placed.text))


def label_cue(
    placed: Placed, look: Look, span: Span, scene: int, *, enter: Change, leave: Change
) -> Label:
    """Return a placed label as a cue."""
    shaped = placed.look.shape != "none"
    return Label(
        first=span.first,
        stop=span.stop,
        scene=scene,
        enter=enter,
        leave=leave,
        name=placed.look.name,
        text=placed.text,
        lines=placed.found.lines,
        size=placed.found.size,
        style=placed.look.style,
        box=placed.box,
        shape=placed.look.shape,
        plate=placed.plate if shaped else None,
        ink=look.ink(placed.look.ink) if shaped else "",
        edge=look.ink(placed.look.edge),
        strike=placed.look.strike,
    )
