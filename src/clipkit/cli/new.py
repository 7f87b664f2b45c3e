"""`clipkit new`."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from clipkit.cli import asking, show, words
from clipkit.cli import options as o
from clipkit.cli.words import say

DEFAULT = "news"


def new(
    name: Annotated[Path | None, Argument(metavar="[NAME]")] = None,
    *,
    template: o.Template = "",
    lang: Annotated[words.Lang, Option()] = words.Lang.ID,
    brand: Annotated[bool, Option("--brand")] = False,
) -> None:
    """Make a starter folder: a script that explains itself, media/, and what to do next.

    In a terminal it asks a few questions first.
    """
    from clipkit import pipeline
    from clipkit.pipeline import starter

    spoken = lang.value
    with show.problems_shown(lambda: spoken):
        folder = name or starter.name(spoken)
        starter.ready(folder, template or DEFAULT)
        answers = speaker = None
        if asking.possible():
            show.line(say("cli-new-first", spoken))
            template = template or asking.template(pipeline.templates(spoken), DEFAULT, spoken)
            answers = asking.clip(template, spoken)
            speaker = asking.speaker(spoken) if brand else None
        made = pipeline.new(
            folder, template or DEFAULT, spoken, brand=brand, answers=answers, speaker=speaker
        )
        _next(folder, made, spoken)


def _next(folder: Path, made: Sequence[Path], lang: str) -> None:
    """Say what was written, and what to do with it. made: the script first, the launcher last."""
    script, *others, launcher = made
    for path in others:
        show.line(say("cli-saved", lang, path=path))
    name = words.typed(folder)
    show.line(say("cli-next", lang, name=name, script=script, media=folder / "media"))
    show.line(say("cli-next-make", lang, name=name, launcher=launcher))
