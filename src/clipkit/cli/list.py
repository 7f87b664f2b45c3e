"""`clipkit list`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from clipkit.cli import options as o
from clipkit.cli import show, words
from clipkit.cli.result import near


class Kind(StrEnum):
    """What can be listed."""

    VOICES = "voices"
    STYLES = "styles"
    TEMPLATES = "templates"
    BRANDS = "brands"
    PROFILES = "profiles"
    FONTS = "fonts"


def list_(
    kind: Annotated[Kind, Argument(metavar="KIND")],
    *,
    sheet: Annotated[bool, Option("--sheet")] = False,
    out: o.Out = None,
    lang: o.Lang = None,
) -> None:
    """List what can be named in a script or an option."""
    from clipkit import pipeline

    spoken = words.asked_or_locale(lang)
    with show.problems_shown(lambda: spoken):
        if not sheet:
            show.table(pipeline.rows(kind.value, spoken))
            return
        from clipkit.delivery import cover

        picture = cover.png(pipeline.sheet(kind.value, spoken))
        saved = pipeline.save(out or Path(f"{kind.value}.png"), picture, ())
        show.line(words.say("cli-saved", spoken, path=near(saved)))
