"""Lines to places: where each glyph stands, line under line."""

from clipkit.model.style import Lines, Piece, TextStyle
from clipkit.text.bidi import visual
from clipkit.text.characters import graphemes
from clipkit.text.extents import ink
from clipkit.text.fonts import face
from clipkit.text.places import Placed, Rect, Row, Setting, Spot
from clipkit.text.shaping import Drawn, Run, aside, drawn, runs, shaped, space, tracking

_CLEAR = 0.16  # em between the ink of two lines, where a script is higher than Latin


def set_lines(lines: Lines, style: TextStyle, size: float) -> Setting:
    """Place lines of pieces. size: px of the em; lines: at least one piece."""
    base, texts = drawn(
        (
            piece if k else piece._replace(space=True)
            for line in lines
            for k, piece in enumerate(line)
        ),
        style,
    )
    side = {"start": float(base), "center": 0.5, "end": 1.0 - base}[style.align]
    main = face(style.family, style.weight)
    parts: list[list[Spot]] = []
    rows: list[Row] = []
    at, down, deep = 0, 0.0, 0.0
    for number, line in enumerate(lines):
        width, found = _line(line, texts[at : at + len(line)], style, number)
        at += len(line)
        high = max([main.cap, *(spot.high for spot in found)])
        down += max(style.line_height, deep + high + _CLEAR) if number else 0.0
        deep = max([0.0, *(spot.deep for spot in found)])
        rows.append(Row(-side * width * size, (1 - side) * width * size, round(down * size)))
        parts.append(found)
    middle = round((rows[-1].baseline - main.cap * size) / 2)
    for row, found in zip(rows, parts, strict=True):
        _scale(found, size, row, middle)
    spots = [spot for found in parts for spot in found]
    _share(spots)
    rows = [row._replace(baseline=row.baseline - middle) for row in rows]
    setting = Setting(spots, rows, size, main.cap * size, side, Rect(0, 0, 0, 0))
    setting.ink = ink(setting, style, main)
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
            spots[k].letters = texts[k].letters
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
    foreign = font is not main and not font.coloured
    first, last = text.letters
    inside = bool(spot.glyphs) and first <= spot.glyphs[-1].cluster < last
    left, right = spot.core
    for glyph in shaped(text, run, style):
        pen += track if before not in (-1, glyph.cluster) else 0.0
        before, cluster = glyph.cluster, run.start + glyph.cluster
        was, inside = inside, first <= cluster < last
        if spot.glyphs and was != inside:
            pen += aside(style)
        spot.glyphs.append(Placed(font, glyph.number, pen + glyph.dx, lift - glyph.dy, cluster))
        if foreign:
            seen = font.ink(glyph.number)
            spot.high = max(spot.high, -(seen.top + lift - glyph.dy))
            spot.deep = max(spot.deep, seen.bottom + lift - glyph.dy)
        if inside:
            left, right = (pen, pen) if (left, right) == (0.0, 0.0) else (left, right)
            left, right = min(left, pen), max(right, pen + glyph.advance)
        pen += glyph.advance
    spot.core = left, right
    spot.right = pen
    return pen + track


def _scale(spots: list[Spot], size: float, row: Row, middle: int) -> None:
    """Bring a line's spots from em to px. middle: of the block, below its first baseline."""
    left, baseline = row.left, row.baseline
    for spot in spots:
        spot.left, spot.right = spot.left * size + left, spot.right * size + left
        spot.core = (spot.core[0] * size + left, spot.core[1] * size + left)
        spot.baseline = baseline - middle
        spot.glyphs = [
            Placed(face, number, x * size + left, y * size + baseline - middle, cluster)
            for face, number, x, y, cluster in spot.glyphs
        ]


def _share(spots: list[Spot]) -> None:
    """Say what share of its word each spot is: a cut word is swept part by part."""
    by_word: dict[int, list[Spot]] = {}
    for spot in spots:
        by_word.setdefault(spot.piece.word, []).append(spot)
    for parts in by_word.values():
        if len(parts) == 1:
            continue  # all of it
        counts = [len(graphemes(part.piece.text)) or 1 for part in parts]
        for k, part in enumerate(parts):
            part.share = (sum(counts[:k]) / sum(counts), sum(counts[: k + 1]) / sum(counts))
