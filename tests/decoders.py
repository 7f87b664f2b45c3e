"""The child processes that decode clips: found, and struck as a broken decoder would strike."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clipkit.media import children

UNIX = pytest.mark.skipif(
    sys.platform == "win32" or not shutil.which("ps"), reason="signals and ps are Unix's"
)
MODULE = "clipkit.media.decoder"


def decoders(parent: int | None = None) -> set[int]:
    """Process numbers of the decoders at work. parent: whose; None: this process's."""
    command = ["ps", "-A", "-o", "pid=,ppid=,stat=,args="]
    listed = subprocess.run(command, capture_output=True, check=True).stdout.decode(
        "utf-8", "replace"
    )
    rows = [line.split(None, 3) for line in listed.splitlines() if MODULE in line]
    own = str(os.getpid() if parent is None else parent)
    return {int(pid) for pid, over, state, _ in rows if over == own and state[0] not in "ZX"}


def struck(number: signal.Signals) -> int:
    """Send a signal to each decoder of this process. Returns: how many there were."""
    found = decoders()
    for pid in found:
        os.kill(pid, number)
    return len(found)


def gone(pids: set[int], seconds: float = 10.0) -> bool:
    """Whether processes end within some time."""
    stop = time.monotonic() + seconds
    while time.monotonic() < stop:
        if not any(_there(pid) for pid in pids):
            return True
        time.sleep(0.02)
    return False


def _there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    listed = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, check=False)
    return listed.stdout.strip()[:1] not in (b"", b"Z", b"X")


def broken(home: Path, code: str, patch: pytest.MonkeyPatch) -> None:
    """Make this a machine that breaks some children, by code that each runs first, in 3 s at most.

    home: a folder to be made for it.
    """
    home.mkdir()
    (home / "sitecustomize.py").write_text(code, "utf-8")
    inherited = os.environ.get("PYTHONPATH", "")
    patch.setenv("PYTHONPATH", f"{home}{os.pathsep}{inherited}" if inherited else str(home))
    patch.setattr(children, "LIMIT", 3.0)
