import numpy as np
import pytest

from clipkit.model.cues import Progress
from clipkit.rendering.canvas import tinted
from clipkit.rendering.layers.progress import Growing, cells_of, filled, made
from clipkit.rendering.planes import Patch, Planes
from clipkit.units import Box
from tests.fixtures import clip

BAR = Progress(
    first=0,
    stop=30,
    scene=1,
    segment=1,
    segments=3,
    box=Box(120, 1468, 768, 8),
    ink="#FFFFFFFF",
    rest="#FFFFFF60",
)


def row(frame: int, cue: Progress = BAR) -> np.ndarray:
    timeline = clip(cue)
    planes = Planes.blank(1080, 1920)
    made(cue, timeline, lambda _: pytest.fail("it has no source")).paint(frame, planes)
    return np.asarray(planes.y[1472], int)


def test_cells_before_are_full_those_after_are_not() -> None:
    luma = row(0)
    (left, second, right) = cells_of(BAR, 8)
    assert luma[left.x + 8 : left.right - 8].min() == 235
    assert 90 < luma[second.x + 30] < 110
    assert 90 < luma[right.x + 8] < 110
    assert luma[left.right + 4] == 16  # the gap


@pytest.mark.parametrize("frame", [0, 7, 14, 29])
def test_this_scene_s_cell_fills_from_the_left(frame: int) -> None:
    luma, cell = row(frame), cells_of(BAR, 8)[1]
    seen = luma[cell.x : cell.right] > 170
    assert abs(seen.sum() - (frame + 1) / 30 * cell.width) <= 2
    assert not seen[int(seen.sum()) + 2 :].any()


def test_the_growing_end_is_round() -> None:
    mask = filled(Box(0, 0, 100, 8), 0.5)
    assert mask[4, 48] > 200  # the middle row reaches its end
    assert mask[0, 48] < 60  # the top row doesn't
    assert mask[:, 40].min() > 200


def test_cells_are_alike_and_end_with_the_bar() -> None:
    for segments in range(1, 13):
        cue = Progress(
            first=0, stop=9, scene=0, segment=0, segments=segments, box=BAR.box, ink="#FFFFFF",
            rest="#000000",
        )  # fmt: skip
        cells = cells_of(cue, 8)
        assert cells[0].x == 120
        assert abs(cells[-1].right - 888) <= 2
        widths = {cell.width for cell in cells}
        assert max(widths) - min(widths) <= 4


@pytest.mark.parametrize("cell", [Box(120, 1468, 186, 8), Box(40, 20, 90, 12)])
def test_put_together_a_cell_is_as_if_drawn_whole(cell: Box) -> None:
    growing = Growing(cell, "#F2B23AFF")
    for eighths in range(2, 8 * cell.width + 1, 3):
        done = eighths / 8 / cell.width
        whole, parts = Planes.blank(1080, 1920), Planes.blank(1080, 1920)
        Patch(tinted(filled(cell, done), "#F2B23AFF"), cell.x, cell.y).blend(whole)
        for patch, further in growing.at(done):
            patch.blend(parts, dx=further)
        for mine, its in zip(parts, whole, strict=True):
            assert np.array_equal(mine, its), eighths
