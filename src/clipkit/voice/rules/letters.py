"""Letters that are no plain word: acronyms, Roman numerals, mixtures such as COVID-19 or e-KTP."""

import re

from msgspec.structs import replace

from clipkit.voice.language import MINUS
from clipkit.voice.numerals import roman
from clipkit.voice.rules import Here
from clipkit.voice.rules.sayable import sayable

CAPITALS = re.compile(r"([A-Z]{2,})([’']s|s)?")
# Roman by their letters, but something else in a name.
NOT_ROMAN = ("CV", "CC", "IX", "XL", "LC", "IC", "VC")
NOT_COUNTED = ("IV", "XX", "VI")  # after a common word these are letters: an IV drip
_PARTS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?|\d+(?:[.,]\d+)*|[&+=@%°]")


def numeral(here: Here) -> str | None:
    """Read Abad XX, Bab IV, Perang Dunia II, the XIII century, Henry VIII's."""
    owner = re.fullmatch(r"([IVXLC]+)([’']s)", here.core)
    if owner:
        said = numeral(replace(here, core=owner[1]))
        return said + owner[2] if said else None
    language, number = here.language, roman(here.core)
    if not number:
        return None
    if here.after in ("century", "centuries"):
        return language.ordinal(number)
    if here.before.isalpha():
        return _after_word(here, number)
    opens = not here.first and here.after and _is_plain(here) and here.core not in NOT_COUNTED
    return language.cardinal(number) if opens else None


def _after_word(here: Here, number: int) -> str | None:
    before, language = here.before, here.language
    ordinal = language.ordinal(number) if language.indonesian else f"the {language.ordinal(number)}"
    regnal = language.among(before, "regnal")
    if regnal or (language.indonesian and language.among(before, "roman_ordinal")):
        return ordinal
    if language.among(before, "roman_keys") or language.among(before, "roman_ordinal"):
        return language.cardinal(number)
    name = here.cores[here.first - 1]
    if len(here.core) < 2 or here.core in NOT_ROMAN:
        return None
    if name.isupper() or (name.islower() and here.core not in NOT_COUNTED):
        return language.cardinal(number) if _is_plain(here) else None
    return ordinal if name[:1].isupper() else None


def _is_plain(here: Here) -> bool:
    """Whether it could be nothing else: `CD` and `MI` are more often letters."""
    return bool(re.fullmatch("[IVX]{2,}", here.core)) and here.core not in NOT_ROMAN


def acronym(here: Here) -> str | None:
    """Read capitals: from the tables, as a word that can be said, or letter by letter."""
    found = CAPITALS.fullmatch(here.core)
    if not found:
        return None
    word, tail = found[1], "s" if found[2] else ""
    language, known = here.language, here.language.table("acronyms")
    if word.lower() in here.lexicon:
        return here.lexicon[word.lower()] + tail
    is_word = here.shout and language.among(word.lower(), "shouted_words")
    if word in known and not is_word:
        return known[word] + tail
    if here.low in language.table("words"):
        return language.table("words")[here.low]
    if is_word or sayable(word.lower(), shout=here.shout, english=not language.indonesian):
        return here.low
    return language.spelt(word) + tail


def parts(here: Here) -> str | None:
    """Read mixtures part by part: COVID-19, dan/atau, 5G, e-KTP, R&D."""
    core, language = here.core, here.language
    if re.sub("['’]", "", core).isalpha():
        return None
    pieces = [piece for piece in core.split("/") if piece]
    if len(pieces) > 1 and all(piece.isalpha() for piece in pieces):
        told = core.isupper() or here.low in ("dan/atau", "and/or")
        between = " " if told else f" {language.say('or')} "
        return between.join(word(here, piece) for piece in pieces)
    if re.fullmatch(r"[A-Z]+&[A-Z]+", core):
        both = f" {language.table('symbols')['&']} "
        return both.join(language.spelt(part) for part in core.split("&"))
    grade = re.fullmatch(rf"([A-Za-z])([-+{MINUS}])(\d{{1,15}})", core, re.ASCII)
    if grade:
        sign = _sign(here, grade[1], grade[2])
        return f"{language.spelt(grade[1])} {sign}{_digits(here, grade[3])}"
    if _hyphenated(core):
        first, _, rest = core.partition("-")
        return f"{language.spelt(first)} {rest}" if len(first) == 1 else None
    return " ".join(_part(here, part) for part in _PARTS.findall(core))


def _sign(here: Here, letter: str, mark: str) -> str:
    """Return the sign of H-1 and A+1; in queue number A-12 it is only a hyphen."""
    if mark == "+":
        return f"{here.language.say('plus')} "
    counts_down = here.language.among(letter.lower(), "countdown")
    return f"{here.language.say('minus')} " if mark == MINUS or counts_down else ""


def _digits(here: Here, digits: str) -> str:
    spelt = digits[0] == "0" and len(digits) > 1
    return here.language.digits(digits) if spelt else here.language.count(digits)


def _hyphenated(core: str) -> bool:
    pieces = core.split("-")
    capitals = any(piece.isupper() and len(piece) > 1 for piece in pieces)
    return len(pieces) > 1 and not capitals and re.sub("['-]", "", core).isalpha()


def _part(here: Here, part: str) -> str:
    language = here.language
    if part[0] == "0" and part.isdecimal():
        return _digits(here, part)
    if part[0].isdecimal():
        if re.fullmatch(language.number, part):
            return language.said(part)
        return language.count(re.sub(r"\D", "", part))
    if part in language.table("symbols"):
        return language.table("symbols")[part]
    return language.spelt(part) if len(part) == 1 else word(here, part)


def word(here: Here, part: str) -> str:
    """Return how a word inside a mixture is read."""
    low = part.lower()
    if low in here.lexicon:
        return here.lexicon[low]
    for name in ("words", "abbr"):
        if low in here.language.table(name) and not part.isupper():
            return here.language.table(name)[low]
    return acronym(inside(here, part)) or part


def inside(here: Here, part: str) -> Here:
    """Return a piece that is a part of this one, with nothing around it."""
    return replace(here, core=part, cores=(part,), first=0, last=0, bracket=False, pause=False)
