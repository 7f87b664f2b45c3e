"""`clipkit new`."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from clipkit.cli import asking, show, words
from clipkit.cli import options as o

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
            show.line(words.say("cli-new-first", spoken))
            template = template or asking.template(pipeline.templates(spoken), DEFAULT, spoken)
            answers = asking.clip(template, spoken)
            speaker = asking.speaker(spoken) if brand else None
        made = pipeline.new(
            folder, template or DEFAULT, spoken, brand=brand, answers=answers, speaker=speaker
        )
        for path in made:
            show.line(f"  {path}")
        show.line(
            words.say(
                "cli-next", spoken, name=words.typed(folder), script=made[0],
                media=folder / "media", launcher=made[-1],
            )
        )  # fmt: skip
