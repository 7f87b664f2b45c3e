from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from clipkit.media import photo
from clipkit.model.brand import Colours
from clipkit.planning import palette
from clipkit.planning.colours import contrast

EXAMPLES = Path(__file__).parents[2] / "examples"
Pixels = NDArray[np.uint8]


def drawn(*colours: tuple[int, ...], alpha: int = 255) -> Pixels:
    """Rows of equal height; the first colour has one more."""
    rows = [colours[0], *colours]
    flat = np.array([[(*c, alpha)] * 20 for c in rows for _ in range(5)], np.uint8)
    assert flat.shape[2] == 4
    return flat


def assert_readable(found: Colours) -> None:
    assert contrast(found.paper, found.primary) >= 4.5
    assert contrast(found.ink, found.accent) >= 4.5
    assert contrast(found.accent, found.primary) >= 3


@pytest.mark.parametrize(
    ("brand", "main", "accent"),
    [("kopi", "#8A3B1C", "#F2B23A"), ("rabies", "#0B6E78", "#FFC93C")],
)
def test_a_real_logo_gives_its_own_colours(brand: str, main: str, accent: str) -> None:
    found = palette.picked(photo.logo(EXAMPLES / brand / "logo.png", width=256, height=256))
    assert_readable(found)
    assert palette.between(palette.hue_of(found.primary), palette.hue_of(main)) < 5
    assert palette.between(palette.hue_of(found.accent), palette.hue_of(accent)) < 15


@pytest.mark.parametrize("main", [(200, 30, 40), (250, 210, 0), (30, 160, 60), (90, 60, 250)])
@pytest.mark.parametrize("ground", [(255, 255, 255), (0, 0, 0), (128, 128, 128)])
def test_primary_has_the_hue_of_the_main_colour(
    main: tuple[int, ...], ground: tuple[int, ...]
) -> None:
    found = palette.picked(np.concatenate([drawn(ground), drawn(main), drawn(ground)]))
    assert_readable(found)
    wanted = palette.hue_of("#{:02X}{:02X}{:02X}".format(*main))
    assert palette.between(palette.hue_of(found.primary), wanted) <= 15


@pytest.mark.parametrize(
    "pixels",
    [
        drawn((0, 0, 0)),
        drawn((255, 255, 255)),
        np.zeros((1, 1, 4), np.uint8) + 255,
        np.full((1, 1, 4), (9, 200, 30, 255), np.uint8),
        drawn(*[tuple(np.roll((250, 20 * k, 0), k)) for k in range(12)]),
        np.full((3000, 3000, 4), (180, 0, 90, 255), np.uint8),
    ],
    ids=["black", "white", "one white dot", "one green dot", "rainbow", "huge"],
)
def test_odd_logos_still_give_colours_to_read(pixels: Pixels) -> None:
    assert_readable(palette.picked(pixels))


def test_black_alone_has_no_hue_but_an_amber_accent() -> None:
    found = palette.picked(drawn((0, 0, 0)))
    red, green, blue = (int(found.primary[k : k + 2], 16) for k in (1, 3, 5))
    assert max(red, green, blue) - min(red, green, blue) <= 1
    assert palette.between(palette.hue_of(found.accent), 85) < 5


def test_what_is_transparent_does_not_count() -> None:
    assert palette.picked(drawn((255, 0, 0), alpha=0)) == Colours()
    mixed = np.concatenate([drawn((255, 0, 0), alpha=20)] * 4 + [drawn((0, 90, 200))])
    wanted = palette.hue_of("#005AC8")
    assert palette.between(palette.hue_of(palette.picked(mixed).primary), wanted) <= 15


@given(arrays(np.uint8, (4, 4, 4)))
def test_any_pixels_give_colours_to_read(pixels: Pixels) -> None:
    assert_readable(palette.picked(pixels))


@given(st.tuples(*[st.integers(0, 255)] * 3), st.tuples(*[st.integers(0, 255)] * 3))
def test_any_two_colours_can_be_read(one: tuple[int, ...], other: tuple[int, ...]) -> None:
    assert_readable(palette.picked(drawn(one, other)))
