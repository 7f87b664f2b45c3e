"""What a script leaves out is taken from its folder: pictures, clips, a recording, music.

All by the names of files alone.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath

from clipkit.errors import Problem
from clipkit.model.script import Picture, Scene, Script
from clipkit.reading import Read

_PHOTOS = ("jpg", "jpeg", "png", "webp", "heic", "heif", "avif", "gif", "bmp", "tif", "tiff")
_CLIPS = ("mp4", "mov", "m4v", "webm", "mkv", "avi", "3gp")
_SOUNDS = ("mp3", "m4a", "wav", "ogg", "opus", "aac", "flac", "amr", "wma")
_SCRIPTS = ("md", "txt")
_NOT_SCRIPTS = ("readme", "credits", "license", "changelog")
_MUSIC = ("musik", "music")
# What our own outputs have behind their script's stem: a profile, a second copy, a still.
_OURS = re.compile(
    r"(?:-(?:universal|shorts|tiktok|reels|status|square|portrait|wide|sheet|still)| \(\d+\))?"
)
_DATE = re.compile(
    r"(?<!\d)(?P<y>(?:19|20)\d\d)[-_.]?(?P<m>0[1-9]|1[0-2])[-_.]?(?P<d>0[1-9]|[12]\d|3[01])"
    r"(?:(?:[-_ T]| at )*(?P<h>[01]?\d|2[0-3])[-_.:]?(?P<min>[0-5]\d)[-_.:]?(?P<s>[0-5]\d)"
    r"(?:\d{0,3})(?!\d)\s*(?P<half>[AaPp][Mm])?)?"
)
_WA = re.compile(r"-WA(\d+)", re.IGNORECASE)
_DIGITS = re.compile(r"(\d+)")


def completed(script: Script, names: Sequence[str]) -> Read[Script]:
    """Return a script with the media that it doesn't name.

    names: files of its folder, relative to it, and those of the folder of its own name, with `/`.
    """
    if any(scene.pictures for scene in script.scenes):
        return script, []
    folder = _Folder(script, names)
    recording, problems = _recording(script, folder)
    music = script.music or next(
        (name for name in folder.sounds if _stem(name).lower() in _MUSIC), ""
    )
    taken = replace(script, recording=recording, music=music)
    pictures = sorted(folder.pictures, key=in_order)
    return replace(taken, scenes=_shared(taken.scenes, pictures)), problems


class _Folder:
    """The files that a script may take. All its lists hold names as handed in."""

    def __init__(self, script: Script, names: Sequence[str]) -> None:
        own = PurePosixPath(script.file.replace("\\", "/")).name
        scripts = {name for name in names if "/" not in name and _is_script(name)} | {own}
        self.stems = {_stem(name).lower() for name in scripts}
        self.stems |= {PurePosixPath(stem).stem for stem in self.stems if stem.endswith(".md")}
        self.own = _stem(own).lower()
        usable = [name for name in names if self._usable(name)]
        alone = len(scripts) == 1
        self.pictures = [
            name for name in usable if _ends(name, _PHOTOS + _CLIPS) and self._mine(name, alone)
        ]
        self.sounds = [name for name in usable if _ends(name, _SOUNDS) and self._mine(name, alone)]

    def _usable(self, name: str) -> bool:
        """Neither hidden, nor a logo, nor made by us, nor further down than one folder."""
        parts = name.split("/")
        if len(parts) > 2 or (len(parts) == 2 and parts[0].lower() != self.own):
            return False
        if any(part.startswith((".", "~$")) for part in parts):
            return False
        stem = _stem(name).lower()
        return stem != "logo" and not any(
            stem.startswith(other) and _OURS.fullmatch(stem[len(other) :]) for other in self.stems
        )

    def _mine(self, name: str, alone: bool) -> bool:  # noqa: FBT001 - private, named at the call
        """Whether it is this script's: with others beside it, by folder or by prefix."""
        if alone or "/" in name:
            return True
        stem = _stem(name).lower()
        if not stem.startswith(self.own):
            return stem in _MUSIC
        longer = (o for o in self.stems if len(o) > len(self.own) and stem.startswith(o))
        return not any(longer)


def in_order(name: str) -> tuple[object, ...]:
    """Sort key: names without a date first, naturally (2 before 10); then by date and time.

    >>> sorted(["10.jpg", "IMG-20240102-WA0001.jpg", "2.jpg"], key=in_order)
    ['2.jpg', '10.jpg', 'IMG-20240102-WA0001.jpg']
    """
    file = name.rsplit("/", 1)[-1]
    match = _DATE.search(file)
    if match is None:
        return (0, "", "", _natural(name))
    hour = int(match["h"] or 0)
    if half := (match["half"] or "").lower():
        hour = hour % 12 + 12 * (half == "pm")
    moment = f"{hour:02}{match['min']}{match['s']}" if match["h"] else ""
    message = _WA.search(file)
    rest = message[1] if message else file[match.end() :]
    return (1, match["y"] + match["m"] + match["d"], moment, _natural(rest))


def _natural(name: str) -> tuple[tuple[int, int, str], ...]:
    return tuple(
        (0, int(part), "") if part.isdecimal() and len(part) < 30 else (1, 0, part.lower())
        for part in _DIGITS.split(name)
        if part
    )


def _recording(script: Script, folder: _Folder) -> tuple[str, list[Problem]]:
    """Return the recording: the one that is named, or the only sound that isn't music."""
    if script.recording or script.voice or any(scene.recording for scene in script.scenes):
        return script.recording, []
    found = [
        name
        for name in sorted(folder.sounds, key=in_order)
        if _stem(name).lower() not in _MUSIC and name != script.music
    ]
    if len(found) > 1:
        names = ", ".join(found[:4]) + (", …" if len(found) > 4 else "")
        problem = script.place("recording").problem(
            "recording-several", "warning", names=names, first=found[0]
        )
        return "", [problem]
    return (found[0] if found else ""), []


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


def _is_script(name: str) -> bool:
    stem = _stem(name).lower()
    return _ends(name, _SCRIPTS) and stem not in _NOT_SCRIPTS and not name.startswith(("_", "."))


def _stem(name: str) -> str:
    return PurePosixPath(name).stem


def _ends(name: str, suffixes: tuple[str, ...]) -> bool:
    return PurePosixPath(name).suffix.lower().lstrip(".") in suffixes
