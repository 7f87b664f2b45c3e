"""An engine's word events to spans of time: each spoken word has one, and they never overlap."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from clipkit.model.words import Word

if TYPE_CHECKING:
    from clipkit.voice.takes import Samples

AUDIBLE = 150  # of 32767: what is not silence around a sentence
VOICED = 200  # of 32767: what is not silence between words
PAUSE = 0.05  # seconds of silence that end a word before the next begins
_HOP = 0.005


def bounds(samples: "Samples", rate: int) -> tuple[float, float]:
    """Return the first and last second that hold sound; the whole where none does."""
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > AUDIBLE)
    if not len(loud):
        return 0.0, len(samples) / rate
    return float(loud[0] / rate), float(loud[-1] / rate)


def starts_of(
    places: Sequence[tuple[int, int]], events: Sequence[tuple[int, int]], rate: int
) -> list[float | None]:
    """Return the first event within each word's characters, in seconds; None: it has none.

    places: (first, stop) characters of each word in the text. events: (character, sample).
    What would run backwards counts as none.
    """
    starts: list[float | None] = [None] * len(places)
    word, low = 0, -1.0
    for at, sample in sorted(events):
        while word < len(places) and places[word][1] < at:
            word += 1
        if word == len(places):
            break
        first = places[word][0]
        if first <= at and starts[word] is None and sample / rate >= low:
            low = sample / rate
            starts[word] = low
    return starts


def filled(
    starts: Sequence[float | None],
    words: Sequence[str],
    phones: Sequence[tuple[str, float]],
    last: float,
) -> list[float]:
    """Return a start for every word: those that the engine merged get a share by letters.

    The share ends at the nearest start of a phone. phones: (name, seconds). last: where the
    sentence's sound ends, in seconds.
    """
    known = [0.0 if start is None and i == 0 else start for i, start in enumerate(starts)]
    edges = [at for name, at in phones if name and not name.startswith("_")]
    sizes = [max(1, sum(letter.isalnum() for letter in word)) for word in words]
    found: list[float] = []
    for i, start in enumerate(known):
        if start is not None:
            found.append(start)
            continue
        begin = max(k for k in range(i) if known[k] is not None)
        stop = next((k for k in range(i, len(known)) if known[k] is not None), len(known))
        low, high = found[begin], known[stop] if stop < len(known) else max(last, found[begin])
        share = sum(sizes[begin:i]) / sum(sizes[begin:stop])
        wanted = low + ((high or 0.0) - low) * share
        free = [at for at in edges if found[-1] < at < (high or 0.0)]
        found.append(min(free, key=lambda at: abs(at - wanted)) if free else wanted)
    return found


def spans_of(samples: "Samples", rate: int, starts: Sequence[float], last: float) -> list[Word]:
    """Return when each word is heard: to the next one's start, less a silence before it."""
    hop = max(1, int(rate * _HOP))
    count = len(samples) // hop
    level = np.abs(samples[: count * hop].astype(np.int32)).reshape(count, hop).max(axis=1)
    spans: list[Word] = []
    for i, start in enumerate(starts):
        end = min(starts[i + 1], last) if i + 1 < len(starts) else last
        low, high = int(start * rate) // hop, min(count, int(end * rate) // hop)
        loud = np.flatnonzero(level[low:high] > VOICED)
        if len(loud) and (high - low - 1 - loud[-1]) * _HOP >= PAUSE:
            end = (low + int(loud[-1]) + 1) * hop / rate
        spans.append(Word(start, max(start, end)))
    return spans
