"""Shown tokens to words as they are spoken, each with the token that owns it.

Tokens are never split or joined: where one holds a no-break space (`Rp 10.000`), its parts are
read one by one, and all their words are its own.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from clipkit.model.script import Token
from clipkit.voice.language import language
from clipkit.voice.rules import Here, Rule, Thread, clock, fixed, letters, links, phone, quantities
from clipkit.voice.takes import Spoken

__all__ = ["Normaliser", "Spoken"]

RULES: tuple[Rule, ...] = (
    links.link,
    fixed.looked_up,
    clock.date,
    clock.time,
    phone.phone,
    quantities.counted,
    quantities.version,
    quantities.quantity,
    letters.numeral,
    letters.acronym,
    letters.parts,
)
OPENING = "\"'“‘([{«¿¡*_`<"
CLOSING = "\"'”’)]}»*_`>,.;:!?…"
SILENT = ("So", "Sk", "Cc", "Cf", "Mn", "Me", "Cn", "Co", "Cs")  # Unicode categories
PAUSES = ".!?…;:,"
# Shortened with a dot elsewhere; at a sentence's end they are words.
WORDS_AT_THE_END = ("no", "min", "h", "des", "in", "sun", "sat", "may")
_EACH = re.compile(r"(.*\d\w*)/([a-z]+[23²³]?)")
_PAIR = re.compile(r"([^\W\d]{2,5}|\d{1,2}(?:[ap]m)?)\.?[-–]([^\W\d]{2,5}|\d{1,2}[ap]m)")


class Piece(NamedTuple):
    """A token's part between spaces. lead, tail: quotes and marks around its core."""

    text: str
    owner: int
    lead: str
    core: str
    tail: str


