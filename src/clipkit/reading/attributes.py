"""`{key=value …}`: after a picture, at a heading's end, alone on a scene's first line."""

import re
from typing import Any

from clipkit.errors import Place
from clipkit.reading import filling
from clipkit.reading.context import Context
from clipkit.reading.keys import FRONT, PICTURE, SCENE, Table, typed
from clipkit.reading.settings import Node

_BRACES = re.compile(r"\{(?!\{)((?:\{\{[^{}\n]*\}\}|\"[^\"\n]*\"|[^{}\"\n])*)\}")
_PAIR = re.compile(
    r"(?P<key>[^\s={},]+)(?P<is>\s*=\s*)?"
    r"(?(is)(?P<value>\"[^\"]*\"|'[^']*'|(?:\{\{[^{}]*\}\}|[^\s{}])*))|[^\s,]"
)
_NAMES = FRONT.known.keys() | PICTURE.known.keys() | SCENE.known.keys()
_FLAGS = frozenset({"loop", "ulang", "spoken", "diucapkan"})
_START = re.compile(r"\{(?!\{)\s*([A-Za-z-]{1,20})\s*(=|[\s}])")


def braces(text: str, start: int = 0) -> re.Match[str] | None:
    """Match `{…}` at an offset of a text; its first group is what stands in it."""
    return _BRACES.match(text, start)


def meant(text: str, start: int) -> bool:
    """Whether what begins with `{` there looks like attributes rather than words."""
    match = _START.match(text, start)
    if match is None:
        return False
    name = match[1].lower()
    return match[2] == "=" or name in _FLAGS


def known_there(text: str, start: int) -> bool:
    """Whether it does, and begins with a key of ours."""
    match = _START.match(text, start)
    return match is not None and match[1].lower() in _NAMES and meant(text, start)


def read(inner: str, place: Place, table: Table, context: Context) -> dict[str, Any]:
    """Return the typed values of the pairs in `inner`, which begins at `place`.

    A key alone is a yes. Pairs may have commas between them.
    """
    nodes: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for pair in _PAIR.finditer(inner):
        here = place.along(pair.start())
        key = pair["key"]
        if key is None:
            context.problem(here, "key-unknown", key=pair[0], near="")
        elif key in keys:
            context.problem(here, "key-repeated", key=key)
        elif pair["is"] is None:
            keys[key], nodes[key] = here, Node(value="yes", place=here, keys={})
        else:
            value = pair["value"].rstrip(",") if pair["value"][:1] not in "\"'" else pair["value"]
            at = place.along(pair.start("value"))
            keys[key] = here
            if not value:
                context.problem(here, "value-empty", key=key)
                continue
            if value[0] in "\"'" and len(value) > 1:
                value, at = value[1:-1], at.along(1)
            nodes[key] = Node(value=filling.text(value, at, context), place=at, keys={})
    return typed(nodes, keys, table, context)
