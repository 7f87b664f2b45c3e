"""Captions as a file, for players that show their own: SRT, VTT, ASS or JSON.

Made from words' times, not from the cards on screen: a subtitle may be longer than a card, and all
that is spoken is in it, what the clip shows as a title, a list or a quotation too.
"""

import json
from collections.abc import Iterable, Sequence
from itertools import groupby, pairwise
from typing import Literal, NamedTuple, Protocol

from clipkit.model.timeline import Timeline
from clipkit.units import Box

Form = Literal["srt", "vtt", "ass", "json"]
# Netflix, Timed Text Style Guide, General Requirements: characters a line, lines, and seconds.
LINE, LINES, SHORTEST, LONGEST = 42, 2, 5 / 6, 7.0
CLOSE = 0.5  # seconds; a shorter gap to the next is closed
LEAST = 0.02  # seconds that any has, so that it keeps some on a clock of hundredths
PAUSES = ".,;:!?…"
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


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


def written(timeline: Timeline, form: Form, area: Box | None = None) -> str:
    """Return a clip's captions as the text of a file, with LF.

    area: where ASS may set them; None: the frame, but for a tenth of it at each edge.
    """
    shown = subtitles(timeline.words, timeline.seconds)
    if form == "json":
        return _json(shown, timeline.lang)
    if form == "ass":
        from clipkit.delivery import substation

        return substation.ass(shown, timeline, area)
    return as_text(shown, timeline.lang, form)


def as_text(shown: Iterable[Subtitle], lang: str, form: Literal["srt", "vtt"]) -> str:
    """Return subtitles as the text of an SRT or VTT file.

    Not by pysubs2: it takes a backslash in a text for its own, and escapes nothing in VTT.
    """
    if form == "vtt":
        cues = [_cue(one, ".", one.text.translate(_ENTITIES)) for one in shown]
        return "\n".join([f"WEBVTT\nKind: captions\nLanguage: {lang}\n", *cues])
    rows = enumerate((_cue(one, ",", one.text.replace("-->", "→")) for one in shown), start=1)
    return "\n".join(f"{number}\n{cue}" for number, cue in rows)


def _cue(one: Subtitle, point: str, said: str) -> str:
    return f"{_clock(one.start, point)} --> {_clock(one.end, point)}\n{said}\n"


def _clock(ms: int, point: str) -> str:
    """Return `00:00:01.500`; two digits of hours are what every player reads."""
    seconds, ms = divmod(ms, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{ms:03}"


def _json(shown: Iterable[Subtitle], lang: str) -> str:
    captions = [
        {
            "start": one.start / 1000,
            "end": one.end / 1000,
            "text": one.line,
            "words": [
                {"text": word.text, "start": round(word.start, 3), "end": round(word.end, 3)}
                for word in one.words
            ],
        }
        for one in shown
    ]
    document = {"schema": "clipkit.captions/1", "lang": lang, "captions": captions}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def subtitles(words: Sequence[Timed], seconds: float) -> list[Subtitle]:
    """Group words: none overlaps the next, none is gone too soon. seconds: length of it all."""
    groups: list[list[Timed]] = []
    for _, sentence in groupby(words, key=lambda word: (word.scene, word.sentence)):
        for part in _parted(list(sentence)):
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
        shown.append(
            Subtitle(round(1000 * start), round(1000 * end), _broken(_joined(group)), group)
        )
    return shown


def _parted(words: list[Timed]) -> list[list[Timed]]:
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


def _joined(words: Sequence[Timed]) -> str:
    """Return words in one line, whatever is in them: a line's end would end an SRT cue."""
    parts = [words[0].text]
    for before, word in pairwise(words):
        parts += [" " * (word.space or word.sentence != before.sentence), word.text]
    return " ".join("".join(parts).splitlines()).strip()


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
