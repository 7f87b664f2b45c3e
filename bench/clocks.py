"""Wall, CPU and memory of the part of a job that counts."""

import os
import sys
import time
from pathlib import Path
from typing import NamedTuple

Figures = dict[str, float]


class Clocks(NamedTuple):
    """Seconds. cpu: of this process and of its children that have ended."""

    wall: float
    cpu: float


def now() -> Clocks:
    """What they show."""
    children = os.times()
    return Clocks(
        time.perf_counter(),
        time.process_time() + children.children_user + children.children_system,
    )


def since(began: Clocks, **more: float) -> Figures:
    """Figures of what was done from then to now."""
    ended = now()
    return {"wall": ended.wall - began.wall, "cpu": ended.cpu - began.cpu, **more}


def peak(*, of_children: bool = False) -> float:
    """Most memory that this process held, MB, or the one of its children that held most.

    By Linux's own figure of a program: getrusage's has what its parent held when it was started.
    """
    if sys.platform == "win32":
        return 0.0
    status = Path("/proc/self/status")
    if not of_children and status.exists():
        rows = dict(row.split(":", 1) for row in status.read_text("ascii", "replace").splitlines())
        return int(rows["VmHWM"].split()[0]) / 2**10
    import resource

    who = resource.RUSAGE_CHILDREN if of_children else resource.RUSAGE_SELF
    most = resource.getrusage(who).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def hold_to(cores: int) -> None:
    """Let this process use so many cores, where the system can be told."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
