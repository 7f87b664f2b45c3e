"""Which asterisks and low lines are markup, and which are themselves."""

from typing import NamedTuple


class Emphasis(NamedTuple):
    """What was found in a passage.

    signs: for each run, how many of its signs are markup, by its start (the rest are text).
    strong: runs that begin (1) or end (-1) strong text, by their start.
    open: starts of runs of two or more that begin something and are never closed.
    """

    signs: dict[int, int]
    strong: dict[int, int]
    open: list[int]


def found(text: str, runs: list[tuple[int, int]]) -> Emphasis:
    """Pair runs of `*` and `_` as Markdown does: `**strong**`, `*plain*`, but not `2 * 3`.

    runs: start and stop of each row of one sign.
    """
    result = Emphasis({}, {}, [])
    waiting: dict[str, list[list[int]]] = {"*": [], "_": []}  # start, signs left, length
    for start, stop in runs:
        sign, left = text[start], stop - start
        if left > 3:
            continue
        opens, closes = _flanks(text, start, stop)
        if closes and waiting[sign]:
            left = _close(result, waiting[sign], start, left)
        if opens and left:
            waiting[sign].append([start, left, stop - start])
    for start, left, length in sorted(waiting["*"]):
        if left and length > 1:
            result.open.append(start)
    return result


def _close(result: Emphasis, waiting: list[list[int]], at: int, left: int) -> int:
    """Pair a run with those that wait for one; return how many of its signs are left."""
    while left and waiting:
        opener = waiting[-1]
        taken = 2 if left >= 2 and opener[1] >= 2 else 1
        for start, way in ((opener[0], 1), (at, -1)):
            result.signs[start] = result.signs.get(start, 0) + taken
            if taken == 2:
                result.strong[start] = result.strong.get(start, 0) + way
        left -= taken
        opener[1] -= taken
        if not opener[1]:
            waiting.pop()
    return left


def _flanks(text: str, start: int, stop: int) -> tuple[bool, bool]:
    """Whether a run may begin, and may end, emphasis."""
    before = text[start - 1] if start else " "
    after = text[stop] if stop < len(text) else " "
    word_before, word_after = before.isalnum(), after.isalnum()
    left = word_after or not (after.isspace() or word_before)
    right = word_before or not (before.isspace() or word_after)
    if text[start] == "*":
        return left, right
    return left and not word_before, right and not word_after
