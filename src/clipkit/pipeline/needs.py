"""The files that a clip needs, and what is known of them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from clipkit import media, store
from clipkit.errors import Place, Problem
from clipkit.media import looking
from clipkit.model.facts import Facts, packed, unpacked
from clipkit.model.script import Script
from clipkit.pipeline import folders
from clipkit.planning.look import Look
from clipkit.reading import Read


class Need(Struct, frozen=True, kw_only=True):
    """A file that the clip needs. sound: to be heard, else seen; recording: of a person."""

    key: str
    path: Path
    place: Place
    sound: bool = False
    recording: bool = False

    @property
    def named(self) -> str:
        """What it is called where it is named: a brand's file without `brand:`."""
        return self.key.removeprefix("brand:")


class Asked(NamedTuple):
    """What is known of files before any is looked at.

    there: all that are there; known: by key; new: those to look at. problems: of the others.
    """

    there: Sequence[Need]
    known: dict[str, Facts]
    new: dict[Need, looking.Unknown]
    problems: list[Problem]


def needs(script: Script, look: Look) -> Iterator[Need]:
    """Every file of a clip, once."""
    from clipkit.pipeline import speaking  # late: a check of a text alone needs no numpy

    folder, seen = Path(script.folder), set()
    wanted = [
        Need(key=picture.source, path=folder / picture.source, place=picture.place)
        for scene in script.scenes
        for picture in scene.pictures
    ]
    if look.music and not look.music.startswith("brand:"):
        place = script.place("music")
        wanted.append(Need(key=look.music, path=folder / look.music, place=place, sound=True))
    for source, place, _ in speaking.recordings(script):
        path = folder / source
        wanted.append(Need(key=source, path=path, place=place, sound=True, recording=True))
    brand, home = look.brand, Path(look.brand.folder)
    for name, sound in ((brand.logo, False), (brand.music, True), (brand.sound, True)):
        if name:
            place = Place(brand.file)
            wanted.append(Need(key=f"brand:{name}", path=home / name, place=place, sound=sound))
    for name in (brand.intro, brand.outro):
        if name not in ("", "card", "none"):
            wanted.append(Need(key=f"brand:{name}", path=home / name, place=Place(brand.file)))
    for need in wanted:
        if need.key not in seen:
            seen.add(need.key)
            yield need


def asked(script: Script, look: Look, *, allow_outside: bool, told: str = "") -> Asked:
    """Ask for every file of a clip: whether it is there, and known by its bytes.

    told: a recording named on the command line, which may lie anywhere.
    """
    there: list[Need] = []
    problems: list[Problem] = []
    for need in needs(script, look):
        if not (need.path.is_file() or need.path.is_dir()):  # of a folder `probe` says so
            problems.append(missing(need))
        elif not allow_outside and not (told and need.recording) and not inside(need, script, look):
            problems.append(need.place.problem("path-outside", path=need.named))
        else:
            there.append(need)
    return remembered(there)._replace(problems=problems)


def remembered(needed: Sequence[Need]) -> Asked:
    """Return what files of the same bytes looked like before."""
    cache = store.cache()
    found = Asked(needed, {}, {}, [])
    for need in needed:
        wanted, digest = "sound" if need.sound else "picture", folders.bytes_of(need.path)
        content = cache.get("facts", wanted, digest, media.version())
        if content is not None:
            found.known[need.key] = unpacked(content, need.key)
        else:
            found.new[need] = looking.Unknown(need.path, need.named, wanted, digest)
    return found


def facts(asked: Asked) -> Read[Mapping[str, Facts]]:
    """Look at the files that are new.

    Returns: facts by key, and all that is wrong with any file, each at its need's place.
    """
    cache = store.cache()
    found, problems = dict(asked.known), list(asked.problems)
    looked = looking.looked([*asked.new.values()])
    for (need, file), seen in zip(asked.new.items(), looked, strict=True):
        if isinstance(seen, Facts):
            found[need.key] = replace(seen, path=need.key)
            cache.put("facts", file.wanted, file.digest, media.version(), content=packed(seen))
        else:
            problems += [_at(problem, need.place) for problem in seen]
    cut = (need for need in asked.there if need.key in found and found[need.key].cut)
    problems += [need.place.problem("media-cut", "warning", path=need.named) for need in cut]
    return found, sorted(problems, key=lambda problem: problem.place)


def missing(need: Need) -> Problem:
    """Return the problem of a file that isn't there, with the nearest name in its folder."""
    near = folders.nearest_to(need.path)
    hint = str(Path(need.named).parent / near) if near else ""
    return need.place.problem("media-missing", path=need.named, near=hint.replace("\\", "/"))


def inside(need: Need, script: Script, look: Look) -> bool:
    """Whether a file really lies in the script's or the brand's folder, links followed."""
    real = need.path.resolve()
    homes = [Path(script.folder), *([Path(look.brand.folder)] if look.brand.folder else [])]
    return any(real.is_relative_to(home.resolve()) for home in homes)


def _at(problem: Problem, place: Place) -> Problem:
    return problem.moved(place) if place.file else problem
