"""The only room that writes: files whole or absent, and content digests."""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from glob import escape
from pathlib import Path
from secrets import token_hex

from filelock import FileLock, Timeout

_MARK = ".clipkit-"


def digest(*parts: object) -> str:
    """Sixteen hex digits that stand for plain values (numbers, strings, tuples of them)."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def digest_of_file(path: Path) -> str:
    """`sha256:` and the hex digits of a file's bytes.

    Raises: OSError: it can't be read.
    """
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Lend a path beside `target`; move it there if the block ends well.

    The lent path is locked while it is lent. One whose lock is free was left by a killed run:
    it is deleted here, before the work begins.

    Raises: OSError: the folder can't be written, or the disk is full.
    """
    _sweep(target)
    lent = target.with_name(f"{_MARK}{token_hex(4)}-{target.name}")
    lock = FileLock(lent.with_name(lent.name + ".lock"), timeout=5)
    try:
        _try(lent)
        with lock:
            yield lent
            with lent.open("rb+") as file:
                os.fsync(file.fileno())
            lent.replace(target)
    finally:
        lent.unlink(missing_ok=True)
        Path(lock.lock_file).unlink(missing_ok=True)


def _try(lent: Path) -> None:
    """Make the file. A lock in a folder that takes none would be waited for without end."""
    try:
        lent.touch()
    except FileNotFoundError as error:  # /proc, a vanished share
        raise PermissionError(errno.EACCES, "takes no files", str(lent.parent)) from error


def write(target: Path, content: bytes) -> None:
    """Put a small file in place, whole or not at all.

    Raises: OSError: as `replacing`.
    """
    with replacing(target) as lent:
        lent.write_bytes(content)


def _sweep(target: Path) -> None:
    """Delete what killed runs left of this very target."""
    for left in target.parent.glob(f"{_MARK}*-{escape(target.name)}*"):
        lock = FileLock(left if left.name.endswith(".lock") else f"{left}.lock", timeout=0)
        try:
            with lock:
                if not left.name.endswith(".lock"):
                    left.unlink(missing_ok=True)
        except (Timeout, OSError):
            continue
        Path(lock.lock_file).unlink(missing_ok=True)
