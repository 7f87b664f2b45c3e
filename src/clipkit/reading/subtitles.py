"""An SRT or VTT file, cut into its subtitles: when each is shown, and its lines with their places.

Our own reader: pysubs2 keeps no line or column, takes a time that it can't read for text, and
reads `00:00:61` and a subtitle that ends before it starts without a word.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from clipkit.errors import Place
from clipkit.reading.context import Context
from clipkit.reading.passage import Line

ARROW = "-->"
_CLOCK = re.compile(r"(?:(\d{1,3}):)?([0-5]?\d):([0-5]?\d)(?:[.,](\d{3}))?", re.ASCII)
_NEARLY = r"\d{1,3}:\d{1,2}:\d{1,2}[.,:]\d{1,3}"
# Two clocks on a line of their own, and between them what isn't quite an arrow.
_MEANT = re.compile(rf"\s*{_NEARLY}(?P<arrow>[-–—=>\s]*){_NEARLY}\s*", re.ASCII)
_NUMBER = re.compile(r"\s*\d+\s*", re.ASCII)
_ASIDE = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")  # WebVTT, 4.1: blocks that aren't shown
_VTT = re.compile(r"WEBVTT(?:\s|$)")
_LANGUAGE = re.compile(r"Language:\s*(id|in|en)\b", re.IGNORECASE)
_HEAD = 5  # lines that are looked at to tell subtitles from a script


class Subtitle(NamedTuple):
    """Lines that are shown together. start, end: ms, 0 <= start < end. place: of its times."""

    start: int
    end: int
    place: Place
    rows: tuple[Line, ...]


def looks_like(text: str) -> bool:
    r"""Whether a text without a name begins as subtitles do.

    >>> looks_like("1\n00:00:01,000 --> 00:00:02,000\nHalo"), looks_like("Halo")
    (True, False)
    """
    rows = text.lstrip().split("\n", _HEAD)[:_HEAD]
    begins = (row.partition(ARROW)[0].strip() for row in rows if ARROW in row)
    return is_vtt(text) or any(milliseconds(begin) >= 0 for begin in begins)


def is_vtt(text: str) -> bool:
    """Whether a text says of itself that it is WebVTT."""
    return bool(_VTT.match(text))


def language(text: str) -> str:
    """Return what a VTT file's head says it is spoken in: `id`, `en`, or nothing."""
    head = text.partition("\n\n")[0] if is_vtt(text) else ""
    told = _LANGUAGE.search(head)
    return told[1].lower().replace("in", "id") if told else ""


