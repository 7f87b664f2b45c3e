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
    for kind in ("cases", "blind")
    for written, aloud in tomllib.loads(
        Path(__file__).with_name(f"{kind}_{lang}.toml").read_text("utf-8")
    ).items()
]
HEAR = {lang: Normaliser(lang) for lang in ("id", "en")}
PIECES = st.one_of(
    st.text(max_size=12).map(lambda text: "".join(text.split()) or "-"),
    st.text("0123456789.,-/:+()Rp$%kmXVI#@'a\N{NO-BREAK SPACE}", min_size=1, max_size=14),
    st.sampled_from([row[1].split()[0] for row in CASES]),
    st.sampled_from([word for row in CASES for word in row[1].split()]),
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
    ("lang", "word", "text"),
    [
        ("id", "dll.", "gula, dll."),
        ("id", "dr", "dr. Ratna"),
        ("id", "senin-jumat", "buka Senin-Jumat"),
        ("id", "3-1", "menang 3-1"),
        ("id", "1/2", "1/2 sendok"),
        ("id", "17/8", "tanggal 17/8"),
        ("id", "112", "hubungi 112"),
        ("id", "km/jam", "60 km/jam"),
        ("id", "malangkota.go.id", "buka malangkota.go.id"),
        ("id", "anak2", "anak2 kita"),
        ("en", "II", "World War II"),
        ("en", "Mon-Fri", "Mon-Fri only"),
        ("en", "$5", "a $5 coffee"),
        ("en", "No.5", "counter No.5"),
        ("en", "nasa", "THE NASA SHOW"),
    ],
)
def test_a_users_word_wins_over_every_rule(lang: str, word: str, text: str) -> None:
    assert "seperti ini" in Normaliser(lang, {word: "seperti ini"})(tokens(text)).text


@pytest.mark.parametrize(
    ("lang", "text", "owners"),
    [
        ("id", "buka 08.00 - 15.00 WIB", [0, 1, 1, 2, 3, 3, 4, 4, 4]),
        ("id", "Rp750 ribu/bulan ya", [0, 0, 0, 0, 1, 1, 1, 1, 2]),
        ("id", "Senin (17/8) malam", [0, 1, 1, 1, 2]),
        ("id", "hubungi *123# ya", [0, 1, 1, 1, 1, 1, 2]),
        ("en", "2 1/4 cups", [0, 1, 1, 1, 2]),
        ("en", "on 5 Jan 2024", [0, 1, 1, 1, 2, 3, 3]),
        ("en", "45 sq m here", [0, 1, 2, 3]),
        ("en", "a $5 million grant", [0, 1, 2, 2, 3]),
    ],
)
def test_what_is_said_belongs_to_what_is_shown(lang: str, text: str, owners: list[int]) -> None:
    assert [owner for _, owner in HEAR[lang](tokens(text)).words] == owners


@pytest.mark.parametrize(
    "text",
    ["9" * 5000 + "km", "v" + "1." * 900 + "1", "A" * 9000, "1-" * 4000, "IX" * 4000, "1x" * 4000],
)
def test_a_monstrous_token_is_read_at_all(text: str) -> None:
    assert HEAR["id"](tokens(text)).words
