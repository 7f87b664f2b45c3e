from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image

from clipkit import pipeline
from clipkit.media.details import details
from tests.media import files, makers
from tests.sound.clips import tone


def test_a_clip_is_told_as_it_is_kept(tmp_path: Path) -> None:
    path = files.clip(
        tmp_path / "a.mp4",
        [files.corners()] * 3,
        form="yuv420p10le",
        matrix=9,
        curve=18,
        turn=90,
        aspect=Fraction(4, 3),
        tone=440,
    )
    assert details(path) == {
        "format": "MP4",
        "bytes": path.stat().st_size,
        "codec": "h264",
        "stored": "96x64",
        "turn": 90,
        "pixel_aspect": "4:3",
        "pixels": "yuv420p10le",
        "bits": 10,
        "colours": "BT.2020, limited",
        "hdr": True,
        "transfer": "HLG",
        "sound_codec": "aac",
        "sound_rate": 48000,
        "channels": 2,
    }


def test_a_photo_is_told_as_it_is_kept(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 7
    path = files.photo(tmp_path / "a.png", files.corners(), "JPEG", exif=exif)
    assert details(path) == {
        "format": "JPEG",
        "bytes": path.stat().st_size,
        "stored": "96x64",
        "turn": 270,
        "mirrored": True,
        "pixels": "RGB",
        "bits": 8,
    }


def test_a_sound_is_told_as_it_is_kept(tmp_path: Path) -> None:
    found = details(tone(tmp_path / "a.mp3", 1.0, rate=16000))
    assert found["format"] == "WAV"
    assert (found["sound_codec"], found["sound_rate"]) == ("pcm_s16le", 16000)
    assert "stored" not in found


def test_a_picture_s_colours_and_depth_are_told(tmp_path: Path) -> None:
    path = files.photo(
        tmp_path / "a.jpg", files.corners(), "JPEG", icc_profile=makers.profile(makers.P3)
    )
    assert details(path)["profile"] == "Uji!"
    Image.fromarray(files.corners().astype("uint16")[..., 0] * 257).save(tmp_path / "a.png")
    assert details(tmp_path / "a.png")["bits"] == 16
    marked = makers.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0 hdrgm:Version='1.0'")
    path.write_bytes(makers.beside(path.read_bytes(), marked))
    assert details(path)["gain_map"] is True


def test_what_is_done_about_a_file_is_named(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    path = files.photo(
        tmp_path / "a.jpg",
        np.random.default_rng(1).integers(0, 255, (64, 96, 3), np.uint8),
        "JPEG",
        exif=exif,
        icc_profile=makers.profile(makers.P3),
        quality=95,
    )
    path.write_bytes(path.read_bytes()[:-200])
    found = pipeline.inspect(path)
    assert found["becomes"] == ["upright", "coloured", "blurred"]
    Image.new("RGBA", (64, 64), (9, 9, 9, 40)).save(tmp_path / "a.png")
    assert pipeline.inspect(tmp_path / "a.png")["becomes"] == ["grounded"]
