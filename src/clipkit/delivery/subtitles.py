"""Captions as a file beside the clip, for players that show their own.

Made from the words' times, not from the cards on screen: a subtitle may be longer than a card.
"""

from collections.abc import Sequence
from itertools import groupby, pairwise

from clipkit.model.timeline import TimedWord, Timeline

# Netflix, Timed Text Style Guide, General Requirements: characters a line, lines, and seconds.
LINE, LINES, SHORTEST, LONGEST = 42, 2, 5 / 6, 7.0
CLOSE = 0.5  # seconds; a shorter gap to the next is closed
PAUSES = ".,;:!?…"


def srt(timeline: Timeline) -> str:
    """Return the captions as SubRip text, UTF-8, with times to the millisecond."""
    from pysubs2 import SSAEvent, SSAFile

    file = SSAFile()
    for start, end, text in _shown(timeline.words, timeline.seconds):
        event = SSAEvent(start=round(1000 * start), end=round(1000 * end))
        event.text = text.replace("\n", r"\N")
        file.events.append(event)
    return file.to_string("srt", keep_ssa_tags=True)


def _shown(words: Sequence[TimedWord], seconds: float) -> list[tuple[float, float, str]]:
    """Times and text of every subtitle: none overlaps the next, none is gone too soon."""
    groups: list[list[TimedWord]] = []
    for _, sentence in groupby(words, key=lambda word: (word.scene, word.sentence)):
        groups += _parted(list(sentence))
    starts = [group[0].start for group in groups] + [seconds]
    shown: list[tuple[float, float, str]] = []
    for group, (start, following) in zip(groups, pairwise(starts), strict=True):
        end = max(group[-1].end, start + SHORTEST)
        end = following if following - end < CLOSE else end
        shown.append((start, min(end, following), _broken(_joined(group))))
    return shown


def _parted(words: list[TimedWord]) -> list[list[TimedWord]]:
    """Part a sentence too long for one subtitle: after a comma, else near the middle."""
    if len(words) < 2 or (
        len(_broken(_joined(words)).split("\n")) <= LINES
        and words[-1].end - words[0].start <= LONGEST
    ):
        return [words]
    middle = len(words) / 2
    cut = min(
        range(1, len(words)),
        key=lambda k: abs(k - middle) - (middle / 2 if words[k - 1].text[-1:] in PAUSES else 0),
    )
    return _parted(words[:cut]) + _parted(words[cut:])


def _joined(words: Sequence[TimedWord]) -> str:
    return "".join(" " * (w.space and k > 0) + w.text for k, w in enumerate(words))


def _broken(text: str) -> str:
    """Break a text into lines of at most 42 characters; two lines are as even as they can be."""
    if len(text) <= LINE:
        return text
    spaces = [k for k, character in enumerate(text) if character == " "]
    fair = [k for k in spaces if k <= LINE and len(text) - k - 1 <= LINE]
    if fair:
        k = min(fair, key=lambda k: abs(2 * k - len(text)))
        return f"{text[:k]}\n{text[k + 1 :]}"
    k = max((k for k in spaces if k <= LINE), default=LINE)
    return f"{text[:k]}\n{_broken(text[k:].lstrip())}"
