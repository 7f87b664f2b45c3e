"""A brand.yaml to begin with, and the logo beside it."""

from pathlib import Path

from msgspec import Struct, field

from clipkit.errors import ClipkitError, Place
from clipkit.messages import say
from clipkit.model.brand import Colours
from clipkit.reading.writing import quoted

_SUFFIXES = {"JPEG": "jpg"}
_LOOKED_AT = 256  # px


class Logo(Struct, frozen=True, kw_only=True):
    """A logo that can be shown. name: what it is called beside brand.yaml."""

    name: str
    content: bytes
    colours: Colours


class Speaker(Struct, frozen=True, kw_only=True):
    """Who speaks, as answered. An empty name or handle is left out."""

    name: str = ""
    handle: str = ""
    logo: Logo | None = None
    colours: Colours = field(default_factory=Colours)


def logo(path: Path) -> Logo:
    """Read a logo, and pick colours from it.

    Raises: ClipkitError: media-*: it can't be shown.
    """
    from clipkit.media import photo  # late: it loads decoders
    from clipkit.planning import palette

    key = path.name
    if not path.is_file():
        code = "media-folder" if path.is_dir() else "media-missing"
        raise ClipkitError(Place(key).problem(code, path=key, near=""))
    with photo.opened(path, key) as image:
        form = str(image.format)
    pixels = photo.logo(path, width=_LOOKED_AT, height=_LOOKED_AT, key=key)
    return Logo(
        name=f"logo.{_SUFFIXES.get(form, form.lower())}",
        content=path.read_bytes(),
        colours=palette.picked(pixels),
    )


def files(speaker: Speaker | None, lang: str) -> dict[str, bytes]:
    """Return brand.yaml and what lies beside it, by name. None: a sample."""
    told = speaker or Speaker(name=say("starter-name", lang), handle=say("starter-handle", lang))
    mark = told.logo
    colours = told.colours
    text = say(
        "starter-brand",
        lang,
        name=_line("name", told.name, say("starter-name", lang)),
        handle=_line("handle", told.handle, say("starter-handle", lang)),
        logo=_line("logo", mark.name if mark else "", "logo.png"),
        primary=colours.primary,
        accent=colours.accent,
        ink=colours.ink,
        paper=colours.paper,
    )
    return {"brand.yaml": text.encode()} | ({mark.name: mark.content} if mark else {})


def _line(key: str, value: str, example: str) -> str:
    """A setting; where it is left out, a note that shows how it is written."""
    return f"{key}: {quoted(value)}" if value else f"# {key}: {quoted(example)}"
