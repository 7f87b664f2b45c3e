"""Text styles from YAML: a caption style's own file, or a part of a template.

A state (plain, active, past, future, emphasis) that leaves out its fill, stroke or glow has the
plain one's; `fill` beside them is short for the plain one's. Colours are roles of a brand, which
may end in two hex digits of opacity.
"""

import re
from collections.abc import Callable
from pathlib import PurePath
from typing import Any

from msgspec.structs import replace

from clipkit.errors import Problem
from clipkit.model.style import (
    Entrance,
    Extrude,
    Glow,
    Paint,
    Plate,
    Shadow,
    Stroke,
    TextStyle,
)
from clipkit.reading import Read
from clipkit.reading import settings as s

ROLES = ("primary", "accent", "ink", "paper")
STATES = ("plain", "active", "past", "future", "emphasis")
_ROLE = re.compile(rf"({'|'.join(ROLES)})([0-9A-Fa-f]{{2}})?")
_EASES = ("linear", "out_cubic", "out_quint", "out_back", "in_out")


def read(text: str, file: str) -> Read[TextStyle]:
    """Read a style's own file; it is called as its file is, without the suffix."""
    name = PurePath(file).stem
    node, problems = s.tree(text, file)
    if node is None:
        return TextStyle(name=name), problems
    found, wrong = style(node, name)
    return found, problems + wrong


def style(node: s.Node, name: str) -> Read[TextStyle]:
    """Read a style's mapping. name: what it is called."""
    given, problems = _given(node)
    short = {"fill": given.pop("fill")} if "fill" in given else {}
    plain: dict[str, Any] = short | given.pop("plain", {})
    handed_on = {key: plain[key] for key in ("fill", "stroke", "glow") if key in plain}
    for state in STATES[1:]:
        # An emphasised word is told by its colour: it has the plain one's only if it says so.
        kept = {k: v for k, v in handed_on.items() if state != "emphasis" or k != "fill"}
        usual = Paint(fill=("accent",)) if state == "emphasis" else Paint()
        given[state] = replace(usual, **(kept | given.get(state, {})))
    return TextStyle(name=name, plain=Paint(**plain), **given), problems


def role(node: s.Node) -> Read[str]:
    """Read a role's name, with or without its opacity: `ink`, `ink80`."""
    value, problems = s.text(node)
    if problems or _ROLE.fullmatch(value):
        return value, problems
    return "", [node.place.problem("value-role", value=value, known=", ".join(ROLES))]


def _made(
    kind: Callable[..., Any], table: dict[str, s.Reader], *needed: str
) -> Callable[[s.Node], Read[Any]]:
    """Return a reader of a mapping to `kind`; what is needed and not there is a problem."""

    def read(node: s.Node) -> Read[Any]:
        given, problems = s.record(table)(node)
        if not problems:
            problems = _absent(node, given, needed)
        return (None, problems) if problems else (kind(**given), [])

    return read


def _absent(node: s.Node, given: dict[str, Any], needed: tuple[str, ...]) -> list[Problem]:
    absent = [name for name in needed if name not in given]
    return [node.place.problem("key-absent", key=name) for name in absent]


def _whole(low: int, high: int) -> s.Reader:
    def read(node: s.Node) -> Read[int]:
        value, problems = s.number(low, high)(node)
        return round(value), problems

    return read


_EM = s.number(-2, 2)
_WIDTH = s.number(0, 1)
_SHARE = s.number(0, 1)
_SCALE = s.number(0.2, 2)
_PAINT = s.record(
    {
        "fill": s.several(role),
        "alpha": _SHARE,
        "scale": _SCALE,
        "pop": _SCALE,
        "stroke": role,
        "glow": role,
        "box": role,
        "sweep": s.flag,
        "reveal": s.flag,
    }
)
_STROKE = _made(Stroke, {"width": _WIDTH, "colour": role}, "width", "colour")
_SHADOW = _made(
    Shadow,
    {"dx": _EM, "dy": _EM, "blur": _WIDTH, "colour": role},
    *("dx", "dy", "blur", "colour"),
)
_ENTRANCE = _made(
    Entrance,
    {
        "seconds": s.number(0, 0.2),
        "ease": s.choice(*_EASES),
        "scale": _SCALE,
        "fade": _SHARE,
        "slide": _EM,
    },
    "seconds",
)
_PLATE = _made(
    Plate,
    {
        "scope": s.choice("line", "block", "word"),
        "colour": role,
        "pad_x": _WIDTH,
        "pad_y": _WIDTH,
        "radius": _WIDTH,
        "slide": s.number(0, 0.2),
    },
    *("scope", "colour"),
)
_PARTS: dict[str, s.Reader] = {
    "family": s.text,
    "weight": _whole(100, 900),
    "size": s.number(12, 400),
    "case": s.choice("none", "upper"),
    "tracking": s.number(-0.2, 0.5),
    "features": s.several(s.text),
    "line_height": s.number(0.8, 2.5),
    "word_space": s.number(-0.2, 1),
    "max_lines": _whole(1, 12),
    "floor": s.number(0.2, 1),
    "align": s.choice("start", "center", "end"),
    "fill": s.several(role),
    "stroke": s.several(_STROKE),  # innermost first
    "shadow": s.several(_SHADOW),
    "glow": _made(Glow, {"sigma": _WIDTH, "strength": _SHARE}, "sigma", "strength"),
    "extrude": _made(Extrude, {"dx": _EM, "dy": _EM, "colour": role}, "dx", "dy", "colour"),
    "plate": _PLATE,
    "enter": _ENTRANCE,
    "leave": _ENTRANCE,
} | dict.fromkeys(STATES, _PAINT)


def _given(node: s.Node) -> Read[dict[str, Any]]:
    given, problems = s.record(_PARTS)(node)
    names = {"stroke": "strokes", "shadow": "shadows"}
    return {names.get(key, key): value for key, value in given.items()}, problems
