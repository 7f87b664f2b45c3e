"""A command typed wrong: exit code 2, and what to type instead."""

import re
from collections.abc import Sequence
from typing import Any

import typer

from clipkit.cli import show, words
from clipkit.errors import NOWHERE, ExitCode, Problem, nearest

# What Typer says of what was typed, where its exception holds no more than words.
_COMMAND = re.compile(r"No such command '(.+?)'")
_EXTRA = re.compile(r"unexpected extra argument\S* \((.+)\)")
_VALUE = re.compile(r"'(.*?)' (?:is not|does not)|(\S+) is not in the range")


def wrong(error: typer.TyperException, arguments: Sequence[str]) -> ExitCode:
    """Say what was wrong with a command's words. Returns: the exit code."""
    found, lang = _problem(error), words.of_locale()
    if "--json" in arguments:
        show.document({"schema": "clipkit.failure/1", "problems": [found.as_json(lang)]})
    else:
        show.problems([found], lang)
    return ExitCode.USAGE


def _problem(error: typer.TyperException) -> Problem:
    context: Any = getattr(error, "ctx", None)
    command = context.command_path if context else "clipkit"
    param: Any = getattr(error, "param", None)
    said = " ".join(error.format_message().split())
    option = getattr(error, "option_name", "")
    if option and "requires" in said:
        return NOWHERE.problem("usage-value", option=option)
    if option:
        known = [name for one in context.command.params for name in one.opts] if context else []
        near = nearest(option, known)
        return NOWHERE.problem("usage-option", option=option, near=near, command=command)
    if match := _COMMAND.search(said):
        near = nearest(match[1], context.command.commands)
        return NOWHERE.problem("usage-command", name=match[1], near=near)
    if match := _EXTRA.search(said):
        return NOWHERE.problem("usage-extra", what=match[1], command=command)
    if param is not None and said.startswith("Missing"):
        what = param.metavar or param.name.upper()
        named = what if param.param_type_name == "argument" else param.opts[0]
        return NOWHERE.problem("usage-missing", what=named, command=command)
    if param is not None:
        return _value(param, said, command)
    return NOWHERE.problem("usage-wrong", message=said, command=command)


def _value(param: Any, said: str, command: str) -> Problem:  # noqa: ANN401 - Typer's own Click
    """Return the problem of an option's value that isn't of its kind."""
    match = _VALUE.search(said.partition(": ")[2])
    value = (match[1] or match[2] or "") if match else ""
    option = param.opts[0] if param.param_type_name == "option" else param.metavar or param.name
    if choices := getattr(param.type, "choices", None):
        known = [str(getattr(choice, "value", choice)) for choice in choices]
        near = nearest(value, known)
        return NOWHERE.problem(
            "usage-choice", option=option, value=value, known=", ".join(known), near=near
        )
    low, high = getattr(param.type, "min", None), getattr(param.type, "max", None)
    if hasattr(param.type, "min") or param.type.name in ("integer", "float"):
        bounds = "" if low is None else f" ≥ {low:g}"
        bounds += "" if high is None else f" ≤ {high:g}"
        return NOWHERE.problem("usage-number", option=option, value=value, bounds=bounds)
    return NOWHERE.problem("usage-wrong", message=said, command=command)
