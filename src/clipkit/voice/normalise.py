"""Shown tokens to words as they are spoken, each with the token that owns it.

Tokens are never split or joined: where one holds a no-break space (`Rp 10.000`), its parts are
read one by one, and all their words are its own.
"""

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from clipkit.model.script import Token
from clipkit.voice.language import language
from clipkit.voice.pieces import PAUSES, Piece, pieces_of, shouts
from clipkit.voice.rules import (
    Here,
    Rule,
    Thread,
    clock,
    dates,
    fixed,
    fractions,
    letters,
    links,
    pairs,
    phone,
    quantities,
)
from clipkit.voice.rules.joined import joined
from clipkit.voice.rules.money import with_size
from clipkit.voice.takes import Spoken

__all__ = ["Normaliser", "Spoken"]

RULES: tuple[Rule, ...] = (
    dates.date,
    fractions.fraction,
    links.link,
    fixed.sign,
    fixed.looked_up,
    clock.time,
    phone.phone,
    pairs.pair,
    quantities.counted,
    quantities.magnitude,
    quantities.version,
    quantities.quantity,
    letters.numeral,
    letters.acronym,
    letters.parts,
)
# Shortened with a dot elsewhere; at a sentence's end they are words.
WORDS_AT_THE_END = ("no", "min", "h", "des", "in", "sun", "sat", "may")


class Normaliser:
    """Reads sentences of one language aloud. lexicon: words and how to say them; it always wins.

    >>> hear = Normaliser("id", {"umkm": "u em ka em"})
    >>> hear([Token(text="Harga"), Token(text="Rp10.000!")]).text
    'Harga sepuluh ribu rupiah!'
    """

    def __init__(self, lang: str, lexicon: Mapping[str, str] | None = None) -> None:
        self._language = language(lang)
        self._lexicon = {word.lower().rstrip("."): said for word, said in (lexicon or {}).items()}

    def __call__(self, tokens: Sequence[Token]) -> Spoken:
        """Return a sentence's words as spoken."""
        pieces = pieces_of(tokens, self._language, self._lexicon)
        cores = [piece.core for piece in pieces]
        shouted = shouts(cores)
        here = Here(
            core="",
            cores=cores,
            first=0,
            last=0,
            language=self._language,
            lexicon=self._lexicon,
            thread=Thread(),
            shout=False,
            bracket=False,
            pause=False,
        )
        words: list[tuple[str, int]] = []
        at = 0
        while at < len(pieces):
            taken = 2 if self._is_split_money(cores, at) else 1
            now = replace(here, shout=shouted[at])
            self._add(words, pieces[at : at + taken], now, at)
            at += taken
        return Spoken(tokens=tuple(tokens), words=tuple(words))

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
            bracket=lead == "(" and tail.startswith(")"),
            pause=last or any(mark in PAUSES for mark in tail),
        )
        short = len(pieces) == 1 and tail.startswith(".") and core != ""
        said, dot_used = (
            self._shortened(here, at_end=last, pause=len(tail) > 1) if short else (None, False)
        )
        if said is None:
            said = self._said(here) if core else ""
        aside = not (here.bracket and self._language.among(here.before, "clause_keys"))
        if lead.endswith(("(", "[")) and aside:
            _mark(words, ",")
        spoken = said.split()
        for k, piece in enumerate(pieces):
            mine = spoken[k * len(spoken) // len(pieces) : (k + 1) * len(spoken) // len(pieces)]
            words += [(word, piece.owner) for word in mine]
        marks = tail[1:] if dot_used and not last else tail
        mark = next((c for c in PAUSES if c in marks), "," if ")" in tail and aside else "")
        if not core and any(c in "—–-…" for c in pieces[0].text):
            mark = ","
        _mark(words, "." if mark == "…" else mark)

    def _shortened(self, here: Here, *, at_end: bool, pause: bool) -> tuple[str | None, bool]:
        """Return what `Jl.` stands for, and whether its dot belongs to it.

        pause: more marks follow the dot.
        """
        dotted, low = self._language.table("abbr_dot"), here.low
        is_word = low in self._lexicon or (at_end and low in WORDS_AT_THE_END)
        if (
            low in self._language.table("after_name")
            and not is_word
            and _ends_a_name(here, pause=pause)
        ):
            return self._language.table("after_name")[low], True
        if low in dotted and not is_word:
            return dotted.get(here.core) or dotted[low], True
        last_part = re.split("[-–]", low)[-1]
        return None, not at_end and (low in self._language.table("abbr") or last_part in dotted)

    def _said(self, here: Here) -> str:
        """Return what is said for a core, by the first rule that applies."""
        if here.low in self._lexicon:
            return self._lexicon[here.low]
        money, here.thread.money = here.thread.money, ""
        said = with_size(here, money) or joined(here, self._said)
        if said:
            return said
        found = (rule(here) for rule in RULES)
        return next((said for said in found if said is not None), here.core)


def _ends_a_name(here: Here, *, pause: bool) -> bool:
    """Whether it closes a name, as `Oak St.`, and opens none, as `St. Joseph`."""
    name = here.cores[here.first - 1] if here.first else ""
    follows = here.cores[here.last + 1] if here.last + 1 < len(here.cores) else ""
    return name[:1].isupper() and (pause or not follows[:1].isupper())


def _mark(words: list[tuple[str, int]], mark: str) -> None:
    """Put a pause's mark on the last word, if it has none."""
    if mark and words and words[-1][0][-1].isalnum():
        words[-1] = (words[-1][0] + mark, words[-1][1])
