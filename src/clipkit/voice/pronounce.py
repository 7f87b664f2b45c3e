"""Indonesian words whose e the engine gets wrong, as its own phonemes.

espeak-ng reads every stressed e as in `meja` and every other as in `sepatu`; which one a word
has is a matter of the word. assets/voice/pronunciation_id.toml writes the open vowel as é and
the schwa as e; words of known roots go to the engine as `[[phonemes]]`, which its word events
survive.
"""

import re
import tomllib
from functools import cache
from typing import NamedTuple

from clipkit.shipped import ASSETS

CONSONANTS = (
    *(("ngg", "Ng"), ("ng", "N"), ("ny", "n^"), ("sy", "C"), ("kh", "x"), ("c", "tS")),
    *(("j", "dZ"), ("y", "j"), ("q", "k"), ("x", "ks")),
)
DIPHTHONGS = {"ai": "aI", "au": "aU", "oi": "oi"}
LOAN = re.compile(  # by letters or endings of its own, and no prefix to be seen
    "(?!ber|ter|me|pe|ke|se)(.*[fvqxz]|.*(asi|isi|usi|nsi|tas|tik|nik|sik|if|is|isme|tor|sor|tur"
    "|ium|logi|grafi|metri|ial|ual|nal|ral)$)"
)
LETTERS, VOWELS, SOUNDS = "aiueoé", re.compile("[aiueoé]"), tuple("aiuoE@")


class Lore(NamedTuple):
    """What pronunciation_id.toml holds, marked words by their usual spelling.

    names: of people and places, which take no affixes.
    """

    roots: dict[str, str]
    names: dict[str, str]
    prefixes: tuple[str, ...]
    suffixes: tuple[str, ...]
    swallowed: dict[str, str]


@cache
def lore() -> Lore:
    """Return the table, read once."""
    path = ASSETS.joinpath("voice", "pronunciation_id.toml")
    table = tomllib.loads(path.read_text("utf-8"))
    prefixes, suffixes = table["prefixes"].split(), table["suffixes"].split()
    return Lore(
        _by_spelling(table["roots"]),
        _by_spelling(table["names"]),
        ("", *prefixes),
        ("", *suffixes),
        table["swallowed"],
    )


def _by_spelling(groups: dict[str, str]) -> dict[str, str]:
    words = " ".join(groups.values())
    return dict(zip(words.replace("é", "e").split(), words.split(), strict=True))


def marked(word: str) -> str | None:
    """Return a word with é for the open e; None: nothing is known of it.

    >>> marked("membesarkan"), marked("terlewat"), marked("xendit")
    ('membesarkan', 'terléwat', None)
    """
    if "é" in word:
        return word
    known = lore().roots.get(word) or lore().names.get(word)
    if known:
        return known
    for suffix in lore().suffixes:
        if word.endswith(suffix):
            found = _without_prefix(word.removesuffix(suffix), 4 if suffix else 3)
            if found:
                return found + suffix
    return None


def _without_prefix(stem: str, least: int) -> str | None:
    """Return the marked stem, if taking a prefix off leaves a root. least: letters it must have."""
    for prefix in lore().prefixes:
        if not stem.startswith(prefix):
            continue
        rest, lost = stem[len(prefix) :], lore().swallowed.get(prefix, "")
        # memetik is of petik, not of etik: mem, men and meny stand before consonants alone
        vowel = lost != "k" and rest.startswith(tuple(LETTERS))
        for letter in (lost,) if lost and vowel else ("", lost):
            root = lore().roots.get(letter + rest, "")
            if len(root) >= least:
                return prefix + root[len(letter) :]
    return None


def guessed(word: str) -> str:
    """Mark an unknown word by rule: open at the end (sore) and before a last consonant (paket).

    In a loan word every e is open; in others that before the last vowel is, where nothing
    closes the word (Dewi) or it has more than two vowels.

    >>> guessed("semprotes"), guessed("vegetasi"), guessed("agendo"), guessed("kentus")
    ('semprotés', 'végétasi', 'agéndo', 'kentus')
    """
    if LOAN.match(word):
        return re.sub("é$", "e", word.replace("e", "é"))  # Dutch ones end in a schwa: fase
    word = re.sub(r"(?<=..)e$", "é", word)
    word = re.sub(r"e([bcdfghjklmnpstk]|ng)$", r"é\1", word)
    vowels = [found.start() for found in VOWELS.finditer(word)]
    if len(vowels) < 2 or word[vowels[-2]] != "e":
        return word
    if len(vowels) == 2 and word[-1] not in LETTERS and word[vowels[-1]] != "é":
        return word
    return word[: vowels[-2]] + "é" + word[vowels[-2] + 1 :]


def phonemes(word: str) -> str | None:
    """Return the engine's phonemes of a word with an e; None: let the engine read it itself.

    >>> phonemes("dengan"), phonemes("kopi")
    ("d@N'an", None)
    """
    low = word.lower()
    if not re.fullmatch(r"[a-zé]+", low) or not re.search("[eé]", low):
        return None
    names = _names(marked(low) or guessed(low))
    vowels = [k for k, name in enumerate(names) if name.lstrip("_|").startswith(SOUNDS)]
    closed = len(vowels) > 1 and names[vowels[-2]] != "@"
    stressed = vowels[-2] if closed else vowels[-1]
    names[stressed] = "'" + names[stressed]
    return "".join(names)


def _names(word: str) -> list[str]:
    names: list[str] = []
    at = 0
    while at < len(word):
        if at and word[at:] in DIPHTHONGS:
            return [*names, DIPHTHONGS[word[at:]]]
        double = next((pair for pair in CONSONANTS if word.startswith(pair[0], at)), None)
        if double:
            names.append(double[1])
            at += len(double[0])
            continue
        name = _name(word[at], word[at + 1 : at + 2])
        again = bool(names) and names[-1] == name and name in SOUNDS
        names.append("_|" + name if again else name)  # two vowels, not a long one
        at += 1
    return names


def _name(letter: str, following: str) -> str:
    if letter == "r":  # tapped before a vowel, rolled elsewhere
        return "R2" if following and following in LETTERS else "R"
    return {"e": "@", "é": "E"}.get(letter, letter)


def respelled(word: str) -> str:
    """Return a spoken word, with its marks, as it is handed to the engine.

    >>> respelled("dengan,"), respelled("Kopi")
    ("[[d@N'an]],", 'Kopi')
    """
    found = re.fullmatch(r"(\W*)([\w'’-]+)(\W*)", word)
    if not found:
        return word
    before, core, after = found.groups()
    parts = [(part, phonemes(part)) for part in core.split("-")]
    if not any(names for _, names in parts):
        return word
    return before + " ".join(f"[[{names}]]" if names else part for part, names in parts) + after
