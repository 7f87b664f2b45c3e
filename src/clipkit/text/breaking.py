"""Words to lines: the one place where text is broken and sized."""

import math
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import regex
from msgspec.structs import replace

from clipkit.model.phrases import leads
from clipkit.model.style import Lines, Measured, Piece, TextStyle
from clipkit.text.characters import anywhere, cuts, graphemes, is_mark
from clipkit.text.extents import SOFT
from clipkit.text.motion import peak
from clipkit.text.setting import set_lines
from clipkit.text.shaping import Drawn, advance, drawn, missing, space

_STEP = 0.02  # of the full size, from one try to the next smaller one
_OVERHANG = 0.03  # em that letters may pass their pens' ends by, both ends together
_STICK = 0.09  # cost of parting what belongs together, in shares of a full line's
_ALONE = 0.15  # cost of a last word on a line of its own
_NUMBER = regex.compile(r"(rp\.?)?\d[\d.,:/]*%?", regex.I)


class _Wanted(NamedTuple):
    """What a text has to fit into. width, height: px; size: the full one, px."""

    style: TextStyle
    width: int
    height: float
    max_lines: int
    size: float
    lang: str


class _Breaks(NamedTuple):
    """Pieces in a row, and what breaking them costs. widths, gaps: em; the rest: see `_broken`."""

    pieces: list[Piece]
    widths: list[float]
    gaps: list[float]
    forced: list[bool]
    stick: list[float]


def measured(
    words: Sequence[str],
    style: TextStyle,
    spaces: Sequence[bool],
    *,
    size: float,
    fit: tuple[int, float, int],
    lang: str,
) -> Measured:
    """Break words as large as they fit. size: px of the em. fit: width, height, most lines."""
    pieces = [
        Piece(k, word, space=k > 0 and spaced)
        for k, (word, spaced) in enumerate(zip(words, spaces, strict=True))
        if word
    ]
    if not pieces:
        return Measured(lines=(), size=size, width=0, height=0, words=tuple(words))
    wanted = _Wanted(style, *fit, size, lang)
    texts = drawn(pieces, style)[1]
    return replace(
        _largest(pieces, texts, wanted), missing=missing(texts, style), words=tuple(words)
    )


def _largest(pieces: list[Piece], texts: list[Drawn], wanted: _Wanted) -> Measured:
    """Break at the largest size that fits; where none does, at the floor. texts: as drawn."""
    floor = wanted.style.floor
    widths = [advance(text, wanted.style) for text in texts]
    long = _too_long(pieces, widths, wanted)
    row = _row(pieces, widths, wanted)
    steps = math.floor((1 - floor) / _STEP + 1e-6)
    for scale in dict.fromkeys([*(1 - _STEP * k for k in range(steps + 1)), floor]):
        row = _cut_row(pieces, wanted, scale, long) if long else row
        found = _fitted(row, wanted, scale)
        if found is not None:
            return found
    row = _cut_row(pieces, wanted, floor, long) if long else row
    lines = _broken(row, wanted, floor, len(row.pieces)) or tuple((piece,) for piece in row.pieces)
    return replace(_set(lines, wanted, floor), fits=False)


def _fitted(row: _Breaks, wanted: _Wanted, scale: float) -> Measured | None:
    """Break at a scale. None: it doesn't fit.

    Lines are broken by their letters' advances. Where their ink, with what stands beside it, comes
    out wider than that by a little, they are broken once more, in so much less room.
    """
    room = wanted
    for _ in range(2):
        lines = _broken(row, room, scale, wanted.max_lines)
        if not lines:
            return None
        found = _set(lines, wanted, scale)
        if found.width <= wanted.width:
            return found if found.height <= wanted.height else None
        room = wanted._replace(width=wanted.width - (found.width - wanted.width) - 1)
    return None


def _set(lines: Lines, wanted: _Wanted, scale: float) -> Measured:
    """Return lines with the room of their ink."""
    size = round(wanted.size * scale, 2)  # survives JSON as it is
    width, height = set_lines(lines, wanted.style, size).extent()
    return Measured(lines=lines, size=size, width=width, height=height)


def _sides(style: TextStyle) -> float:
    """Return what stands beside a line's letters on either side, em."""
    edge = sum(stroke.width for stroke in style.strokes)
    depth = abs(style.extrude.dx) if style.extrude else 0.0
    return max(edge + depth, style.plate.pad_x if style.plate else 0.0)


def _room(wanted: _Wanted, scale: float) -> float:
    """Return what a line has for its letters, em; a little is kept for those that hang over."""
    whole = (wanted.width - 2 * SOFT) / (wanted.size * scale)
    return whole - 2 * _sides(wanted.style) - _OVERHANG


def _growth(style: TextStyle) -> float:
    """Return by what share of its width a word grows on either side."""
    states = (style.plain, style.active, style.past, style.future, style.emphasis)
    return (max(1.0, *(peak(paint) for paint in states)) - 1) / 2


def _too_long(pieces: list[Piece], widths: list[float], wanted: _Wanted) -> set[int]:
    """Return the words that don't fit a line even at the floor."""
    most = _room(wanted, wanted.style.floor) / (1 + 2 * _growth(wanted.style))
    return {p.word for p, width in zip(pieces, widths, strict=True) if width > most}


