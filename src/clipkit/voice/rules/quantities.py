"""Numbers: ordinals, decades, versions, and counts with their currency or unit."""

import re

from clipkit.voice import numerals
from clipkit.voice.language import Language
from clipkit.voice.rules import Here
from clipkit.voice.rules.money import coins, currency, waits, written

# anak2, Bapak2, sayur2an: informal for anak-anak
_REPEATED = re.compile(r"([A-Za-z][a-z]{2,})[2²]-?(an|nya|ku|mu|lah)?", re.ASCII)


def counted(here: Here) -> str | None:
    """Read ordinals and decades: ke-3, 21st, 1990-an, the '90s; and anak2."""
    if here.language.indonesian:
        return _counted_id(here)
    language, low = here.language, here.low
    ordinal = re.fullmatch(r"(\d{1,3}(?:,\d{3}){0,4}|\d{1,15})(st|nd|rd|th)", low, re.ASCII)
    if ordinal:
        return language.ordinal(int(ordinal[1].replace(",", "")))
    if re.fullmatch(r"[’']0\d", low, re.ASCII):
        return f"oh {language.digits(low[2])}"
    tall = re.fullmatch(r"(\d)['’](\d{1,2})", low, re.ASCII)  # its inch mark is taken off
    if tall:
        return f"{language.count(tall[1])} foot {language.count(tall[2])}"
    decade = re.fullmatch(r"(?:(mid|early|late|pre|post)-)?[’']?(\d{1,4})[’']?s", low, re.ASCII)
    if not decade:
        return None
    number = int(decade[2])
    said = numerals.year_en(number) if number > 1000 else numerals.cardinal_en(number)
    said = re.sub("y$", "ie", said) + "s"
    return f"{decade[1]} {said}" if decade[1] else said


def _counted_id(here: Here) -> str | None:
    language, low = here.language, here.low
    ordinal = re.fullmatch(r"ke-?(\d{1,3}(?:\.\d{3})+|\d{1,15}|[ivxlc]+)-?(nya)?", low, re.ASCII)
    if ordinal and ordinal[1][0].isdecimal():
        return language.ordinal(int(ordinal[1].replace(".", ""))) + (ordinal[2] or "")
    if ordinal and numerals.roman(here.core[3:]):
        return language.ordinal(numerals.roman(here.core[3:]))
    short_year = re.fullmatch(r"[’'](\d\d)", low, re.ASCII)
    if short_year:
        return language.digits(short_year[1])
    about = re.fullmatch(r"(rp)?(\d[\d.]{0,14})-?(ribu|rb|juta|jt|k)?-?an", low, re.ASCII)
    if about:
        return _about(language, *about.groups())
    repeated = _REPEATED.fullmatch(here.core)
    if repeated and not language.among(repeated[1].lower(), "not_repeated"):
        return f"{repeated[1]}-{repeated[1].lower()}{repeated[2] or ''}"
    return None


def _about(language: Language, money: str | None, digits: str, size: str | None) -> str:
    """Read 1980-an, 100-an, Rp50rb-an."""
    said = language.count(digits.replace(".", ""))
    if size:
        said += f" {language.table('magnitude')[size]}"
    return f"{said}an {language.say('money')}" if money else f"{said}an"


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


LETTERS = ("m", "t", "b")  # US$5M is millions; 5 m is metres, 221B a house


def magnitude(here: Here) -> str | None:
    """Read how strong an earthquake was: M5,6 and M 5,6."""
    language = here.language
    found = re.fullmatch(r"M(\d[.,]\d)?", here.core, re.ASCII)
    if not found or not re.fullmatch(r"\d[.,]\d", found[1] or here.after, re.ASCII):
        return None
    if here.before == "an":
        return None  # an M 5.6 quake
    amount = re.sub("[.,]", language.decimal, found[1] or "")
    return (
        f"{language.say('magnitude')} {language.said(amount)}"
        if amount
        else language.say("magnitude")
    )


def quantity(here: Here) -> str | None:
    """Read a number with what belongs to it: Rp1,5 juta, 10-15%, 60 km/jam, $10.50."""
    language = here.language
    found = language.quantity.fullmatch(written(language, here.core))
    if not found:
        return None
    sign, money, minus, first, _, second, tail, power = found.groups()
    tail = tail or ""
    mega = tail == "M" or (tail == "B" and here.after.endswith(("s", "people")))
    mega = mega or (tail == "m" and here.after in ("people", "users", "views", "followers"))
    tail = tail.lower() + power
    name = currency(language, money)
    exact = None if second or tail else coins(here, first, name)
    said = exact or _numbers(here, first, second, counts=bool(money or tail))
    if exact:
        name = ""
    said = _signed(here, sign, minus, said)
    if tail in language.table("magnitude") and (tail not in LETTERS or name or mega):
        said += f" {language.table('magnitude')[tail]}"
    elif tail and currency(language, tail):
        name = currency(language, tail)
    elif tail == "b":
        said += f" {language.spelt(tail)}"
    elif tail:
        unit = language.say("percent") if tail == "%" else language.table("units").get(tail, tail)
        one = (first == "1" and not second) or here.attributive(1)
        said += f" {unit if tail == '%' else language.plural(unit, 1 if one else 2)}"
    if name and not tail and waits(here):
        here.thread.money = name
        return said
    alone = (first == "1" and not second and not tail) or here.attributive(1)
    return f"{said} {language.plural(name, 1 if alone else 2)}" if name else said


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


def _signed(here: Here, sign: str, minus: str, said: str) -> str:
    language = here.language
    if not sign and not minus:
        return said
    known = {"+": language.say("plus"), "": language.say("minus")}
    if sign == "~" and language.among(here.before, "about"):
        return said
    word = known.get(sign) or language.table("symbols").get(sign, language.say("minus"))
    return f"{word} {said}"
