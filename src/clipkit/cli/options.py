"""Options that several commands share, each written once."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from clipkit.cli.words import Lang as Language
from clipkit.errors import NOWHERE, ClipkitError

LOOK, VOICE, OUTPUT, SAFETY = "How it looks", "How it sounds", "What comes out", "Limits"


class WriterName(StrEnum):
    """Who encodes the file."""

    FAST = "fast"
    MOVIEPY = "moviepy"


def _names(kind: str) -> Callable[[str], Iterable[str]]:
    """Return what completes an option in the shell: names that `clipkit list` shows."""

    def complete(incomplete: str) -> Iterable[str]:
        from clipkit.cli.list import rows

        return [row[0] for row in rows(kind) if row[0].startswith(incomplete)]

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


Script = Annotated[
    str, Argument(metavar="SCRIPT", help="A script, a folder that holds one, or - to read it.")
]
Profile = Annotated[
    str,
    Option(
        metavar="P,…",
        help="Where it goes: universal, shorts, tiktok, … One clip for each name.",
        rich_help_panel=LOOK,
        autocompletion=_names("profiles"),
    ),
]
Brand = Annotated[
    str,
    Option(
        metavar="B",
        help="A brand's name, or a path to a brand.yaml.",
        rich_help_panel=LOOK,
        autocompletion=_names("brands"),
    ),
]
Template = Annotated[
    str,
    Option(
        metavar="T",
        help="The template: see `clipkit list templates`.",
        rich_help_panel=LOOK,
        autocompletion=_names("templates"),
    ),
]
Style = Annotated[
    str,
    Option(
        metavar="S",
        help="The caption style: see `clipkit list styles`.",
        rich_help_panel=LOOK,
        autocompletion=_names("styles"),
    ),
]
Set = Annotated[
    list[str] | None,
    Option(
        "--set", metavar="K=V", help="Fill {{K}} with V. May be repeated.", rich_help_panel=LOOK
    ),
]
Voice = Annotated[
    str,
    Option(
        metavar="V",
        help="The voice: see `clipkit list voices`; none: captions alone.",
        rich_help_panel=VOICE,
        autocompletion=_names("voices"),
    ),
]
Recording = Annotated[
    str,
    Option(metavar="FILE", help="Your own voice, reading the script.", rich_help_panel=VOICE),
]
Fit = Annotated[
    bool,
    Option(
        "--fit",
        help="Too long? Shorten pauses, then speak a little faster.",
        rich_help_panel=SAFETY,
    ),
]
Outside = Annotated[
    bool,
    Option(
        "--allow-outside",
        help="Use files outside the script's folder. Only for scripts that you trust.",
        rich_help_panel=SAFETY,
    ),
]
Lang = Annotated[
    Language | None,
    Option(
        help="Language of messages. Else the script's, else this computer's.",
        rich_help_panel=OUTPUT,
    ),
]
AsJson = Annotated[
    bool, Option("--json", help="Print one JSON document instead.", rich_help_panel=OUTPUT)
]
Quiet = Annotated[bool, Option("--quiet", "-q", help="No progress.", rich_help_panel=OUTPUT)]
Out = Annotated[
    Path | None,
    Option("--out", "-o", metavar="FILE", help="Where to save it.", rich_help_panel=OUTPUT),
]
Draft = Annotated[
    bool,
    Option(
        "--draft", help="Small and quick, to look at; limits only warn.", rich_help_panel=OUTPUT
    ),
]
Writer = Annotated[
    WriterName, Option("--writer", help="moviepy: through its own writer.", rich_help_panel=OUTPUT)
]
Open = Annotated[bool, Option("--open", help="Play it when it is done.", rich_help_panel=OUTPUT)]
