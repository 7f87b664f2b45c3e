"""The catalogue: each code has its words, in both languages, with the same placeholders."""

import re
from typing import Any

import pytest
import typer

from clipkit.cli import app, help
from clipkit.errors import EXIT_CODES
from clipkit.messages import LANGS, catalogue, message, names_in

STARTERS = {"starter-script", "starter-brand"}  # files that are written, not messages
# What Indonesian shares with English: names of programs, forms, files, keys and kinds, and words
# that both write alike.
SHARED = {
    *("clipkit", "moviepy", "python", "pip", "notepad", "tiktok", "shorts", "universal"),
    *("piper", "model"),
    *("heic", "jpeg", "jpg", "json", "mp", "ogg", "png", "srt", "svg", "vtt", "wav", "hdr", "srgb"),
    *(
        "hz",
        "kb",
        "mb",
        "ff",
        "ffc",
        "fffdf",
        "promosi",
        "contoh",
        "save",
        "as",
        "documents",
        "install",
    ),
    *("readme", "credits", "license", "changelog", "tab", "enter", "web"),
    *("accent", "colours", "contact", "handle", "tagline", "ink", "name", "paper", "primary"),
    *("brands", "profiles", "styles", "templates", "voices", "show", "prune", "clear"),
    *("fast", "best"),
    *("disk", "folder", "font", "format", "label", "logo", "media", "program", "terminal"),
    "video",
}


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


@pytest.mark.parametrize("lang", LANGS)
def test_no_message_is_longer_than_a_breath(lang: str) -> None:
    long = {
        code: len(part)
        for code, words in catalogue(lang).items()
        for part in words.values()
        if code not in STARTERS and len(part) > 160
    }
    assert long == {}


def prose(lang: str) -> set[str]:
    """Words of all messages, without what is typed, filled in, or a file's text."""
    parts = (part for code, words in catalogue(lang).items() for part in words.values())
    said = " ".join(
        re.sub(r"`[^`]*`|\{\{?[^}]*\}|clipkit \w+|\S*[./_=-]\S*", " ", p) for p in parts
    )
    return {word.lower() for word in re.findall(r"[^\W\d]{2,}", said)}


def test_no_english_word_is_left_in_the_indonesian_catalogue() -> None:
    assert prose("id") & prose("en") <= SHARED


@pytest.mark.parametrize("lang", LANGS)
def test_every_command_and_option_has_its_help(lang: str) -> None:
    group: Any = typer.main.get_command(app)
    help.speak(group, lang)
    for one in [group, *group.commands.values()]:
        assert one.help, one.name
        assert all(param.help for param in one.params), one.name
