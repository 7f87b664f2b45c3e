"""How text comes, goes and pops: curves, and a style's values at a moment.

Sample at the middle of a frame (seconds + 0.5 / fps), or the first frame of a fade is empty.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from clipkit.model.style import Ease, Paint, TextStyle

POP_SECONDS = 4 / 30  # longer, and quick words are still moving when the next one starts

_PAST = 0.053  # how far out_back passes its end

# Share of the way (may pass 1.0) by share of the time; out_back passes its end by 5 %.
EASES: Mapping[Ease, Callable[[float], float]] = {
    "linear": lambda t: t,
    "out_cubic": lambda t: 1 - (1 - t) ** 3,
    "out_quint": lambda t: 1 - (1 - t) ** 5,
    "out_back": lambda t: 1 + 2.2 * (t - 1) ** 3 + 1.2 * (t - 1) ** 2,
    "in_out": lambda t: t * t * (3 - 2 * t),
}


class Motion(NamedTuple):
    """A whole card's scale about its middle, opacity (0.0 to 1.0) and way down in em."""

    scale: float
    opacity: float
    dy: float


def motion(style: TextStyle, seconds_since: float, seconds_left: float) -> Motion:
    """Return how a card stands, so long after it came and before it goes."""
    scale, opacity, dy = 1.0, 1.0, 0.0
    for entrance, seconds in ((style.enter, seconds_since), (style.leave, seconds_left)):
        if entrance is None or seconds >= entrance.seconds:
            continue
        way = EASES[entrance.ease](max(0.0, seconds / entrance.seconds))
        scale *= entrance.scale + (1 - entrance.scale) * way
        seen = entrance.fade + (1 - entrance.fade) * min(1.0, 1.4 * way)  # solid before it rests
        opacity *= min(1.0, max(0.0, seen))
        dy += entrance.slide * (1 - way)
    return Motion(scale, opacity, dy)


def popped(style: TextStyle, seconds_since: float) -> float:
    """Return the scale of the active word, so long after it became active."""
    paint = style.active
    way = EASES["out_back"](min(1.0, max(0.0, seconds_since / POP_SECONDS)))
    return paint.pop + (paint.scale - paint.pop) * way


def slid(style: TextStyle, seconds_since: float) -> float:
    """Return how far a word's plate has come from the word before, 0.0 to 1.0."""
    seconds = style.plate.slide if style.plate else 0.0
    return EASES["out_cubic"](min(1.0, max(0.0, seconds_since / seconds))) if seconds else 1.0


def peak(paint: Paint) -> float:
    """Return the largest scale that a word has on its way to rest."""
    return max(paint.scale, paint.pop, paint.scale + _PAST * (paint.scale - paint.pop))
