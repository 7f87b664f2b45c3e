"""What stands for content: digests of values, of files, and of a room's code."""

import hashlib
import os
import re
import sys
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

LARGE = 1 << 28  # bytes
_PARTS, _PART = 64, 1 << 20
_FACTS = re.compile(r"([A-Za-z0-9._]+)-([^-]+)(?:-py[0-9.]+)?\.(?:dist|egg)-info")


def digest(*parts: object) -> str:
    """Sixteen hex digits that stand for plain values (numbers, strings, tuples of them)."""
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:16]


def digest_of_bytes(content: bytes) -> str:
    """`sha256:` and hex digits that stand for some bytes."""
    return "sha256:" + hashlib.sha256(content).hexdigest()


def digest_of_file(path: Path) -> str:
    """`sha256:` and hex digits that stand for a file's bytes; of LARGE ones see `_sampled`.

    A process reads a file once, as long as its size and its time of change stay.
    Raises: OSError: it can't be read.
    """
    told = path.stat()
    return _digest_of(path, told.st_size, told.st_mtime_ns)


@lru_cache(4096)
def _digest_of(path: Path, size: int, changed: int) -> str:
    with path.open("rb") as file:
        found = (
            hashlib.file_digest(file, "sha256") if size < LARGE else _sampled(file, size, changed)
        )
    return "sha256:" + found.hexdigest()


def _sampled(file: BinaryIO, size: int, changed: int) -> "hashlib._Hash":
    """Stand for a large file by its size, its time of change, and parts from all over it.

    To read all of a long clip takes longer than to decode the seconds of it that are used.
    """
    found = hashlib.sha256(repr((size, changed)).encode())
    for k in range(_PARTS):
        file.seek((size - _PART) * k // (_PARTS - 1))
        found.update(file.read(_PART))
    return found


def edition(folder: Path, files_like: str = "*.py") -> str:
    """Return a digest that changes with the code of a room: part of every key of what it makes.

    folder: the room's. files_like: a pattern. Names, sizes and times are looked at, not content.
    """
    files = sorted(folder.rglob(files_like))
    return digest(*((file.name, (told := file.stat()).st_size, told.st_mtime_ns) for file in files))


def installed(packages: Iterable[str]) -> list[str]:
    """`name version` of each package, as the folders of their facts are named.

    importlib.metadata takes as long to load as all else that a key needs.

    Raises: PackageNotFoundError: one isn't there.
    """
    known: dict[str, str] = {}
    for name, version in _facts():
        known.setdefault(name, version)
    return [f"{name} {known.get(name.lower()) or _told(name)}" for name in packages]


def _facts() -> Iterator[tuple[str, str]]:
    """Name and version of what is found where modules are, in that order."""
    for folder in sys.path:
        try:
            with os.scandir(folder or ".") as listed:
                names = [entry.name for entry in listed]
        except OSError:  # a zip file, or nothing
            continue
        for found in filter(None, map(_FACTS.fullmatch, names)):
            yield re.sub(r"[._]+", "-", found[1]).lower(), found[2]


def _told(name: str) -> str:
    """A version that no folder's name tells."""
    from importlib.metadata import version  # late, it takes a while

    return version(name)
