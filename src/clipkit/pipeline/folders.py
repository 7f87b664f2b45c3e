"""Where files are: a script's folder, what ships with clipkit, and what may be written."""

import errno
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from msgspec import Struct

from clipkit import store
from clipkit.errors import ClipkitError, Place, Problem, nearest
from clipkit.model.script import Script
from clipkit.model.timeline import Timeline
from clipkit.reading import naming
from clipkit.shipped import ASSETS

_LONGEST = 220  # characters of a path: MAX_PATH, 260, without what a temporary name adds
_MOST = 5000  # files of a folder that are looked at


@cache
def shelf(name: str) -> Path:
    """Folder of what ships: `templates` and `examples` stand at the top of a checkout."""
    shipped = ASSETS / name
    return shipped if shipped.is_dir() else ASSETS.parents[2] / name


def script_in(path: Path) -> Path:
    """Return the script that a path means: itself, or the only one of its folder.

    Raises: ClipkitError: script-missing, script-several, script-none, script-document.
    """
    if path.is_file():
        return path
    if path.is_dir():
        files = sorted(path.iterdir())
        found = [file for file in files if naming.is_script(file.name)] or [
            file for file in files if naming.is_subtitles(file.name) and file.name[0] not in "._"
        ]
        own = [file for file in found if file.stem == path.name]
        if len(found) == 1 or len(own) == 1:
            return (own or found)[0]
        if found:
            known = ", ".join(file.name for file in found)
            raise ClipkitError(Place(str(path)).problem("script-several", path=path, known=known))
        raise ClipkitError(_no_text(path))
    raise ClipkitError(missing(path))


def missing(path: Path) -> Problem:
    """Return the problem of a script, or a folder of scripts, that isn't there."""
    near = nearest_to(path)
    hint = str(path.parent / near) if near else ""
    return Place(str(path)).problem("script-missing", path=path, near=hint)


def _no_text(folder: Path) -> Problem:
    """Return what is wrong with a folder without a text: perhaps it is still a document."""
    kinds = {".docx": "Word", ".doc": "Word", ".odt": "OpenDocument", ".pdf": "PDF", ".rtf": "RTF"}
    for file in sorted(folder.iterdir()):
        form = kinds.get(file.suffix.lower())
        if form and not file.name.startswith(("~$", ".")):
            return Place(str(file)).problem("script-document", file=file.name, form=form)
    return Place(str(folder)).problem("script-none", path=folder)


def nearest_to(path: Path) -> str:
    """Return the name in its folder that is most like a missing file's, or nothing."""
    beside = [file.name for file in path.parent.iterdir()] if path.parent.is_dir() else []
    return nearest(path.name, beside)


def names(folder: Path, stem: str) -> list[str]:
    """Files of a script's folder, and of those in it that are its own, `/` between the parts."""
    found = [file.name for file in _files(folder)]
    for inner in (stem, naming.MEDIA):
        found += [f"{inner}/{file.name}" for file in _files(folder / inner)]
    return found


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    listed = (file for _, file in zip(range(_MOST), folder.iterdir(), strict=False))
    return sorted(file for file in listed if file.is_file())


class Files(Struct, frozen=True):
    """From a key of Timeline.sources to its file; picklable."""

    paths: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, timeline: Timeline) -> "Files":
        """Those of a timeline."""
        folder = Path(timeline.folder)
        return cls(tuple((key, str(folder / file.path)) for key, file in timeline.sources))

    def __call__(self, key: str) -> Path:
        """Return the file of a key.

        Raises: KeyError: it has none.
        """
        return Path(dict(self.paths)[key])


def bytes_of(path: Path) -> str:
    """Return the digest of a file; what can't be read has none, and who opens it says so."""
    try:
        return store.digest_of_file(path)
    except OSError:
        return ""


def inputs(script: Script, timeline: Timeline) -> list[Path]:
    """Return what a clip is made of."""
    sources = Files.of(timeline)
    return [Path(script.file), *(sources(key) for key, _ in timeline.sources)]


def is_one_of(target: Path, files: Iterable[Path]) -> bool:
    """Whether a target is a file that is there, links followed."""
    return any(one.exists() and one.resolve() == target.resolve() for one in files)


def guard(target: Path, files: Iterable[Path]) -> None:
    """Refuse to write over a file.

    Raises: ClipkitError: output-is-input.
    """
    if is_one_of(target, files):
        raise ClipkitError(Place(str(target)).problem("output-is-input", path=target))


def _too_long(error: OSError, target: Path) -> bool:
    """Whether a name is longer than the disk takes, or its whole path than Windows does."""
    on_windows = sys.platform == "win32" and len(str(target.absolute())) > _LONGEST
    return error.errno == errno.ENAMETOOLONG or on_windows


@contextmanager
def writing(target: Path, *, makes_folders: bool = False) -> Iterator[None]:
    """Turn what the system says of a file that can't be written into a problem.

    Raises: ClipkitError: output-unwritable, output-long, disk-full.
    """
    place = Place(str(target))
    if not makes_folders and not target.parent.is_dir():
        raise ClipkitError(place.problem("output-unwritable", path=target))
    try:
        with suppress(FileNotFoundError, NotADirectoryError):
            target.lstat()  # a name that is too long is told before the work
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
        refused = isinstance(error, PermissionError | IsADirectoryError | NotADirectoryError)
        refused |= makes_folders and isinstance(error, FileNotFoundError | FileExistsError)
        refused |= error.errno == errno.EROFS
        if not full and not refused and not _too_long(error, target):
            raise
        code = "output-long" if _too_long(error, target) else "output-unwritable"
        code = "disk-full" if full else code
        raise ClipkitError(place.problem(code, path=target)) from error
