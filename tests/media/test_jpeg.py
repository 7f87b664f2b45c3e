"""A JPEG's own planes: only of what is plain and whole; Pillow has the rest."""

import io
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from clipkit.errors import ClipkitError
from clipkit.media import jpeg
from tests.media.files import corners


def written(
    path: Path, width: int = 96, height: int = 64, mode: str = "RGB", **how: object
) -> Path:
    Image.fromarray(corners(width, height)).convert(mode).save(path, "JPEG", **how)
    return path


@pytest.mark.parametrize("form", ["4:2:0", "4:2:2", "4:4:4"])
@pytest.mark.parametrize("progressive", [False, True])
def test_its_planes_are_what_is_stored(tmp_path: Path, form: str, progressive: bool) -> None:
    path = written(tmp_path / "a.jpg", quality=95, subsampling=form, progressive=progressive)
    found = jpeg.plain(path, "a.jpg")
    assert found is not None
    assert found.size == (96, 64)
    planes = found.planes()
    assert planes is not None
    assert planes[0].shape == (64, 96)
    assert planes[1].shape == {"4:2:0": (32, 48), "4:2:2": (64, 48), "4:4:4": (64, 96)}[form]
    with Image.open(path) as image:
        image.draft("YCbCr", None)
        wanted = np.asarray(image)  # T.871: the colours that Pillow makes RGB of
    for number, plane in enumerate(planes):
        high, wide = plane.shape
        small = wanted[:: 64 // high, :: 96 // wide, number]
        assert np.abs(small[4:12, 4:12].astype(int) - plane[4:12, 4:12]).max() <= 1
        assert np.abs(small[-12:-4, -12:-4].astype(int) - plane[-12:-4, -12:-4]).max() <= 1


@pytest.mark.parametrize("way", range(1, 9))
def test_its_size_is_the_upright_one(tmp_path: Path, way: int) -> None:
    exif = Image.Exif()
    exif[0x0112] = way
    found = jpeg.plain(written(tmp_path / "a.jpg", exif=exif), "a.jpg")
    assert found is not None
    assert found.size == ((64, 96) if way > 4 else (96, 64))
    planes = found.planes()
    assert planes is not None
    assert planes[0].shape == (64, 96)


def test_what_is_not_plain_is_left_to_pillow(tmp_path: Path) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    others = {
        "odd": written(tmp_path / "odd.jpg", 95, 64),
        "grey": written(tmp_path / "grey.jpg", mode="L"),
        "print": written(tmp_path / "print.jpg", mode="CMYK"),
        "profile": written(tmp_path / "profile.jpg", icc_profile=profile),
        "png": tmp_path / "a.jpg",
    }
    Image.fromarray(corners()).save(others["png"], "PNG")
    assert {name: jpeg.plain(path, name) for name, path in others.items()} == dict.fromkeys(others)


def test_colours_that_are_stored_as_red_green_and_blue_are_left_to_pillow(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jpg", keep_rgb=True, subsampling="4:4:4")
    found = jpeg.plain(path, "a.jpg")
    assert found is None or found.planes() is None


def test_what_comes_after_its_end_is_not_looked_at(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jpg", quality=95)
    whole = jpeg.plain(path, "a.jpg")
    assert whole is not None
    wanted = whole.planes()
    path.write_bytes(
        path.read_bytes() + written(tmp_path / "b.jpg", 32, 32).read_bytes()
    )  # a phone's MPF
    found = jpeg.plain(path, "a.jpg")
    assert found is not None
    planes = found.planes()
    assert wanted is not None
    assert planes is not None
    for mine, its in zip(planes, wanted, strict=True):
        assert (mine == its).all()


def test_one_that_is_gone_gives_no_planes(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jpg")
    found = jpeg.plain(path, "a.jpg")
    assert found is not None
    path.unlink()
    assert found.planes() is None


def test_no_more_is_read_than_a_photo_can_have(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jpg")
    with path.open("r+b") as file:
        file.truncate(300 * 2**20)  # nothing but zeros from its end on
    found = jpeg.plain(path, "a.jpg")
    assert found is not None
    tracemalloc.start()
    assert found.planes() is not None
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 200 * 2**20


@pytest.mark.parametrize("share", [0.3, 0.5, 0.7, 0.9, 0.99])
@pytest.mark.parametrize("progressive", [False, True])
def test_a_cut_one_gives_no_planes(tmp_path: Path, share: float, progressive: bool) -> None:
    random = np.random.default_rng(3)
    noise = Image.fromarray(random.integers(0, 255, (320, 480, 3), np.uint8))
    small, path = io.BytesIO(), tmp_path / "a.jpg"
    noise.resize((48, 32)).save(small, "JPEG")  # a picture in its head has marks of its own
    noise.save(path, "JPEG", comment=small.getvalue(), progressive=progressive)
    whole = path.read_bytes()
    path.write_bytes(whole[: int(len(whole) * share)])
    found = jpeg.plain(path, "a.jpg")
    assert found is not None
    assert found.planes() is None


def test_a_damaged_one_gives_planes_of_its_size_or_none(tmp_path: Path) -> None:
    path = written(tmp_path / "a.jpg", 480, 320, quality=95)
    whole, random = path.read_bytes(), np.random.default_rng(11)
    given = refused = 0
    for _ in range(300):
        bent = bytearray(whole)
        for at in random.integers(2, len(whole), 3):
            bent[at] ^= 1 << int(random.integers(0, 8))
        path.write_bytes(bent)
        try:
            found = jpeg.plain(path, "a.jpg")
        except ClipkitError:
            continue
        planes = found and found.planes()
        if found and planes:
            given += 1
            assert planes[0].shape[::-1] == found.size
        else:
            refused += 1
    assert given > 10
    assert refused > 10
