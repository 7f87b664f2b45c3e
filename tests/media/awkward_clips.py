"""The table of awkward clips: how each is made, and what it truly shows."""

import struct
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import av
import numpy as np
from msgspec import Struct

from tests.media import files
from tests.media.awkward import (
    COUNT,
    FPS,
    SEEN,
    coloured,
    encoded,
    ffmpeg,
    numbered,
    patched,
)
from tests.media.awkward_colours import X265, Quarters, deep, toned, wide
from tests.media.files import CORNERS, Rgb

X264 = ("-c:v", "libx264", "-crf", "6", "-preset", "veryfast")
MPEG2 = ("-c:v", "mpeg2video", "-q:v", "2")
HD = coloured("bt709", "tv", "yuv420p")
DEEP = coloured("bt709", "tv", "yuv422p10le")
AAC = ("-c:a", "aac", "-b:a", "96k")
Made = Callable[[Path], object]


class Clip(Struct, frozen=True, kw_only=True):
    """A file and its true picture.

    shows: the numbers of its pictures. times: when each begins, seconds; none: FPS of them each
    second. size: as shown. seconds: its length; None: as its pictures tell. lost: seconds of its
    broken frames. colours: of its quarters. by: levels of mean error that are allowed. click: when
    its sound clicks.
    """

    name: str
    make: Made
    shows: Sequence[int] = range(COUNT)
    times: Sequence[float] = ()
    size: tuple[int, int] = SEEN
    seconds: float | None = None
    lost: frozenset[float] = frozenset()
    colours: Quarters = CORNERS
    by: float = 4.0
    click: float | None = None


def _with(*settings: str, **more: object) -> Made:
    return lambda path: encoded(path, *settings, **more)  # type: ignore[arg-type]


