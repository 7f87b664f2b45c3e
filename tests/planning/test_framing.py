import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from clipkit.model.cues import View
from clipkit.model.facts import Facts, Part
from clipkit.model.script import Motion, Picture
from clipkit.planning.cropping import CUT
from clipkit.planning.framing import LEAST_ZOOM, ZOOM, Shown, luma_under, peak_under, views
from clipkit.units import Box
from tests.planning.given import clip, photo

FRAME = Box(0, 0, 1080, 1920)


def shown(
    size: tuple[int, int] = (1600, 1067),
    motion: Motion = "auto",
    *,
    box: Box = FRAME,
    focus: tuple[float, float] = (0.5, 0.5),
    centre: tuple[float, float] = (0.5, 0.5),
    seconds: float = 4.0,
    turn: int = 0,
) -> Shown:
    picture = Picture(source="a.jpg", at=0, motion=motion, focus=focus)
    return Shown(
        picture=picture,
        facts=photo(*size),
        fit="cover",
        box=box,
        centre=centre,
        seconds=seconds,
        turn=turn,
    )


def seen(part: Shown, view: View) -> tuple[float, float, float, float]:
    """Return the rectangle of the picture that is seen: left, top, right, bottom, 0.0 to 1.0."""
    width, height = part.facts.size
    scale = max(part.box.width / width, part.box.height / height) * view.zoom
    wide, high = part.box.width / scale / width, part.box.height / scale / height
    left, top = view.x * (1 - wide), view.y * (1 - high)
    return left, top, left + wide, top + high


def with_subject(part: Shown, subject: Part) -> Shown:
    """The same picture, whose subject is known, and whose focus nobody wrote."""
    middle = (subject[0] + subject[2]) / 2, (subject[1] + subject[3]) / 2
    facts = replace(part.facts, subject=subject, focus=middle)
    return replace(part, facts=facts, picture=replace(part.picture, focus=None))


def test_the_focus_lands_where_it_should() -> None:
    part = shown(motion="none", focus=(0.3, 0.5), centre=(0.5, 0.35))
    left, top, right, bottom = seen(part, views(part)[0])
    assert (0.3 - left) / (right - left) == pytest.approx(0.5, abs=0.01)
    assert top == 0.0
    assert bottom == pytest.approx(1.0)


def test_a_focus_at_the_edge_goes_as_far_as_the_picture_reaches() -> None:
    part = shown(motion="none", focus=(0.0, 0.0))
    assert seen(part, views(part)[0])[0] == 0.0


def test_zooms_keep_to_their_speed_and_end() -> None:
    begin, end = views(shown(motion="zoom-in", seconds=2.0))
    assert (begin.zoom, end.zoom) == (1.0, 1.064)
    begin, end = views(shown(motion="zoom-out", seconds=20.0))
    assert (begin.zoom, end.zoom) == (ZOOM, 1.0)


def test_a_zoom_does_not_drift_to_and_fro() -> None:
    begin, end = views(shown((1080, 1920), "zoom-in", focus=(0.2, 0.5)))
    assert begin.x == end.x


@pytest.mark.parametrize(
    ("motion", "axis", "sign"),
    [("pan-left", 0, -1), ("pan-right", 0, 1), ("pan-up", 1, -1), ("pan-down", 1, 1)],
)
def test_a_pan_goes_its_way(motion: Motion, axis: int, sign: int) -> None:
    part = shown(motion=motion)
    begin, end = (seen(part, view) for view in views(part))
    assert (end[axis] - begin[axis]) * sign > 0.01


def test_motions_of_their_own_alternate_and_lead_to_the_focus() -> None:
    def kind(size: tuple[int, int], turn: int) -> str:
        begin, end = views(shown(size, turn=turn, focus=(0.7, 0.5)))
        return "in" if end.zoom > begin.zoom else "out" if end.zoom < begin.zoom else "pan"

    assert [kind((1600, 1067), turn) for turn in range(4)] == ["in", "pan", "out", "pan"]
    assert [kind((1080, 1920), turn) for turn in range(4)] == ["in", "out", "in", "out"]
    part = shown(turn=1, focus=(0.7, 0.5))
    first, last = (seen(part, view) for view in views(part))
    assert abs((last[0] + last[2]) / 2 - 0.7) < abs((first[0] + first[2]) / 2 - 0.7)


def test_footage_moves_by_itself() -> None:
    part = shown()
    moving = Shown(
        picture=part.picture,
        facts=clip(1600, 900, 5.0),
        fit="cover",
        box=FRAME,
        centre=(0.5, 0.5),
        seconds=4.0,
        turn=0,
    )
    begin, end = views(moving)
    assert begin == end


