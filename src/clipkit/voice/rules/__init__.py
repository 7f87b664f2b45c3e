"""How one piece of a sentence is read: a rule a function, and what it sees of the sentence.

A rule returns what is said, or None where it doesn't apply. `ALL` is the order they are asked in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from clipkit.voice.language import Language


@dataclass(slots=True)
class Thread:
    """What one piece leaves for the next.

    money: a currency that waits for its `juta`. phone: digits may still be a phone number's.
    """

    money: str = ""
    phone: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """A piece and what stands around it.

    core: without quotes and marks around it. cores: of the whole sentence; `first` to `last` of
    them are this piece. lexicon: the user's own words, lower case. shout: the sentence is written
    in capitals. bracket: it stands in brackets.
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

    @property
    def low(self) -> str:
        """The piece in lower case."""
        return self.core.lower()

    @property
    def before(self) -> str:
        """The piece before, in lower case; empty at the start."""
        return self.cores[self.first - 1].lower() if self.first else ""

    @property
    def after(self) -> str:
        """The piece after, in lower case; empty at the end."""
        return self.cores[self.last + 1].lower() if self.last + 1 < len(self.cores) else ""

    @property
    def after_number(self) -> bool:
        """Whether a digit stands right before."""
        return self.before[-1:].isdecimal()

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
