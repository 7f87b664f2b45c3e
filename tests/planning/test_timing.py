import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from clipkit.model.words import Said, Word
from clipkit.planning.timing import SceneClock, clocked, timed_words, title_seconds
from clipkit.units import Span, to_frames
from tests.planning.given import clip, facts_for, photo, script, spoken

FPS = 30


def clocks(
    text: str, pause: float | None = None, pace: float = 1.0, **facts: object
) -> list[SceneClock]:
    found = script(text)
    said = [replace(spoken(s), pause=pause) for s in found.sentences]
    known = facts_for(found, {f"{name}.mp4": value for name, value in facts.items()})  # type: ignore[misc]
    return list(clocked(found, said, known, fps=FPS, pace=pace))


def first_word(clock: SceneClock) -> float:
    return clock.sentences[0]


def test_lead_break_and_tail_are_as_long_as_the_design_says() -> None:
    one, two = clocks("Kopi enak.\n\n---\n\nTeh juga.")
    ends = one.span.first / FPS + one.words[-1].end + 0.05  # the take's own silence
    begins = two.span.first / FPS + first_word(two)
    assert first_word(one) == pytest.approx(0.4)
    assert begins - ends == pytest.approx(0.35 + 0.35, abs=0.5 / FPS)
    assert first_word(two) == pytest.approx(0.25)
    assert two.span.frames / FPS - (two.words[-1].end + 0.05) == pytest.approx(0.9, abs=0.5 / FPS)


def test_pace_shrinks_silences_and_nothing_else() -> None:
    usual, quick = clocks("Satu. Dua. Tiga."), clocks("Satu. Dua. Tiga.", pace=0.5)
    gaps = [b - a for a, b in zip(usual[0].sentences, usual[0].sentences[1:], strict=False)]
    tight = [b - a for a, b in zip(quick[0].sentences, quick[0].sentences[1:], strict=False)]
    assert [g - t for g, t in zip(gaps, tight, strict=True)] == pytest.approx([0.175, 0.175])


def test_a_speaker_s_own_silences_are_kept() -> None:
    (clock,) = clocks("Satu. Dua.", pause=0.62)
    said = spoken(script("Satu.").sentences[0])
    assert clock.sentences[1] - clock.sentences[0] - said.seconds == pytest.approx(0.62)


def test_a_pause_that_is_asked_for_lies_between_sentences_and_before_a_break() -> None:
    found = script("Satu. Dua.\n\n---\n\nTiga.")
    said = [spoken(sentence) for sentence in found.sentences]

    def gaps(pause: float | None) -> tuple[float, float, float]:
        one, two = clocked(found, said, {}, fps=FPS, pause=pause)
        between = one.sentences[1] - one.sentences[0] - said[0].seconds
        ends = one.sentences[1] + said[1].seconds
        begins = two.span.first / FPS + two.sentences[0]
        return between, begins - ends, one.sentences[0]

    assert gaps(1.2)[0] == pytest.approx(1.2)
    assert gaps(0.0)[0] == pytest.approx(0.0)
    assert gaps(1.2)[1] - gaps(None)[1] == pytest.approx(1.2 - 0.35, abs=1 / FPS)
    assert gaps(1.2)[2] == gaps(None)[2]  # the clip begins as ever


def test_a_speaker_s_own_silences_win_over_a_pause_that_is_asked_for() -> None:
    found = script("Satu. Dua.")
    said = [replace(spoken(sentence), pause=0.62) for sentence in found.sentences]
    (clock,) = clocked(found, said, {}, fps=FPS, pause=2.0)
    gap = clock.sentences[1] - clock.sentences[0] - said[0].seconds
    assert gap == pytest.approx(0.62)


def test_a_written_pause_is_silence_before_its_sentence() -> None:
    (usual,), (longer,) = clocks("Satu. Dua."), clocks("Satu. [jeda 0,8] Dua.")
    assert longer.sentences[1] - usual.sentences[1] == pytest.approx(0.8)


def test_narration_waits_while_a_clip_is_heard() -> None:
    text = "Dengar ini.\n\n![](a.mp4){start=1 end=4 sound=on}\n\nItu suaranya."
    (clock,) = clocks(text, a=clip(1600, 900, 10))
    (usual,) = clocks("Dengar ini. Itu suaranya.")
    assert clock.sentences[1] - usual.sentences[1] == pytest.approx(3.0 + 0.25)


def test_footage_heard_at_the_start_plays_from_the_first_frame() -> None:
    (clock,) = clocks("![](a.mp4){end=3 sound=on}\nItu suaranya.", a=clip(1600, 900, 10))
    assert clock.pictures == (Span(0, clock.span.frames),)
    assert first_word(clock) == pytest.approx(3.25)


def test_ducked_footage_does_not_make_anybody_wait() -> None:
    (clock,) = clocks("![](a.mp4){end=3 sound=duck}\nItu suaranya.", a=clip(1600, 900, 10))
    assert first_word(clock) == pytest.approx(0.4)


def test_a_scene_with_a_heading_only_lasts_as_long_as_it_takes_to_read() -> None:
    one, two = clocks("# Kopi\n\n---\n\n# Dua puluh delapan huruf ada")
    assert one.span.frames == to_frames(2.0, FPS)
    assert two.span.frames == to_frames(title_seconds("Dua puluh delapan huruf ada"), FPS)


def test_a_scene_with_pictures_only_gives_photos_three_seconds_and_clips_their_trim() -> None:
    text = "![](a.jpg)\n\n![](b.mp4){start=2 end=6 speed=2}\n\n![](c.jpg){duration=1.5}"
    (clock,) = clocks(text, b=clip(1600, 900, 10))
    assert [part.frames for part in clock.pictures] == [90, 60, 45]


def test_words_are_on_the_clip_s_clock_and_in_their_scene() -> None:
    found = script("Satu dua. Tiga.\n\n---\n\n- Empat\n- Lima")
    said = [spoken(s) for s in found.sentences]
    parts = clocked(found, said, {}, fps=FPS)
    words = timed_words(found, parts, fps=FPS, offset=1)
    assert [word.scene for word in words] == [1, 1, 1, 2, 2]
    assert [word.sentence for word in words] == [0, 0, 1, 2, 3]
    assert [word.shown for word in words] == ["caption"] * 3 + ["list"] * 2
    assert all(abs(word.first / FPS - word.start) <= 0.5 / FPS + 0.001 for word in words)


@given(st.integers(0, 5000), st.lists(st.floats(0.05, 0.9), min_size=1, max_size=12))
def test_a_moved_scene_is_the_same_inside(first: int, lengths: list[float]) -> None:
    found = script(" ".join(f"kata{'x' * k}" for k in range(len(lengths))) + ".")
    words, now = [], 0.0
    for length in lengths:
        words.append(Word(now, now + length))
        now += length
    said = [Said(words=tuple(words), seconds=now)]
    here = clocked(found, said, {}, fps=FPS)[0]
    there = clocked(found, said, {}, fps=FPS, first=first)[0]
    assert replace(there, span=here.span) == here
    assert there.span.frames == here.span.frames
    moved = timed_words(found, [there], fps=FPS)
    usual = timed_words(found, [here], fps=FPS)
    assert [w.first - first for w in moved] == [w.first for w in usual]


def test_a_photo_has_no_trim() -> None:
    (clock,) = clocks("![](a.jpg)")
    assert clock.span.frames == 90
    assert photo(10, 10).seconds == 0