MOTIONS: tuple[Motion, ...] = (
    *("auto", "none", "zoom-in", "zoom-out"),
    *("pan-left", "pan-right", "pan-up", "pan-down"),
)
POINT = st.tuples(st.floats(0, 1), st.floats(0, 1))


@given(
    st.tuples(st.integers(16, 8000), st.integers(16, 8000)),
    st.sampled_from(MOTIONS),
    st.sampled_from([FRAME, Box(0, 598, 1080, 650), Box(0, 0, 1920, 1080)]),
    POINT,
    POINT,
    st.floats(0.5, 60),
    st.integers(0, 9),
)
def test_every_view_is_inside_its_picture_and_moves_slowly(
    size: tuple[int, int],
    motion: Motion,
    box: Box,
    focus: tuple[float, float],
    centre: tuple[float, float],
    seconds: float,
    turn: int,
) -> None:
    part = shown(size, motion, box=box, focus=focus, centre=centre, seconds=seconds, turn=turn)
    for view in views(part):
        assert 1.0 <= view.zoom <= 1.2
        assert 0.0 <= view.x <= 1.0
        assert 0.0 <= view.y <= 1.0
        left, top, right, bottom = seen(part, view)
        assert left >= -1e-6
        assert top >= -1e-6
        assert right <= 1 + 1e-6
        assert bottom <= 1 + 1e-6
    begin, end = (seen(part, view) for view in views(part))
    width, height = begin[2] - begin[0], begin[3] - begin[1]
    middle = [abs(e[0] + e[1] - b[0] - b[1]) / 2 for b, e in (
        ((begin[0], begin[2]), (end[0], end[2])), ((begin[1], begin[3]), (end[1], end[3])),
    )]  # fmt: skip
    moved = max(middle[0] / width, middle[1] / height)
    assert moved <= max(0.09 * seconds, 0.1) + 0.01 + 1e-4 / min(width, height)  # views are rounded


SPAN = st.tuples(st.floats(0, 1), st.floats(0, 1)).map(sorted).filter(lambda s: s[1] - s[0] > 0.05)


@given(
    st.tuples(st.integers(64, 8000), st.integers(64, 8000)),
    st.sampled_from(MOTIONS[:4]),  # a pan that is asked for goes where it is sent
    st.sampled_from([FRAME, Box(0, 598, 1080, 650), Box(0, 0, 1920, 1080)]),
    st.tuples(SPAN, SPAN),
    POINT,
    st.floats(0.5, 60),
    st.integers(0, 9),
)
def test_a_subject_stays_in_view_all_the_time(
    size: tuple[int, int],
    motion: Motion,
    box: Box,
    subject: tuple[list[float], list[float]],
    centre: tuple[float, float],
    seconds: float,
    turn: int,
) -> None:
    """One that is larger than the view fills it, but for what may be cut."""
    across, down = subject
    plain = shown(size, motion, box=box, centre=centre, seconds=seconds, turn=turn)
    part = with_subject(plain, (across[0], down[0], across[1], down[1]))
    for view in views(part):
        left, top, right, bottom = seen(part, view)
        for (first, last), low, high in ((across, left, right), (down, top, bottom)):
            shared = max(0.0, min(last, high) - max(first, low))
            assert shared >= (1 - CUT) * min(last - first, high - low) - 0.01


@given(
    st.tuples(st.integers(64, 8000), st.integers(64, 8000)),
    st.sampled_from(MOTIONS[:4]),
    st.sampled_from([FRAME, Box(0, 598, 1080, 650), Box(0, 0, 1920, 1080)]),
    st.tuples(SPAN, SPAN),
    st.floats(0, 1),
    POINT,
    st.floats(0.5, 60),
    st.integers(0, 9),
)
def test_heads_that_the_frame_can_hold_are_never_cut(
    size: tuple[int, int],
    motion: Motion,
    box: Box,
    heads: tuple[list[float], list[float]],
    grown: float,
    centre: tuple[float, float],
    seconds: float,
    turn: int,
) -> None:
    (left, right), (top, bottom) = heads
    subject = left * grown, top * grown, 1 - (1 - right) * grown, 1 - (1 - bottom) * grown
    plain = shown(size, motion, box=box, centre=centre, seconds=seconds, turn=turn)
    part = with_subject(plain, subject)
    part = replace(part, facts=replace(part.facts, faces=((left, top, right, bottom),)))
    whole = seen(part, View())
    across, down = right - left <= whole[2] - whole[0], bottom - top <= whole[3] - whole[1]
    begun, arrived = views(part)
    amid = View(*((one + other) / 2 for one, other in zip(begun, arrived, strict=True)))
    for view in (begun, amid, arrived):
        first, upper, last, lower = seen(part, view)
        if across and down:
            assert first - 0.002 <= left
            assert right <= last + 0.002
            assert upper - 0.002 <= top
            assert bottom <= lower + 0.002


