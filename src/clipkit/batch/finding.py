"""From sources to jobs: which scripts there are, and where the clip of each goes."""

import os
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path, PurePosixPath

from msgspec import Struct

from clipkit import pipeline
from clipkit.errors import ClipkitError, Place, Problem
from clipkit.model.options import Options
from clipkit.pipeline import folders
from clipkit.reading import naming


class Job(Struct, frozen=True, kw_only=True):
    """One clip. name: of its file, from OUT on, with `/`. target: the same, as a path."""

    script: Path
    name: str
    target: Path


def jobs(sources: Sequence[Path], out: Path, options: Options) -> list[Job]:
    """Find every script of some files and folders, in their order, naturally sorted.

    A script SOURCE/a/b.md becomes OUT/a/b.mp4, a script that is itself a source OUT/b.mp4. One
    that is found twice, for the same clip, is made once.
    Raises: ClipkitError: script-missing, batch-empty, media-unreadable, batch-collision: of all
    sources.
    """
    problems: list[Problem] = []
    found: dict[tuple[Path, str], Job] = {}
    for source in sources:
        if not source.exists():
            problems.append(folders.missing(source))
            continue
        scripts, shut = _scripts(source, out)
        problems += shut
        if not scripts and not shut:
            problems.append(Place(str(source)).problem("batch-empty", path=source))
        for script in scripts:
            name = _name(script, source)
            job = Job(script=script, name=name, target=out / name)
            found.setdefault((script.resolve(), name), job)
    problems += _collisions(list(found.values()), options)
    if problems:
        raise ClipkitError(*problems)
    return list(found.values())


def _scripts(source: Path, out: Path) -> tuple[list[Path], list[Problem]]:
    """Scripts of a source, and its folders that can't be looked into."""
    if not source.is_dir():
        return [source], []
    shut: list[Problem] = []

    def refused(error: OSError) -> None:
        shut.append(Place(error.filename).problem("media-unreadable", path=error.filename))

    found = [
        folder / name
        for folder, names in _walked(source, out, refused)
        for name in names
        if naming.is_script(name) and (folder / name).is_file()
    ]
    return sorted(found, key=lambda script: _in_order(script.relative_to(source))), shut


def _walked(
    source: Path, out: Path, refused: Callable[[OSError], None]
) -> Iterator[tuple[Path, list[str]]]:
    """Each folder and its files: no hidden folder, no link to one, not the one of the outputs."""
    kept = out.resolve()
    for where, inner, names in os.walk(source, onerror=refused):
        folder = Path(where)
        inner[:] = [
            name
            for name in inner
            if not name.startswith((".", "~$")) and (folder / name).resolve() != kept
        ]
        yield folder, names


def _in_order(path: Path) -> tuple[object, ...]:
    """A key that sorts as people count; a folder's files stand together. No two have the same."""
    return [naming.natural(part) for part in path.parts], path.parts


def _name(script: Path, source: Path) -> str:
    inside = PurePosixPath(script.name if script == source else script.relative_to(source))
    return str(inside.with_name(f"{naming.stem_of(script.name)}.mp4"))


def _collisions(found: Sequence[Job], options: Options) -> Iterator[Problem]:
    """Scripts whose clips would have one name. Where capitals mean nothing, `A` is `a`."""
    first: dict[str, Job] = {}
    for job in found:
        other = first.setdefault(_same(job.name), job)
        if other is not job:
            yield _collision(other, job, job.target)
    for job in found if not options.profile else ():
        for profile in (row[0] for row in pipeline.profiles()):
            target = job.target.with_stem(f"{job.target.stem}-{profile}")
            name = str(PurePosixPath(job.name).with_name(target.name))
            other = first.get(_same(name), job)
            if other is not job and profile in _several(job) and not _several(other):
                yield _collision(job, other, target)


def _same(name: str) -> str:
    """What is equal for names that some system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _several(job: Job) -> tuple[str, ...]:
    """Profiles of a script that asks for several, each a clip `STEM-PROFILE.mp4`."""
    try:
        wanted = pipeline.load(job.script).profile
    except ClipkitError:
        return ()  # it makes no clip
    return wanted if len(wanted) > 1 else ()


def _collision(first: Job, second: Job, target: Path) -> Problem:
    place = Place(str(second.script))
    return place.problem("batch-collision", first=first.script, second=second.script, path=target)
