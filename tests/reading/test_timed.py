"""Subtitles as a script: the words that are said, and the times that they share."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipkit.errors import Problem
from clipkit.model.script import Script, Share
from clipkit.reading.script import script
from tests.reading.test_subtitles import PARTS


def read(text: str | bytes, name: str = "a.srt") -> tuple[Script, list[Problem]]:
    found, problems = script(text.encode() if isinstance(text, str) else text, name)
    assert found is not None, problems
    return found, problems


def srt(*subtitles: tuple[str, str]) -> str:
    """An SRT file. subtitles: times such as `1,0-2,5`, in seconds, and the text."""
    return "\n".join(
        f"{number}\n{_clock(times.split('-')[0])} --> {_clock(times.split('-')[1])}\n{text}\n"
        for number, (times, text) in enumerate(subtitles, start=1)
    )


def _clock(seconds: str) -> str:
    whole, _, rest = seconds.partition(",")
    return f"00:{int(whole) // 60:02}:{int(whole) % 60:02},{rest:0<3}"


def words(found: Script) -> list[str]:
    return [token.text for sentence in found.sentences for token in sentence.tokens]


def codes(problems: list[Problem]) -> list[tuple[str, int]]:
    return [(problem.code, problem.place.line) for problem in problems]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Selamat <i>pagi</i>, {\\an8}warga", "Selamat pagi, warga"),
        ("<font color='#fff'>Halo</font> se<b>mua</b>", "Halo semua"),
        ("Tom &amp; Jeri<br>lagi", "Tom & Jeri lagi"),
        ("Harga < 5000 dan > 3000", "Harga < 5000 dan > 3000"),
        ("♪ Tanah airku ♪", "Tanah airku"),
        ("[tepuk tangan]\nTerima kasih", "Terima kasih"),
        ("Satu\n[tertawa\nkeras]\nDua", "Satu [tertawa keras] Dua"),
        ("di C:\\nota", "di C:\\nota"),
    ],
)
def test_what_is_not_said_is_left_out(text: str, said: str) -> None:
    found, problems = read(srt(("1-3", text)))
    assert words(found) == said.split()
    assert problems == []


def test_subtitles_without_words_are_dropped() -> None:
    found, problems = read(srt(("1-2", "[musik\npembuka]"), ("2-3", "♪"), ("2,5-4", "Halo")))
    assert found.times == (Share(1, 2.5, 4.0),)
    assert problems == []


def test_a_voice_s_name_is_not_said_in_vtt() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Bu Rini>Selamat <c.kuning>pagi</c></v> a &lt; b\n"
    found, _ = read(text, "a.vtt")
    assert words(found) == ["Selamat", "pagi", "a", "<", "b"]


def test_words_share_a_subtitle_and_in_vtt_have_times_of_their_own() -> None:
    found, problems = read(srt(("1-3", "satu dua tiga"), ("3,5-4", "empat")))
    assert found.times == (Share(3, 1.0, 3.0), Share(1, 3.5, 4.0))
    vtt = (
        "WEBVTT\n\n00:01.000 --> 00:04.000\n"
        "<00:00:01.000>Satu<00:00:01.500><c> dua</c> <00:03.000>tiga em<00:03.500>pat lima\n"
    )
    found, problems = read(vtt, "a.vtt")
    assert words(found) == ["Satu", "dua", "tiga", "empat", "lima"]
    assert found.times == (
        Share(1, 1.0, 1.5),
        Share(1, 1.5, 3.0),
        Share(2, 3.0, 3.5),
        Share(1, 3.5, 4.0),
    )
    assert problems == []


def test_a_time_inside_that_does_not_rise_is_told_and_not_used() -> None:
    vtt = "WEBVTT\n\n00:01.000 --> 00:02.000\na <00:09.000>b <00:01.500>c <00:01.200>d\n"
    found, problems = read(vtt, "a.vtt")
    assert found.times == (Share(2, 1.0, 1.5), Share(2, 1.5, 2.0))
    assert [(p.code, p.place.column) for p in problems] == [
        ("subtitle-stamp", 14),
        ("subtitle-stamp", 40),
    ]


def test_what_a_rolling_caption_shows_again_is_said_once() -> None:
    vtt = (
        "WEBVTT\nKind: captions\nLanguage: en\n\n"
        "00:00:01.000 --> 00:00:03.000 align:start position:0%\n"
        " \nhello<00:00:02.000><c> world</c>\n\n"
        "00:00:03.000 --> 00:00:03.010 align:start position:0%\nhello world\n \n\n"
        "00:00:03.010 --> 00:00:05.000 align:start position:0%\n"
        "hello world\nagain<00:00:04.000><c> now</c>\n"
    )
    found, problems = read(vtt, "a.vtt")
    assert words(found) == ["hello", "world", "again", "now"]
    assert [share.start for share in found.times] == [1.0, 2.0, 3.01, 4.0]
    assert (found.lang, found.lang_told, problems) == ("en", True, [])


def test_a_refrain_is_said_as_often_as_it_is_written() -> None:
    found, _ = read(srt(("1-2", "Ayo!"), ("2-3", "Ayo!"), ("3-5", "Ayo!\nAyo!")))
    assert words(found) == ["Ayo!"] * 3  # the last shows again what was there, above a new line
    found, _ = read(srt(("1-2", "Ayo!"), ("2,5-3", "Ayo!\nAyo!")))
    assert words(found) == ["Ayo!"] * 3


def test_subtitles_out_of_order_are_sorted_and_told() -> None:
    found, problems = read(srt(("5-6", "dua"), ("1-2", "satu"), ("7-8", "tiga"), ("6-7", "dan")))
    assert words(found) == ["satu", "dua", "dan", "tiga"]
    assert [share.start for share in found.times] == [1, 5, 6, 7]
    assert codes(problems) == [("subtitle-order", 6), ("subtitle-order", 14)]


def test_overlapping_subtitles_are_cut_and_told() -> None:
    found, problems = read(srt(("1-4", "satu"), ("2-3", "dua")))
    assert found.times == (Share(1, 1.0, 2.0), Share(1, 2.0, 3.0))
    assert codes(problems) == [("subtitle-overlap", 2)]
    assert dict(problems[0].values) == {"line": "6"}


def test_two_at_one_time_are_one() -> None:
    found, problems = read(srt(("1-3", "Apa kabar?"), ("1-4", "Baik."), ("3,5-5", "Ya.")))
    assert words(found) == ["Apa", "kabar?", "Baik.", "Ya."]
    assert found.times == (Share(3, 1.0, 3.5), Share(1, 3.5, 5.0))
    assert [code for code, _ in codes(problems)] == ["subtitle-overlap"] * 2


def test_sentences_go_on_over_subtitles_and_end_at_their_sign_or_a_silence() -> None:
    found, _ = read(
        srt(("1-2", "Selamat"), ("2-3", "pagi. Hari"), ("3,5-4", "ini"), ("6-7", "Ayo"))
    )
    assert [sentence.text for sentence in found.sentences] == ["Selamat pagi.", "Hari ini", "Ayo"]
    assert len(found.scenes) == 1


def test_scripts_without_spaces_are_joined_over_lines() -> None:
    found, _ = read(srt(("1-2", "日本語の"), ("2-3", "字幕です。")))
    assert [sentence.text for sentence in found.sentences] == ["日本語の字幕です。"]


def test_every_word_has_its_place() -> None:
    found, _ = read(srt(("1-2", "<i>Tom</i> &amp; Jeri"), ("2-3", "lagi")))
    places = [(token.place.line, token.place.column) for token in found.scenes[0].tokens]
    assert places == [(3, 4), (3, 12), (3, 18), (7, 1)]
    assert found.scenes[0].place.line == 2


@pytest.mark.parametrize("lang", ["id", "en"])
def test_the_language_is_told_by_the_words(lang: str) -> None:
    text = {"id": "Hari ini kita ada di kampung", "en": "This is the village that we live in"}
    assert read(srt(("1-3", text[lang])))[0].lang == lang


def test_they_are_silent_unless_there_is_a_recording() -> None:
    found, _ = read(srt(("1-3", "Halo semua")))
    assert (found.title, found.voice, found.recording) == ("", "none", "")


@pytest.mark.parametrize(
    "data",
    [
        srt(("1-3", "Kafé di Malang")).encode("utf-8-sig"),
        srt(("1-3", "Kafé di Malang")).encode("utf-16"),
        srt(("1-3", "Kafé di Malang")).replace("\n", "\r\n").encode(),
        srt(("1-3", "Kafé di Malang")).replace("\n", "\r").encode(),
    ],
)
def test_whatever_an_editor_saved_is_read(data: bytes) -> None:
    found, problems = read(data)
    assert (words(found), problems) == (["Kafé", "di", "Malang"], [])


def test_windows_1252_is_read_with_a_warning() -> None:
    found, problems = read(srt(("1-3", "Kafé di Malang")).encode("cp1252"))
    assert words(found)[0] == "Kafé"
    assert codes(problems) == [("script-encoding", 3)]


@pytest.mark.parametrize("text", ["", "\n\n", "Halo semua.", "WEBVTT", srt(("1-2", "[musik]"))])
def test_a_file_without_subtitles_is_one_problem(text: str) -> None:
    found, problems = script(text.encode(), "a.srt")
    assert found is None
    assert codes(problems) == [("subtitle-none", 1)]


def test_standard_input_is_told_by_its_head() -> None:
    assert read(srt(("1-3", "Halo semua")), "-")[0].times == (Share(2, 1.0, 3.0),)
    assert read("Halo semua, apa kabar?", "-")[0].times == ()


def test_a_thousand_faults_are_enough() -> None:
    text = "\n".join("1\n00:00:01,00 --> 00:00:02,000\nx\n" for _ in range(2400))
    found, problems = script(text.encode(), "a.srt")
    assert found is None
    assert len(problems) == 1000


def test_a_file_that_overlaps_throughout_is_told_so_twenty_times() -> None:
    found, problems = read(srt(*((f"{k}-{k + 2}", "kata") for k in range(50))))
    assert len(problems) == 20
    assert len(words(found)) == 50


@given(st.lists(PARTS | st.text(max_size=8), max_size=40).map("".join), st.booleans())
def test_no_text_breaks_it(text: str, vtt: bool) -> None:
    found, problems = script(text.encode("utf-8", "surrogatepass"), "a.vtt" if vtt else "a.srt")
    for problem in problems:
        assert all(problem.words(lang) for lang in ("id", "en"))
    if found is None:
        return
    assert sum(share.tokens for share in found.times) == len(words(found))
    assert all(share.start < share.end and share.tokens > 0 for share in found.times)
    assert all(before.end <= after.start for before, after in pairwise(found.times))


MUSIC, VOICE = "musik.mp3", "PTT-20260315.opus"


@pytest.mark.parametrize(
    ("names", "recording", "pictures"),
    [
        (["a.srt", "1.jpg", VOICE, MUSIC], VOICE, ["1.jpg"]),
        (["a.srt", "a.m4a", VOICE, "1.jpg"], "a.m4a", ["1.jpg"]),
        (["a.srt", "a.md", "a.mp4", "a.jpg", "1.jpg"], "", ["1.jpg"]),
        (["a.srt", "b.srt", "b.mp4", "1.jpg"], "", ["1.jpg"]),
        (["a.srt", "lain.md", "1.jpg", "a-2.jpg"], "", ["a-2.jpg"]),
    ],
)
def test_the_folder_gives_pictures_and_the_recording(
    names: list[str], recording: str, pictures: list[str]
) -> None:
    found, _ = script(srt(("1-9", "satu dua tiga empat")).encode(), "a.srt", names)
    assert found is not None
    assert found.recording == recording
    assert [picture.source for picture in found.scenes[0].pictures] == pictures


def test_a_script_beside_its_subtitles_takes_what_it_took() -> None:
    names = ["a.md", "a.srt", "a.m4a", "a.mp4", "1.jpg", "b.srt", "b.mp4"]
    found, _ = script(b"Halo semua.", "a.md", names)
    assert found is not None
    assert found.recording == ""
    assert {p.source for p in found.scenes[0].pictures} == {"1.jpg", "b.mp4"}
