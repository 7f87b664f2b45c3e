"""Lines that are read as one text, each character with its place."""

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from clipkit.errors import Place

# Stands for each character of a comment: a noncharacter, refused in scripts themselves.
NOTE = "\ufdd0"
_BLANKS = "".join(filter(str.isspace, map(chr, range(0x3001)))) + NOTE


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
        bare = self.text.strip(_BLANKS)
        if len(bare) == len(self.text):
            return self
        return Line(self.number, self.column + self.text.find(bare), bare)


class Passage:
    """Lines as one text, with a line end between them."""

    def __init__(self, file: str, lines: Iterable[Line]) -> None:
        self.file = file
        self.lines = tuple(lines)
        self.text = "\n".join([line.text for line in self.lines])
        self._starts = list(accumulate([len(line.text) + 1 for line in self.lines], initial=0))
        self._row = range(0)  # offsets of the line that was last asked for
        self._number = self._shift = 0

    def place(self, offset: int) -> Place:
        """Where the character at an offset of `text` stands in the file."""
        if offset not in self._row:
            row = min(bisect_right(self._starts, offset), len(self.lines)) - 1
            start, line = self._starts[row], self.lines[row]
            self._row = range(start, start + len(line.text) + 1)
            self._number, self._shift = line.number, line.column - start
        return Place(self.file, self._number, self._shift + offset)


class Stretch(NamedTuple):
    """A part of a passage's text. start, stop: offsets."""

    start: int
    stop: int


class Filled(NamedTuple):
    """What stands for a `{{name}}`, all of it at that one place. offset: of its braces."""

    text: str
    offset: int
