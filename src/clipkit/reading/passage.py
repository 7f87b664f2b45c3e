"""Lines that are read as one text, each character with its place."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from clipkit.errors import Place

# Stands for each character of a comment: a noncharacter, refused in scripts themselves.
NOTE = "\ufdd0"


class Line(NamedTuple):
    """A line, or what is left of it behind its mark. number, column: of its first character."""

    number: int
    column: int
    text: str

    def behind(self, characters: int) -> "Line":
        """Return the rest of it after so many characters, without blanks at either end."""
        return Line(self.number, self.column + characters, self.text[characters:]).stripped()

    def stripped(self) -> "Line":
        """Return it without blanks and comments at either end."""
        bare = self.text.strip().strip(NOTE)
        while bare != (barer := bare.strip().strip(NOTE)):
            bare = barer
        return Line(self.number, self.column + self.text.find(bare), bare)


@dataclass(slots=True)
class Passage:
    """Lines as one text, with a line end between them."""

    file: str
    lines: tuple[Line, ...]
    text: str
    _starts: list[int]

    def __init__(self, file: str, lines: Iterable[Line]) -> None:
        self.file = file
        self.lines = tuple(lines)
        self.text = "\n".join(line.text for line in self.lines)
        self._starts = list(accumulate((len(line.text) + 1 for line in self.lines), initial=0))

    def place(self, offset: int) -> Place:
        """Where the character at an offset of `text` stands in the file."""
        row = min(bisect_right(self._starts, offset), len(self.lines)) - 1
        line = self.lines[row]
        return Place(self.file, line.number, line.column + offset - self._starts[row])


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Text without markup. offset: of its first character in the passage.

    filled: it stands for a `{{name}}` there, so all of it is at that one place.
    """

    text: str
    offset: int
    filled: bool = False
