import struct
import zlib
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipkit.errors import ClipkitError
from clipkit.media import formats, probe


def code_of(path: Path) -> str:
    with pytest.raises(ClipkitError) as caught:
        probe.facts(path, "foto/a.jpg")
    (problem,) = caught.value.problems
    assert problem.place.file == "foto/a.jpg"
    for lang in ("id", "en"):
        assert "foto/a.jpg" in problem.words(lang).text
        assert problem.words(lang).hint
    assert caught.value.exit_code == 4
    return problem.code


def png(width: int, height: int) -> bytes:
    """Only its head: it claims a size."""
    parts = (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", b"x" * 9)
    chunks = (
        struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        for name, body in parts
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "media-empty"),
        (b"Bukan gambar.\n", "media-text"),
        ("Ini teks, é dan 寺.\n".encode() * 500, "media-text"),
        ("Catatan".encode("utf-16"), "media-text"),
        (b"#EXTM3U\n#EXT-X-VERSION:3\nhttp://example.org/a.ts\n", "media-text"),
        (b"ffconcat version 1.0\nfile '/etc/passwd'\n", "media-text"),
        (b"<!doctype html><html><body>404</body></html>", "media-text"),
        (b"<?xml version='1.0'?>\n<svg xmlns='http://www.w3.org/2000/svg'/>", "media-broken"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "media-svg"),
        (b"<!doctype html><html><body><svg></svg></body></html>", "media-text"),
        (b"\x1f\x8b\x08\0\0\0\0\0", "media-document"),
        (b"%PDF-1.7\n%\xe2\xe3", "media-document"),
        (b"PK\x03\x04\x14\0\x06\0", "media-document"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "media-heic"),
        (b"\x7fELF\x02\x01\x01\0" + bytes(64), "media-unknown"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF\0", "media-broken"),
        (b"\x89PNG\r\n\x1a\n" + bytes(40), "media-broken"),
        (b"\0\0\0\x18ftypisom\0\0\2\0isomiso2" + bytes(80), "media-broken"),
        (b"OggS" + bytes(100), "media-broken"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "media-broken"),
        (b"\x1a\x45\xdf\xa3" + bytes(90), "media-broken"),
        (png(60_000, 60_000), "media-too-large"),
        (b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x02\0;", "media-too-large"),
    ],
)
def test_what_is_no_picture_is_told_by_its_content(
    tmp_path: Path, content: bytes, code: str
) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(content)
    assert code_of(path) == code


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    assert code_of(tmp_path / "a.jpg") == "media-missing"
    (tmp_path / "a.jpg").mkdir()
    assert code_of(tmp_path / "a.jpg") == "media-folder"


@given(st.binary(min_size=1, max_size=300), st.sampled_from(["", "JPEG", "PNG", "mov", "ogg"]))
def test_no_bytes_make_a_traceback(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, like: str
) -> None:
    heads = {"JPEG": b"\xff\xd8\xff\xe1", "PNG": png(40, 40), "ogg": b"OggS\0\2"}
    heads["mov"] = b"\0\0\0\x18ftypisom\0\0\2\0isomiso2\0\0\0\x40moov"
    path = tmp_path_factory.mktemp("bytes") / "a.bin"
    path.write_bytes(heads.get(like, b"") + content)
    with suppress(ClipkitError):
        probe.facts(path, "a.bin")


def test_a_tag_before_the_sound_is_read_over(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    path.write_bytes(b"ID3\x04\0\0\0\0\x20\0" + bytes(4096) + b"\xff\xfb\x90\x00" + bytes(400))
    assert formats.told(path, "a.mp3").name == "MP3"