class Normaliser:
    """Reads sentences of one language aloud. lexicon: words and how to say them; it always wins.

    >>> hear = Normaliser("id", {"umkm": "u em ka em"})
    >>> hear([Token(text="Harga"), Token(text="Rp10.000!")]).text
    'Harga sepuluh ribu rupiah!'
    """

    def __init__(self, lang: str, lexicon: Mapping[str, str] | None = None) -> None:
        self._language = language(lang)
        self._lexicon = {word.lower(): said for word, said in (lexicon or {}).items()}

    def __call__(self, tokens: Sequence[Token]) -> Spoken:
        """Return a sentence's words as spoken."""
        pieces = self._pieces(tokens)
        cores = [piece.core for piece in pieces]
        letters_only = [core for core in cores if core.isalpha() and len(core) > 1]
        capitals = sum(core.isupper() for core in letters_only)
        here = Here(
            core="",
            cores=cores,
            first=0,
            last=0,
            language=self._language,
            lexicon=self._lexicon,
            thread=Thread(),
            shout=len(letters_only) > 2 and capitals > 0.8 * len(letters_only),
            bracket=False,
        )
        words: list[tuple[str, int]] = []
        at = 0
        while at < len(pieces):
            taken = 2 if self._is_split_money(cores, at) else 1
            self._add(words, pieces[at : at + taken], here, at)
            at += taken
        return Spoken(tokens=tuple(tokens), words=tuple(words))

    def _pieces(self, tokens: Sequence[Token]) -> list[Piece]:
        return [
            self._piece(text, owner)
            for owner, token in enumerate(tokens)
            for text in token.text.split()
        ]

    def _piece(self, text: str, owner: int) -> Piece:
        lead, core, tail = _stripped(text)
        known = core in self._language.table("symbols") or core.lower() in self._lexicon
        if not known and not any(letter.isalnum() for letter in core):
            core = ""
        return Piece(text, owner, lead, core, tail)

    def _is_split_money(self, cores: Sequence[str], at: int) -> bool:
        """Whether a currency stands alone before its number: `Rp 10.000`."""
        marks = {mark.upper() for mark in self._language.table("currency")}
        after = cores[at + 1][:1] if at + 1 < len(cores) else ""
        return cores[at].upper() in marks and after.isdecimal()

    def _add(
        self, words: list[tuple[str, int]], pieces: Sequence[Piece], here: Here, at: int
    ) -> None:
        """Add what is said for one piece, or two that are read as one."""
        lead, core, tail = pieces[0].lead, pieces[0].core, pieces[-1].tail
        last = at + len(pieces) == len(here.cores)
        here = replace(
            here,
            core="".join(piece.core for piece in pieces),
            first=at,
            last=at + len(pieces) - 1,
            bracket=lead == "(" and tail == ")",
        )
        short = len(pieces) == 1 and tail.startswith(".") and core != ""
        said, dot_used = self._shortened(here, at_end=last) if short else (None, False)
        if said is None:
            said = self._said(here) if core else ""
        if lead.endswith(("(", "[")):
            _mark(words, ",")
        spoken = said.split()
        for k, piece in enumerate(pieces):
            mine = spoken[k * len(spoken) // len(pieces) : (k + 1) * len(spoken) // len(pieces)]
            words += [(word, piece.owner) for word in mine]
        marks = tail[1:] if dot_used and not last else tail
        mark = next((c for c in PAUSES if c in marks), "," if ")" in tail else "")
        if not core and any(c in "—–-…" for c in pieces[0].text):
            mark = ","
        _mark(words, "." if mark == "…" else mark)

    def _shortened(self, here: Here, *, at_end: bool) -> tuple[str | None, bool]:
        """Return what `Jl.` stands for, and whether its dot belongs to it."""
        dotted, low = self._language.table("abbr_dot"), here.low
        is_word = low in self._lexicon or (at_end and low in WORDS_AT_THE_END)
        if low in dotted and not is_word:
            return dotted.get(here.core) or dotted[low], True
        last_part = re.split("[-–]", low)[-1]
        return None, not at_end and (low in self._language.table("abbr") or last_part in dotted)

    def _said(self, here: Here) -> str:
        """Return what is said for a core, by the first rule that applies."""
        if here.low in self._lexicon:
            return self._lexicon[here.low]
        money, here.thread.money = here.thread.money, ""
        magnitudes = self._language.table("magnitude")
        if money and here.low in magnitudes:
            return f"{magnitudes[here.low]} {self._language.plural(money, 2)}"
        said = self._pair(here) or self._each(here)
        if said:
            return said
        found = (rule(here) for rule in RULES)
        return next((said for said in found if said is not None), here.core)

    def _pair(self, here: Here) -> str:
        """Read Mon-Fri and 9am-5pm, which only English writes so."""
        found = None if self._language.indonesian else _PAIR.fullmatch(here.low)
        days = self._language.table("abbr_dot")
        if not found or not all(end in days or end[0].isdecimal() for end in found.groups()):
            return ""
        ends = [days.get(end) or self._said(replace(here, core=end)) for end in found.groups()]
        return f" {self._language.say('to')} ".join(ends)

    def _each(self, here: Here) -> str:
        """Read Rp25.000/kg."""
        found, units = _EACH.fullmatch(here.core), self._language.table("units")
        if not found or here.low in units or found[2] not in units:
            return ""
        if not self._language.quantity.fullmatch(found[1]):
            return ""
        amount = self._said(replace(here, core=found[1]))
        return f"{amount} {self._language.say('per')} {units[found[2]]}"


def _mark(words: list[tuple[str, int]], mark: str) -> None:
    """Put a pause's mark on the last word, if it has none."""
    if mark and words and words[-1][0][-1].isalnum():
        words[-1] = (words[-1][0] + mark, words[-1][1])


def _stripped(text: str) -> tuple[str, str, str]:
    """Return what stands before, in, and after the quotes and marks around a text."""
    text = "".join(letter for letter in text if not _is_silent(letter))
    first, stop = 0, len(text)
    while first < stop and text[first] in OPENING:
        first += 1
    while stop > first and text[stop - 1] in CLOSING:
        if text[stop - 1] in "\"'" and first == 0 and text[: stop - 1].isdigit():
            break  # 6' is six feet
        stop -= 1
    return text[:first], text[first:stop], text[stop:]


def _is_silent(letter: str) -> bool:
    """Whether it is an emoji, a joiner, or another sign without a sound."""
    return letter not in "°№" and unicodedata.category(letter) in SILENT
