"""Photos that are painted from their own planes: the same picture as by their colours."""

from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image, ImageOps

from clipkit.media import jpeg
from clipkit.model.cues import View
from clipkit.rendering import jfif, photos
from clipkit.rendering.planes import Pixels, Planes, rgb_to_planes
from clipkit.units import Box
from tests.rendering.sample import SIZE, photo, picture, psnr, saved

LARGE = (360, 640)  # 1.5 samples to one of what is prepared of it
MOVES = (View(1.0, 0.5, 0.5), View(1.15, 0.3, 0.6))


def painted(path: Path, **more: object) -> list[Planes]:
    ready = photos.loaded(photo(0, 30, view=MOVES, **more), path, SIZE)
    frames = [Planes.blank(*SIZE) for _ in range(3)]
    for k, planes in zip((0, 14, 29), frames, strict=True):
        ready.paint(k, planes)
    return frames


def as_colours(path: Path) -> Path:
    """The same pixels in a file that isn't a JPEG."""
    with Image.open(path) as image:
        shown = ImageOps.exif_transpose(image).convert("RGB")
        return saved(path.with_suffix(".png"), np.asarray(shown))


@pytest.mark.parametrize("way", range(1, 9))
@pytest.mark.parametrize("form", ["4:2:0", "4:2:2", "4:4:4"])
def test_a_jpeg_is_painted_as_its_colours_are(tmp_path: Path, way: int, form: str) -> None:
    size = LARGE[::-1] if way > 4 else LARGE
    exif, path = Image.Exif(), tmp_path / "a.jpg"
    exif[0x0112] = way
    Image.fromarray(picture(*size, seed=4)).save(
        path, quality=92, subsampling=form, exif=exif, progressive=way == 2
    )
    stored = jpeg.plain(path, "a.jpg")
    assert stored is not None
    assert stored.size == LARGE
    for mine, its in zip(painted(path), painted(as_colours(path)), strict=True):
        assert psnr(mine.y, its.y) > 43
        assert min(psnr(mine.u, its.u), psnr(mine.v, its.v)) > 46


@pytest.mark.parametrize("form", ["4:2:0", "4:2:2", "4:4:4"])
def test_colours_lie_where_their_brightness_does(tmp_path: Path, form: str) -> None:
    """An eighth of a luma pixel to a side would be found."""
    ramp = np.abs(np.arange(LARGE[0]) % 96 - 48) * 4.0
    red = np.broadcast_to(ramp + 30, LARGE[::-1])
    rgb = np.dstack([red, 240 - red, np.full_like(red, 90)]).astype(np.uint8)
    path = tmp_path / "a.jpg"
    Image.fromarray(rgb).save(path, quality=98, subsampling=form)
    stored = jpeg.plain(path, "a.jpg")
    assert stored is not None
    found = jfif.planes_of(stored, Box(0, 0, *LARGE), LARGE)
    assert found is not None
    wanted = rgb_to_planes(rgb)
    slope = np.gradient(wanted.v.astype(float), axis=1)  # levels a chroma sample
    steep = np.abs(slope) > 5
    shift = float(
        ((found.v.astype(float) - wanted.v) * slope)[steep].sum() / (slope[steep] ** 2).sum()
    )
    assert abs(shift) < 1 / 16


def test_flat_colours_have_the_codes_of_bt_709(tmp_path: Path) -> None:
    for number, colour in enumerate([(0, 0, 0), (255, 255, 255), (200, 30, 30), (20, 90, 220)]):
        rgb = np.broadcast_to(np.array(colour, np.uint8), (640, 360, 3))
        path = tmp_path / f"{number}.jpg"
        Image.fromarray(np.ascontiguousarray(rgb)).save(path, quality=100)
        stored = jpeg.plain(path, "a.jpg")
        assert stored is not None
        found = jfif.planes_of(stored, Box(0, 0, *LARGE), (240, 428))
        assert found is not None
        for mine, its in zip(found, rgb_to_planes(rgb), strict=True):
            assert np.abs(mine.astype(int) - int(its[0, 0])).max() <= 1


def test_a_part_is_what_lies_there(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.fromarray(picture(*LARGE, seed=2)).save(path, quality=95)
    stored = jpeg.plain(path, "a.jpg")
    assert stored is not None
    whole = jfif.planes_of(stored, Box(0, 0, 360, 636), (240, 424))
    part = jfif.planes_of(stored, Box(60, 150, 240, 300), (160, 200))
    assert whole is not None
    assert part is not None
    there = whole.part(Box(40, 100, 160, 200))
    for mine, its in zip(part, there, strict=True):
        assert psnr(mine[4:-4, 4:-4], its[4:-4, 4:-4]) > 40


def test_a_reduced_jpeg_keeps_its_edges(tmp_path: Path) -> None:
    random, fine = np.random.default_rng(5), np.full((640, 360, 3), 128.0, np.float32)
    for cells in (9, 18, 36, 72, 144, 288):  # as in nature: alike at every scale
        spots = random.normal(0, 16, (cells * 16 // 9, cells, 3)).astype(np.float32)
        fine += cv2.resize(spots, LARGE, interpolation=cv2.INTER_CUBIC)
    path = tmp_path / "a.jpg"
    Image.fromarray(np.clip(fine, 0, 255).astype(np.uint8)).save(path, quality=95)

    def contrast(luma: Pixels) -> float:
        return float(np.abs(np.diff(luma.astype(int), axis=1)).mean())

    for mine, its in zip(painted(path), painted(as_colours(path)), strict=True):
        assert contrast(mine.y) / contrast(its.y) == pytest.approx(1, abs=0.04)


@pytest.mark.parametrize("share", [0.3, 0.6, 0.95])
def test_a_cut_jpeg_shows_what_is_there(tmp_path: Path, share: float) -> None:
    path = tmp_path / "a.jpg"
    Image.fromarray(picture(*LARGE)).save(path, quality=95)
    whole, content = painted(path)[0], path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    cut = painted(path)[0]
    there = int(SIZE[1] * share * 0.8)
    assert psnr(cut.y[:there], whole.y[:there]) > 40
    assert np.abs(np.diff(cut.y[-8:].astype(int), axis=0)).mean() < 0.5  # the rest is soft


@pytest.mark.parametrize(
    "more", [{"effect": "black-and-white"}, {"rotate": 90}, {"fit": "contain"}]
)
def test_what_asks_for_colours_has_them(tmp_path: Path, more: dict[str, object]) -> None:
    path = tmp_path / "a.jpg"
    Image.fromarray(picture(600, 800)).save(path, quality=95)
    for mine, its in zip(painted(path, **more), painted(as_colours(path), **more), strict=True):
        assert psnr(mine.y, its.y) > 50
