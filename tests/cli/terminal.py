"""A real terminal of 80x24 for a command, and somebody who types into it. POSIX only."""

import os
import pty
import re
import select
import subprocess
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct

from tests.cli.shell import PLAIN

ROWS, COLUMNS = 24, 80
_SIGN = re.compile(r"\x1b\[[0-9;?]*([A-Za-z])|\x1b.|(.)", re.DOTALL)
_UP = re.compile(r"\x1b\[(\d*)A")


class Seen(Struct, frozen=True):
    """What a command left: its exit code, all that came, and how many rows that took."""

    code: int
    text: str
    rows: int


def typed(*arguments: str, cwd: Path, answers: Sequence[tuple[str, str]] = (), **env: str) -> Seen:
    """Run a command in a terminal. answers: (what to wait for, what to type then), in order."""
    clean = {name: value for name, value in os.environ.items() if name not in PLAIN}
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (ROWS, COLUMNS))
    # The shell leads a session of its own and opens the terminal: so Ctrl-C reaches the command.
    shell = ["/bin/sh", "-c", 'exec "$@" <>"$0" >&0 2>&0', os.ttyname(theirs)]
    child = subprocess.Popen(
        [*shell, sys.executable, "-m", "clipkit", *arguments],
        cwd=cwd,
        env=clean | {"LANG": "C.UTF-8", "TERM": "xterm"} | env,
        start_new_session=True,
    )
    try:
        text = _talk(ours, child, list(answers))
        code = child.wait(10)
    finally:
        child.kill()
        child.wait()
        os.close(theirs)
        os.close(ours)
    assert "Traceback" not in text, text
    return Seen(code, re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text), rows_of(text))


def _talk(ours: int, child: "subprocess.Popen[bytes]", answers: list[tuple[str, str]]) -> str:
    """Read until the command has ended, and type each answer when its question is there."""
    come, asked, late = b"", 0, time.monotonic() + 120
    while time.monotonic() < late:
        ended = child.poll() is not None
        if select.select([ours], [], [], 0.05)[0]:
            come += os.read(ours, 65536)
            at = come.decode("utf-8", "replace").find(answers[0][0], asked) if answers else -1
            if at >= 0:
                asked = len(come.decode("utf-8", "replace"))
                os.write(ours, answers.pop(0)[1].encode())
        elif ended:
            assert answers == [], f"never asked: {answers[0][0]}\n{come.decode()}"
            return come.decode("utf-8", "replace")
    raise AssertionError(come.decode("utf-8", "replace"))


def rows_of(text: str) -> int:
    """Rows of a terminal that a text takes, from its first to its lowest."""
    from rich.cells import cell_len

    row = column = lowest = 0
    for match in _SIGN.finditer(text):
        sign = match[2]
        if match[1] == "A":
            up = _UP.fullmatch(match[0])
            row -= int(up[1] or 1) if up else 0
        elif sign == "\n":
            row, column = row + 1, 0
        elif sign == "\r":
            column = 0
        elif sign:
            column += cell_len(sign)
            if column > COLUMNS:
                row, column = row + 1, cell_len(sign)
        if sign and sign not in "\r\n":
            lowest = max(lowest, row + 1)
    return lowest
