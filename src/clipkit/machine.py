"""What the machine gives to this process: processors, and memory that is free."""

import ctypes
import os
import sys
from pathlib import Path


class _Share:
    """How many processors this process may use, of those that the system grants it."""

    cores: int | None = None  # all


def share(cores: int) -> None:
    """Let this process use so many processors at most: others work beside it.

    Raises: ValueError: fewer than one.
    """
    if cores < 1:
        raise ValueError(f"nothing can be done on {cores} processors")
    _Share.cores = cores


def cores() -> int:
    """How many processors this process may use."""
    allowed = getattr(os, "sched_getaffinity", None)  # Linux's
    granted = len(allowed(0)) if allowed else os.cpu_count() or 1
    return min(granted, _Share.cores or granted)


def free_memory() -> int | None:
    """Bytes that can be had without swapping; None: this system doesn't say."""
    if sys.platform == "win32":
        return _windows_memory()
    try:
        lines = Path("/proc/meminfo").read_text("ascii").splitlines()
    except OSError:
        return None
    sizes = dict(line.split(":", 1) for line in lines if ":" in line)
    return int(sizes["MemAvailable"].split()[0]) * 1024 if "MemAvailable" in sizes else None


def _windows_memory() -> int | None:
    class Status(ctypes.Structure):  # MEMORYSTATUSEX
        _fields_ = (
            ("length", ctypes.c_ulong),
            ("load", ctypes.c_ulong),
            *((name, ctypes.c_ulonglong) for name in ("total", "free", "a", "b", "c", "d", "e")),
        )

    status = Status(length=ctypes.sizeof(Status))
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - not there on other systems
    if not kernel.GlobalMemoryStatusEx(ctypes.byref(status)):
        return None
    return int(status.free)
