"""What stands for content: digests of values, of files, and of a room's code."""

import hashlib
from functools import lru_cache
from pathlib import Path


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


def edition(folder: Path, files_like: str = "*.py") -> str:
    """Return a digest that changes with the code of a room: part of every key of what it makes.

    folder: the room's. files_like: a pattern. Names, sizes and times are looked at, not content.
    """
    files = sorted(folder.rglob(files_like))
    return digest(*((file.name, (told := file.stat()).st_size, told.st_mtime_ns) for file in files))
