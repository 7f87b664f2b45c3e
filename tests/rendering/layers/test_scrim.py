import numpy as np
import pytest
from msgspec.structs import replace

from clipkit.model.cues import Change, Scrim
from clipkit.rendering.layers.scrim import cover, made, parts
from clipkit.rendering.planes import Planes, ink
from clipkit.units import Box
from tests.fixtures import clip

GRADED = Scrim(
    first=0,
    stop=30,
    scene=0,
    box=Box(0, 960, 1080, 960),
    ink="#0C1F1AFF",
    opacity=(0.0, 0.8),
    solid=0.4,
)
FLAT = Scrim(
    first=0,
    stop=30,
    scene=0,
    box=Box(0, 0, 1080, 1920),
    ink="#000000FF",
    opacity=(0.5, 0.5),
    enter=Change(frames=8, ease="linear"),
)


def over(cue: Scrim, frame: int, luma: int = 120) -> Planes:
    planes = Planes.blank(1080, 1920)
    planes.y[:] = luma
    made(cue, clip(cue), lambda _: pytest.fail("it has no source")).paint(frame, planes)
    return planes


def test_it_darkens_from_nothing_to_its_end() -> None:
    rows = over(GRADED, 5).y.mean(axis=1)
    assert rows[959] == 120
    assert abs(rows[961] - 120) < 0.5  # no edge
    assert abs(rows[1919] - (120 * 0.2 + 0.8 * ink(GRADED.ink).y)) < 1
    assert abs(rows[1919] - rows[1919 - 300]) < 0.6  # solid


def test_upside_down_is_the_mirror() -> None:
    down = cover(GRADED, 512).astype(float).mean(axis=1)
    up = Scrim(
        first=0, stop=30, scene=0, box=GRADED.box, ink=GRADED.ink, opacity=(0.8, 0.0), solid=0.4
    )
    assert abs(cover(up, 512).astype(float).mean(axis=1)[::-1] - down).max() < 0.5


def test_no_band_is_wider_than_its_dither() -> None:
    """Bands show where whole rows step at once: here each step is spread over rows."""
    luma = over(GRADED, 5, luma=60).y[1000:1500].astype(int)
    steps = [np.unique(line).size for line in luma[::4]]
    assert np.mean([count > 1 for count in steps]) > 0.9


def test_the_same_grain_each_time() -> None:
    assert np.array_equal(cover(GRADED, 512), cover(GRADED, 512))


def test_a_flat_one_fades_in() -> None:
    assert [int(over(FLAT, frame).y[9, 9]) for frame in (0, 4, 8, 29)] == [117, 91, 68, 68]


@pytest.mark.parametrize("opacity", [(0.0, 0.8), (0.8, 0.0)])
def test_its_two_parts_are_the_box_and_meet_unseen(opacity: tuple[float, float]) -> None:
    cue = replace(GRADED, box=Box(0, 301, 1080, 777), opacity=opacity)
    graded, even = parts(cue)
    first, second = sorted((graded, even), key=lambda box: box.y)
    assert (first.y, first.bottom, second.bottom) == (301, second.y, 1078)
    rows = over(cue, 5).y.astype(float).mean(axis=1)
    step = np.abs(np.diff(rows[second.y - 3 : second.y + 3]))
    assert step.max() < 0.6
