"""The files of a cache as they lie in its folder: found, counted, deleted.

They are `KIND/SIXTEEN HEX DIGITS.clipkit`, and `KIND/.clipkit-EIGHT HEX DIGITS` while they are
written. Nothing else is ever touched, so that a cache may lie among a user's own files; and no
link is followed.
"""

import os
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

MARK = ".clipkit-"  # begins the name of all that is no entry, or none yet
SUFFIX = ".clipkit"
_KIND = re.compile(r"[a-z]+(?:-[a-z]+)*")
_OWN = re.compile(rf"[0-9a-f]{{16}}{re.escape(SUFFIX)}")
_HALF = re.compile(rf"{re.escape(MARK)}[0-9a-f]{{8}}")
_DAY = 24 * 60 * 60  # seconds: nothing is written for so long


class Entry(NamedTuple):
    """A file of a cache. used: last, in seconds since 1970. half: it isn't whole yet."""

    used: float
    size: int
    path: Path
    kind: str
    half: bool = False

    @property
    def left_behind(self) -> bool:
        """Whether a killed run has left it."""
        return self.half and time.time() - self.used > _DAY


class Freed(NamedTuple):
    """What was deleted. held: how many entries could not be."""

    entries: int = 0
    bytes: int = 0
    held: int = 0


def found(folder: Path) -> Iterator[Entry]:
    """All files of a cache, of which any may be gone by now. No folder: none."""
    for kind in _listed(folder):
        if not (_KIND.fullmatch(kind.name) and kind.is_dir(follow_symlinks=False)):
            continue
        for file in _listed(Path(kind.path)):
            half = bool(_HALF.fullmatch(file.name))
            if not half and not _OWN.fullmatch(file.name):
                continue
            try:
                facts = file.stat(follow_symlinks=False)
                if file.is_file(follow_symlinks=False):
                    path = Path(file.path)
                    yield Entry(facts.st_mtime, facts.st_size, path, kind.name, half)
            except OSError:
                continue  # another process has deleted it


def _listed(folder: Path) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as listed:
            return list(listed)
    except OSError:
        return []


def over(entries: Iterable[Entry], most: int) -> list[Entry]:
    """Return what goes so that `most` bytes at most stay: first what was not used for longest."""
    kept = sorted(entries)
    gone = [entry for entry in kept if entry.left_behind]
    total = sum(entry.size for entry in kept) - sum(entry.size for entry in gone)
    for entry in kept:
        if total <= most:
            break
        if not entry.half:
            gone.append(entry)
            total -= entry.size
    return gone


def drop(entries: Iterable[Entry]) -> Freed:
    """Delete files. One that another process has deleted already counts for nothing."""
    count = size = held = 0
    for entry in entries:
        try:
            entry.path.unlink()
        except FileNotFoundError:
            continue
        except OSError:  # Windows: it is being read
            held += not entry.half
        else:
            count, size = count + (not entry.half), size + entry.size
    return Freed(count, size, held)
