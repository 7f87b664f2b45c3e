"""Words and a style to sprites.

`measure` breaks and sizes a text once; `place` paints what it gave, as it stands, into a box;
a `Card` paints one text in many states and repaints only what changed. Styles come with their
colours resolved (`#rrggbbaa`). FreeType is not safe in threads: one lock stands around all of it.

A caption layer:

    card = text.Card(cue.lines, style, cue.size, cue.box)      # in prepare(): cheap
    since = (frame - on + 0.5) / fps                           # of the active word
    sprite = card.sprite(k, progress=..., pop=text.popped(style, since), emphasis=cue.emphasis)
    scale, opacity, dy = text.motion(style, seconds_since, seconds_left)
    card.release()                                             # in release()
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from clipkit import store
from clipkit.model.style import Lines, Measured, State, TextStyle
from clipkit.text import breaking, fonts
from clipkit.text.glyphs import LOCK, Stamp
from clipkit.text.motion import Motion, motion, popped, slid
from clipkit.units import Box

if TYPE_CHECKING:
    from clipkit.text.card import Card
    from clipkit.text.sprite import Sprite, scaled
    from clipkit.text.stamps import blurred

__all__ = [
    "Card",
    "Motion",
    "Sprite",
    "Stamp",
    "blurred",
    "families",
    "forget",
    "measure",
    "motion",
    "place",
    "popped",
    "scaled",
    "slid",
    "version",
]

# where what paints lies: it loads OpenCV, which a plan does without
_PAINTING = {"Card": "card", "Sprite": "sprite", "blurred": "stamps", "scaled": "sprite"}


def __getattr__(name: str) -> object:
    """Load what paints when it is first asked for."""
    if name not in _PAINTING:
        raise AttributeError(name)
    return getattr(import_module(f"clipkit.text.{_PAINTING[name]}"), name)


def measure(
    words: Sequence[str],
    style: TextStyle,
    *,
    width: int,
    height: int | None = None,
    max_lines: int | None = None,
    spaces: Sequence[bool] | None = None,
    scale: float = 1.0,
    lang: str = "id",
) -> Measured:
    """Break words into lines, as large as they fit.

    width, height: px for all ink, None: as high as it gets. max_lines: None: the style's.
    spaces: whether a space stands before each word; None: before every one but the first.
    scale: of the style's size, frame width / 1080. lang: whose short words are kept with the next.

    A text shrinks from its full size to the style's floor; a word too long even there is cut,
    with a hyphen where its script has one. What still doesn't fit is returned at the floor with
    `fits=False`. A box of the measured width and height holds all ink of every state; it stands
    around the middle of the capitals, so that text centred in a plate looks centred.

    Raises: ClipkitError (font-unreadable): the style's font file; ValueError: as many spaces
    as words are needed.
    """
    full = style.size * scale
    spaced = tuple(spaces) if spaces is not None else tuple(k > 0 for k in range(len(words)))
    lines = style.max_lines if max_lines is None else max_lines
    with LOCK:
        fit = (width, math.inf if height is None else height, lines)
        return breaking.measured(words, style, spaced, size=full, fit=fit, lang=lang)


def place(
    lines: Lines,
    style: TextStyle,
    size: float,
    box: Box,
    *,
    states: Mapping[int, State] | None = None,
    progress: float = 1.0,
    pop: float | None = None,
) -> "Sprite":
    """Paint lines as measured: never broken again, never shrunk.

    size: font size, px. box: px of the frame; lines are aligned in it as the style says, and
    centred vertically. states: of words by index (Piece.word); `plain` where nothing is said.
    progress, pop: of active words, as in `Card.sprite`.

    Raises: ClipkitError (font-unreadable): the style's font file.
    """
    from clipkit.text.card import Card

    card = Card(lines, style, size, box)
    return card.in_states(states or {}, progress=progress, pop=pop)


@cache
def version() -> str:
    """Return what tells one edition of this room, and of the bundled fonts, from another."""
    room = Path(__file__).parent
    return f"{store.edition(room)} {store.edition(room.parent / 'assets' / 'fonts', '*.ttf')}"


def families() -> tuple[str, ...]:
    """Names of the bundled families that a style may use."""
    return fonts.families()


def forget() -> None:
    """Drop all fonts and glyphs kept in memory; cards keep their own until they are released."""
    from clipkit.text import shaping, stamps

    with LOCK:
        shaping.forget()
        fonts.forget()
        stamps.rounded.cache_clear()
