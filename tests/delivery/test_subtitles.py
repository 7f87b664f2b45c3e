from itertools import pairwise

import pysubs2
from hypothesis import given
from hypothesis import strategies as st

from clipkit.delivery import subtitles
from clipkit.model.timeline import TimedWord, Timeline
from tests.fixtures import COVER, clip, said


def read(timeline: Timeline) -> pysubs2.SSAFile:
    return pysubs2.SSAFile.from_string(subtitles.srt(timeline), format_="srt")


def test_words_become_subtitles_on_the_clips_clock() -> None:
    text = subtitles.srt(COVER)
    assert text.splitlines()[:3] == [
        "1",
        "00:00:00,200 --> 00:00:01,833",
        "Candi Badut berdiri sejak 760",
    ]


def test_a_long_sentence_is_parted_and_its_gaps_closed() -> None:
    sentence = " ".join(["Warga boleh membawa kucingnya ke balai desa hari ini,"] * 4)
    file = read(clip(words=said(sentence, 0), frames=1200))
    assert " ".join(event.plaintext.replace("\n", " ") for event in file) == sentence
    assert all(a.end == b.start for a, b in pairwise(file))


def test_braces_and_angle_brackets_stay_text() -> None:
    text = subtitles.srt(clip(words=said("{b1} <b>tebal", 0)))
    assert "{b1} <b>tebal" in text


def test_no_words_give_an_empty_file() -> None:
    assert subtitles.srt(clip()) == ""


@given(
    st.lists(
        st.tuples(
            st.text(alphabet="abcdé寺,.", min_size=1, max_size=60), st.floats(0, 3), st.booleans()
        ),
        max_size=40,
    )
)
def test_every_subtitle_can_be_read(parts: list[tuple[str, float, bool]]) -> None:
    clock, sentence, words = 0.0, 0, []
    for text, seconds, ends in parts:
        words.append(
            TimedWord(
                text=text, start=clock, end=clock + seconds, first=0, scene=0, sentence=sentence
            )
        )
        clock, sentence = clock + seconds, sentence + ends
    timeline = clip(words=tuple(words), frames=int(30 * clock) + 60)
    file = read(timeline)
    assert all(a.end <= b.start for a, b in pairwise(file))
    assert all(len(row) <= 42 for event in file for row in event.plaintext.split("\n"))
    shown = "".join(event.plaintext for event in file)
    assert "".join(shown.split()) == "".join(text for text, _, _ in parts)
