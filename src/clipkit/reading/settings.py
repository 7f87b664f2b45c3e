"""Settings to typed values: raw texts with their places, read by one table of readers.

A reader takes a Node and returns its value, or the problem with it; `record` reads a mapping by
a table of them.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from clipkit.errors import Problem, nearest
from clipkit.reading import Read
from clipkit.reading.yaml import Node, tree

__all__ = [
    "Node",
    "Reader",
    "choice",
    "colour",
    "flag",
    "number",
    "pairs",
    "record",
    "several",
    "text",
    "tree",
]

_COLOUR = re.compile(r"#([0-9a-fA-F]{3}|[0-9a-fA-F]{6})")

Reader = Callable[[Node], Read[Any]]


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
    """Read one line of text; the lines of a longer one are joined."""
    if isinstance(node.value, str):
        return " ".join(node.value.split("\n")).strip(), []
    return "", [node.place.problem("value-not-text")]


def choice(*allowed: str) -> Callable[[Node], Read[str]]:
    """Return a reader of one of the allowed words."""

    def read(node: Node) -> Read[str]:
        value, problems = text(node)
        if problems or value in allowed:
            return value, problems
        if value.lower() in allowed:
            return value.lower(), []
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
        bound = (f"{low:g}", f"{high:g}")
        problem = node.place.problem("value-number", value=value, low=bound[0], high=bound[1])
        return 0.0, [problem]

    return read


def flag(node: Node) -> Read[bool]:
    """Read yes or no, in English or Indonesian."""
    value, problems = _flag(node)
    return _FLAGS.get(value, False), problems


_FLAGS = {"yes": True, "true": True, "ya": True, "no": False, "false": False, "tidak": False}
_flag = choice(*_FLAGS)


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
