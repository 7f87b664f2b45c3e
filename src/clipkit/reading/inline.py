"""What stands within a text: emphasis, links, pictures, pauses, `{{x}}`; all else is words."""

import re
from functools import partial

from msgspec import Struct, field

from clipkit.model.script import Pause, Picture, Token
from clipkit.reading import attributes, emphasis, filling, pictures
from clipkit.reading.context import Context
from clipkit.reading.passage import NOTE, Filled, Passage, Stretch
from clipkit.reading.tokens import Tokens

MAX_PAUSE = 10.0  # seconds
_BRACKETS = re.compile(r"\\.|[()\[\]\n]")
_SPECIAL = re.compile(
    r"""(?=[\\h{*_!\[\]<`~&\ufdd0])(?:  # so that all else is passed by at once
    (?P<escape>\\[!-/:-@\[-`{-~\n])
    |(?P<url>https?://[^\s*<>\[\]\\{}\ufdd0]+)
    |(?P<fill>\{\{[^{}\n]*\}\})
    |(?P<brace>\{)
    |(?P<run>\*+|_+)
    |(?P<picture>!\[)
    |(?P<open>\[)
    |(?P<close>\]\()
    |(?P<auto><(?:https?://|mailto:)[^\s<>]+>)
    |(?P<tag></?[A-Za-z][A-Za-z0-9-]*(?:\s[^<>\n]{0,300})?/?>)
    |(?P<code>`[^`\n]*`)
    |(?P<strike>~~(?=\S)[^~\n]{1,300}~~)
    |(?P<entity>&(?:[A-Za-z]{2,10}|\#\d{1,6}|\#[xX][0-9A-Fa-f]{1,6});)
    |(?P<note>\ufdd0+))""",
    re.VERBOSE,
)
_PAUSE = re.compile(r"\s*(?:pause|jeda)\b\s*(.*?)\s*", re.IGNORECASE)
_SECONDS = re.compile(r"(\d{1,4}(?:[.,]\d{1,4})?|[.,]\d{1,4})\s*(?:s|d|detik|seconds?)?")


class Flow(Struct):
    """What a passage holds. `at` of pictures and pauses counts in the scene's tokens."""

    tokens: list[Token] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)


def read(passage: Passage, context: Context, before: int = 0) -> Flow:
    """Read a passage. before: the number of tokens that its scene has already."""
    if _SPECIAL.search(passage.text) is None:  # most lines
        found = Tokens(passage.place)
        found.add(passage.text, 0)
        found.part()
        return Flow(found.done)
    return _Reader(passage, context, before).read()


