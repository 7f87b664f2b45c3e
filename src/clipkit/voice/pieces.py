"""A sentence's tokens in the pieces that are read one by one, without their quotes and marks."""

import re
import unicodedata
from collections.abc import Container, Sequence
from typing import NamedTuple

from clipkit.model.script import Token
from clipkit.voice.language import Language

OPENING = "\"'“‘([{«¿¡*_`<"
CLOSING = "\"'”’)]}»*_`>,.;:!?…"
PAUSES = ".!?…;:,"
SILENT = ("So", "Sk", "Cc", "Cf", "Mn", "Me", "Cn", "Co", "Cs")  # Unicode categories
SPAN = "–"  # the core of a dash alone between two ends: 08.00 - 15.00
RATIO = ":"  # alone between two numbers
_DIALLED = re.compile(r"\*\d{2,4}(?:\*\d{1,12})*#", re.ASCII)  # *123#
SHOUTED = 3  # capitals in a row, one of them long, are words and no acronyms
LONG = 5  # letters


class Piece(NamedTuple):
    """A token's part between spaces. lead, tail: quotes and marks around its core."""

    text: str
    owner: int
    lead: str
    core: str
    tail: str


def pieces_of(tokens: Sequence[Token], language: Language, lexicon: Container[str]) -> list[Piece]:
    """Return the pieces of a sentence. lexicon: words that are read whatever they are made of."""
    known: list[Piece] = []
    quoted = False
    for owner, token in enumerate(tokens):
        for text in token.text.split():
            known.append(_piece(text, owner, language, lexicon, quoted=quoted))
            quoted ^= text.count('"') % 2 == 1
    for k in range(1, len(known) - 1):
        before, piece, after = known[k - 1 : k + 2]
        counted = k > 1 and known[k - 2].core[-1:].isdecimal()
        unit = counted and before.core.lower() in language.table("units")
        if piece.text in ("-", SPAN) and _is_span(before, after, language, unit=unit):
            known[k] = piece._replace(core=SPAN)
        elif piece.text == RATIO and before.core.isdecimal() and after.core.isdecimal():
            known[k] = piece._replace(core=RATIO, tail="")
    return known


def _piece(
    text: str, owner: int, language: Language, lexicon: Container[str], *, quoted: bool
) -> Piece:
    """quoted: a quotation is open before it."""
    lead, core, tail = _stripped(text, "'" if quoted else "'\"")
    known = core in language.table("symbols") or core.lower() in lexicon
    if not known and not any(letter.isalnum() for letter in core):
        core = ""
    return Piece(text, owner, lead, core, tail)


def _stripped(text: str, inch: str) -> tuple[str, str, str]:
    """Return what stands before, in, and after the quotes and marks around a text.

    inch: marks after a number that are units of length.
    """
    text = "".join(letter for letter in text if not _is_silent(letter))
    if _DIALLED.fullmatch(text):
        return "", text, ""
    first, stop = 0, len(text)
    while first < stop and text[first] in OPENING:
        if text[first] in "'’‘" and re.fullmatch(r"\d\ds?", text[first + 1 :].rstrip(CLOSING)):
            break  # '98 is a year
        first += 1
    while stop > first and text[stop - 1] in CLOSING:
        if text[stop - 1] in inch and re.fullmatch(r"\d[\d.,]*", text[: stop - 1], re.ASCII):
            break  # 6' is six feet, 6.5" an inch
        if text[stop - 1] == ")" and text.count("(", first, stop) == text.count(")", first, stop):
            break  # 5(2)
        stop -= 1
    return text[:first], text[first:stop], text[stop:]


def _is_silent(letter: str) -> bool:
    """Whether it is an emoji, a joiner, or another sign without a sound."""
    return letter not in "°№" and unicodedata.category(letter) in SILENT


def _is_span(before: Piece, after: Piece, language: Language, *, unit: bool) -> bool:
    """Whether a dash between two pieces means `to`: numbers, days, months.

    unit: the piece before is one, with its number.
    """
    if before.tail or after.lead:
        return False
    for names in (language.day, language.month_named):
        if names(before.core) and names(after.core):
            return True
    start = re.sub("^(?:Rp|US)?[$€£¥]?", "", after.core)
    ends_in_number = unit or re.search(r"\d(?:%|°C|[a-z]{1,3})?$", before.core)
    return bool(ends_in_number) and start[:1].isdecimal()


def shouts(cores: Sequence[str]) -> list[bool]:
    """Return for each core whether it stands among words that are written in capitals."""
    words = [core for core in cores if core.isalpha() and len(core) > 1]
    capitals = sum(word.isupper() for word in words)
    if len(words) >= SHOUTED and capitals > 0.8 * len(words):
        return [True] * len(cores)
    found = [False] * len(cores)
    first = 0
    for k in range(len(cores) + 1):
        if k < len(cores) and cores[k].isupper() and cores[k].isalpha():
            continue
        run = cores[first:k]
        if len(run) >= SHOUTED and any(len(core) >= LONG for core in run):
            found[first:k] = [True] * len(run)
        first = k + 1
    return found
