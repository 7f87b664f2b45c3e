import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from clipkit.model.cues import Label, Shape, TitleCue
from clipkit.rendering.layers.words import made
from clipkit.rendering.planes import Planes, planes_to_rgb
from clipkit.units import Box
from tests.fixtures import ACCENT, PANEL, PRIMARY, lines


def label(shape: Shape, words: str = "HEMAT") -> Label:
    return Label(
        first=0,
        stop=30,
        scene=0,
        name="tag",
        text=words,
        lines=lines(words),
        size=26,
        style="pill",
        box=Box(424, 304, 232, 64),
        shape=shape,
        plate=Box(400, 300, 280, 72),
        ink=ACCENT,
        edge=PRIMARY,
    )


def painted(cue: Label | TitleCue, frame: int = 20) -> Planes:
    planes = Planes.blank(1080, 1920)
    planes.y[:] = 120
    made(cue, PANEL, lambda _: pytest.fail("it has no source")).paint(frame, planes)
    return planes


def rgb(cue: Label | TitleCue, frame: int = 20) -> NDArray[np.int16]:
    return planes_to_rgb(painted(cue, frame)).astype(np.int16)


def near(picture: NDArray[np.int16], colour: str, within: int = 14) -> NDArray[np.bool_]:
    wanted = np.array([int(colour[i : i + 2], 16) for i in (1, 3, 5)])
    return np.asarray(abs(picture - wanted).max(axis=-1) <= within)


@pytest.mark.parametrize("shape", ["pill", "badge", "button"])
def test_capitals_stand_in_the_middle_of_their_plate(shape: Shape) -> None:
    part = rgb(label(shape, "HHHH"))[312:360, 440:640]
    dark = part.max(axis=2) < 60
    rows, columns = np.nonzero(dark)
    assert abs((rows.min() + rows.max()) / 2 + 312 - 335.5) <= 1
    assert abs((columns.min() + columns.max()) / 2 + 440 - 539.5) <= 1.5


@pytest.mark.parametrize(("shape", "radius"), [("pill", 72 / 2), ("badge", 0.22 * 72)])
def test_a_pill_s_ends_are_round_and_a_badge_s_corners_less_so(shape: Shape, radius: float) -> None:
    plate = painted(label(shape)).y[300:372, 400:680]
    way = range(36)
    arc = radius * (1 - 0.5**0.5)  # where the diagonal comes to a round corner
    for corner in (plate, plate[::-1], plate[:, ::-1], plate[::-1, ::-1]):
        begins = int(np.argmax(corner[way, way] > (120 + 190) / 2))  # half covered; luma of ACCENT
        assert begins == pytest.approx(arc, abs=1)


def test_a_pill_of_several_lines_does_not_cut_its_letters() -> None:
    tall = replace(label("pill"), plate=Box(400, 300, 280, 160))
    plate = painted(tall).y[300:460, 400:680]
    begins = int(np.argmax(plate[range(80), range(80)] > (120 + 190) / 2))
    assert begins == pytest.approx(40 * (1 - 0.5**0.5), abs=1)


def test_a_rule_is_a_thin_line_as_wide_as_its_text_below_it() -> None:
    picture = rgb(label("rule"))
    assert near(picture[368:372, 404:676], ACCENT, 40).all()
    assert not near(picture[300:366, 400:680], ACCENT, 40).any()
    assert not near(picture[373:380, 400:680], ACCENT, 40).any()


def test_a_button_has_a_darker_edge_below() -> None:
    column = rgb(label("button"))[:, 540]
    assert near(column[374:379, None], PRIMARY).all()
    assert not near(column[386:390, None], PRIMARY).any()


def test_no_shape_is_text_alone() -> None:
    assert not near(rgb(label("none")), ACCENT).any()


@pytest.mark.parametrize(("edge", "seen"), [(PRIMARY, PRIMARY), ("", "#0C1F1A")])
def test_an_old_price_is_struck_in_its_edge_s_colour_or_its_own(edge: str, seen: str) -> None:
    plain = replace(label("pill", "Rp15"), size=80)  # a line of 7 px: three have its own chroma
    struck = replace(plain, strike=True, edge=edge)
    through = rgb(struck)[336, 428:652]
    assert near(through, seen, 24).mean() > 0.97  # from one side of its box to the other
    assert near(rgb(plain)[336, 428:652], seen, 24).mean() < 0.6


def test_a_title_has_its_rule_beside_it() -> None:
    title = next(cue for cue in PANEL.cues if isinstance(cue, TitleCue))
    picture, luma = rgb(title), painted(title).y[420:520]
    inside = luma != 120
    assert inside[:, 120:130].all()
    assert not inside[:, 110:120].any()
    assert not inside[:, 130:150].any()
    # Chroma is one for two columns, softened by 1-2-1 about the left one: 122 is its first whole.
    assert near(picture[420:520, 122:129], ACCENT).all()
    assert (picture[396:550, 156:700].min(axis=2) > 220).sum() > 4000


def test_a_title_comes_from_the_left() -> None:
    title = next(cue for cue in PANEL.cues if isinstance(cue, TitleCue))
    first, third = (rgb(title, frame)[470, :400].astype(int) for frame in (2, 5))
    edges = [int(np.argmax(abs(row - 120).max(axis=1) > 40)) for row in (first, third)]
    assert edges[0] < edges[1] <= 122
