import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipkit.text.bidi import levels, visual


# Worked by hand from the rules of UAX 9, revision 50; the comment names the rule.
@pytest.mark.parametrize(
    ("text", "base", "expected"),
    [
        ("abc 12", 0, "000000"),
        ("אבג", 1, "111"),
        ("אב 12", 1, "11122"),  # I1: numbers in right-to-left text
        ("ab אב", 0, "00011"),
        ("אב ab", 1, "11122"),
        ("عر 12", 1, "11122"),  # W2: they are Arabic numbers
        ("אב 1,2", 1, "111222"),  # W4
        ("אב 5%", 1, "11122"),  # W5
        ("אב % ", 1, "11111"),  # W6
        ("אב (ab)", 1, "1111221"),  # N0: what is before them decides
        ("\u202bab\u202c", 0, "-22-"),  # X2: Latin inside a right-to-left embedding
        ("ab \u202eab\u202c", 0, "000-11-"),  # X4: an override
        ("\u0627\u064b1", 1, "112"),  # W1
    ],
)
def test_levels(text: str, base: int, expected: str) -> None:
    found_base, found = levels(text)
    assert found_base == base
    kept = [k for k, level in enumerate(expected) if level != "-"]  # the rest is not drawn
    assert [found[k] for k in kept] == [int(expected[k]) for k in kept]


@given(st.text(alphabet="ab אבعر12,.%(\u202b\u202e\u202c\u2067 \n"))
def test_every_character_has_a_level_and_a_place(text: str) -> None:
    base, found = levels(text)
    assert len(found) == len(text)
    assert all(base <= level <= 126 for level in found)
    assert sorted(visual(found)) == list(range(len(text)))


def test_deep_embeddings_end() -> None:
    _, found = levels("\u202b" * 200 + "א" + "\u202c" * 200 + "b")
    assert max(found) <= 126


def test_a_line_of_both_ways_is_reordered() -> None:
    text = "ab אבג 12 cd"
    assert "".join(text[k] for k in visual(levels(text)[1])) == "ab 12 גבא cd"
