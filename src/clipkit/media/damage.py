"""Pictures that are cut off: what is there of a JPEG or a PNG, and softness for the rest.

Sources: ITU-T T.81, B.1.1 (a JPEG's end), PNG 3rd edition, 7 (filters), 10 (one zlib stream).
"""

import io
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from PIL import Image

from clipkit.media import formats

_MOST = 256 * 2**20  # bytes that are read of a file
_LEAST = 0.03  # of a picture's rows: with less than that there is nothing to show
_EDGE = 8  # px at the right, by which a row of a JPEG counts as there
_GREY = (127, 128)  # what a JPEG's decoder puts where it has nothing; inks are turned round
_SOFT = 12  # px, of the copy that what is missing is made of
_HEAD = b"\x89PNG\r\n\x1a\n"
_SAMPLES = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by PNG's colour type


def reopened(path: Path, key: str) -> tuple[Image.Image, int] | None:
    """Open a picture that can't be decoded as it is, so that it can be as far as it goes.

    Returns: it, and how many rows are there, 0: as many as `filled` finds. None: it is of another
    format, or there is nothing to show.
    Raises: ClipkitError: as formats.told. OSError.
    """
    form = formats.told(path, key)
    if form.name not in {"JPEG", "PNG"}:
        return None
    with path.open("rb") as file:
        content = file.read(_MOST)
    rows = 0
    if form.name == "JPEG":
        content += b"\xff\xd9"
    else:
        mended = _png(content)
        if mended is None:
            return None
        content, rows = mended
    return Image.open(io.BytesIO(content), formats=(form.demuxer,)), rows


def filled(image: Image.Image, rows: int) -> Image.Image | None:
    """Return a decoded picture, soft where it was cut off; None: hardly anything is there.

    rows: that are there; 0: those of a JPEG that aren't all grey at their end.
    """
    there = rows or _told(image)
    if there < max(1, _LEAST * image.height):
        return None
    if there >= image.height:
        return image
    part = image.crop((0, 0, image.width, there))
    if part.mode in {"P", "1"} or part.mode.startswith("I"):  # no soft shades in these
        part = part.convert("RGBA" if "transparency" in part.info else "RGB")
    small = part.resize((_SOFT, _SOFT), Image.Resampling.BOX)
    whole = small.resize(image.size, Image.Resampling.BICUBIC)
    whole.paste(part, (0, 0))
    whole.info = {name: told for name, told in image.info.items() if name != "transparency"}
    return whole


def _told(image: Image.Image) -> int:
    edge = np.asarray(image.crop((image.width - min(_EDGE, image.width), 0, *image.size)))
    there = ~np.isin(edge, _GREY).reshape(image.height, -1).all(1)
    return int(np.flatnonzero(there)[-1]) + 1 if there.any() else 0


def _png(content: bytes) -> tuple[bytes, int] | None:
    """Return a PNG with an end, and how many of its rows are there; 0: of a woven one, some."""
    kept, stream, plain = [], zlib.decompressobj(), bytearray()
    width, height, depth, colour, _, _, woven = struct.unpack(">IIBBBBB", content[16:29])
    if colour not in _SAMPLES or width * height > formats.MAX_PIXELS:
        return None
    row = 1 + (width * depth * _SAMPLES[colour] + 7) // 8
    most = row * height + (8 * height + 64 if woven else 0)
    for name, chunk in _chunks(content):
        if name != b"IDAT":
            kept.append((name, chunk))
            continue
        try:
            plain += stream.decompress(chunk, most - len(plain) or 1)
        except zlib.error:  # from here on it is something else
            break
        if len(plain) >= most:
            break
    there = len(plain) // row
    if not there or (woven and len(plain) < most // 64):
        return None
    plain = plain[:most] + bytes(max(0, most - len(plain)))
    parts = [*kept, (b"IDAT", zlib.compress(bytes(plain), 1)), (b"IEND", b"")]
    return _HEAD + b"".join(_chunk(*part) for part in parts), 0 if woven else there


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield names and contents, the last as far as it goes."""
    at = len(_HEAD)
    while at + 8 <= len(content):
        size, name = struct.unpack(">I4s", content[at : at + 8])
        if name == b"IEND":
            return
        yield name, content[at + 8 : at + 8 + size]
        at += 12 + size


def _chunk(name: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(name + content))
    return struct.pack(">I", len(content)) + name + content + check
