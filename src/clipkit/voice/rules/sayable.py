"""Whether capitals read like a word, ASEAN and GRATIS, or must be spelt, BPOM and KPU."""

import re

_SOUNDS = (
    *(("ng", "n"), ("ny", "n"), ("sy", "s"), ("kh", "k")),
    *(("th", "t"), ("sh", "s"), ("ch", "c"), ("ck", "k"), ("wh", "w")),
)
_CONSONANT = "[b-df-hj-np-tv-z]"
_OPENS = rf"(?:s[ckpt][lr]|[bcdfgkpt][lr]|[dkst]w|wr|s[cklmnpt]|[gk]n|{_CONSONANT})"  # a syllable
_LONGEST_ACRONYM = 24  # letters; longer capitals are words, and the patterns stay quick
_LOOSE = {
    vowels: re.compile(rf"(?:{_OPENS}?[{vowels}]{{1,3}}{_CONSONANT}{{0,2}})+")
    for vowels in ("aeiou", "aeiouy")
}
_STRICT = {
    vowels: re.compile(
        rf"{_CONSONANT}?(?:[{vowels}]{_CONSONANT}{{1,2}}(?=[{vowels}]|$))+[{vowels}]?"
    )
    for vowels in ("aeiou", "aeiouy")
}


def sayable(word: str, *, shout: bool, english: bool) -> bool:
    """Whether a word of lower-case letters is said, not spelt.

    shout: it stands among words in capitals, so it is hardly an acronym.

    >>> [sayable(w, shout=False, english=False) for w in ("ispa", "bpom", "gratis", "kpu")]
    [True, False, True, False]
    """
    if len(word) > _LONGEST_ACRONYM:
        return True
    letters = len(word)
    for pair, sound in _SOUNDS:
        word = word.replace(pair, sound)
    vowels = "aeiouy" if english else "aeiou"  # an English y is one
    loose = bool(_LOOSE[vowels].fullmatch(word))
    if letters < 4:
        return shout and loose and _is_short_word(word, vowels, english=english)
    if loose and (shout or letters >= 6):
        return True
    if shout and letters >= (5 if english else 7) and re.search(f"[{vowels}]", word):
        return not re.search(f"{_CONSONANT}{{4}}", word)
    ends_in_two = re.search(f"{_CONSONANT}{{2}}$", word)
    return not ends_in_two and bool(_STRICT[vowels].fullmatch(word))


def _is_short_word(word: str, vowels: str, *, english: bool) -> bool:
    """Whether two or three letters have a word's shape: `di`, `ada`, `cat`; not `um`, `asn`."""
    shape = "".join("v" if letter in vowels else "c" for letter in word)
    return shape in (
        ("cvc", "vcv", "cvv", "ccv", "vvc") if english else ("cv", "cvc", "vcv", "cvv")
    )
