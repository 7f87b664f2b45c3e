"""Awkward pictures, made by other people's encoders: Debian's, where they are installed.

What is made of numbers alone (profiles, EXIF, PPM) is written out here, from the standards.
"""

import shutil
import struct
import subprocess
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.media.files import Rgb, corners

Floats = NDArray[np.float64]
# Debian's packages: libjpeg-turbo-progs, imagemagick, webp, libheif-examples, libavif-bin,
# libtiff-tools. ImageMagick 7 has no `convert-im6`, ours may be a stand-in.
_NAMES = {"magick": ("convert-im6", "magick")}

# x and y of primaries: IEC 61966-2-1, Display P3 (SMPTE EG 432-1 with D65), Adobe RGB (1998).
SRGB = ((0.640, 0.330), (0.300, 0.600), (0.150, 0.060))
P3 = ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060))
ADOBE = ((0.640, 0.330), (0.210, 0.710), (0.150, 0.060))
_D65, D50 = (0.95047, 1.0, 1.08883), (0.9642, 1.0, 0.8249)
_TO_D50 = np.array(  # Bradford, as ICC.1:2022, annex E, gives it
    (
        (1.0478112, 0.0228866, -0.0501270),
        (0.0295424, 0.9904844, -0.0170491),
        (-0.0092345, 0.0150436, 0.7521316),
    )
)


def run(name: str, *words: str | Path, given: bytes = b"") -> bytes:
    """What a tool says; the test is skipped where there is none."""
    tool = next((found for one in _NAMES.get(name, (name,)) if (found := shutil.which(one))), None)
    if tool is None:
        pytest.skip(f"{name} is not installed")
    done = subprocess.run([tool, *map(str, words)], input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode(errors="replace")
    return done.stdout


def ppm(picture: NDArray[np.generic]) -> bytes:
    """A picture as Netpbm has it: grey or colour, 8 or 16 bits."""
    high, wide = picture.shape[:2]
    top = 255 if picture.dtype == np.uint8 else 65535
    kind = 5 if picture.ndim == 2 else 6
    return (
        b"P%d %d %d %d\n" % (kind, wide, high, top)
        + picture.astype("u1" if top == 255 else ">u2").tobytes()
    )


def pam(picture: Rgb) -> bytes:
    """A picture with its alpha, as Netpbm has it."""
    high, wide, deep = picture.shape
    kind = "RGB_ALPHA" if deep == 4 else "GRAYSCALE_ALPHA"
    head = f"P7\nWIDTH {wide}\nHEIGHT {high}\nDEPTH {deep}\nMAXVAL 255\nTUPLTYPE {kind}\nENDHDR\n"
    return head.encode() + picture.tobytes()


def drawn(to: Path, *words: str, given: bytes = b"") -> None:
    """By ImageMagick. words: between its input and its output, which begins with a kind."""
    run("magick", "-", *words[:-1], f"{words[-1]}:{to}", given=given or ppm(corners()))


def jpeg(*words: str, picture: NDArray[np.generic] | None = None) -> bytes:
    """By cjpeg, as good as it goes."""
    given = ppm(corners() if picture is None else picture)
    return run("cjpeg", "-quality", "95", *words, given=given)


def segment(marker: int, content: bytes) -> bytes:
    """One of a JPEG's own (ITU-T T.81, B.1.1.4)."""
    return struct.pack(">BBH", 0xFF, marker, len(content) + 2) + content


def beside(jpeg: bytes, *segments: bytes) -> bytes:
    """A JPEG with more segments after its first mark."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def exif(way: int) -> bytes:
    """An EXIF block of one entry, Orientation, in Motorola's order."""
    entry = struct.pack(">HHIHH", 0x0112, 3, 1, way, 0)
    return b"Exif\0\0MM\0*\0\0\0\x08\0\x01" + entry + bytes(4)


def chunked(profile: bytes) -> list[bytes]:
    """A profile in as many APP2 as it takes (ICC.1:2022, B.4)."""
    parts = [profile[at : at + 65000] for at in range(0, len(profile), 65000)]
    return [
        segment(0xE2, b"ICC_PROFILE\0" + bytes((number, len(parts))) + part)
        for number, part in enumerate(parts, 1)
    ]


def stored(picture: Rgb, way: int) -> Rgb:
    """How rows and columns must be kept to be seen upright (EXIF 2.32, Orientation)."""
    ways = {
        1: picture,
        9: picture,  # there is no such way
        2: picture[:, ::-1],
        3: picture[::-1, ::-1],
        4: picture[::-1],
        5: picture.transpose(1, 0, 2),
        6: np.rot90(picture),
        7: np.rot90(picture, 2).transpose(1, 0, 2),
        8: np.rot90(picture, -1),
    }
    return np.ascontiguousarray(ways[way])


def _light(codes: Floats) -> Floats:
    return np.where(codes <= 0.04045, codes / 12.92, ((codes + 0.055) / 1.055) ** 2.4)


def _codes(light: Floats) -> Floats:
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def xyz_of(primaries: Sequence[tuple[float, float]]) -> Floats:
    """From linear red, green and blue to X, Y, Z under D65 (SMPTE RP 177)."""
    columns = np.array([(x / y, 1.0, (1 - x - y) / y) for x, y in primaries]).T
    return np.asarray(columns * np.linalg.solve(columns, np.array(_D65)))


def coded(picture: Rgb, primaries: Sequence[tuple[float, float]], gamma: float = 0.0) -> Floats:
    """An sRGB picture in other colours, 0.0 to 1.0. gamma: of their curve; 0.0: sRGB's."""
    way = np.linalg.inv(xyz_of(primaries)) @ xyz_of(SRGB)
    light = np.clip(_light(picture / 255) @ way.T, 0, 1)
    return light ** (1 / gamma) if gamma else _codes(light)


def eight(values: Floats) -> Rgb:
    """As codes of 8 bits."""
    return np.asarray(np.rint(values * 255), np.uint8)


def sixteen(values: Floats) -> NDArray[np.uint16]:
    """As codes of 16 bits."""
    return np.asarray(np.rint(values * 65535), np.uint16)


def lab(colours: Sequence[tuple[int, ...]]) -> Floats:
    """sRGB colours in L*, a*, b* under D50 (ISO 11664-4)."""
    light = _light(np.array(colours) / 255) @ (_TO_D50 @ xyz_of(SRGB)).T / np.array(D50)
    root = np.where(light > 216 / 24389, np.cbrt(light), (24389 / 27 * light + 16) / 116)
    x, y, z = root.T
    return np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], -1)


