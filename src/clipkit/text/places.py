"""Where the glyphs of a text stand, and the box that it needs.

Coordinates are px, y downwards. Across, 0 is the left edge, the middle or the right edge of the
block, as the style aligns it; down, 0 is the middle between the first line's capitals' top and
the last line's baseline. A box is held by those: text of one style stands still from card to card.
"""

import math
from typing import NamedTuple

from msgspec import Struct, field

from clipkit.model.style import Piece
from clipkit.text.fonts import Face
from clipkit.units import Box


class Rect(NamedTuple):
    """Edges in px, not whole."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, scale: float, across: float, down: float) -> "Rect":
        """Return it scaled about a point."""
        return Rect(
            across + (self.left - across) * scale,
            down + (self.top - down) * scale,
            across + (self.right - across) * scale,
            down + (self.bottom - down) * scale,
        )

    def padded(self, x: float, y: float) -> "Rect":
        """Return it with so much more on every side."""
        return Rect(self.left - x, self.top - y, self.right + x, self.bottom + y)


def around(rects: list[Rect]) -> Rect:
    """Return the smallest rectangle that holds all. rects: at least one."""
    left, top, right, bottom = zip(*rects, strict=True)
    return Rect(min(left), min(top), max(right), max(bottom))


class Placed(NamedTuple):
    """A glyph and its pen's place. cluster: index of its first character in the piece."""

    face: Face
    glyph: int
    x: float
    y: float
    cluster: int


class Spot(Struct):
    """A piece on its line.

    left, right: from pen to pen; core: the same without marks around the word. tight: a side
    has a neighbour without a space. share: (from, to) of its word, 0.0 to 1.0, by
    graphemes. letters: [start, stop) of its text without the marks around it. high, deep: em
    above and below the baseline, where its script is not Latin.
    """

    piece: Piece
    text: str
    line: int
    leftwards: bool
    left: float
    right: float
    baseline: float = 0.0
    core: tuple[float, float] = (0.0, 0.0)
    glyphs: list[Placed] = field(default_factory=list)
    tight: tuple[bool, bool] = (False, False)
    share: tuple[float, float] = (0.0, 1.0)
    letters: tuple[int, int] = (0, 0)
    high: float = 0.0
    deep: float = 0.0


class Row(NamedTuple):
    """A line from pen to pen, and its baseline."""

    left: float
    right: float
    baseline: float


class Setting(Struct):
    """A text in its place. size, cap: px. side: 0.0 left, 0.5 middle, 1.0 right. ink: see above."""

    spots: list[Spot]
    rows: list[Row]
    size: float
    cap: float
    side: float
    ink: Rect

    def extent(self) -> tuple[int, int]:
        """Return (width, height) of the box that its ink needs, px."""
        across = self.ink.right - self.ink.left
        if self.side == 0.5:
            across = 2 * max(-self.ink.left, self.ink.right)
        return math.ceil(across), 2 * math.ceil(max(-self.ink.top, self.ink.bottom))

    def origin(self, box: Box) -> tuple[int, int]:
        """Return where its (0, 0) comes in a box."""
        down = box.y + box.height // 2
        if self.side == 0.5:
            return box.x + box.width // 2, down
        if self.side == 0.0:
            return round(box.x - self.ink.left), down
        return round(box.right - self.ink.right), down
