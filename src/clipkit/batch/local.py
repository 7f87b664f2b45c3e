"""Many clips on this machine: several child processes side by side, one a clip."""

import queue
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from clipkit import machine
from clipkit.batch.finding import Job
from clipkit.batch.report import Outcome, Report
from clipkit.batch.running import At, Running, failed
from clipkit.model.options import Options

MEMORY_A_JOB = 700 * 2**20  # bytes: a child with one encoder takes up to 640 MB
RESERVE = 512 * 2**20  # bytes: for all else that the machine does
PATIENCE = 35.0  # seconds for a child that is stopped; it gives up by itself a little earlier
_WAKE = 0.2  # seconds: Windows sees a Ctrl-C only between two waits
Told = Callable[[Job, At | Outcome], None]


def side_by_side(clips: int, asked: int | None) -> int:
    """How many clips to make at once, 1 to `clips`.

    asked: None: as many as there are processors and free memory for; where that can't be told, two.
    """
    if asked is None:
        free = machine.free_memory()
        fitting = 2 if free is None else (free - RESERVE) // MEMORY_A_JOB
        asked = min(machine.cores(), fitting)
    return max(1, min(asked, clips))


def run(jobs: Sequence[Job], options: Options, count: int, report: Report, told: Told) -> bool:
    """Make every clip that can be made, `count` at a time. Returns: whether to the end.

    A clip whose child crashes fails alone. Where the disk is full no further clip is begun. Ctrl-C
    ends all that is at work, with nothing half made left behind.
    report: takes the outcomes. told: called in this thread, with how far a job is, and with each
    outcome once, also of what was not made.
    """
    work = _Run(jobs, options, count, report, told)
    whole = True
    try:
        work.all()
    except KeyboardInterrupt:
        work.stop()
        whole = False
    work.rest()
    return whole


class _Run:
    def __init__(
        self, jobs: Sequence[Job], options: Options, count: int, report: Report, told: Told
    ) -> None:
        self._options, self._count, self._report, self._told = options, count, report, told
        self._cores = max(1, machine.cores() // count)
        self._waiting, self._open = deque(jobs), dict.fromkeys(jobs)
        self._children: set[Running] = set()
        self._heard: queue.SimpleQueue[tuple[Running, Mapping[str, Any] | None]]
        self._heard = queue.SimpleQueue()

    def all(self) -> None:
        """Make the clips."""
        while self._waiting or self._children:
            while self._waiting and len(self._children) < self._count:
                self._start(self._waiting.popleft())
            self._listen()

    def _start(self, job: Job) -> None:
        try:
            self._children.add(Running(job, self._options, self._cores, self._heard))
        except OSError as error:  # no more processes, or no memory for one
            self._end(failed(job, "clip-crashed", error.strerror or str(error)))

    def _listen(self) -> None:
        """Take one thing that a child tells, if any does so soon."""
        try:
            child, said = self._heard.get(timeout=_WAKE)
        except queue.Empty:
            return
        if said is None:
            self._children.discard(child)
            self._end(child.outcome(stopping=False))
        else:
            stage, done, total = said["at"]
            self._told(child.job, (stage, done, total))

    def _end(self, outcome: Outcome) -> None:
        del self._open[outcome.job]
        self._report.add(outcome)
        if any(problem.code == "disk-full" for problem in outcome.problems):
            self._waiting.clear()  # each would work for minutes to find no room either
        self._told(outcome.job, outcome)

    def stop(self) -> None:
        """End the children: by asking, and after a while, or at a second Ctrl-C, by force."""
        for child in self._children:
            child.stop()
        until = time.monotonic() + PATIENCE
        with suppress(KeyboardInterrupt):
            for child in self._children:
                child.join(until - time.monotonic())
        for child in self._children:
            child.kill()
            child.join(PATIENCE)
            if child.job in self._open:
                self._end(child.outcome(stopping=True))

    def rest(self) -> None:
        """Tell of what was not made."""
        for job in self._open:
            self._told(job, Outcome(job=job, status="stopped"))
