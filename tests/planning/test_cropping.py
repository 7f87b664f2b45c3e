import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from clipkit.model.facts import Part
from clipkit.model.script import Picture
from clipkit.planning.cropping import CUT, LARGEST, enlarged, fitted, kept, panel_box
from clipkit.units import Box
from tests.planning.given import photo


@pytest.mark.parametrize(
    ("size", "frame", "fit"),
    [
        ((1080, 1920), (1080, 1920), "cover"),
        ((3000, 4000), (1080, 1920), "cover"),
        ((1600, 1067), (1080, 1920), "panel"),
        ((1600, 1067), (1920, 1080), "cover"),
        ((1080, 1920), (1920, 1080), "panel"),
        ((1600, 1067), (1080, 1080), "cover"),
    ],
)
def test_a_picture_covers_where_sixty_percent_of_it_stay_in_view(
    size: tuple[int, int], frame: tuple[int, int], fit: str
) -> None:
    assert fitted(Picture(source="a.jpg", at=0), photo(*size), frame) == fit


@pytest.mark.parametrize(
    ("subject", "fit"),
    [
        ((0.2, 0.2, 0.8, 0.8), "cover"),
        ((0.0, 0.2, 0.9, 0.8), "panel"),
        ((0.0, 0.0, 0.82, 1.0), "cover"),
    ],
)
def test_a_picture_does_not_cover_where_its_subject_would_be_cut(subject: Part, fit: str) -> None:
    known = replace(photo(3000, 4000), subject=subject)  # three quarters of its width are seen
    picture = Picture(source="a.jpg", at=0)
    assert fitted(picture, known, (1080, 1920)) == fit
    assert fitted(replace(picture, focus=(0.2, 0.5)), known, (1080, 1920)) == "cover"


@pytest.mark.parametrize(
    ("heads", "fit"),
    [
        (((0.1, 0.2, 0.3, 0.4), (0.6, 0.2, 0.8, 0.4)), "cover"),
        (((0.02, 0.2, 0.2, 0.4), (0.6, 0.2, 0.8, 0.4)), "panel"),
    ],
)
def test_a_picture_does_not_cover_where_a_head_would_be_cut(
    heads: tuple[Part, ...], fit: str
) -> None:
    subject = (0.02, 0.2, 0.8, 0.9)  # of which a tenth may be cut
    known = replace(photo(3000, 4000), subject=subject, faces=heads)
    picture = Picture(source="a.jpg", at=0)
    assert fitted(picture, known, (1080, 1920)) == fit
    assert fitted(replace(picture, focus=(0.2, 0.5)), known, (1080, 1920)) == "cover"


def test_a_fit_that_is_written_is_kept() -> None:
    assert fitted(Picture(source="a.jpg", at=0, fit="cover"), photo(1600, 900), (1080, 1920)) == (
        "cover"
    )


@given(st.integers(16, 8000), st.integers(16, 8000))
def test_a_panel_keeps_most_of_its_picture_in_view(width: int, height: int) -> None:
    panel = Box(0, 598, 1080, 650)
    box = panel_box(panel, (width, height))
    assert panel.x <= box.x
    assert box.right <= panel.right
    assert panel.y <= box.y
    assert box.bottom <= panel.bottom
    if min(box.width, box.height) > 32:
        assert kept((width, height), (box.width, box.height)) > 0.44


def test_a_panel_is_made_narrower_for_its_subject() -> None:
    panel = Box(0, 598, 1080, 650)
    tall = (0.2, 0.02, 0.8, 0.98)
    assert panel_box(panel, (1000, 1250)).width == panel.width
    box = panel_box(panel, (1000, 1250), tall)
    assert kept((1000, 1250), (box.width, box.height)) >= 0.96 * (1 - CUT) - 0.01
    assert abs((box.x - panel.x) - (panel.right - box.right)) <= 2


@given(st.integers(1, 3000), st.integers(1, 3000))
def test_a_tiny_picture_is_enlarged_four_times_at_most(width: int, height: int) -> None:
    frame, panel = Box(0, 0, 1080, 1920), Box(0, 550, 1080, 900)
    fit = fitted(Picture(source="a.jpg", at=0), photo(width, height), (1080, 1920))
    box = frame if fit == "cover" else panel_box(panel, (width, height))
    assert panel.y <= box.y or fit == "cover"
    assert box.bottom <= panel.bottom or fit == "cover"
    assert enlarged((width, height), box) <= LARGEST + 2 / min(width, height)  # sides are even
    written = Picture(source="a.jpg", at=0, fit="cover")
    assert fitted(written, photo(width, height), (1080, 1920)) == "cover"
