"""How long it will still take, on stderr: bars in a terminal, else a line now and then."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from typing import TYPE_CHECKING

from clipkit.cli.show import clean, console
from clipkit.cli.words import say

if TYPE_CHECKING:
    from rich.progress import ProgressColumn

    from clipkit.batch import At, Job, Outcome

    Told = Callable[[Job, At | Outcome], None]

Progress = Callable[[str, int, int], None]
EVERY = 4.0  # seconds between lines where there is no terminal
PACE = 300.0  # seconds that are looked back to tell how long many clips will take


@contextmanager
def shown(lang: str, *, quiet: bool) -> Iterator[Progress | None]:
    """Lend a callable to report progress to: (stage, done, total). None with `quiet`."""
    if quiet:
        yield None
    elif sys.stderr.isatty():
        with _bars(lang) as report:
            yield report
    else:
        yield Lines(lang)


class Lines:
    """Progress as lines of text, at most one every few seconds."""

    def __init__(self, lang: str, now: Callable[[], float] = time.monotonic) -> None:
        self._lang, self._now = lang, now
        self._said = now()
        self._stage, self._began = "", now()

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Take a report, and print it if the last line is some seconds old."""
        now = self._now()
        if stage != self._stage:
            self._stage, self._began = stage, now
        if now - self._said < EVERY or now - self._began < 1 or not 0 < done < total:
            return
        self._said = now
        left = (now - self._began) / done * (total - done)
        name, percent = say(f"cli-stage-{stage}", self._lang), 100 * done // total
        text = say("cli-progress", self._lang, stage=name, percent=percent, left=clock(left))
        print(text, file=sys.stderr, flush=True)  # noqa: T201 - this room prints


def clock(seconds: float) -> str:
    """A length of time for people.

    >>> clock(7.2), clock(95)
    ('0:07', '1:35')
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"


@contextmanager
def _bars(lang: str) -> Iterator[Progress]:
    """Draw a bar a stage, gone when the work is done."""
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    tasks: dict[str, TaskID] = {}
    with Bars(*_columns(), console=console(err=True), transient=True) as bars:

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(say(f"cli-stage-{stage}", lang), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield report


def _columns() -> "Sequence[ProgressColumn]":
    from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.table import Column

    return (
        TextColumn("{task.description}", markup=False, table_column=Column(no_wrap=True)),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )


@contextmanager
def of_many(lang: str, clips: int, *, quiet: bool) -> "Iterator[Told]":
    """Lend a callable to report many clips to: how far one is, and what became of it."""
    if quiet:
        yield lambda job, what: None  # noqa: ARG005 - nothing is told
    elif sys.stderr.isatty():
        with _bar_a_clip(lang, clips) as told:
            yield told
    else:
        yield _line_a_clip(lang, clips)


def _line_a_clip(lang: str, clips: int) -> "Told":
    """Print a line for each clip that is done, or isn't going to be."""
    numbers = count(1)

    def told(job: "Job", what: "At | Outcome") -> None:
        if isinstance(what, tuple):
            return
        status, number = say(f"cli-batch-{what.status}", lang), next(numbers)
        values = {"number": number, "total": clips, "name": job.name, "status": status}
        print(clean(say("cli-batch-line", lang, **values)), file=sys.stderr, flush=True)  # noqa: T201

    return told


@contextmanager
def _bar_a_clip(lang: str, clips: int) -> "Iterator[Told]":
    """Draw a bar for each clip that is at work and one for all, gone when the work is done."""
    from rich.progress import Progress as Bars
    from rich.progress import TaskID

    tasks: dict[Job, TaskID] = {}
    made: dict[Job, float] = {}  # how much of each: 0.0 to 1.0
    with Bars(
        *_columns(),
        console=console(err=True),
        transient=True,
        speed_estimate_period=PACE,
        redirect_stdout=sys.stdout.isatty(),  # else its JSON lines are a file's
    ) as bars:
        whole = bars.add_task(say("cli-batch-all", lang), total=clips)

        def told(job: "Job", what: "At | Outcome") -> None:
            if not isinstance(what, tuple):
                made[job] = 1.0
                if job in tasks:
                    bars.remove_task(tasks.pop(job))
            elif what[0] == "encode":
                _, done, total = what
                made[job] = done / total
                if job not in tasks:
                    tasks[job] = bars.add_task(clean(job.name), total=total)
                bars.update(tasks[job], completed=done)
            bars.update(whole, completed=sum(made.values()))

        yield told
