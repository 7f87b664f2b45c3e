"""Lines to places: where each glyph stands, and what all ink of all states covers.

Coordinates are px, y downwards. Across, 0 is the left edge, the middle or the right edge of the
block, as the style aligns it; down, 0 is the middle between the first line's capitals' top and
the last line's baseline. A box is held by those: text of one style stands still from card to card.
"""

import math
from dataclasses import dataclass, field
from typing import NamedTuple

from clipkit.model.style import Lines, Piece, TextStyle
from clipkit.text.bidi import visual
from clipkit.text.characters import core, graphemes
from clipkit.text.fonts import Face, face
from clipkit.text.motion import peak
from clipkit.text.shaping import Drawn, Run, aside, drawn, runs, shaped, space, tracking
from clipkit.units import Box

CARET = (0.05, 0.125)  # em after the last letter: where a typed word's caret begins and ends
CARET_RISE, CARET_DROP = 0.08, 0.10  # em above the capitals, below the baseline
BESIDE = 0.085  # em of a word plate's side, both alike, where a mark stands outside it
TIGHT = 0.3  # of a word plate's side, where a neighbour stands without a space
_CLEAR = 0.16  # em between the ink of two lines, where a script is higher than Latin


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


@dataclass(slots=True)
class Spot:
    """A piece on its line.

    left, right: from pen to pen; core: the same without marks around the word. tight: a side
    has a neighbour without a space. share: (from, to) of its word, 0.0 to 1.0, by graphemes.
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
    marked: bool = False
    high: float = 0.0
    deep: float = 0.0


class Row(NamedTuple):
    """A line from pen to pen, and its baseline."""

    left: float
    right: float
    baseline: float


@dataclass(slots=True)
class Setting:
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


def set_lines(lines: Lines, style: TextStyle, size: float) -> Setting:
    """Place lines of pieces. size: px of the em; lines: at least one piece."""
    base, texts = drawn((piece for line in lines for piece in line), style)
    side = {"start": float(base), "center": 0.5, "end": 1.0 - base}[style.align]
    main = face(style.family, style.weight)
    spots: list[Spot] = []
    rows: list[Row] = []
    at, down, deep = 0, 0.0, 0.0
    for number, line in enumerate(lines):
        width, found = _line(line, texts[at : at + len(line)], style, number)
        at += len(line)
        high = max([main.cap, *(spot.high for spot in found)])
        down += max(style.line_height, deep + high + _CLEAR) if number else 0.0
        deep = max([0.0, *(spot.deep for spot in found)])
        baseline = round(down * size)
        rows.append(Row(-side * width * size, (1 - side) * width * size, baseline))
        _scale(found, size, -side * width * size, baseline)
        spots += found
    _share(spots)
    middle = round((rows[-1].baseline - main.cap * size) / 2)
    for spot in spots:
        spot.baseline -= middle
        spot.glyphs = [glyph._replace(y=glyph.y - middle) for glyph in spot.glyphs]
    rows = [row._replace(baseline=row.baseline - middle) for row in rows]
    setting = Setting(spots, rows, size, main.cap * size, side, Rect(0, 0, 0, 0))
    setting.ink = _ink(setting, style, main)
    return setting


def _line(
    line: tuple[Piece, ...], texts: list[Drawn], style: TextStyle, number: int
) -> tuple[float, list[Spot]]:
    """Place a line's pieces in em from its left end. Returns: its width, and the spots."""
    gap = space(style)
    parts: list[tuple[int, int, Run | None]] = []  # piece, level, run or a space
    for k, (piece, text) in enumerate(zip(line, texts, strict=True)):
        if k and piece.space:
            parts.append((k, text.gap, None))
        parts += [(k, run.level, run) for run in runs(text, style)]
    pen, track = 0.0, 0.0
    spots: dict[int, Spot] = {}
    for k, _, run in (parts[j] for j in visual([level for _, level, _ in parts])):
        if run is None:
            pen += gap
            continue
        track = tracking(texts[k], style)
        if k not in spots:
            spots[k] = Spot(line[k], texts[k].text, number, bool(run.level % 2), pen, pen)
            before, after = not line[k].space and k > 0, k + 1 < len(line) and not line[k + 1].space
            spots[k].marked = core(texts[k].text)[1] < len(texts[k].text)
            spots[k].tight = (after, before) if run.level % 2 else (before, after)
        pen = _run(spots[k], texts[k], run, style, pen)
    return pen - (track if parts else 0.0), [spots[k] for k in sorted(spots)]


def _run(spot: Spot, text: Drawn, run: Run, style: TextStyle, pen: float) -> float:
    """Place a run's glyphs. Returns: the pen after it."""
    font, track, before = run.face, tracking(text, style), -1
    main = face(style.family, style.weight)
    lift = 0.0
    if font.coloured:
        lift = 0.335 - main.cap / 2  # a picture's middle on the capitals' middle
    elif font is not main and font.cap > main.cap:
        lift = (font.cap - main.cap) / 2
    first, last = core(text.text)
    for glyph in shaped(text, run, style):
        pen += track if before not in (-1, glyph.cluster) else 0.0
        before, cluster = glyph.cluster, run.start + glyph.cluster
        if spot.glyphs and (spot.glyphs[-1].cluster < last) != (cluster < last):
            pen += aside(text, style)
        spot.glyphs.append(Placed(font, glyph.number, pen + glyph.dx, lift - glyph.dy, cluster))
        ink = font.ink(glyph.number)
        if font is not main and not font.coloured:
            spot.high = max(spot.high, -(ink.top + lift - glyph.dy))
            spot.deep = max(spot.deep, ink.bottom + lift - glyph.dy)
        if first <= cluster < last:
            old = spot.core if spot.core != (0.0, 0.0) else (pen, pen)
            spot.core = (min(old[0], pen), max(old[1], pen + glyph.advance))
        pen += glyph.advance
    spot.right = pen
    return pen + track


