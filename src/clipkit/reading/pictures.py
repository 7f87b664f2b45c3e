"""`![alt](path "title"){…}`: one picture, its path and its attributes."""

import re
from functools import partial
from typing import Any

from clipkit.model.script import Picture
from clipkit.reading import attributes, filling, paths
from clipkit.reading.context import Context
from clipkit.reading.keys import PICTURE
from clipkit.reading.passage import NOTE, Passage

_ANGLED = re.compile(r"\(\s*<([^<>\n]*)>\s*(?:\"[^\"\n]*\"\s*)?\)")
_ESCAPE = re.compile(r"\\([()<>\[\]{}!#*_`\"'])")
_BLANKS = re.compile(r"[ \t\u00a0]*")


def target(text: str, opening: int, pairs: dict[int, int]) -> tuple[str, int, int] | None:
    """Read a `(path)`. opening: offset of its bracket. pairs: which bracket closes which.

    Returns: the path as written, its offset, and the offset behind it; None: it isn't closed.
    """
    if angled := _ANGLED.match(text, opening):
        return angled[1], angled.start(1), angled.end()
    if opening not in pairs:
        return None
    inner = text[opening + 1 : pairs[opening]]
    path = inner.strip()
    return path, opening + 1 + inner.find(path), pairs[opening] + 1


def picture(
    passage: Passage, start: int, closing: int, pairs: dict[int, int], context: Context
) -> tuple[partial[Picture] | None, int]:
    """Read a picture. start, closing: offsets of its `!` and of the `]` before its path.

    Returns: it, but for the token that it stands `at`, or None where there was a problem; and the
    offset behind it.
    """
    text = passage.text
    found = target(text, closing + 1, pairs)
    if found is None:
        context.problem(passage.place(start), "picture-open")
        return None, _line_end(text, closing)
    written, offset, stop = found
    alt = text[start + 2 : closing].replace(NOTE, "")
    written, title = _titled(written)
    more, stop = _attributes(passage, stop, context)
    place = passage.place(offset)
    path = written.replace(NOTE, "")
    path = _ESCAPE.sub(r"\1", path) if "\\" in path else path
    path = filling.text(paths.unquoted(path), place, context)
    source = paths.checked(path, place, context)
    if not source:
        context.problem(passage.place(start), "picture-empty")
        return None, stop
    if alt or title:
        alt = filling.text(alt or title, passage.place(start + 2), context)
    return partial(Picture, source=source, place=place, alt=alt, **more), stop


def _titled(written: str) -> tuple[str, str]:
    """Part a path from the `"title"` behind it."""
    text = written.rstrip()
    opening = text.rfind(text[-1], 0, -1) if text.endswith(('"', "'")) else -1
    if opening < 1 or not text[opening - 1].isspace():
        return written, ""
    return text[:opening].rstrip(), text[opening + 1 : -1]


def _attributes(passage: Passage, start: int, context: Context) -> tuple[dict[str, Any], int]:
    """Read `{…}` right behind a picture, or after blanks if it cannot be words."""
    text = passage.text
    blanks = _BLANKS.match(text, start)
    opening = blanks.end() if blanks else start
    if text[opening : opening + 1] != "{" or text.startswith("{{", opening):
        return {}, start
    if opening > start and not attributes.meant(text, opening):
        return {}, start
    match = attributes.braces(text, opening)
    if match is None:
        context.problem(passage.place(opening), "attributes-open")
        return {}, _line_end(text, opening)
    found = attributes.read(match[1], passage.place(match.start(1)), PICTURE, context)
    first, last = found.get("start", 0.0), found.get("end")
    if last is not None and last <= first:
        context.problem(passage.place(opening), "value-span", start=f"{first:g}", end=f"{last:g}")
        del found["end"]
    return found, match.end()


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end