def _turned(path: Path, turn: int, *, mirror: bool = False) -> None:
    """Stored so that it must be mirrored, then turned clockwise, to be upright."""
    stored = [np.rot90(numbered(k), turn // 90) for k in range(COUNT)]
    if mirror:
        stored = [picture[:, ::-1] for picture in stored]
    lying = path.with_name(f"lying-{path.name}")
    encoded(lying, *HD, *X264, pictures=stored)
    way = -turn % 360 if not mirror else turn
    flip = ("-display_hflip:v:0",) if mirror else ()
    ffmpeg("-display_rotation:v:0", str(way), *flip, "-i", lying, "-c", "copy", path)


def _through(path: Path, *settings: str) -> None:
    """Pictures whose left half is see-through."""
    lying = path.with_name("cover.png")
    ground = np.full((SEEN[1], SEEN[0], 3), 255, np.uint8)
    ground[:, : SEEN[0] // 2] = 0
    encoded(lying, "-frames:v", "1", pictures=[ground])
    drawn = path.with_name("drawn.mkv")
    encoded(drawn, "-c:v", "ffv1", "-pix_fmt", "gbrp")
    way = "[1]format=gray[a];[0][a]alphamerge,scale=out_color_matrix=bt601"
    both = ("-i", drawn, "-loop", "1", "-i", lying)
    ffmpeg(*both, "-filter_complex", way, *settings, "-t", "0.48", path)


def _fields(path: Path, first: str, *settings: str) -> None:
    """Half pictures, each with a number of its own, in Gray's order: none stands still."""
    pictures = [numbered(k ^ k >> 1) for k in range(2 * COUNT)]
    way = f"tinterlace=interleave_{first},scale=interl=1:out_color_matrix=bt709"
    flags = ("-vf", way, "-pix_fmt", "yuv420p", "-flags", "+ilme+ildct", "-colorspace", "bt709")
    encoded(path, *flags, *settings, pictures=pictures, fps=2 * FPS)


def _uneven(path: Path, ms: Sequence[int]) -> None:
    files.clip(path, [numbered(k) for k in range(len(ms))], times=ms)


def _copied(path: Path, *before: str, after: Sequence[str] = (), g: int = 250) -> None:
    """Remuxed from a clip with sound, without decoding."""
    whole = path.with_name("whole.mp4")
    encoded(whole, *HD, *X264, "-g", str(g), sound=AAC)
    ffmpeg(*before, "-i", whole, "-c", "copy", *after, path)


def _late(path: Path, *, sound: float = 0.0, picture: float = 0.0) -> None:
    """A clip whose sound, or picture, begins later than the other."""
    whole = path.with_name("whole.mp4")
    encoded(whole, *HD, *X264, sound=AAC)
    ffmpeg(
        *("-itsoffset", str(picture), "-i", whole, "-itsoffset", str(sound), "-i", whole),
        *("-map", "0:v", "-map", "1:a", "-c", "copy", path),
    )


def _lying(path: Path) -> None:
    """An MP4 whose boxes tell of another length than it has."""
    encoded(path, *HD, *X264)
    for box in (b"mvhd", b"mdhd"):
        patched(path, box, 20, struct.pack(">I", 10_000_000))
    patched(path, b"tkhd", 24, struct.pack(">I", 10_000_000))


def _lying_matroska(path: Path) -> None:
    encoded(path, *HD, *X264)
    patched(path, b"\x44\x89\x88", 3, struct.pack(">d", 99_000.0))


def _spoilt(path: Path, which: int, *settings: str) -> None:
    """A clip one of whose packets holds nothing but zeros behind its head."""
    encoded(path, *settings)
    with av.open(str(path)) as opened:
        places = [(p.pos, p.size) for p in opened.demux(video=0) if p.size]
    at, size = places[which]
    assert at is not None
    content = bytearray(path.read_bytes())
    content[at + 5 : at + size] = bytes(size - 5)
    path.write_bytes(content)


def _cover(path: Path) -> None:
    """A clip with an attached picture that stands before it."""
    whole, cover = path.with_name("whole.mp4"), path.with_name("cover.jpg")
    encoded(whole, *HD, *X264)
    blank: Rgb = np.full((48, 48, 3), 90, np.uint8)
    encoded(cover, "-frames:v", "1", pictures=[blank])
    maps = ("-map", "1", "-map", "0", "-c", "copy", "-disposition:v:0", "attached_pic")
    ffmpeg("-i", whole, "-i", cover, *maps, path)


_SEEN_THROUGH = [k & 7 for k in range(COUNT)]  # the other cells are not seen
_GRAY = [2 * k ^ k for k in range(COUNT)]
_GROUND = [(0.0, 0.0, 0.0), CORNERS[1], (0.0, 0.0, 0.0), CORNERS[3]]
_GAP = [0, 40, 80, 120, 1000, 1040, 1080]
_UNEVEN = [0, 17, 33, 100, 117, 400, 433, 500, 950, 967, 983, 1000]
_VP9 = ("-c:v", "libvpx-vp9", "-crf", "4", "-b:v", "3M", "-deadline", "realtime")
_RATED = ("-deadline", "realtime", "-crf", "4", "-b:v", "3M")

CLIPS = (
    # which way up
    *(
        Clip(name=f"turned-{turn}.{kind}", make=partial(_turned, turn=turn))
        for turn, kind in ((90, "mp4"), (180, "mov"), (270, "mp4"), (90, "mkv"))
    ),
    *(
        Clip(name=f"mirrored-{turn}.mp4", make=partial(_turned, turn=turn, mirror=True))
        for turn in (0, 90, 180, 270)
    ),
    # shape
    Clip(name="wide-pixels.mp4", make=_with(*HD, *X264, "-aspect", "16:9"), size=(114, 64)),
    Clip(name="wide-pixels.mkv", make=_with(*HD, *X264, "-aspect", "16:9"), size=(114, 64)),
    Clip(name="wide-pixels.mpg", make=_with(*MPEG2, "-aspect", "16:9"), size=(114, 64)),
    Clip(name="narrow-pixels.mov", make=_with(*HD, *X264, "-aspect", "1:1"), size=(64, 64)),
    # colours
    *(
        Clip(name=f"{matrix}-{span}.mp4", make=_with(*coloured(matrix, span, form), *X264))
        for matrix, span, form in (
            *(("bt601", "tv", "yuv420p"), ("bt601", "pc", "yuv420p")),
            *(("bt709", "pc", "yuv420p"), ("bt2020", "tv", "yuv420p10le")),
        )
    ),
    Clip(name="untagged.mp4", make=_with(*X264, "-pix_fmt", "yuv420p")),
    Clip(
        name="untagged-hd.mp4",
        make=lambda path: encoded(
            *(path, "-vf", "scale=out_color_matrix=bt709", "-pix_fmt", "yuv420p"),
            *("-c:v", "libx264", "-preset", "ultrafast", "-crf", "10"),
            pictures=[numbered(k, 1280, 720) for k in range(3)],
        ),
        size=(1280, 720),
        shows=range(3),
    ),
    Clip(name="422-10.mov", make=_with(*DEEP, *X264)),
    Clip(name="444.mkv", make=_with(*coloured("bt709", "tv", "yuv444p"), *X264)),
    Clip(name="444-12.mp4", make=_with(*coloured("bt709", "tv", "yuv444p12le"), *X265)),
    Clip(name="rgb.mkv", make=_with("-c:v", "libx264rgb", "-crf", "6")),
    Clip(name="pq.mp4", make=partial(deep, curve=16), colours=toned(CORNERS)),
    Clip(name="hlg.mp4", make=partial(deep, curve=18), colours=toned(CORNERS)),
    Clip(name="wide-2020.mp4", make=partial(wide, primaries="bt2020")),
    Clip(name="wide-p3.mov", make=partial(wide, primaries="smpte432")),
    # see-through
    Clip(
        name="through.webm",
        make=lambda path: _through(path, *_VP9, "-pix_fmt", "yuva420p"),
        shows=_SEEN_THROUGH,
        colours=_GROUND,
    ),
    Clip(
        name="through.mov",
        make=lambda path: _through(path, "-c:v", "prores_ks", "-pix_fmt", "yuva444p10le"),
        shows=_SEEN_THROUGH,
        colours=_GROUND,
    ),
    # time
    Clip(
        name="uneven.mp4",
        make=partial(_uneven, ms=_UNEVEN),
        times=[ms / 1000 for ms in _UNEVEN],
    ),
    Clip(
        name="gap.mkv",
        make=partial(_uneven, ms=_GAP),
        shows=range(len(_GAP)),
        times=[ms / 1000 for ms in _GAP],
    ),
    Clip(
        name="cut-in.mp4",  # an edit list that begins in the middle of a group of pictures
        make=lambda path: _copied(path, "-ss", "0.16"),
        shows=range(4, COUNT),
        click=0.04,
    ),
    Clip(
        name="from-before.mp4",
        make=lambda path: _copied(path, "-itsoffset", "-0.12"),
        shows=range(3, COUNT),
        click=0.08,
    ),
    Clip(name="late-sound.mp4", make=partial(_late, sound=0.24), click=0.44),
    Clip(name="late-sound.mkv", make=partial(_late, sound=0.24), click=0.44),
    Clip(name="late-picture.mp4", make=partial(_late, picture=0.12), click=0.08),
    Clip(name="late-clock.ts", make=partial(_copied, after=("-muxdelay", "5")), click=0.2),
    Clip(
        name="in-fragments.mp4",
        make=_with(*HD, *X264, "-g", "4", "-movflags", "frag_keyframe+empty_moov"),
    ),
    Clip(name="live.mkv", make=_with(*HD, *X264, "-live", "1")),
    Clip(name="live.webm", make=_with(*HD, *_VP9, "-live", "1")),
    Clip(name="lying.mp4", make=_lying),
    Clip(name="lying.mkv", make=_lying_matroska),
    *(
        Clip(name=f"fields-{first}.{kind}", make=make, shows=_GRAY)
        for first, kind, make in (
            ("top", "ts", lambda path: _fields(path, "top", *MPEG2, "-field_order", "tt")),
            ("bottom", "mpg", lambda path: _fields(path, "bottom", *MPEG2, "-field_order", "bb")),
            ("top", "mp4", lambda path: _fields(path, "top", *X264, "-x264opts", "tff")),
            ("bottom", "mts", lambda path: _fields(path, "bottom", *X264, "-x264opts", "bff")),
        )
    ),
    # kinds
    Clip(
        name="h263.3gp",
        make=lambda path: encoded(
            *(path, "-c:v", "h263", "-q:v", "2", "-c:a", "libopencore_amrnb", "-ar", "8000"),
            pictures=[numbered(k, 176, 144) for k in range(COUNT)],
            sound=("-ac", "1"),
        ),
        size=(192, 144),
        click=0.2,
    ),
    Clip(name="openh264.mp4", make=_with(*HD, "-c:v", "libopenh264", "-b:v", "2M")),
    Clip(name="kvazaar.mp4", make=_with(*HD, "-c:v", "libkvazaar")),
    Clip(name="hevc.mov", make=_with(*HD, *X265)),
    Clip(name="hevc.ts", make=_with(*HD, *X265)),
    Clip(name="aom.mp4", make=_with(*HD, "-c:v", "libaom-av1", "-crf", "8", "-cpu-used", "8")),
    Clip(name="rav1e.mkv", make=_with(*HD, "-c:v", "librav1e", "-qp", "20", "-speed", "10")),
    Clip(name="vp8.webm", make=_with("-c:v", "libvpx", *_RATED)),
    Clip(name="vp9.webm", make=_with(*HD, *_VP9)),
    Clip(name="xvid.avi", make=_with("-c:v", "libxvid", "-q:v", "2")),
    Clip(name="mpeg4.avi", make=_with("-c:v", "mpeg4", "-q:v", "2", "-bf", "2")),
    Clip(name="h264.avi", make=_with(*HD, *X264)),
    Clip(name="mjpeg.avi", make=_with("-c:v", "mjpeg", "-q:v", "1")),
    Clip(name="mpeg4.mp4", make=_with("-c:v", "mpeg4", "-q:v", "2")),
    Clip(name="mpeg2.mpg", make=_with(*MPEG2)),
    Clip(name="h264.ts", make=_with(*HD, *X264)),
    Clip(name="camcorder.mts", make=_with(*HD, *X264)),
    Clip(name="prores.mov", make=_with(*DEEP, "-c:v", "prores_aw")),
    Clip(name="4444.mov", make=_with("-c:v", "prores_ks", "-pix_fmt", "yuv444p10le")),
    Clip(name="cover.mp4", make=_cover),
    # damage
    Clip(
        name="spoilt.mp4",
        make=lambda path: _spoilt(path, 5, *HD, *X264, "-g", "1"),
        shows=(0, 1, 2, 3, 4, 4, *range(6, COUNT)),
        lost=frozenset({0.2}),
    ),
    Clip(
        name="spoilt.mov",
        make=lambda path: _spoilt(path, 3, *DEEP, "-c:v", "prores"),
        shows=(0, 1, 2, 2, *range(4, COUNT)),
        lost=frozenset({0.12}),
    ),
)
