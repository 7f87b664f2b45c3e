"""What stands within a text: emphasis, links, pictures, pauses, `{{x}}`; all else is words."""

import re
from dataclasses import dataclass, field, replace

from clipkit.model.script import Pause, Picture, Token
from clipkit.reading import attributes, emphasis, filling, pictures
from clipkit.reading.context import Context
from clipkit.reading.passage import NOTE, Passage, Piece
from clipkit.reading.tokens import Tokens

MAX_PAUSE = 10.0  # seconds
_BRACKETS = re.compile(r"\\.|[()\[\]\n]")
_SPECIAL = re.compile(
    r"""(?P<escape>\\[!-/:-@\[-`{-~\n])
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
    |(?P<note>\ufdd0+)""",
    re.VERBOSE,
)
_PAUSE = re.compile(r"\s*(?:pause|jeda)\b\s*(.*?)\s*", re.IGNORECASE)
_SECONDS = re.compile(r"(\d{1,4}(?:[.,]\d{1,4})?|[.,]\d{1,4})\s*(?:s|d|detik|seconds?)?")


@dataclass(slots=True)
class Flow:
    """What a passage holds. `at` of pictures and pauses counts in the scene's tokens."""

    tokens: list[Token] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    pauses: list[Pause] = field(default_factory=list)


def read(passage: Passage, context: Context, before: int = 0) -> Flow:
    """Read a passage. before: the number of tokens that its scene has already."""
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
        self.pieces: list[Piece | Picture | Pause | emphasis.Run] = []

    def read(self) -> Flow:
        """Return tokens, pictures and pauses in their order."""
        at = 0
        while match := _SPECIAL.search(self.text, at):
            at = getattr(self, f"_{match.lastgroup}")(match)
        self._leave(len(self.text), len(self.text))
        return self._flow()

    def _leave(self, start: int, stop: int) -> int:
        """Take all up to `start` as words; what stands from there to `stop` isn't."""
        if self.words_from < start:
            text = self.text[self.words_from : start]
            self.pieces.append(Piece(text=text, offset=self.words_from))
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
            self.pieces.append(Piece(text=value, offset=match.start(), filled=True))
        return match.end()

    def _brace(self, match: re.Match[str]) -> int:
        start = match.start()
        if self.text.startswith("{{", start):
            self.context.problem(self.passage.place(start), "fill-open")
            return start + 2
        if attributes.known_there(self.text, start):
            self.context.problem(self.passage.place(start), "attributes-astray")
        return start + 1

    def _run(self, match: re.Match[str]) -> int:
        self._leave(*match.span())
        self.pieces.append(emphasis.Run(*match.span()))
        return match.end()

    def _picture(self, match: re.Match[str]) -> int:
        closing = self.square.get(match.start() + 1)
        if closing is None or self.text[closing + 1 : closing + 2] != "(":
            return match.start() + 1
        found, stop = pictures.picture(
            self.passage, match.start(), closing, self.round, 0, self.context
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
            self.pieces.append(Pause(at=0, seconds=seconds, place=place))
        else:
            self.context.problem(place, "pause-value", high=f"{MAX_PAUSE:g}")

    def _flow(self) -> Flow:
        """Write the pieces out, now that it is known which asterisks are markup."""
        runs = [piece for piece in self.pieces if isinstance(piece, emphasis.Run)]
        signs = emphasis.found(self.text, runs)
        for start in signs.open:
            self.context.problem(self.passage.place(start), "emphasis-open")
        flow, found, strong = Flow(), Tokens(self.passage.place), 0
        flow.tokens = found.done
        for piece in self.pieces:
            if isinstance(piece, Piece):
                found.add(piece, emphasis=strong > 0)
            elif isinstance(piece, emphasis.Run):
                left = piece.start + signs.signs.get(piece.start, 0)
                strong += signs.strong.get(piece.start, 0)
                if left < piece.stop:
                    found.add(Piece(text=self.text[left : piece.stop], offset=left))
            else:
                found.part()
                self._place(piece, flow)
        found.part()
        return flow

    def _place(self, piece: Picture | Pause, flow: Flow) -> None:
        at = self.before + len(flow.tokens)
        if isinstance(piece, Picture):
            flow.pictures.append(replace(piece, at=at))
        else:
            flow.pauses.append(replace(piece, at=at))


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
