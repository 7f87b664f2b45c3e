"""`clipkit doctor`."""

from pathlib import Path
from typing import Annotated

from typer import Exit, Option

from clipkit.cli import options as o
from clipkit.cli import show, words
from clipkit.cli.words import say
from clipkit.errors import ExitCode


def doctor(
    *,
    launcher: Annotated[bool, Option("--launcher")] = False,
    lang: o.Lang = None,
) -> None:
    """Say what this machine has, what is missing, and what to type."""
    from clipkit.cli import health

    spoken, missing = words.asked_or_locale(lang), 0
    if launcher:
        from clipkit.pipeline import launcher as launching

        with show.problems_shown(lambda: spoken):
            show.line(say("cli-saved", spoken, path=launching.write(Path(), spoken)))
        return
    for part in health.parts():
        mark = say("cli-fine" if part.fine else "cli-missing", spoken)
        name = say(f"cli-part-{part.name}", spoken) if part.ours else part.name
        show.line(f"{mark:<9}  {name:<16} {part.detail}")
        if not part.fine:
            missing += 1
            show.line(f"{'':<9}  → {say(f'cli-doctor-{part.cure}', spoken)}")
    show.line(say("cli-doctor-bad" if missing else "cli-doctor-good", spoken))
    if missing:
        raise Exit(ExitCode.MISSING)
