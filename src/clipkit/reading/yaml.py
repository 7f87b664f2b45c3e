"""YAML to Nodes: raw texts with their places, and its traps told by what was typed.

YAML's own types are not used, so that `08.30` stays a time and `no` a word.
"""

import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clipkit.errors import Place, Problem
from clipkit.reading import Read

MAX_DEPTH = 8
# One wrong line is put aside so that the others are read too; so many, and they are no lines.
_MAX_TRIES = 8
_MAX_BRACKETS = 50
# `{{x}}` would be a mapping in a mapping. While it is read, its braces are other signs.
_FILL = re.compile(r"\{\{([^{}\n:,\"']*)\}\}")
_HIDDEN = re.compile("\ue000\ue000([^\ue000\ue001]*)\ue001\ue001")
_SETTING = re.compile(r"(\s*(?:- )?)([^\s:#][^:#]*?):\s+(\S.*?)\s*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A part of a YAML document.

    value: a text, a list of nodes, or a mapping of names to nodes. keys: where each name stands.
    """

    value: "str | list[Node] | dict[str, Node]"
    place: Place
    keys: Mapping[str, Place]


def tree(text: str, file: str, *, first_line: int = 1) -> Read[Node | None]:
    """Read a YAML document. first_line: the number of its first line in `file`.

    Returns: its root, or None where nothing could be read. Anchors, aliases, tags and repeated
    names are problems. A line with a trap of YAML's in it is a problem, and read as if absent.
    """
    lines = _FILL.sub("\ue000\ue000\\1\ue001\ue001", text).split("\n")
    problems: list[Problem] = []
    for _ in range(_MAX_TRIES):
        root, broken = _composed("\n".join(lines))
        if broken is None:
            builder = _Builder(file, first_line, lines, problems)
            return (builder.node(root, 0) if root else _empty(file, first_line)), problems
        row, column = broken
        found = _trap(lines, row, column, Place(file, first_line))
        problems.append(found)
        if found.code == "settings-broken" or not lines[found.place.line - first_line].strip():
            break
        lines[found.place.line - first_line] = ""
    return None, problems


def _empty(file: str, line: int) -> Node:
    return Node(value={}, place=Place(file, line, 1), keys={})


def _brackets(text: str) -> int:
    """How deep brackets lie in each other: YAML's own reader takes seconds over thousands."""
    depth = deepest = 0
    for sign in re.findall(r"[\[\]{}]", text):
        depth += 1 if sign in "[{" else -1
        deepest = max(deepest, depth)
    return deepest


def _composed(text: str) -> tuple[Any, tuple[int, int] | None]:
    """Return YAML's own node, or the row and column (from 0) where it gave up."""
    if _brackets(text) > _MAX_BRACKETS:
        return None, (0, 0)
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of anchors, which are refused anyway
            return YAML(typ="safe", pure=True).compose(text), None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return None, (mark.line, mark.column) if mark else (0, 0)
    except (YAMLError, ValueError, ArithmeticError, LookupError, AttributeError, TypeError):
        return None, (0, 0)  # signs that it can't read, escapes of no character
    except (AssertionError, NotImplementedError, RecursionError):
        return None, (0, 0)


def _trap(lines: list[str], row: int, column: int, start: Place) -> Problem:
    """Say what was probably meant where YAML gave up."""
    row = min(row, len(lines) - 1)
    for near in (row, max(row - 1, 0)):
        line = lines[near]
        here = start._replace(line=start.line + near, column=1)
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            return here.along(indent.index("\t")).problem("settings-tab")
        setting = _SETTING.fullmatch(line)
        if setting is None:
            continue
        value, at = setting[3], here.along(setting.start(3))
        better = _better(setting)
        if value[0] not in "\"'[{|>" and (colon := re.search(r":(?:\s|$)", value)):
            return at.along(colon.start()).problem("settings-colon", better=better)
        if value[0] in "@`%*" or (value[0] in "[{&!|>-?,]}" and near == row):
            return at.problem("settings-quote", sign=value[0], better=better)
    return start._replace(line=start.line + row, column=column + 1).problem("settings-broken")


def _better(setting: re.Match[str]) -> str:
    value = _HIDDEN.sub(r"{{\1}}", setting[3]).replace("\\", "\\\\").replace('"', '\\"')
    return f'{setting[2]}: "{value}"'


class _Builder:
    """Makes Nodes of YAML's own, noting what may not be."""

    def __init__(self, file: str, first_line: int, lines: list[str], problems: list[Problem]):
        self._file = file
        self._first = first_line
        self._lines = lines
        self._problems = problems

    def node(self, raw: Any, depth: int) -> Node:  # noqa: ANN401 - ruamel's nodes have no types
        place = self._place(raw.start_mark)
        if raw.anchor or depth > MAX_DEPTH or _tagged(raw):
            self._problems.append(place.problem("settings-forbidden"))
            return Node(value="", place=place, keys={})
        if raw.id == "scalar":
            if raw.value:
                self._note(raw)
            return Node(value=_shown(raw.value), place=place, keys={})
        if raw.id == "sequence":
            nodes = [self.node(part, depth + 1) for part in raw.value]
            return Node(value=nodes, place=place, keys={})
        return self._mapping(raw, place, depth)

    def _mapping(self, raw: Any, place: Place, depth: int) -> Node:  # noqa: ANN401
        found: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for key, value in raw.value:
            at = self._place(key.start_mark)
            if key.id != "scalar" or key.anchor or _tagged(key):
                self._problems.append(at.problem("settings-forbidden"))
                continue
            name = _shown(key.value)
            if name in found:
                self._problems.append(at.problem("key-repeated", key=name))
                continue
            keys[name] = at
            found[name] = self.node(value, depth + 1)
            if found[name].value == "":
                self._note(key, r"\s*:\s+(#[^\s#])")
        return Node(value=found, place=place, keys=keys)

    def _note(self, raw: Any, pattern: str = r"\s*(#[^\s#])") -> None:  # noqa: ANN401
        """Warn of `#1` behind a value: a note has a blank after its sign."""
        if raw.style or raw.end_mark.line >= len(self._lines):
            return
        rest = self._lines[raw.end_mark.line][raw.end_mark.column :]
        if note := re.match(pattern, rest):
            place = self._place(raw.end_mark).along(note.start(1))
            self._problems.append(place.problem("settings-hash", "warning"))

    def _place(self, mark: Any) -> Place:  # noqa: ANN401
        return Place(self._file, mark.line + self._first, mark.column + 1)


def _tagged(raw: Any) -> bool:  # noqa: ANN401
    return not str(raw.tag).startswith("tag:yaml.org,2002:")


def _shown(text: object) -> str:
    return _HIDDEN.sub(r"{{\1}}", str(text).replace("\a", ""))  # its mark of a folded line
