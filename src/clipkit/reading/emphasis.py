"""Which asterisks and low lines are markup, and which are themselves."""

from typing import NamedTuple


class Run(NamedTuple):
    """A row of one sign. stop - start: its length."""

    start: int
    stop: int


class Emphasis(NamedTuple):
    """What was found in a passage.

    signs: for each run, how many of its signs are markup, by its start (the rest are text).
    strong: runs that begin (1) or end (-1) strong text, by their start.
    open: starts of runs of two or more that begin something and are never closed.
    """

    signs: dict[int, int]
    strong: dict[int, int]
    open: list[int]


def found(text: str, runs: list[Run]) -> Emphasis:
    """Pair runs of `*` and `_` as Markdown does: `**strong**`, `*plain*`, but not `2 * 3`."""
    result = Emphasis({}, {}, [])
    waiting: dict[str, list[list[int]]] = {"*": [], "_": []}  # start, signs left, length
    for run in runs:
        sign, length = text[run.start], run.stop - run.start
        if length > 3:
            continue
        opens, closes = _flanks(text, run)
        left = _close(result, waiting[sign], run) if closes else length
        if opens and left:
            waiting[sign].append([run.start, left, length])
    for start, left, length in sorted(waiting["*"]):
        if left and length > 1:
            result.open.append(start)
    return result


def _close(result: Emphasis, waiting: list[list[int]], run: Run) -> int:
    """Pair a run with those that wait for one; return how many of its signs are left."""
    left = run.stop - run.start
    while left and waiting:
        opener = waiting[-1]
        taken = 2 if left >= 2 and opener[1] >= 2 else 1
        for start, way in ((opener[0], 1), (run.start, -1)):
            result.signs[start] = result.signs.get(start, 0) + taken
            if taken == 2:
                result.strong[start] = result.strong.get(start, 0) + way
        left -= taken
        opener[1] -= taken
        if not opener[1]:
            waiting.pop()
    return left


def _flanks(text: str, run: Run) -> tuple[bool, bool]:
    """Whether a run may begin, and may end, emphasis."""
    before = text[run.start - 1 : run.start] or " "
    after = text[run.stop : run.stop + 1] or " "
    blank_before, blank_after = before.isspace(), after.isspace()
    mark_before, mark_after = not before.isalnum(), not after.isalnum()
    left = not blank_after and (not mark_after or blank_before or mark_before)
    right = not blank_before and (not mark_before or blank_after or mark_after)
    if text[run.start] == "*":
        return left, right
    return left and mark_before, right and mark_after
