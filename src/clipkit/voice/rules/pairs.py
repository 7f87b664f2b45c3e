"""Two numbers in one piece that are no span: scores, sizes, a law and its year, RT/RW."""

import re

from clipkit.voice.rules import Here

_SIZE = re.compile(r"(\d[\d.,]*)[x×](\d[\d.,]*)(?:[x×](\d[\d.,]*))?(\D{0,4})", re.IGNORECASE)
_SCORE = re.compile(r"(\d{1,3})[-–:](\d{1,3})", re.ASCII)
_OPENING = range(7, 13)  # open 9-5
_OF_YEAR = re.compile(r"(\d{1,4})/((?:19|20)\d\d)", re.ASCII)
_CLAUSE = re.compile(r"(\d{1,4})\((\d{1,3})\)", re.ASCII)
_RT = re.compile(r"(\d{1,3})/(\d{1,3})", re.ASCII)


def pair(here: Here) -> str | None:
    """Read 3-1, 3x4, No. 23/2018, Article 5(2), RT 03/05."""
    found = (rule(here) for rule in (_score, _size, _year, _clause, _neighbours, _list))
    return next((said for said in found if said), None)


def _size(here: Here) -> str | None:
    """Read 3x4, 2x2,5 m, 1920x1080."""
    found, language = _SIZE.fullmatch(here.core), here.language
    if not found:
        return None
    sides, unit = [side for side in found.groups()[:3] if side], found[4].strip()
    names = language.table("units")
    if unit and unit.lower() not in names:
        return None
    if not all(re.fullmatch(language.number, side) for side in sides):
        return None
    words = [language.count(side) if side.isdecimal() else language.said(side) for side in sides]
    said = f" {language.say('by')} ".join(words)
    return f"{said} {language.plural(names[unit.lower()], 2)}" if unit else said


def _score(here: Here) -> str | None:
    """Read 3-1. Spans rise, so what falls is a score; what rises is one beside a word of sport."""
    found, language = _SCORE.fullmatch(here.core), here.language
    if not found or ":" in here.core or here.near("not_score_keys", 3):
        return None
    first, second = int(found[1]), int(found[2])
    told = here.near("score_keys", 4) or language.among(here.after, "score_nouns")
    told = told or _SCORE.fullmatch(here.before) is not None
    if first < second and not (told and _stands_alone(here)):
        return None
    if not (told or language.indonesian) and first in _OPENING and second < _OPENING.start:
        return None
    if first == second and told:
        return f"{_goals(here, first)} {language.say('level' if first else 'nil')}"
    ends = _goals(here, first, told=told), _goals(here, second, told=told)
    noun = language.among(here.after, "score_nouns") and 0 not in (first, second)
    return (
        f" {language.say('to')} ".join(ends) if noun and not language.indonesian else " ".join(ends)
    )


def _stands_alone(here: Here) -> bool:
    return here.clause_ends or here.language.among(here.after, "score_nouns")


def _goals(here: Here, n: int, *, told: bool = True) -> str:
    return here.language.cardinal(n) if n or not told else here.language.say("nil")


def _year(here: Here) -> str | None:
    """Read a law's number and year: No. 23/2018."""
    found, language = _OF_YEAR.fullmatch(here.core), here.language
    if not found or not language.among(here.before, "number_keys"):
        return None
    return f"{language.count(found[1])} {language.say('of_year')} {language.said(found[2])}"


def _clause(here: Here) -> str | None:
    """Read Article 5(2)."""
    found, language = _CLAUSE.fullmatch(here.core), here.language
    if not found or not language.among(here.before, "clause_keys"):
        return None
    return f"{language.count(found[1])} {language.say('paragraph')} {language.count(found[2])}"


def _list(here: Here) -> str | None:
    """Read 1,2,3, written without spaces."""
    if not re.fullmatch(r"\d{1,2}(?:,\d{1,2}){2,9}", here.core, re.ASCII):
        return None
    return ", ".join(here.language.count(n) for n in here.core.split(","))


def _neighbours(here: Here) -> str | None:
    """Read RT 03/05, which is RT 03, RW 05."""
    found, language = _RT.fullmatch(here.core), here.language
    if not found or not language.indonesian or here.before != "rt":
        return None
    rt, rw = (language.digits(n) if n[0] == "0" else language.count(n) for n in found.groups())
    return f"{rt} {language.spelt('rw')} {rw}"
