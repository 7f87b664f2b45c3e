"""What a run found, as a table and in the docs."""

import os
import platform
from pathlib import Path

from bench.bounds import Row

PAGE = Path(__file__).parents[1] / "docs" / "reference" / "performance.md"
BEGIN, END = "<!-- the table of python -m bench -->", "<!-- end of the table -->"


def markdown(rows: list[Row]) -> str:
    """A table."""
    marks = {True: "yes", False: "**no**", None: ""}
    lines = ["| what | measured | bound | holds |", "| --- | --- | --- | --- |"]
    lines += [f"| {row.what} | {row.shown} | {row.bound} | {marks[row.holds]} |" for row in rows]
    return "\n".join(lines) + "\n"


def machine() -> dict[str, object]:
    """What it ran on."""
    return {
        "system": platform.platform(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def into_docs(ran: dict[str, object], rows: list[Row], page: str) -> str:
    """A page with its table replaced by that of a run. ran: the machine it ran on.

    Raises: ValueError: the page has no such place.
    """
    before, first, rest = page.partition(BEGIN)
    _, last, after = rest.partition(END)
    if not first or not last:
        raise ValueError(f"{PAGE.name} has no place for the table")
    told = f"{ran['system']}, {ran['cores']} cores, Python {ran['python']}"
    return f"{before}{BEGIN}\n\nOn {told}:\n\n{markdown(rows)}\n{END}{after}"
