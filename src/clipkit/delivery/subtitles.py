"""Words grouped as a caption file shows them.

By words' times, not as the cards on screen: a subtitle may be longer than a card, and all that is
spoken is in it, what the clip shows as a title, a list or a quotation too.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise
from typing import NamedTuple, Protocol

# Netflix, Timed Text Style Guide, General Requirements: characters a line, lines, and seconds.
LINE, LINES, SHORTEST, LONGEST = 42, 2, 5 / 6, 7.0
CLOSE = 0.5  # seconds; a shorter gap to the next is closed
LEAST = 0.02  # seconds that any has, so that it keeps some on a clock of hundredths
PAUSES = ".,;:!?…"


class Timed(Protocol):
    """A shown word with its time, of a clip or of a recording. start, end: seconds."""

    @property
    def text(self) -> str: ...  # noqa: D102
    @property
    def start(self) -> float: ...  # noqa: D102
    @property
    def end(self) -> float: ...  # noqa: D102
    @property
    def scene(self) -> int: ...  # noqa: D102
    @property
    def sentence(self) -> int: ...  # noqa: D102
    @property
    def space(self) -> bool: ...  # noqa: D102


class Subtitle(NamedTuple):
    """Words shown together. start, end: ms, start < end. text: broken into lines."""

    start: int
    end: int
    text: str
    words: Sequence[Timed]

    @property
    def line(self) -> str:
        """Its text in one line."""
        return _joined(self.words)


def subtitles(
    words: Sequence[Timed], seconds: float, line: int = LINE, lines: int = LINES
) -> list[Subtitle]:
    """Group words: none overlaps the next, none is gone too soon. seconds: length of it all.

    line: characters that one holds; lines: how many a subtitle has, unless a word is longer.
    """
    groups: list[list[Timed]] = []
    for _, sentence in groupby(words, key=lambda word: (word.scene, word.sentence)):
        for part in _parted(list(sentence), line, lines):
            if groups and part[0].start - groups[-1][0].start < LEAST:
                groups[-1] += part  # a sentence of nothing but an emoji has no time of its own
            else:
                groups.append(part)
    groups = [group for group in groups if _joined(group)]
    starts = [group[0].start for group in groups] + [seconds]
    shown: list[Subtitle] = []
    for group, (start, following) in zip(groups, pairwise(starts), strict=True):
        end = max(group[-1].end, start + SHORTEST)
        end = following if following - end < CLOSE else end
        end = max(min(end, following), start + LEAST)
        text = _broken(_joined(group), line)
        shown.append(Subtitle(round(1000 * start), round(1000 * end), text, group))
    return shown


def _parted(words: list[Timed], line: int, lines: int) -> list[list[Timed]]:
    """Part a sentence too long for one subtitle: after a comma, else near the middle."""
    if len(words) < 2 or (
        len(_broken(_joined(words), line).split("\n")) <= lines
        and words[-1].end - words[0].start <= LONGEST
    ):
        return [words]
    middle = len(words) / 2
    cut = min(
        range(1, len(words)),
        key=lambda k: abs(k - middle) - (middle / 2 if words[k - 1].text[-1:] in PAUSES else 0),
    )
    return _parted(words[:cut], line, lines) + _parted(words[cut:], line, lines)


def _joined(words: Sequence[Timed]) -> str:
    """Return words in one line, whatever is in them: a line's end would end an SRT cue."""
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts += [" " * (word.space or word.sentence != before.sentence), word.text]
    return " ".join("".join(parts).splitlines()).strip()


def _broken(text: str, line: int) -> str:
    """Break a text into lines of so many characters at most; two are as even as they can be."""
    if len(text) <= line:
        return text
    spaces = [k for k, character in enumerate(text) if character == " "]
    fair = [k for k in spaces if k <= line and len(text) - k - 1 <= line]
    if fair:
        k = min(fair, key=lambda k: abs(2 * k - len(text)))
        return f"{text[:k]}\n{text[k + 1 :]}"
    k = max((k for k in spaces if k <= line), default=line)
    return f"{text[:k]}\n{_broken(text[k:].lstrip(), line)}"
