import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from clipkit.model.cues import Bug, Bumper, TitleCue
from clipkit.planning.logos import optical
from tests.planning.given import BRAND, photo, plan

SIDE = 72


def test_a_square_logo_has_its_size() -> None:
    assert optical(photo(512, 512), SIDE, 400, 108) == (SIDE, SIDE)


@pytest.mark.parametrize(
    ("size", "shown"), [((1200, 300), (182, 46)), ((400, 800), (46, 90)), ((6000, 100), (400, 6))]
)
def test_a_wide_one_is_lower_and_a_tall_one_higher(
    size: tuple[int, int], shown: tuple[int, int]
) -> None:
    assert optical(photo(*size), SIDE, 400, 108) == shown


def test_a_transparent_border_does_not_count() -> None:
    bordered = replace(photo(1000, 1000), ink=(0.1, 0.4, 0.9, 0.6))
    assert optical(bordered, SIDE, 400, 108) == optical(photo(800, 200), SIDE, 400, 108)


@given(st.integers(1, 12_000), st.integers(1, 12_000), st.integers(24, 400))
def test_any_logo_is_seen_inside_its_room(width: int, height: int, side: int) -> None:
    wide, high = optical(photo(width, height), side, 3 * side, 1.5 * side)
    assert 2 <= wide <= 3 * side + 1
    assert 2 <= high <= 1.5 * side + 1
    if 1 / 3 < width / height < 5:  # neither is bound by its room
        assert 0.6 * side**2 < wide * high < 2 * side**2


def test_a_tall_logo_and_its_name_stand_clear_of_the_title() -> None:
    made = plan("# Judul\n\nKopi enak.", known={"brand:logo.png": photo(200, 600)})
    bug = next(cue for cue in made.cues if isinstance(cue, Bug))
    title = next(cue for cue in made.cues if isinstance(cue, TitleCue))
    assert bug.name is not None
    middle = bug.box.y + bug.box.height / 2
    assert abs(bug.name.box.y + bug.name.box.height / 2 - middle) <= 2
    assert (bug.box.height, bug.box.bottom <= title.box.y) == (104, True)


def test_a_wide_logo_is_as_large_on_a_card_as_a_square_one() -> None:
    def area(width: int, height: int) -> int:
        made = plan("Kopi enak.", known={"brand:logo.png": photo(width, height)})
        box = next(cue.box for cue in made.cues if isinstance(cue, Bumper))
        return box.width * box.height

    assert 0.7 < area(1600, 400) / area(900, 900) < 1.5


def test_a_small_logo_is_told() -> None:
    made = plan("Kopi enak.", known={"brand:logo.png": photo(40, 20)})
    (problem,) = [one for one in made.problems if one.code == "logo-small"]
    assert problem.severity == "warning"
    assert dict(problem.values)["path"] == BRAND.logo
    assert dict(problem.values)["size"] == "40x20"
