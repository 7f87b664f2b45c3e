"""A text to glyphs: runs of one direction and one font, shaped."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from clipkit.model.style import Piece, TextStyle
from clipkit.text import bidi
from clipkit.text.characters import core, drawable, graphemes, joined
from clipkit.text.fonts import Face, Glyph, chosen, face

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


def runs(piece: Drawn, style: TextStyle) -> Iterator[Run]:
    """Part a piece where its font or its level changes, never inside a grapheme.

    A grapheme that no font has is left out.
    """
    current: Run | None = None
    for start, stop in graphemes(piece.text):
        font = chosen(piece.text[start:stop], style.family, style.weight)
        if font is None:
            continue
        level = piece.levels[start]
        if current and (current.stop, current.level, current.face) == (start, level, font):
            current = current._replace(stop=stop)
            continue
        if current:
            yield current
        current = Run(start, stop, level, font)
    if current:
        yield current


def missing(pieces: Iterable[Drawn], style: TextStyle) -> str:
    """Return the characters that no font has, each once, in order."""
    absent: dict[str, None] = {}
    for piece in pieces:
        for start, stop in graphemes(piece.text):
            if chosen(piece.text[start:stop], style.family, style.weight) is None:
                absent[piece.text[start:stop]] = None
    return "".join(absent)


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
        glyphs = shaped(piece, run, style)
        total += sum(glyph.advance for glyph in glyphs)
        total += track * len({glyph.cluster for glyph in glyphs})
    return total


def space(style: TextStyle) -> float:
    """Return the width of a space between words, em."""
    glyph = face(style.family, style.weight).shape(" ")
    return sum(part.advance for part in glyph) + style.word_space + style.tracking
