"""Many clips at once, against the same on one core."""

import os
import tempfile
from pathlib import Path

from bench import clocks, media
from bench.clocks import Figures
from clipkit import batch as room
from clipkit.model.options import Options
from clipkit.store import CACHE_VARIABLE


def batch(folder: Path, clips: int, *, count: int) -> Figures:
    """So many short clips on `count` cores, as many at once; nothing is remembered of earlier ones.

    cpu: of its children. job: MB that one of them held at most.
    """
    clocks.hold_to(count)
    os.environ[CACHE_VARIABLE] = "off"
    scripts = [media.script(folder, number) for number in range(clips)]
    with tempfile.TemporaryDirectory() as out:
        jobs = room.jobs(scripts, Path(out), Options())
        report, began = room.Report(Path(out), jobs, "en"), clocks.now()
        room.run(jobs, Options(), count, report, lambda *_: None)
        figures = clocks.since(began, job=clocks.peak(of_children=True))
    assert all(outcome.status == "done" for outcome in report.outcomes), report.outcomes
    return figures
