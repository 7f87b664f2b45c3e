"""A script in our small Markdown: front matter, then blocks, then scenes."""

import re
from collections.abc import Mapping
from typing import Any

from msgspec.structs import replace

from clipkit.errors import Place
from clipkit.model.script import Scene, Script, Title
from clipkit.reading import Read, filling, paths
from clipkit.reading.blocks import blocks
from clipkit.reading.context import Context, TooManyError
from clipkit.reading.keys import FRONT, typed
from clipkit.reading.scenes import Scenes
from clipkit.reading.settings import Node, pairs, tree

MAX_FRONT = 16  # kB
_SETTING = re.compile(r"\s*([\w-]+)\s*:(?:\s|$)")
_FENCE = re.compile(r"-{3,}\s*")
_END = re.compile(r"(?:-{3,}|\.{3})\s*")
_PATHS = ("recording", "music")
_NAMES = ("brand", "template", "style")  # a name, or a path


def read(
    text: str, file: str, values: Mapping[str, str] | None = None, *, allow_outside: bool = False
) -> Read[Script]:
    """Read a script. values: what fills `{{name}}`, stronger than its own `vars`.

    allow_outside: paths may lead out of the script's folder.
    """
    context = Context(file=file, values=filling.clean(values or {}), allow_outside=allow_outside)
    try:
        return _script(text, context), context.problems
    except TooManyError:
        return Script(scenes=(), file=file), context.problems


def _script(text: str, context: Context) -> Script:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    start, stop = _front(lines, context)
    context, settings, places = _settings(lines[start:stop], start + 1, context)
    scenes = Scenes(context)
    body = "\n".join(lines[stop + 1 if stop else 0 :])
    for block in blocks(body, stop + 2 if stop else 1, context):
        scenes.add(block)
    found = _titled(scenes.all(), settings.get("title", ""), places)
    told = bool(settings.get("lang"))
    return Script(scenes=tuple(found), file=context.file, lang_told=told, places=places, **settings)


def _front(lines: list[str], context: Context) -> tuple[int, int]:
    """Return the indexes of the front matter's first line and of the line that ends it."""
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if not _FENCE.fullmatch(lines[first]):
        _unopened(lines, first, context)
        return 0, 0
    end = next((i for i in range(first + 1, len(lines)) if _END.fullmatch(lines[i])), 0)
    inner = [line for line in lines[first + 1 : end or len(lines)] if line.strip()]
    if end and any(_SETTING.match(line) for line in inner):
        return first + 1, end
    if not end and inner and _is_setting(inner[0]):
        context.problem(Place(context.file, first + 1, 1), "front-open")
    empty = end and not inner
    return (first + 1, end) if empty else (0, 0)


def _unopened(lines: list[str], first: int, context: Context) -> None:
    """Notice settings with a `---` only below them."""
    for index in range(first, min(first + 40, len(lines))):
        line = lines[index]
        if _FENCE.fullmatch(line) and index > first:
            context.problem(Place(context.file, first + 1, 1), "front-open")
            return
        if not _is_setting(line):
            return


def _is_setting(line: str) -> bool:
    match = _SETTING.match(line)
    return match is not None and match[1].lower() in FRONT.known


def _settings(
    lines: list[str], first_line: int, context: Context
) -> tuple[Context, dict[str, Any], tuple[tuple[str, Place], ...]]:
    """Read the front matter.

    Returns: the context with its `vars` in the values, the typed settings, and their places.
    """
    text = "\n".join(lines)
    size = len(text.encode("utf-8", "replace"))
    if size > MAX_FRONT * 1024:
        place = Place(context.file, first_line, 1)
        context.problem(place, "front-large", size=str(-(-size // 1024)), limit=str(MAX_FRONT))
        return context, {}, ()
    root, problems = tree(text, context.file, first_line=first_line)
    context.note(problems)
    if root is None or not isinstance(root.value, dict):
        if root is not None:
            context.problem(root.place, "settings-not-a-map")
        return context, {}, ()
    asked, told = _vars(root), context.values
    context = replace(context, values=filling.clean(dict(pairs(asked)[0])) | dict(told))
    rows = FRONT.known
    nodes = {
        name: node
        if name.lower() in rows and rows[name.lower()].name == "vars"
        else filling.node(node, context)
        for name, node in root.value.items()
    }
    settings = typed(nodes, root.keys, FRONT, context)
    names = {name: row.name for name in nodes if (row := rows.get(name.lower()))}
    places = tuple((row, root.keys[name]) for name, row in names.items() if row in settings)
    places += tuple((f"vars.{k}", v.place) for k, v in _parts(asked).items() if k not in told)
    at = {row: nodes[name].place for name, row in names.items()}
    _check_paths(settings, at, context)
    if "vars" in settings or context.values:
        settings["vars"] = tuple(context.values.items())
    return context, settings, places


def _vars(root: Node) -> Node:
    """Return the front matter's own values; their problems are found when they are typed."""
    rows = FRONT.known
    for name, node in _parts(root).items():
        row = rows.get(name.lower())
        if row and row.name == "vars":
            return node
    return Node(value={}, place=root.place, keys={})


def _parts(node: Node) -> dict[str, Node]:
    return node.value if isinstance(node.value, dict) else {}


def _check_paths(settings: dict[str, Any], at: Mapping[str, Place], context: Context) -> None:
    for name in _PATHS + _NAMES:
        value = settings.get(name, "")
        is_path = name in _PATHS or any(sign in value for sign in "/\\") or value.endswith(".yaml")
        if value and is_path:
            settings[name] = paths.checked(value, at[name], context)


def _titled(scenes: list[Scene], title: str, places: tuple[tuple[str, Place], ...]) -> list[Scene]:
    """Show the script's title in its first scene where no scene has a heading."""
    if not scenes or not title or any(scene.title for scene in scenes):
        return scenes
    shown = Title(text=title, place=dict(places)["title"])
    return [replace(scenes[0], title=shown), *scenes[1:]]
