"""brand.yaml to a Brand."""

from pathlib import PurePosixPath
from typing import Any

from clipkit.model.brand import Brand, BugLook, Colours
from clipkit.reading import Read
from clipkit.reading import settings as s
from clipkit.reading.voices import voice

_COLOURS = s.record({"primary": s.colour, "accent": s.colour, "ink": s.colour, "paper": s.colour})
_FONTS = s.record({"heading": s.text, "body": s.text})
_BUG = s.record(
    {
        "corner": s.choice("top-left", "top-right"),
        "size": s.number(24, 200),
        "opacity": s.number(0, 1),
    }
)
# Names as a brand's owner may write them, and what they stand for.
ALIASES = {
    "nama": "name",
    "akun": "handle",
    "semboyan": "tagline",
    "kontak": "contact",
    "warna": "colours",
    "colors": "colours",
    "huruf": "fonts",
    "pembuka": "intro",
    "penutup": "outro",
    "suara": "voice",
    "musik": "music",
    "bunyi": "sound",
    "ucapan": "say",
}
_TABLE: dict[str, s.Reader] = {
    "name": s.text,
    "handle": s.text,
    "tagline": s.text,
    "contact": s.several(s.text),
    "logo": s.text,
    "colours": _COLOURS,
    "fonts": _FONTS,
    "bug": _BUG,
    "intro": s.text,
    "outro": s.text,
    "voice": voice,
    "music": s.text,
    "sound": s.text,
    "say": s.pairs,
}
_BRAND = s.record(_TABLE | {alias: _TABLE[name] for alias, name in ALIASES.items()})


def read(text: str, file: str) -> Read[Brand]:
    """Read a brand. file: its path; the files it names lie beside it."""
    folder = str(PurePosixPath(file.replace("\\", "/")).parent)
    node, problems = s.tree(text, file)
    if node is None:
        return Brand(file=file, folder=folder), problems
    read_parts, wrong = _BRAND(node)
    given: dict[str, Any] = {}
    for key, value in read_parts.items():
        name = ALIASES.get(key, key)
        if name in given:
            wrong.append(node.keys[key].problem("key-repeated", key=key))
        given[name] = value
    fonts = given.pop("fonts", {})
    bug = given.pop("bug", {})
    if "size" in bug:
        bug["size"] = round(bug["size"])
    return (
        Brand(
            colours=Colours(**given.pop("colours", {})),
            bug=BugLook(**bug),
            file=file,
            folder=folder,
            **fonts,
            **given,
        ),
        problems + wrong,
    )
