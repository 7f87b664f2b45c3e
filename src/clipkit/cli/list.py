"""`clipkit list`."""

from collections.abc import Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from typer import Argument

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


def rows(kind: str) -> "Sequence[Row]":
    """Names of a kind, each with what there is to say of it."""
    from clipkit import pipeline

    tables = {
        "voices": pipeline.voices,
        "styles": pipeline.styles,
        "templates": lambda: pipeline.templates(words.of_locale()),
        "brands": pipeline.brands,
        "profiles": pipeline.profiles,
        "fonts": pipeline.fonts,
    }
    return tables[kind]()


def list_(kind: Annotated[Kind, Argument(metavar="KIND")]) -> None:
    """List what can be named in a script or an option."""
    with show.problems_shown(words.of_locale):
        show.table(rows(kind.value))