def milliseconds(clock: str) -> int:
    """Return a clock's time, in ms; -1 where it is none.

    >>> milliseconds("00:01:02,500"), milliseconds("01:02.500"), milliseconds("1.5")
    (62500, 62500, -1)
    """
    match = _CLOCK.fullmatch(clock)
    if match is None:
        return -1
    hours, minutes, seconds, ms = (int(part or 0) for part in match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * 1000 + ms


def read(text: str, context: Context) -> list[Subtitle]:
    """Return the subtitles of a text, in its order, those without words too.

    What has no time, or none that can be read, is a problem.
    Raises: TooManyError: it is enough.
    """
    reader = _Reader(context, vtt=is_vtt(text))
    blocks = _blocks(text)
    for block, after in zip(blocks, [*blocks[1:], []], strict=False):
        reader.take(block, after)
    reader.end()
    return reader.done


def _blocks(text: str) -> list[list[Line]]:
    """Return the lines between blank ones; of a VTT file all but its head."""
    found: list[list[Line]] = [[]]
    vtt = is_vtt(text)  # there a line of blanks is text, and platforms write so
    for number, row in enumerate(text.split("\n"), start=1):
        if row.strip() or (vtt and row):
            found[-1].append(Line(number, 1, row))
        elif found[-1]:
            found.append([])
    blocks = [block for block in found if block]
    if vtt:
        timed = [k for k, row in enumerate(blocks[0]) if _is_timed(row)]
        blocks[0] = blocks[0][timed[0] :] if timed else []  # a blank line is missing
    return blocks


def _is_timed(row: Line) -> bool:
    return ARROW in row.text or bool(_MEANT.fullmatch(row.text))


class _Reader:
    """Takes block after block. A time begins a subtitle, whose lines go on to the next time."""

    def __init__(self, context: Context, *, vtt: bool) -> None:
        self.done: list[Subtitle] = []
        self._context, self._vtt = context, vtt
        self._time: Line | None = None  # of the subtitle that is being read
        self._rows: list[Line] = []

    def take(self, block: Sequence[Line], after: Sequence[Line]) -> None:
        """Read a block. after: the one behind it."""
        if self._vtt and (not block or _ASIDE.match(block[0].text)):
            return
        times = [k for k, row in enumerate(block) if _is_timed(row)]
        if not times:
            numbered = len(block) == 1 and _NUMBER.fullmatch(block[0].text)
            if not (numbered and after and _is_timed(after[0])):
                self._say(block)
            return
        for k, stop in zip([-1, *times], [*times, len(block)], strict=True):
            rows = list(block[k + 1 : stop])
            if k >= 0:
                self.end()
                self._time = block[k]
            if rows and stop < len(block) and self._is_name(rows, leads=k < 0):
                rows.pop()  # of the subtitle whose time comes next
            self._rows += rows if k >= 0 else []
            if k < 0 and rows:
                self._say(rows)

    def end(self) -> None:
        """End the subtitle that is being read, if there is one.

        Raises: TooManyError: it is enough.
        """
        if self._time is not None and (span := self._span(self._time)):
            place = Place(self._context.file, self._time.number, span[2])
            self.done.append(Subtitle(span[0], span[1], place, tuple(self._rows)))
        self._time, self._rows = None, []

    def _is_name(self, rows: Sequence[Line], *, leads: bool) -> bool:
        """Whether the last of these lines is the next subtitle's number, or, in VTT, its name."""
        return bool(_NUMBER.fullmatch(rows[-1].text)) or (self._vtt and leads and len(rows) == 1)

    def _say(self, rows: Sequence[Line]) -> None:
        """Take lines behind a blank one: in SRT they go on, in VTT they belong to nothing."""
        if self._time is not None and not self._vtt:
            self._rows += rows
            return
        row = rows[0].stripped()
        place = Place(self._context.file, row.number, row.column)
        self._context.note([place.problem("subtitle-astray", "warning", text=_short(row.text))])

    def _span(self, row: Line) -> tuple[int, int, int] | None:
        """Return start, end and the column of a line's times; None: they are no times."""
        place = Place(self._context.file, row.number, 1)
        meant = _MEANT.fullmatch(row.text)
        if meant and meant["arrow"].strip() != ARROW:
            blanks = len(meant["arrow"]) - len(meant["arrow"].lstrip())
            at = place.along(meant.start("arrow") + blanks)
            self._context.problem(at, "subtitle-time", value=_short(row.text.strip()))
            return None
        left, _, right = row.text.partition(ARROW)
        first = left.strip()
        last = (right.split() or [""])[0]
        times = milliseconds(first), milliseconds(last)
        begin = left.find(first)
        end = len(left) + len(ARROW) + right.find(last)
        for time, clock, column in zip(times, (first, last), (begin, end), strict=True):
            if time < 0:
                value = _short(clock) or _short(row.text.strip())
                self._context.problem(place.along(column), "subtitle-time", value=value)
        if min(times) < 0:
            return None
        if times[1] <= times[0]:
            self._context.problem(place.along(end), "subtitle-span", start=first, end=last)
            return None
        return times[0], times[1], begin + 1


def _short(text: str) -> str:
    return text if len(text) <= 40 else text[:39].rstrip() + "…"
