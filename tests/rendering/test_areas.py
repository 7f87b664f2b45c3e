"""No text pixel outside the area it belongs to: planned by the rules, painted by the layers."""

import numpy as np
import pytest
from msgspec.structs import replace

from clipkit import text
from clipkit.model.cues import (
    Caption,
    Cue,
    Label,
    List,
    LowerThird,
    Quotation,
    Source,
    TitleCue,
)
from clipkit.model.profile import AreaName
from clipkit.model.timeline import Timeline
from clipkit.rendering.layers import made
from clipkit.rendering.planes import Planes
from clipkit.units import Box, to_frames
from tests.planning.given import TEMPLATES, plan, profile
from tests.planning.test_fitting import EIGHTY, STRESS, THIRTY, texts_of
from tests.text.samples import NAMES

AREAS: dict[type[Cue], AreaName] = {
    TitleCue: "main",
    Label: "main",
    Quotation: "main",
    List: "main",
    Caption: "main",
    LowerThird: "low",
    Source: "low",
}
BLACK, WHITE = 16, 235
INK = 24  # levels from the ground that are seen


def sharp(clip: Timeline) -> Timeline:
    """The same without soft edges: what is left is ink."""
    styles = tuple(replace(style, shadows=(), glow=None) for style in clip.styles)
    return replace(clip, styles=styles)


def moments(clip: Timeline, cue: Cue) -> tuple[set[int], set[int]]:
    """Frames on which it stands, each of its words lit and popped, and those while it moves."""
    came, goes = cue.first + cue.enter.frames, cue.stop - cue.leave.frames
    words: set[int] = set()
    if isinstance(cue, Caption):
        style = clip.style(cue.style)
        came += to_frames(style.enter.seconds, clip.fps) if style.enter else 0
        goes -= to_frames(style.leave.seconds, clip.fps) if style.leave else 0
        words = {cue.first + on + k for on, _ in cue.spans for k in (0, 1, 3)}
    if isinstance(cue, List):
        came = max(item.first + item.enter.frames for item in cue.items)
        words = {item.first + k for item in cue.items for k in (0, 2, 4)}
    frames = {cue.first, cue.first + 1, came, (came + goes) // 2, goes - 1, cue.stop - 1} | words
    shown = {frame for frame in frames if cue.first <= frame < cue.stop}
    still = {frame for frame in shown if came <= frame < goes}
    return still, shown - still


def inked(clip: Timeline, cue: Cue, ground: int, frames: set[int]) -> Box | None:
    """The room that a cue's pixels take on some frames; None: they are like the ground."""
    (layer,) = made(replace(clip, cues=(cue,)), lambda key: pytest.fail(f"reads {key}"))
    touched, planes = np.zeros(clip.size[::-1], bool), Planes.blank(*clip.size)
    for frame in frames:
        planes.y[:] = ground
        layer.paint(frame, planes)
        touched |= planes.y > BLACK + INK if ground == BLACK else planes.y < WHITE - INK
    rows, columns = np.flatnonzero(touched.any(axis=1)), np.flatnonzero(touched.any(axis=0))
    if not len(rows):
        return None
    x, y = int(columns[0]), int(rows[0])
    return Box(x, y, int(columns[-1]) + 1 - x, int(rows[-1]) + 1 - y)


def flat(cue: Cue) -> bool:
    """Whether it has no plate that throws a shadow."""
    if isinstance(cue, Label):
        return cue.shape not in ("badge", "button")
    return isinstance(cue, Caption | TitleCue | Quotation | Source)


def leaves(ink: Box | None, area: Box) -> bool:
    """Whether ink is outside of an area."""
    return ink is not None and (
        ink.x < area.x or ink.y < area.y or ink.right > area.right or ink.bottom > area.bottom
    )


def strays(clip: Timeline) -> list[tuple[str, int, Box | None]]:
    """Texts seen out of their areas, also while they come and go: from which frame, and where."""
    clip, place = sharp(clip), profile(clip.profile)
    found = []
    for cue in clip.cues:
        if type(cue) not in AREAS:
            continue
        area, seen = place.area(AREAS[type(cue)]), False
        still, moving = moments(clip, cue)
        assert still
        for ground in (BLACK, WHITE) if flat(cue) else (BLACK,):
            ink, slid = (inked(clip, cue, ground, frames) for frames in (still, moving))
            seen |= ink is not None
            found += [(cue.kind, cue.first, box) for box in (ink, slid) if leaves(box, area)]
        assert seen, cue
    return found


@pytest.mark.slow
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("where", ["universal", "square"])
def test_no_text_is_painted_outside_its_area(where: str, template: str) -> None:
    clip = plan(STRESS, profile_name=where, template=template, measure=text.measure)
    assert strays(clip) == []


@pytest.mark.slow
@pytest.mark.parametrize("style", NAMES)
@pytest.mark.parametrize("where", ["universal", "square"])
def test_no_style_of_captions_leaves_its_area(where: str, style: str) -> None:
    said = f"---\nstyle: {style}\n---\n![](a.jpg)\n{THIRTY} gayeng, **Ånglocok** {THIRTY}! jj QQ"
    assert strays(plan(said, profile_name=where, measure=text.measure)) == []


@pytest.mark.slow
@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("where", ["universal", "square"])
@pytest.mark.parametrize("title", [EIGHTY, THIRTY])
def test_a_long_title_is_painted_whole_in_its_area(title: str, where: str, template: str) -> None:
    written = f"# Awal\n\n![](a.jpg)\nKopi.\n\n---\n\n# {title}\n\n![](b.jpg)\nKopi enak sekali."
    clip = plan(written, profile_name=where, template=template, measure=text.measure)
    assert strays(clip) == []


@pytest.mark.parametrize("template", TEMPLATES)
@pytest.mark.parametrize("where", ["universal", "square", "portrait", "wide"])
def test_all_ink_of_a_text_lies_in_its_own_box(where: str, template: str) -> None:
    written = STRESS
    if template == "promo":
        written = written.replace("vars:", "vars:\n  price: Rp15.000\n  unit: per orang")
    clip = sharp(plan(written, profile_name=where, template=template, measure=text.measure))
    for cue in texts_of(clip):
        sprite = text.place(cue.lines, clip.style(cue.style), cue.size, cue.box)
        seen = sprite.rgba[..., 3] > INK
        rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
        assert cue.box.x <= sprite.x + columns[0], cue.text
        assert cue.box.y <= sprite.y + rows[0], cue.text
        assert sprite.x + columns[-1] < cue.box.right, cue.text
        assert sprite.y + rows[-1] < cue.box.bottom, cue.text
