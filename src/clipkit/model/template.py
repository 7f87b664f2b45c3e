"""How a clip looks: zones, labels, text styles and colours by role, as template.yaml has them.

Lengths are px at 1080; gaps are in units of 8 such px. A colour is a role (`primary`, `accent`,
`ink`, `paper`), which may end in two hex digits of opacity: never hex, so that any brand fits.
"""

from typing import Literal

from msgspec import Struct

from clipkit.model.cues import Shape
from clipkit.model.profile import AreaName
from clipkit.model.style import TextStyle

UNIT = 8  # px at 1080
Anchor = Literal["top", "middle", "bottom"]
When = Literal["first", "each", "last", "outro"]


class Zone(Struct, frozen=True, kw_only=True):
    """A place for one thing, in an area of the profile.

    x, width: fractions of the area's width; centred: of the widest column that has the frame's
    middle in its middle instead; bleed: the frame's whole width.
    anchor: which edge of the thing is held; y: where, a fraction of the area's height.
    below, above: zones that it keeps clear of, by `gap` units; an absent one takes no room.
    beside: a zone whose row it shares, at the row's end; where it is too wide for that, it goes
    below. height: the most it may take, a fraction of the area's height.
    """

    name: str
    area: AreaName = "main"
    x: float = 0.0
    width: float = 1.0
    centred: bool = False
    bleed: bool = False
    anchor: Anchor = "top"
    y: float = 0.0
    below: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    gap: float = 0.0
    beside: str = ""
    height: float = 1.0


class LabelLook(Struct, frozen=True, kw_only=True):
    """A text of the template's own. An empty `{{var}}` in it leaves the whole label out.

    zone: where; style: of Template.styles. shape: what it stands on; a `rule` is a line below it.
    ink, edge: roles of its shape and of what lies under a button. strike: a line runs through it
    (an old price), of the edge's role if it has one.
    when: the scenes it is seen in.
    needs: a label without which it says nothing (a unit without its price), or empty.
    """

    name: str
    text: str
    zone: str
    style: str
    shape: Shape = "none"
    when: When = "each"
    ink: str = "primary"
    edge: str = ""
    strike: bool = False
    needs: str = ""


class Wording(Struct, frozen=True, kw_only=True):
    """A template's words to its user, in both languages that we answer in."""

    id: str = ""
    en: str = ""

    def of(self, lang: str) -> str:
        """Return them in a language: `id` or `en`."""
        return self.id if lang == "id" else self.en


class Var(Struct, frozen=True, kw_only=True):
    """What a template asks its user for. label: the question; most: characters that fit."""

    name: str
    label: Wording = Wording()
    example: Wording = Wording()
    most: int = 60


class Inks(Struct, frozen=True, kw_only=True):
    """Roles of all that isn't text. An empty title_bar or panel_rule leaves it out."""

    title_bar: str = "accent"
    third_plate: str = "paper"
    third_bar: str = "primary"
    item_plate: str = "paper"
    item_badge: str = "primary"
    progress: str = "accent"
    progress_rest: str = "paper60"
    quotation: str = "accent"
    scrim: str = "ink"
    ground: tuple[str, str] = ("primary", "ink")
    card: tuple[str, str] = ("primary", "ink")


class Template(Struct, frozen=True, kw_only=True):
    """A template. caption: a caption style's name.

    keep: the share of a picture that must stay in view where it fills the frame, 0.0 to 1.0; one
    that would lose more goes into the panel. stays: a title is seen all through its scene.
    badge: px at 1080 of the disc behind a list's number; third_rule: of a lower third's bar.
    dim: darkness over the picture under a list and under a quotation, 0.0 to 1.0.
    music: LUFS before ducking; duck: dB under speech. numbers: list items are numbered.
    headline: above a panel, the clip's title stands where a scene has no title of its own.
    intro, outro: what stands there unless the brand has its own.
    """

    name: str
    about: Wording = Wording()
    caption: str = "box_word"
    styles: tuple[TextStyle, ...] = ()
    zones: tuple[Zone, ...] = ()
    labels: tuple[LabelLook, ...] = ()
    vars: tuple[Var, ...] = ()
    inks: Inks = Inks()
    transition: str = "crossfade"
    motion: str = "auto"
    progress: Literal["story", "none"] = "story"
    numbers: bool = True
    headline: bool = False
    stays: bool = False
    keep: float = 0.6
    badge: int = 72
    third_rule: int = 14
    intro: Literal["card", "none"] = "none"
    outro: Literal["card", "none"] = "card"
    dim: tuple[float, float] = (0.45, 0.62)
    music: float = -22.0
    duck: float = -12.0
    file: str = ""

    def zone(self, name: str) -> Zone:
        """Return a zone by name.

        Raises: KeyError: there is none.
        """
        return {zone.name: zone for zone in self.zones}[name]

    def style(self, name: str) -> TextStyle:
        """Return a text style by name.

        Raises: KeyError: there is none.
        """
        return {style.name: style for style in self.styles}[name]


# What planning asks of every template: a place and a style for each of these.
ZONES = (
    "bug",
    "title",
    "panel",
    "captions",
    "list",
    "quotation",
    "lower-third",
    "source",
    "progress",
    "logo",
)
STYLES = ("bug", "title", "item", "number", "quotation", "by", "name", "role", "source")
