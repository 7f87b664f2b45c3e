"""What all engines have in common: words that are safe to hand over, and a take of what came."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from clipkit.model.words import Word
from clipkit.voice import events
from clipkit.voice.takes import Settings, Spoken, Take, per_token

if TYPE_CHECKING:
    from clipkit.voice.takes import Samples

RATE = 22050  # of a take with nothing in it
LEAD, TAIL = 0.02, 0.05  # seconds of quiet kept around a sentence's sound


class Answer(NamedTuple):
    """An engine's sound of a sentence.

    samples: int16, mono. rate: Hz. starts: seconds, one for each of its words; None: not told.
    phones: (name, seconds).
    """

    samples: "Samples"
    rate: int
    starts: Sequence[float | None]
    phones: Sequence[tuple[str, float]]


def nothing(sentence: Spoken) -> Take:
    """Return the take of a sentence of which nothing can be said aloud."""
    words = per_token((), (), len(sentence.tokens))
    return Take(samples=np.zeros(0, np.int16), rate=RATE, words=words, seconds=0.0)


def taken(sentence: Spoken, answer: Answer, *, key: str, settings: Settings) -> Take:
    """Return a sentence's take: the quiet around it cut off, every word with a span."""
    samples, rate, _, phones = answer
    first, last = events.bounds(samples, rate)
    starts = events.filled(answer.starts, [word for word, _ in sentence.words], phones, last)
    spans = events.spans_of(samples, rate, starts, last)
    a, b = round(max(0.0, first - LEAD) * rate), round((last + TAIL) * rate)
    cut, lead = samples[a:b].copy(), a / rate
    length = len(cut) / rate
    spans = [Word(_within(s.start - lead, length), _within(s.end - lead, length)) for s in spans]
    return Take(
        samples=cut,
        rate=rate,
        words=per_token(spans, [token for _, token in sentence.words], len(sentence.tokens)),
        seconds=length,
        spoken=sentence.words,
        spans=tuple(spans),
        phones=tuple((name, max(0.0, at - lead)) for name, at in phones),
        key=key,
        settings=settings,
    )


def _within(seconds: float, length: float) -> float:
    return min(max(0.0, seconds), length)
