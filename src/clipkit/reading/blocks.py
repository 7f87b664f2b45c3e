"""Lines to blocks: what each line is, told by how it begins; leading blanks mean nothing."""

import re
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct, field

from clipkit.errors import Place
from clipkit.reading import attributes
from clipkit.reading.context import Context
from clipkit.reading.passage import NOTE, Line

Kind = Literal["text", "item", "heading", "break", "third", "quote", "attributes"]

_BREAK = re.compile(r"([-*_])(?:\s*\1){2,}|[—–―]{1,3}-?")
_ITEM = re.compile(r"[-*+•]\s+(?=\S)")
_LONE_ITEM = re.compile(r"[-+*•]")
_HEADING = re.compile(r"#+(?:\s+|$)")
_THIRD = re.compile(r"@(?:\s+|$)|@(?=[^\s|]*\|)|@(?=\S[^|]*\s\|\s)")
_QUOTE = re.compile(r"(?:>\s*)+")
_BY = re.compile(r"(?:[—–―]|--)\s*(?=\S)|-\s+(?=\S)")
_FENCE = re.compile(r"`{3,}|~{3,}")
_TABLE = re.compile(r"\|.*\||\|?\s*:?-{2,}:?\s*(?:\|\s*:?-+:?\s*)+\|?")
_REFERENCE = re.compile(r"\[[^\]\n]+\]:\s*(?:https?://\S+|<[^>\n]+>)(?:\s.*)?")
_UNDERLINE = re.compile(r"={3,}")
_BOX = re.compile(r"\[[ xX]\](?=\s|$)")
_MARKS = frozenset("-*_—–―+•#@>`~|:[={")  # what a line begins with that isn't just text
_COMMENT = re.compile(r"\\.|<!--", re.DOTALL)


class Block(Struct):
    """Lines that belong together, without their marks. by: a quotation's last line."""

    kind: Kind
    lines: list[Line] = field(default_factory=list)
    by: Line | None = None


def without_comments(text: str, first_line: int, context: Context) -> str:
    """Return a text of the same length with all comments' characters made NOTE."""
    done: list[str] = []
    at = 0
    while match := _COMMENT.search(text, at):
        done.append(text[at : match.start()])
        if match[0] != "<!--":
            done.append(match[0])
            at = match.end()
            continue
        end = text.find("-->", match.end())
        if end < 0:
            before = text[: match.start()]
            row, column = before.count("\n"), match.start() - before.rfind("\n")
            place = Place(context.file, first_line + row, column)
            context.problem(place, "comment-open")
            end = len(text)
        at = min(end + 3, len(text))
        done.append(re.sub(r"[^\n]", NOTE, text[match.start() : at]))
    done.append(text[at:])
    return "".join(done)


def blocks(text: str, first_line: int, context: Context) -> Iterator[Block]:
    """Yield the blocks of a text in order. first_line: the number of its first line."""
    rows = without_comments(text, first_line, context).split("\n")
    lines = [Line(first_line + i, 1, row).stripped() for i, row in enumerate(rows)]
    current: Block | None = None
    for line, raw in _outside_code(list(zip(lines, rows, strict=True)), context):
        if not line.text and NOTE in raw:
            continue
        block = _block(line, context) if line.text else None
        if line.text and block is None:
            continue  # a problem
        if current is not None and _joins(current, block):
            _join(current, block, line)
            continue
        if current is not None:
            yield current
        current = block
    if current is not None:
        yield current


def _outside_code(lines: list[tuple[Line, str]], context: Context) -> Iterator[tuple[Line, str]]:
    """Yield lines but those between fences, which are a problem."""
    fences = [i for i, (line, _) in enumerate(lines) if _FENCE.match(line.text)]
    skip_to = 0
    for index, (line, raw) in enumerate(lines):
        if fences and index == fences[0]:
            fences.pop(0)
            if index >= skip_to:
                context.problem(_at(line, context), "markup-unknown", what=line.text[:3])
                skip_to = fences.pop(0) + 1 if fences else index + 1
        if index >= skip_to:
            yield line, raw


def _block(line: Line, context: Context) -> Block | None:
    """Return the block that a line is, or begins; None where it is a problem."""
    text = line.text
    if text[0] not in _MARKS:
        return Block("text", [line])
    if _BREAK.fullmatch(text):
        return Block("break", [line])
    if text[0] in "|:-=[" and _unknown(line, context):
        return None
    if text[0] == "#":
        return _heading(line, context)
    if text[0] == ">" and (match := _QUOTE.match(text)):
        inner = line.behind(match.end())
        return Block("quote", [inner]) if inner.text else Block("quote")
    if text[0] == "@" and (match := _THIRD.match(text)):
        return Block("third", [line.behind(match.end())])
    if match := _ITEM.match(text):
        return _item(line.behind(match.end()), context)
    if _LONE_ITEM.fullmatch(text):
        context.problem(_at(line, context), "item-empty")
        return None
    match = attributes.braces(text) if attributes.meant(text, 0) else None
    alone = match is not None and match.end() == len(text)
    return Block("attributes" if alone else "text", [line])


def _unknown(line: Line, context: Context) -> bool:
    for pattern in (_TABLE, _REFERENCE, _UNDERLINE):
        if pattern.fullmatch(line.text):
            short = line.text if len(line.text) <= 20 else line.text[:19] + "…"
            context.problem(_at(line, context), "markup-unknown", what=short.replace(NOTE, ""))
            return True
    return False


def _heading(line: Line, context: Context) -> Block | None:
    match = _HEADING.match(line.text)
    if match is None:
        words = line.text.lstrip("#")
        short = words if len(words) <= 40 else words[:39] + "…"
        context.problem(_at(line, context), "heading-space", text=short.replace(NOTE, ""))
        return None
    inner = line.behind(match.end())
    if not inner.text:
        context.problem(_at(line, context), "heading-empty")
        return None
    return Block("heading", [inner])


def _item(inner: Line, context: Context) -> Block:
    if box := _BOX.match(inner.text):
        context.problem(_at(inner, context), "markup-unknown", what=box[0])
    return Block("item", [inner])


def _joins(current: Block, block: Block | None) -> bool:
    """Whether a line, or a gap, goes on with the block before it."""
    if block is None:
        return current.kind == "quote"  # a by-line may still follow
    if current.kind == "quote" and block.kind == "quote":
        gap = bool(current.lines) and not current.lines[-1].text
        is_by = bool(block.lines) and _BY.match(block.lines[0].text) is not None
        return current.by is None and (is_by or not gap)
    return current.kind in ("text", "item") and block.kind == "text"


def _join(current: Block, block: Block | None, gap: Line) -> None:
    if block is None:
        current.lines.append(gap)
        return
    for line in block.lines:
        match = _BY.match(line.text) if current.kind == "quote" else None
        if match is None:
            current.lines.append(line)
        else:
            current.by = line.behind(match.end())


def _at(line: Line, context: Context) -> Place:
    return Place(context.file, line.number, line.column)


def by_line(block: Block) -> Block:
    """Return a quote whose only line is a by-line as one that holds nothing else."""
    lines = [line for line in block.lines if line.text]
    if block.by is None and len(lines) == 1 and (match := _BY.match(lines[0].text)):
        dash = lines[0].text[0] in "—–―"
        return Block("quote", [], lines[0].behind(match.end())) if dash else block
    return Block("quote", lines, block.by)
