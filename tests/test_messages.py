"""The catalogue: each code has its words, in both languages, with the same placeholders."""

import pytest

from clipkit.errors import EXIT_CODES
from clipkit.messages import LANGS, catalogue, message, names_in


@pytest.mark.parametrize("lang", LANGS)
def test_every_code_has_words_and_says_what_to_do(lang: str) -> None:
    words = catalogue(lang)
    assert [code for code in EXIT_CODES if code not in words] == []
    silent = [
        code
        for code in EXIT_CODES
        if not (words[code].get("hint") or words[code].get("plain")) or not words[code]["text"]
    ]
    assert silent == []


def test_both_languages_hold_the_same_codes_in_the_same_order() -> None:
    assert list(catalogue("id")) == list(catalogue("en"))


def test_codes_stand_in_the_order_of_their_table() -> None:
    written = [code for code in catalogue("en") if code in EXIT_CODES]
    assert sorted(written) == sorted(EXIT_CODES)


@pytest.mark.parametrize("code", catalogue("en"))
def test_both_languages_fill_the_same_names(code: str) -> None:
    one, other = catalogue("en")[code], catalogue("id")[code]
    assert one.keys() == other.keys()
    assert set(one) <= {"text", "hint", "plain"}
    for part, words in one.items():
        assert sorted(names_in(words)) == sorted(names_in(other[part])), part


@pytest.mark.parametrize("lang", LANGS)
def test_a_hint_that_may_lack_a_value_has_a_plain_one(lang: str) -> None:
    """`near` and `better` are what somebody may have meant, if anybody knows."""
    for code, words in catalogue(lang).items():
        if {"near", "better"} & set(names_in(words.get("hint", ""))):
            assert words.get("plain"), code
        assert not {"near", "better"} & set(names_in(words["text"])), code


@pytest.mark.parametrize("lang", LANGS)
def test_messages_are_filled_whole(lang: str) -> None:
    for code, words in catalogue(lang).items():
        names = {name for part in words.values() for name in names_in(part)}
        for value in ("7", ""):
            said = message(code, lang, dict.fromkeys(names, value))
            assert said.text
