import math
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipkit.model.timeline import TimedWord
from clipkit.planning.cards import (
    CHARACTERS,
    SECONDS,
    WORDS,
    Card,
    _allowed,
    _atoms,
    _cost,
    _cut,
    _torn,
    cards,
    characters,
    is_silent,
)
from clipkit.planning.words import binds, parting
from clipkit.units import Span, to_frames
from tests.planning.given import script, spoken

FPS = 30


def timed(text: str, lang: str = "id") -> list[TimedWord]:
    """Say the sentences of a paragraph from 0.4 s on."""
    found: list[TimedWord] = []
    now = 0.4
    for index, sentence in enumerate(script(text, lang=lang).sentences):
        said = spoken(sentence)
        for token, word in zip(sentence.tokens, said.words, strict=True):
            start = now + word.start
            found.append(
                TimedWord(
                    text=token.text,
                    start=round(start, 3),
                    end=round(now + word.end, 3),
                    first=to_frames(start, FPS),
                    scene=0,
                    sentence=index,
                    emphasis=token.emphasis,
                    space=token.space,
                )
            )
        now += said.seconds + 0.35
    return found


def cut(words: Sequence[TimedWord], lang: str = "id") -> list[Card]:
    stop = to_frames(words[-1].end + 0.9, FPS)
    return cards(words, lambda part: characters(part) <= 26, lang, scene=Span(0, stop), fps=FPS)


def texts(words: Sequence[TimedWord], found: Sequence[Card]) -> list[str]:
    return [" ".join(w.text for w in words[card.words.first : card.words.stop]) for card in found]


LONG = (
    "Candi Badut di Karangbesuki berdiri sejak tahun 760 dan menjadi candi tertua di Jawa Timur. "
    "Letaknya hanya sekitar 5 kilometer dari pusat kota yang ramai. Harganya cuma Rp15.000 per "
    "bungkus, renyah dan tanpa pengawet. Pesan lewat WhatsApp sekarang, gratis ongkir sampai "
    "lima kilometer. Bantu pemerintah kota menjaga kebersihan, karena kota yang bersih adalah "
    "tanggung jawab kita bersama."
)


def test_cards_read_as_phrases() -> None:
    words = timed(LONG)
    assert texts(words, cut(words))[:4] == [
        "Candi Badut",
        "di Karangbesuki berdiri",
        "sejak tahun 760",
        "dan menjadi candi tertua",
    ]


def test_no_card_ends_on_a_binding_word_or_a_number_before_its_unit() -> None:
    words = timed(LONG)
    for card in cut(words):
        last, after = words[card.words.stop - 1], words[card.words.stop : card.words.stop + 1]
        if after and after[0].sentence == last.sentence:
            assert not binds(last.text, after[0].text, "id"), last.text


def test_an_emphasised_run_stays_together() -> None:
    words = timed("Kedai ini buka dan menyajikan **dua ratus cangkir kopi** setiap hari minggu.")
    assert "dua ratus cangkir kopi" in texts(words, cut(words))


@pytest.mark.parametrize(
    ("text", "alone"),
    [("Kopi 😀 enak sekali.", "Kopi 😀"), ("😀 Kopi enak.", "😀 Kopi"), ("Ya. 😀 Kopi.", "Ya. 😀")],
)
def test_a_silent_token_belongs_to_its_neighbour(text: str, alone: str) -> None:
    words = timed(text)
    assert any(part.startswith(alone) or part.endswith(alone) for part in texts(words, cut(words)))
    for card in cut(words):
        assert not all(is_silent(word) for word in words[card.words.first : card.words.stop])


def test_a_scene_of_nothing_but_an_emoji_is_one_card() -> None:
    words = timed("😀 🎉")
    assert [card.words for card in cut(words)] == [Span(0, 2)]


def test_a_short_gap_is_closed_and_a_long_one_is_not() -> None:
    words = timed("Satu. Dua.")
    one, two = cut(words)
    assert one.span.stop == two.span.first
    later = [words[0], *(w for w in timed("Satu. Dua.")[1:])]
    moved = later[1].__class__(
        text="Dua.", start=4.0, end=4.3, first=120, scene=0, sentence=1, emphasis=False
    )
    one, two = cut([later[0], moved])
    assert one.span.stop < two.span.first == 118


