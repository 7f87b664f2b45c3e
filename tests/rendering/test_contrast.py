"""Bare text over any picture is read: what is under it is dark, or light, as its letters need."""

import numpy as np
import pytest
from msgspec.structs import replace

from clipkit import text
from clipkit.model.cues import (
    Bug,
    Bumper,
    Colour,
    Cue,
    Label,
    Photo,
    Quotation,
    Scrim,
    Source,
    Text,
    TitleCue,
)
from clipkit.model.timeline import Timeline
from clipkit.planning.colours import contrast
from clipkit.rendering.layers import made
from clipkit.rendering.planes import Planes, planes_to_rgb
from tests.planning.given import TEMPLATES, photo, plan, profile, shipped
from tests.rendering import legible

SAID = """# Pendaftaran kartu digital kini di kelurahan

![](a.jpg)
Kopi enak sekali, diseduh pelan-pelan di kedai tua ini sejak dulu kala.

> Sumber: Dinas Kependudukan

---

![](b.jpg)
> Saya tidak mau dikenang, cukup dikunjungi.
> — Rini Wulandari

---

Sampai jumpa.
"""
PARTS = (Colour, Scrim, Bumper)


def bare(clip: Timeline) -> list[Text]:
    """Texts with no plate of their own, and no stroke that parts them from the picture."""
    found: list[Text] = []
    for cue in clip.cues:
        if isinstance(cue, Label) and cue.shape not in ("none", "rule"):
            continue
        if isinstance(cue, TitleCue | Label | Source | Quotation):
            found.append(cue)
        inner = cue.by if isinstance(cue, Quotation) else cue.name if isinstance(cue, Bug) else None
        found += [inner] if inner else []
    return [one for one in found if not clip.style(one.style).plate]


def on_plain(clip: Timeline, ink: str) -> Timeline:
    """The clip with flat colour for its pictures, and without its texts."""
    cues: list[Cue] = []
    for cue in clip.cues:
        if isinstance(cue, Photo):
            shown = Colour(
                first=cue.first, stop=cue.stop, scene=cue.scene, box=cue.box, ink=(ink, ink)
            )
            cues.append(shown)
        elif isinstance(cue, PARTS):
            cues.append(replace(cue, source="") if isinstance(cue, Bumper) else cue)
    return replace(clip, cues=tuple(cues))


def hardest(clip: Timeline, one: Text, ink: str) -> float:
    """The poorest contrast that a text has over the middle nine tenths of its ground."""
    ground, planes = on_plain(clip, ink), Planes.blank(*clip.size)
    frame = (one.first + one.stop) // 2
    for layer in made(ground, lambda key: pytest.fail(f"reads {key}")):
        if layer.span.first <= frame < layer.span.stop:
            layer.paint(frame, planes)
    box = one.box
    seen = planes_to_rgb(planes)[box.y : box.bottom, box.x : box.right].reshape(-1, 3)
    order = np.argsort(seen.sum(axis=1))
    fill = clip.style(one.style).plain.fill[0][:7]
    tones = {tuple(seen[order[int(share * (len(order) - 1))]]) for share in (0.05, 0.95)}
    return min(contrast(fill, "#{:02X}{:02X}{:02X}".format(*map(int, tone))) for tone in tones)


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize(
    ("ink", "luma"), [("#FFFFFFFF", 255), ("#808080FF", 128), ("#000000FF", 0)]
)
def test_every_bare_text_is_read_over_any_picture(ink: str, luma: int, template: str) -> None:
    values = {var.name: var.example.id for var in shipped(template).vars}
    told = "".join(f'  {name}: "{value}"\n' for name, value in values.items())
    known = {name: photo(*profile().size, luma=luma) for name in ("a.jpg", "b.jpg")}
    said = f"---\nvars:\n{told}---\n\n{SAID}"
    clip = plan(said, template=template, known=known, measure=text.measure)
    found = {one.text: (hardest(clip, one, ink), one) for one in bare(clip)}
    assert len(found) > 5
    assert {
        name: value
        for name, (value, one) in found.items()
        if value < legible.needed(clip.style(one.style), one.size)
    } == {}
