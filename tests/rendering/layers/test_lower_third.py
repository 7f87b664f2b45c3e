import numpy as np
import pytest

from clipkit.model.cues import LowerThird
from clipkit.rendering.layers.lower_third import made
from clipkit.rendering.planes import Planes, planes_to_rgb
from tests.fixtures import QUOTE

CUE = next(cue for cue in QUOTE.cues if isinstance(cue, LowerThird))


def test_a_plate_with_its_bar_a_name_and_a_role_within_its_margins() -> None:
    planes = Planes.blank(1080, 1920)
    planes.y[:] = 120
    made(CUE, QUOTE, lambda _: pytest.fail("it has no source")).paint(75, planes)
    picture = planes_to_rgb(planes).astype(int)
    inside = picture[1292:1406, 122:886]
    assert abs(inside[50, 4] - (15, 123, 95)).max() < 14  # the bar
    assert inside[50, 14:40].min() > 235  # and where it ends
    words = inside[:, 20:-20].max(axis=2) < 140  # its corners are round
    rows, columns = np.nonzero(words)
    above, below = rows.min(), words.shape[0] - 1 - rows.max()
    assert 12 < above < 26  # the dots of its letters
    assert 8 < below < 26  # a descender may hang lower
    assert columns.max() < 500
    assert planes.y[1291, 121] < 200  # a round corner


def test_it_throws_a_soft_shadow_below() -> None:
    planes = Planes.blank(1080, 1920)
    planes.y[:] = 200
    made(CUE, QUOTE, lambda _: pytest.fail("it has no source")).paint(75, planes)
    below = planes.y[1409:1480, 500].astype(int)
    assert 130 < below[0] < 175
    assert (np.diff(below) >= -1).all()
    assert below[-1] > 197
