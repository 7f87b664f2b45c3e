import json
from itertools import pairwise
from pathlib import Path

import av
import pysubs2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from clipkit.delivery import captions
from clipkit.delivery.captions import Form
from clipkit.model.timeline import TimedWord, Timeline
from clipkit.units import Box
from tests.fixtures import COVER, clip, said

FILES: tuple[Form, ...] = ("srt", "vtt", "ass")
HOSTILE = (
    "Tom & <b>Jeri</b>",
    "12:00 --> 13:00",
    "00:00:09,000 --> 00:00:10,000",
    r"di C:\nota\Nama\hari",
    r"{\p1}gambar{\p0} {b1}",
    "2024",
    "WEBVTT NOTE STYLE",
    "&lt; &amp;",
    "مرحبا، بالعالم!",
    "日本語の字幕、です。",
    "👩‍👩‍👧 keluarga",
    "baris\nlain\r\n\r\nlagi\u2028ini\x0b",
)


def written(timeline: Timeline, form: Form = "srt") -> str:
    return captions.written(timeline, form)


def read(timeline: Timeline, form: Form = "srt") -> pysubs2.SSAFile:
    return pysubs2.SSAFile.from_string(written(timeline, form), format_=form)


def sentences(*texts: str) -> Timeline:
    """A clip that says a sentence every two seconds, each as one word."""
    words = tuple(
        TimedWord(text=text, start=2 * k, end=2 * k + 1.5, first=60 * k, scene=0, sentence=k)
        for k, text in enumerate(texts)
    )
    return clip(words=words, frames=60 * len(texts))


def played(timeline: Timeline, form: Form, folder: Path) -> list[tuple[float, float, str]]:
    """Start, end and text of each cue, as FFmpeg's own readers have them."""
    path = folder / f"clip.{form}"
    path.write_bytes(written(timeline, form).encode())
    found = []
    with av.open(str(path)) as file:
        (stream,) = file.streams.subtitles
        for packet in file.demux(stream):
            if packet.pts is None or packet.time_base is None:
                continue
            start, length = packet.pts * packet.time_base, (packet.duration or 0) * packet.time_base
            found.append((float(start), float(start + length), bytes(packet).decode()))
    return found


def test_words_become_subtitles_on_the_clips_clock() -> None:
    assert written(COVER).splitlines()[:3] == [
        "1",
        "00:00:00,200 --> 00:00:01,833",
        "Candi Badut berdiri sejak 760",
    ]
    assert written(COVER, "vtt").splitlines()[:6] == [
        "WEBVTT",
        "Kind: captions",
        "Language: id",
        "",
        "00:00:00.200 --> 00:00:01.833",
        "Candi Badut berdiri sejak 760",
    ]
    assert "0:00:00.20,0:00:01.83,Default,,0,0,0,,Candi Badut berdiri sejak 760" in written(
        COVER, "ass"
    )


def test_json_holds_every_word_with_its_time() -> None:
    document = json.loads(written(COVER, "json"))
    assert (document["schema"], document["lang"]) == ("clipkit.captions/1", "id")
    first = document["captions"][0]
    assert (first["start"], first["end"]) == (0.2, 1.833)
    assert first["text"] == "Candi Badut berdiri sejak 760"
    assert [word["text"] for word in first["words"]] == first["text"].split()
    assert first["words"][1] == {"text": "Badut", "start": 0.533, "end": 0.833}


def test_a_long_sentence_is_parted_and_its_gaps_closed() -> None:
    sentence = " ".join(["Warga boleh membawa kucingnya ke balai desa hari ini,"] * 4)
    file = read(clip(words=said(sentence, 0), frames=1200))
    assert " ".join(event.plaintext.replace("\n", " ") for event in file) == sentence
    assert all(a.end == b.start for a, b in pairwise(file))


def test_all_that_is_spoken_is_in_it_however_it_is_shown() -> None:
    shown = ("title", "caption", "list", "quotation")
    words = tuple(
        TimedWord(text=kind, start=k, end=k + 0.5, first=30 * k, scene=k, sentence=k, shown=kind)  # type: ignore[arg-type]
        for k, kind in enumerate(shown)
    )
    assert [event.plaintext for event in read(clip(words=words, frames=150))] == [*shown]


@pytest.mark.parametrize("form", FILES)
def test_no_text_breaks_a_file(form: Form, tmp_path: Path) -> None:
    cues = played(sentences(*HOSTILE), form, tmp_path)
    times = [(start, end) for start, end, _ in cues]
    assert times == [(2 * k, 2 * k + 1.5) for k in range(len(HOSTILE))]
    text = written(sentences(*HOSTILE), form)
    assert "\r" not in text
    assert not text.startswith("\ufeff")
    for untouched in ("مرحبا، بالعالم!", "日本語の字幕、です。", "👩‍👩‍👧 keluarga"):
        assert untouched in text
    assert "baris lain  lagi ini" in text


def test_each_form_escapes_what_it_would_take_for_its_own(tmp_path: Path) -> None:
    clip_ = sentences(*HOSTILE)
    srt, vtt, ass = ([text for _, _, text in played(clip_, f, tmp_path)] for f in FILES)
    assert srt[:5] == [
        "Tom & <b>Jeri</b>",
        "12:00 → 13:00",
        "00:00:09,000 → 00:00:10,000",
        r"di C:\nota\Nama\hari",
        r"{\p1}gambar{\p0} {b1}",
    ]
    assert vtt[:2] == ["Tom &amp; &lt;b&gt;Jeri&lt;/b&gt;", "12:00 --&gt; 13:00"]
    assert vtt[7] == "&amp;lt; &amp;amp;"
    assert ass[3].endswith("di C:\\\u2060nota\\\u2060Nama\\\u2060hari")
    assert ass[4].endswith("\\{\\\u2060p1\\}gambar\\{\\\u2060p0\\} \\{b1\\}")


def test_ass_is_sized_for_its_clip_and_stays_in_its_area() -> None:
    text = captions.written(COVER, "ass", Box(120, 288, 768, 960))
    file = pysubs2.SSAFile.from_string(text)
    style = file.styles["Default"]
    assert (file.info["PlayResX"], file.info["PlayResY"]) == ("1080", "1920")
    assert (style.marginl, style.marginr, style.marginv) == (120, 192, 672)
    small = pysubs2.SSAFile.from_string(written(replace(COVER, size=(540, 960)), "ass"))
    assert small.styles["Default"].fontsize == style.fontsize / 2
    assert small.styles["Default"].outline > 0


def test_no_words_give_an_empty_file() -> None:
    assert written(clip()) == ""
    assert written(clip(), "vtt") == "WEBVTT\nKind: captions\nLanguage: id\n"
    assert json.loads(written(clip(), "json"))["captions"] == []
    assert "Dialogue" not in written(clip(), "ass")


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
    for form in FILES:
        file = read(timeline, form)
        assert all(event.start < event.end for event in file)
        assert all(a.end <= b.start for a, b in pairwise(file))
        shown = "".join(event.plaintext for event in file)
        assert "".join(shown.split()) == "".join(text for text, _, _ in parts)
        rows = [row for event in file for row in event.plaintext.split("\n")]
        assert form == "ass" or all(len(row) <= 42 for row in rows)
