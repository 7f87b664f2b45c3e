"""A word's look in one state to strokes of paint: masks with an ink, in the order of painting."""

import math
from enum import IntEnum
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from msgspec.structs import replace

from clipkit.model.style import Paint, TextStyle
from clipkit.text.characters import graphemes
from clipkit.text.extents import CARET, CARET_DROP, CARET_RISE, middle, whole_plate, word_plate
from clipkit.text.glyphs import Stamp
from clipkit.text.outlines import PHASES
from clipkit.text.pixels import U8
from clipkit.text.places import Rect, Setting, Spot
from clipkit.text.stamps import blurred, extruded, glowing, plate, thickened, union, warped

# A glow is three blurs of one mask: a bright core, its light, and its haze.
_GLOWS = ((0.45, 1.0), (1.0, 0.9), (2.2, 0.75))  # share of sigma, share of strength
GLOW_REACH = 2.2


Part = tuple[int, int]  # characters [start, stop) of a word


class Level(IntEnum):
    """What lies over what. Strokes: from the outermost, at STROKE, upwards."""

    PLATE, SHADOW, WORD_PLATE, GLOW, DEPTH, STROKE = 0, 1, 2, 3, 4, 5
    FILL, PICTURE = 20, 21


class Ink(NamedTuple):
    """A colour, or several from `top` down to `bottom` px. colours: `#rrggbbaa`. alpha: 0 to 1."""

    colours: tuple[str, ...]
    alpha: float = 1.0
    top: float = 0.0
    bottom: float = 1.0


class Dab(NamedTuple):
    """One stroke of paint. Dabs with a level and an ink in common are painted as one."""

    level: int
    ink: Ink
    stamp: Stamp


class Look(NamedTuple):
    """How a word looks now. progress: how much of it is said; scale: of its growth, 1.0 at rest.

    under: the fill that a sweep flows over. live: it is being said. slide: the word that its
    plate comes from, and how far it has come, 0.0 to 1.0.
    """

    paint: Paint
    under: Paint
    live: bool = False
    progress: float = 1.0
    scale: float = 1.0
    slide: tuple[int, float] | None = None


class Masks(NamedTuple):
    """A word's coverage at a scale. whole: all of it, for shadows, light and depth."""

    fill: Stamp | None
    rings: tuple[Stamp | None, ...]
    whole: Stamp | None
    pictures: tuple[Stamp, ...]


