import numpy as np
import pytest

from clipkit.model.cues import Quotation
from clipkit.rendering.layers.quotation import made
from clipkit.rendering.planes import Planes, planes_to_rgb
from tests.fixtures import QUOTE

CUE = next(cue for cue in QUOTE.cues if isinstance(cue, Quotation))


def test_mark_and_rule_in_the_accent_words_in_theirs() -> None:
    planes = Planes.blank(1080, 1920)
    made(CUE, QUOTE, lambda _: pytest.fail("it has no source")).paint(30, planes)
    picture = planes_to_rgb(planes).astype(int)
    accent = (picture[..., 0] > 235) & (picture[..., 2] < 90)
    paper = picture.min(axis=2) > 230
    assert accent[520:690, 110:260].sum() > 1500
    assert accent[985:989, 124:172].all()
    assert accent[960:1020, 196:400].sum() > 500
    assert paper[700:910, 120:888].sum() > 8000
    assert not paper[520:690].any()
    assert not np.any(planes.y[1100:] != 16)
