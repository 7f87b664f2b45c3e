"""The only room that writes: files whole or absent, content digests, and what is kept for later."""

import errno
import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from glob import escape
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

_MARK = ".clipkit-"
_SHA256 = 32  # bytes
_ROOM = 200  # bytes of a name: 255, a disk's most, without what a temporary one adds
_WAITS = (0.1, 0.4)  # seconds: what looks for viruses holds a new file that long
CACHE_VARIABLE = "CLIPKIT_CACHE"  # a folder of one's own, or `off`
MOST_KEPT = 5 * 2**30  # bytes
_DAY = 24 * 60 * 60  # seconds


def digest(*parts: object) -> str:
    """Sixteen hex digits that stand for plain values (numbers, strings, tuples of them)."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def digest_of_file(path: Path) -> str:
    """`sha256:` and the hex digits of a file's bytes.

    A process reads a file once, as long as its size and its time of change stay.
    Raises: OSError: it can't be read.
    """
    told = path.stat()
    return _digest_of(path, told.st_size, told.st_mtime_ns)


@lru_cache(4096)
def _digest_of(path: Path, size: int, changed: int) -> str:
    del size, changed  # part of what is remembered
    with path.open("rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


@dataclass(slots=True)
class Lent:
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
        lock = FileLock(left.with_name(f"{lent}.lock"), timeout=0)
        try:
            with lock:
                if not left.name.endswith(".lock"):
                    left.unlink(missing_ok=True)
        except (Timeout, OSError):
            continue
        Path(lock.lock_file).unlink(missing_ok=True)


class Cache(NamedTuple):
    """Small things that were made before, as files: those not used for longest go first.

    A file begins with the digest of the rest: one that is cut off or changed is as good as
    absent. What can't be kept isn't: a folder that is full or read-only costs time, nothing else.
    Several processes may use one folder: equal keys have equal content, and files are whole.

    folder: None: nothing is kept. most: bytes, looked at once a day.
    """

    folder: Path | None
    most: int = MOST_KEPT

    def get(self, kind: str, *key: object) -> bytes | None:
        """Return what is kept under a key. kind: a name of letters. key: plain values."""
        path = self._path(kind, key)
        if path is None:
            return None
        try:
            content = path.read_bytes()
            if hashlib.sha256(content[_SHA256:]).digest() != content[:_SHA256]:
                return None
            if time.time() - path.stat().st_mtime > _DAY:
                os.utime(path)
        except OSError:
            return None
        return content[_SHA256:]

    def put(self, kind: str, *key: object, content: bytes) -> None:
        """Keep something under a key, if it can be kept."""
        path = self._path(kind, key)
        if path is None:
            return
        lent = path.with_name(f"{_MARK}{token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            lent.write_bytes(hashlib.sha256(content).digest() + content)
            lent.replace(path)
        except OSError:
            with suppress(OSError):
                lent.unlink(missing_ok=True)
            return
        self._tidy()

    def _path(self, kind: str, key: tuple[object, ...]) -> Path | None:
        return None if self.folder is None else self.folder / kind / digest(kind, *key)

    def _tidy(self) -> None:
        """Once a day, delete what was not used for longest, and what killed runs left."""
        if self.folder is None:
            return
        told, now = self.folder / ".tidied", time.time()
        with suppress(OSError):
            if told.exists() and now - told.stat().st_mtime < _DAY:
                return
            told.touch()
            kept = []
            for path in self.folder.glob("*/*"):
                facts = path.stat()
                if path.name.startswith(_MARK) and now - facts.st_mtime > _DAY:
                    path.unlink(missing_ok=True)
                else:
                    kept.append((facts.st_mtime, facts.st_size, path))
            total = sum(size for _, size, _ in kept)
            for _, size, path in sorted(kept):
                if total <= self.most:
                    break
                path.unlink(missing_ok=True)
                total -= size


def cache() -> Cache:
    """Return the user's cache: in the system's folder for caches, or where CLIPKIT_CACHE says."""
    said = os.environ.get(CACHE_VARIABLE, "")
    if said == "off":
        return Cache(None)
    if said:
        return Cache(Path(said))
    from platformdirs import user_cache_path  # late: as filelock

    return Cache(user_cache_path("clipkit", appauthor=False))


def edition(folder: Path, files_like: str = "*.py") -> str:
    """Return a digest that changes with the code of a room: part of every key of what it makes.

    folder: the room's. files_like: a pattern. Names, sizes and times are looked at, not content.
    """
    files = sorted(folder.rglob(files_like))
    return digest(*((file.name, (told := file.stat()).st_size, told.st_mtime_ns) for file in files))
