"""Unicode's own test files, as Debian's unicode-data has them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from clipkit.text import bidi, brackets, characters

PLACE = Path("/usr/share/unicode")
pytestmark = pytest.mark.skipif(
    not PLACE.is_dir(), reason="Debian's unicode-data is not installed: Unicode's test files"
)
ONE_OF = {  # a character of each class
    **{"L": "a", "R": "\u05d0", "AL": "\u0627", "EN": "1", "ES": "+", "ET": "$", "AN": "\u0661"},
    **{"CS": ",", "B": "\u2029", "S": "\t", "WS": " ", "ON": "!", "NSM": "\u0300", "BN": "\xad"},
    **{"LRE": "\u202a", "RLE": "\u202b", "LRO": "\u202d", "RLO": "\u202e", "PDF": "\u202c"},
    **{"LRI": "\u2066", "RLI": "\u2067", "FSI": "\u2068", "PDI": "\u2069"},
}
# In Unicode 18, which `regex` follows, it is no pictograph any more.
PLAIN_NOW = "\u2701"


def lines(name: str) -> Iterator[str]:
    for line in (PLACE / name).read_text("utf-8").splitlines():
        said = line.partition("#")[0].strip()
        if said:
            yield said


def as_drawn(found: list[int], wanted: list[str]) -> tuple[list[int], list[int]]:
    """Levels of what isn't removed, and its places from left to right."""
    kept = [k for k, level in enumerate(wanted) if level != "x"]
    shown = [found[k] for k in kept]
    return shown, [kept[at] for at in bidi.visual(shown)]


@pytest.mark.slow
def test_classes_run_as_bidi_test_has_them() -> None:
    wanted: list[str] = []
    order: list[int] = []
    tried = 0
    for line in lines("BidiTest.txt"):
        name, _, said = line.partition(":")
        if name == "@Levels":
            wanted = said.split()
        elif name == "@Reorder":
            order = [int(at) for at in said.split()]
        else:
            classes, bits = line.split(";")
            text = "".join(ONE_OF[one] for one in classes.split())
            levels = [int(level) for level in wanted if level != "x"]
            for bit, base in ((1, None), (2, 0), (4, 1)):
                if int(bits) & bit:
                    tried += 1
                    _, found = bidi.levels(text, base)
                    assert as_drawn(found, wanted) == (levels, order), (classes, base)
    assert tried > 700_000


@pytest.mark.slow
def test_characters_run_as_bidi_character_test_has_them() -> None:
    tried = 0
    for line in lines("BidiCharacterTest.txt"):
        codes, way, paragraph, said, places = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        base, found = bidi.levels(text, {"0": 0, "1": 1, "2": None}[way])
        wanted = said.split()
        levels = [int(level) for level in wanted if level != "x"]
        assert base == int(paragraph), codes
        assert as_drawn(found, wanted) == (levels, [int(at) for at in places.split()]), codes
        tried += 1
    assert tried > 90_000


def test_brackets_are_those_of_unicode() -> None:
    for line in lines("BidiBrackets.txt"):
        one, other, kind = (part.strip() for part in line.split(";"))
        if kind == "o":
            both = chr(int(one, 16)) + chr(int(other, 16))
            assert brackets.pairs(both, ["ON", "ON"]) == [(0, 1)]
            assert brackets.pairs(both[::-1], ["ON", "ON"]) == []


def test_clusters_are_those_of_grapheme_break_test() -> None:
    tried = 0
    for line in lines("auxiliary/GraphemeBreakTest.txt"):
        parts = line.strip("÷ ").replace("×", " ").split("÷")
        clusters = ["".join(chr(int(code, 16)) for code in part.split()) for part in parts]
        if not set(PLAIN_NOW).intersection(*clusters[:1]):
            tried += 1
            text = "".join(clusters)
            assert [text[a:b] for a, b in characters.graphemes(text)] == clusters
    assert tried > 590
