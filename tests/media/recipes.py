"""How awkward pictures are made: a function a tool, told where the file goes."""

import struct
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from PIL import Image

from tests.media import makers as m
from tests.media.files import WHITE, Rgb, corners

PICTURE = corners()
SOLID = np.dstack([PICTURE, np.full((64, 96), 255, np.uint8)])
PLAIN = ((0, 0, 0), (255, 255, 255), (255, 255, 255), (0, 0, 0))
MUTED = ((180, 90, 90), (90, 160, 90), (90, 90, 180), WHITE)  # 8 bits of a* and b* are few
GREY = tuple((v, v, v) for v in (40, 200, 120, 235))
GREYS = np.array(GREY, np.uint8)[:, 0]
SHADES: Rgb = np.repeat(np.repeat(GREYS.reshape(2, 2), 32, 0), 48, 1)
INKS = ((0, 150, 220), (220, 20, 120), (250, 230, 20), (255, 255, 255))
# What is left of inks without a profile, as each takes its own light: C, M, Y, K of the quarters.
CMYK = np.array([(0, 204, 204, 51), (204, 0, 204, 51), (204, 204, 0, 51), (0, 0, 0, 20)], np.uint8)
UNPROFILED = ((204, 41, 41), (41, 204, 41), (41, 41, 204), (235, 235, 235))
PURE = np.array([(255, 0, 0, 0), (0, 255, 0, 0), (0, 0, 255, 0), (0, 0, 0, 0)], np.uint8)

Make = Callable[[Path], object]
Colours = Sequence[tuple[int, ...]]


def by(make: Callable[..., object], *words: object, **named: object) -> Make:
    """A maker that is told only where the file goes."""
    return lambda to: make(to, *words, **named)


def laid(quarters: Rgb) -> Rgb:
    """A colour a quarter, (64, 96, n)."""
    return np.repeat(np.repeat(quarters.reshape(2, 2, -1), 32, 0), 48, 1)


def jpeg(
    to: Path, *words: str, way: int = 0, picture: Rgb = PICTURE, more: Sequence[bytes] = ()
) -> None:
    first = [m.segment(0xE1, m.exif(way))] if way else []
    kept = m.stored(picture, way) if way else picture
    to.write_bytes(m.beside(m.jpeg(*words, picture=kept), *first, *more))


def coloured(
    to: Path, primaries: Sequence[tuple[float, float]], gamma: float = 0.0, pad: int = 0
) -> None:
    own = m.profile(primaries, gamma) + bytes(pad)
    own = struct.pack(">I", len(own)) + own[4:]
    jpeg(to, picture=m.eight(m.coded(PICTURE, primaries, gamma)), more=m.chunked(own))


def pillow(to: Path, picture: Rgb, form: str, mode: str = "", **how: object) -> None:
    """What no other tool here writes."""
    size = picture.shape[1], picture.shape[0]
    image = Image.frombytes(mode, size, picture.tobytes()) if mode else Image.fromarray(picture)
    image.save(to, form, **how)


def magick(to: Path, *words: str, given: bytes = b"") -> None:
    m.drawn(to, *words, given=given)


def iccp(to: Path, *words: str, profile: bytes, given: bytes) -> None:
    own = to.with_name("own.icc")
    own.write_bytes(profile)
    m.drawn(to, *words[:-1], "-profile", str(own), words[-1], given=given)


def lab() -> Rgb:
    """L*, a* and b*, as TIFF has them (TIFF 6.0, section 23)."""
    codes = np.rint(m.lab(MUTED) * (255 / 100, 1, 1)).astype(np.int16)  # a* and b* are signed
    return laid((codes & 255).astype(np.uint8))


def grey_with_profile(to: Path, gamma: float, *words: str, given: bytes) -> None:
    iccp(to, *words, profile=m.grey_profile(gamma), given=given)


def shades(gamma: float, *, deep: bool = False) -> Rgb:
    """Greys that look like SHADES by a profile of that gamma."""
    light = np.where(
        SHADES / 255 <= 0.04045, SHADES / 255 / 12.92, ((SHADES / 255 + 0.055) / 1.055) ** 2.4
    )
    codes = light ** (1 / gamma)
    return m.sixteen(codes) if deep else m.eight(codes)  # type: ignore[return-value]


def from_png(
    to: Path,
    tool: str,
    *words: str | Path,
    given: bytes = b"",
    kind: str = "png24",
    profile: bytes = b"",
) -> None:
    png = to.with_name("in.png")
    if profile:
        iccp(png, kind, profile=profile, given=given)
    else:
        m.drawn(png, kind, given=given)
    m.run(tool, *[png if word == "IN" else to if word == "OUT" else word for word in words])


def cwebp(to: Path, *words: str, given: bytes = b"", kind: str = "png24") -> None:
    from_png(to, "cwebp", "-quiet", *words, "IN", "-o", "OUT", given=given, kind=kind)


def heic(
    to: Path, *words: str, given: bytes = b"", kind: str = "png24", profile: bytes = b""
) -> None:
    from_png(
        to,
        "heif-enc",
        "-q",
        "95",
        "-p",
        "chroma=444",
        *words,
        "IN",
        "-o",
        "OUT",
        given=given,
        kind=kind,
        profile=profile,
    )


def avif(
    to: Path, *words: str, given: bytes = b"", kind: str = "png24", profile: bytes = b""
) -> None:
    from_png(
        to,
        "avifenc",
        "--min",
        "0",
        "--max",
        "8",
        "-s",
        "9",
        *words,
        "IN",
        "OUT",
        given=given,
        kind=kind,
        profile=profile,
    )


def tiff(to: Path, *words: str) -> None:
    """By ImageMagick, kept otherwise by libtiff's own tool."""
    plain = to.with_name("in.tif")
    m.drawn(plain, "tiff")
    m.run("tiffcp", *words, plain, to)


def half_clear() -> bytes:
    """Its left half can be seen through."""
    clear = SOLID.copy()
    clear[:, :48, 3] = 0
    return m.pam(clear)
