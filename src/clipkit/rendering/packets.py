"""What encoders give: packets, a piece's or a sound's as one block."""

import struct
import tempfile
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from msgspec import Struct

from clipkit.units import Span

_COUNT = struct.Struct("<I")
_HEAD = struct.Struct("<qqq?I")  # pts, dts, duration, key, bytes


class Coded(NamedTuple):
    """A packet of a piece; its times count from the piece's first: frames, or samples."""

    pts: int
    dts: int
    duration: int
    key: bool
    content: bytes


class Packets(Struct, frozen=True):
    """Packets in the order of their dts, in bytes that can be kept: a number, heads, contents."""

    block: bytes

    @classmethod
    def of(cls, coded: Iterable[Coded]) -> "Packets":
        """Put packets together."""
        listed = list(coded)
        heads = (_HEAD.pack(*one[:4], len(one.content)) for one in listed)
        contents = (one.content for one in listed)
        return cls(b"".join((_COUNT.pack(len(listed)), *heads, *contents)))

    def __len__(self) -> int:
        """How many there are."""
        (count,) = _COUNT.unpack_from(self.block)
        return int(count)

    def __iter__(self) -> Iterator[Coded]:
        """Each of them.

        Raises: struct.error: the block holds no packets.
        """
        at = self._heads
        for pts, dts, duration, key, size in _HEAD.iter_unpack(self.block[_COUNT.size : at]):
            yield Coded(pts, dts, duration, key, self.block[at : at + size])
            at += size

    @property
    def nbytes(self) -> int:
        """Bytes of all contents."""
        return len(self.block) - self._heads

    @property
    def _heads(self) -> int:
        """Where the heads end."""
        return _COUNT.size + len(self) * _HEAD.size


class Spool:
    """Pieces that wait for the others, in a file without a name.

    In memory they would lie scattered between the frames of the encoders that made them, which
    couldn't find theirs again: 250 MB for three minutes by two workers. Several threads may use it.
    """

    def __init__(self, folder: Path) -> None:
        """folder: where there is room for them. Raises: OSError: it can't be written."""
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 - closed by `close`
        self._where: dict[Span, tuple[int, int]] = {}  # first byte, bytes
        self._lock = threading.Lock()

    def __enter__(self) -> "Spool":
        """Return itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the file's room back."""
        self._file.close()

    def put(self, piece: Span, packets: Packets) -> None:
        """Take a piece, or another in its place. Raises: OSError: there is no room."""
        with self._lock:
            first = self._file.seek(0, 2)
            self._file.write(packets.block)
            self._file.flush()  # a full disk is told now
            self._where[piece] = first, len(packets.block)

    def get(self, piece: Span) -> Packets:
        """Return a piece that was put."""
        with self._lock:
            first, size = self._where[piece]
            self._file.seek(first)
            return Packets(self._file.read(size))
