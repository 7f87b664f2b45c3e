"""The catalogue: each code has its words, in both languages, with the same placeholders."""

import pytest

from clipkit.errors import EXIT_CODES
from clipkit.messages import LANGS, catalogue, message, names_in


def _filled(words: dict[str, str]) -> dict[str, str]:
    """Return a value for each placeholder of a message."""
    return {name: "7" for part in words.values() for name in names_in(part)}


@pytest.mark.parametrize("lang", LANGS)
def test_every_code_has_words_and_says_what_to_do(lang: str) -> None:
    words = catalogue(lang)
    assert [code for code in EXIT_CODES if code not in words] == []
    in_its_text = {"option-value", "batch-failed"}  # what to do is said in their first words
    silent = [code for code in EXIT_CODES if not message(code, lang, _filled(words[code])).hint]
    assert set(silent) <= in_its_text
    assert all(words[code]["text"] for code in EXIT_CODES)


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
    """`better` and `near` are what somebody may have meant, if anybody knows."""
    always = {"contrast-low"}  # there is always a nearest colour
    for code, words in catalogue(lang).items():
        if {"near", "better"} & set(names_in(words.get("hint", ""))):
            assert "plain" in words or code in always, code
        assert not {"near", "better"} & set(names_in(words["text"])), code


@pytest.mark.parametrize("lang", LANGS)
def test_messages_can_be_filled(lang: str) -> None:
    for code, words in catalogue(lang).items():
        text = message(code, lang, _filled(words)).text
        assert text.count("7") >= len(names_in(words["text"]))
        message(code, lang, dict.fromkeys(_filled(words), ""))


def test_a_plain_hint_stands_in_for_one_that_lacks_its_value() -> None:
    near = message("key-unknown", "en", {"key": "templte", "near": "template"})
    assert near.hint == "Did you mean `template`?"
    assert "spelling" in message("key-unknown", "en", {"key": "x", "near": ""}).hint
