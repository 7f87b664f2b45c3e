"""Intro and outro: a card made from the brand, or the brand's own picture or clip."""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec.structs import replace

from clipkit.errors import Problem
from clipkit.model.cues import Bumper, Change, Cue
from clipkit.model.facts import Facts
from clipkit.model.script import Picture, Script
from clipkit.planning.cropping import fitted
from clipkit.planning.labels import Placed, label_cue, placed, too_long, wanted
from clipkit.planning.logos import optical
from clipkit.planning.look import Look
from clipkit.planning.measuring import Setter
from clipkit.planning.pictures import FADE, Shot
from clipkit.planning.zones import Stack
from clipkit.units import Box, Span, even, to_frames

End = Literal["intro", "outro"]
CARD: dict[End, float] = {"intro": 1.6, "outro": 2.8}  # s: a name; a call, a handle, an address
PICTURE, CLIP_MOST = 2.0, 6.0  # s
LOGO, LOGO_WIDE = 0.56, 0.8  # of the logo zone's width: a square logo, and any, at most
LIT = 0.15  # how far the light round its logo brings a card to white where small text stands
STAGGER, ENTER = 3, Change(frames=9, dy=36)


def asked(end: End, look: Look, facts: Mapping[str, Facts]) -> str:
    """Return what stands at an end of the clip: `card`, a key of sources, or nothing."""
    own: str = getattr(look.brand, end)
    told: str = own or getattr(look.template, end)
    if told == "card":
        says = f"brand:{look.brand.logo}" in facts or (end == "outro" and wanted(look, ["outro"]))
        return "card" if says or look.brand.name else ""
    key = f"brand:{told}"
    return key if told != "none" and key in facts else ""


def frames_of(end: End, told: str, facts: Mapping[str, Facts], fps: int) -> int:
    """Return how long an end lasts; 0 if there is none."""
    if not told:
        return 0
    if told == "card":
        return to_frames(CARD[end], fps)
    seconds = facts[told].seconds
    return to_frames(min(seconds, CLIP_MOST) if seconds else PICTURE, fps)


def shot(told: str, span: Span, scene: int, facts: Mapping[str, Facts], look: Look) -> Shot:
    """Return the brand's own picture or clip as a shot. scene: counted from the script's first."""
    picture = Picture(source=told, at=0, sound="on", motion="none")
    known = facts[told]
    fit = fitted(picture, known, look.profile.size)
    return Shot(picture=picture, facts=known, span=span, scenes=Span(scene, scene + 1), fit=fit)


def card_cues(
    end: End,
    span: Span,
    scene: int,
    look: Look,
    facts: Mapping[str, Facts],
    setter: Setter,
    script: Script,
) -> tuple[list[Cue], list[Problem]]:
    """Return a card: ground and logo, then its labels. It fades over the pictures at its break."""
    logo, labels = _placed(end, look, facts, setter)
    inks = look.template.inks.card
    half = FADE // 2
    over = Change(frames=FADE, ease="linear")
    ground = (
        Span(span.first, span.stop + half) if end == "intro" else Span(span.first - half, span.stop)
    )
    cues: list[Cue] = [
        Bumper(
            first=ground.first,
            stop=ground.stop,
            scene=scene,
            enter=over if end == "outro" else Change(),
            leave=over if end == "intro" else Change(),
            source=f"brand:{look.brand.logo}" if logo else "",
            box=logo or Box(0, 0, 0, 0),
            ink=(look.shade(inks[0], LIT), look.shade(inks[1], LIT)),
        )
    ]
    enter = ENTER._replace(dy=look.profile.px(ENTER.dy))
    for order, label in enumerate(labels):
        first = span.first + (order * STAGGER if end == "outro" else 0)
        leave = Change(frames=6) if end == "intro" else Change()
        shown = Span(first, span.stop)
        coming = enter if end == "outro" else Change()
        cues.append(label_cue(label, look, shown, scene, enter=coming, leave=leave))
    return cues, [too_long(label, setter, look, script) for label in labels if not label.found.fits]


def _placed(
    end: End, look: Look, facts: Mapping[str, Facts], setter: Setter
) -> tuple[Box | None, list[Placed]]:
    """Stack logo and labels, then move them all to the middle of what apps leave free."""
    stack = Stack(look.template, look.profile, {})
    known = facts.get(f"brand:{look.brand.logo}")
    logo: Box | None = None
    if known is not None and known.size[1]:
        slot = stack.slot("logo")
        side = min(even(slot.width * LOGO), slot.height)
        width, height = optical(known, side, slot.width * LOGO_WIDE, slot.height)
        stack = replace(stack, heights={"logo": height})
        box = stack.box("logo", height)
        logo = box._replace(x=even(box.x + (box.width - width) / 2), width=width)
    labels: list[Placed] = []
    for label, text in wanted(look, ["outro"]) if end == "outro" else []:
        height = 0
        for line in text.split("\n"):
            one = placed(label, line, setter, look, stack, None)
            plate = one.plate._replace(y=one.plate.y + height)
            inner = one.box._replace(y=one.box.y + height)
            labels.append(replace(one, plate=plate, box=inner))
            height += one.height
        stack = replace(stack, heights={**stack.heights, label.zone: height})
    return _middle(logo, labels, look)


def _middle(
    logo: Box | None, labels: Sequence[Placed], look: Look
) -> tuple[Box | None, list[Placed]]:
    boxes = [label.plate for label in labels] + ([logo] if logo else [])
    if not boxes:
        return logo, []
    area = look.profile.area("main")
    top, bottom = min(box.y for box in boxes), max(box.bottom for box in boxes)
    by = even(area.y + (area.height - (bottom - top)) / 2) - top
    moved = [
        replace(
            label,
            plate=label.plate._replace(y=label.plate.y + by),
            box=label.box._replace(y=label.box.y + by),
        )
        for label in labels
    ]
    return (logo._replace(y=logo.y + by) if logo else None), moved