def _s15(*values: float) -> bytes:
    return b"".join(struct.pack(">i", round(value * 65536)) for value in values)


def _profile(space: bytes, kind: bytes, between: bytes, tags: dict[bytes, bytes]) -> bytes:
    """ICC.1:2001-04: head, table of tags, tags."""
    named = {
        b"desc": b"desc\0\0\0\0\0\0\0\x05Uji!\0" + bytes(78),
        b"cprt": b"text\0\0\0\0CC0\0",
        b"wtpt": b"XYZ \0\0\0\0" + _s15(*D50),
        **tags,
    }
    at, table, body = 132 + 12 * len(named), struct.pack(">I", len(named)), b""
    for mark, content in named.items():
        table += mark + struct.pack(">II", at + len(body), len(content))
        body += content + bytes(-len(content) % 4)
    head = struct.pack(">I4xI", 128 + len(table + body), 0x02400000) + kind + space + between
    head = (head + bytes(12) + b"acsp" + bytes(28) + _s15(*D50)).ljust(128, b"\0")
    return head + table + body


def _curve(gamma: float) -> bytes:
    if gamma:
        return b"curv\0\0\0\0\0\0\0\x01" + struct.pack(">H", round(gamma * 256))
    codes = np.linspace(0, 1, 1024)
    return b"curv\0\0\0\0" + struct.pack(">I1024H", 1024, *sixteen(_light(codes)))


def profile(primaries: Sequence[tuple[float, float]], gamma: float = 0.0) -> bytes:
    """A screen's. gamma: of its curve; 0.0: sRGB's."""
    columns = (_TO_D50 @ xyz_of(primaries)).T
    tags = {
        mark + b"XYZ": b"XYZ \0\0\0\0" + _s15(*column)
        for mark, column in zip((b"r", b"g", b"b"), columns, strict=True)
    }
    tags |= {mark + b"TRC": _curve(gamma) for mark in (b"r", b"g", b"b")}
    return _profile(b"RGB ", b"mntr", b"XYZ ", tags)


def grey_profile(gamma: float) -> bytes:
    """One of greys."""
    return _profile(b"GRAY", b"mntr", b"XYZ ", {b"kTRC": _curve(gamma)})


def ink_profile(colours: Sequence[tuple[int, ...]]) -> bytes:
    """A press's: what cyan, magenta, yellow and no ink at all look like, by themselves."""
    cyan, magenta, yellow, none = lab(colours)
    corners = np.zeros((2, 2, 2, 2, 3))  # black, where inks are mixed: nobody looks there
    corners[1, 0, 0, 0], corners[0, 1, 0, 0], corners[0, 0, 1, 0] = cyan, magenta, yellow
    corners[0, 0, 0, 0] = none
    grid = corners.reshape(-1, 3)
    codes = np.stack([grid[:, 0] * 652.8, (grid[:, 1] + 128) * 256, (grid[:, 2] + 128) * 256], -1)
    codes[corners.reshape(-1, 3).sum(1) == 0] = (0, 32768, 32768)
    table = np.clip(np.rint(codes), 0, 65535).astype(">u2").tobytes()
    lut = b"mft2\0\0\0\0\x04\x03\x02\0" + _s15(1, 0, 0, 0, 1, 0, 0, 0, 1) + struct.pack(">HH", 2, 2)
    lut += struct.pack(">HH", 0, 65535) * 4 + table + struct.pack(">HH", 0, 65535) * 3
    return _profile(b"CMYK", b"prtr", b"Lab ", {b"A2B0": lut})
