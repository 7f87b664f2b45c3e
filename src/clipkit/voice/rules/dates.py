"""Dates: in figures, a day beside its month, months cut short."""

import re

from clipkit.voice import numerals
from clipkit.voice.pieces import SPAN
from clipkit.voice.rules import Here

_DATE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_SHORT = re.compile(r"(\d{1,2})/(\d{1,2})", re.ASCII)
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?", re.ASCII)
_DAYS = re.compile(r"(\d{1,2})[-–](\d{1,2})", re.ASCII)


def date(here: Here) -> str | None:
    """Read 22/3/2021, 2021-03-22, Senin (22/3), 9 Nov, and in English 22 March and March 22."""
    language = here.language
    found = _day_month_year(here.core, month_first=language.month_first)
    if not found:
        beside = None if language.indonesian else _beside(here)
        return _short(here) or beside or _month(here) or _weekday(here)
    day, month, year = found
    said = _named(here, day, month)
    if not said or language.indonesian:
        return f"{said} {language.cardinal(year)}" if said else None
    return f"{said}, {language.year(year, 4) or language.cardinal(year)}"


def _day_month_year(core: str, *, month_first: bool) -> tuple[int, int, int] | None:
    iso = _ISO.fullmatch(core)
    if iso:
        year, month, day = map(int, iso.groups())
        return day, month, year
    found = _DATE.fullmatch(core)
    if not found or (found[2] == "." and len(found[4]) == 2):
        return None
    a, b, year = int(found[1]), int(found[3]), int(found[4])
    if len(found[4]) == 2:
        year += 2000
    return (b, a, year) if (month_first and a <= 12) or b > 12 else (a, b, year)


def _named(here: Here, day: int, month: int) -> str | None:
    """Return a day and its month; None: there is no such day."""
    if not (0 < month < 13 and 0 < day < 32):
        return None
    language = here.language
    if language.indonesian:
        return f"{language.cardinal(day)} {language.months[month - 1]}"
    return f"{language.months[month - 1]} {language.ordinal(day)}"


def _short(here: Here) -> str | None:
    """Read 22/3 after `tanggal` or a weekday, and in Indonesian news in brackets."""
    found, language = _SHORT.fullmatch(here.core), here.language
    told = language.among(here.before, "date_keys") or language.among(here.before, "days")
    if not found or not (told or (here.bracket and language.indonesian)):
        return None
    a, b = int(found[1]), int(found[2])
    if not language.indonesian and here.core in language.table("fractions"):
        return None  # cut by 1/2
    return _named(here, b, a) if language.month_first and a < 13 else _named(here, a, b)


def _beside(here: Here) -> str | None:
    """Read an English day, or some, beside a month: `22 March`, `March 22`, `18-20 July`."""
    one, some = _DAY.fullmatch(here.low), _DAYS.fullmatch(here.core)
    days = [int(day) for day in (some.groups() if some else one.groups() if one else ())]
    if not days or not all(0 < day < 32 for day in days):
        return None
    said = [numerals.ordinal_en(day) for day in days]
    if here.language.month(here.before):
        return " to ".join(said)
    article = "" if here.language.among(here.before, "determiners") else "the "
    if _capital_month(here, 1):
        return f"{article}{' to the '.join(said)} of"
    until = _DAY.fullmatch(here.at(2)) if here.after == SPAN else None
    return f"{article}{said[0]}" if until and _capital_month(here, 3) else None


def _capital_month(here: Here, step: int) -> bool:
    """Whether a month with its capital stands there: not `5 may come`."""
    k = here.last + step
    return here.language.month(here.at(step)) and here.cores[k][:1].isupper()


def _month(here: Here) -> str | None:
    """Read a month cut short without a dot, beside a figure."""
    if not here.after_number and not here.after[:1].isdecimal():
        return None
    return here.language.month_named(here.core) or None


def _weekday(here: Here) -> str | None:
    """Read a weekday cut short without a dot, beside another or a date: Sat & Sun, Sat, 8 Nov."""
    beside = any(here.language.among(here.at(step), "days") for step in (-2, -1, 1, 2))
    beside = beside or (here.after.isdecimal() and here.language.month(here.at(2)))
    return (here.language.day(here.core) or None) if beside else None
