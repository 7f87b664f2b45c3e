"""What text covers in its largest state: strokes, depth, growth, plates; not its soft shadows."""

from clipkit.model.style import TextStyle
from clipkit.text.fonts import Face
from clipkit.text.motion import peak
from clipkit.text.places import Rect, Row, Setting, Spot, around

SOFT = 2.0  # px around all ink: soft edges, and places rounded to whole px
CARET = (0.05, 0.125)  # em after the last letter: where a typed word's caret begins and ends
CARET_RISE, CARET_DROP = 0.08, 0.10  # em above the capitals, below the baseline
BESIDE = 0.085  # em of a word plate's side, both alike, where a mark stands outside it
TIGHT = 0.3  # of a word plate's side, where a neighbour stands without a space


def ink(setting: Setting, style: TextStyle, main: Face) -> Rect:
    """Return what all hard ink of every state covers, and where lines of this style may reach."""
    size, cap = setting.size, setting.cap
    rects = [whole_plate(row, setting, style) for row in setting.rows]
    states = (style.plain, style.active, style.past, style.future, style.emphasis)
    largest = max(1.0, *(peak(paint) for paint in states))
    for spot in setting.spots:
        rects.append(reach(spot, setting, style, largest))
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
    return around(rects).padded(SOFT, SOFT)


def reach(spot: Spot, setting: Setting, style: TextStyle, scale: float) -> Rect:
    """Return what a word covers in its largest state: strokes, depth and growth, no plate.

    scale: of that state.
    """
    if not spot.glyphs:
        return Rect(spot.left, spot.baseline, spot.right, spot.baseline)
    size, edge = setting.size, sum(stroke.width for stroke in style.strokes) * setting.size
    inks = [(placed, placed.face.ink(placed.glyph)) for placed in spot.glyphs]
    bounds = Rect(
        min(placed.x + seen.left * size for placed, seen in inks),
        min(placed.y + seen.top * size for placed, seen in inks),
        max(placed.x + seen.right * size for placed, seen in inks),
        max(placed.y + seen.bottom * size for placed, seen in inks),
    ).padded(edge, edge)
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
    pad_x = min(plate.pad_x, BESIDE) if spot.letters != (0, len(spot.text)) else plate.pad_x
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
