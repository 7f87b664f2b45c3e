"""clipkit as a stranger runs it: in a process of its own; and, for what it says, in ours."""

import io
import os
import subprocess
import sys
import warnings
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest
from msgspec import Struct

PLAIN = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "LANG")

# For a child whose files may not grow: Python leaves half of a compiled module then, for all others
UNCOMPILED = {"PYTHONDONTWRITEBYTECODE": "1"}


class Answer(Struct, frozen=True):
    """What a command left: its exit code and both streams."""

    code: int
    out: str
    err: str


def unwatched() -> dict[str, str]:
    """The environment of a child whose branches aren't counted: other tests walk along them too."""
    return {name: it for name, it in os.environ.items() if not name.startswith("COVERAGE")}


def clipkit(
    *arguments: str, cwd: Path, stdin: bytes = b"", watched: bool = True, **env: str
) -> Answer:
    """Run a command in `cwd`, in English unless `env` says otherwise."""
    ours = os.environ if watched else unwatched()
    clean = {name: value for name, value in ours.items() if name not in PLAIN}
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


def inside(*arguments: str, cwd: Path, stdin: bytes = b"", **env: str) -> Answer:
    """The same in this process: for tests of what a command says and leaves, not of how it runs."""
    from clipkit.cli import run

    out, err = io.BytesIO(), io.BytesIO()
    printed, told = (io.TextIOWrapper(stream, "utf-8", newline="") for stream in (out, err))
    with (
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(printed),
        redirect_stderr(told),
        warnings.catch_warnings(action="ignore"),
    ):
        for name in PLAIN:
            patch.delenv(name, raising=False)
        for name, value in ({"LANG": "C.UTF-8"} | env).items():
            patch.setenv(name, value)
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), "utf-8"))
        patch.chdir(cwd)
        code = int(run(arguments))
    printed.flush()
    told.flush()
    answer = Answer(code, out.getvalue().decode(), err.getvalue().decode())
    assert "Traceback" not in answer.err, answer.err
    return answer
