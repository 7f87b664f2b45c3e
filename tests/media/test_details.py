from fractions import Fraction
from pathlib import Path

from PIL import Image

from clipkit.media.details import details
from tests.media import files
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
    }


def test_a_sound_is_told_as_it_is_kept(tmp_path: Path) -> None:
    found = details(tone(tmp_path / "a.mp3", 1.0, rate=16000))
    assert found["format"] == "WAV"
    assert (found["sound_codec"], found["sound_rate"]) == ("pcm_s16le", 16000)
    assert "stored" not in found
