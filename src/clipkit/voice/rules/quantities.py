"""Numbers: ordinals, decades, versions, and counts with their currency or unit."""

import re

from clipkit.voice import numerals
from clipkit.voice.language import Language
from clipkit.voice.rules import Here

_REPEATED = re.compile(r"([a-z]{4,})[2²]")  # anak2: informal for anak-anak
_COINS = re.compile(r"([\d,]{1,18})\.(\d\d)", re.ASCII)


def counted(here: Here) -> str | None:
    """Read ordinals and decades: ke-3, 21st, 1990-an, the '90s; and anak2."""
    if here.language.indonesian:
        return _counted_id(here)
    language, low = here.language, here.low
    ordinal = re.fullmatch(r"(\d{1,3}(?:,\d{3}){0,4}|\d{1,15})(st|nd|rd|th)", low, re.ASCII)
    if ordinal:
        return language.ordinal(int(ordinal[1].replace(",", "")))
    decade = re.fullmatch(r"[’']?(\d{1,4})[’']?s", low, re.ASCII)
    if not decade:
        return None
    number = int(decade[1])
    said = numerals.year_en(number) if number > 1000 else numerals.cardinal_en(number)
    return re.sub("y$", "ie", said) + "s"


def _counted_id(here: Here) -> str | None:
    language, low = here.language, here.low
    ordinal = re.fullmatch(r"ke-?(\d{1,15})", low, re.ASCII)
    if ordinal:
        return language.ordinal(int(ordinal[1]))
    decade = re.fullmatch(r"(\d[\d.]{0,14})-an", low, re.ASCII)
    if decade:
        return language.count(decade[1].replace(".", "")) + "an"
    repeated = _REPEATED.fullmatch(low) if here.core.islower() else None
    if repeated and low not in language.table("units"):
        return f"{repeated[1]}-{repeated[1]}"
    return None


def version(here: Here) -> str | None:
    """Read 3.12.1, v2, and 3.12 after `versi`."""
    language, low = here.language, here.low
    found = re.fullmatch(r"v?(\d+(?:\.\d+){2,})|v(\d+(?:\.\d+)*)", low, re.ASCII)
    if not found and (language.indonesian or language.among(here.before, "version_keys")):
        digits = "{1,2}" if language.indonesian else "{2,}"
        found = re.fullmatch(rf"(\d+\.\d{digits})", low, re.ASCII)
    if not found:
        return None
    numbers = found[1] or found[2]
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", numbers, re.ASCII):
        return None  # a number with thousands
    head = ("vé " if language.indonesian else "version ") if low[0] == "v" else ""
    point = language.say("dot" if language.indonesian else "point")
    said = [
        language.digits(part) if part[0] == "0" and len(part) > 1 else language.count(part)
        for part in numbers.split(".")
    ]
    return head + f" {point} ".join(said)


def quantity(here: Here) -> str | None:
    """Read a number with what belongs to it: Rp1,5 juta, 10-15%, 60 km/jam, $10.50."""
    language = here.language
    found = language.quantity.fullmatch(here.core)
    if not found:
        return None
    sign, money, minus, first, _, second, tail, power = found.groups()
    tail = tail or ""
    mega = tail == "M"  # US$5M is millions; 5 m is metres
    tail = tail.lower() + power
    name = _currency(language, money)
    coins = None if second or tail else _coins(here, first, name)
    said = coins or _numbers(here, first, second, counts=bool(money or tail))
    if coins:
        name = ""
    said = _signed(language, sign, minus, said)
    if tail in language.table("magnitude") and (tail not in ("m", "t") or name or mega):
        said += f" {language.table('magnitude')[tail]}"
    elif tail and _currency(language, tail):
        name = _currency(language, tail)
    elif tail:
        unit = language.say("percent") if tail == "%" else language.table("units").get(tail, tail)
        one = first == "1" and not second
        said += f" {unit if tail == '%' else language.plural(unit, 1 if one else 2)}"
    if name and not tail and here.after in language.table("magnitude"):
        here.thread.money = name
        return said
    alone = first == "1" and not second and not tail
    return f"{said} {language.plural(name, 1 if alone else 2)}" if name else said


def _currency(language: Language, mark: str | None) -> str:
    names, mark = language.table("currency"), mark or ""
    return names.get(mark) or names.get(mark.upper()) or names.get(mark.capitalize()) or ""


def _numbers(here: Here, first: str, second: str | None, *, counts: bool) -> str:
    """Read one number or a span of two. counts: it has a unit, so it is no year."""
    language, expected = here.language, not counts and here.year_expected
    if counts and first.isdecimal():
        said = language.count(first)
    else:
        said = language.said(first, expected=expected)
    if second is None:
        return said
    return f"{said} {language.say('to')} {language.said(second, expected=expected)}"


def _signed(language: Language, sign: str, minus: str, said: str) -> str:
    if not sign and not minus:
        return said
    known = {"+": language.say("plus"), "": language.say("minus")}
    word = known.get(sign) or language.table("symbols").get(sign, language.say("minus"))
    return f"{word} {said}"


def _coins(here: Here, amount: str, name: str) -> str:
    """Read $10.50 as dollars and cents."""
    language = here.language
    found = _COINS.fullmatch(amount) if name in language.table("cents") else None
    if not found or language.among(here.after, "loose_magnitude"):
        return ""
    whole, part = int(found[1].replace(",", "")), int(found[2])
    coin = language.table("cents")[name]
    said = []
    if whole:
        said.append(f"{language.count(str(whole))} {language.plural(name, whole)}")
    if part:
        said.append(f"{language.cardinal(part)} {language.plural(coin, part)}")
    return " and ".join(said)
