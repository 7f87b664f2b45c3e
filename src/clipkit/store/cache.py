"""What was made before, kept for the next run in the user's cache folder."""

import hashlib
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from clipkit.store import entries
from clipkit.store.digests import digest

CACHE_VARIABLE = "CLIPKIT_CACHE"  # a folder of one's own, or `off`
MOST_KEPT = 5_000_000_000  # bytes
_SHA256 = 32  # bytes
_HOUR = 60 * 60  # seconds
_BLOCK = 4096  # bytes that a byte of the tally stands for
_TALLY = f"{entries.MARK}tally"
_LOCK = f"{entries.MARK}tidying.lock"
_FULL, _ROOMY = 0.95, 0.9  # of the bound: above the one it is tidied, down to the other


class Kind(NamedTuple):
    """The entries of one kind. used: when one was last, in seconds since 1970."""

    name: str
    entries: int
    bytes: int
    used: float


class Cache(NamedTuple):
    """Things that were made before, as files: those not used for longest go first.

    A file begins with a digest of its key and of the rest: one that is cut off, changed, or of
    another key under the same name is as good as absent. What can't be kept isn't: a folder that
    is full or read-only costs time, nothing else. Several processes may use one folder: equal keys
    have equal content, and files are whole. Any of them may delete anything: what was put may be
    gone in the next moment.

    folder: None: nothing is kept. most: bytes, passed by what is being put, no more.
    """

    folder: Path | None
    most: int = MOST_KEPT

    def get(self, kind: str, *key: object) -> bytes | None:
        """Return what is kept under a key. kind: a name of letters. key: plain values."""
        if self.folder is None:
            return None
        path = _path(self.folder, kind, key)
        try:
            content = path.read_bytes()
        except OSError:
            return None
        whole = _seal(kind, key, memoryview(content)[_SHA256:]) == content[:_SHA256]
        with suppress(OSError):
            if not whole:
                path.unlink()
            elif time.time() - path.stat().st_mtime > _HOUR:  # a write now and then, no more
                os.utime(path)
        return content[_SHA256:] if whole else None

    def put(self, kind: str, *key: object, content: bytes) -> None:
        """Keep something under a key, if it can be kept."""
        if self.folder is None or len(content) + _SHA256 > self.most:
            return
        path = _path(self.folder, kind, key)
        lent = path.with_name(f"{entries.MARK}{token_hex(4)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            full = self._tallied(self.folder, len(content) + _SHA256)
            with lent.open("wb") as file:
                file.write(_seal(kind, key, content))
                file.write(content)
            lent.replace(path)
            if full:
                self._tidy(self.folder)
        except OSError:
            with suppress(OSError):
                lent.unlink(missing_ok=True)

    def kinds(self) -> list[Kind]:
        """Return what is kept, the largest kind first."""
        kept: dict[str, list[entries.Entry]] = {}
        for entry in entries.found(self.folder) if self.folder else ():
            if not entry.half:
                kept.setdefault(entry.kind, []).append(entry)
        rows = [
            Kind(name, len(own), sum(one.size for one in own), max(one.used for one in own))
            for name, own in kept.items()
        ]
        return sorted(rows, key=lambda row: row.bytes, reverse=True)

    def prune(self, most: int | None = None) -> entries.Freed:
        """Delete what was not used for longest, and what killed runs left.

        most: bytes that may stay; None: the bound.
        """
        if self.folder is None:
            return entries.Freed()
        kept = list(entries.found(self.folder))
        return entries.drop(entries.over(kept, self.most if most is None else most))

    def clear(self) -> entries.Freed:
        """Delete all that is kept, and what is being put just now."""
        if self.folder is None:
            return entries.Freed()
        kept = list(entries.found(self.folder))
        freed = entries.drop(kept)
        for name in (_TALLY, _LOCK):
            with suppress(OSError):
                (self.folder / name).unlink(missing_ok=True)
        for kind in {entry.path.parent for entry in kept}:
            with suppress(OSError):
                kind.rmdir()  # if there is nothing else in it
        return freed

    def _tallied(self, folder: Path, size: int) -> bool:
        """Add to the tally of what the folder holds. Returns: whether it may be full by now.

        The tally is a file that grows by a byte for each block: processes may add to it at the
        same time, without a lock. It counts too much, never too little for long; who tidies
        measures. One that is new knows nothing of what may be there.
        """
        blocks = -(-size // _BLOCK)
        with (folder / _TALLY).open("ab", buffering=0) as file:
            file.write(bytes(blocks))
            told = file.tell()
        return told == blocks or told * _BLOCK > self.most

    def _tidy(self, folder: Path) -> None:
        """Measure, and make room where it is needed and no other process is doing so.

        Raises: OSError: the folder can't be written any more.
        """
        tally = folder / _TALLY
        before = tally.stat().st_size
        kept = list(entries.found(folder))
        total = sum(entry.size for entry in kept)
        if total > self.most * _FULL:
            from filelock import FileLock, Timeout  # late, it takes a while, and is seldom needed

            with suppress(Timeout, NotImplementedError), FileLock(folder / _LOCK, timeout=0):
                total -= entries.drop(entries.over(kept, int(self.most * _ROOMY))).bytes
        meanwhile = max(0, tally.stat().st_size - before)
        os.truncate(tally, -(-total // _BLOCK) + meanwhile)  # its length; it takes no room


def _seal(kind: str, key: tuple[object, ...], content: bytes | memoryview) -> bytes:
    """Return what stands for an entry: 32 bytes."""
    seal = hashlib.sha256(repr((kind, key)).encode())
    seal.update(content)
    return seal.digest()


def _path(folder: Path, kind: str, key: tuple[object, ...]) -> Path:
    return folder / kind / f"{digest(kind, *key)}{entries.SUFFIX}"


class _Switch:
    """How many blocks of this process want no cache now."""

    off = 0


NOTHING_KEPT = Cache(None)


@contextmanager
def uncached() -> Iterator[None]:
    """Have nothing read from the cache, and nothing kept in it, in all of this process."""
    _Switch.off += 1
    try:
        yield
    finally:
        _Switch.off -= 1


def cache() -> Cache:
    """Return the user's cache: in the system's folder for caches, or where CLIPKIT_CACHE says."""
    said = os.environ.get(CACHE_VARIABLE, "")
    if said == "off" or _Switch.off:
        return NOTHING_KEPT
    if said:
        return Cache(Path(said))
    from platformdirs import user_cache_path  # late: as filelock

    return Cache(user_cache_path("clipkit", appauthor=False))
