"""How a language is read aloud: its words from assets/voice, its numbers from `numerals`."""

import re
import tomllib
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

from clipkit.shipped import ASSETS
from clipkit.voice import numerals

MINUS = "\N{MINUS SIGN}"
LONGEST = 15  # digits of a number that has a name
IRREGULAR = {"foot": "feet", "inch": "inches", "square foot": "square feet", "penny": "pence"}
UNCOUNTED = {"rupiah", "yen", "hertz", "times"}
ONE_ONLY = ("cents", "powers", "eras", "after_name", "month_short")  # a language may do without
MIXED_CASE = ("units", "magnitude", "abbr_dot", "abbr", "words")


class Language(Struct, frozen=True, kw_only=True):
    """A language's tables, as in its file, and what follows from them.

    number: pattern of a number. quantity: of one with its currency, unit, or second number.
    """

    lang: str
    tables: Mapping[str, Mapping[str, str]]
    lists: Mapping[str, frozenset[str]]
    months: tuple[str, ...]
    decimal: str
    month_first: bool
    number: str
    quantity: re.Pattern[str]
    cardinal: Callable[[int], str]
    ordinal: Callable[[int], str]

    @property
    def indonesian(self) -> bool:
        """Whether it is Indonesian; else it is English."""
        return self.lang == "id"

    def say(self, name: str) -> str:
        """Return one of the words that rules put in."""
        return self.tables["say"][name]

    def table(self, name: str) -> Mapping[str, str]:
        """Return a table of the file."""
        return self.tables[name]

    def among(self, word: str, name: str) -> bool:
        """Whether a word is in a list of the file."""
        return word in self.lists[name]

    def month(self, word: str) -> bool:
        """Whether a lower-case word names a month, or shortens it."""
        names = [month.lower() for month in self.months]
        return word == "sept" or word in names or word in [name[:3] for name in names]

    def month_named(self, word: str) -> str:
        """Return the month that a capitalised word names or shortens; empty: none."""
        short = word[:3].lower()
        known = word[:1].isupper() and (self.month(word.lower()) or len(word) == 3)
        months = (month for month in self.months if month[:3].lower() == short)
        return (next(months, "") or self.tables["month_short"].get(short, "")) if known else ""

    def day(self, word: str) -> str:
        """Return the weekday that a capitalised word names or shortens; empty: none."""
        return self.tables["days"].get(word.lower(), "") if word[:1].isupper() else ""

    def digits(self, text: str) -> str:
        """Return the digits of a text one by one."""
        return " ".join(self.cardinal(int(digit)) for digit in text if digit.isdecimal())

    def count(self, digits: str) -> str:
        """Return a whole number; one that nobody could name is read digit by digit."""
        return self.digits(digits) if len(digits) > LONGEST else self.cardinal(int(digits))

    def spelt(self, text: str) -> str:
        """Return the names of the letters of a text."""
        names = self.table("letters")
        return " ".join(names.get(c.lower(), c) for c in text if c.isalnum())

    def plural(self, name: str, n: int) -> str:
        """Return a counted name; Indonesian has one form."""
        fixed = name in UNCOUNTED or name.startswith("degrees") or name.endswith(("s", "z"))
        if self.indonesian or n == 1 or fixed or " per " in name:
            return name
        return IRREGULAR.get(name, f"{name}s")

    def year(self, n: int, width: int, *, expected: bool = False) -> str:
        """Return an English year, or nothing. width: its digits. expected: a year may stand here.

        1900 to 2099 are always taken for years.
        """
        if self.indonesian or width != 4:
            return ""
        if 1900 <= n < 2100 or (expected and 1010 <= n < 2100):
            return numerals.year_en(n)
        return ""

    def said(self, text: str, *, expected: bool = False) -> str:
        """Return a number, with its decimals one by one. text: digits and separators."""
        whole, _, part = text.partition(self.decimal)
        whole = whole.replace("." if self.decimal == "," else ",", "")
        plain = not part and "," not in text and len(whole) == 4
        year = self.year(int(whole), len(text), expected=expected) if plain else ""
        words = year or self.count(whole)
        return f"{words} {self.say('point')} {self.digits(part)}" if part else words


@cache
def language(lang: str) -> Language:
    """Return a language, read once. lang: `id` or `en`.

    Raises: FileNotFoundError: there is no such language.
    """
    path = ASSETS.joinpath("voice", f"{lang}.toml")
    return _built(lang, tomllib.loads(path.read_text("utf-8")))


def _built(lang: str, found: dict[str, Any]) -> Language:
    tables: dict[str, dict[str, str]] = {k: v for k, v in found.items() if isinstance(v, dict)}
    for name in MIXED_CASE:
        tables[name] = {key.lower(): said for key, said in tables[name].items()} | tables[name]
    for name in ONE_ONLY:
        tables.setdefault(name, {})
    lists = {k: frozenset(v.split()) for k, v in found.items() if isinstance(v, str)}
    lists["days"] = frozenset(tables["days"])
    indonesian = lang == "id"
    thousands, point = (r"\.", ",") if indonesian else (",", r"\.")
    number = rf"(?:\d{{1,3}}(?:{thousands}\d{{3}})+(?:{point}\d+)?|\d+(?:{point}\d+)?)"
    money = _any_of(tables["currency"])
    tails = _any_of({*tables["units"], *tables["magnitude"], "%", *tables["currency"]})
    return Language(
        lang=lang,
        tables=tables,
        lists=lists,
        months=tuple(found["months"].split()),
        decimal=found["decimal"],
        month_first=found["date_order"] == "mdy",
        number=number,
        quantity=re.compile(
            rf"([+\-{MINUS}±~<>≥≤]?)(?:({money})\.?)?([\-{MINUS}]?)({number})"
            rf"(?:[-–—]({money})?({number}))?\s*({tails})?([²³]?)(?:,-|\.-)?",
            re.IGNORECASE,
        ),
        cardinal=numerals.cardinal_id if indonesian else numerals.cardinal_en,
        ordinal=numerals.ordinal_id if indonesian else numerals.ordinal_en,
    )


def _any_of(words: "Mapping[str, str] | set[str]") -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))
