"""Memory that a process shares with a child of its own.

It has no name that could be left behind: it is gone when both are, whatever ended them.
"""

import mmap
import os
import sys
from contextlib import suppress
from secrets import token_hex
from typing import NamedTuple


class Shared(NamedTuple):
    """Memory to be. told: by what the child finds it. passed: descriptors that it inherits."""

    told: str
    passed: tuple[int, ...]


def begun() -> Shared:
    """Return memory that has no size yet, for a child to be started with.

    Raises: OSError: there is no room for it.
    """
    if sys.platform == "win32":  # a mapping is gone with its last handle, and its name with it
        return Shared(f"clipkit-{token_hex(16)}", ())
    number = _unnamed()
    return Shared(str(number), (number,))


def sized(shared: Shared, size: int) -> mmap.mmap:
    """Give memory its size, in bytes, and return it: the parent's part, before the child's.

    Raises: OSError: there is no room for it.
    """
    if sys.platform == "win32":
        return mmap.mmap(-1, size, tagname=shared.told)
    os.ftruncate(shared.passed[0], size)
    return mmap.mmap(shared.passed[0], size)


def found(told: str, size: int) -> mmap.mmap:
    """Return memory that a parent told of and gave its size, in bytes: the child's part.

    Raises: OSError: it isn't there.
    """
    if sys.platform == "win32":
        return mmap.mmap(-1, size, tagname=told)
    return mmap.mmap(int(told), size)


def let_go(shared: Shared) -> None:
    """Close what is passed on to a child; what is mapped already stays."""
    for number in shared.passed:
        os.close(number)


def _unnamed() -> int:
    """Return the descriptor of a file without a name: of memory, where the system has such."""
    if sys.platform == "linux":
        with suppress(OSError, AttributeError):  # forbidden, or not in this C library
            return os.memfd_create("clipkit")
    from tempfile import TemporaryFile  # late: it takes a while to load

    with TemporaryFile(prefix="clipkit-") as file:  # unlinked as soon as it is made
        return os.dup(file.fileno())
