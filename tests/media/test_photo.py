from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from clipkit.errors import ClipkitError
from clipkit.media import photo, probe
from clipkit.units import Box
from tests.media import files
from tests.media.files import CORNERS, corners, near, quarters

_STORED = {  # how rows and columns must be stored to be seen upright (EXIF 2.32, Orientation)
    1: None,
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF"])
@pytest.mark.parametrize("way", range(1, 9))
def test_a_photo_is_upright_however_it_is_stored(tmp_path: Path, way: int, form: str) -> None:
    stored = Image.fromarray(corners(96, 64))
    turn = _STORED[way]
    if turn is not None:
        stored = stored.transpose(turn)
    exif = Image.Exif()
    exif[0x0112] = way
    stored.save(tmp_path / "a.jpg", form, exif=exif)
    shown = photo.pixels(tmp_path / "a.jpg", width=48, height=32)
    assert shown.shape == (32, 48, 3)
    assert near(quarters(shown), CORNERS)
    facts = probe.facts(tmp_path / "a.jpg", "a.jpg")
    assert (facts.kind, facts.size) == ("photo", (96, 64))


@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_a_photo_is_turned_as_asked(tmp_path: Path, rotate: int) -> None:
    path = files.photo(tmp_path / "a.png", corners(96, 64), "PNG")
    shown = photo.pixels(path, rotate=rotate, width=24, height=24)
    want = np.rot90(corners(96, 64), -rotate // 90)
    assert shown.shape[:2] == ((24, 36) if rotate % 180 == 0 else (36, 24))
    assert near(quarters(shown), quarters(want))


@pytest.mark.parametrize("way", range(1, 9))
@pytest.mark.parametrize("rotate", [0, 90])
def test_a_part_is_what_lies_there_however_it_is_stored(
    tmp_path: Path, way: int, rotate: int
) -> None:
    stored, turn = Image.fromarray(corners(960, 640)), _STORED[way]
    exif = Image.Exif()
    exif[0x0112] = way
    stored = stored if turn is None else stored.transpose(turn)
    stored.save(tmp_path / "a.png", exif=exif)
    path, asked = tmp_path / "a.png", Box(30, 20, 100, 120)
    whole = photo.pixels(path, rotate=rotate, width=240, height=160)
    found = photo.part(path, rotate=rotate, width=240, height=160, seen=lambda _: asked)
    assert found.size == whole.shape[1::-1]
    box = found.box
    assert (box.x, box.y) <= (30, 20)
    assert box.right >= asked.right
    assert box.bottom >= asked.bottom
    assert found.rgb.shape == (box.height, box.width, 3)
    there = whole[box.y : box.bottom, box.x : box.right].astype(int)
    assert np.abs(found.rgb - there).mean() < 2


def test_a_photo_is_reduced_until_it_covers_and_never_enlarged(tmp_path: Path) -> None:
    path = files.photo(tmp_path / "a.jpg", corners(800, 600), "JPEG", quality=95)
    assert photo.pixels(path, width=100, height=100).shape == (100, 133, 3)
    assert photo.pixels(path, width=400, height=10).shape == (300, 400, 3)
    assert photo.pixels(path, width=4000, height=4000).shape == (600, 800, 3)


def test_a_panorama_keeps_its_shape(tmp_path: Path) -> None:
    path = files.photo(tmp_path / "a.jpg", corners(4000, 100), "JPEG", quality=95)
    assert photo.pixels(path, width=50, height=50).shape == (50, 2000, 3)
    assert probe.facts(path, "a.jpg").size == (4000, 100)


@pytest.mark.parametrize("mode", ["CMYK", "P", "RGBA", "L", "LA", "1", "I;16"])
def test_a_photo_has_its_colours_whatever_its_mode(tmp_path: Path, mode: str) -> None:
    picture = Image.fromarray(corners())
    if mode == "I;16":
        wide = np.asarray(picture.convert("L"), np.uint16) * 257
        Image.fromarray(wide).save(tmp_path / "a.png")
    else:
        kept = picture.quantize(8) if mode == "P" else picture.convert(mode)
        kept.save(tmp_path / "a.png", "TIFF" if mode == "CMYK" else "PNG")
    shown = photo.pixels(tmp_path / "a.png", width=96, height=64)
    grey = mode in {"L", "LA", "I;16", "1"}
    wanted = quarters(np.asarray(picture.convert("L").convert("RGB"))) if grey else CORNERS
    if mode == "1":
        assert quarters(shown)[3] == (255, 255, 255)
    else:
        assert near(quarters(shown), wanted, by=10)


def test_a_photo_of_another_colour_space_is_brought_to_srgb(tmp_path: Path) -> None:
    lab = ImageCms.createProfile("LAB")
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    path = files.photo(tmp_path / "a.png", corners(), "PNG", icc_profile=profile)
    assert near(quarters(photo.pixels(path, width=96, height=64)), CORNERS, by=1)
    wrong = ImageCms.ImageCmsProfile(lab).tobytes()  # for a picture of another kind
    for content in (wrong, b"no profile at all"):
        path = files.photo(tmp_path / "b.png", corners(), "PNG", icc_profile=content)
        assert near(quarters(photo.pixels(path, width=96, height=64)), CORNERS, by=1)


def test_what_is_seen_through_shows_the_ground(tmp_path: Path) -> None:
    picture = np.dstack([corners(), np.full((64, 96), 255, np.uint8)])
    picture[:32, :48, 3] = 0
    picture[:32, 48:, 3] = 128
    Image.fromarray(picture).save(tmp_path / "a.png")
    shown = photo.pixels(tmp_path / "a.png", width=96, height=64, ground=(10, 20, 30))
    assert near(quarters(shown), [(10, 20, 30), (20, 100, 30), *CORNERS[2:]], by=2)
    assert probe.facts(tmp_path / "a.png", "a.png").alpha
    kept = photo.logo(tmp_path / "a.png", width=48, height=32)
    assert kept.shape == (32, 48, 4)
    assert near(quarters(kept[..., 3:]), [(0,), (128,), (255,), (255,)], by=1)


@pytest.mark.parametrize("form", ["GIF", "WEBP", "PNG"])
def test_an_animation_shows_its_first_picture(tmp_path: Path, form: str) -> None:
    rest = [Image.new("RGB", (96, 64), (0, 0, 0))]
    Image.fromarray(corners()).save(
        tmp_path / "a", form, save_all=True, append_images=rest, duration=100
    )
    shown = photo.pixels(tmp_path / "a", width=96, height=64)
    assert near(quarters(shown), CORNERS, by=14)


def test_a_tiny_icon_is_a_picture(tmp_path: Path) -> None:
    path = files.photo(tmp_path / "a.png", corners(1, 1), "PNG")
    assert photo.pixels(path, width=1080, height=1920).shape == (1, 1, 3)
    assert probe.facts(path, "a.png").size == (1, 1)


@pytest.mark.parametrize("form", ["WEBP", "TIFF", "BMP"])
def test_a_photo_that_is_cut_off_is_a_problem(tmp_path: Path, form: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (200, 200, 3), dtype=np.uint8)
    path = files.photo(tmp_path / "a.jpg", noise, form)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 3])
    with pytest.raises(ClipkitError) as caught:
        photo.pixels(path, width=100, height=100, key="foto/a.jpg")
    assert [problem.code for problem in caught.value.problems] == ["media-broken"]


def test_a_sound_is_no_picture(tmp_path: Path) -> None:
    files.clip(tmp_path / "a.mp4", files.greys(3), tone=440)
    with pytest.raises(ClipkitError) as caught:
        photo.pixels(tmp_path / "a.mp4", width=9, height=9)
    assert [problem.code for problem in caught.value.problems] == ["media-not-picture"]
