"""In which language to answer, and the answers' own words."""

import os
import re
import sys
from enum import StrEnum
from pathlib import Path

from clipkit.messages import LANGS, say

__all__ = ["Lang", "asked_or_locale", "of_locale", "of_script", "say", "typed"]

_TOLD = re.compile(r"^(?:lang|bahasa):\s*['\"]?(id|en)\b", re.MULTILINE)
_HEAD = 16_384  # bytes; as long as a front matter may be


class Lang(StrEnum):
    """A language that clipkit answers in."""

    ID = "id"
    EN = "en"


def of_locale() -> str:
    """The language that this computer is set to, if we speak it, else English."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return value[:2].lower() if value[:2].lower() in LANGS else "en"
    if sys.platform == "win32":
        import locale

        return "id" if (locale.getlocale()[0] or "").startswith(("id", "Indonesian")) else "en"
    return "en"


def asked_or_locale(asked: Lang | None) -> str:
    """The language to answer in where no script tells one. asked: by `--lang`."""
    return asked.value if asked else of_locale()


def of_script(asked: Lang | None, script: str, text: str = "") -> str:
    """The language to answer in about a script that may be broken.

    asked: by `--lang`. script: its path, a folder's, or `-`. text: its own, if it was read.
    """
    if asked:
        return asked.value
    text = text or _head(Path(script))
    told = _TOLD.search(text)
    return told[1] if told else _guess(text) or of_locale()


def typed(path: object) -> str:
    """Return a path as it is typed in a command.

    >>> typed("promosi"), typed("klip saya")
    ('promosi', '"klip saya"')
    """
    text = str(path)
    return text if re.fullmatch(r"[\w./\\:~+-]+", text) else f'"{text}"'


def _head(path: Path) -> str:
    """The first lines of a script, or of the first one in a folder."""
    from clipkit.reading import naming
    from clipkit.reading.decoding import decoded

    try:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        scripts = [file for file in inside if file == path or naming.is_script(file.name)]
        with scripts[0].open("rb") as file:
            return decoded(file.read(_HEAD), path.name)[0]
    except (OSError, IndexError):
        return ""


def _guess(text: str) -> str:
    """The language of a text by its function words; empty without a text."""
    from clipkit.model.script import Token
    from clipkit.reading import language

    return language.told(Token(text=word) for word in text.split()) if text.strip() else ""
