"""Questions to a person in a terminal. Ctrl-C or Ctrl-D at any of them ends the command."""

import os
import shlex
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from clipkit.cli import show
from clipkit.cli.words import say
from clipkit.errors import NOWHERE, ClipkitError, nearest

if TYPE_CHECKING:
    from clipkit.model.brand import Colours
    from clipkit.pipeline import Answers, Logo, Row, Speaker

TITLE_MOST, NAME_MOST = 90, 40  # characters


def possible() -> bool:
    """Whether there is somebody to ask."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def text(question: str, lang: str, most: int) -> str:
    """Ask for a line, again while it has more than `most` characters. Empty: left out."""
    while True:
        answer = _answer(question)
        if len(answer) <= most:
            return answer
        show.line(say("cli-new-long", lang, length=len(answer), most=most))


def template(rows: "Iterable[Row]", default: str, lang: str) -> str:
    """Ask which template; a name that none has is answered with the nearest."""
    known = {row[0]: row[1] for row in rows}
    what = (f"{name} ({about.partition(' - ')[0].lower()})" for name, about in known.items())
    show.line(f"  {', '.join(what)}")
    while True:
        name = _answer(say("cli-new-template", lang, default=default)) or default
        if name.lower() in known:
            return name.lower()
        names, near = ", ".join(known), nearest(name, known)
        wrong = NOWHERE.problem(
            "option-unknown-name", kind="template", name=name, known=names, near=near
        )
        show.problems([wrong], lang)


def clip(name: str, lang: str) -> "Answers":
    """Ask for the title, and for what a template wants."""
    from clipkit.pipeline import Answers, starter

    title = text(say("cli-new-title", lang), lang, TITLE_MOST)
    told = {}
    for var in starter.asked(name):
        example = var.example.of(lang)
        question = say("cli-new-asked", lang, question=var.label.of(lang), example=example)
        told[var.name] = text(question if example else var.label.of(lang), lang, var.most)
    return Answers(title=title, vars=told)


def speaker(lang: str) -> "Speaker":
    """Ask who speaks: name, account, logo, colours."""
    from clipkit.model.brand import Colours
    from clipkit.pipeline import Speaker

    name = text(say("cli-brand-name", lang), lang, NAME_MOST)
    handle = text(say("cli-brand-handle", lang), lang, NAME_MOST)
    mark = _logo(lang)
    colours = _colours(mark.colours if mark else Colours(), lang)
    return Speaker(name=name, handle=handle, logo=mark, colours=colours)


def dragged(typed: str) -> str:
    r"""Return the path that a terminal writes where a file is dragged into its window.

    Some put it in quotes, some a backslash before each blank.

    >>> dragged("'/foto/logo kami.png' ")
    '/foto/logo kami.png'
    """
    plain = typed.strip().removeprefix("& ")  # PowerShell's
    if os.name == "nt" or Path(plain).exists():
        return plain.strip("\"'")
    try:
        parts = shlex.split(plain)
    except ValueError:  # a lone quote is part of its name
        return plain
    return parts[0] if len(parts) == 1 else plain


def _logo(lang: str) -> "Logo | None":
    """Ask for a logo until it can be shown, or there is none."""
    from clipkit import pipeline

    while typed := dragged(_answer(say("cli-brand-logo", lang), tidy=False)):
        try:
            return pipeline.logo(Path(typed).expanduser())
        except ClipkitError as error:
            show.problems(error.problems, lang)
    return None


def _colours(colours: "Colours", lang: str) -> "Colours":
    """Show four colours, and change them until they suit."""
    from clipkit.model.brand import Colours
    from clipkit.model.document import plain

    roles = ("primary", "accent", "ink", "paper")
    while True:
        chosen: dict[str, str] = {role: str(plain(colours)[role]) for role in roles}
        show.colours([(say(f"cli-role-{role}", lang), chosen[role]) for role in roles])
        typed = _answer(say("cli-brand-colours", lang)).replace(",", " ").split()
        if not typed:
            return colours
        for role, word in zip(roles, typed, strict=False):
            colour = _colour(word, lang)
            if not colour:
                break
            chosen[role] = colour
        else:
            colours = Colours(**chosen)


def _colour(typed: str, lang: str) -> str:
    """Read a colour, with or without quotes and `#`; a wrong one is said, and empty."""
    from clipkit.reading import settings

    value = "#" + typed.strip("\"'").lstrip("#")
    node = settings.Node(value=value, place=NOWHERE, keys={})
    colour, problems = settings.colour(node)
    show.problems(problems, lang)
    return colour


def _answer(question: str, *, tidy: bool = True) -> str:
    """Ask once. tidy: blanks in a row are one."""
    try:
        answer = str(typer.prompt(question, default="", show_default=False))
    except typer.Abort:
        show.line("")  # what comes next begins on a line of its own
        raise
    return " ".join(answer.split()) if tidy else answer
