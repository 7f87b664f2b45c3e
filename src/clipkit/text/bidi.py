"""Which way characters run: levels by the Unicode Bidirectional Algorithm (UAX 9), all of it.

Proven on Unicode's own test files (tests/text/test_unicode.py).
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple
from unicodedata import bidirectional

from clipkit.text.brackets import pairs

MAX_DEPTH = 125  # BD2
_EMBED = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}
_ISOLATE = {"LRI", "RLI", "FSI"}
_REMOVED = {"BN", "PDF", *_EMBED}  # X9
_NUMBERS = {"EN", "AN"}
_NEUTRAL = {"B", "S", "WS", "ON", "PDI", *_ISOLATE}
_BLANK = {"WS", "PDI", *_ISOLATE, *_REMOVED}  # L1
_PLAIN = {"L", "EN", "ES", "ET", "CS", "NSM", "ON", "WS", "S", "B"}  # alone they all run rightwards


class _Paragraph(NamedTuple):
    """What the rules work on, an entry a character. classes: changed by overrides and by rules.

    own: its classes before. pdis: where an isolate that begins at a place ends.
    """

    text: str
    own: list[str]
    classes: list[str]
    levels: list[int]
    pdis: dict[int, int]
    base: int


def levels(text: str, base: int | None = None) -> tuple[int, list[int]]:
    """Return the paragraph's level and one level for each character: odd ones run to the left.

    base: the paragraph's level, 0 or 1; None: by its first strong character. What the algorithm
    removes has the level of what is before it. Blanks before a break and at the end have the
    paragraph's, as on a line of its own.

    >>> levels("ab אב 12")
    (0, [0, 0, 0, 1, 1, 1, 2, 2])
    """
    own = [bidirectional(character) or "L" for character in text]
    if not base and _PLAIN.issuperset(own):
        return 0, [0] * len(text)
    pdis = _isolates(own)
    if base is None:
        base = _first_strong(own, pdis, 0, len(own))
    it = _Paragraph(text, own, own.copy(), [], pdis, base)
    _embed(it)
    for sequence, edges in list(_sequences(it)):  # before any level changes
        _resolve(it, sequence, edges)
    for k, name in enumerate(own):
        if name in _REMOVED:
            it.levels[k] = it.levels[k - 1] if k else base
    _blanks(it)
    return base, it.levels


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


def _isolates(own: list[str]) -> dict[int, int]:
    """BD9: where isolates end, by where they begin; those that are closed only."""
    found: dict[int, int] = {}
    begun: list[int] = []
    for k, name in enumerate(own):
        if name in _ISOLATE:
            begun.append(k)
        elif name == "PDI" and begun:
            found[begun.pop()] = k
        elif name == "B":
            begun.clear()
    return found


def _first_strong(own: list[str], pdis: dict[int, int], first: int, stop: int) -> int:
    """P2 and P3: 1 if the first strong character, isolates left out, runs to the left."""
    k = first
    while k < stop:
        if own[k] in _ISOLATE:
            k = pdis.get(k, stop)
        elif own[k] in {"L", "R", "AL"}:
            return int(own[k] != "L")
        k += 1
    return 0


class _State(NamedTuple):  # an entry of the directional status stack (X1)
    level: int
    override: str
    isolate: bool


class _Stack:
    """Embeddings and isolates that are open, and how many are too deep to count."""

    def __init__(self, base: int) -> None:
        self.open = [_State(base, "", isolate=False)]
        self.isolates = self.deep_isolates = self.deep_embeddings = 0

    def push(self, odd: int, override: str, *, isolate: bool) -> None:
        """X2 to X5c. odd: whether what follows runs to the left."""
        level = self.open[-1].level
        deeper = level + 1 if (level + 1) % 2 == odd else level + 2
        if deeper <= MAX_DEPTH and not self.deep_isolates and not self.deep_embeddings:
            self.open.append(_State(deeper, override, isolate))
            self.isolates += isolate
        elif isolate:
            self.deep_isolates += 1
        elif not self.deep_isolates:
            self.deep_embeddings += 1

    def end_isolate(self) -> None:
        """X6a."""
        if self.deep_isolates:
            self.deep_isolates -= 1
        elif self.isolates:
            self.deep_embeddings = 0
            while not self.open.pop().isolate:
                pass
            self.isolates -= 1

    def end_embedding(self) -> None:
        """X7."""
        if self.deep_isolates:
            return
        if self.deep_embeddings:
            self.deep_embeddings -= 1
        elif len(self.open) > 1 and not self.open[-1].isolate:
            self.open.pop()


def _embed(it: _Paragraph) -> None:
    """X1 to X8: levels by embeddings and isolates; overridden classes."""
    stack = _Stack(it.base)
    for k, name in enumerate(it.own):
        if name == "B":
            stack = _Stack(it.base)
        elif name == "PDI":
            stack.end_isolate()
        elif name == "PDF":
            stack.end_embedding()
        state = stack.open[-1]
        it.levels.append(state.level)
        if state.override and name not in _REMOVED and name != "B":
            it.classes[k] = state.override
        if name in _EMBED:
            stack.push(*_EMBED[name], isolate=False)
        elif name in _ISOLATE:
            odd = name == "RLI"
            if name == "FSI":
                odd = bool(_first_strong(it.own, it.pdis, k + 1, it.pdis.get(k, len(it.own))))
            stack.push(int(odd), "", isolate=True)


def _sequences(it: _Paragraph) -> Iterator[tuple[list[int], tuple[str, str]]]:
    """X10: isolating run sequences, as places, each with the ways before and after it."""
    kept = [k for k, name in enumerate(it.own) if name not in _REMOVED]
    runs = [list(run) for _, run in groupby(kept, key=lambda k: it.levels[k])]
    begins = {run[0]: run for run in runs}
    place = {k: at for at, k in enumerate(kept)}
    ends = set(it.pdis.values())
    for run in runs:
        if run[0] in ends:  # it goes on with what was begun before
            continue
        sequence = run.copy()
        while (end := it.pdis.get(sequence[-1])) is not None:
            sequence += begins[end]
        first, last = place[sequence[0]], place[sequence[-1]]
        before = it.levels[kept[first - 1]] if first else it.base
        closed = it.own[sequence[-1]] not in _ISOLATE and last + 1 < len(kept)
        after = it.levels[kept[last + 1]] if closed else it.base
        level = it.levels[sequence[0]]
        yield sequence, ("LR"[max(level, before) % 2], "LR"[max(level, after) % 2])


def _resolve(it: _Paragraph, sequence: list[int], edges: tuple[str, str]) -> None:
    """W1 to I2 for an isolating run sequence."""
    level, (start, end) = it.levels[sequence[0]], edges
    names = [it.classes[k] for k in sequence]
    for rule in (_marks, _numbers, _separators, _terminators):
        rule(names, start)
    _brackets(it, sequence, names, start)
    _neutrals(names, start, end, "LR"[level % 2])
    for k, name in zip(sequence, names, strict=True):
        if level % 2:
            it.levels[k] = level + (name != "R")
        else:
            it.levels[k] = level + {"L": 0, "R": 1}.get(name, 2)


def _marks(names: list[str], start: str) -> None:
    """W1: a mark takes the class of what it stands on."""
    for k, name in enumerate(names):
        if name == "NSM":
            under = names[k - 1] if k else start
            names[k] = "ON" if under in _ISOLATE or under == "PDI" else under


def _numbers(names: list[str], start: str) -> None:
    """W2 and W3: European digits after Arabic letters are Arabic numbers."""
    strong = start
    for k, name in enumerate(names):
        if name in ("L", "R", "AL"):
            strong = name
            names[k] = "R" if name == "AL" else name
        elif name == "EN" and strong == "AL":
            names[k] = "AN"


def _separators(names: list[str], _: str) -> None:
    """W4: one separator between two numbers of a kind belongs to them."""
    for k in range(1, len(names) - 1):
        before, name, after = names[k - 1 : k + 2]
        binds = before in _NUMBERS if name == "CS" else (name, before) == ("ES", "EN")
        if before == after and binds:
            names[k] = before


def _terminators(names: list[str], start: str) -> None:
    """W5 to W7: terminators beside digits are digits; digits after Latin are Latin."""
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


def _brackets(it: _Paragraph, sequence: list[int], names: list[str], start: str) -> None:
    """N0: a pair of brackets runs as what it holds, or as what is before it."""
    own = "LR"[it.levels[sequence[0]] % 2]
    for opening, closing in pairs([it.text[k] for k in sequence], names):
        inside = {_way(name) for name in names[opening + 1 : closing]}
        if own in inside:
            way = own
        elif not inside & {"L", "R"}:
            continue
        else:  # the other way only: it counts if what is before runs so, too
            strong = (_way(name) for name in reversed(names[:opening]))
            way = next((name for name in strong if name in ("L", "R")), start)
        for at in (opening, closing):
            names[at] = way
            for k in range(at + 1, len(names)):  # marks that stand on it
                if it.own[sequence[k]] != "NSM":
                    break
                names[k] = way


def _neutrals(names: list[str], start: str, end: str, own: str) -> None:
    """N1 and N2: between two of one direction it is theirs, else the sequence's own."""
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


def _blanks(it: _Paragraph) -> None:
    """L1: separators, and blanks before them and at the end, have the paragraph's level."""
    trailing = True
    for k, name in reversed([*enumerate(it.own)]):
        trailing = name in {"S", "B"} or (trailing and name in _BLANK)
        if trailing:
            it.levels[k] = it.base
