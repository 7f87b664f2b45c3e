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


def test_a_transparent_border_is_cut_off_and_what_is_left_is_sharp(tmp_path: Path) -> None:
    wide = np.zeros((3000, 3000, 4), np.uint8)
    wide[1400:1600, 1100:1900] = (255, 220, 0, 255)
    sprite = logo(saved(tmp_path / "a.png", Image.fromarray(wide)), Box(0, 0, 400, 100))
    alpha = sprite.rgba[..., 3].astype(int)
    assert (alpha > 250).mean() > 0.96
    assert (alpha[0] < 250).any()  # its own edge, and no corner rounded
    assert alpha[3, 3] > 200
    assert ((alpha[50] > 10) & (alpha[50] < 245)).sum() <= 4


def test_one_of_which_nothing_is_seen_is_nothing(tmp_path: Path) -> None:
    clear = saved(tmp_path / "a.png", Image.new("RGBA", (300, 300)))
    assert logo(clear, Box(0, 0, 72, 72)).rgba.max() == 0


def test_a_drawing_is_drawn_for_its_box(tmp_path: Path) -> None:
    drawing = tmp_path / "a.svg"
    drawing.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8">'
        '<path d="M2 2h4v4h-4z" fill="#C81E1E"/></svg>'
    )
    sprite = logo(drawing, Box(0, 0, 300, 300))
    assert sprite.rgba.shape == (300, 300, 4)
    assert sprite.rgba[150, 150].tolist() == [200, 30, 30, 255]
    alpha = sprite.rgba[150, :, 3].astype(int)
    assert ((alpha > 10) & (alpha < 245)).sum() <= 4
