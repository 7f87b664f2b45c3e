"""YAML to typed values: raw texts with their places, read by one table of readers.

YAML's own types are not used, so that `08.30` stays a time and `no` a word. A reader takes a
Node and returns its value, or the problem with it; `record` reads a mapping by a table of them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from clipkit.errors import Place, Problem
from clipkit.reading import Read

MAX_DEPTH = 8
_COLOUR = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A part of a YAML document.

    value: a text, a list of nodes, or a mapping of names to nodes. keys: where each name stands.
    """

    value: "str | list[Node] | dict[str, Node]"
    place: Place
    keys: Mapping[str, Place]


Reader = Callable[[Node], Read[Any]]


def tree(text: str, file: str, *, first_line: int = 1) -> Read[Node | None]:
    """Read a YAML document. first_line: the number of its first line in `file`.

    Returns: its root, or None where nothing could be read. Anchors, aliases, tags and repeated
    names are problems.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError

    try:
        root = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, column = (mark.line, mark.column) if mark else (0, 0)
        return None, [Place(file, line + first_line, column + 1).problem("settings-broken")]
    if root is None:
        return Node(value={}, place=Place(file, first_line, 1), keys={}), []
    problems: list[Problem] = []
    return _node(root, file, first_line, problems, 0), problems


def _node(raw: Any, file: str, first_line: int, problems: list[Problem], depth: int) -> Node:  # noqa: ANN401
    place = Place(file, raw.start_mark.line + first_line, raw.start_mark.column + 1)
    if raw.anchor or depth > MAX_DEPTH:
        problems.append(place.problem("settings-forbidden"))
        return Node(value="", place=place, keys={})
    if raw.id == "scalar":
        return Node(value=str(raw.value), place=place, keys={})
    if raw.id == "sequence":
        nodes = [_node(part, file, first_line, problems, depth + 1) for part in raw.value]
        return Node(value=nodes, place=place, keys={})
    found: dict[str, Node] = {}
    keys: dict[str, Place] = {}
    for key, value in raw.value:
        name = str(key.value)
        at = Place(file, key.start_mark.line + first_line, key.start_mark.column + 1)
        if name in found:
            problems.append(at.problem("key-repeated", key=name))
        else:
            keys[name] = at
            found[name] = _node(value, file, first_line, problems, depth + 1)
    return Node(value=found, place=place, keys=keys)


def nearest(word: str, known: "Mapping[str, Any] | tuple[str, ...] | list[str]") -> str:
    """Return the known word most like `word`, or nothing."""
    near = get_close_matches(word, list(known), n=1)
    return near[0] if near else ""


def record(table: Mapping[str, Reader]) -> Callable[[Node], Read[dict[str, Any]]]:
    """Return a reader of a mapping: each known name by its reader; unknown ones are problems."""

    def read(node: Node) -> Read[dict[str, Any]]:
        if not isinstance(node.value, dict):
            return {}, [node.place.problem("settings-not-a-map")]
        good: dict[str, Any] = {}
        problems: list[Problem] = []
        for name, part in node.value.items():
            reader = table.get(name)
            if reader is None:
                near = nearest(name, table)
                problems.append(node.keys[name].problem("key-unknown", key=name, near=near))
                continue
            value, wrong = reader(part)
            problems += wrong
            if not wrong:
                good[name] = value
        return good, problems

    return read


def text(node: Node) -> Read[str]:
    """Read one line of text."""
    if isinstance(node.value, str):
        return node.value.strip(), []
    return "", [node.place.problem("value-not-text")]


def choice(*allowed: str) -> Callable[[Node], Read[str]]:
    """Return a reader of one of the allowed words."""

    def read(node: Node) -> Read[str]:
        value, problems = text(node)
        if problems or value in allowed:
            return value, problems
        near, known = nearest(value, allowed), ", ".join(allowed)
        return "", [node.place.problem("value-choice", value=value, known=known, near=near)]

    return read


def number(low: float, high: float) -> Callable[[Node], Read[float]]:
    """Return a reader of a number, with a decimal point or comma, from low to high."""

    def read(node: Node) -> Read[float]:
        value, problems = text(node)
        if problems:
            return 0.0, problems
        try:
            found = float(value.replace(",", "."))
        except ValueError:
            found = float("nan")
        if low <= found <= high:
            return found, []
        return 0.0, [node.place.problem("value-number", value=value, low=low, high=high)]

    return read


def flag(node: Node) -> Read[bool]:
    """Read yes or no, in English or Indonesian."""
    words = {"yes": True, "true": True, "ya": True, "no": False, "false": False, "tidak": False}
    value, problems = choice(*words)(node)
    return words.get(value, False), problems


def colour(node: Node) -> Read[str]:
    """Read `#rgb` or `#rrggbb`; always returned as `#rrggbb`."""
    value, problems = text(node)
    if problems:
        return "", problems
    if not _COLOUR.fullmatch(value):
        return "", [node.place.problem("value-colour", value=value)]
    digits = value[1:] if len(value) == 7 else "".join(2 * digit for digit in value[1:])
    return f"#{digits.upper()}", []


def several(reader: Callable[[Node], Read[Any]]) -> Callable[[Node], Read[tuple[Any, ...]]]:
    """Return a reader of a list, or of one value that stands for a list of one."""

    def read(node: Node) -> Read[tuple[Any, ...]]:
        nodes = node.value if isinstance(node.value, list) else [node]
        read_all = [reader(part) for part in nodes]
        return tuple(value for value, _ in read_all), [p for _, wrong in read_all for p in wrong]

    return read


def pairs(node: Node) -> Read[tuple[tuple[str, str], ...]]:
    """Read a mapping of names to texts, in order."""
    if not isinstance(node.value, dict):
        return (), [node.place.problem("settings-not-a-map")]
    read_all = [(name, text(part)) for name, part in node.value.items()]
    problems = [problem for _, (_, wrong) in read_all for problem in wrong]
    return tuple((name, value) for name, (value, _) in read_all), problems
