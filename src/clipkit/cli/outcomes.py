"""What a batch has to say: a JSON line a clip, or problems and a table at the end."""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from clipkit.cli import show
from clipkit.cli.result import near
from clipkit.cli.words import say
from clipkit.errors import EXIT_CODES, NOWHERE, ExitCode, Place

if TYPE_CHECKING:
    from clipkit.batch import At, Job, Outcome, Report

COLUMNS = ("file", "status", "seconds", "what")
ORDER = ("done", "failed", "stopped")  # what failed stands last, where people look first
WIDEST, NARROWEST = 100, 24  # cells of the last column: in no terminal, and in a narrow one


def nothing(problems: list[dict[str, object]]) -> dict[str, object]:
    """The document of a batch that didn't begin."""
    return {"schema": "clipkit.batch/1", "clips": [], "problems": problems}


def lines(
    watched: "Callable[[Job, At | Outcome], None]", lang: str
) -> "Callable[[Job, At | Outcome], None]":
    """Return a callable that also prints each outcome as a JSON document, when it comes."""

    def told(job: "Job", what: "At | Outcome") -> None:
        watched(job, what)
        if not isinstance(what, tuple):
            show.row({"schema": "clipkit.clip/1", **what.as_json(lang)})

    return told


def shown(report: "Report", lang: str, *, as_json: bool) -> ExitCode:
    """Say how it went: problems on stderr, the table on stdout; with JSON all was said already.

    Returns: BATCH if any clip failed.
    """
    outcomes = report.outcomes
    counted = Counter[str](outcome.status for outcome in outcomes)
    if not as_json:
        _problems(outcomes, lang)
    _bugs(outcomes, lang)
    if not as_json:
        if counted["failed"]:
            failed, total = counted["failed"], len(outcomes)
            show.problems([NOWHERE.problem("batch-failed", failed=failed, total=total)], lang)
        _table(outcomes, lang)
        kind = "short" if counted["stopped"] else "bad" if counted["failed"] else "good"
        counts = {status: counted[status] for status in ORDER} | {"total": len(outcomes)}
        show.line(say(f"cli-batch-{kind}", lang, path=near(report.path), **counts))
    return EXIT_CODES["batch-failed"] if counted["failed"] else ExitCode.DONE


def _problems(outcomes: "Sequence[Outcome]", lang: str) -> None:
    """All that is wrong with the scripts whose clips failed, a script after the other."""
    for outcome in outcomes:
        if outcome.status == "failed":
            file = Place(str(outcome.job.script))
            show.problems([p if p.place.file else p.moved(file) for p in outcome.problems], lang)


def _bugs(outcomes: "Sequence[Outcome]", lang: str) -> None:
    """Write one report of all that broke inside clipkit, and say where it is."""
    traces = [outcome.trace for outcome in outcomes if outcome.trace]
    if traces:
        from clipkit.cli import bug

        path = bug.report("\n".join(dict.fromkeys(traces)), sys.argv[1:])
        out = show.console(err=True)
        out.print(say("cli-bug", lang, path=path))


def _table(outcomes: "Sequence[Outcome]", lang: str) -> None:
    from rich.cells import cell_len

    rows = [
        (
            str(near(outcome.job.script)),
            say(f"cli-batch-{outcome.status}", lang),
            f"{outcome.outputs[0]['seconds']:.1f}" if outcome.outputs else "",
            outcome.problems[0].words(lang).text if outcome.problems else "",
        )
        for outcome in sorted(outcomes, key=lambda outcome: ORDER.index(outcome.status))
    ]
    head = [say(f"cli-batch-{name}", lang) for name in COLUMNS]
    taken = [max(cell_len(cell) for cell in column) + 2 for column in zip(head, *rows, strict=True)]
    room = WIDEST
    if sys.stdout.isatty():
        room = max(NARROWEST, show.console().width - sum(taken[:-1]))
    show.table([head, *((*row[:-1], _short(row[-1], room)) for row in rows)])


def _short(text: str, room: int) -> str:
    """A text in so many cells, cut where it is longer."""
    from rich.cells import cell_len, set_cell_size

    one = " ".join(text.split())
    return one if cell_len(one) <= room else set_cell_size(one, room - 1).rstrip() + "…"