def _scale(spots: list[Spot], size: float, left: float, baseline: float) -> None:
    """Bring a line's spots from em to px."""
    for spot in spots:
        spot.left, spot.right = spot.left * size + left, spot.right * size + left
        spot.core = (spot.core[0] * size + left, spot.core[1] * size + left)
        spot.baseline = baseline
        spot.glyphs = [
            glyph._replace(x=glyph.x * size + left, y=glyph.y * size + baseline)
            for glyph in spot.glyphs
        ]


def _share(spots: list[Spot]) -> None:
    """Say what share of its word each spot is: a cut word is swept part by part."""
    by_word: dict[int, list[Spot]] = {}
    for spot in spots:
        by_word.setdefault(spot.piece.word, []).append(spot)
    for parts in by_word.values():
        counts = [len(graphemes(part.piece.text)) or 1 for part in parts]
        for k, part in enumerate(parts):
            part.share = (sum(counts[:k]) / sum(counts), sum(counts[: k + 1]) / sum(counts))


def _ink(setting: Setting, style: TextStyle, main: Face) -> Rect:
    """Return what all hard ink of every state covers, and where lines of this style may reach."""
    size, cap = setting.size, setting.cap
    rects = [whole_plate(row, setting, style) for row in setting.rows]
    for spot in setting.spots:
        rects.append(reach(spot, setting, style))
        if style.plate and style.plate.scope == "word":
            scale = max(peak(style.active), peak(style.emphasis))
            rects.append(word_plate(spot, setting, style, scale))
        if style.active.reveal:
            right = spot.right + CARET[1] * size
            top = spot.baseline - cap - CARET_RISE * size
            rects.append(Rect(spot.left, top, right, spot.baseline + CARET_DROP * size))
    edge = sum(stroke.width for stroke in style.strokes) * size
    tall, low = (0.0, 0.0) if style.case == "upper" else (main.tall * size, main.low * size)
    first, last = setting.rows[0], setting.rows[-1]
    top = first.baseline - max(cap, tall) - edge
    rects.append(Rect(first.left, top, first.left, last.baseline + low + edge))
    return around(rects).padded(2.0, 2.0)  # soft edges, and places rounded to whole px


def reach(spot: Spot, setting: Setting, style: TextStyle) -> Rect:
    """Return what a word covers in its largest state: strokes, depth and growth, no plate."""
    edge = sum(stroke.width for stroke in style.strokes)
    if not spot.glyphs:
        return Rect(spot.left, spot.baseline, spot.right, spot.baseline)
    rects = []
    for placed in spot.glyphs:
        ink = placed.face.ink(placed.glyph)
        left, top, right, bottom = (edge_ * setting.size for edge_ in ink)
        rects.append(Rect(placed.x + left, placed.y + top, placed.x + right, placed.y + bottom))
    bounds = around(rects).padded(edge * setting.size, edge * setting.size)
    states = (style.plain, style.active, style.past, style.future, style.emphasis)
    scale = max(1.0, *(peak(paint) for paint in states))
    across, down = middle(spot, setting)
    bounds = bounds.grown(scale, across, down)
    if style.extrude is None:
        return bounds
    dx, dy = style.extrude.dx * setting.size * scale, style.extrude.dy * setting.size * scale
    moved = Rect(bounds.left + dx, bounds.top + dy, bounds.right + dx, bounds.bottom + dy)
    return around([bounds, moved]).padded(1.0, 1.0)


def middle(spot: Spot, setting: Setting) -> tuple[float, float]:
    """Return the point that a word grows about."""
    return (spot.left + spot.right) / 2, spot.baseline - setting.cap / 2


def word_plate(spot: Spot, setting: Setting, style: TextStyle, scale: float) -> Rect:
    """Return the plate of a word: behind its core, closing marks stand outside."""
    plate = style.plate
    if plate is None:
        raise ValueError(f"{style.name} has no plate")
    left, right = spot.core
    pad_x = min(plate.pad_x, BESIDE) if spot.marked else plate.pad_x
    sides = [pad_x * setting.size * (TIGHT if tight else 1.0) for tight in spot.tight]
    pad_y = plate.pad_y * setting.size
    top = spot.baseline - setting.cap - pad_y
    rect = Rect(left - sides[0], top, right + sides[1], spot.baseline + pad_y)
    across, down = middle(spot, setting)
    return rect.grown(scale, across, down)


def whole_plate(row: Row, setting: Setting, style: TextStyle) -> Rect:
    """Return the plate behind a line; with no such plate, the line's own capitals."""
    rect = Rect(row.left, row.baseline - setting.cap, row.right, row.baseline)
    if style.plate is None or style.plate.scope == "word":
        return rect
    return rect.padded(style.plate.pad_x * setting.size, style.plate.pad_y * setting.size)
