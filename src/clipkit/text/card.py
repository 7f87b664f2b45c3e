"""One text in many states: only what changed since the last state is painted again."""

import math
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from msgspec.structs import replace

from clipkit.model.style import Lines, Paint, State, TextStyle
from clipkit.text.canvas import Planes, as_bytes, composed, covered
from clipkit.text.glyphs import LOCK
from clipkit.text.motion import peak
from clipkit.text.pixels import U8
from clipkit.text.places import Setting
from clipkit.text.setting import set_lines
from clipkit.text.sprite import Sprite
from clipkit.text.stamps import reach
from clipkit.text.strokes import GLOW_REACH, Brush, Dab, Level, Look
from clipkit.units import Box

_SWEEP_STEPS = 64  # of a sweep over a word: finer ones are not seen, coarser ones stutter
_POP_STEPS = 128  # of 1.0 of scale
_SLIDE_STEPS = 64  # of the way from one word to the next


class Card:
    """One text in a box, painted in many states.

    Everything it keeps goes with `release`. Sprites' pixels are never changed once given out.
    """

    def __init__(self, lines: Lines, style: TextStyle, size: float, box: Box) -> None:
        """Take what `place` takes. Nothing is laid out or painted before the first sprite."""
        self._lines, self._style, self._size, self._box = lines, style, size, box
        self._painter: _Painter | None = None

    def sprite(
        self,
        active: float | None = None,
        *,
        progress: float = 1.0,
        pop: float | None = None,
        slide: tuple[int, float] | None = None,
        emphasis: Collection[int] = (),
    ) -> Sprite:
        """Return its pixels in a state; place and size are the same in all of them.

        active: index of the word being said (Piece.word): those before it are past, those after
        it future; -1: all are future; past the last: all are past; None: all are plain.
        Half way between two indexes: a pause between them, no word is active.
        progress: 0.0 to 1.0, how much of it is said, for styles that sweep or reveal.
        pop: the active word's scale, None: at rest. slide: the word that its plate comes from,
        and how far it has come, 0.0 to 1.0; None: it is there. emphasis: indexes of emphasised
        words.

        Raises: ClipkitError (font-unreadable): the style's font file.
        """
        words = {piece.word for line in self._lines for piece in line}
        states = {word: _state(word, active) for word in words}
        looks = {
            word: _look(self._style, state, emphasised=word in emphasis)
            for word, state in states.items()
        }
        return self._painted(
            {word: _moving(look, progress, pop, slide) for word, look in looks.items()}
        )

    def in_states(
        self, states: Mapping[int, State], *, progress: float = 1.0, pop: float | None = None
    ) -> Sprite:
        """Return its pixels with each word's state said, `plain` where nothing is said."""
        words = {piece.word for line in self._lines for piece in line}
        looks = {
            word: _look(self._style, states.get(word, "plain"), emphasised=False) for word in words
        }
        return self._painted({word: _moving(look, progress, pop) for word, look in looks.items()})

    def release(self) -> None:
        """Drop all that was laid out and painted; the next sprite begins anew."""
        self._painter = None

    def _painted(self, looks: dict[int, Look]) -> Sprite:
        if not looks:
            nothing = np.zeros((2, 2, 4), np.uint8)
            return Sprite(nothing, self._box.x // 2 * 2, self._box.y // 2 * 2, Box(0, 0, 2, 2))
        with LOCK:
            if self._painter is None:
                setting = set_lines(self._lines, self._style, self._size)
                self._painter = _Painter(setting, self._style, setting.origin(self._box))
            return self._painter.painted(looks)


class _Painter:
    """A text laid out, with its last state's dabs and pixels."""

    def __init__(self, setting: Setting, style: TextStyle, origin: tuple[int, int]) -> None:
        self._setting, self._style, self._origin = setting, style, origin
        self._brush = Brush(setting, style)
        self._bounds = _bounds(setting, style, origin)
        self._plates = self._brush.plates()
        self._looks: list[Look | None] = [None] * len(setting.spots)
        self._dabs: list[list[Dab]] = [[] for _ in setting.spots]
        self._behind: list[Dab] = []
        self._back: Planes = np.zeros((4, self._bounds.height, self._bounds.width), np.float32)
        self._pixels: U8 | None = None

    def painted(self, looks: Mapping[int, Look]) -> Sprite:
        """Return the sprite of a state. looks: by word."""
        before = {id(dab): dab for dabs in self._dabs for dab in dabs}
        for number, spot in enumerate(self._setting.spots):
            look = looks[spot.piece.word]
            if look != self._looks[number]:
                self._looks[number] = look
                self._dabs[number] = self._brush.word(number, look)
        now = {id(dab): dab for dabs in self._dabs for dab in dabs}
        changed = [before[key] for key in before.keys() - now.keys()]
        changed += [now[key] for key in now.keys() - before.keys()]
        whole = Box(0, 0, self._bounds.width, self._bounds.height)
        part = whole if self._pixels is None else self._around(changed)
        if part.width and part.height:
            self._repaint(part)
        if self._pixels is None:
            raise ValueError("a text without room")
        dx, dy = self._origin
        return Sprite(self._pixels, self._bounds.x + dx, self._bounds.y + dy, part)

    def _repaint(self, part: Box) -> None:
        """Compose a part of the pixels anew, on a copy."""
        behind = [d for dabs in self._dabs for d in dabs if d.level <= Level.SHADOW]
        behind = [*self._plates, *behind]
        front = [d for dabs in self._dabs for d in dabs if d.level > Level.SHADOW]
        rows, columns = slice(part.y, part.bottom), slice(part.x, part.right)
        at = part._replace(x=part.x + self._bounds.x, y=part.y + self._bounds.y)
        same = len(behind) == len(self._behind)
        if not (same and all(a is b for a, b in zip(behind, self._behind, strict=True))):
            self._behind = behind
            self._back[:, rows, columns] = composed(behind, at)  # nothing else has changed
        tile = as_bytes(composed(front, at, self._back[:, rows, columns]))
        if self._pixels is None:
            pixels = tile
        else:
            pixels = self._pixels.copy()
            pixels[rows, columns] = tile
        pixels.flags.writeable = False
        self._pixels = pixels

    def _around(self, dabs: Sequence[Dab]) -> Box:
        """Return the even part of the pixels that dabs touch; empty where there are none."""
        boxes = [covered(dab) for dab in dabs]
        if not boxes:
            return Box(0, 0, 0, 0)
        left = max(0, min(box.x for box in boxes) - self._bounds.x) // 2 * 2
        top = max(0, min(box.y for box in boxes) - self._bounds.y) // 2 * 2
        right = min(self._bounds.width, max(box.right for box in boxes) - self._bounds.x)
        bottom = min(self._bounds.height, max(box.bottom for box in boxes) - self._bounds.y)
        return Box(left, top, max(0, right - left + 1) // 2 * 2, max(0, bottom - top + 1) // 2 * 2)


def _state(word: int, active: float | None) -> State:
    if active is None:
        return "plain"
    if word == active:
        return "active"
    return "past" if word < active else "future"


def _look(style: TextStyle, state: State, *, emphasised: bool) -> Look:
    """Return how a word looks at rest in a state.

    An emphasised word that isn't seen yet stays unseen; one that is swept or typed comes in its
    own colour instead.
    """
    paints: dict[State, Paint] = {
        "plain": style.plain,
        "active": style.active,
        "past": style.past,
        "future": style.future,
        "emphasis": style.emphasis,
    }
    paint, live = paints[state], state == "active"
    comes = style.active.sweep or style.active.reveal
    if emphasised and live and comes:
        paint = replace(paint, fill=style.emphasis.fill)
    elif emphasised and not live and not (state == "future" and (comes or paint.alpha == 0)):
        paint = style.emphasis
    return Look(paint, style.future if paint.sweep else paint, live, 1.0, paint.scale)


def _moving(
    look: Look, progress: float, pop: float | None, slide: tuple[int, float] | None = None
) -> Look:
    """Return a live look at a moment, in steps that are few enough to be met again."""
    if not look.live:
        return look
    flows = look.paint.sweep or look.paint.reveal
    said = round(min(1.0, max(0.0, progress)) * _SWEEP_STEPS) / _SWEEP_STEPS if flows else 1.0
    scale = look.paint.scale
    if pop is not None:
        scale = min(peak(look.paint), max(0.0, math.floor(pop * _POP_STEPS) / _POP_STEPS))
        scale = look.paint.scale if abs(scale - look.paint.scale) < 1 / _POP_STEPS else scale
    if slide is not None:
        come = round(slide[1] * _SLIDE_STEPS) / _SLIDE_STEPS
        slide = (slide[0], come) if look.paint.box and come < 1 else None
    return look._replace(progress=said, scale=scale, slide=slide)


def _bounds(setting: Setting, style: TextStyle, origin: tuple[int, int]) -> Box:
    """Return all that may ever be painted, soft edges too; even in the frame."""
    size, ink = setting.size, setting.ink
    left, top, right, bottom = ink
    for shadow in style.shadows:
        far = reach(shadow.blur * size) + 1
        dx, dy = shadow.dx * size, shadow.dy * size
        left, right = min(left, ink.left + dx - far), max(right, ink.right + dx + far)
        top, bottom = min(top, ink.top + dy - far), max(bottom, ink.bottom + dy + far)
    if style.glow:
        far = reach(style.glow.sigma * GLOW_REACH * size) + 1
        left, right = min(left, ink.left - far), max(right, ink.right + far)
        top, bottom = min(top, ink.top - far), max(bottom, ink.bottom + far)
    dx, dy = origin
    x, y = 2 * math.floor((left + dx) / 2) - dx, 2 * math.floor((top + dy) / 2) - dy
    width = 2 * math.ceil((right - x) / 2)
    height = 2 * math.ceil((bottom - y) / 2)
    return Box(x, y, width, height)
