"""A text to glyphs: runs of one direction and one font, shaped."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from clipkit.model.style import Piece, TextStyle
from clipkit.text import bidi
from clipkit.text.characters import core, drawable, graphemes, joined
from clipkit.text.fonts import Face, Glyph, chosen, face

_KEPT = 4096  # words that are kept once they were parted and measured; a clip has some hundred
_ASIDE = 0.06  # em between a word and its closing mark: a plate has to end between them


class Run(NamedTuple):
    """Characters [start, stop) of a text in one font. level: odd ones run to the left."""

    start: int
    stop: int
    level: int
    face: Face


class Drawn(NamedTuple):
    """A piece as it is drawn: its characters and their levels; gap: the level of its space.

    letters: [start, stop) of the text without the marks around its word.
    """

    text: str
    levels: tuple[int, ...]
    gap: int
    letters: tuple[int, int]


def drawn(pieces: Iterable[Piece], style: TextStyle) -> tuple[int, list[Drawn]]:
    """Return the paragraph's level, and each piece with its case, hyphen and levels."""
    texts: list[str] = []
    words: list[int] = []
    whole, starts, word = "", [], -1
    for piece in pieces:
        texts.append(drawable(piece.text, style.case) + ("-" if piece.hyphen else ""))
        whole += " " if piece.space and word >= 0 and piece.word != word else ""
        starts.append(len(whole))
        whole += texts[-1]
        word = piece.word
        words.append(word)
    base, levels = bidi.levels(whole)
    return base, [
        Drawn(
            text,
            tuple(levels[at : at + len(text)]),
            levels[at - 1] if at else base,
            _letters(text, words, k),
        )
        for k, (text, at) in enumerate(zip(texts, starts, strict=True))
    ]


def _letters(text: str, words: list[int], k: int) -> tuple[int, int]:
    """Only a word's first part has opening marks, only its last part closing ones."""
    start, stop = core(text)
    opens = k == 0 or words[k - 1] != words[k]
    closes = k + 1 == len(words) or words[k + 1] != words[k]
    return start if opens else 0, stop if closes else len(text)


def runs(piece: Drawn, style: TextStyle) -> tuple[Run, ...]:
    """Part a piece where its font or its level changes, never inside a grapheme.

    A grapheme that no font has is left out.
    """
    return _runs(piece.text, piece.levels, style.family, style.weight)


@lru_cache(_KEPT)
def _runs(text: str, levels: tuple[int, ...], family: str, weight: int) -> tuple[Run, ...]:
    found: list[Run] = []
    for start, stop in graphemes(text):
        font = chosen(text[start:stop], family, weight)
        if font is None:
            continue
        run = Run(start, stop, levels[start], font)
        last = found[-1] if found else None
        if last and (last.stop, last.level, last.face) == (start, run.level, font):
            found[-1] = last._replace(stop=stop)
        else:
            found.append(run)
    return tuple(found)


def missing(pieces: Iterable[Drawn], style: TextStyle) -> str:
    """Return the characters that no font has, each once, in order."""
    absent: dict[str, None] = {}
    for piece in pieces:
        absent |= dict.fromkeys(_missing(piece.text, style.family, style.weight))
    return "".join(absent)


@lru_cache(_KEPT)
def _missing(text: str, family: str, weight: int) -> tuple[str, ...]:
    parts = (text[start:stop] for start, stop in graphemes(text))
    return tuple(part for part in parts if chosen(part, family, weight) is None)


def shaped(piece: Drawn, run: Run, style: TextStyle) -> Sequence[Glyph]:
    """Return a run's glyphs from left to right; their clusters count from the run's start."""
    text, left = piece.text[run.start : run.stop], bool(run.level % 2)
    return run.face.shape(text, leftwards=left, features=style.features)


def tracking(piece: Drawn, style: TextStyle) -> float:
    """Return what is added after each of its glyphs, em."""
    return 0.0 if joined(piece.text) else style.tracking


def aside(style: TextStyle) -> float:
    """Return what parts a word from the marks around it, which stand outside its plate, em."""
    return _ASIDE if style.plate and style.plate.scope == "word" else 0.0


def advance(piece: Drawn, style: TextStyle) -> float:
    """Return a piece's width from pen to pen, em."""
    start, stop = piece.letters
    marks = (start > 0) + (stop < len(piece.text))
    track, total = tracking(piece, style), marks * aside(style)
    for run in runs(piece, style):
        width, clusters = _width(piece.text[run.start : run.stop], run, style.features)
        total += width
        total += track * clusters
    return total


@lru_cache(_KEPT)
def _width(text: str, run: Run, features: tuple[str, ...]) -> tuple[float, int]:
    """Return a run's width without tracking, em, and after how many letters that comes."""
    glyphs = run.face.shape(text, leftwards=bool(run.level % 2), features=features)
    return sum(glyph.advance for glyph in glyphs), len({glyph.cluster for glyph in glyphs})


def space(style: TextStyle) -> float:
    """Return the width of a space between words, em."""
    glyph = face(style.family, style.weight).shape(" ")
    return sum(part.advance for part in glyph) + style.word_space + style.tracking


def forget() -> None:
    """Drop what is kept of words, and with it the fonts that they were shaped in."""
    for kept in (_runs, _missing, _width):
        kept.cache_clear()
