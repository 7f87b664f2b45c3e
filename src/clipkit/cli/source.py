"""The script that a command was given: a path, a folder, or standard input."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from clipkit.cli import words
from clipkit.cli.options import settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from clipkit.model.options import Options
    from clipkit.model.script import Script

STDIN = "-"
_TOO_MUCH = 1 << 20  # bytes: four times what a script may hold, so that reading refuses it


class Source:
    """One SCRIPT of the command line, read once.

    lang: asked by `--lang`. texts: what can't be read again, for the lines of problems.
    """

    def __init__(self, name: str, lang: words.Lang | None) -> None:
        self.name, self._asked = name, lang
        self._bytes = sys.stdin.buffer.read(_TOO_MUCH) if name == STDIN else b""
        self._script: Script | None = None

    @property
    def texts(self) -> dict[str, str]:
        """Text of standard input, by the name it has in problems."""
        if self.name != STDIN:
            return {}
        from clipkit.reading.decoding import decoded

        return {STDIN: decoded(self._bytes, STDIN)[0]}

    def lang(self) -> str:
        """The language to answer in."""
        if self._script and not self._asked:
            return self._script.lang
        return words.of_script(self._asked, self.name, self.texts.get(STDIN, ""))

    @property
    def stem(self) -> str:
        """Name of what is made of it, without a suffix."""
        return (
            "clip"
            if self.name == STDIN
            else Path(self._script.file if self._script else self.name).stem
        )

    def load(self, values: "Iterable[str] | None", options: "Options") -> "Script":
        """Read it, and fill it with what `--set` was given.

        Raises: ClipkitError: with all that is wrong with it.
        """
        from clipkit import pipeline

        filled, outside = settings(values), options.allow_outside
        if self.name == STDIN:
            self._script = pipeline.load_bytes(
                self._bytes, STDIN, Path.cwd(), values=filled, allow_outside=outside
            )
        else:
            self._script = pipeline.load(self.name, values=filled, allow_outside=outside)
        return self._script
