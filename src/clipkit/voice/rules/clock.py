"""Dates and times of day."""

import re

from clipkit.voice import numerals
from clipkit.voice.language import Language
from clipkit.voice.rules import Here

ZONES = ("wib", "wita", "wit")
_DATE = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_RATIO = re.compile(r"(\d{1,9}):(\d{1,9})", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})(am|pm|a\.m|p\.m)", re.ASCII)
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?P<mark>[.:])(?P<minute>\d{2})(?:(?P=mark)(?P<second>\d{2}))?"
    r"(?:[-–](?P<hour2>\d{1,2})[.:](?P<minute2>\d{2}))?\s*(?P<half>am|pm|a\.m|p\.m)?",
    re.ASCII,
)


def date(here: Here) -> str | None:
    """Read 22/3/2021, 2021-03-22, and in English the day after a month."""
    language, core = here.language, here.core
    found = _day_month_year(core, month_first=language.month_first)
    if not found:
        day = core.isascii() and core.isdigit() and len(core) < 3 and 0 < int(core) < 32
        if not language.indonesian and day and language.month(here.before):
            return numerals.ordinal_en(int(core))
        return None
    day_number, month, year = found
    if not (0 < month < 13 and 0 < day_number < 32):
        return None
    name = language.months[month - 1]
    if language.indonesian:
        return f"{language.cardinal(day_number)} {name} {language.cardinal(year)}"
    said = language.year(year, 4) or language.cardinal(year)
    return f"{name} {numerals.ordinal_en(day_number)}, {said}"


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


def time(here: Here) -> str | None:
    """Read 08.30, 7:05, 08.00-17.00, 8am, and a ratio such as 16:9."""
    language, low = here.language, here.low
    ratio = _RATIO.fullmatch(here.core)
    if ratio and (language.among(here.before, "ratio_keys") or len(ratio[2]) == 1):
        return f" {language.say('ratio')} ".join(language.count(part) for part in ratio.groups())
    hour = None if language.indonesian else _HOUR.fullmatch(low)
    if hour and int(hour[1]) < 25:
        return language.cardinal(int(hour[1])) + _half(hour[2])
    found = _TIME.fullmatch(low)
    if not found or not _is_time(here, found):
        return None
    half = _half(found["half"])
    ends = here.after.replace(".", "") in ("am", "pm") or bool(half or found["hour2"])
    said = _clock(language, found["hour"], found["minute"], found["second"], ends=ends)
    if found["hour2"]:
        until = _clock(language, found["hour2"], found["minute2"], None, ends=True)
        said += f" {language.say('to')} {until}"
    if language.indonesian and not language.among(here.before, "time_keys"):
        return f"pukul {said}{half}"
    return said + half


def _is_time(here: Here, found: re.Match[str]) -> bool:
    if int(found["hour"]) > 24 or int(found["minute"]) > 59:
        return False
    if found["mark"] == ":":
        return True
    language = here.language
    if not language.indonesian or language.among(here.before, "version_keys"):
        return False  # a decimal number, or a version
    told = language.among(here.before, "time_keys") or here.after in ZONES or found["hour2"]
    return len(found["hour"]) == 2 or bool(told)


def _clock(language: Language, hour: str, minute: str, second: str | None, *, ends: bool) -> str:
    """ends: nothing like `o'clock` is to follow a full hour."""
    said, past = language.cardinal(int(hour)), int(minute)
    if language.indonesian:
        said += f" {language.say('past')} {language.cardinal(past)}" if past else ""
        return said + (f" menit {language.cardinal(int(second))} detik" if second else "")
    if past:
        said += f" {'oh ' if past < 10 else ''}{language.cardinal(past)}"
    elif not ends:
        said += " o'clock"
    return said + (f" and {language.cardinal(int(second))} seconds" if second else "")


def _half(mark: str | None) -> str:
    return {"a": " eigh em", "p": " pee em"}.get((mark or "")[:1], "")
