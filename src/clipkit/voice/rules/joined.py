"""Two things in one piece, each with its own reading: Mon-Fri, Rp25.000/kg, No.5."""

import re
from collections.abc import Callable

from msgspec.structs import replace

from clipkit.voice.rules import Here

Read = Callable[[Here], str]
_EACH = re.compile(r"(.*\d\w*)/([A-Za-z]+[23²³]?)")
_UNIT_EACH = re.compile(r"([A-Za-z]+[23²³]?)/([A-Za-z]{2,})")
_HOUR = r"\d{1,2}(?::\d\d)?"
_PAIR = re.compile(
    rf"([^\W\d]{{3,9}}|{_HOUR}(?:[ap]m)?)\.?[-–]([^\W\d]{{3,9}}|{_HOUR}[ap]m)", re.IGNORECASE
)
_ORDINAL = r"\d{1,6}(?:st|nd|rd|th)"
_ORDINALS = re.compile(rf"({_ORDINAL})[-–]({_ORDINAL})", re.ASCII)
_COMPOUND = re.compile(rf"({_ORDINAL}|\d/\d{{1,2}})-([a-z]+)", re.ASCII)
_LENGTH = re.compile(r"(\d{1,9}(?:[.,]\d{1,3})?)-([a-z]{1,4}[23²³]?)")
_NUMBER = r"\+?\d[\d-]{6,19}"
_EITHER = re.compile(rf"({_NUMBER})/({_NUMBER})", re.ASCII)
_GLUED = re.compile(r"([A-Za-z]{2,5})\.(\d+|[A-Z][a-z]+)", re.ASCII)


def joined(here: Here, read: Read) -> str:
    """Return what is said for both parts; empty: it is one. read: how a part is read."""
    rules = (_pair, _hyphened, _amounts, _each, _either, _unit_each, _glued)
    return next((said for said in (rule(here, read) for rule in rules) if said), "")


def _hyphened(here: Here, read: Read) -> str:
    """Read 1st-3rd, 19th-century, 3/4-inch, and the 3-km of a walk."""
    length, units = _LENGTH.fullmatch(here.core), here.language.table("units")
    if length and length[2] in units:
        return f"{here.language.said(length[1])} {units[length[2]]}"
    span, compound = _ORDINALS.fullmatch(here.core), _COMPOUND.fullmatch(here.core)
    found = None if here.language.indonesian else span or compound
    if not found:
        return ""
    first, second = (read(replace(here, core=part)) for part in found.groups())
    return f"{first} {here.language.say('to')} {second}" if span else f"{first} {second}"


def _either(here: Here, read: Read) -> str:
    """Read two phone numbers with a slash between them."""
    found = _EITHER.fullmatch(here.core)
    if not found:
        return ""
    numbers = [read(replace(here, core=number)) for number in found.groups()]
    here.thread.phone = False
    return f", {here.language.say('or')} ".join(numbers)


def _pair(here: Here, read: Read) -> str:
    """Read Sen-Jum, Jan-Mar, Mon-Fri, and 9am-5pm, which only English writes so."""
    found = _PAIR.fullmatch(here.core)
    if not found:
        return ""
    ends = []
    for end in found.groups():
        hour = not here.language.indonesian and end[0].isdecimal()
        ends.append(read(replace(here, core=end)) if hour else _end(here, end))
    return f" {here.language.say('to')} ".join(ends) if all(ends) else ""


def _amounts(here: Here, read: Read) -> str:
    """Read 1%-2%, $1m-2m, 5kg-10kg, where each end has its own unit."""
    first, dash, second = re.sub("[–—]", "-", here.core).partition("-")
    pattern = here.language.quantity
    ends = pattern.fullmatch(first), pattern.fullmatch(second)
    if not dash or not all(end and end[7] for end in ends):
        return ""
    money = ends[0][2] if ends[0] and ends[1] and not ends[1][2] else ""
    said = [read(replace(here, core=end)) for end in (first, (money or "") + second)]
    return f" {here.language.say('to')} ".join(said)


def _end(here: Here, word: str) -> str:
    """Return the day or month at an end of a span."""
    language = here.language
    if not language.indonesian and word.lower() in ("noon", "midnight"):
        return word
    return language.day(word) or language.month_named(word)


def _each(here: Here, read: Read) -> str:
    """Read Rp25.000/kg, 150/bulan."""
    found, language = _EACH.fullmatch(here.core), here.language
    units = language.table("units")
    if not found or here.low in units or not language.quantity.fullmatch(found[1]):
        return ""
    if found[2] not in units and len(found[2]) < 3:
        return ""
    amount = read(replace(here, core=found[1]))
    return f"{amount} {language.say('per')} {units.get(found[2], found[2])}"


def _unit_each(here: Here, _read: Read) -> str:
    """Read the second half of 150 kWh/bulan, 3 kali/hari."""
    found, units = _UNIT_EACH.fullmatch(here.core), here.language.table("units")
    low = found[1].lower() if found else ""
    if not found or here.low in units or not here.after_number:
        return ""
    if low not in units and not here.language.among(found[2], "per_keys"):
        return ""
    counted = here.language.plural(units[low], 2) if low in units else found[1]
    return f"{counted} {here.language.say('per')} {units.get(found[2], found[2])}"


def _glued(here: Here, read: Read) -> str:
    """Read No.5 and Jl.Ijen, written without their space."""
    found, dotted = _GLUED.fullmatch(here.core), here.language.table("abbr_dot")
    if not found or found[1].lower() not in dotted or here.low in dotted:
        return ""
    rest = read(replace(here, core=found[2]))
    return f"{dotted.get(found[1]) or dotted[found[1].lower()]} {rest}"
