"""Bytes to Script: the one way in, for every kind of text."""

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from clipkit.errors import Place, Problem, errors_among
from clipkit.model.script import Script, Token
from clipkit.reading import (
    Read,
    decoding,
    language,
    leftout,
    markdown,
    naming,
    plain,
    subtitles,
    timed,
)


def script(
    data: bytes,
    file: str,
    names: Sequence[str] = (),
    values: Mapping[str, str] | None = None,
    *,
    told: leftout.Told = leftout.by_suffix,
    allow_outside: bool = False,
) -> Read[Script | None]:
    """Read a script, whatever it is written in, and complete it.

    data: the file's bytes. file: as the user named it; `.txt` is plain text, `.srt` and `.vtt`
    are subtitles, and so is what begins as such where it has no name (`-`); `.md.txt` and all else
    is Markdown. names: files of its folder, for what it leaves out; told: what each of
    them is. values: what fills `{{name}}`. allow_outside: paths may lead out of the folder.

    Returns: the script, or None where there is nothing to go on with; and all its problems, in
    the order of their places.
    """
    text, problems = decoding.decoded(data, file)
    if errors_among(problems) and not text:
        return None, problems
    if naming.is_subtitles(file) or (file == "-" and subtitles.looks_like(text)):
        found, more = timed.read(text, file)
    elif is_plain(file):
        found, more = plain.read(text, file)
    else:
        found, more = markdown.read(text, file, values, allow_outside=allow_outside)
    problems += more
    if not found.scenes and not errors_among(problems):
        problems.append(Place(file).problem("script-empty"))
    if not found.scenes:
        return None, in_order(problems)
    found, more = leftout.completed(found, names, told)
    if found.times and not found.recording:
        found = replace(found, voice="none")
    if not found.lang_told:
        found = replace(found, lang=language.told(_words(found)))
    problems = in_order(problems + more + unheard_pauses(found))
    return replace(found, problems=tuple(problems)), problems


def is_plain(file: str) -> bool:
    """Whether a file's name says plain text: `.txt`, but not `.md.txt`."""
    name = file.lower()
    return name.endswith(".txt") and not name.endswith(".md.txt")


def in_order(problems: list[Problem]) -> list[Problem]:
    """Return problems in the order of their places."""
    return sorted(problems, key=lambda problem: problem.place[1:])


def _words(script: Script) -> list[Token]:
    """Return all that is said or shown, to tell the language by."""
    shown = [scene.title.text for scene in script.scenes if scene.title]
    said = [token for scene in script.scenes for token in scene.tokens]
    return said + [Token(text=word) for title in shown for word in title.split()]


def unheard_pauses(script: Script) -> list[Problem]:
    """Warn of pauses where a recording has its own."""
    return [
        pause.place.problem("pause-recorded", "warning")
        for scene in script.scenes
        if script.recording or scene.recording
        for pause in scene.pauses
    ]
