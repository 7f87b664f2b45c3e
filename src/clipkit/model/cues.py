"""Things on screen: one struct a kind, with all that its layer needs to paint it.

Frames are integers, half-open `[first, stop)`. Boxes are output pixels, colours `#rrggbbaa`.
"""

from typing import ClassVar, Literal, NamedTuple

from msgspec import Struct

from clipkit.model.style import Ease, Lines
from clipkit.units import Box

TransitionName = Literal["crossfade", "slide", "wipe", "zoom", "brand-wipe"]
# MoviePy's own, by the names that a script gives them.
Effect = Literal["mirror-x", "mirror-y", "black-and-white", "invert-colors", "darker", "contrast"]
Shape = Literal["none", "pill", "badge", "button", "rule"]


class View(NamedTuple):
    """What of a picture is seen.

    zoom: 1.0 just covers the box (just fits into it, for `contain`).
    x, y: 0.0 to 1.0, where in the spare room; 0.0 shows the picture's left, top edge.
    """

    zoom: float = 1.0
    x: float = 0.5
    y: float = 0.5


class Change(NamedTuple):
    """How a cue comes or goes: what it starts from, or ends at. dx, dy: px; frames: 0 is a cut."""

    frames: int = 0
    ease: Ease = "out_cubic"
    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0
    opacity: float = 0.0


CUT = Change()


class Cue(Struct, frozen=True, kw_only=True):
    """One thing on screen. 0 <= first < stop <= the timeline's frames. scene: its index."""

    kind: ClassVar[str]
    first: int
    stop: int
    scene: int
    enter: Change = CUT
    leave: Change = CUT


class Photo(Cue, frozen=True, kw_only=True):
    """A still picture. source: a key of Timeline.sources.

    box: where it is shown; fit `panel`, `contain`: over its own blurred, darkened self, which
    fills the frame. view: at its first and last frame. rotate: degrees clockwise.
    effect: name of an allow-listed MoviePy effect, or empty. tone: what that ground is tinted with,
    from top to bottom, `#rrggbbaa`, or empty. ground: `#rrggbbaa` of what is seen through the
    picture; empty: nothing is, or white, of a clip black.
    """

    kind: ClassVar[str] = "photo"
    source: str
    box: Box
    fit: Literal["cover", "panel", "contain"] = "cover"
    view: tuple[View, View] = (View(), View())
    ease: Ease = "in_out"
    rotate: int = 0
    effect: str = ""
    tone: tuple[str, str] = ("", "")
    ground: str = ""


class Footage(Photo, frozen=True, kw_only=True):
    """A clip. source_start, source_end: seconds of it; past the end its last frame is held."""

    kind: ClassVar[str] = "footage"
    source_start: float = 0.0
    source_end: float = 0.0
    speed: float = 1.0
    loop: bool = False


class Colour(Cue, frozen=True, kw_only=True):
    """A plain or two-tone ground. ink: from top to bottom."""

    kind: ClassVar[str] = "colour"
    box: Box
    ink: tuple[str, str]


class Scrim(Cue, frozen=True, kw_only=True):
    """Darkness behind text. opacity: at the top and at the bottom of the box, 0.0 to 1.0.

    solid: share of the box, at its darker end, that is not graded.
    """

    kind: ClassVar[str] = "scrim"
    box: Box
    ink: str
    opacity: tuple[float, float]
    solid: float = 0.0


class Transition(Cue, frozen=True, kw_only=True):
    """From one picture cue to the next, painted in their place while both last.

    of: their indexes in Timeline.cues. inks: colours of the way that shows them.
    """

    kind: ClassVar[str] = "transition"
    name: TransitionName
    of: tuple[int, int]
    inks: tuple[str, ...] = ()


class Text(Cue, frozen=True, kw_only=True):
    """Set text: broken and sized. style: a key of Timeline.styles. size: px.

    box: holds all its ink; the text stands in it as its style aligns it, centred vertically.
    """

    text: str
    lines: Lines
    size: float
    style: str
    box: Box


class TitleCue(Text, frozen=True, kw_only=True):
    """A scene's title. bar: a rule beside it, `#rrggbbaa`, or empty."""

    kind: ClassVar[str] = "title"
    bar: Box | None = None
    bar_ink: str = ""


class Source(Text, frozen=True, kw_only=True):
    """A source or a credit."""

    kind: ClassVar[str] = "source"


class Label(Text, frozen=True, kw_only=True):
    """A template's own text, with a shape behind it.

    plate: the shape's box; ink: its colour; edge: a darker one under a button, or empty.
    strike: a line runs through the text (an old price).
    """

    kind: ClassVar[str] = "label"
    name: str
    shape: Shape = "none"
    plate: Box | None = None
    ink: str = ""
    edge: str = ""
    strike: bool = False


class Quotation(Text, frozen=True, kw_only=True):
    """A quotation, its mark and its by-line. rule: before `by`. ink: of mark and rule."""

    kind: ClassVar[str] = "quotation"
    mark: Text | None = None
    by: Text | None = None
    rule: Box | None = None
    ink: str = ""


class Caption(Text, frozen=True, kw_only=True):
    """A card. words: [i, j) of Timeline.words; Piece.word counts from i.

    spans: (on, off) of each of its words, frames relative to `first`; the gap to the next word is
    0, or a pause of 0.25 s and more. emphasis: indexes of its emphasised words, from 0.
    """

    kind: ClassVar[str] = "caption"
    words: tuple[int, int]
    spans: tuple[tuple[int, int], ...]
    emphasis: tuple[int, ...] = ()


class Item(Text, frozen=True, kw_only=True):
    """A list's line, on its plate: first is the frame it appears; number: on its badge."""

    kind: ClassVar[str] = "item"
    number: Text | None = None
    plate: Box
    badge: Box | None = None


class List(Cue, frozen=True, kw_only=True):
    """A page of items. ink: of the plates; badge_ink: behind the numbers."""

    kind: ClassVar[str] = "list"
    items: tuple[Item, ...]
    box: Box
    ink: str
    badge_ink: str


class LowerThird(Cue, frozen=True, kw_only=True):
    """A name and a role on a plate. box: the plate; ink: its colour; bar: at its left, bar_ink."""

    kind: ClassVar[str] = "lower-third"
    name: Text
    role: Text | None
    box: Box
    ink: str
    bar: Box
    bar_ink: str


class Bug(Cue, frozen=True, kw_only=True):
    """The logo in a corner, and a name beside it. opacity: 0.0 to 1.0.

    source: the logo's key, or empty: a name alone.
    """

    kind: ClassVar[str] = "bug"
    source: str
    box: Box
    opacity: float = 1.0
    name: Text | None = None


class Bumper(Cue, frozen=True, kw_only=True):
    """An intro or outro card's ground and logo; its texts are labels after it.

    ink: of the ground, from top to bottom. source: the logo's key, or empty; box: the logo's.
    """

    kind: ClassVar[str] = "bumper"
    source: str
    box: Box
    ink: tuple[str, str]


class Progress(Cue, frozen=True, kw_only=True):
    """The story bar: one cell a scene, those before `segment` full, this one filling."""

    kind: ClassVar[str] = "progress"
    segment: int
    segments: int
    box: Box
    ink: str
    rest: str


class Plugin(Cue, frozen=True, kw_only=True):
    """A layer from an entry point of `clipkit.layers`. settings: its own, JSON, as one text."""

    kind: ClassVar[str] = "plugin"
    name: str
    box: Box
    settings: str = "{}"
