"""Letters that are no plain word: acronyms, Roman numerals, mixtures such as COVID-19 or e-KTP."""

import re

from clipkit.voice.language import MINUS
from clipkit.voice.numerals import roman
from clipkit.voice.rules import Here

CAPITALS = re.compile(r"([A-Z]{2,})([’']s|s)?")
# Roman by their letters, but something else in a name.
NOT_ROMAN = ("CV", "CC", "IX", "XL", "LC", "IC", "VC")
_SOUNDS = (
    *(("ng", "n"), ("ny", "n"), ("sy", "s"), ("kh", "k")),
    *(("th", "t"), ("sh", "s"), ("ch", "c"), ("ck", "k")),
)
_CONSONANT = "[b-df-hj-np-tv-z]"
_LOOSE = {
    vowels: re.compile(rf"(?:{_CONSONANT}{{0,3}}[{vowels}]{{1,2}}{_CONSONANT}{{0,2}})+")
    for vowels in ("aeiou", "aeiouy")
}
_LONGEST_ACRONYM = 24  # letters; longer capitals are words, and the patterns stay quick
_PARTS = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?|\d+(?:[.,]\d+)*|[&+=@%°]")


def numeral(here: Here) -> str | None:
    """Read Abad XX, Bab IV, Perang Dunia II."""
    before, language = here.before, here.language
    number = roman(here.core) if before.isalpha() else 0
    if not number:
        return None
    regnal = language.among(before, "regnal")
    if regnal and not language.indonesian:
        return f"the {language.ordinal(number)}"
    if regnal or language.among(before, "roman_ordinal"):
        return language.ordinal(number) if language.indonesian else language.cardinal(number)
    if language.among(before, "roman_keys"):
        return language.cardinal(number)
    name = here.cores[here.first - 1]
    if len(here.core) > 1 and name[:1].isupper() and not name.isupper():
        if here.core in NOT_ROMAN:
            return None
        return (
            language.ordinal(number) if language.indonesian else f"the {language.ordinal(number)}"
        )
    return None


def acronym(here: Here) -> str | None:
    """Read capitals: from the tables, as a word that can be said, or letter by letter."""
    found = CAPITALS.fullmatch(here.core)
    if not found:
        return None
    word, tail = found[1], "s" if found[2] else ""
    language, known = here.language, here.language.table("acronyms")
    if word.lower() in here.lexicon:
        return here.lexicon[word.lower()] + tail
    shouted = here.shout and language.indonesian and word in ("IT", "DIY")
    if word in known and not shouted:
        return known[word] + tail
    if here.low in language.table("words"):
        return language.table("words")[here.low]
    if _sayable(word.lower(), shout=here.shout, y=not language.indonesian):
        return here.low
    return language.spelt(word) + tail


def _sayable(word: str, *, shout: bool, y: bool) -> bool:
    """Whether capitals read like a word. y: it counts as a vowel."""
    if len(word) > _LONGEST_ACRONYM:
        return True
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    vowels = "aeiouy" if y else "aeiou"
    one = f"[{vowels}]"
    loose = bool(_LOOSE[vowels].fullmatch(word))
    if loose and (shout or len(word) >= 6):
        return True
    shape = rf"{_CONSONANT}{one}{_CONSONANT}"
    if len(word) > 3:
        shape = rf"{_CONSONANT}?(?:{one}{_CONSONANT})+{one}?"
    return len(word) >= 4 and bool(re.fullmatch(shape, word))


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
        sign = language.say("plus" if grade[2] == "+" else "minus")
        return f"{language.spelt(grade[1])} {sign} {language.count(grade[3])}"
    if _hyphenated(core):
        first, _, rest = core.partition("-")
        return f"{language.spelt(first)} {rest}" if len(first) == 1 else None
    return " ".join(_part(here, part) for part in _PARTS.findall(core))


def _hyphenated(core: str) -> bool:
    pieces = core.split("-")
    capitals = any(piece.isupper() and len(piece) > 1 for piece in pieces)
    return len(pieces) > 1 and not capitals and re.sub("['-]", "", core).isalpha()


def _part(here: Here, part: str) -> str:
    language = here.language
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
    if low in here.language.table("words"):
        return here.language.table("words")[low]
    return acronym(inside(here, part)) or part


def inside(here: Here, part: str) -> Here:
    """Return a piece that is a part of this one, with nothing around it."""
    return Here(
        core=part,
        cores=(part,),
        first=0,
        last=0,
        language=here.language,
        lexicon=here.lexicon,
        thread=here.thread,
        shout=here.shout,
        bracket=False,
    )
