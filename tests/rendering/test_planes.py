import numpy as np
import pytest

from clipkit.rendering.planes import (
    Ink,
    Patch,
    Pixels,
    Planes,
    ink,
    planes_to_rgb,
    premultiplied,
    rgb_to_planes,
)
from clipkit.units import Box


def flat(width: int, height: int, colour: tuple[int, ...]) -> Pixels:
    return np.full((height, width, len(colour)), colour, np.uint8)


@pytest.mark.parametrize("colour", [(255, 255, 255), (0, 0, 0), (176, 106, 54), (15, 123, 95)])
def test_a_flat_colour_survives_the_way_there_and_back(colour: tuple[int, int, int]) -> None:
    back = planes_to_rgb(rgb_to_planes(flat(16, 16, colour)))
    assert abs(back.astype(int) - colour).max() <= 2


def test_white_and_black_have_the_codes_of_limited_range() -> None:
    assert rgb_to_planes(flat(4, 4, (255, 255, 255))).y.min() == 235
    assert rgb_to_planes(flat(4, 4, (0, 0, 0))).y.max() == 16
    assert ink("#00FF00") == Ink(173, 42, 26)  # BT.601 would give 145, 54, 34


def test_chroma_sits_on_the_even_columns() -> None:
    rgb = flat(16, 4, (128, 128, 128))
    rgb[:, 8:] = (255, 0, 0)
    v = rgb_to_planes(rgb).v[0].astype(int)
    assert list(v[:4]) == [128] * 4
    assert list(v[5:]) == [240] * 3
    assert v[4] == pytest.approx(128 * 0.25 + 240 * 0.75, abs=2)  # centred on column 8


def test_a_patch_lies_where_it_was_put_also_on_odd_pixels() -> None:
    planes = Planes.blank(40, 40)
    Patch(flat(11, 7, (255, 255, 255, 255)), 5, 9).blend(planes)
    rows, columns = np.nonzero(planes.y == 235)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (9, 15, 5, 15)
    assert abs(planes.u.astype(int) - 128).max() <= 1


def test_a_patch_moves_by_whole_even_pixels_and_is_clipped() -> None:
    planes = Planes.blank(40, 40)
    Patch(flat(10, 10, (255, 255, 255, 255)), 0, 0).blend(planes, dx=-5.2, dy=34)
    rows, columns = np.nonzero(planes.y == 235)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (34, 39, 0, 3)


def test_a_patch_outside_or_empty_paints_nothing() -> None:
    planes = Planes.blank(16, 16)
    Patch(flat(4, 4, (255, 255, 255, 255)), 40, -9).blend(planes)
    Patch(flat(4, 4, (0, 0, 0, 0)), 2, 2).blend(planes)
    Patch(flat(4, 4, (255, 255, 255, 255)), 2, 2).blend(planes, opacity=0.0)
    assert planes.y.max() == 16


@pytest.mark.parametrize("opacity", [1.0, 0.5, 0.25])
def test_a_patch_is_as_strong_as_its_alpha_and_its_opacity(opacity: float) -> None:
    planes = rgb_to_planes(flat(20, 20, (0, 0, 255)))
    sprite = premultiplied(flat(10, 10, (255, 0, 0, 128)))
    Patch(sprite, 4, 4).blend(planes, opacity)
    share = opacity * 128 / 255
    red, _, blue = planes_to_rgb(planes)[9, 9]
    assert (red, blue) == pytest.approx((255 * share, 255 * (1 - share)), abs=3)


def test_a_patch_is_the_sum_of_its_columns() -> None:
    sprite = premultiplied(np.random.default_rng(3).integers(0, 256, (12, 30, 4), np.uint8))
    patch = Patch(sprite, 7, 9)
    whole, parts = (rgb_to_planes(flat(48, 48, (90, 140, 30))) for _ in range(2))
    patch.blend(whole)
    for left, right in ((0, 14), (14, 30), (30, 48)):
        patch.columns(left, right).blend(parts)
    assert all(np.array_equal(mine, its) for mine, its in zip(parts, whole, strict=True))
    patch.columns(2, 4).blend(parts)  # beside it: nothing
    assert np.array_equal(parts.y, whole.y)


def test_filling_keeps_to_its_box_and_its_opacity() -> None:
    planes = Planes.blank(20, 20)
    planes.fill(Box(4, 6, 8, 4), ink("#FFFFFF"))
    planes.fill(Box(4, 6, 8, 2), ink("#000000"), opacity=0.5)
    assert planes.y[5].max() == 16
    assert list(planes.y[8, 3:13]) == [16] + [235] * 8 + [16]
    assert planes.y[6, 4] == pytest.approx(125.5, abs=1)
