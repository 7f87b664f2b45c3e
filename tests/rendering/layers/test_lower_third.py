import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from clipkit import text
from clipkit.model.cues import LowerThird
from clipkit.model.timeline import Timeline
from clipkit.rendering.layers.lower_third import made
from clipkit.rendering.planes import Planes, planes_to_rgb
from clipkit.units import Box
from tests.fixtures import PAPER, PRIMARY, QUOTE
from tests.planning.given import plan
from tests.planning.test_fitting import NAME, ROLE

CUE = next(cue for cue in QUOTE.cues if isinstance(cue, LowerThird))
GROUND = 120  # luma that is neither plate, ink nor shadow


def planned(profile: str, name: str, role: str) -> tuple[LowerThird, Timeline]:
    """A lower third as it is planned for a shape of frame."""
    written = f"# Kopi\n\n![](a.jpg)\n@ {name} | {role}\nKedai ini buka setiap hari sejak pagi."
    timeline = plan(written, profile_name=profile, measure=text.measure)
    (cue,) = (cue for cue in timeline.cues if isinstance(cue, LowerThird))
    return cue, timeline


def painted(cue: LowerThird, timeline: Timeline, ground: int = GROUND) -> Planes:
    """All of it, come and not yet gone."""
    planes = Planes.blank(*timeline.size)
    planes.y[:] = ground
    layer = made(cue, timeline, lambda _: pytest.fail("it has no source"))
    layer.paint((cue.first + cue.stop) // 2, planes)
    return planes


def around(seen: NDArray[np.bool_]) -> Box:
    rows, columns = np.nonzero(seen)
    left, top = int(columns.min()), int(rows.min())
    return Box(left, top, int(columns.max()) + 1 - left, int(rows.max()) + 1 - top)


def colour(written: str) -> NDArray[np.int_]:
    return np.array([int(written[i : i + 2], 16) for i in (1, 3, 5)])


@pytest.mark.parametrize("profile", ["universal", "square"])
@pytest.mark.parametrize(
    ("name", "role"),
    [("Bu Rini", "Pemilik"), (NAME, ROLE), ("Penanggungjawabankependudukan", "Juru kunci " * 9)],
)
def test_name_and_role_keep_their_margins_inside_the_plate(
    profile: str, name: str, role: str
) -> None:
    cue, timeline = planned(profile, name, role)
    assert cue.role is not None
    plate = replace(cue, name=replace(cue.name, lines=()), role=None)
    empty, whole = painted(plate, timeline), painted(cue, timeline)
    ink = around(whole.y != empty.y)
    assert ink.x >= cue.bar.right + 20
    assert cue.box.right - ink.right >= 24
    assert ink.y - cue.box.y >= 12
    assert cue.box.bottom - ink.bottom >= 12
    for part, other in ((cue.name, cue.role), (cue.role, cue.name)):
        only = replace(plate, name=part)
        seen = around(painted(only, timeline).y != empty.y)
        assert not (seen.y < other.box.bottom and seen.bottom > other.box.y)


@pytest.mark.parametrize("profile", ["universal", "square"])
def test_outside_its_box_there_is_nothing_but_its_shadow(profile: str) -> None:
    cue, timeline = planned(profile, NAME, ROLE)
    planes = painted(cue, timeline)
    box = cue.box
    luma = planes.y.astype(int)
    inside = luma[box.y : box.bottom, box.x : box.right].copy()
    luma[box.y : box.bottom, box.x : box.right] = GROUND
    assert luma.max() == GROUND  # nothing of a light plate
    assert luma.min() > GROUND / 2  # nothing of dark letters
    assert inside[0, -1] < GROUND  # its corners are round
    assert np.median(inside) > 200


@pytest.mark.parametrize("profile", ["universal", "square"])
def test_its_bar_is_at_its_left_and_ends_where_it_is_planned(profile: str) -> None:
    cue, timeline = planned(profile, "Bu Rini", "Pemilik")
    row = planes_to_rgb(painted(cue, timeline))[cue.box.y + cue.box.height // 2].astype(int)
    bar, rest = row[cue.box.x + 2 : cue.bar.right - 2], row[cue.bar.right + 2 : cue.name.box.x - 4]
    assert abs(bar - colour(PRIMARY)).max() < 14
    assert abs(rest - colour(PAPER)).max() < 6


def test_it_throws_a_soft_shadow_below() -> None:
    planes = painted(CUE, QUOTE, ground=200)
    below = planes.y[1409:1480, 500].astype(int)
    assert 130 < below[0] < 175
    assert (np.diff(below) >= -1).all()
    assert below[-1] > 197
