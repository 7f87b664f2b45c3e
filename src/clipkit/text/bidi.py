"""Which way characters run: levels by the Unicode Bidirectional Algorithm (UAX 9).

Embeddings and overrides, the weak, neutral and implicit rules, and reordering. Isolates have no
effect on the levels around them, and brackets are neutrals like others.
"""

from collections.abc import Sequence
from itertools import groupby
from unicodedata import bidirectional

MAX_DEPTH = 125  # UAX 9, BD2
_RIGHT = {"R", "AL", "AN", "RLE", "RLO"}
_EMBED = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}
_REMOVED = {"BN", "LRI", "RLI", "FSI", "PDI", "PDF", *_EMBED}
_NEUTRAL = {"B", "S", "WS", "ON"}
_NUMBERS = {"EN", "AN"}


def levels(text: str) -> tuple[int, list[int]]:
    """Return the paragraph's level and one level for each character: odd ones run to the left.

    >>> levels("ab אב 12")
    (0, [0, 0, 0, 1, 1, 1, 2, 2])
    """
    classes = [bidirectional(character) or "L" for character in text]
    if not _RIGHT.intersection(classes):
        return 0, [0] * len(text)
    base = next((int(c != "L") for c in classes if c in ("L", "R", "AL")), 0)
    found = _embedded(classes, base)
    kept = [k for k, name in enumerate(classes) if name not in _REMOVED]
    runs = [list(run) for _, run in groupby(kept, key=lambda k: found[k])]
    edges = [base, *(found[run[0]] for run in runs), base]
    for before, run, after in zip(edges, runs, edges[2:], strict=False):
        _resolve(classes, found, run, (before, after))
    for k, name in enumerate(classes):
        if name in _REMOVED:
            found[k] = found[k - 1] if k else base
    return base, found


def visual(levels_of_parts: Sequence[int]) -> list[int]:
    """Return the parts of a line from left to right, as indexes (rule L2).

    >>> visual([0, 1, 1, 2, 0])
    [0, 3, 2, 1, 4]
    """
    order = list(range(len(levels_of_parts)))
    for level in range(max(levels_of_parts, default=0), 0, -1):
        turned: list[int] = []
        for high, group in groupby(order, key=lambda k: levels_of_parts[k] >= level):
            part = list(group)
            turned += part[::-1] if high else part
        order = turned
    return order


def _embedded(classes: list[str], base: int) -> list[int]:
    """Rules X1 to X8: levels by embedding; `classes` is changed by overrides."""
    stack, too_deep, found = [(base, "")], 0, []
    for k, name in enumerate(classes):
        level, override = stack[-1]
        found.append(base if name == "B" else level)
        if name in _EMBED:
            odd, forced = _EMBED[name]
            deeper = level + 1 if (level + 1) % 2 == odd else level + 2
            if deeper <= MAX_DEPTH and not too_deep:
                stack.append((deeper, forced))
            else:
                too_deep += 1
        elif name == "PDF":
            if too_deep:
                too_deep -= 1
            elif len(stack) > 1:
                stack.pop()
        elif override and name not in _REMOVED:
            classes[k] = override
    return found


def _resolve(classes: list[str], found: list[int], run: list[int], edges: tuple[int, int]) -> None:
    """Rules W1 to I2 for one run of a level."""
    level = found[run[0]]
    start, end = ("LR"[max(level, edge) % 2] for edge in edges)
    names = [classes[k] for k in run]
    for rule in (_marks, _numbers, _separators, _terminators):
        rule(names, start)
    _neutrals(names, start, end, "LR"[level % 2])
    for k, name in zip(run, names, strict=True):
        if level % 2:
            found[k] = level + (name != "R")
        else:
            found[k] = level + {"L": 0, "R": 1}.get(name, 2)


def _marks(names: list[str], start: str) -> None:
    """Rule W1: a mark takes the class of what it stands on."""
    for k, name in enumerate(names):
        if name == "NSM":
            names[k] = names[k - 1] if k else start


def _numbers(names: list[str], start: str) -> None:
    """Rules W2 and W3: European digits after Arabic letters are Arabic numbers."""
    strong = start
    for k, name in enumerate(names):
        if name in ("L", "R", "AL"):
            strong = name
            names[k] = "R" if name == "AL" else name
        elif name == "EN" and strong == "AL":
            names[k] = "AN"


def _separators(names: list[str], _: str) -> None:
    """Rule W4: one separator between two numbers of a kind belongs to them."""
    for k in range(1, len(names) - 1):
        before, name, after = names[k - 1 : k + 2]
        binds = before in _NUMBERS if name == "CS" else (name, before) == ("ES", "EN")
        if before == after and binds:
            names[k] = before


def _terminators(names: list[str], start: str) -> None:
    """Rules W5 to W7: terminators beside digits are digits; digits after Latin are Latin."""
    at = 0
    for name, group in groupby(names.copy()):
        stop = at + len(list(group))
        if name == "ET":
            beside = "EN" in (names[at - 1] if at else "", names[stop] if stop < len(names) else "")
            names[at:stop] = ["EN" if beside else "ON"] * (stop - at)
        at = stop
    strong = start
    for k, name in enumerate(names):
        if name in ("L", "R"):
            strong = name
        elif name in ("ES", "CS", "ET"):
            names[k] = "ON"
        elif name == "EN" and strong == "L":
            names[k] = "L"


def _neutrals(names: list[str], start: str, end: str, own: str) -> None:
    """Rules N1 and N2: between two of one direction it is theirs, else the run's own."""
    at = 0
    for neutral, group in groupby(names.copy(), key=lambda name: name in _NEUTRAL):
        stop = at + len(list(group))
        if neutral:
            before = _way(names[at - 1]) if at else start
            after = _way(names[stop]) if stop < len(names) else end
            names[at:stop] = [before if before == after else own] * (stop - at)
        at = stop


def _way(name: str) -> str:
    return "R" if name in _NUMBERS else name
