import numpy as np
import pytest

from clipkit.model.cues import List
from clipkit.rendering.layers.items import made
from clipkit.rendering.planes import Planes, planes_to_rgb
from tests.fixtures import PANEL

CUE = next(cue for cue in PANEL.cues if isinstance(cue, List))


def plates(frame: int) -> list[bool]:
    """Whether each item's plate is there, at rest or on its way."""
    planes = Planes.blank(1080, 1920)
    made(CUE, PANEL, lambda _: pytest.fail("it has no source")).paint(frame, planes)
    return [
        bool((planes.y[i.plate.y : i.plate.bottom, 500:800] > 100).any()) for i in CUE.items
    ]  # fmt: skip


def test_each_comes_at_its_own_frame() -> None:
    assert [plates(frame) for frame in (6, 8, 23, 26, 44)] == [
        [False, False],
        [True, False],
        [True, False],
        [True, True],
        [True, True],
    ]


def test_its_number_stands_in_the_middle_of_its_badge() -> None:
    planes = Planes.blank(1080, 1920)
    made(CUE, PANEL, lambda _: pytest.fail("it has no source")).paint(44, planes)
    picture = planes_to_rgb(planes).astype(int)
    badge = CUE.items[1].badge
    assert badge is not None
    part = picture[badge.y + 8 : badge.bottom - 8, badge.x + 8 : badge.right - 8]
    rows, columns = np.nonzero(part.min(axis=2) > 200)
    assert abs((rows.min() + rows.max()) / 2 - 27.5) <= 1.5
    assert abs((columns.min() + columns.max()) / 2 - 27.5) <= 2.5
    assert abs(picture[badge.y + 6, badge.x + 36] - (15, 123, 95)).max() < 14


def test_a_plate_is_clean_above_the_next() -> None:
    planes = Planes.blank(1080, 1920)
    made(CUE, PANEL, lambda _: pytest.fail("it has no source")).paint(44, planes)
    first = CUE.items[0].plate
    low = planes.y[first.bottom - 12 : first.bottom - 2, 500:800]
    assert low.min() >= planes.y[first.y + 30, 800] - 2
