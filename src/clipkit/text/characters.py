"""What characters are: their script, the graphemes they make, and where a word may be cut."""

from functools import lru_cache

import regex

# Scripts with a font of their own among ours; all others are set in the style's family.
_SCRIPT = regex.compile(
    r"(?P<arab>\p{sc=Arabic})|(?P<java>\p{sc=Javanese})|(?P<thai>\p{sc=Thai})"
    r"|(?P<deva>\p{sc=Devanagari})|(?P<jpan>[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\u3000-\u303f"
    r"\u30fc\uff00-\uffef])|(?P<emoji>[\p{Emoji_Presentation}\p{Extended_Pictographic}])"
)
_JOINED = regex.compile(r"[\p{sc=Arabic}\p{sc=Syriac}\p{sc=Devanagari}\p{sc=Javanese}\p{sc=Thai}]")
_GRAPHEME = regex.compile(r"\X")
_UNSEEN = regex.compile(r"[\p{Z}\p{C}\p{Variation_Selector}]")
_CLOSING = regex.compile(r"[\p{Pe}\p{Pf}.,;:!?…،؛؟।。、\uff01\uff1f\"']+$")
_OPENING = regex.compile(r"^[\p{Ps}\p{Pi}\"'¿¡]+")
# Where a word of Latin letters parts: before a consonant (or a pair that is one sound) and its
# vowel, which is how Indonesian syllables begin (Pedoman Umum Ejaan, 2015, I.E) and reads in
# English too.
_SYLLABLE = regex.compile(r"(?=(?:ng|ny|sy|kh|th|sh|ch|[b-df-hj-np-tv-z])[aeiouy])", regex.I)
_AFTER_MARK = regex.compile(r"(?<=[-/._?&=@])")
_LETTERS = regex.compile(r"[\p{Latin}\p{M}]+")
_ALIKE = str.maketrans({"\u2011": "-", "✓": "✔", "✗": "✖", "★": "⭐", "☆": "⭐"})


@lru_cache(4096)
def script(text: str) -> str:
    """Return `arab`, `java`, `thai`, `deva`, `jpan`, `emoji`, or nothing for all others."""
    found = _SCRIPT.search(text)
    return (found.lastgroup or "") if found else ""


def graphemes(text: str) -> list[tuple[int, int]]:
    r"""Return (start, end) of what a reader takes for one character (UAX 29).

    >>> graphemes("e\u0301a")
    [(0, 2), (2, 3)]
    """
    return [match.span() for match in _GRAPHEME.finditer(text)]


def seen(text: str) -> str:
    """Return the characters that a font must have: no spaces, no controls, no selectors."""
    return str(_UNSEEN.sub("", text))


def joined(text: str) -> bool:
    """Whether tracking would tear its letters apart."""
    return _JOINED.search(text) is not None


def drawable(text: str, case: str) -> str:
    """Return a text as it is drawn: in the style's case, with characters that fonts have."""
    return (text.upper() if case == "upper" else text).translate(_ALIKE)


def core(text: str) -> tuple[int, int]:
    """Return (start, end) of a word without the marks around it; all of it if it is only marks.

    >>> core("“Malang,”"), core("..."), core("50%")
    ((1, 7), (0, 3), (0, 3))
    """
    closing, opening = _CLOSING.search(text), _OPENING.search(text)
    start, end = opening.end() if opening else 0, closing.start() if closing else len(text)
    return (start, end) if start < end else (0, len(text))


def is_mark(text: str) -> bool:
    """Whether there is nothing to say in it: a dash, an emoji."""
    return not any(character.isalnum() for character in text)


def cuts(text: str) -> list[tuple[int, bool]]:
    """Return where a long word may be cut, best places only, and whether a hyphen shows it.

    >>> cuts("bertanya"), cuts("a.id/peta")
    ([(3, True), (5, True)], [(2, False), (5, False)])
    """
    marked = [m.start() for m in _AFTER_MARK.finditer(text) if 0 < m.start() < len(text)]
    if marked:
        return [(place, False) for place in marked]
    if _LETTERS.fullmatch(text[slice(*core(text))]):
        places = [m.start() for m in _SYLLABLE.finditer(text)]
        kept = [p for k, p in enumerate(places) if not _inside_a_sound(text, places, k)]
        return [(place, True) for place in kept if 2 <= place <= len(text) - 2]
    return []


def anywhere(text: str) -> list[tuple[int, bool]]:
    """Return every place between two graphemes, for a word that has no better ones."""
    latin = _LETTERS.fullmatch(text[slice(*core(text))]) is not None
    return [(start, latin) for start, _ in graphemes(text)[1:]]


def _inside_a_sound(text: str, places: list[int], k: int) -> bool:
    """Whether the place before it begins the same sound: `ng|a` also matches at `g`."""
    pair = text[places[k] - 1 : places[k] + 1].lower()
    return places[k] - 1 in places[:k] and pair in ("ng", "ny", "sy", "kh", "th", "sh", "ch")