def _cut_row(pieces: list[Piece], wanted: _Wanted, scale: float, long: set[int]) -> _Breaks:
    """Return the pieces of a text at a scale, with its long words cut."""
    style = wanted.style
    most = _room(wanted, scale) / (1 + 2 * _growth(style))
    cut: list[Piece] = []
    for piece in pieces:
        cut += _cut(piece, style, most) if piece.word in long else [piece]
    return _row(cut, [advance(text, style) for text in drawn(cut, style)[1]], wanted)


def _row(pieces: list[Piece], widths: list[float], wanted: _Wanted) -> _Breaks:
    """Return pieces in a row, with what it costs to part them."""
    gap = space(wanted.style)
    between = [0.0, *(gap if piece.space else 0.0 for piece in pieces[1:])]
    forced = [False, *(a.word == b.word for a, b in pairwise(pieces))]
    stick = [0.0, *(_reluctance(a, b, wanted.lang) for a, b in pairwise(pieces))]
    return _Breaks(pieces, widths, between, forced, stick)


def _broken(row: _Breaks, wanted: _Wanted, scale: float, max_lines: int) -> Lines | None:
    """Break in the fewest lines, then the most even ones; None where it cannot be.

    A line's cost is its width squared. best[j][k]: the least cost of the first j pieces in k
    lines, and where the last of those begins.
    """
    count = len(row.pieces)
    limit = _room(wanted, scale)
    grow = _growth(wanted.style)
    best: list[dict[int, tuple[float, int]]] = [{} for _ in range(count + 1)]
    best[0][0] = (0.0, 0)
    for first in range(count):
        width = 0.0
        for last in range(first, count if best[first] else first):
            if last > first and row.forced[last]:
                break
            width += row.widths[last] + (row.gaps[last] if last > first else 0.0)
            grown = width + 2 * grow * max(row.widths[first], row.widths[last])
            if grown > limit + 1e-6 and last > first:
                break
            alone = _ALONE if first == last == count - 1 and count > 2 else 0.0
            stick = 0.0 if row.forced[first] else row.stick[first] * _STICK
            cost = width * width + (alone + stick) * limit * limit
            _keep(best[first], best[last + 1], cost, first, max_lines)
    if not best[count]:
        return None
    lines: list[tuple[Piece, ...]] = []
    stop = count
    for used in range(min(best[count]), 0, -1):
        first = best[stop][used][1]
        lines.append((row.pieces[first]._replace(space=False), *row.pieces[first + 1 : stop]))
        stop = first
    return tuple(reversed(lines))


def _keep(
    before: dict[int, tuple[float, int]],
    after: dict[int, tuple[float, int]],
    cost: float,
    first: int,
    max_lines: int,
) -> None:
    """Add a line to every way to come to its start, where that is the best so far."""
    for lines, (spent, _) in before.items():
        known = after.get(lines + 1)
        if lines < max_lines and (known is None or spent + cost < known[0]):
            after[lines + 1] = (spent + cost, first)


def _reluctance(before: Piece, after: Piece, lang: str) -> float:
    """Return how badly a line's end between two words reads: 0.0 not at all, 4.0 at worst."""
    if is_mark(after.text):
        return 3.0  # a dash or an emoji belongs to the word before it
    tail = before.text[-1:]
    if tail in ",;:.!?…":
        return 0.0
    cost = 2.4 if leads(before.text, after.text, lang) else 0.0
    if _NUMBER.fullmatch(before.text):
        cost += 3.0
    if before.text[:1].isupper() and after.text[:1].isupper() and before.word > 0:
        cost += 2.0  # a name: Candi Badut, Kota Malang
    return cost if after.space else cost + 0.5


def _cut(piece: Piece, style: TextStyle, most: float) -> list[Piece]:
    """Part a word into the fewest and most even pieces of at most so many em."""
    text = piece.text
    ends = graphemes(text)
    parts = [Piece(0, text[start:stop]) for start, stop in ends]
    reach = {0: 0.0}  # width up to a place, without kerning
    for (_, stop), width in zip(ends, drawn(parts, style)[1], strict=True):
        reach[stop] = reach[max(reach)] + advance(width, style)
    hyphen = advance(drawn([Piece(0, "-")], style)[1][0], style)
    for places in (cuts(text), anywhere(text)):
        found = _parted(len(text), [p for p in places if p[0] in reach], reach, (most, hyphen))
        if found:
            shows = dict(places)
            return [
                Piece(piece.word, text[a:b], piece.space and a == 0, shows.get(b, False))
                for a, b in pairwise(found)
            ]
    return [piece]


def _parted(
    length: int, places: list[tuple[int, bool]], reach: dict[int, float], room: tuple[float, float]
) -> list[int]:
    """Return where to cut, from 0 to the end; nothing where no cut is good enough."""
    most, hyphen = room
    nodes = [(0, False), *places, (length, False)]
    best: dict[int, tuple[int, float, int]] = {0: (0, 0.0, 0)}
    for k, (start, _) in enumerate(nodes):
        for stop, shown in nodes[k + 1 :]:
            width = reach[stop] - reach[start] + (hyphen if shown else 0.0)
            if start not in best or width > most:
                break
            count, cost, _ = best[start]
            known = best.get(stop)
            if known is None or (count + 1, cost + width * width) < known[:2]:
                best[stop] = (count + 1, cost + width * width, start)
    if length not in best:
        return []
    found = [length]
    while found[-1]:
        found.append(best[found[-1]][2])
    return found[::-1]
