"""clipkit as a stranger runs it: in a process of its own."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

PLAIN = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG")


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left: its exit code and both streams."""

    code: int
    out: str
    err: str


def clipkit(*arguments: str, cwd: Path, stdin: bytes = b"", **env: str) -> Answer:
    """Run a command in `cwd`, in English unless `env` says otherwise."""
    clean = {name: value for name, value in os.environ.items() if name not in PLAIN}
    done = subprocess.run(
        [sys.executable, "-m", "clipkit", *arguments],
        cwd=cwd,
        input=stdin,
        env=clean | {"LANG": "C.UTF-8"} | env,
        capture_output=True,
        timeout=120,
        check=False,
    )
    answer = Answer(done.returncode, done.stdout.decode(), done.stderr.decode())
    assert "Traceback" not in answer.err, answer.err
    return answer
