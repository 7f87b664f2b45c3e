"""A plain text: blank lines part its scenes, and next to nothing is special."""

import re

from msgspec.structs import replace

from clipkit.errors import Place
from clipkit.model.script import Scene, Script, Title
from clipkit.reading import Read
from clipkit.reading.context import Context
from clipkit.reading.passage import Line, Passage
from clipkit.reading.tokens import Tokens, sentences

MAX_TITLE = 70  # characters
_SOURCE = re.compile(r"(?:sumber|source)\s*:", re.IGNORECASE)
_TAGS = re.compile(r"#\w+(?:[\s,]+#\w+)*")
_NO_TITLE = (".", ",", ":", ";", "…", "—", "-")
_MARKUP = re.compile(r"!\[[^\]\n]{0,200}\]\(|^---$")


def read(text: str, file: str) -> Read[Script]:
    """Read a plain text. What only Markdown would understand is a warning."""
    context = Context(file=file)
    rows = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    lines = [Line(i, 1, row).stripped() for i, row in enumerate(rows, start=1)]
    _warn(lines, context)
    tags = _taken_tags(lines)
    paragraphs = _paragraphs(lines)
    sources: list[list[Line]] = []
    said: list[list[Line]] = []
    for paragraph in paragraphs:
        (sources if _SOURCE.match(paragraph[0].text) else said).append(paragraph)
    title = _title(said)
    if title is not None:
        said = [p for p in (said[0][1:], *said[1:]) if p]
    scenes = [_scene(paragraph, file) for paragraph in said]
    places: list[tuple[str, Place]] = []
    if title is not None:
        place = Place(file, title.number, title.column)
        scenes[0] = replace(scenes[0], title=Title(text=" ".join(title.text.split()), place=place))
        places.append(("title", place))
    if sources:
        places.append(("source", Place(file, sources[0][0].number, sources[0][0].column)))
    script = Script(
        scenes=tuple(scenes),
        file=file,
        title=" ".join(title.text.split()) if title else "",
        source=" · ".join(" ".join(line.text for line in lines) for lines in sources),
        tags=tags,
        places=tuple(places),
    )
    return script, context.problems


def _warn(lines: list[Line], context: Context) -> None:
    for line in lines:
        if match := _MARKUP.search(line.text):
            place = Place(context.file, line.number, line.column + match.start())
            problem = place.problem("plain-markup", "warning", what=match[0][:20])
            context.problems.append(problem)
            return


def _taken_tags(lines: list[Line]) -> tuple[str, ...]:
    """Take the lines out that hold hashtags only."""
    found: list[str] = []
    for index, line in enumerate(lines):
        if _TAGS.fullmatch(line.text):
            found += re.findall(r"#(\w+)", line.text)
            lines[index] = line._replace(text="")
    return tuple(dict.fromkeys(found))


def _paragraphs(lines: list[Line]) -> list[list[Line]]:
    found: list[list[Line]] = [[]]
    for line in lines:
        if line.text:
            found[-1].append(line)
        elif found[-1]:
            found.append([])
    return [paragraph for paragraph in found if paragraph]


def _title(paragraphs: list[list[Line]]) -> Line | None:
    """Return the first line where it is short, has no full stop, and more follows."""
    if not paragraphs or len(paragraphs) == 1 == len(paragraphs[0]):
        return None
    first = paragraphs[0][0]
    if len(first.text) > MAX_TITLE or first.text.endswith(_NO_TITLE):
        return None
    return first


def _scene(lines: list[Line], file: str) -> Scene:
    passage = Passage(file, lines)
    found = Tokens(passage.place)
    found.add(passage.text, 0)
    found.part()
    place = Place(file, lines[0].number, lines[0].column)
    return Scene(sentences=tuple(sentences(found.done, "narration")), place=place)
