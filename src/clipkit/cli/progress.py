"""How long it will still take, on stderr: bars in a terminal, else a line now and then."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from clipkit.cli.words import say

Progress = Callable[[str, int, int], None]
EVERY = 4.0  # seconds between lines where there is no terminal


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
    from rich.progress import BarColumn, TaskID, TaskProgressColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bars

    from clipkit.cli.show import console

    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    tasks: dict[str, TaskID] = {}
    with Bars(*columns, console=console(err=True), transient=True) as bars:

        def report(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(say(f"cli-stage-{stage}", lang), total=total)
            bars.update(tasks[stage], completed=done, total=total)

        yield report
