"""Child processes that read media: how they are started, and how they are held in bounds.

What crashes a decoder, or never ends, costs such a process only.
"""

import os
import subprocess
import sys
import warnings
from contextlib import suppress
from typing import BinaryIO

LIMIT = 20.0  # seconds that a child may go without a sign
MEMORY = 4_000_000_000  # bytes of a child's addresses: of 100 megapixels Pillow takes a tenth
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows: no console flashes up


def started(module: str, passed: tuple[int, ...] = ()) -> "subprocess.Popen[bytes]":
    """Start a module of ours as a child, with pipes to and from it; it ends with its stdin.

    passed: descriptors that it inherits, by the same numbers.
    Raises: OSError: no process can be started.
    """
    return subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
        # -P: what lies in the user's folder is never imported
        (sys.executable, "-P", "-m", module),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pass_fds=passed,
        creationflags=_NO_WINDOW,
    )


def begun() -> BinaryIO:
    """Bring this process, a child, into its bounds. Returns: where it tells what it found."""
    warnings.simplefilter("ignore")
    with suppress(ImportError, ValueError, OSError):  # Windows has none of it, macOS not all
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    telling = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no part of what is told
    return telling
