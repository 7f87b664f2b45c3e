"""What a HEIF file (HEIC, AVIF) holds, told by its boxes; nothing is decoded here.

Sources: ISO/IEC 14496-12 (boxes, `iloc`, `iinf`, `iref`), ISO/IEC 23008-12 (`ipma`, `grid`).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

MAX_META = 16 * 2**20  # bytes of all that is told of pictures
MAX_ITEMS = 4096  # pictures and tiles
MAX_BYTES = 256 * 2**20  # of one picture's or tile's content
_TOP = 64  # boxes beside each other at the file's top


class Item(NamedTuple):
    """A picture, a tile, or what is said of one.

    kind: four letters (`hvc1`, `av01`, `grid`). spans: (offset, length) of its content in the
    file. properties: in the order they apply, (four letters, content).
    """

    kind: str
    spans: tuple[tuple[int, int], ...]
    properties: tuple[tuple[str, bytes], ...]

    def property(self, name: str) -> bytes:
        """Return the first property of a name; empty: it has none."""
        return next((content for own, content in self.properties if own == name), b"")


class Told(NamedTuple):
    """All that a file says of its pictures.

    primary: which item is shown. linked: (kind, from, to, ...) of references between items.
    """

    primary: int
    items: dict[int, Item]
    linked: tuple[tuple[str, int, tuple[int, ...]], ...]

    def parts(self, kind: str, number: int) -> tuple[int, ...]:
        """Return what an item refers to. kind: of the reference (`dimg`)."""
        return next((to for own, first, to in self.linked if (own, first) == (kind, number)), ())


def told(path: Path) -> Told:
    """Read the boxes of a file.

    Raises: ValueError: they are broken, or beyond the bounds; OSError.
    """
    with path.open("rb") as file:
        size = path.stat().st_size
        at = 0
        for _ in range(_TOP):
            file.seek(at)
            head = file.read(16)
            length, name, skip = _head(head, 0, size - at)
            if name == "meta":
                if length > MAX_META:
                    raise ValueError("too much is said of pictures")
                file.seek(at + skip)
                return _meta(file.read(length - skip), at + skip)
            at += length
            if at >= size:
                break
    raise ValueError("no pictures")


def content(path: Path, item: Item) -> bytes:
    """Return an item's content. Raises: ValueError: it is cut off, or too much; OSError."""
    if sum(length for _, length in item.spans) > MAX_BYTES:
        raise ValueError("too large an item")
    out = bytearray()
    with path.open("rb") as file:
        for offset, length in item.spans:
            file.seek(offset)
            out += file.read(length)
    if len(out) != sum(length for _, length in item.spans) or not out:
        raise ValueError("cut off")
    return bytes(out)


def _head(data: bytes, at: int, room: int) -> tuple[int, str, int]:
    """Return a box's whole length, its name and the length of its head."""
    if len(data) - at < 8:
        raise ValueError("cut off")
    length, name, skip = _number(data, at, 4), data[at + 4 : at + 8].decode("latin-1"), 8
    if length == 1:
        length, skip = _number(data, at + 8, 8), 16
    elif length == 0:
        length = room
    if not skip <= length <= room:
        raise ValueError("a box outside its own")
    return length, name, skip


def _boxes(data: bytes, at: int = 0) -> Iterator[tuple[str, int, int]]:
    """Yield name, first and past the last byte of the boxes beside each other."""
    while at < len(data):
        length, name, skip = _head(data, at, len(data) - at)
        yield name, at + skip, at + length
        at += length


def _number(data: bytes, at: int, size: int) -> int:
    if at + size > len(data):
        raise ValueError("cut off")
    return int.from_bytes(data[at : at + size], "big")


class _Numbers:
    """Numbers of a box, one after the other."""

    def __init__(self, data: bytes) -> None:
        self._data, self._at = data, 0

    def next(self, size: int) -> int:
        """Read one of so many bytes. Raises: ValueError: there are no more."""
        found = _number(self._data, self._at, size)
        self._at += size
        return found

    def full(self) -> tuple[int, int]:
        """Read version and flags."""
        return self.next(1), self.next(3)

    @property
    def more(self) -> bool:
        """Whether anything is left."""
        return self._at < len(self._data)


