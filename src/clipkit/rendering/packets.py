"""What encoders give: packets, a piece's or a sound's as one block."""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

_COUNT = struct.Struct("<I")
_HEAD = struct.Struct("<qqq?I")  # pts, dts, duration, key, bytes


class Coded(NamedTuple):
    """A packet of a piece; its times count from the piece's first: frames, or samples."""

    pts: int
    dts: int
    duration: int
    key: bool
    content: bytes


@dataclass(frozen=True, slots=True)
class Packets:
    """Packets in the order of their dts, in bytes that can be kept: a number, heads, contents.

    One block, not thousands: those would lie scattered between the frames of the encoder that made
    them, and its memory couldn't be had again (150 MB of 1,000, three minutes by two workers).
    """

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
