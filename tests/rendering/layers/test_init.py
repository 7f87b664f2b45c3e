"""What holds for every kind of layer, over all three fixtures and a bumper."""

from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from clipkit.model.cues import Bumper, Change, Cue, List
from clipkit.model.timeline import Timeline
from clipkit.rendering.layers import Layer, Prepared, made
from clipkit.rendering.planes import Planes
from clipkit.units import Box
from tests.fixtures import FIXTURES, clip

CARD = Bumper(
    first=4,
    stop=40,
    scene=0,
    source="brand:logo.png",
    box=Box(380, 520, 320, 320),
    ink=("#0F7B5FFF", "#0C1F1AFF"),
    enter=Change(frames=8),
)
PICTURES = {"photo", "footage", "colour", "transition"}  # held in test_pictures.py
CUES = [
    pytest.param(timeline, cue, id=f"{name}-{cue.kind}")
    for name, timeline in (*FIXTURES.items(), ("card", clip(CARD)))
    for cue in timeline.cues
    if cue.kind not in PICTURES
]
Made = Callable[[Timeline, Cue], Layer]


@pytest.fixture
def layer(tmp_path: Path) -> Made:
    logo = tmp_path / "logo.png"
    Image.new("RGB", (120, 120), (15, 123, 95)).save(logo)

    def only(timeline: Timeline, cue: Cue) -> Layer:
        (alone,) = made(replace(timeline, cues=(cue,)), lambda _: logo)
        return alone

    return only


def moved(cue: Cue, frames: int) -> Cue:
    later: dict[str, object] = {"first": cue.first + frames, "stop": cue.stop + frames}
    if isinstance(cue, List):
        later["items"] = tuple(moved(item, frames) for item in cue.items)
    return replace(cue, **later)


def grey() -> Planes:
    planes = Planes.blank(1080, 1920)
    planes.y[:] = 120
    return planes


def painted(layer: Layer, frame: int) -> Planes:
    planes = grey()
    layer.paint(frame, planes)
    return planes


def same(one: Planes, other: Planes) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def moments(cue: Cue) -> list[int]:
    """First, coming, in the middle, going, last."""
    return [cue.first, cue.first + 3, (cue.first + cue.stop) // 2, cue.stop - 3, cue.stop - 1]


@pytest.mark.parametrize(("timeline", "cue"), CUES)
def test_seven_frames_later_it_is_the_same(layer: Made, timeline: Timeline, cue: Cue) -> None:
    now, later = layer(timeline, cue), layer(timeline, moved(cue, 7))
    assert now.key == later.key
    for frame in moments(cue):
        assert same(painted(now, frame), painted(later, frame + 7))


@pytest.mark.parametrize(("timeline", "cue"), CUES)
def test_it_paints_the_same_in_any_order_and_after_a_release(
    layer: Made, timeline: Timeline, cue: Cue
) -> None:
    forwards, backwards = layer(timeline, cue), layer(timeline, cue)
    there = [painted(forwards, frame) for frame in moments(cue)]
    back = [painted(backwards, frame) for frame in reversed(moments(cue))]
    assert all(same(a, b) for a, b in zip(there, reversed(back), strict=True))
    if isinstance(forwards, Prepared):
        forwards.release()
        forwards.prepare(forwards.span)
        assert same(painted(forwards, moments(cue)[2]), there[2])


@pytest.mark.parametrize(("timeline", "cue"), CUES)
def test_it_shows_in_the_middle_and_keeps_to_its_part(
    layer: Made, timeline: Timeline, cue: Cue
) -> None:
    planes = painted(layer(timeline, cue), (cue.first + cue.stop) // 2)
    touched = planes.y != 120
    assert touched.any()
    if cue.kind not in {"scrim", "bumper"}:
        assert touched[touched.any(axis=1)].shape[0] < 900
        assert not touched[:, :60].any()
        assert not touched[:, -60:].any()


class Unknown(Cue, frozen=True, kw_only=True):
    kind: ClassVar[str] = "unknown"


def test_a_cue_that_nothing_paints_is_our_bug() -> None:
    with pytest.raises(ValueError, match="no layer paints a unknown"):
        made(clip(Unknown(first=0, stop=9, scene=0)), lambda _: Path())
