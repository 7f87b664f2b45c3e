"""What clipkit reads, told by a file's first bytes: its suffix is never believed.

Reading a new format is a row here: its signature, and who decodes it.
"""

from pathlib import Path
from typing import Literal, NamedTuple

from clipkit.errors import ClipkitError, Place

HEAD = 4096  # bytes that a signature may look at
MAX_PIXELS = 100_000_000  # of a picture or a frame: 300 MB as RGB
MAX_SECONDS = 4 * 3600  # of a clip or a sound
MAX_STREAMS = 64

# Decoders by libavcodec's names; whatever else a container holds is not opened.
VIDEO_DECODERS = frozenset(
    {"av1", "dnxhd", "gif", "h263", "h264", "hevc", "libdav1d", "libvpx", "libvpx-vp9", "mjpeg"}
    | {"mpeg1video", "mpeg2video", "mpeg4", "prores", "vp8", "vp9"}
)
SOUND_DECODERS = frozenset(
    {"aac", "ac3", "alac", "amrnb", "amrwb", "flac", "libopus", "libvorbis", "mp2", "mp3"}
    | {"mp3float", "opus", "vorbis", "pcm_alaw", "pcm_mulaw", "pcm_s8", "pcm_u8"}
    | {f"pcm_{kind}{end}" for kind in ("f32", "f64", "s16", "s24", "s32") for end in ("be", "le")}
)


class Format(NamedTuple):
    """A kind of file. reader: who decodes it, and `demuxer`: what that one calls it."""

    name: str
    reader: Literal["pillow", "libav", "resvg", "heif"]
    demuxer: str


_SIGNATURES: tuple[tuple[int, bytes, Format], ...] = (
    (0, b"\xff\xd8\xff", Format("JPEG", "pillow", "JPEG")),
    (0, b"\x89PNG\r\n\x1a\n", Format("PNG", "pillow", "PNG")),
    (0, b"GIF87a", Format("GIF", "pillow", "GIF")),
    (0, b"GIF89a", Format("GIF", "pillow", "GIF")),
    (8, b"WEBPVP8", Format("WebP", "pillow", "WEBP")),
    (0, b"II*\0", Format("TIFF", "pillow", "TIFF")),
    (0, b"MM\0*", Format("TIFF", "pillow", "TIFF")),
    (0, b"II+\0", Format("TIFF", "pillow", "TIFF")),
    (0, b"MM\0+", Format("TIFF", "pillow", "TIFF")),
    (8, b"WAVEfmt ", Format("WAV", "libav", "wav")),
    (8, b"WAVE", Format("WAV", "libav", "wav")),
    (8, b"AVI LIST", Format("AVI", "libav", "avi")),
    (0, b"\x1a\x45\xdf\xa3", Format("WebM", "libav", "matroska")),
    (0, b"OggS", Format("Ogg", "libav", "ogg")),
    (0, b"fLaC", Format("FLAC", "libav", "flac")),
    (0, b"caff", Format("CAF", "libav", "caf")),
    (0, b"#!AMR", Format("AMR", "libav", "amr")),
    (8, b"AIFF", Format("AIFF", "libav", "aiff")),
    (8, b"AIFC", Format("AIFF", "libav", "aiff")),
    (0, b"\0\0\x01\xba", Format("MPEG", "libav", "mpeg")),
    *((4, box, Format("MP4", "libav", "mov")) for box in (b"moov", b"mdat", b"wide", b"free")),
)
_MP3 = Format("MP3", "libav", "mp3")
_AAC = Format("AAC", "libav", "aac")
_BMP = Format("BMP", "pillow", "BMP")
_AVIF = Format("AVIF", "pillow", "AVIF")
_HEIC = Format("HEIC", "heif", "HEIF")
_MP4 = Format("MP4", "libav", "mov")
_SVG = Format("SVG", "resvg", "SVG")
_TS = Format("MPEG-TS", "libav", "mpegts")
_PACKETS = (
    (0, 188),
    (4, 192),
)  # of a TS: where its first byte is, and how far the next; camcorders
_HEIF = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"}
_DOCUMENTS = (b"%PDF", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"{\\rtf", b"\x1f\x8b")


def told(path: Path, key: str) -> Format:
    """What a file is, by its content. Raises: as `looked`."""
    return looked(path, key)[0]


def looked(path: Path, key: str) -> tuple[Format, bytes]:
    """What a file is, by its content, and the first bytes of it.

    key: how the user names it, for the problem.
    Raises: ClipkitError: media-missing, media-folder, media-unreadable, media-empty,
    media-document, media-text, media-unknown.
    """
    head = _head(path, key)
    form = _told(head)
    if isinstance(form, str):
        raise ClipkitError(Place(key).problem(form, path=key, size=len(head)))
    return form, head


def _head(path: Path, key: str) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(HEAD)
            if head[:3] == b"ID3" and len(head) >= 10:  # a tag with a cover stands before the sound
                size = sum((byte & 0x7F) << 7 * (9 - at) for at, byte in enumerate(head[6:10], 6))
                file.seek(10 + size)
                head = file.read(HEAD) or head
    except OSError as error:
        code = {FileNotFoundError: "media-missing", IsADirectoryError: "media-folder"}.get(
            type(error), "media-unreadable"
        )
        if path.is_dir():  # Windows says that it isn't allowed
            code = "media-folder"
        raise ClipkitError(Place(key).problem(code, path=key, near="")) from error
    if not head:
        raise ClipkitError(Place(key).problem("media-empty", path=key))
    return head


def _told(head: bytes) -> Format | str:
    """Return the format, or the code of the problem."""
    if head[4:8] == b"ftyp":
        return _by_brand(head)
    for offset, mark, form in _SIGNATURES:
        if head.startswith(mark, offset):
            return form
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return _BMP
    if any(_in_packets(head, *kind) for kind in _PACKETS):
        return _TS
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xF6 == 0xF0:
        return _AAC
    if len(head) > 1 and head[0] == 0xFF and head[1] & 0xE6 in {0xE2, 0xE4}:  # layers III and II
        return _MP3
    if _is_drawing(head):
        return _SVG
    return _refused(head)


def _in_packets(head: bytes, first: int, step: int) -> bool:
    """Tell a transport stream by what each of its packets begins with."""
    marks = head[first::step][:3]
    return marks[:1] == b"G" and len(marks) > 1 and set(marks) == {ord("G")}


def _is_drawing(head: bytes) -> bool:
    """Tell an SVG from a web page that has one in it."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    return start.startswith(b"<") and b"<svg" in head and b"<html" not in head.lower()


def _by_brand(head: bytes) -> Format:
    """Tell MP4 and its kin by their brands (ISO/IEC 14496-12, 4.3)."""
    size = int.from_bytes(head[:4], "big")
    brands = {head[at : at + 4] for at in (8, *range(16, min(size, 256), 4))}
    if brands & {b"avif", b"avis"}:
        return _AVIF
    if head[8:12] in _HEIF:
        return _HEIC
    return _MP4


def _refused(head: bytes) -> str:
    """Return the code of the problem with what clipkit doesn't read."""
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(_DOCUMENTS):
        return "media-document"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or _is_text(head):
        return "media-text"
    return "media-unknown"


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    whole = head[: -3 if len(head) == HEAD else None]  # may end inside a character
    try:
        return whole.decode("utf-8").isprintable() or b"\n" in whole or b"\t" in whole
    except UnicodeDecodeError as error:
        return error.start > len(whole) - 4 and len(head) == HEAD
