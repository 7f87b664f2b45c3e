"""A track: pieces on one line of time, with a gain and a curve, read block by block."""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace
from pydub import AudioSegment

from clipkit.sound import loudness
from clipkit.sound.curves import Curve, straight
from clipkit.sound.filters import NOTHING
from clipkit.sound.pieces import GRID, RATE, Piece, Samples, samples_of, silence

BLOCK = 1000  # ms read at a time: memory stays flat whatever the length
LOOK, HOLD = 0.15, 0.35  # s of ducking before speech, and after it
ATTACK, RELEASE = 0.08, 0.5  # s from a tenth to nine tenths of the way, in dB
_DOWN, _UP = ATTACK / 0.8, RELEASE / 0.8  # s of all the way
_ROOM = HOLD + _UP + LOOK  # s: in a shorter pause it stays down
STEP = 480  # samples a step of a curve: 10 ms

Spans = Sequence[tuple[float, float]]


class Track(Struct, frozen=True, kw_only=True, eq=False):
    """Pieces that sound together, of as many channels. length: ms. ratio: all is multiplied by it.

    curve: a ratio every STEP samples from the clip's start; empty: none.
    """

    pieces: tuple[Piece, ...]
    length: int
    ratio: float = 1.0
    curve: Curve = field(default_factory=lambda: np.zeros(0, np.float32))

    @property
    def channels(self) -> int:
        """One, which is heard from both sides, or two."""
        return self.pieces[0].sound.channels if self.pieces else 2

    def blocks(self) -> Iterator[Samples]:
        """Read it from its start to its end, float32 (n, channels)."""
        for first in range(0, self.length, BLOCK):
            yield self.block(first, min(self.length, first + BLOCK))

    def block(self, first: int, stop: int) -> Samples:
        """Read the milliseconds [first, stop)."""
        sound: AudioSegment | None = None
        for at, whole in self.pieces:
            if at < stop and at + len(whole) > first:
                heard = whole[max(0, first - at) : stop - at]
                if sound is None and len(heard) == stop - first:
                    sound = heard  # most often: nothing to lay it over
                    continue
                ground = sound or silence(stop - first, heard.channels)
                sound = ground.overlay(heard, position=max(0, at - first))
        if sound is None:
            return np.zeros(((stop - first) * GRID, self.channels), np.float32)
        found = samples_of(sound)
        found *= np.float32(self.ratio)
        if len(self.curve):
            before, begun = divmod(first * GRID, STEP)
            ratios = straight(self.curve[before : -(-stop * GRID // STEP) + 1], STEP)
            found *= ratios[begun : begun + len(found), None]
        return found

    def levelled(self, lufs: float, *, most: float = 40.0) -> "Track":
        """Return it as loud as asked, LUFS, before its curve; raised by at most `most` dB.

        What is too short or too quiet to be measured stays as it is.
        """
        flat = replace(self, ratio=1.0, curve=np.zeros(0, np.float32))
        now = loudness.reckoned(flat.blocks(), channels=self.channels)
        if now <= NOTHING:
            return self
        return replace(self, ratio=ratio(min(most, lufs - now)))

    def ducked(self, spans: Spans, depth: float) -> "Track":
        """Return it lower by `depth` dB under speech. spans: seconds of the clip."""
        return replace(self, curve=duck(spans, depth, self.length))


def duck(spans: Spans, depth: float, length: int) -> Curve:
    """Return the ratios, every 10 ms, that lower a track under speech.

    Down from LOOK before each span, up from HOLD after it; straight in dB. It stays down where it
    would have to go down again before it is up. depth: dB, either sign. length: ms.
    """
    steps = length * GRID // STEP + 2
    at = np.arange(steps, dtype=np.float32) * (STEP / RATE)
    under = np.zeros(steps, np.float32)  # 1.0: all the way down
    for start, end in _joined(spans):
        down = np.clip((at - (start - LOOK)) / _DOWN, 0, 1)
        up = np.clip(1 - (at - (end + HOLD)) / _UP, 0, 1)
        under = np.maximum(under, np.minimum(down, up))
    return (10 ** (-abs(depth) * under / 20)).astype(np.float32)


def _joined(spans: Spans) -> Iterator[tuple[float, float]]:
    """Spans in order, as one where there is no room between them."""
    start = end = -_ROOM
    for begins, ends in sorted(spans):
        if begins - end >= _ROOM:
            if end > start:
                yield start, end
            start, end = begins, ends
        end = max(end, ends)
    if end > start:
        yield start, end


def ratio(decibels: float) -> float:
    """Return a gain as a factor.

    >>> round(ratio(-6), 3)
    0.501
    """
    return float(10 ** (decibels / 20))
