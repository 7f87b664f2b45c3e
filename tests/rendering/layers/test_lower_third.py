import numpy as np
import pytest

from clipkit.model.cues import LowerThird
from clipkit.rendering.layers.lower_third import made
from clipkit.rendering.planes import Planes
from tests.fixtures import QUOTE

CUE = next(cue for cue in QUOTE.cues if isinstance(cue, LowerThird))


def test_it_throws_a_soft_shadow_below() -> None:
    planes = Planes.blank(1080, 1920)
    planes.y[:] = 200
    made(CUE, QUOTE, lambda _: pytest.fail("it has no source")).paint(75, planes)
    below = planes.y[1409:1480, 500].astype(int)
    assert 130 < below[0] < 175
    assert (np.diff(below) >= -1).all()
    assert below[-1] > 197
