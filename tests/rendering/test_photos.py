from pathlib import Path
from typing import get_args

import cv2
import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from clipkit.model.cues import Effect, View
from clipkit.rendering import effects, photos
from clipkit.rendering.planes import Pixels, Planes, planes_to_rgb
from clipkit.units import Box
from tests.rendering.sample import SIZE, Files, photo, picture, psnr, saved

EFFECTS = get_args(Effect)


def painted(ready: photos.Ready, k: int = 0) -> Planes:
    planes = Planes.blank(*SIZE)
    ready.paint(k, planes)
    return planes


def test_a_cover_shows_the_middle_of_a_picture_at_zoom_one(files: Files) -> None:
    still = (View(), View())
    shown = planes_to_rgb(painted(photos.loaded(photo(view=still), files("a.png"), SIZE)))
    seen = picture(600, 800)[:, 75:525]  # 9:16 of 600x800
    step = seen.shape[0] / SIZE[1]
    rows, columns = (((np.arange(n) + 0.5) * step).astype(int) for n in (SIZE[1], SIZE[0]))
    assert psnr(shown, seen[rows][:, columns]) > 24  # nearest against smooth, but in its place


def test_a_panel_lies_over_its_own_dark_ground(files: Files) -> None:
    box = Box(0, 100, 216, 140)
    ready = photos.loaded(photo(box=box, fit="panel"), files("b.png"), SIZE)
    planes = painted(ready)
    assert ready.window == box
    around = np.vstack([planes.y[:100], planes.y[240:]])
    rgb = planes_to_rgb(planes)
    luma = np.vstack([rgb[:100], rgb[240:]]) @ (0.2126, 0.7152, 0.0722)
    assert luma.mean() <= 67
    assert around.std() > 1  # not black: the picture's own light


def test_a_picture_that_is_contained_is_seen_whole(files: Files) -> None:
    ready = photos.loaded(
        photo(fit="contain", source="b.png", view=(View(), View())), files("b.png"), SIZE
    )
    assert ready.window == Box(0, 120, 216, 144)


@pytest.mark.parametrize("name", ["icon.png", "wide.png"])
def test_small_and_wide_pictures_fill_the_frame_and_little_memory(files: Files, name: str) -> None:
    ready = photos.loaded(
        photo(source=name, view=(View(1.0, 0.2), View(1.3, 0.4))), files(name), SIZE
    )
    assert painted(ready, 15).y.std() > 2
    assert ready.nbytes < 24 * SIZE[0] * SIZE[1]  # the whole of it: 60


@pytest.mark.parametrize("name", EFFECTS)
def test_an_effect_changes_a_photo_and_not_its_shape(files: Files, name: str) -> None:
    cue = photo(view=(View(), View()))
    plain = planes_to_rgb(painted(photos.loaded(cue, files("a.png"), SIZE)))
    changed = planes_to_rgb(painted(photos.loaded(replace(cue, effect=name), files("a.png"), SIZE)))
    assert psnr(plain, changed) < 40
    if name == "mirror-x":
        assert psnr(plain, changed[:, ::-1]) > 30
    if name == "black-and-white":
        assert np.ptp(changed.astype(int), axis=2).max() <= 4


def test_there_is_an_effect_for_every_name() -> None:
    assert tuple(effects.NAMES) == EFFECTS
    with pytest.raises(KeyError):
        effects.effect("blink")


def test_the_ground_of_a_dark_picture_is_not_made_lighter(files: Files) -> None:
    dark = np.full((80, 60, 3), 20, np.uint8)
    ground = planes_to_rgb(photos.ground_of(dark, SIZE))
    assert ground.mean() == pytest.approx(16, abs=1.5)
    assert files.paths


def test_the_ground_has_the_brand_s_tone_from_top_to_bottom() -> None:
    grey = np.full((80, 60, 3), 200, np.uint8)
    ground = planes_to_rgb(photos.ground_of(grey, SIZE, ("#0B6E78FF", "#101010FF")))
    top, bottom = ground[:8].mean((0, 1)), ground[-8:].mean((0, 1))
    assert top == pytest.approx(0.3 * 66 + 0.7 * np.array([0x0B, 0x6E, 0x78]), abs=3)
    assert bottom == pytest.approx([0.3 * 66 + 0.7 * 0x10] * 3, abs=3)


def test_a_photo_is_turned(files: Files, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = saved(tmp_path_factory.mktemp("turned") / "t.png", np.rot90(picture(600, 800)).copy())
    still = (View(), View())
    turned = painted(photos.loaded(photo(rotate=90, view=still), file, SIZE))
    upright = painted(photos.loaded(photo(view=still), files("a.png"), SIZE))
    assert psnr(turned.y, upright.y) > 40


def test_of_a_wide_photo_only_what_is_seen_is_made_ready(tmp_path: Path) -> None:
    wide = picture(1600, 900, 3)
    path = saved(tmp_path / "a.png", wide)
    side = View(1.1, 0.9, 0.5)
    ready = photos.loaded(photo(view=(side, side)), path, SIZE)
    high, across = 900 / 1.1, 900 / 1.1 * SIZE[0] / SIZE[1]
    left, top = 0.9 * (1600 - across), 0.5 * (900 - high)
    rows = (top + (np.arange(SIZE[1]) + 0.5) * high / SIZE[1]).astype(int)
    columns = (left + (np.arange(SIZE[0]) + 0.5) * across / SIZE[0]).astype(int)
    shown = planes_to_rgb(painted(ready))
    assert psnr(shown, wide[rows][:, columns]) > 24  # nearest against smooth, but in its place
    moved = photos.loaded(photo(view=(View(1.1, 0.0, 0.5), side)), path, SIZE)  # over all of it
    assert ready.nbytes < 0.6 * moved.nbytes


def test_a_reduced_photo_keeps_its_edges(tmp_path: Path) -> None:
    random, fine = np.random.default_rng(5), np.full((1600, 900, 3), 128.0, np.float32)
    for cells in (9, 18, 36, 72, 144, 288, 576):  # as in nature: alike at every scale
        spots = random.normal(0, 16, (cells * 16 // 9, cells, 3)).astype(np.float32)
        fine += cv2.resize(spots, (900, 1600), interpolation=cv2.INTER_CUBIC)
    sharp = np.clip(fine, 0, 255).astype(np.uint8)
    path = saved(tmp_path / "a.png", sharp)
    still = (View(), View())
    shown = planes_to_rgb(painted(photos.loaded(photo(view=still), path, SIZE)))
    once = np.asarray(Image.fromarray(sharp).resize(SIZE, Image.Resampling.LANCZOS))

    def contrast(rgb: Pixels) -> float:
        return float(np.abs(np.diff(rgb[..., 1].astype(int), axis=1)).mean())

    assert 0.68 < contrast(shown) / contrast(once) < 1.05  # by a sharp filter alone: 0.64