class Brush:
    """Makes the dabs of a text's words, and keeps the masks they share."""

    def __init__(self, setting: Setting, style: TextStyle) -> None:
        self.setting, self.style = setting, style
        self._masks: dict[tuple[int, float, Part], Masks] = {}
        self._soft: dict[tuple[int, float, Part, float], list[Dab]] = {}
        self._spread: dict[tuple[int, float, Part, str], list[Stamp]] = {}

    def plates(self) -> list[Dab]:
        """Return what lies behind whole lines, or behind the block."""
        kind = self.style.plate
        if kind is None or kind.scope == "word":
            return []
        rects = [whole_plate(row, self.setting, self.style) for row in self.setting.rows]
        if kind.scope == "block":
            left, right = min(r.left for r in rects), max(r.right for r in rects)
            rects = [rects[0]._replace(left=left, right=right, bottom=rects[-1].bottom)]
        radius = kind.radius * self.setting.size
        return [Dab(Level.PLATE, Ink((kind.colour,)), plate(*rect, radius)) for rect in rects]

    def word(self, number: int, look: Look) -> list[Dab]:
        """Return the dabs of a spot (by its place in the setting) in a state."""
        spot, paint = self.setting.spots[number], look.paint
        dabs: list[Dab] = []
        kind = self.style.plate
        if paint.box and kind is not None and kind.scope == "word":
            rect = self._plate(spot, look)
            radius = kind.radius * self.setting.size * look.scale
            dabs.append(Dab(Level.WORD_PLATE, Ink((paint.box,), paint.alpha), plate(*rect, radius)))
        local = _part(look.progress, spot.share) if look.live else 1.0
        cut = _typed(spot, local) if look.live and paint.reveal else len(spot.text)
        if paint.alpha <= 0 or self._masks_of(number, paint.scale, (0, cut)).whole is None:
            return dabs
        dabs += self._shadows(number, (0, cut), paint.alpha, look.scale)
        for part, painted in self._parts(spot, cut, paint):
            dabs += self._letters(number, part, look._replace(paint=painted), local)
        if look.live and paint.reveal and local < 1.0:
            dabs += self._caret(spot, cut, paint)
        return dabs

    def _plate(self, spot: Spot, look: Look) -> Rect:
        """Where a word's plate is: behind it, or on its way there along the line."""
        there = word_plate(spot, self.setting, self.style, look.scale)
        if look.slide is None:
            return there
        word, come = look.slide
        left = [s for s in self.setting.spots if s.piece.word == word and s.line == spot.line]
        if not left:
            return there
        start = word_plate(left[-1], self.setting, self.style, look.paint.scale)
        return Rect(*(a + (b - a) * come for a, b in zip(start, there, strict=True)))

    def _parts(self, spot: Spot, cut: int, paint: Paint) -> list[tuple[Part, Paint]]:
        """Marks that stand outside a plate keep the plain outline."""
        if not paint.box or cut < len(spot.text):
            return [((0, cut), paint)]
        start, stop = spot.letters
        outside = replace(paint, stroke=self.style.plain.stroke)
        parts = [((start, stop), paint), ((0, start), outside), ((stop, cut), outside)]
        return [(part, painted) for part, painted in parts if part[0] < part[1]]

    def _letters(self, number: int, part: Part, look: Look, local: float) -> list[Dab]:
        """Return the dabs of a part of a word, from the back."""
        spot, paint = self.setting.spots[number], look.paint
        masks = self._masks_of(number, paint.scale, part)
        grow = look.scale / paint.scale
        dabs = self._light(number, part, masks, paint)
        dabs += self._body(number, part, masks, look, grow)
        if masks.fill:
            dabs += self._fill(spot, self._grown(masks.fill, spot, grow), look, local)
        for picture in masks.pictures:
            dabs.append(Dab(Level.PICTURE, Ink((), paint.alpha), self._grown(picture, spot, grow)))
        return dabs

    def _masks_of(self, number: int, scale: float, part: Part) -> Masks:
        key = (number, scale, part)
        if key not in self._masks:
            self._masks[key] = self._drawn(self.setting.spots[number], scale, part)
        return self._masks[key]

    def _drawn(self, spot: Spot, scale: float, part: Part) -> Masks:
        """Draw the glyphs of a part of a word, scaled about the word's middle."""
        across, down = middle(spot, self.setting)
        size = self.setting.size * scale
        fills: list[Stamp] = []
        pictures: list[Stamp] = []
        radii = list(accumulate(stroke.width * size for stroke in self.style.strokes))
        rings: list[list[Stamp]] = [[] for _ in radii]
        for face, glyph, pen, baseline, cluster in spot.glyphs:
            if not part[0] <= cluster < part[1]:
                continue
            x, y = across + (pen - across) * scale, round(down + (baseline - down) * scale)
            if face.coloured:
                pictures.append(face.image(glyph, size).moved(round(x), y))
                continue
            whole, phase = divmod(math.floor(x * PHASES + 0.5), PHASES)
            fills.append(face.mask(glyph, size, 0, phase).moved(whole, y))
            for radius, ring in zip(radii, rings, strict=True):
                ring.append(face.mask(glyph, size, radius, phase).moved(whole, y))
        pictures = [picture for picture in pictures if picture.pixels.size]
        shapes = [p._replace(pixels=p.pixels[..., 3]) for p in pictures]
        for radius, ring in zip(radii, rings, strict=True):
            ring += [thickened(shape, radius) for shape in shapes]
        fill = union(fills)
        outlines = tuple(union([*ring, *fills]) for ring in rings)
        outer = outlines[-1] if outlines else fill
        return Masks(fill, outlines, union([*([outer] if outer else []), *shapes]), tuple(pictures))

    def _grown(self, stamp: Stamp, spot: Spot, grow: float) -> Stamp:
        return stamp if grow == 1.0 else warped(stamp, grow, *middle(spot, self.setting))

    def _shadows(self, number: int, part: Part, alpha: float, scale: float) -> list[Dab]:
        """Shadows are those of a word at rest, so that a highlight never repaints them.

        Only where words appear with their pop (future unseen) do the shadows grow with them.
        """
        grow = scale if self.style.future.alpha == 0 else 1.0
        key = (number, grow, part, alpha)
        if key in self._soft:
            return self._soft[key]
        whole = self._masks_of(number, 1.0, part).whole
        made: list[Dab] = []
        size = self.setting.size
        for shadow in self.style.shadows if whole else ():
            soft = self._spread_of(number, 1.0, part, shadow.blur)
            placed = soft.moved(round(shadow.dx * size), round(shadow.dy * size))
            placed = self._grown(placed, self.setting.spots[number], grow)
            made.append(Dab(Level.SHADOW, Ink((shadow.colour,), alpha), placed))
        if grow == 1.0:
            self._soft[key] = made
        return made

    def _light(self, number: int, part: Part, masks: Masks, paint: Paint) -> list[Dab]:
        glow = self.style.glow
        if glow is None or not paint.glow or masks.whole is None:
            return []
        key = (number, paint.scale, part, "glow")
        if key not in self._spread:
            shares = [(glow.sigma * share, glow.strength * bright) for share, bright in _GLOWS]
            self._spread[key] = [glowing(masks.whole, shares, self.setting.size)]
        return [Dab(Level.GLOW, Ink((paint.glow,), paint.alpha), self._spread[key][0])]

    def _spread_of(self, number: int, scale: float, part: Part, sigma: float) -> Stamp:
        key = (number, scale, part, f"{sigma:.4f}")
        if key not in self._spread:
            whole = self._masks_of(number, scale, part).whole
            self._spread[key] = [blurred(whole, sigma * self.setting.size)] if whole else []
        return self._spread[key][0]

    def _body(self, number: int, part: Part, masks: Masks, look: Look, grow: float) -> list[Dab]:
        """Depth and outlines, from the back."""
        style, size, paint = self.style, self.setting.size, look.paint
        spot, dabs = self.setting.spots[number], list[Dab]()
        if style.extrude and masks.whole:
            key = (number, paint.scale, part, "depth")
            if key not in self._spread:
                way = (style.extrude.dx * size, style.extrude.dy * size)
                self._spread[key] = [extruded(masks.whole, *way)]
            depth = self._grown(self._spread[key][0], spot, grow)
            dabs.append(Dab(Level.DEPTH, Ink((style.extrude.colour,), paint.alpha), depth))
        count = len(style.strokes)
        for n in range(count - 1, -1, -1):
            ring = masks.rings[n]
            colour = paint.stroke if n == 0 and paint.stroke else style.strokes[n].colour
            if ring:
                level = Level.STROKE + count - 1 - n
                dabs.append(Dab(level, Ink((colour,), paint.alpha), self._grown(ring, spot, grow)))
        return dabs

    def _fill(self, spot: Spot, fill: Stamp, look: Look, progress: float) -> list[Dab]:
        """The letters; while they are swept, in two parts with a soft edge between them."""
        top, bottom = spot.baseline - self.setting.cap, spot.baseline
        over = Ink(look.paint.fill, look.paint.alpha, top, bottom)
        if not (look.live and look.paint.sweep):
            return [Dab(Level.FILL, over, fill)]
        under = Ink(look.under.fill, look.under.alpha, top, bottom)
        width = spot.right - spot.left
        edge = spot.right - width * progress if spot.leftwards else spot.left + width * progress
        columns = np.arange(fill.pixels.shape[1], dtype=np.float32)
        ramp = np.clip(edge - fill.x - columns, 0, 1)
        done: U8 = (fill.pixels * (1 - ramp if spot.leftwards else ramp)).astype(np.uint8)
        rest = fill._replace(pixels=fill.pixels - done)
        return [Dab(Level.FILL, under, rest), Dab(Level.FILL, over, fill._replace(pixels=done))]

    def _caret(self, spot: Spot, cut: int, paint: Paint) -> list[Dab]:
        """A typed word's caret, after the last letter shown."""
        if spot.leftwards:
            return []
        size = self.setting.size
        pen = min((g.x for g in spot.glyphs if g.cluster >= cut), default=spot.right)
        top = spot.baseline - self.setting.cap - CARET_RISE * size
        bottom = spot.baseline + CARET_DROP * size
        bar = plate(pen + CARET[0] * size, top, pen + CARET[1] * size, bottom, 0.02 * size)
        return [Dab(Level.FILL, Ink(paint.fill[-1:], paint.alpha), bar)]


def _part(progress: float, share: tuple[float, float]) -> float:
    """Return how much of a part of a word is said, 0.0 to 1.0."""
    start, end = share
    return min(1.0, max(0.0, (progress - start) / (end - start)))


def _typed(spot: Spot, progress: float) -> int:
    """Return the character before which a word is shown, progress 0.0 to 1.0."""
    if progress >= 1.0:
        return len(spot.text)
    ends = graphemes(spot.text)
    if spot.share[0] > 0.0 and progress <= 0.0:
        return 0
    return ends[min(len(ends) - 1, int(progress * len(ends)))][1]
