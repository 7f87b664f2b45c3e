"""The text that a command makes: printed, or saved as a file."""

import sys
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from clipkit.cli import show
from clipkit.cli.result import near
from clipkit.cli.words import say
from clipkit.errors import NOWHERE, ClipkitError

F = TypeVar("F", bound=StrEnum)


def form_of(asked: F | None, out: Path | None, usual: F) -> F:
    """Return what to write: as asked, else as the file's suffix tells, else the usual.

    Raises: ClipkitError: option-value, for a suffix that tells nothing.
    """
    if asked or not out:
        return asked or usual
    forms = type(usual)
    suffix = out.suffix.lower().removeprefix(".")
    if suffix not in [form.value for form in forms]:
        form = ", ".join(f"NAME.{form.value}" for form in forms)
        raise ClipkitError(NOWHERE.problem("option-value", option="-o", value=out, form=form))
    return forms(suffix)


def put(content: str, out: Path | None, lang: str, inputs: Iterable[Path]) -> None:
    """Print a text, byte for byte, or save it and say where. inputs: what it may not replace.

    Raises: ClipkitError: output-is-input, output-unwritable, disk-full.
    """
    from clipkit import pipeline

    if out:
        saved = pipeline.save(out, content.encode(), inputs)
        show.line(say("cli-saved", lang, path=near(saved)))
    elif sys.stdout.isatty():
        sys.stdout.write(content)
    else:  # a pipe, or a file: UTF-8 and LF on Windows too
        sys.stdout.buffer.write(content.encode())
