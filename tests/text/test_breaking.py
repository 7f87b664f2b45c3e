import pytest

from clipkit import text
from clipkit.model.phrases import FUNCTION
from clipkit.model.style import Lines, TextStyle
from clipkit.planning.words import parting
from clipkit.text import breaking, setting
from clipkit.text.characters import cuts, graphemes
from clipkit.text.places import Setting

PLAIN = TextStyle(name="plain", size=66, max_lines=3)


def rows(words: str, width: int, lang: str = "id") -> list[str]:
    measured = text.measure(words.split(" "), PLAIN, width=width, lang=lang)
    return [" ".join(p.text + "-" * p.hyphen for p in line) for line in measured.lines]


def test_lines_are_even() -> None:
    assert rows("satu dua tiga empat lima enam", 690) == ["satu dua tiga", "empat lima enam"]


@pytest.mark.parametrize("width", range(420, 760, 20))
def test_a_line_does_not_end_on_a_word_that_leads_on(width: int) -> None:
    broken = rows("warga kampung yang berhak mendapat bantuan", width)
    assert not any(row.endswith(" yang") for row in broken)


@pytest.mark.parametrize(
    ("lang", "word"), [(lang, word) for lang, known in FUNCTION.items() for word in sorted(known)]
)
def test_a_line_ends_on_no_word_that_a_card_does_not_end_on(lang: str, word: str) -> None:
    assert parting(word, "tumbuh", lang) > 2
    width = text.measure([word, "tumbuh", "subur"], PLAIN, width=2000).width + 30
    even = [f"matahari {word}", "tumbuh subur"]
    assert rows(" ".join(even), width, "") == even
    assert rows(" ".join(even), width, lang)[0] == "matahari"


def test_a_number_stays_with_the_word_after_it() -> None:
    assert not any(row.endswith("500") for row in rows("harga tiket masuk 500 ribu rupiah", 640))


def test_a_long_word_is_cut_between_syllables_with_a_hyphen() -> None:
    measured = text.measure(["Ketidakbertanggungjawaban"], PLAIN, width=330)
    parts = [piece for line in measured.lines for piece in line]
    assert len(parts) > 1
    places = [place for place, _ in cuts("Ketidakbertanggungjawaban")]
    at = 0
    for part in parts[:-1]:
        at += len(part.text)
        assert at in places
        assert part.hyphen


def test_an_address_is_cut_after_its_marks_without_a_hyphen() -> None:
    measured = text.measure(["www.malangkota.go.id/layanan/akta"], PLAIN, width=420)
    parts = [piece for line in measured.lines for piece in line]
    assert len(parts) > 1
    assert all(part.text[-1] in "./" and not part.hyphen for part in parts[:-1])


def test_a_word_of_no_syllables_is_cut_anywhere() -> None:
    measured = text.measure(["W" * 40], PLAIN, width=400, max_lines=9)
    assert measured.fits
    assert measured.width <= 400


@pytest.mark.parametrize(
    ("joined", "count"),
    [("👨‍👩‍👧‍👦", 1), ("🇮🇩🇯🇵", 2), ("ꦱꦸꦒꦼꦁ", 2), ("e\u0301", 1), ("क्षि", 1), ("1️⃣", 1)],
)
def test_what_readers_take_for_one_character_stays_whole(joined: str, count: int) -> None:
    assert len(graphemes(joined)) == count


def test_a_text_that_fits_is_laid_out_once(monkeypatch: pytest.MonkeyPatch) -> None:
    laid: list[float] = []

    def set_lines(lines: Lines, style: TextStyle, size: float) -> Setting:
        laid.append(size)
        return setting.set_lines(lines, style, size)

    monkeypatch.setattr(breaking, "set_lines", set_lines)
    words = ["warga", "kampung", "yang", "berhak"]
    for width in (1000, 420):  # at its full size, and smaller
        laid.clear()
        found = text.measure(words, PLAIN, width=width, max_lines=2)
        assert found.fits
        assert laid == [found.size]
