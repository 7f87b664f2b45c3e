import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipkit.model.script import Token
from clipkit.voice.normalise import Normaliser, Spoken

CASES = [
    (lang, written, aloud)
    for lang in ("id", "en")
    for written, aloud in tomllib.loads(
        Path(__file__).with_name(f"cases_{lang}.toml").read_text("utf-8")
    ).items()
]
HEAR = {lang: Normaliser(lang) for lang in ("id", "en")}
PIECES = st.one_of(
    st.text(max_size=12).map(lambda text: "".join(text.split()) or "-"),
    st.text("0123456789.,-/:+()Rp$%kmXVI#@'a\N{NO-BREAK SPACE}", min_size=1, max_size=14),
    st.sampled_from([row[1].split()[0] for row in CASES]),
)


def tokens(text: str) -> list[Token]:
    return [Token(text=part) for part in text.split(" ") if part]


@pytest.mark.parametrize(("lang", "written", "aloud"), CASES)
def test_it_is_read_as_a_person_would(lang: str, written: str, aloud: str) -> None:
    assert HEAR[lang](tokens(written)).text == aloud


@given(st.sampled_from(["id", "en"]), st.lists(PIECES, min_size=1, max_size=8))
def test_every_spoken_word_has_an_owner_in_order(lang: str, texts: list[str]) -> None:
    shown = [Token(text=text) for text in texts]
    spoken = HEAR[lang](shown)
    owners = [token for _, token in spoken.words]
    assert spoken.tokens == tuple(shown)
    assert owners == sorted(owners)
    assert all(0 <= owner < len(shown) for owner in owners)
    assert all(word and not word.isspace() for word, _ in spoken.words)


def test_a_no_break_space_stays_inside_its_token() -> None:
    spoken = HEAR["id"](
        [Token(text="Harga"), Token(text="Rp\N{NO-BREAK SPACE}10.000"), Token(text="saja")]
    )
    assert spoken.text == "Harga sepuluh ribu rupiah saja"
    assert [token for _, token in spoken.words] == [0, 1, 1, 1, 2]


@pytest.mark.parametrize("token", ["📱", "—", "***", "\N{ZERO WIDTH JOINER}", "…"])
def test_what_has_no_sound_owns_no_word(token: str) -> None:
    spoken = HEAR["id"]([Token(text="satu"), Token(text=token), Token(text="dua")])
    assert [owner for _, owner in spoken.words] == [0, 2]


def test_the_users_own_words_win() -> None:
    hear = Normaliser("id", {"kim.wagir": "kim wagir", "UMKM": "usaha kecil", "rp": "er pe"})
    spoken: Spoken = hear(tokens("Ikuti @kim.wagir dan UMKM lain"))
    assert spoken.text == "Ikuti at kim wagir dan usaha kecil lain"


@pytest.mark.parametrize(
    "text", ["9" * 5000 + "km", "v" + "1." * 900 + "1", "A" * 9000, "1-" * 4000]
)
def test_a_monstrous_token_is_read_at_all(text: str) -> None:
    assert HEAR["id"](tokens(text)).words
