"""Facts tell how bright a picture is as a whole, and how bright its spots are."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from clipkit.media import probe
from clipkit.model.facts import Facts, packed, unpacked


def facts(tmp_path: Path, pixels: NDArray[np.uint8]) -> Facts:
    Image.fromarray(pixels).save(tmp_path / "a.png")
    return probe.facts(tmp_path / "a.png", "a.png")


def flat(
    level: int | tuple[int, int, int], size: tuple[int, int] = (1080, 1920)
) -> NDArray[np.uint8]:
    return np.full((size[1], size[0], 3), level, np.uint8)


@pytest.mark.parametrize("level", [0, 3, 60, 128, 200, 255])
def test_a_flat_grey_is_its_own_peak(tmp_path: Path, level: int) -> None:
    found = facts(tmp_path, flat(level))
    assert {value for row in found.peak for value in row} == {level}
    assert {value for row in found.luma for value in row} == {level}


def test_tiles_are_as_bright_as_their_white(tmp_path: Path) -> None:
    rows, columns = np.mgrid[:1920, :1080] // 14
    tiles = np.repeat(((rows + columns) % 2 * 255).astype(np.uint8)[..., None], 3, axis=2)
    found = facts(tmp_path, tiles)
    assert max(value for row in found.luma for value in row) < 150
    assert min(value for row in found.peak for value in row) > 245


def test_a_lamp_is_bright_in_its_cell_only(tmp_path: Path) -> None:
    night = flat(12)
    night[300:330, 500:530] = 250  # row 2, column 4
    peak = facts(tmp_path, night).peak
    assert peak[2][4] > 240
    assert sorted(value for row in peak for value in row)[:-1] == [12] * 143


def test_a_glint_hides_no_letter(tmp_path: Path) -> None:
    night = flat(12)
    night[300:304, 500:504] = 250
    assert max(value for row in facts(tmp_path, night).peak for value in row) < 60


def test_a_colour_is_as_bright_as_the_grey_of_its_luminance(tmp_path: Path) -> None:
    assert facts(tmp_path, flat((255, 0, 0))).peak[8][4] == 128  # luma takes it for 54


def test_a_picture_smaller_than_the_grid_has_all_of_it(tmp_path: Path) -> None:
    found = facts(tmp_path, flat(90, (5, 4)))
    assert found.peak == ((90,) * 9,) * 16
    assert unpacked(packed(found), "a.png") == found
