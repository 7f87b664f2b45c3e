"""A child process that makes one clip, and what is heard of it."""

import json
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import IO, Any

from msgspec.structs import asdict

from clipkit import store
from clipkit.batch.finding import Job
from clipkit.batch.report import Outcome
from clipkit.errors import Place, Problem
from clipkit.model.options import Options
from clipkit.model.problems import from_plain

# -P: what lies in the user's folder is never imported. faulthandler: where a crash was.
COMMAND = (sys.executable, "-P", "-X", "faulthandler", "-m", "clipkit.batch.child")
# Ctrl-C in the terminal reaches the parent alone, which ends its children by their stdin, once:
# a second interrupt would fall into their tidying up. No console flashes up on Windows.
_APART: int = getattr(subprocess, "CREATE_NEW_PROCESS_GROUP", 0) | getattr(
    subprocess, "CREATE_NO_WINDOW", 0
)
_ENDS = {"done", "failed", "crashed", "broken"}  # what a child tells last
_KEPT = 16_384  # bytes of what a child has said on stderr last
At = tuple[str, int, int]  # stage, done, total


class Running:
    """A child at work. heard: gets (self, what) for all that it tells, None when it has gone."""

    def __init__(
        self,
        job: Job,
        options: Options,
        cores: int,
        heard: "queue.SimpleQueue[tuple[Running, Mapping[str, Any] | None]]",
    ) -> None:
        """Start it.

        Raises: OSError: the system can't.
        """
        self.job, self._heard = job, heard
        self._began, self._stderr = time.monotonic(), b""
        self._said: Mapping[str, Any] = {}
        self._process = subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            creationflags=_APART,
            process_group=0,  # Unix's
        )
        keeps = store.cache().folder is not None  # a child keeps no more than its parent does
        order = {
            "script": str(job.script), "target": str(job.target), "cores": cores, "keeps": keeps
        }  # fmt: skip
        text = json.dumps(order | {"options": asdict(options)}) + "\n"
        with suppress(OSError):  # it has gone already; `_follow` tells how
            stdin = _of(self._process.stdin)
            stdin.write(text.encode())
            stdin.flush()
        self._thread = threading.Thread(target=self._follow, name="clipkit-child", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Have it take away what is half made, and go."""
        with suppress(OSError):
            _of(self._process.stdin).close()

    def kill(self) -> None:
        """End it at once, if it hasn't ended."""
        self._process.kill()

    def join(self, seconds: float) -> None:
        """Wait until it has gone, for so long at most."""
        self._thread.join(max(0.0, seconds))

    def _follow(self) -> None:
        """Pass on what it tells, until it has gone."""
        drain = threading.Thread(target=self._drain, name="clipkit-stderr", daemon=True)
        drain.start()
        try:
            with _of(self._process.stdout) as lines:
                for line in lines:
                    self._hear(line)
            self._process.wait()
            drain.join()
            self.stop()
        finally:
            self._heard.put((self, None))

    def _hear(self, line: bytes) -> None:
        """Take a line; what is none of the child's own is somebody's who prints at every start."""
        try:
            said = json.loads(line)
        except ValueError:
            return
        if isinstance(said, dict) and "at" in said:
            self._heard.put((self, said))
        elif isinstance(said, dict) and said.keys() & _ENDS:
            self._said = said

    def _drain(self) -> None:
        """Keep the end of what it says on stderr."""
        with _of(self._process.stderr) as stderr:
            while part := stderr.read(_KEPT):
                self._stderr = (self._stderr + part)[-_KEPT:]

    def outcome(self, *, stopping: bool) -> Outcome:
        """Return what became of its job, once it has gone. stopping: whether that was wanted."""
        seconds = time.monotonic() - self._began
        for status in ("done", "failed"):
            if status in self._said:
                told = self._said[status]
                return Outcome(
                    job=self.job,
                    status=status,
                    seconds=seconds,
                    outputs=tuple(told.get("outputs", ())),
                    problems=from_plain(told["problems"]),
                )
        if stopping:
            return Outcome(job=self.job, status="stopped", seconds=seconds)
        if "broken" in self._said:
            told = self._said["broken"]
            return failed(self.job, "clip-broken", told["reason"], told["trace"], seconds)
        reason = self._said["crashed"]["reason"] if self._said else self._end()
        said = self._stderr.decode("utf-8", "replace")
        trace = said if "fatal" in said.lower() else ""  # faulthandler's; all else is small talk
        return failed(self.job, "clip-crashed", reason, trace, seconds)

    def _end(self) -> str:
        """How it ended, by the system's name."""
        code = self._process.returncode
        if code < 0:
            with suppress(ValueError):
                return signal.Signals(-code).name
        return f"exit {code}"


def failed(job: Job, code: str, reason: str, trace: str = "", seconds: float = 0.0) -> Outcome:
    """Return the outcome of a job that something other than its script has broken."""
    problem: Problem = Place(str(job.script)).problem(code, reason=reason)
    return Outcome(job=job, status="failed", seconds=seconds, problems=(problem,), trace=trace)


def _of(pipe: IO[bytes] | None) -> IO[bytes]:
    assert pipe is not None  # noqa: S101 - all three were asked for
    return pipe
