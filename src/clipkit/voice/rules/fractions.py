"""Fractions, with a whole number before them or alone, and marks out of ten."""

import re
import unicodedata

from clipkit.voice import numerals
from clipkit.voice.rules import Here

_SIGNS = "¼½¾⅐⅑⅒⅓⅔⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
_FRACTION = re.compile(
    rf"(?:(?P<whole>\d{{1,9}})-?(?P<sign>[{_SIGNS}])|(?P<alone>[{_SIGNS}])"
    r"|(?:(?P<many>\d{1,9})-)?(?P<top>\d{1,2})/(?P<under>\d{1,3}))",
    re.ASCII,
)
_FULL_MARKS = (5, 10, 20, 100)  # of a rating
_USUAL = (3, 4, 5, 6, 7, 8, 9, 10, 12, 16, 20, 100)  # not 9/11


def fraction(here: Here) -> str | None:
    """Read 1½, 2 1/4, 3/8, ⅔, 1/2 cup of ..., rated 9/10 or 4.5/5."""
    rated = re.fullmatch(r"(\d[.,]\d)/(5|10)", here.core, re.ASCII)
    if rated:
        score = here.language.said(re.sub("[.,]", here.language.decimal, rated[1]))
        return f"{score} {here.language.say('out_of')} {here.language.count(rated[2])}"
    found, language = _FRACTION.fullmatch(here.core), here.language
    if not found or here.near("not_fraction_keys", 1):
        return None
    sign = found["sign"] or found["alone"]
    part = unicodedata.normalize("NFKC", sign).replace("\N{FRACTION SLASH}", "/") if sign else ""
    part = part or f"{found['top']}/{found['under']}"
    whole = found["whole"] or found["many"]
    if whole:
        said = _said(here, part, mixed=True)
        return f"{language.count(whole)} {said}" if said else None
    after_whole = here.before.isdecimal() and len(here.before) < 3
    return _said(here, part, mixed=after_whole)


def _said(here: Here, part: str, *, mixed: bool) -> str | None:
    """mixed: a whole number comes before it."""
    language, known = here.language, here.language.table("fractions")
    over, under = map(int, part.split("/"))
    if part not in known and not (0 < over < under and under in _USUAL):
        return None
    if language.indonesian:
        return known.get(part) or f"{language.cardinal(over)} per {language.cardinal(under)}"
    if mixed:
        return "and " + re.sub("^one ", "a ", known.get(part) or _parts(over, under))
    if part == "1/2" and here.at(2) == "of":
        return "half an" if here.after[0] in "aeiou" else "half a"
    counted = here.after in ("of", "a", "an", *language.table("units"))
    if under in _FULL_MARKS and not counted:
        return f"{language.cardinal(over)} out of {language.cardinal(under)}"
    return known.get(part) or _parts(over, under)


def _parts(over: int, under: int) -> str:
    said = f"{numerals.cardinal_en(over)} {numerals.ordinal_en(under)}"
    return said if over == 1 else f"{said}s"
