"""Who speaks: name, colours, logo, and what comes with them."""

from dataclasses import dataclass, field
from typing import Literal

Corner = Literal["top-left", "top-right"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Colours:
    """The four roles, `#rrggbb`. ink: dark text and shade; paper: light text and plates."""

    primary: str = "#0B6E78"
    accent: str = "#FFC93C"
    ink: str = "#0B1B2B"
    paper: str = "#FFFDF7"


@dataclass(frozen=True, slots=True, kw_only=True)
class BugLook:
    """How the logo stands in its corner. opacity: 0.0 to 1.0.

    size: px at 1080: the side of a square logo; a wide one is lower, a tall one higher.
    """

    corner: Corner = "top-left"
    size: int = 72
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Brand:
    """A brand. Texts that weren't given are empty.

    logo, music, sound, intro, outro: paths relative to `folder`, where brand.yaml lies;
    intro and outro may be `card` (made from the brand alone) or `none`.
    heading, body: a bundled family's name, or a font file. say: words and how to say them.
    """

    name: str = ""
    handle: str = ""
    tagline: str = ""
    contact: tuple[str, ...] = ()
    logo: str = ""
    colours: Colours = Colours()
    heading: str = ""
    body: str = ""
    bug: BugLook = BugLook()
    intro: str = ""
    outro: str = ""
    voice: str = ""
    music: str = ""
    sound: str = ""
    say: tuple[tuple[str, str], ...] = ()
    file: str = ""
    folder: str = field(default="", compare=False)
