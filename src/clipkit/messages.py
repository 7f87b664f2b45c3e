"""The catalogue: all words that a user reads, by code, in Indonesian and English.

assets/messages/LANG.toml holds a table a code: `text`, and optionally `hint` and `plain`.
`{name}` in them is filled from the problem's values. A hint that names an empty value is not
shown; `plain`, which names none, stands in for it.
"""

import tomllib
from functools import cache
from string import Formatter
from typing import NamedTuple

from clipkit.shipped import ASSETS

LANGS = ("id", "en")


class Message(NamedTuple):
    """What is wrong or so, and what to do about it (may be empty)."""

    text: str
    hint: str


@cache
def catalogue(lang: str) -> dict[str, dict[str, str]]:
    """All messages of a language, by code. lang: `id` or `en`."""
    text = ASSETS.joinpath("messages", f"{lang}.toml").read_text("utf-8")
    return tomllib.loads(text)


def message(code: str, lang: str, values: dict[str, str]) -> Message:
    """Return the words of a code, filled.

    Raises: KeyError: the catalogue has no such code, or a value that its text names is missing.
    """
    entry = catalogue(lang)[code]
    hint = entry.get("hint", "")
    if not hint or not all(values.get(name) for name in names_in(hint)):
        hint = entry.get("plain", "")
    return Message(entry["text"].format_map(values), hint.format_map(values))


def say(code: str, lang: str, **values: object) -> str:
    """Return the text of a code that has no hint: a label, a heading, a result."""
    return message(code, lang, {name: str(value) for name, value in values.items()}).text


def names_in(pattern: str) -> list[str]:
    """Names of the placeholders of a text, in order.

    >>> names_in("{near} or {{x}}")
    ['near']
    """
    return [name for _, name, _, _ in Formatter().parse(pattern) if name]
