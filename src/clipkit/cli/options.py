"""Options that several commands share, each written once."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from typer import Argument, Context, Option

from clipkit.cli.words import Lang as Language
from clipkit.errors import NOWHERE, ClipkitError

LOOK, VOICE, OUTPUT, SAFETY = "look", "voice", "output", "safety"  # panels of the help


class WriterName(StrEnum):
    """Who encodes the file."""

    FAST = "fast"
    MOVIEPY = "moviepy"


class QualityName(StrEnum):
    """How much time goes into how a clip looks."""

    FAST = "fast"
    GOOD = "good"
    BEST = "best"


def _names(kind: str) -> Callable[[str], Iterable[str]]:
    """Return what completes an option in the shell: names that `clipkit list` shows."""

    def complete(incomplete: str) -> Iterable[str]:
        from clipkit.cli.words import of_locale
        from clipkit.pipeline import rows

        return [row[0] for row in rows(kind, of_locale()) if row[0].startswith(incomplete)]

    return complete


def names(value: str) -> tuple[str, ...]:
    """Read names with commas between them.

    >>> names("shorts, square")
    ('shorts', 'square')
    """
    return tuple(name.strip() for name in value.split(",") if name.strip())


def settings(pairs: Iterable[str] | None) -> dict[str, str]:
    """Read what `--set name=value` was given.

    Raises: ClipkitError: option-value, for one without a `=` or a name.
    """
    good: dict[str, str] = {}
    for pair in pairs or ():
        name, equals, value = pair.partition("=")
        if not equals or not name.strip():
            raise ClipkitError(
                NOWHERE.problem("option-value", option="--set", value=pair, form="name=value")
            )
        good[name.strip()] = value
    return good


def _uncached(context: Context, asked: bool) -> bool:  # noqa: FBT001 - typer's own way to call it
    """Do without the cache until the command ends, whatever it calls."""
    if asked:
        from clipkit import store

        context.with_resource(store.uncached())
    return asked


Script = Annotated[str, Argument(metavar="SCRIPT")]
Profile = Annotated[
    str,
    Option(
        metavar="P,…",
        rich_help_panel=LOOK,
        autocompletion=_names("profiles"),
    ),
]
Brand = Annotated[
    str,
    Option(
        metavar="B",
        rich_help_panel=LOOK,
        autocompletion=_names("brands"),
    ),
]
Template = Annotated[
    str,
    Option(
        metavar="T",
        rich_help_panel=LOOK,
        autocompletion=_names("templates"),
    ),
]
Style = Annotated[
    str,
    Option(
        metavar="S",
        rich_help_panel=LOOK,
        autocompletion=_names("styles"),
    ),
]
Set = Annotated[list[str] | None, Option("--set", metavar="K=V", rich_help_panel=LOOK)]
Voice = Annotated[
    str,
    Option(
        metavar="V",
        rich_help_panel=VOICE,
        autocompletion=_names("voices"),
    ),
]
Recording = Annotated[str, Option(metavar="FILE", rich_help_panel=VOICE)]
Fit = Annotated[bool, Option("--fit", rich_help_panel=SAFETY)]
Outside = Annotated[bool, Option("--allow-outside", rich_help_panel=SAFETY)]
Lang = Annotated[Language | None, Option(rich_help_panel=OUTPUT)]
NoCache = Annotated[bool, Option("--no-cache", callback=_uncached, rich_help_panel=OUTPUT)]
AsJson = Annotated[bool, Option("--json", rich_help_panel=OUTPUT)]
Quiet = Annotated[bool, Option("--quiet", "-q", rich_help_panel=OUTPUT)]
Out = Annotated[Path | None, Option("--out", "-o", metavar="FILE", rich_help_panel=OUTPUT)]
Draft = Annotated[bool, Option("--draft", rich_help_panel=OUTPUT)]
Quality = Annotated[QualityName, Option("--quality", rich_help_panel=OUTPUT)]
Writer = Annotated[WriterName, Option("--writer", rich_help_panel=OUTPUT)]
Open = Annotated[bool, Option("--open", rich_help_panel=OUTPUT)]
