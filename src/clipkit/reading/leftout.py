"""What a script leaves out is taken from its folder: pictures, clips, a recording, music.

Names give the order, and whose a file is; what it is, its content tells whoever can look.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from msgspec.structs import replace

from clipkit.errors import Place, Problem
from clipkit.model.script import Picture, Scene, Script
from clipkit.reading import Read, naming
from clipkit.reading.naming import in_order

Told = Callable[[str], str]  # a file's name to `photo`, `footage`, `sound` or nothing, by content

_PHOTOS = ("jpg", "jpeg", "png", "webp", "heic", "heif", "avif", "gif", "bmp", "tif", "tiff")
_CLIPS = ("mp4", "mov", "m4v", "webm", "mkv", "avi", "3gp")
_SOUNDS = ("mp3", "m4a", "wav", "ogg", "opus", "aac", "flac", "amr", "wma")
_MUSIC = ("musik", "music")
# What our own outputs have behind their script's stem: a profile, a second copy, a still.
_OURS = re.compile(
    r"(?:-(?:universal|shorts|tiktok|reels|status|square|portrait|wide|sheet|still)| \(\d+\))?"
)
WORDS_A_PICTURE = 3  # about 1.3 s; more pictures than that would be a flicker
FEW = 4  # pictures that any text takes


def by_suffix(name: str) -> str:
    """Tell what a file is by its name alone."""
    for kind, suffixes in (("photo", _PHOTOS), ("footage", _CLIPS), ("sound", _SOUNDS)):
        if _ends(name, suffixes):
            return kind
    return ""


def completed(script: Script, names: Sequence[str], told: Told = by_suffix) -> Read[Script]:
    """Return a script with the media that it doesn't name.

    names: files of its folder, relative to it, and with `/` those of `media` and of the folder of
    its own name.
    told: what a file is, by its content; what that doesn't know is what its name says.
    """
    if any(scene.pictures for scene in script.scenes):
        return script, []
    folder = _Folder(script, names, told)
    recording, problems = _recording(script, folder)
    music = script.music or next(
        (name for name in folder.sounds if _stem(name).lower() in _MUSIC), ""
    )
    taken = replace(script, recording=recording, music=music)
    pictures, more = _chosen(folder, script)
    return replace(taken, scenes=_shared(taken.scenes, pictures)), problems + more


def _chosen(folder: "_Folder", script: Script) -> Read[list[str]]:
    """Return the pictures in their order: of too many an even choice, and say what isn't taken."""
    found = sorted(folder.pictures, key=in_order)
    problems = []
    if folder.others and not found:
        own = naming.stem_of(folder.script)
        problem = Place(script.file).problem(
            "pictures-unclaimed", "warning", count=folder.others, own=own
        )
        problems.append(problem)
    words = sum(len(scene.tokens) for scene in script.scenes)
    most = max(FEW, len(script.scenes), words // WORDS_A_PICTURE)
    if len(found) > most:
        problem = Place(script.file).problem(
            "pictures-many", "warning", count=len(found), words=words, most=most
        )
        problems.append(problem)
        found = [found[k * len(found) // most] for k in range(most)]
    return found, problems


class _Folder:
    """The files that a script may take. All its lists hold names as handed in.

    others: how many pictures are somebody else's, or nobody's, since several scripts are here.
    """

    def __init__(self, script: Script, names: Sequence[str], told: Told) -> None:
        self.script = PurePosixPath(script.file.replace("\\", "/")).name
        self.own = naming.stem_of(self.script).lower()
        beside = {name for name in names if "/" not in name}
        scripts = {name for name in beside if naming.is_script(name)}
        self.timed = bool(script.times)
        if self.timed:  # what they were written down from, or what was made of them, is no other
            scripts = {name for name in scripts if naming.stem_of(name).lower() != self.own}
        scripts |= {self.script}
        self.stems = {naming.stem_of(name).lower() for name in scripts}
        if self.timed:
            self.stems |= {_stem(name).lower() for name in beside if naming.is_subtitles(name)}
        usable = {name: told(name) or by_suffix(name) for name in names if self._usable(name)}
        mine = {name: kind for name, kind in usable.items() if self._mine(name, len(scripts) == 1)}
        self.pictures = [name for name, kind in mine.items() if kind in ("photo", "footage")]
        self.sounds = [name for name, kind in mine.items() if kind == "sound"]
        self.others = sum(kind in ("photo", "footage") for kind in usable.values())

    def _usable(self, name: str) -> bool:
        """Neither a script, nor hidden, nor a logo, nor made by us, nor too far down."""
        parts = name.split("/")
        if len(parts) > 2 or (len(parts) == 2 and parts[0].lower() not in (self.own, naming.MEDIA)):
            return False
        if any(part.startswith((".", "~$")) for part in parts) or naming.is_text(name):
            return False
        stem = _stem(name).lower()
        if self.timed and stem == self.own and by_suffix(name) == "sound":
            return True  # the recording that subtitles are written for has their name, mostly
        return stem != "logo" and not any(
            stem.startswith(other) and _OURS.fullmatch(stem[len(other) :]) for other in self.stems
        )

    def _mine(self, name: str, alone: bool) -> bool:  # noqa: FBT001 - private, named at the call
        """Whether it is this script's: with others beside it, by folder or by prefix."""
        if alone or name.lower().startswith(f"{self.own}/"):
            return True
        stem = _stem(name).lower()
        if not stem.startswith(self.own):
            return stem in _MUSIC
        longer = (o for o in self.stems if len(o) > len(self.own) and stem.startswith(o))
        return not any(longer)


def _recording(script: Script, folder: _Folder) -> tuple[str, list[Problem]]:
    """Return the recording: the one that is named, or the only sound that isn't music."""
    if script.recording or script.voice or any(scene.recording for scene in script.scenes):
        return script.recording, []
    found = [
        name
        for name in sorted(folder.sounds, key=in_order)
        if _stem(name).lower() not in _MUSIC and name != script.music
    ]
    own = [name for name in found if folder.timed and _stem(name).lower() == folder.own]
    if len(found) > 1 and len(own) != 1:
        names = ", ".join(found[:4]) + (", …" if len(found) > 4 else "")
        problem = script.place("recording").problem(
            "recording-several", "warning", names=names, first=found[0]
        )
        return "", [problem]
    return next(iter(own or found), ""), []


def _shared(scenes: tuple[Scene, ...], names: list[str]) -> tuple[Scene, ...]:
    """Share pictures out over the words, at sentences' starts where one is near."""
    if not scenes or not names:
        return scenes
    starts = [0]
    for scene in scenes:
        starts.append(starts[-1] + len(scene.tokens))
    words = starts[-1]
    share = words / len(names)
    near = _sentence_starts(scenes)
    placed: list[list[Picture]] = [[] for _ in scenes]
    last, index = -1, 0
    for number, name in enumerate(names):
        wanted = number * share
        before, after = bisect_left(near, wanted), bisect_left(near, max(wanted, last + 1))
        nearest = near[before - 1 : before] + near[after : after + 1]
        fit = [at for at in nearest if last < at and abs(at - wanted) <= share / 2]
        last = min(fit, key=lambda at: abs(at - wanted)) if fit else max(last, int(wanted))
        while index + 1 < len(scenes) and starts[index + 1] <= last:
            index += 1
        at = last - starts[index]
        placed[index].append(Picture(source=name, at=at, place=scenes[index].place))
    return tuple(
        replace(scene, pictures=tuple(found)) for scene, found in zip(scenes, placed, strict=True)
    )


def _sentence_starts(scenes: tuple[Scene, ...]) -> list[int]:
    found, at = [], 0
    for scene in scenes:
        for sentence in scene.sentences:
            found.append(at)
            at += len(sentence.tokens)
    return found


def _stem(name: str) -> str:
    return PurePosixPath(name).stem


def _ends(name: str, suffixes: tuple[str, ...]) -> bool:
    return PurePosixPath(name).suffix.lower().lstrip(".") in suffixes
