"""Who speaks: name, colours, logo, and what comes with them."""

from typing import Literal

from msgspec import Struct

Corner = Literal["top-left", "top-right"]


class Colours(Struct, frozen=True, kw_only=True):
    """The four roles, `#rrggbb`. ink: dark text and shade; paper: light text and plates."""

    primary: str = "#0B6E78"
    accent: str = "#FFC93C"
    ink: str = "#0B1B2B"
    paper: str = "#FFFDF7"


class BugLook(Struct, frozen=True, kw_only=True):
    """How the logo stands in its corner. opacity: 0.0 to 1.0.

    size: px at 1080: the side of a square logo; a wide one is lower, a tall one higher.
    """

    corner: Corner = "top-left"
    size: int = 72
    opacity: float = 1.0


class Brand(Struct, frozen=True, kw_only=True):
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
    folder: str = ""
