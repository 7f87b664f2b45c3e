"""`clipkit new`."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from clipkit.cli import options as o
from clipkit.cli import show, words


def new(
    name: Annotated[Path, Argument(metavar="NAME")],
    *,
    template: o.Template = "news",
    lang: Annotated[words.Lang, Option()] = words.Lang.ID,
    brand: Annotated[bool, Option("--brand")] = False,
) -> None:
    """Make a starter folder: a script that explains itself, media/, and what to do next."""
    from clipkit import pipeline

    with show.problems_shown(lambda: lang.value):
        for path in pipeline.new(name, template, lang.value, brand=brand):
            show.line(f"  {path}")
        show.line(words.say("cli-next", lang.value, name=name))
