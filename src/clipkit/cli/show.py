"""How problems and results look: on stderr for people, or as one JSON document on stdout."""

import json
import os
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from typer import Exit

from clipkit.cli import words
from clipkit.errors import ClipkitError, Place, Problem

if TYPE_CHECKING:
    from rich.console import Console

TAB, WIDEST = 4, 120  # cells: of a tab, and of a line shown where there is no terminal
_UNSEEN = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}  # would move the cursor, or turn the text round
_JOINERS = "\u200c\u200d"  # needed inside words and emoji
_COLOURS = {"error": "bold red", "warning": "bold yellow", "hint": "bold cyan"}


def console(*, err: bool = False) -> "Console":
    """Return where to print. NO_COLOR, FORCE_COLOR and COLUMNS are obeyed.

    What is read by a program, not in a terminal, is never wrapped unless COLUMNS asks for it.
    """
    from rich.console import Console

    stream = sys.stderr if err else sys.stdout
    wrapped = stream.isatty() or "COLUMNS" in os.environ
    return Console(stderr=err, highlight=False, markup=False, emoji=False, soft_wrap=not wrapped)


def clean(text: str) -> str:
    """Return a text with what isn't visible replaced, so that it cannot play with a terminal.

    >>> clean("a" + chr(27) + "[31mb")
    'a�[31mb'
    """
    return "".join(
        "�" if unicodedata.category(c) in _UNSEEN and c not in "\t\n" + _JOINERS else c
        for c in text
    )


def caret(place: Place, source: str, width: int = 0) -> str:
    """Return the place's line with a caret under its column, in terminal cells: 寺 takes two.

    source: the whole file. width: cells to keep to; a longer line is shown around the caret.
    Empty if the file has no such line.
    """
    from rich.cells import cell_len

    rows = source.split("\n")
    if not 1 <= place.line <= len(rows):
        return ""
    row = clean(rows[place.line - 1].rstrip("\r")).replace("\n", " ")
    before, after = row[: place.column - 1].expandtabs(TAB), row.expandtabs(TAB)
    gutter = f"{place.line:>4} | "
    if width:
        before, after = _windowed(before, after, width - len(gutter))
    if not place.column:
        return f"{gutter}{after}"
    bar = " " * (len(gutter) - 2) + "| "
    return f"{gutter}{after}\n{bar}{' ' * cell_len(before)}^"


def _windowed(before: str, line: str, width: int) -> tuple[str, str]:
    """Cut a line to a width, in cells, with the caret's place in view."""
    from rich.cells import cell_len, set_cell_size

    cut = 0
    while cell_len(before[cut:]) > max(2 * width // 3, 1):
        cut += 1
    before, line = before[cut:], line[cut:]
    if cut:
        before, line = "…" + before[1:], "…" + line[1:]
    if cell_len(line) > width:
        line = set_cell_size(line, max(width - 1, 1)) + "…"
    return before, line


def problem(out: "Console", found: Problem, lang: str, sources: Mapping[str, str]) -> None:
    """Print one problem: where, what, the line with a caret, and what to write instead."""
    from rich.text import Text

    said, place = found.words(lang), found.place
    where = ":".join([place.file, *(str(n) for n in place[1:] if n)]) if place.file else ""
    out.print(
        Text(clean(where) + ": " if where else "", style="bold")
        + Text(words.say(f"cli-{found.severity}", lang) + ": ", style=_COLOURS[found.severity])
        + Text(clean(said.text))
        + Text(f" [{found.code}]", style="dim")
    )
    text = (sources.get(place.file) or _text_of(place)) if place.line else ""
    pointed = caret(place, text, WIDEST if out.soft_wrap else out.width)
    if pointed:
        out.print(Text(pointed, style="cyan"))
    if said.hint:
        out.print(Text("  → ", style="green") + Text(clean(said.hint)))


def problems(found: Iterable[Problem], lang: str, sources: Mapping[str, str] | None = None) -> None:
    """Print problems on stderr, all of them, errors last: that is where people look first."""
    out = console(err=True)
    order = {"hint": 0, "warning": 1, "error": 2}
    for one in sorted(found, key=lambda p: order[p.severity]):
        problem(out, one, lang, sources or {})


def _text_of(place: Place) -> str:
    """The text of a problem's file, as far as it can still be read."""
    from clipkit.reading.decoding import MAX_SCRIPT, decoded

    try:
        with Path(place.file).open("rb") as file:
            return decoded(file.read(MAX_SCRIPT * 1024), place.file)[0]
    except OSError:
        return ""


def document(value: Mapping[str, Any]) -> None:
    """Print the one JSON document of this run on stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def row(value: Mapping[str, Any]) -> None:
    """Print one of several JSON documents on stdout, as a line, now."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")
    sys.stdout.flush()


def line(text: str) -> None:
    """Print a result on stdout."""
    from rich.text import Text

    console().print(Text(clean(text)))


def table(rows: Iterable[Sequence[str]]) -> None:
    """Print rows in columns; the last one takes what room there is."""
    from rich.cells import cell_len, set_cell_size

    kept = [tuple(clean(cell).replace("\n", " ") for cell in row) for row in rows]
    widths = [max(map(cell_len, column)) for column in zip(*kept, strict=True)]
    for row in kept:
        padded = [set_cell_size(c, w) for c, w in zip(row[:-1], widths, strict=False)]
        line("  ".join([*padded, row[-1]]).rstrip())


def colours(named: Iterable[tuple[str, str]]) -> None:
    """Print `#rrggbb` colours with their names on one line, a block of each before it."""
    from rich.text import Text

    row = Text()
    for name, colour in named:
        row += Text("██", style=colour) + Text(f" {name} {colour}  ")
    console().print(row)


@contextmanager
def problems_shown(
    lang: Callable[[], str],
    as_json: Callable[[list[dict[str, object]]], Mapping[str, Any]] | None = None,
    sources: Mapping[str, str] | None = None,
    *,
    lines: bool = False,
) -> Iterator[None]:
    """Show a ClipkitError's problems and leave with its exit code.

    lang: asked only then. as_json: makes the document that stands for a failure, if one is due.
    lines: whether documents are a line each.
    sources: texts that can't be read again, by name: `-` for standard input.
    """
    try:
        yield
    except ClipkitError as error:
        spoken = lang()
        if as_json:
            made = as_json([one.as_json(spoken) for one in error.problems])
            row(made) if lines else document(made)
        else:
            problems(error.problems, spoken, sources)
        raise Exit(error.exit_code) from None
