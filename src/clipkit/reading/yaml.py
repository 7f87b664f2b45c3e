"""YAML to Nodes: raw texts with their places, and its traps told by what was typed.

YAML's own types are not used, so that `08.30` stays a time and `no` a word.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct

from clipkit.errors import Place, Problem
from clipkit.reading import Read

MAX_DEPTH = 8
# One wrong line is put aside so that the others are read too; so many, and they are no lines.
_MAX_TRIES = 8
_MAX_BRACKETS = 50
_AROUND = ("StreamStart", "DocumentStart", "DocumentEnd", "StreamEnd")
# `{{x}}` would be a mapping in a mapping. While it is read, its braces are other signs.
_FILL = re.compile(r"\{\{([^{}\n:,\"']*)\}\}")
_HIDDEN = re.compile("\ue000\ue000([^\ue000\ue001]*)\ue001\ue001")
_SETTING = re.compile(r"(\s*(?:- )?)([^\s:#][^:#]*?):\s+(\S.*)")


class Node(Struct, frozen=True, kw_only=True):
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
        events, broken = _parsed("\n".join(lines))
        if broken is None:
            builder = _Builder(file, first_line, lines, problems, events)
            return (builder.node() if events else _empty(file, first_line)), problems
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


def _parsed(text: str) -> tuple[list[Any], tuple[int, int] | None]:
    """Return YAML's events, or the row and column (from 0) where it gave up."""
    if _brackets(text) > _MAX_BRACKETS:
        return [], (0, 0)
    import yaml  # type: ignore[import-untyped]  # late: a script needs none

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml's, thirty times as fast
    try:
        events = list(yaml.parse(text, loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return [], (mark.line, mark.column) if mark else (0, 0)
    except (yaml.YAMLError, ValueError, RecursionError):  # signs that it can't read
        return [], (0, 0)
    starts = [event.start_mark for event in events if _is(event, "DocumentStart")]
    if len(starts) > 1:
        return [], (starts[1].line, starts[1].column)
    return [event for event in events if not _is(event, *_AROUND)], None


def _end(events: Sequence[Any], first: int = 0) -> int:
    """Return where the part that begins with an event ends."""
    depth = 0
    for k in range(first, len(events)):
        kind = type(events[k]).__name__
        depth += kind.endswith("StartEvent") - kind.endswith("EndEvent")
        if depth == 0:
            return k + 1
    return len(events)


def _trap(lines: list[str], row: int, column: int, start: Place) -> Problem:
    """Say what was probably meant where YAML gave up."""
    row = min(row, len(lines) - 1)
    for near in (row, max(row - 1, 0)):
        line = lines[near]
        here = start._replace(line=start.line + near, column=1)
        indent = line[: len(line) - len(line.lstrip())]
        if "\t" in indent:
            return here.along(indent.index("\t")).problem("settings-tab")
        setting = _SETTING.fullmatch(line.rstrip())
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
    """Makes Nodes of YAML's events, noting what may not be."""

    def __init__(
        self,
        file: str,
        first_line: int,
        lines: list[str],
        problems: list[Problem],
        events: Sequence[Any],
    ) -> None:
        self._file = file
        self._first = first_line
        self._lines = lines
        self._problems = problems
        self._events = events
        self._at = 0

    def node(self, depth: int = 0) -> Node:
        """Make a node of the events that come."""
        event = self._events[self._at]
        place = self._place(event.start_mark)
        if _forbidden(event) or depth > MAX_DEPTH:
            self._problems.append(place.problem("settings-forbidden"))
            self._at = _end(self._events, self._at)
            return Node(value="", place=place, keys={})
        self._at += 1
        if _is(event, "Scalar"):
            if event.value:
                self._note(event)
            return Node(value=_shown(event.value), place=place, keys={})
        if _is(event, "MappingStart"):
            return self._mapping(place, depth)
        nodes = []
        while not _is(self._events[self._at], "SequenceEnd"):
            nodes.append(self.node(depth + 1))
        self._at += 1
        return Node(value=nodes, place=place, keys={})

    def _mapping(self, place: Place, depth: int) -> Node:
        found: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        while not _is(self._events[self._at], "MappingEnd"):
            key = self._events[self._at]
            at = self._place(key.start_mark)
            self._at = _end(self._events, self._at)
            name = _shown(key.value) if _is(key, "Scalar") and not _forbidden(key) else None
            if name is None or name in found:
                self._problems.append(
                    at.problem("settings-forbidden")
                    if name is None
                    else at.problem("key-repeated", key=name)
                )
                self._at = _end(self._events, self._at)
                continue
            keys[name] = at
            found[name] = self.node(depth + 1)
            if found[name].value == "":
                self._note(key, r"\s*:\s+(#[^\s#])")
        self._at += 1
        return Node(value=found, place=place, keys=keys)

    def _note(self, event: Any, pattern: str = r"\s*(#[^\s#])") -> None:  # noqa: ANN401
        """Warn of `#1` behind a value: a note has a blank after its sign."""
        mark = event.end_mark
        if event.style or mark.line >= len(self._lines):
            return
        if note := re.match(pattern, self._lines[mark.line][mark.column :]):
            place = self._place(mark).along(note.start(1))
            self._problems.append(place.problem("settings-hash", "warning"))

    def _place(self, mark: Any) -> Place:  # noqa: ANN401
        return Place(self._file, mark.line + self._first, mark.column + 1)


def _is(event: Any, *kinds: str) -> bool:  # noqa: ANN401 - YAML's events have no types
    return type(event).__name__.removesuffix("Event") in kinds


def _forbidden(event: Any) -> bool:  # noqa: ANN401
    """Whether it is an alias, has an anchor, or a tag that is not YAML's own."""
    tag = getattr(event, "tag", None) or "tag:yaml.org,2002:"
    return bool(event.anchor) or not str(tag).startswith("tag:yaml.org,2002:")


def _shown(text: object) -> str:
    return _HIDDEN.sub(r"{{\1}}", str(text))
