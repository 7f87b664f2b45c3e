import re
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from clipkit.shipped import ASSETS
from clipkit.voice.pronounce import guessed, marked, phonemes

TABLE = tomllib.loads(ASSETS.joinpath("voice", "pronunciation_id.toml").read_text("utf-8"))
WORDS = [
    word for part in ("roots", "names") for group in TABLE[part].values() for word in group.split()
]
AFFIXED = tomllib.loads(Path(__file__).with_name("marked_id.toml").read_text("utf-8"))


def plain(word: str) -> str:
    return word.replace("é", "e")


def test_the_table_knows_two_thousand_words_once_each() -> None:
    spelt = Counter(plain(word) for word in WORDS)
    assert len(spelt) >= 2000
    assert [word for word, times in spelt.items() if times > 1] == []


def test_every_word_of_the_table_is_letters_with_an_e() -> None:
    assert [word for word in WORDS if not re.fullmatch("[a-zé]*[eé][a-zé]*", word)] == []


def test_every_word_of_the_table_is_read_as_it_says() -> None:
    assert [word for word in WORDS if marked(plain(word)) != word] == []


@pytest.mark.parametrize("kind", AFFIXED)
def test_affixed_words_are_read_as_their_roots_are(kind: str) -> None:
    words = AFFIXED[kind].split()
    read = [marked(plain(word)) or guessed(plain(word)) for word in words]
    assert [pair for pair in zip(words, read, strict=True) if pair[0] != pair[1]] == []


@pytest.mark.parametrize(
    ("word", "read"),
    [
        ("menempati", "menempati"),  # of tempat: not of empati
        ("menendang", "menendang"),  # of tendang: not of the name Endang
        ("memetik", "memetik"),  # of petik: not of etik
        ("berdesakan", "berdesakan"),  # of desak: not of desa
        ("membedakan", "membédakan"),  # of beda: not of bedak
        ("Lebaran", "lebaran"),
        ("melebarkan", "melébarkan"),
    ],
)
def test_a_word_is_not_taken_for_one_of_another_root(word: str, read: str) -> None:
    assert marked(word.lower()) == read


def test_the_engine_is_told_of_a_place_by_its_phonemes() -> None:
    assert phonemes("Kepanjen") == "k@p'andZEn"
    assert phonemes("Gresik") == "gR2@s'ik"


def test_a_word_of_no_known_root_is_guessed() -> None:
    assert marked("xerofita") is None
    assert guessed("vegetatif") == "végétatif"
    assert guessed("kolonialisme") == "kolonialisme"
    assert guessed("menulis") == "menulis"