class _Reader:
    """One walk over one passage: marks first, then the text between them."""

    def __init__(self, passage: Passage, context: Context, before: int) -> None:
        self.passage = passage
        self.text = passage.text
        self.context = context
        self.before = before
        self.round, self.square = _pairs(self.text)
        self.skips: dict[int, int] = {}  # a link's `]`, and the offset behind the link
        self.words_from = 0
        self.runs: list[tuple[int, int]] = []  # of * or _, within the words
        self.pieces: list[Stretch | Filled | partial[Picture] | partial[Pause]] = []

    def read(self) -> Flow:
        """Return tokens, pictures and pauses in their order."""
        at: int | None = 0
        while at is not None:
            first, at = at, None
            for match in _SPECIAL.finditer(self.text, first):
                kind = match.lastgroup
                if kind == "run":  # by far the most where there are many
                    self.runs.append(match.span())
                    continue
                stop = getattr(self, f"_{kind}")(match)
                if stop != match.end():
                    at = stop
                    break
        self._leave(len(self.text), len(self.text))
        return self._flow()

    def _leave(self, start: int, stop: int) -> int:
        """Take all up to `start` as words; what stands from there to `stop` isn't."""
        if self.words_from < start:
            self.pieces.append(Stretch(self.words_from, start))
        self.words_from = stop
        return stop

    def _escape(self, match: re.Match[str]) -> int:
        """A sign behind a backslash is itself; at a line's end it only ends the line."""
        self._leave(match.start(), match.start() + 1)
        return match.end()

    def _url(self, match: re.Match[str]) -> int:
        """An address may hold signs that are markup elsewhere."""
        return match.end()

    def _auto(self, match: re.Match[str]) -> int:
        self._leave(match.start(), match.start() + 1)
        return self._leave(match.end() - 1, match.end())

    def _note(self, match: re.Match[str]) -> int:
        return self._leave(*match.span())

    def _fill(self, match: re.Match[str]) -> int:
        found = filling.FILL.fullmatch(match[0])
        self._leave(*match.span())
        if found is not None:
            value = filling.value(found, self.passage.place(match.start()), self.context)
            self.pieces.append(Filled(value, match.start()))
        return match.end()

    def _brace(self, match: re.Match[str]) -> int:
        start = match.start()
        if self.text.startswith("{{", start):
            self.context.problem(self.passage.place(start), "fill-open")
            return start + 2
        if attributes.known_there(self.text, start):
            self.context.problem(self.passage.place(start), "attributes-astray")
        return start + 1

    def _picture(self, match: re.Match[str]) -> int:
        closing = self.square.get(match.start() + 1)
        if closing is None or self.text[closing + 1 : closing + 2] != "(":
            return match.start() + 1
        found, stop = pictures.picture(
            self.passage, match.start(), closing, self.round, self.context
        )
        self._leave(match.start(), stop)
        if found is not None:
            self.pieces.append(found)
        return stop

    def _open(self, match: re.Match[str]) -> int:
        start = match.start()
        closing = self.square.get(start)
        if closing is None:
            return start + 1
        inner = self.text[start + 1 : min(closing, start + 60)]
        if inner.startswith("^"):
            return self._unknown(start, closing + 1)
        if closing < start + 60 and (pause := _PAUSE.fullmatch(inner)):
            self._leave(start, closing + 1)
            self._pause(pause[1], start)
            return closing + 1
        if self.text[closing + 1 : closing + 2] == "(":
            target = pictures.target(self.text, closing + 1, self.round)
            if target is not None:
                self.skips[closing] = target[2]
                self._leave(start, start + 1)
        return start + 1

    def _close(self, match: re.Match[str]) -> int:
        if match.start() in self.skips:
            return self._leave(match.start(), self.skips[match.start()])
        return match.start() + 1

    def _tag(self, match: re.Match[str]) -> int:
        return self._unknown(*match.span())

    _code = _strike = _entity = _tag

    def _unknown(self, start: int, stop: int) -> int:
        what = self.text[start:stop].replace(NOTE, "")
        short = what if len(what) <= 20 else what[:19] + "…"
        self.context.problem(self.passage.place(start), "markup-unknown", what=short)
        return self._leave(start, stop)

    def _pause(self, written: str, start: int) -> None:
        place = self.passage.place(start)
        match = _SECONDS.fullmatch(written.lower())
        seconds = float(match[1].replace(",", ".")) if match else 0.0
        if 0 < seconds <= MAX_PAUSE:
            self.pieces.append(partial(Pause, seconds=seconds, place=place))
        else:
            self.context.problem(place, "pause-value", high=f"{MAX_PAUSE:g}")

    def _flow(self) -> Flow:
        """Write the pieces out, now that it is known which asterisks are markup."""
        signs = emphasis.found(self.text, self.runs)
        for at in signs.open:
            self.context.problem(self.passage.place(at), "emphasis-open")
        flow, found, strong = Flow(), Tokens(self.passage.place), 0
        flow.tokens = found.done
        marks = iter([*sorted(signs.signs.items()), (len(self.text), 0)])
        mark, length = next(marks)
        for piece in self.pieces:
            if isinstance(piece, Stretch):
                at = piece.start
                while mark < piece.stop:
                    if at < mark:  # signs often stand in a row
                        found.add(self.text[at:mark], at, emphasis=strong > 0)
                    strong += signs.strong.get(mark, 0)
                    at = mark + length
                    mark, length = next(marks)
                found.add(self.text[at : piece.stop], at, emphasis=strong > 0)
            elif isinstance(piece, Filled):
                found.add(piece.text, piece.offset, emphasis=strong > 0, filled=True)
            else:
                found.part()
                placed = piece(at=self.before + len(flow.tokens))
                if isinstance(placed, Picture):
                    flow.pictures.append(placed)
                else:
                    flow.pauses.append(placed)
        found.part()
        return flow


def _pairs(text: str) -> tuple[dict[int, int], dict[int, int]]:
    """Return which round, and which square, bracket closes which; round ones within a line."""
    rounds: dict[int, int] = {}
    squares: dict[int, int] = {}
    open_rounds: list[int] = []
    open_squares: list[int] = []
    for match in _BRACKETS.finditer(text):
        sign, at = match[0], match.start()
        if sign == "(":
            open_rounds.append(at)
        elif sign == "[":
            open_squares.append(at)
        elif sign == ")" and open_rounds:
            rounds[open_rounds.pop()] = at
        elif sign == "]" and open_squares:
            squares[open_squares.pop()] = at
        elif sign == "\n":
            open_rounds.clear()
    return rounds, squares
