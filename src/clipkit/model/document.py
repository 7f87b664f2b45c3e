"""The timeline as a JSON document (`clipkit.timeline/1`), and back.

Tuples are lists, a cue or a sound has its `kind` first, sources and styles are objects by name,
and what holds its default is left out of styles.
"""

from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import asdict

from clipkit.model.cues import Cue
from clipkit.model.style import TextStyle
from clipkit.model.timeline import Sound, SourceFile, Timeline

SCHEMA = "clipkit.timeline/1"


def _kinds(root: type[Cue] | type[Sound]) -> dict[str, type]:
    found: dict[str, type] = {}
    for kind in root.__subclasses__():
        if "kind" in vars(kind):
            found[kind.kind] = kind
        found |= _kinds(kind)
    return found


CUES = _kinds(Cue)
SOUNDS = _kinds(Sound)


def as_document(clip: Timeline) -> dict[str, Any]:
    """Return a timeline as plain JSON data. `folder` is not part of it."""
    document: dict[str, Any] = {"schema": SCHEMA}
    for name, value in asdict(clip).items():
        if name == "folder":
            continue
        if name == "sources":
            document[name] = {key: plain(file) for key, file in value}
        elif name == "styles":
            document[name] = {style.name: _short(style) for style in value}
        elif name == "problems":
            document[name] = [problem.as_json(clip.lang) for problem in value]
        else:
            document[name] = plain(value)
    return document


def from_document(document: dict[str, Any], folder: str) -> Timeline:
    """Return the timeline that a document holds. folder: where its relative sources start.

    Problems are not read back: they were somebody else's to answer.

    Raises: ValueError: another schema; KeyError, TypeError: a field is missing or unknown.
    """
    if document.get("schema") != SCHEMA:
        raise ValueError(f"not a {SCHEMA} document: {document.get('schema')!r}")
    known = {name: value for name, value in document.items() if name not in ("schema", "problems")}
    known["sources"] = tuple((k, _built(SourceFile, v)) for k, v in document["sources"].items())
    known["styles"] = tuple(_built(TextStyle, v) for v in document["styles"].values())
    return _built(Timeline, known | {"folder": folder, "problems": ()})  # type: ignore[no-any-return]


def plain(value: object) -> Any:  # noqa: ANN401 - JSON has no narrower type
    """Return frozen data as JSON data: structs as objects, tuples as lists."""
    if isinstance(value, Struct):
        kind = getattr(value, "kind", None)
        named = {"kind": kind} if isinstance(kind, str) and kind else {}
        return named | {name: plain(part) for name, part in asdict(value).items()}
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    return value


def _short(style: TextStyle) -> dict[str, Any]:
    usual = plain(TextStyle(name=""))
    return {key: value for key, value in plain(style).items() if value != usual[key]}


def _built(wanted: Any, value: Any) -> Any:  # noqa: ANN401 - any annotation of the model
    origin, args = get_origin(wanted), get_args(wanted)
    if origin in (Union, UnionType):
        return None if value is None else _built(next(a for a in args if a is not NoneType), value)
    if origin is Literal or not isinstance(value, list | dict | tuple):
        return value
    if origin is tuple:
        each = args[:1] * len(value) if args[-1] is Ellipsis else args
        return tuple(_built(kind, part) for kind, part in zip(each, value, strict=True))
    if hasattr(wanted, "_fields"):  # a NamedTuple
        hints = get_type_hints(wanted)
        return wanted(*(_built(hints[n], p) for n, p in zip(wanted._fields, value, strict=False)))
    if isinstance(value, dict):
        kind = value.get("kind")
        kinds = SOUNDS if issubclass(wanted, Sound) else CUES  # footage is seen, and heard
        wanted = kinds.get(kind, wanted) if isinstance(kind, str) else wanted
        hints = get_type_hints(wanted)
        return wanted(**{n: _built(hints[n], v) for n, v in value.items() if n != "kind"})
    return value
