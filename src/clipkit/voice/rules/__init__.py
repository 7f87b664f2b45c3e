"""How one piece of a sentence is read: a rule a function, and what it sees of the sentence.

A rule returns what is said, or None where it doesn't apply; normalise.RULES has their order.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from clipkit.voice.language import Language


class Thread(Struct):
    """What one piece leaves for the next.

    money: a currency that waits for its `juta`. phone: digits may still be a phone number's.
    """

    money: str = ""
    phone: bool = False


class Here(Struct, frozen=True, kw_only=True):
    """A piece and what stands around it.

    core: without quotes and marks around it. cores: of the whole sentence; `first` to `last` of
    them are this piece. lexicon: the user's own words, lower case. shout: it is among words written
    in capitals. bracket: it stands in brackets. pause: a mark or the end follows it.
    """

    core: str
    cores: Sequence[str]
    first: int
    last: int
    language: Language
    lexicon: Mapping[str, str]
    thread: Thread
    shout: bool
    bracket: bool
    pause: bool

    @property
    def low(self) -> str:
        """The piece in lower case."""
        return self.core.lower()

    @property
    def before(self) -> str:
        """The piece before, in lower case; empty at the start."""
        return self.at(-1)

    @property
    def after(self) -> str:
        """The piece after, in lower case; empty at the end."""
        return self.at(1)

    def at(self, step: int) -> str:
        """Return the piece so many after this one, or before, in lower case; empty: none."""
        k = self.last + step if step > 0 else self.first + step
        return self.cores[k].lower() if 0 <= k < len(self.cores) else ""

    def near(self, name: str, back: int) -> bool:
        """Whether one of the pieces before is in a list of the language. back: how many of them."""
        return any(self.language.among(self.at(-step), name) for step in range(1, back + 1))

    @property
    def clause_ends(self) -> bool:
        """Whether nothing that it could count follows: a mark, the end, `untuk`, `in`."""
        return self.pause or not self.after or self.language.among(self.after, "goes_on")

    def attributive(self, back: int) -> bool:
        """Whether it tells of what follows: `a 5 km run`. back: pieces to where it begins."""
        if self.language.indonesian or not self.language.among(self.at(-back), "attributive"):
            return False
        return self.after.isalpha() and not self.clause_ends

    @property
    def after_number(self) -> bool:
        """Whether a digit, or one of ½ and its like, stands right before."""
        last = self.before[-1:]
        return last.isdecimal() or "VULGAR FRACTION" in unicodedata.name(last or " ", "")

    @property
    def after_day(self) -> bool:
        """Whether a month and a day stand before: `March 3, `."""
        if self.first < 2 or not self.before.isdecimal():
            return False
        return self.language.month(self.cores[self.first - 2].lower())

    @property
    def year_expected(self) -> bool:
        """Whether four digits here would be a year."""
        named = self.language.among(self.before, "year_keys") or self.language.month(self.before)
        return named or self.after_day


Rule = Callable[[Here], str | None]
