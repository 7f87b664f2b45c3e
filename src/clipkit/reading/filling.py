"""`{{name}}` to its value: after parsing, so that a value is never markup."""

import re
from collections.abc import Mapping

from msgspec.structs import replace

from clipkit.errors import Place, nearest
from clipkit.reading.context import MAX_FILLED, Context, TooManyError
from clipkit.reading.settings import Node

# A name in two pairs of braces; blanks beside it mean nothing.
FILL = re.compile(r"\{\{([^{}\n]*)\}\}")
_UNFIT = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ud800-\udfff]")


def clean(values: Mapping[str, str]) -> dict[str, str]:
    """Return values that can be shown: what stands for no character becomes U+FFFD."""
    return {name: _UNFIT.sub("\ufffd", value) for name, value in values.items()}


def value(match: re.Match[str], place: Place, context: Context) -> str:
    """Return what a FILL stands for; where nothing does, itself, and a problem.

    Raises: TooManyError: all of it together is too long.
    """
    name = match[1].strip()
    if name in context.values:
        context.filled += len(context.values[name])
        if context.filled > MAX_FILLED * 1024:
            context.problem(place, "fill-large", name=name, limit=str(MAX_FILLED))
            raise TooManyError
        return context.values[name]
    near = nearest(name, context.values) if context.guesses else ""
    context.problem(place, "fill-missing", name=name, near=near)
    return match[0]


def text(written: str, place: Place, context: Context) -> str:
    """Fill a text that holds no markup: a path, an attribute's value."""
    if "{{" not in written:
        return written
    return FILL.sub(lambda m: value(m, place.along(m.start()), context), written)


def node(setting: Node, context: Context) -> Node:
    """Fill all texts of a setting."""
    found = setting.value
    if isinstance(found, str):
        return replace(setting, value=text(found, setting.place, context))
    if isinstance(found, list):
        return replace(setting, value=[node(part, context) for part in found])
    return replace(setting, value={name: node(part, context) for name, part in found.items()})
