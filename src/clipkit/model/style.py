"""How text looks: a caption style or a template's text style, and what measuring it gives.

Every length is in em of the font's size. A colour is a role (`primary`, `accent`, `ink`,
`paper`), which may end in two hex digits of opacity (`inkE0`), or, once resolved, `#rrggbbaa`.
"""

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

Ease = Literal["linear", "out_cubic", "out_quint", "out_back", "in_out"]
State = Literal["plain", "active", "past", "future", "emphasis"]


class Paint(Struct, frozen=True, kw_only=True):
    """How a word looks in one state.

    fill: one colour, or several from cap height down to the baseline. alpha: 0.0 to 1.0.
    scale: of the word, at rest; pop: its scale when it becomes active, eased to `scale`.
    stroke: replaces the innermost stroke's colour. sweep: the fill flows over the word as it is
    said. reveal: its letters appear as it is said.
    """

    fill: tuple[str, ...] = ("paper",)
    alpha: float = 1.0
    scale: float = 1.0
    pop: float = 1.0
    stroke: str = ""
    glow: str = ""
    box: str = ""
    sweep: bool = False
    reveal: bool = False


class Stroke(NamedTuple):
    """An outline. width: outside the glyph."""

    width: float
    colour: str


class Shadow(NamedTuple):
    """A soft copy. blur: sigma."""

    dx: float
    dy: float
    blur: float
    colour: str


class Glow(NamedTuple):
    """Light around the glyphs, in the state's glow colour. strength: 0.0 to 1.0."""

    sigma: float
    strength: float


class Extrude(NamedTuple):
    """Depth: the glyph drawn on, down to an offset."""

    dx: float
    dy: float
    colour: str


class Plate(Struct, frozen=True, kw_only=True):
    """A filled shape behind a line, the whole block, or the active word.

    slide: seconds, at most 0.2, that it takes from the word said before on the same line.
    """

    scope: Literal["line", "block", "word"]
    colour: str
    pad_x: float = 0.2
    pad_y: float = 0.2
    radius: float = 0.2
    slide: float = 0.0


class Entrance(Struct, frozen=True, kw_only=True):
    """How a card comes or goes. seconds: at most 0.2 (design 4); fade: opacity at the far end."""

    seconds: float
    ease: Ease = "out_cubic"
    scale: float = 1.0
    fade: float = 0.0
    slide: float = 0.0


class TextStyle(Struct, frozen=True, kw_only=True):
    """One way to set text.

    family: a bundled family's name, or a brand font's (`heading`, `body` resolve to one).
    size: px on a frame 1080 px wide; `floor`: the share of it that text may shrink to.
    tracking, line_height, word_space (added to the font's space): em.
    max_lines: a limit, not a wish.
    """

    name: str
    family: str = "montserrat"
    weight: int = 800
    size: float = 80.0
    case: Literal["none", "upper"] = "none"
    tracking: float = 0.0
    features: tuple[str, ...] = ()
    line_height: float = 1.15
    word_space: float = 0.0
    max_lines: int = 2
    floor: float = 0.6
    align: Literal["start", "center", "end"] = "center"
    plain: Paint = Paint()
    active: Paint = Paint()
    past: Paint = Paint()
    future: Paint = Paint()
    emphasis: Paint = Paint(fill=("accent",))
    strokes: tuple[Stroke, ...] = ()
    shadows: tuple[Shadow, ...] = ()
    glow: Glow | None = None
    extrude: Extrude | None = None
    plate: Plate | None = None
    enter: Entrance | None = None
    leave: Entrance | None = None


class Piece(NamedTuple):
    """A word, or a part of one too long for its line, as it stands in a line.

    word: index in the text's words. hyphen: painted after it, belongs to no word.
    space: a space stands before it on the line.
    """

    word: int
    text: str
    space: bool = True
    hyphen: bool = False


Lines = tuple[tuple[Piece, ...], ...]


class Measured(Struct, frozen=True, kw_only=True):
    """A text broken and sized, once.

    size: font size in output px. width, height: px of all its ink (strokes, plates, a grown
    active word; not soft shadows), what a box must have room for.
    fits: within the lines, the width and the height asked for, at or above the style's floor.
    missing: characters that no font at hand has.
    """

    lines: Lines
    size: float
    width: int
    height: int
    fits: bool = True
    missing: str = ""
    words: tuple[str, ...] = ()


def resolved(style: TextStyle, roles: Mapping[str, str]) -> TextStyle:
    """Return a style with every colour as `#rrggbbaa`. roles: `#rrggbb` by name.

    Raises: KeyError: a colour names a role that isn't among them.
    """

    def ink(colour: str) -> str:
        return in_hex(colour, roles)

    def paint(old: Paint) -> Paint:
        fill = tuple(ink(colour) for colour in old.fill)
        return replace(old, fill=fill, stroke=ink(old.stroke), glow=ink(old.glow), box=ink(old.box))

    plate, extrude = style.plate, style.extrude
    return replace(
        repainted(style, paint),
        strokes=tuple(stroke._replace(colour=ink(stroke.colour)) for stroke in style.strokes),
        shadows=tuple(shadow._replace(colour=ink(shadow.colour)) for shadow in style.shadows),
        extrude=extrude._replace(colour=ink(extrude.colour)) if extrude else None,
        plate=replace(plate, colour=ink(plate.colour)) if plate else None,
    )


def repainted(style: TextStyle, paint: Callable[[Paint], Paint]) -> TextStyle:
    """Return a style with each of its states painted otherwise."""
    return replace(
        style,
        plain=paint(style.plain),
        active=paint(style.active),
        past=paint(style.past),
        future=paint(style.future),
        emphasis=paint(style.emphasis),
    )


def in_hex(colour: str, roles: Mapping[str, str]) -> str:
    """Return a role, with its opacity if it has one, as `#rrggbbaa`; hex and nothing stay.

    Raises: KeyError: no such role.

    >>> in_hex("ink80", {"ink": "#0B1B2B"}), in_hex("ink", {"ink": "#0B1B2B"})
    ('#0B1B2B80', '#0B1B2BFF')
    """
    if not colour or colour.startswith("#"):
        return colour
    if colour in roles:
        return f"{roles[colour]}FF"
    return f"{roles[colour[:-2]]}{colour[-2:].upper()}"
