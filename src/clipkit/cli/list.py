"""`clipkit list`."""

from enum import StrEnum
from typing import Annotated

from typer import Argument

from clipkit.cli import options as o
from clipkit.cli import show, words


class Kind(StrEnum):
    """What can be listed."""

    VOICES = "voices"
    STYLES = "styles"
    TEMPLATES = "templates"
    BRANDS = "brands"
    PROFILES = "profiles"
    FONTS = "fonts"


def list_(kind: Annotated[Kind, Argument(metavar="KIND")], *, lang: o.Lang = None) -> None:
    """List what can be named in a script or an option."""
    from clipkit import pipeline

    spoken = words.asked_or_locale(lang)
    with show.problems_shown(lambda: spoken):
        show.table(pipeline.rows(kind.value, spoken))