def test_a_break_is_best_after_a_comma_and_worst_before_a_unit() -> None:
    assert parting("kopi,", "lalu", "id") < parting("kopi", "lalu", "id")
    assert parting("lima", "kilometer", "id") > parting("kopi", "lalu", "id")
    assert parting("the", "shop", "en") > 2
    assert parting("terima", "kasih", "id") > 2
    assert parting("pukul", "05.30", "id") > 2
    assert parting("Kota", "Malang", "id") > parting("Kota", "Malang", "id", initial=True)


WORD = st.one_of(
    st.sampled_from(["yang", "760", "Rp15.000", "di", "kopi", "Malang,", "😀", "lima", "**satu**"]),
    st.text("abcdefghij", min_size=1, max_size=18),
)


@given(st.lists(WORD, min_size=1, max_size=24), st.floats(0.02, 0.2))
def test_every_word_is_in_exactly_one_card_inside_its_scene(parts: list[str], pace: float) -> None:
    sentences = script(" ".join(parts) + ".").sentences
    words: list[TimedWord] = []
    now = 0.4
    for index, sentence in enumerate(sentences):
        said = spoken(sentence, pace)
        for token, word in zip(sentence.tokens, said.words, strict=True):
            words.append(
                TimedWord(
                    text=token.text,
                    start=now + word.start,
                    end=now + word.end,
                    first=to_frames(now + word.start, FPS),
                    scene=0,
                    sentence=index,
                    emphasis=token.emphasis,
                    space=token.space,
                )
            )
        now += said.seconds
    scene = Span(0, to_frames(now + 0.45, FPS))
    found = cards(words, lambda part: characters(part) <= 26, "id", scene=scene, fps=FPS)
    covered = [k for card in found for k in range(*card.words)]
    assert covered == list(range(len(words)))
    for card in found:
        part = [w for w in words[card.words.first : card.words.stop] if not is_silent(w)]
        assert scene.first <= card.span.first < card.span.stop <= scene.stop
        if len(part) > 1:
            assert len(part) <= WORDS
            assert characters(part) <= CHARACTERS
            assert part[-1].end - part[0].start <= SECONDS + 1e-6
    for one, other in pairwise(found):
        assert one.span.stop <= other.span.first


def test_few_parts_of_a_sentence_are_measured() -> None:
    """What fits is measured with a text engine: hundreds of layouts for a clip, if all were."""
    words, asked = timed(LONG), list[int]()

    def fits(part: Sequence[TimedWord]) -> bool:
        asked.append(len(part))
        return characters(part) <= 26

    found = cards(words, fits, "id", scene=Span(0, to_frames(words[-1].end + 0.9, FPS)), fps=FPS)
    assert found == cut(words)
    assert len(asked) < 1.5 * len(words)


@settings(deadline=None)
@given(st.lists(WORD, min_size=1, max_size=8), st.integers(12, 28))
def test_no_other_cut_costs_less(parts: list[str], room: int) -> None:
    words = [word for word in timed(" ".join(parts)) if word.sentence == 0]
    atoms = _atoms(words)

    def fits(part: Sequence[TimedWord]) -> bool:
        return characters(part) <= room

    def cost(cuts: Sequence[int]) -> float:
        total = 0.0
        for first, stop in pairwise(cuts):
            part = words[atoms[first].first : atoms[stop - 1].stop]
            total += _cost(part) if stop - first == 1 or _allowed(part, fits) else math.inf
            total += _torn(words, atoms[stop - 1], atoms[stop], "id") if stop < len(atoms) else 0.0
        return total

    inner = range(1, len(atoms))
    every = (cuts for count in range(len(atoms)) for cuts in combinations(inner, count))
    begins = [atom.first for atom in atoms]
    found = [begins.index(card.words.first) for card in _cut(words, atoms, fits, "id")]
    least = min(cost((0, *cuts, len(atoms))) for cuts in every)
    assert cost((*found, len(atoms))) == pytest.approx(least)