def _meta(data: bytes, base: int) -> Told:
    """Read the box that tells of pictures. base: where its data begin in the file."""
    found = {name: (first, stop) for name, first, stop in _boxes(data, 4)}
    part = {name: data[first:stop] for name, (first, stop) in found.items()}
    numbers = _Numbers(part.get("pitm", b""))
    version, _ = numbers.full()
    primary = numbers.next(4 if version else 2)
    inner = base + found["idat"][0] if "idat" in found else -1
    spans = _spans(part.get("iloc", b""), inner)
    properties = _properties(part.get("iprp", b""))
    items = {
        number: Item(kind, spans.get(number, ()), properties.get(number, ()))
        for number, kind in _kinds(part.get("iinf", b""))
    }
    if primary not in items:
        raise ValueError("no picture is the primary one")
    return Told(primary, items, tuple(_links(part.get("iref", b""))))


def _kinds(data: bytes) -> Iterator[tuple[int, str]]:
    """Yield each item's number and kind (`iinf`)."""
    version = _number(data, 0, 1)
    count = _number(data, 4, 4 if version else 2)
    if count > MAX_ITEMS:
        raise ValueError("too many items")
    for name, first, stop in _boxes(data, 8 if version else 6):
        numbers = _Numbers(data[first:stop])
        own, _ = numbers.full()
        if name == "infe" and own >= 2:
            number = numbers.next(4 if own == 3 else 2)
            numbers.next(2)
            yield number, numbers.next(4).to_bytes(4, "big").decode("latin-1")


def _spans(data: bytes, inner: int) -> dict[int, tuple[tuple[int, int], ...]]:
    """Where each item's content lies (`iloc`). inner: where `idat` begins; -1: there is none."""
    numbers = _Numbers(data)
    version, _ = numbers.full()
    sizes = numbers.next(2)
    offset, length, base, index = (sizes >> shift & 15 for shift in (12, 8, 4, 0))
    wide = 4 if version == 2 else 2
    found: dict[int, tuple[tuple[int, int], ...]] = {}
    count = numbers.next(wide)
    if count > MAX_ITEMS:
        raise ValueError("too many items")
    for _ in range(count):
        number = numbers.next(wide)
        method = numbers.next(2) & 15 if version else 0
        numbers.next(2)  # which file: only this one
        first = numbers.next(base)
        own = []
        for _ in range(numbers.next(2)):
            if version and index:
                numbers.next(index)
            at = first + numbers.next(offset)
            own.append((at + inner if method == 1 else at, numbers.next(length)))
        if method == 0 or (method == 1 and inner >= 0):
            found[number] = tuple(own)
    return found


def _properties(data: bytes) -> dict[int, tuple[tuple[str, bytes], ...]]:
    """What is said of each item (`iprp`: a list in `ipco`, who has which in `ipma`)."""
    listed: list[tuple[str, bytes]] = []
    found: dict[int, tuple[tuple[str, bytes], ...]] = {}
    for box, start, end in _boxes(data):
        if box == "ipco":
            inside = data[start:end]
            listed = [(name, inside[first:stop]) for name, first, stop in _boxes(inside)]
        if box != "ipma":
            continue
        numbers = _Numbers(data[start:end])
        version, flags = numbers.full()
        wide = 2 if flags & 1 else 1
        for _ in range(numbers.next(4)):
            number = numbers.next(4 if version else 2)
            count, mask = numbers.next(1), 0x7FFF if wide == 2 else 0x7F
            places = [numbers.next(wide) & mask for _ in range(count)]
            found[number] = tuple(listed[at - 1] for at in places if 0 < at <= len(listed))
    return found


def _links(data: bytes) -> Iterator[tuple[str, int, tuple[int, ...]]]:
    """Yield references from item to items (`iref`)."""
    if not data:
        return
    wide = 4 if data[0] else 2
    for name, first, stop in _boxes(data, 4):
        numbers = _Numbers(data[first:stop])
        number = numbers.next(wide)
        yield name, number, tuple(numbers.next(wide) for _ in range(numbers.next(2)))
