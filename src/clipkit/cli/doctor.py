"""`clipkit doctor`."""

from pathlib import Path
from typing import Annotated

from typer import Exit, Option

from clipkit.cli import show, words
from clipkit.cli.words import say
from clipkit.errors import ExitCode


def doctor(
    *,
    launcher: Annotated[
        bool, Option("--launcher", help="Write a file here to double-click, or drop folders onto.")
    ] = False,
) -> None:
    """Say what this machine has, what is missing, and what to type."""
    from clipkit.cli import health

    lang, missing = words.of_locale(), 0
    if launcher:
        from clipkit.pipeline import launcher as launching

        with show.problems_shown(words.of_locale):
            show.line(say("cli-saved", lang, path=launching.write(Path(), lang)))
        return
    for part in health.parts():
        mark = say("cli-fine" if part.fine else "cli-missing", lang)
        show.line(f"{mark:<8} {part.name:<12} {part.detail}")
        if not part.fine:
            missing += 1
            show.line(f"{'':<8} → {say(f'cli-doctor-{part.cure}', lang)}")
    show.line(say("cli-doctor-bad" if missing else "cli-doctor-good", lang))
    if missing:
        raise Exit(ExitCode.MISSING)
