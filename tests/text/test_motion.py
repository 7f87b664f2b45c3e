import pytest

from clipkit.model.style import Entrance, Paint, TextStyle
from clipkit.text.motion import EASES, Motion, motion, peak, popped

STYLE = TextStyle(
    name="moving",
    active=Paint(scale=1.05, pop=1.15),
    enter=Entrance(seconds=0.2, ease="linear", scale=0.8, slide=0.5),
    leave=Entrance(seconds=0.1, ease="linear"),
)


def test_every_curve_goes_from_nothing_to_all() -> None:
    for ease in EASES.values():
        assert ease(0.0) == pytest.approx(0.0)
        assert ease(1.0) == pytest.approx(1.0)


def test_a_card_comes_rests_and_goes() -> None:
    assert motion(STYLE, 0.0, 1.0) == Motion(0.8, 0.0, 0.5)
    assert tuple(motion(STYLE, 0.1, 1.0)) == pytest.approx((0.9, 0.7, 0.25))
    assert motion(STYLE, 0.2, 1.0) == Motion(1.0, 1.0, 0.0)
    assert motion(STYLE, 1.0, 0.0).opacity == 0.0
    assert motion(TextStyle(name="still"), 0.0, 0.0) == Motion(1.0, 1.0, 0.0)


def test_a_pop_starts_at_its_scale_ends_at_rest_and_never_passes_its_peak() -> None:
    for paint in (Paint(scale=1.05, pop=1.15), Paint(scale=1.06, pop=0.66), Paint()):
        style = TextStyle(name="pop", active=paint)
        scales = [popped(style, k / 300) for k in range(90)]
        assert scales[0] == pytest.approx(paint.pop)
        assert scales[-1] == pytest.approx(paint.scale)
        assert max(scales) <= peak(paint)
