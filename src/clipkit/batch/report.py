"""How each clip of a batch went, and report.json, which says so of all."""

import json
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from clipkit import pipeline
from clipkit.batch.finding import Job
from clipkit.errors import ClipkitError, Place, Problem
from clipkit.pipeline import folders

NAME = "report.json"
Status = Literal["done", "failed", "stopped"]


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of a job. `stopped`: it was not made, for a reason that isn't its own.

    seconds: of work, on the clock. outputs: as in `render --json`. trace: what a bug of ours, or
    a crash, has left to say.
    """

    job: Job
    status: Status
    seconds: float = 0.0
    outputs: tuple[dict[str, Any], ...] = ()
    problems: tuple[Problem, ...] = ()
    trace: str = ""

    def as_json(self, lang: str) -> dict[str, object]:
        """Its form in report.json, and in a line of `batch --json`."""
        return {
            "file": str(self.job.script),
            "status": self.status,
            "seconds": round(self.seconds, 3),
            "outputs": list(self.outputs),
            "problems": [problem.as_json(lang) for problem in self.problems],
        }


class Report:
    """The outcomes so far, and report.json, which is true at any moment.

    What has no outcome yet stands there as `stopped`: that it is, if all is killed now.
    """

    def __init__(self, out: Path, jobs: Sequence[Job], lang: str) -> None:
        """Make the folder, if it isn't there, and a first report.json. lang: of its words.

        Raises: ClipkitError: output-not-folder, output-unwritable, disk-full.
        """
        if out.exists() and not out.is_dir():
            raise ClipkitError(Place(str(out)).problem("output-not-folder", path=out))
        self.path, self._lang = out / NAME, lang
        self._outcomes = {job: Outcome(job=job, status="stopped") for job in jobs}
        with folders.writing(out, makes_folders=True):
            out.mkdir(parents=True, exist_ok=True)
        self.save()

    @property
    def outcomes(self) -> list[Outcome]:
        """Those of all jobs, in their order."""
        return list(self._outcomes.values())

    def add(self, outcome: Outcome) -> None:
        """Take an outcome. Where it can't be written now, it may be at the end."""
        self._outcomes[outcome.job] = outcome
        with suppress(ClipkitError, OSError):
            self.save()

    def save(self) -> None:
        """Write report.json.

        Raises: ClipkitError: output-unwritable, disk-full.
        """
        clips = [outcome.as_json(self._lang) for outcome in self.outcomes]
        document = {"schema": "clipkit.batch/1", "clips": clips}
        text = json.dumps(document, ensure_ascii=False, indent=1)
        content = f"{text}\n".encode("utf-8", "replace")  # a file's name may be no text at all
        pipeline.save(self.path, content)
