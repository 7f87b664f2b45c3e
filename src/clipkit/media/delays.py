"""How long each picture of an animation is shown, told by its blocks; nothing is decoded.

Sources: GIF89a, 15 to 26; WebP Container Specification (ANIM, ANMF); PNG 3rd edition, 11.3.6.
"""

import struct
from collections.abc import Iterator
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import NamedTuple

from clipkit.media import formats

MAX_PICTURES = 20_000
_QUICK, _USUAL = 0.011, 0.1  # seconds: what says less than the one is shown for the other, as
# browsers do: such files were made for a time when nothing could be as quick


class Delays(NamedTuple):
    """Seconds of each picture, in their order. loops: it begins anew at its end."""

    seconds: tuple[float, ...]
    loops: bool


STILL = Delays((), loops=False)


def told(path: Path, key: str) -> Delays:
    """Read a file's own times; STILL: it is no animation, or is told of in no way that is read.

    Raises: ClipkitError: as formats.told.
    """
    walk = {"GIF": _gif, "WebP": _webp, "PNG": _png}.get(formats.told(path, key).name)
    if walk is None:
        return STILL
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        seconds: list[float] = []
        loops = False
        try:
            for one in walk(content):
                loops = loops or one is None
                if one is not None:
                    seconds.append(_USUAL if one < _QUICK else one)
                if len(seconds) > MAX_PICTURES:
                    break
        except (struct.error, IndexError):  # cut off: what was told counts
            pass
    return Delays(tuple(seconds), loops) if len(seconds) > 1 else STILL


def _gif(content: mmap) -> Iterator[float | None]:
    """Yield seconds; None: it loops."""
    at = 13 + _table(content[10])
    delay = 0.0
    while content[at] != 0x3B:
        if content[at] == 0x21:
            label, first = content[at + 1], at + 2
            if label == 0xF9:
                delay = struct.unpack_from("<H", content, first + 2)[0] / 100
            if label == 0xFF and content[first + 1 : first + 12] == b"NETSCAPE2.0":
                yield None
            at = _past(content, first)
        elif content[at] == 0x2C:
            at = _past(content, at + 11 + _table(content[at + 9]))
            yield delay
        else:
            return


def _table(flags: int) -> int:
    """Bytes of a table of colours."""
    return 3 << (flags & 7) + 1 if flags & 0x80 else 0


def _past(content: mmap, at: int) -> int:
    """Return where a row of sub-blocks ends."""
    while content[at]:
        at += 1 + content[at]
    return at + 1


def _webp(content: mmap) -> Iterator[float | None]:
    at = 12
    while at + 8 <= len(content):
        name, size = struct.unpack_from("<4sI", content, at)
        if name == b"ANIM" and struct.unpack_from("<H", content, at + 12)[0] != 1:
            yield None
        if name == b"ANMF":
            yield int.from_bytes(content[at + 20 : at + 23], "little") / 1000
        at += 8 + size + size % 2


def _png(content: mmap) -> Iterator[float | None]:
    at = 8
    while at + 8 <= len(content):
        size, name = struct.unpack_from(">I4s", content, at)
        if name == b"acTL" and struct.unpack_from(">I", content, at + 12)[0] != 1:
            yield None
        if name == b"fcTL":
            over, under = struct.unpack_from(">HH", content, at + 28)
            yield over / (under or 100)
        at += 12 + size
