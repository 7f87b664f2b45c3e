"""Files that are put in place whole, or not at all."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from glob import escape
from pathlib import Path
from secrets import token_hex

from msgspec import Struct

from clipkit.store.digests import digest

_MARK = ".clipkit-"
_ROOM = 200  # bytes of a name: 255, a disk's most, without what a temporary one adds
_WAITS = (0.1, 0.4)  # seconds: what looks for viruses holds a new file that long


class Lent(Struct):
    """A file that is being made. path: where. target: where it goes, at the end: where it is."""

    path: Path
    target: Path


@contextmanager
def replacing(target: Path) -> Iterator[Lent]:
    """Lend a path beside `target`; move it there if the block ends well.

    Where another program holds the target open and the system guards it (a player on Windows),
    the file goes beside it, as `NAME (2).mp4`.

    The lent path is locked while it is lent. One whose lock is free was left by a killed run:
    it is deleted here, before the work begins, with all whose names begin like it.

    Raises: OSError: the folder can't be written, or the disk is full.
    """
    from filelock import FileLock  # late, it takes a while: a check writes nothing

    _sweep(target)
    path = target.with_name(f"{_MARK}{token_hex(4)}-{_short(target)}")
    lock = FileLock(path.with_name(path.name + ".lock"), timeout=5)
    try:
        _try(path)
        with lock:
            lent = Lent(path, target)
            yield lent
            with path.open("rb+") as file:
                os.fsync(file.fileno())
            lent.target = _moved(path, target)
    finally:
        path.unlink(missing_ok=True)
        Path(lock.lock_file).unlink(missing_ok=True)


def _moved(path: Path, target: Path) -> Path:
    """Put a finished file in place, or beside what can't be replaced. Returns: where it is.

    Raises: OSError: it can't be put there either.
    """
    for wait in (*_WAITS, None):
        try:
            return path.replace(target)
        except PermissionError:
            if not target.is_file():
                raise
            if wait is not None:
                time.sleep(wait)
    number = 2
    while (beside := target.with_stem(f"{target.stem} ({number})")).exists():
        number += 1
    return path.replace(beside)


def _try(lent: Path) -> None:
    """Make the file. A lock in a folder that takes none would be waited for without end."""
    try:
        lent.touch()
    except FileNotFoundError as error:  # /proc, a vanished share
        raise PermissionError(errno.EACCES, "takes no files", str(lent.parent)) from error


def write(target: Path, content: bytes, *, executable: bool = False) -> Path:
    """Put a small file in place, whole or not at all. executable: it may be double-clicked.

    Returns: where it is, as `replacing`.
    Raises: OSError: as `replacing`.
    """
    with replacing(target) as lent:
        lent.path.write_bytes(content)
        if executable:
            lent.path.chmod(lent.path.stat().st_mode | 0o111)
    return lent.target


def _short(target: Path) -> str:
    """A target's name within a temporary one: of a long one its digest, so that there is room."""
    name = target.name
    return name if len(os.fsencode(name)) <= _ROOM else digest(name) + target.suffix[-8:]


def _sweep(target: Path) -> None:
    """Delete what killed runs left of this very target."""
    from filelock import FileLock, Timeout

    name = _short(target)
    for left in target.parent.glob(f"{_MARK}*-{escape(name)}*"):
        lent = "".join(left.name.partition(f"-{name}")[:2])  # `left`, or what it lies beside
        lock = left.with_name(f"{lent}.lock")
        with suppress(Timeout, OSError), FileLock(lock, timeout=0):
            if left != lock:
                left.unlink(missing_ok=True)
            lock.unlink(missing_ok=True)  # while it is held: its owner may be about to take it