def test_a_pan_that_is_asked_for_goes_where_it_is_sent() -> None:
    part = with_subject(shown((1600, 1067), "pan-right", seconds=60), (0.1, 0.1, 0.4, 0.4))
    assert views(part) == views(
        replace(part, facts=replace(part.facts, faces=((0.15, 0.1, 0.3, 0.3),)))
    )


def test_a_zoom_ends_before_it_cuts_the_subject() -> None:
    part = with_subject(shown((1080, 1920), "zoom-in", seconds=9), (0.04, 0.1, 0.96, 0.9))
    begin, end = views(part)
    assert begin.zoom == 1.0
    assert end.zoom == pytest.approx(1 / 0.92, abs=0.001)
    assert views(with_subject(part, (0.0, 0.0, 1.0, 1.0)))[1].zoom == LEAST_ZOOM


def test_luma_is_that_of_the_picture_under_the_text() -> None:
    part = shown((1080, 1920), "none")
    bright = ((240,) * 9,) * 8 + ((10,) * 9,) * 8
    lit = Shown(
        picture=part.picture,
        facts=photo(1080, 1920).__class__(
            kind="photo", path="", digest="", size=(1080, 1920), luma=bright
        ),
        fit="cover",
        box=FRAME,
        centre=(0.5, 0.5),
        seconds=3.0,
        turn=0,
    )
    assert luma_under(lit, View(), Box(0, 0, 1080, 400)) == 240
    assert luma_under(lit, View(), Box(0, 1300, 1080, 400)) == 10
    assert luma_under(lit, View(), Box(0, 900, 1080, 200)) > 200


def under(facts: Facts, part: Box, **more: object) -> float:
    """The peak of a picture that fills the frame, or is contained in it."""
    told = {"fit": "cover", "motion": "none", "effect": "", "rotate": 0} | more
    fit = told.pop("fit")
    lit = replace(
        shown(facts.size, "none"),
        facts=facts,
        fit=fit,
        box=FRAME,
    )
    return peak_under(replace(lit, picture=replace(lit.picture, **told)), part)


def spotted(row: int, size: tuple[int, int] = (1080, 1920)) -> Facts:
    """A dark photo with a bright spot in one row of its grid."""
    dark = [(20,) * 9 for _ in range(16)]
    peaks = [*dark[:row], (20,) * 4 + (250,) + (20,) * 4, *dark[row + 1 :]]
    return replace(photo(*size), luma=tuple(dark), peak=tuple(peaks))


def test_a_spot_counts_where_it_is() -> None:
    lamp = spotted(2)  # rows 240 to 360
    assert under(lamp, Box(0, 250, 1080, 60)) == 250
    assert under(lamp, Box(0, 250, 400, 60)) == 20
    assert under(lamp, Box(0, 400, 1080, 60)) == 20


def test_a_spot_counts_all_the_way_that_a_picture_moves() -> None:
    lamp = spotted(8, (1080, 3840))
    still = under(lamp, Box(0, 0, 1080, 200))
    assert (still, under(lamp, Box(0, 0, 1080, 200), motion="pan-down")) == (20, 20)
    assert under(lamp, Box(0, 900, 1080, 200), motion="pan-down") == 250


def test_a_contained_picture_is_under_what_lies_on_it_only() -> None:
    square = replace(photo(1000, 1000, luma=200), luma=((200,) * 9,) * 16)
    assert under(square, Box(0, 0, 1080, 380), fit="contain") == 0
    assert under(square, Box(0, 300, 1080, 200), fit="contain") == 200


def test_what_facts_do_not_tell_is_taken_for_white() -> None:
    dark = photo(1080, 1920, luma=20)
    everywhere = Box(0, 0, *FRAME[2:])
    assert under(dark, everywhere) == 20
    assert under(dark, everywhere, effect="darker") == 20
    assert under(dark, everywhere, effect="invert-colors") == 255
    assert under(dark, everywhere, rotate=90) == 255
    assert under(replace(dark, luma=()), everywhere) == 255
