"""Times of day, and how long something took."""

import re

from clipkit.voice.language import Language
from clipkit.voice.pieces import SPAN
from clipkit.voice.rules import Here

ZONES = ("wib", "wita", "wit")
_RATIO = re.compile(r"(\d{1,9}):(\d{1,9})", re.ASCII)
_HOUR = re.compile(r"(\d{1,2})(am|pm|a\.m|p\.m)", re.ASCII)
_UNTIL = (SPAN, "s.d", "s/d", "sampai", "hingga")
_TIME = re.compile(
    r"(?P<hour>\d{1,2})(?P<mark>[.:])(?P<minute>\d{2})(?:(?P=mark)(?P<second>\d{2}))?"
    r"(?:[-–](?P<hour2>\d{1,2})[.:](?P<minute2>\d{2}))?\s*(?P<half>am|pm|a\.m|p\.m)?"
    r"(?:[-–](?P<open>selesai|late|close))?(?P<zone>wib|wita|wit)?",
    re.ASCII,
)


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
    told = language.among(here.before, "time_keys")
    if found["second"] and found["mark"] == ":" and not told and not _zoned(here, found):
        return _lasted(language, found)
    if language.indonesian:
        said = _clock_id(language, found)
        zone = f" {language.table('acronyms')[found['zone'].upper()]}" if found["zone"] else ""
        goes_on = here.before in _UNTIL and _TIME.fullmatch(here.at(-2))
        return f"{said}{zone}" if told or goes_on else f"pukul {said}{zone}"
    return _clock_en(here, found, told=told)


def _is_time(here: Here, found: re.Match[str]) -> bool:
    if int(found["hour"]) > 24 or int(found["minute"]) > 59:
        return False
    if found["mark"] == ":":
        return True
    language = here.language
    if not language.indonesian or language.among(here.before, "version_keys"):
        return False  # a decimal number, or a version
    told = language.among(here.before, "time_keys") or language.among(here.before, "time_hints")
    return len(found["hour"]) == 2 or told or _zoned(here, found) or bool(found["hour2"])


def _zoned(here: Here, found: re.Match[str]) -> bool:
    return here.after in ZONES or bool(found["zone"])


def _clock_id(language: Language, found: re.Match[str]) -> str:
    said = _past(language, found["hour"], found["minute"])
    if found["second"]:
        said += f" {language.say('minute')} {_counted(language, found['second'], 'second')}"
    if found["hour2"]:
        until = _past(language, found["hour2"], found["minute2"])
        said += f" {language.say('to')} {until}"
    return f"{said} {language.say('to')} {found['open']}" if found["open"] else said


def _past(language: Language, hour: str, minute: str) -> str:
    said, past = language.cardinal(int(hour)), int(minute)
    return f"{said} {language.say('past')} {language.cardinal(past)}" if past else said


def _clock_en(here: Here, found: re.Match[str], *, told: bool) -> str:
    """told: `at` or its like stands before; then 19:30 is half past seven."""
    language, hour, half = here.language, int(found["hour"]), _half(found["half"])
    marked = here.after.replace(".", "") in ("am", "pm") or bool(
        half or found["hour2"] or found["open"]
    )
    if told and not marked and (hour == 0 or 12 < hour < 24):
        half, hour, marked = _half("p" if hour else "a"), (hour - 1) % 12 + 1, True
    said = _minutes(language, hour, int(found["minute"]), ends=marked)
    if found["second"]:
        said += f" and {_counted(language, found['second'], 'second')}"
    if found["hour2"]:
        until = _minutes(language, int(found["hour2"]), int(found["minute2"]), ends=True)
        said += f" {language.say('to')} {until}"
    elif found["open"]:
        said += f"{half} {language.say('to')} {found['open']}"
        half = ""
    return said + half


def _minutes(language: Language, hour: int, past: int, *, ends: bool) -> str:
    """ends: nothing like `o'clock` is to follow a full hour."""
    said = language.cardinal(hour)
    if past:
        return f"{said} {'oh ' if past < 10 else ''}{language.cardinal(past)}"
    return said if ends else f"{said} o'clock"


def _lasted(language: Language, found: re.Match[str]) -> str:
    """Read 1:45:30 as hours, minutes and seconds."""
    names = ("hour", "minute", "second")
    said = [_counted(language, found[name], name) for name in names if int(found[name])]
    return " ".join(said) or _counted(language, "0", "second")


def _counted(language: Language, digits: str, name: str) -> str:
    n = int(digits)
    return f"{language.cardinal(n)} {language.plural(language.say(name), n)}"


def _half(mark: str | None) -> str:
    return {"a": " eigh em", "p": " pee em"}.get((mark or "")[:1], "")
