"""Subtitles to a script: their words as tokens and sentences, and the times that these share.

What players don't show as words isn't said: tags, a note of a sound on a line of its own, and the
lines that a rolling caption shows again.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from clipkit.errors import Place, Problem, errors_among
from clipkit.model.script import Scene, Script, Share, Token
from clipkit.reading import Read, subtitles
from clipkit.reading.context import Context, TooManyError
from clipkit.reading.passage import Line, Passage
from clipkit.reading.subtitles import Subtitle
from clipkit.reading.tokens import Tokens, sentences

PAUSE = 1000  # ms of silence that end a sentence, as a speaker's would, whatever its last sign
LEAST = 100  # ms: of two that begin nearer than this, one text is made
_FLASH = 50  # ms: a rolling caption's frame between two lines
_TOLD = 20  # warnings of a kind: a whole file may overlap

_TAG = r"</?(?:i|b|u|s|c|v|em|strong|font|span|ruby|rt|lang)(?:[.\s][^<>]*)?/?>"
_MARKS = (
    r"<(?P<stamp>(?:\d{1,3}:)?\d{1,2}:\d{1,2}[.,]\d{3})>"
    r"|(?P<gap><br\s*/?>|[♪♫♬♩])|(?P<tag>%s|\{\\[^{}]*\})|(?P<sign>&(?:[a-z]{2,8}|#\d{1,7});)"
)
_IN_SRT = re.compile(_MARKS % _TAG, re.IGNORECASE)
_IN_VTT = re.compile(_MARKS % "<[^<>]*>", re.IGNORECASE)  # there a `<` is always a tag's
_SOUND = re.compile(r"\s*\[[^\[\]]*\]\s*")


class _Piece(Struct):
    """What is left of a line between two marks. stamp: ms, when its first word is said."""

    line: Line
    stamp: int | None = None
    parts: bool = False  # a word ends before it


class _Shown(Struct):
    """A subtitle without its marks. start, end: ms."""

    start: int
    end: int
    place: Place
    rows: list[list[_Piece]] = field(default_factory=list)

    @property
    def texts(self) -> list[str]:
        """Its lines."""
        return [_text(row) for row in self.rows]


def read(text: str, file: str) -> Read[Script]:
    """Read the text of an SRT or a VTT file; which of them it is, its first line says."""
    context = Context(file=file)
    script = Script(scenes=(), file=file)
    try:
        found = subtitles.read(text, context)
        marks = _IN_VTT if subtitles.is_vtt(text) else _IN_SRT
        shown = [one for one in _rolled(_shown(part, marks) for part in found) if one.rows]
        if not shown:
            if errors_among(context.problems):
                return script, context.problems
            return script, [Place(file, 1, 1).problem("subtitle-none")]
        script = _script(_in_line(shown, context), context)
    except TooManyError:
        pass
    lang = subtitles.language(text)
    return (replace(script, lang=lang, lang_told=True) if lang else script), context.problems


def _shown(subtitle: Subtitle, marks: re.Pattern[str]) -> _Shown:
    rows = [list(_pieces(row, marks)) for row in subtitle.rows]
    whole = " ".join(_text(row) for row in rows)
    if _SOUND.fullmatch(whole):
        rows = []
    kept = [row for row in rows if _text(row).strip() and not _SOUND.fullmatch(_text(row))]
    return _Shown(subtitle.start, subtitle.end, subtitle.place, kept)


def _pieces(row: Line, marks: re.Pattern[str]) -> Iterator[_Piece]:
    """Cut a line at its marks."""
    at, stamp, parts = 0, None, True
    for match in marks.finditer(row.text):
        if before := row.text[at : match.start()]:
            yield _Piece(Line(row.number, row.column + at, before), stamp, parts)
            stamp, parts = None, False
        at = match.end()
        if match["stamp"]:
            stamp = subtitles.milliseconds(match["stamp"])
        elif match["sign"]:
            sign = Line(row.number, row.column + match.start(), unescape(match["sign"]))
            yield _Piece(sign, stamp, parts)
            stamp, parts = None, False
        parts |= bool(match["gap"])
    if at < len(row.text):
        yield _Piece(Line(row.number, row.column + at, row.text[at:]), stamp, parts)


def _text(row: Iterable[_Piece]) -> str:
    return "".join(" " * piece.parts + piece.line.text for piece in row).strip()


def _rolled(shown: Iterable[_Shown]) -> Iterator[_Shown]:
    """Leave out what a rolling caption shows again: its last line above a new one, or for a flash.

    Video platforms write so what they heard themselves.
    """
    last, end = "", -1
    for one in shown:
        texts = one.texts
        again = bool(texts) and texts[0] == last and abs(one.start - end) <= _FLASH
        if again and (len(texts) > 1 or one.end - one.start <= _FLASH):
            one.rows = one.rows[1:]
        last, end = (texts[-1] if texts else last), one.end
        yield one


def _in_line(shown: Sequence[_Shown], context: Context) -> list[_Shown]:
    """Sort subtitles by their starts, and cut each where the next begins."""
    latest = shown[0].start
    for one in shown:
        if one.start < latest:
            _warn(context, one.place.problem("subtitle-order", "warning"))
        latest = max(latest, one.start)
    found: list[_Shown] = []
    for one in sorted(shown, key=lambda each: each.start):
        before = found[-1] if found else None
        if before is None or one.start >= before.end:
            found.append(one)
            continue
        line = one.place.line
        _warn(context, before.place.problem("subtitle-overlap", "warning", line=line))
        if one.start - before.start < LEAST:
            before.rows += one.rows
            before.end = max(before.end, one.end)
            for piece in (piece for row in before.rows for piece in row):
                piece.stamp = None
        else:
            before.end = one.start
            found.append(one)
    return found


def _script(shown: Sequence[_Shown], context: Context) -> Script:
    pieces = [piece for one in shown for row in one.rows for piece in row]
    passage = Passage(context.file, [piece.line for piece in pieces])
    tokens = Tokens(passage.place)
    shares: list[Share] = []
    cuts: set[int] = set()
    at = 0
    for before, one in zip([None, *shown[:-1]], shown, strict=True):
        first = len(tokens.done)
        if before and one.start - before.end >= PAUSE:
            cuts.add(first)
        for row in one.rows:
            for piece in row:
                if piece.parts:
                    tokens.part("\n")
                tokens.add(piece.line.text, at)
                at += len(piece.line.text) + 1
            tokens.part("\n")
        shares += _shares(one, tokens.done[first:], context)
    parts = sentences(tokens.done, "narration", 0, cuts)
    scene = Scene(sentences=tuple(parts), place=shown[0].place)
    return Script(scenes=(scene,), file=context.file, times=tuple(shares))


def _shares(one: _Shown, tokens: Sequence[Token], context: Context) -> Iterator[Share]:
    """Yield which of a subtitle's tokens share which times: all of them, or from stamp to stamp."""
    stamps = [(one.start, (0, 0))]
    for piece in (piece for row in one.rows for piece in row):
        place = piece.line.number, piece.line.column
        if piece.stamp is None or piece.stamp == one.start == stamps[-1][0]:
            continue
        if stamps[-1][0] < piece.stamp < one.end:
            stamps.append((piece.stamp, place))
        else:
            _warn(context, Place(context.file, *place).problem("subtitle-stamp", "warning"))
    places = [place for _, place in stamps]
    owned = Counter(bisect_right(places, tuple(token.place[1:])) - 1 for token in tokens)
    for k, ((start, _), (end, _)) in enumerate(pairwise([*stamps, (one.end, (0, 0))])):
        if owned[k]:
            yield Share(owned[k], start / 1000, end / 1000)


def _warn(context: Context, problem: Problem) -> None:
    if sum(one.code == problem.code for one in context.problems) < _TOLD:
        context.note([problem])
