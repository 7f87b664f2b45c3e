"""`clipkit list`."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from typer import Argument

from clipkit.cli import options as o
from clipkit.cli import show, words

if TYPE_CHECKING:
    from clipkit.pipeline import Row


class Kind(StrEnum):
    """What can be listed."""

    VOICES = "voices"
    STYLES = "styles"
    TEMPLATES = "templates"
    BRANDS = "brands"
    PROFILES = "profiles"
    FONTS = "fonts"


def rows(kind: str, lang: str) -> "Sequence[Row]":
    """Names of a kind, each with what there is to say of it. lang: `id` or `en`."""
    from clipkit import pipeline

    tables = {
        "voices": pipeline.voices,
        "styles": pipeline.styles,
        "templates": lambda: pipeline.templates(lang),
        "brands": pipeline.brands,
        "profiles": pipeline.profiles,
        "fonts": pipeline.fonts,
    }
    return tables[kind]()


def list_(kind: Annotated[Kind, Argument(metavar="KIND")], *, lang: o.Lang = None) -> None:
    """List what can be named in a script or an option."""
    spoken = lang.value if lang else words.of_locale()
    with show.problems_shown(lambda: spoken):
        show.table(rows(kind.value, spoken))
