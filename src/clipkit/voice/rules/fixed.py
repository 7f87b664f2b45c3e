"""What is simply looked up: symbols, units alone, abbreviations, words with their own reading."""

import re

from clipkit.voice.pieces import RATIO, SPAN
from clipkit.voice.rules import Here

_SECONDS = ("s", "sec", "dtk", "detik")
MERIDIEM = {"am": "eigh em", "pm": "pee em"}


def sign(here: Here) -> str | None:
    """Read what stands alone for a word: `+`, `=`, ½, a dash or a slash between two ends."""
    language, core = here.language, here.core
    if core == SPAN and "=" not in here.cores:
        return language.say("to")
    if core == RATIO:
        return language.say("ratio")
    amount = _after_amount(here)
    if core in language.table("sums") and amount and here.after[:1].isdecimal():
        is_sum = core == "x" and "=" in here.cores
        return language.say("times") if is_sum else language.table("sums")[core]
    each = here.after in language.table("units") or language.among(here.after, "per_keys")
    if core == "/" and amount and each:
        return language.say("per")
    return language.table("fractions").get(core) or language.table("symbols").get(core)


def looked_up(here: Here) -> str | None:
    """Read what the language's tables hold."""
    language, core, low = here.language, here.core, here.low
    said = _after_number(here) if here.after_number else _square(here)
    if said:
        return said
    if low in language.table("words"):
        return language.table("words")[low]
    if low in language.table("abbr") and not core.isupper():
        return language.table("abbr")[low]
    if "." in core and low.rstrip(".") in language.table("abbr_dot"):
        return language.table("abbr_dot")[low.rstrip(".")]
    return None


def _after_number(here: Here) -> str:
    language, low = here.language, here.low
    units = language.table("units")
    short = len(low) < 5 or "/" in low
    if low in language.table("powers") and here.after in units:
        return language.table("powers")[low]
    if low == "m" and here.after.isdecimal() and here.at(2) in _SECONDS:
        return language.plural(language.say("minute"), int(here.before == "1") or 2)
    if low in language.table("eras") and here.core.isupper() and _in_era(here):
        return language.table("eras")[low]
    if low in units and low != "in" and short and here.core.upper() != here.before.upper():
        one = here.before == "1" or re.fullmatch(r"\d/\d{1,2}", here.before)
        return language.plural(units[low], 1 if one or here.attributive(2) else 2)
    if not language.indonesian and low in MERIDIEM:
        return MERIDIEM[low]
    until = re.fullmatch(r"([ap])\.?m\.?[-–](\d{1,2})", low, re.ASCII)
    if until and not language.indonesian:  # 10 a.m.-9 p.m.
        hour = language.count(until[2])
        return f"{MERIDIEM[until[1] + 'm']} {language.say('to')} {hour}"
    if language.among(low, "loose_magnitude"):
        return language.table("magnitude")[low]
    return ""


def _after_amount(here: Here) -> bool:
    unit = here.before in here.language.table("units") and here.at(-2)[-1:].isdecimal()
    return here.after_number or unit


def _square(here: Here) -> str:
    """Read the unit of 45 sq m, and of Rp5.000 / kg."""
    units, power = here.language.table("units"), here.language.table("powers").get(here.before)
    if here.low not in units or not here.at(-2)[-1:].isdecimal():
        return ""
    if here.before == "/":
        return units[here.low]
    one = here.at(-2) == "1" or here.attributive(3)
    return here.language.plural(units[here.low], 1 if one else 2) if power else ""


def _in_era(here: Here) -> bool:
    """Whether 760 M is a year, not metres; a number like this one is, before an H."""
    hijri = here.low == "h" and re.fullmatch("1[34]\\d\\d", here.before)
    return bool(hijri) or len(here.core) > 1 or here.language.among(here.at(-2), "year_keys")
