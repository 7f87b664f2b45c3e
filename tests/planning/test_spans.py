from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clipkit.model.script import Picture
from clipkit.planning.spans import LEAST, Wait, spans
from clipkit.units import Span

FPS = 30


def pictures(*at: int) -> list[Picture]:
    return [Picture(source=f"{k}.jpg", at=place) for k, place in enumerate(at)]


ONSETS = [12, 40, 70, 100, 130]


def test_a_picture_starts_four_frames_before_its_word_the_first_at_once() -> None:
    found, short, stop = spans(pictures(0, 2), ONSETS, {}, 160, fps=FPS)
    assert found == (Span(0, 66), Span(66, 160))
    assert short == ()
    assert stop == 160


def test_pictures_in_a_row_share_equally() -> None:
    found, _, _ = spans(pictures(0, 0, 3), ONSETS, {}, 160, fps=FPS)
    assert found == (Span(0, 48), Span(48, 96), Span(96, 160))


def test_pictures_after_the_last_words_share_with_the_one_before() -> None:
    found, _, _ = spans(pictures(0, 2, 5, 5), ONSETS, {}, 160, fps=FPS)
    assert found[1:] == (Span(66, 97), Span(97, 128), Span(128, 160))


def test_a_duration_is_kept_and_the_others_share_the_rest() -> None:
    row = pictures(0, 0, 0)
    row[1] = Picture(source="1.jpg", at=0, duration=1.0)
    found, _, _ = spans(row, ONSETS, {}, 150, fps=FPS)
    assert [part.frames for part in found] == [60, 30, 60]


def test_a_picture_with_too_few_words_lengthens_its_scene() -> None:
    found, short, stop = spans(pictures(0, 4), [12, 20, 30, 40, 130], {}, 140, fps=FPS)
    assert found[1].frames == 24
    assert short == (1,)
    assert stop == 126 + 24


def test_a_picture_that_is_waited_for_has_its_own_time() -> None:
    waits = {1: Wait(2.0, 4.0)}
    found, _, _ = spans(pictures(0, 2, 2), [12, 30, 130, 150], waits, 200, fps=FPS)
    assert found == (Span(0, 60), Span(60, 120), Span(120, 200))


@given(
    st.lists(st.integers(0, 12), min_size=1, max_size=8),
    st.lists(st.integers(1, 40), min_size=1, max_size=12),
)
def test_pictures_meet_from_the_scene_s_start_and_none_flickers(
    at: list[int], steps: list[int]
) -> None:
    onsets = [sum(steps[: k + 1]) for k in range(len(steps))]
    row = pictures(*sorted(min(place, len(onsets)) for place in at))
    found, _, stop = spans(row, onsets, {}, onsets[-1] + 20, fps=FPS)
    assert found[0].first == 0
    assert found[-1].stop == stop >= onsets[-1] + 20
    assert all(a.stop == b.first for a, b in pairwise(found))
    assert all(part.frames >= LEAST * FPS for part in found) or len(found) == 1
