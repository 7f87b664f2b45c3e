"""Which word of a card is lit, frame by frame, as staging will show it."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipkit.model.cues import Caption
from clipkit.model.words import Said, Word
from clipkit.rendering.layers.caption import word_at
from tests.planning.given import plan, script


def said(text: str, silences: Sequence[float], seconds: float = 0.2) -> list[Caption]:
    """Say a sentence of words of one length, with silences after them; marks are silent."""
    found = script(f"![](a.jpg)\n{text}")
    (sentence,) = found.sentences
    words, now, rest = [], 0.1, iter(silences)
    for token in sentence.tokens:
        length = seconds if token.text[:1].isalpha() else 0.0
        words.append(Word(round(now, 3), round(now + length, 3)))
        now += length + (next(rest, 0.0) if length else 0.0)
    made = plan(found, said=[Said(words=tuple(words), seconds=round(now + 0.05, 3))])
    return [cue for cue in made.cues if isinstance(cue, Caption)]


def lit(cue: Caption) -> list[int | None]:
    """The word that is lit on each frame of a card, or None."""
    onsets = [on for on, _ in cue.spans]
    states = (word_at(onsets, cue.spans, frame) for frame in range(cue.stop - cue.first))
    return [int(at) if saying else None for at, saying in states]


def blinks(cue: Caption) -> list[int]:
    """Lengths of the gaps between two words in which no word is lit."""
    row = "".join("." if word is None else "x" for word in lit(cue)).strip(".")
    return [len(gap) for gap in row.split("x") if gap]


@pytest.mark.parametrize("silence", [0.033, 0.1, 0.16, 0.23])
def test_the_highlight_does_not_blink_in_a_short_silence(silence: float) -> None:
    (cue,) = said("Kopi enak sekali.", [silence, silence])
    assert blinks(cue) == []
    assert [word for word in dict.fromkeys(lit(cue)) if word is not None] == [0, 1, 2]


def test_it_goes_out_in_a_real_pause() -> None:
    (cue,) = said("Kopi enak.", [0.4])
    (gap,) = blinks(cue)
    assert 11 <= gap <= 13


def test_a_silent_token_between_two_words_is_passed_over() -> None:
    (cue,) = said("Kopi ☕ enak.", [0.1])
    assert blinks(cue) == []
    assert {word for word in lit(cue) if word is not None} == {0, 2}


@settings(deadline=None)
@given(st.lists(st.floats(0, 0.6), min_size=2, max_size=12), st.floats(0.05, 0.5))
def test_words_are_lit_in_order_each_within_its_card(silences: list[float], each: float) -> None:
    for cue in said(" ".join(["kopi"] * len(silences)) + ".", silences, each):
        for (on, off), (after, _) in zip(cue.spans, cue.spans[1:], strict=False):
            assert 0 <= on <= off <= after <= cue.stop - cue.first
        assert all(gap >= 8 for gap in blinks(cue))
