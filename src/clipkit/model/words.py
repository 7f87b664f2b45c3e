"""What planning knows of a voice: when each shown token is said, and what sound holds it."""

from typing import NamedTuple

from msgspec import Struct


class Word(NamedTuple):
    """A shown token's time. start, end: seconds since its take began, 0 <= start <= end.

    A silent token (an emoji, a dash) has no length.
    """

    start: float
    end: float


class Said(Struct, frozen=True, kw_only=True):
    """One sentence as spoken: one Word for each of its tokens, in order, never overlapping.

    seconds: length of its take. take: `sha256:...` of all that decides its sound (empty: silent).
    voice: plain settings, JSON, enough to speak it again (for a recording: its source and span).
    spoken: (word, token) pairs, what the voice was handed.
    pause: seconds of silence after it as its speaker left them; None: as the plan's pace has it.
    confidence: 0.0 to 1.0, how surely the words were found.
    lasts: seconds of its take, where that sounds on, under what is after it; None: `seconds`.
    """

    words: tuple[Word, ...]
    seconds: float
    take: str = ""
    voice: tuple[tuple[str, str | float], ...] = ()
    spoken: tuple[tuple[str, int], ...] = ()
    pause: float | None = None
    confidence: float = 1.0
    lasts: float | None = None
