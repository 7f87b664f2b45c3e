"""Currencies: their names, their coins, and the size that stands apart from its amount."""

import re

from clipkit.voice.language import Language
from clipkit.voice.rules import Here

_AMOUNT = re.compile(r"([^\W\d]+\$?|[$€£¥])\.?(\d[\d.,]*\d|\d)(\D*)", re.ASCII)
_COINS = re.compile(r"([\d,]{1,18})\.(\d\d)", re.ASCII)


def currency(language: Language, mark: str | None) -> str:
    """Return a currency's name by its mark, `$` or `Rp`; empty: it is none."""
    names, mark = language.table("currency"), mark or ""
    return names.get(mark) or names.get(mark.upper()) or names.get(mark.capitalize()) or ""


def written(language: Language, core: str) -> str:
    """Return an amount as its language writes it: no cents of rupiah, no foreign thousands.

    core: with its currency. Rp50.000 is so written in English too, $1,000 in Indonesian.
    """
    found = _AMOUNT.fullmatch(core)
    name = currency(language, found[1]) if found else ""
    if not found or not name or not (language.indonesian or name == "rupiah"):
        return core
    ours, other = (".", ",") if language.indonesian else (",", ".")
    amount = re.sub(rf"\{language.decimal}00$", "", found[2])
    if re.fullmatch(rf"\d{{1,3}}(?:\{other}\d{{3}})+", amount, re.ASCII):
        amount = amount.replace(other, ours)
    return found[1] + amount + found[3]


def coins(here: Here, amount: str, name: str) -> str:
    """Read $10.50 as dollars and cents; empty: it has none."""
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


def waits(here: Here) -> bool:
    """Whether the size of an amount is the next piece: `juta`, `ribu/bulan`."""
    return here.after.partition("/")[0] in here.language.table("magnitude")


def with_size(here: Here, money: str) -> str | None:
    """Read the size that a currency waits for; None: it is none. money: the currency's name."""
    language, (size, _, each) = here.language, here.low.partition("/")
    if not money or size not in language.table("magnitude"):
        return None
    said = language.table("magnitude")[size]
    said += f" {language.plural(money, 1 if here.attributive(2) else 2)}"
    return (
        f"{said} {language.say('per')} {language.table('units').get(each, each)}" if each else said
    )
