"""Which drawings (SVG) may be drawn: a walk over all that one holds, before anything draws it.

What may be in it is listed, not what may not. Letters are refused, since each computer has other
fonts; so is all that is not in the file itself, and what copies itself into millions.
"""

import re
from collections.abc import Iterator
from xml.parsers import expat

from msgspec import Struct, field

from clipkit.errors import ClipkitError, Place, Problem

MAX_BYTES = 2_000_000
MAX_PARTS = 50_000  # with all copies by `use`, and patterns and masks where they are used
MAX_DEPTH = 32  # parts in parts, through copies too: each may need a picture of its own

_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_DRAWN = frozenset(
    {"svg", "g", "defs", "symbol", "use", "switch", "style", "title", "desc", "metadata"}
    | {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "clipPath", "mask"}
    | {"linearGradient", "radialGradient", "stop", "pattern", "filter"}
    | {"feBlend", "feColorMatrix", "feComponentTransfer", "feComposite", "feDropShadow"}
    | {"feFlood", "feFuncA", "feFuncB", "feFuncG", "feFuncR", "feGaussianBlur", "feMerge"}
    | {"feMergeNode", "feOffset"}
)
_LETTERS = frozenset({"text", "tspan", "textPath", "tref", "flowRoot"})
_SILENT = frozenset({"title", "desc", "metadata"})
_LINKS = frozenset({"href", f"{_XLINK} href"})
_URL = re.compile(r"url\(\s*[\"']?\s*([^\"')]*)", re.IGNORECASE)
_FETCHED = re.compile(r"@(?:import|font-face)\b", re.IGNORECASE)
_SHOWN = 60  # characters of what is told in a problem


class _Part(Struct):
    """An element. uses: ids of what is drawn where it stands."""

    uses: list[str]
    parts: list["_Part"] = field(default_factory=list)
    size: int = 0  # once counted: elements with all copies
    height: int = 0  # and levels of them; -1: while it is counted


def checked(content: bytes, key: str) -> str:
    """Return a drawing's text, once all that it holds may be drawn.

    key: how the user names it.
    Raises: ClipkitError: media-svg (what isn't drawn), media-svg-text, media-svg-outside,
    media-svg-large, media-broken.
    """
    at = Place(key)
    if len(content) > MAX_BYTES:
        raise ClipkitError(too_large(key))
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")  # letters are in notes only
    walk = _Walk(at)
    try:
        walk.over(text)
    except expat.ExpatError as error:
        raise ClipkitError(at.problem("media-broken", path=key)) from error
    walk.count()
    return text


def too_large(key: str) -> Problem:
    """Return the problem of a drawing beyond the bounds."""
    return Place(key).problem(
        "media-svg-large", path=key, size=MAX_BYTES // 1_000_000, parts=MAX_PARTS, depth=MAX_DEPTH
    )


class _Walk:
    """One walk over a drawing's text; no entity is replaced, no other file is opened."""

    def __init__(self, at: Place) -> None:
        self._at = at
        self._open: list[_Part] = []
        self._names: list[str] = []
        self._styles: list[str] = []
        self._by_id: dict[str, _Part] = {}
        self._root: _Part | None = None

    def over(self, text: str) -> None:
        """Walk. Raises: ClipkitError: media-svg…; ExpatError: it is no XML."""
        # What the text says about its own encoding is overruled: it is decoded already.
        parser = expat.ParserCreate("utf-8", " ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.EntityDeclHandler = self._entity
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.Parse(text.encode(), True)  # noqa: FBT003 - it takes no keyword

    def count(self) -> None:
        """Count it with all copies. Raises: ClipkitError: media-svg-large."""
        if self._root is not None:
            self._count(self._root, 1)

    def _count(self, part: _Part, level: int) -> None:
        if part.height < 0 or level + part.height > MAX_DEPTH:  # in itself, or too deep
            raise ClipkitError(too_large(self._at.file))
        if part.size:
            return
        part.height = -1
        inner = [*part.parts, *(self._by_id[name] for name in part.uses if name in self._by_id)]
        size, height = 1, 0
        for one in inner:
            self._count(one, level + 1)
            size, height = size + one.size, max(height, one.height + 1)
        if size > MAX_PARTS:
            raise ClipkitError(too_large(self._at.file))
        part.size, part.height = size, height

    def _doctype(self, _name: str, _system: object, _public: object, own: object) -> None:
        if own:  # declarations; a bare DOCTYPE, as drawing programs write it, says nothing
            self._refuse("media-svg", part="<!DOCTYPE [...]>")

    def _entity(self, *_: object) -> None:
        self._refuse("media-svg", part="<!ENTITY>")

    def _instruction(self, target: str, value: str) -> None:
        if target == "xml-stylesheet":
            self._refuse("media-svg-outside", target=value)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.rpartition(" ")
        if len(self._names) >= MAX_DEPTH:
            raise ClipkitError(too_large(self._at.file))
        drawn = space in {_SVG, ""} and not _SILENT.intersection(self._names)
        self._names.append(local if drawn else "")
        if drawn and local in _LETTERS:
            self._refuse("media-svg-text")
        if drawn and local not in _DRAWN:
            self._refuse("media-svg", part=f"<{local}>")
        part = _Part(list(self._used(attributes)) if drawn else [])
        if self._open:
            self._open[-1].parts.append(part)
        else:
            self._root = part
        if drawn and "id" in attributes:
            self._by_id.setdefault(attributes["id"], part)
        self._open.append(part)

    def _used(self, attributes: dict[str, str]) -> Iterator[str]:
        """Ids of what an element draws or is painted with."""
        for name, value in attributes.items():
            if name.lower().startswith("on"):
                self._refuse("media-svg", part=f"{name}=")
            if name in _LINKS:
                yield self._inside(value)
            for target in _URL.findall(value):
                yield self._inside(target)

    def _inside(self, target: str) -> str:
        """Return the id that is meant. Raises: ClipkitError: media-svg-outside."""
        told = target.strip()
        if not told.startswith("#"):
            self._refuse("media-svg-outside", target=told)
        return told[1:]

    def _text(self, text: str) -> None:
        if self._names and self._names[-1] == "style":
            self._styles.append(text)

    def _end(self, _name: str) -> None:
        if self._names.pop() == "style":
            style = "".join(self._styles)
            self._styles.clear()
            if found := _FETCHED.search(style):
                self._refuse("media-svg-outside", target=style[found.start() :])
            for target in _URL.findall(style):
                self._inside(target)
        self._open.pop()

    def _refuse(self, code: str, **values: str) -> None:
        short = {name: value.strip()[:_SHOWN] for name, value in values.items()}
        raise ClipkitError(self._at.problem(code, "error", path=self._at.file, **short))
