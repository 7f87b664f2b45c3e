"""Narration to caption cards, by dynamic programming over words, their times and their widths.

Never over five words, 28 characters, 2.6 s or what its lines hold at full size; never across a
sentence's end; never between the words of an emphasised run, nor a number and the word after it.
"""

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import Struct

from clipkit.model.timeline import TimedWord
from clipkit.planning.words import ENDS, binds, parting
from clipkit.units import Span, to_frames

WORDS, CHARACTERS, SECONDS = 5, 28, 2.6
FASTEST = 20.0  # characters a second; BBC subtitle guidelines, about 160 to 180 words a minute
IDEAL = 18.0  # characters of a card
EACH = 1.2  # cost of a card, so that they are few
SHOWN = 5 / 6  # s at least; Netflix Timed Text Style Guide, General Requirements
CLOSED = 0.5  # s; a gap shorter than this before the next card is closed
TAIL = 0.3  # s that a card stays after its last word
EARLY = 2  # frames before its first word
LONG = 0.7  # s of silence that no card spans
_TORN = 60.0  # cost of parting what belongs together: only where nothing else fits

Fits = Callable[[Sequence[TimedWord]], bool]


class Card(Struct, frozen=True, kw_only=True):
    """Words shown together. words: [first, stop) of the words it was made from."""

    words: Span
    span: Span
    rate: float  # characters a second


def is_silent(word: TimedWord) -> bool:
    """Whether a token is shown but not said: an emoji, a dash."""
    return word.end <= word.start


def cards(
    words: Sequence[TimedWord],
    fits: Fits,
    lang: str,
    *,
    scene: Span,
    fps: int,
    early: int = EARLY,
) -> list[Card]:
    """Cut the narration of one scene into cards.

    words: in order, all of one scene. fits: whether words stand in a card at full size.
    scene: its frames. early: frames that a card comes before its first word.
    Returns: cards that meet or leave a gap, inside the scene, every word in exactly one.
    """
    if not words:
        return []
    atoms = _atoms(words)
    found: list[Card] = []
    for first, stop in _sentences(words, atoms):
        found += _cut(words, atoms[first:stop], fits, lang)
    return _timed(words, found, scene, fps, early)


def _atoms(words: Sequence[TimedWord]) -> list[Span]:
    """Return runs that no card may part: a word with the silent tokens that belong to it.

    A silent token belongs to the word before it, or, where none is, to the one after it.
    """
    runs: list[Span] = []
    for index, word in enumerate(words):
        if runs and (is_silent(word) or is_silent(words[runs[-1].first])):
            said = all(is_silent(words[k]) for k in range(*runs[-1]))
            if is_silent(word) or said:
                runs[-1] = Span(runs[-1].first, index + 1)
                continue
        runs.append(Span(index, index + 1))
    return runs


def _sentences(words: Sequence[TimedWord], atoms: Sequence[Span]) -> list[tuple[int, int]]:
    """Return [first, stop) of atoms for each sentence."""
    first, found = 0, []
    for index in range(1, len(atoms) + 1):
        ended = index == len(atoms)
        if ended or words[atoms[index].stop - 1].sentence != words[atoms[index - 1].first].sentence:
            found.append((first, index))
            first = index
    return found


def _cut(words: Sequence[TimedWord], atoms: Sequence[Span], fits: Fits, lang: str) -> list[Card]:
    """Cut one sentence at the least cost."""
    count = len(atoms)
    best: list[float] = [0.0] + [math.inf] * count
    back = [0] * (count + 1)
    longest = 0  # atom that the longest card ending at `stop` begins with; what it holds fits too
    for stop in range(1, count + 1):
        end = atoms[stop - 1].stop
        while longest < stop - 1 and not _allowed(words[atoms[longest].first : end], fits):
            longest += 1
        torn = _torn(words, atoms[stop - 1], atoms[stop], lang) if stop < count else 0.0
        for first in range(stop - 1, longest - 1, -1):
            cost = best[first] + _cost(words[atoms[first].first : end]) + torn
            if cost < best[stop]:
                best[stop], back[stop] = cost, first
    cuts = [count]
    while cuts[-1]:
        cuts.append(back[cuts[-1]])
    return [
        Card(words=Span(atoms[i].first, atoms[j - 1].stop), span=Span(0, 1), rate=0.0)
        for i, j in pairwise(reversed(cuts))
    ]


def _allowed(part: Sequence[TimedWord], fits: Fits) -> bool:
    said = [word for word in part if not is_silent(word)]
    gaps = (after.start - before.end for before, after in pairwise(said))
    return (
        len(said) <= WORDS
        and characters(part) <= CHARACTERS
        and part[-1].end - part[0].start <= SECONDS
        and not any(gap > LONG for gap in gaps)
        and fits(part)
    )


def characters(part: Sequence[TimedWord]) -> int:
    """Return how many characters words take, the spaces between them among these."""
    return sum(len(word.text) + (word.space and i > 0) for i, word in enumerate(part))


def _cost(part: Sequence[TimedWord]) -> float:
    seconds = part[-1].end - part[0].start
    size = characters(part)
    cost = EACH + ((size - IDEAL) / 10) ** 2 * (1.0 if size > IDEAL else 0.6)
    cost += max(0.0, 0.55 - seconds) * 6  # too short to read
    cost += max(0.0, size / max(seconds, 0.1) - FASTEST) * 0.05
    return cost + sum(max(0.0, b.start - a.end - 0.12) * 5 for a, b in pairwise(part))


def _torn(words: Sequence[TimedWord], before: Span, after: Span, lang: str) -> float:
    """Return the cost of a cut between two atoms."""
    one, other = words[before.first], words[after.first]
    if one.emphasis and other.emphasis and one.sentence == other.sentence:
        return _TORN
    if binds(one.text, other.text, lang):
        return _TORN
    silence = max(0.0, other.start - words[before.stop - 1].end)
    initial = not before.first or words[before.first - 1].text.endswith(ENDS)
    grip = parting(one.text, other.text, lang, initial=initial)
    return 0.5 + grip * (0.35 if silence > 0.35 else 1.0) - min(silence, 0.6) * 3


def _timed(
    words: Sequence[TimedWord], found: list[Card], scene: Span, fps: int, early: int
) -> list[Card]:
    """Give each card its frames: early enough, long enough, never over the next."""
    begins = [max(scene.first, words[card.words.first].first - early) for card in found]
    timed: list[Card] = []
    for index, card in enumerate(found):
        last = words[card.words.stop - 1]
        opening = words[card.words.first]
        said = opening.first + to_frames(last.end - opening.start, fps)
        stop = max(said + to_frames(TAIL, fps), begins[index] + to_frames(SHOWN, fps))
        limit = begins[index + 1] if index + 1 < len(found) else scene.stop
        if index + 1 < len(found) and limit - said < to_frames(CLOSED, fps):
            stop = limit
        first = max(begins[index], timed[-1].span.stop) if timed else begins[index]
        stop = max(min(stop, limit), first + 1)
        size = characters(words[card.words.first : card.words.stop])
        timed.append(
            Card(words=card.words, span=Span(first, stop), rate=size * fps / (stop - first))
        )
    return timed
