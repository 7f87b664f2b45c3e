"""A command typed wrong: exit code 2, and what to type instead."""

from collections.abc import Sequence

import typer

from clipkit.cli import show, words
from clipkit.errors import NOWHERE, ExitCode, nearest


def wrong(error: typer.TyperException, arguments: Sequence[str]) -> ExitCode:
    """Say what was wrong with a command's words. Returns: the exit code."""
    context = getattr(error, "ctx", None)
    typed = getattr(error, "option_name", "")
    known = [name for p in context.command.params for name in p.opts] if context else []
    message = error.message if typed else error.format_message()
    found = NOWHERE.problem(
        "usage-wrong",
        message=" ".join(message.replace("Value error, ", "").split()),
        command=context.command_path if context else "clipkit",
        near=nearest(typed, known),
    )
    lang = words.of_locale()
    if "--json" in arguments:
        show.document({"schema": "clipkit.failure/1", "problems": [found.as_json(lang)]})
    else:
        show.problems([found], lang)
    return ExitCode.USAGE
