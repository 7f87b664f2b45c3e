"""`clipkit batch`."""

from pathlib import Path
from typing import Annotated

from typer import Argument, Exit, Option

from clipkit.cli import options as o
from clipkit.cli import outcomes, progress, show, words
from clipkit.errors import ExitCode
from clipkit.model.options import Options


def batch(
    sources: Annotated[list[Path], Argument(metavar="SOURCE…")],
    *,
    out: Annotated[Path, Option("--out", "-o", metavar="DIR", rich_help_panel=o.OUTPUT)],
    side_by_side: Annotated[
        int | None, Option("--jobs", "-j", metavar="N", min=1, rich_help_panel=o.OUTPUT)
    ] = None,
    profile: o.Profile = "",
    brand: o.Brand = "",
    template: o.Template = "",
    style: o.Style = "",
    voice: o.Voice = "",
    draft: o.Draft = False,
    quality: o.Quality = o.QualityName.GOOD,
    fit: o.Fit = False,
    allow_outside: o.Outside = False,
    as_json: Annotated[bool, Option("--json", rich_help_panel=o.OUTPUT)] = False,
    quiet: o.Quiet = False,
    no_cache: o.NoCache = False,  # noqa: ARG001 - its callback obeys
    lang: o.Lang = None,
) -> None:
    """Make a clip of every script in some folders, and a report of all: DIR/report.json."""
    from clipkit import batch as room

    spoken = words.asked_or_locale(lang)
    options = Options(
        profile=o.names(profile), brand=brand, template=template, style=style, voice=voice,
        draft=draft, quality=quality.value, fit=fit, allow_outside=allow_outside,
    )  # fmt: skip
    with show.problems_shown(lambda: spoken, outcomes.nothing if as_json else None, lines=True):
        jobs = room.jobs(sources, out, options)
        report = room.Report(out, jobs, spoken)
    count = room.side_by_side(len(jobs), side_by_side)
    with progress.of_many(spoken, len(jobs), quiet=quiet) as watched:
        told = outcomes.lines(watched, spoken) if as_json else watched
        whole = room.run(jobs, options, count, report, told)
    with show.problems_shown(lambda: spoken):  # where report.json can't be written any more
        status = outcomes.shown(report, spoken, as_json=as_json)
        report.save()
    if not whole or status:
        raise Exit(status if whole else ExitCode.INTERRUPTED)
