from pathlib import Path

import numpy as np
from PIL import Image

from clipkit.rendering.logo import logo
from clipkit.units import Box


def saved(path: Path, image: Image.Image) -> Path:
    image.save(path)
    return path


def test_a_tile_gets_round_corners(tmp_path: Path) -> None:
    tile = saved(tmp_path / "a.png", Image.new("RGB", (300, 300), (200, 30, 30)))
    sprite = logo(tile, Box(120, 292, 72, 72))
    assert (sprite.x, sprite.y, sprite.rgba.shape) == (120, 292, (72, 72, 4))
    assert sprite.rgba[0, 0, 3] == 0
    assert sprite.rgba[36, 36].tolist() == [200, 30, 30, 255]


def test_a_tiny_one_grows_smoothly_and_stays_premultiplied(tmp_path: Path) -> None:
    dot = np.zeros((16, 16, 4), np.uint8)
    dot[4:12, 4:12] = 255
    sprite = logo(saved(tmp_path / "a.png", Image.fromarray(dot)), Box(0, 0, 160, 160))
    assert (sprite.rgba[..., :3] <= sprite.rgba[..., 3:]).all()
    assert np.unique(sprite.rgba[80, :, 3]).size > 5


def test_a_wide_one_keeps_its_shape(tmp_path: Path) -> None:
    wide = saved(tmp_path / "a.png", Image.new("RGBA", (1200, 300), (0, 0, 0, 255)))
    assert logo(wide, Box(0, 0, 200, 72)).rgba.shape == (50, 200, 4)
