"""Subtitle files as people and programs write them: their times, and what is wrong with them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipkit.reading.context import Context
from clipkit.reading.subtitles import Subtitle, looks_like, milliseconds, read

ONE = "1\n00:00:01,000 --> 00:00:03,500\nSelamat pagi.\n"


def told(text: str) -> tuple[list[Subtitle], list[tuple[str, int, int]]]:
    """What was read, and the code, line and column of each problem."""
    context = Context(file="a.srt")
    found = read(text, context)
    return found, [(p.code, p.place.line, p.place.column) for p in context.problems]


def plain(found: list[Subtitle]) -> list[tuple[int, int, str]]:
    return [(one.start, one.end, "|".join(row.text for row in one.rows)) for one in found]


@pytest.mark.parametrize(
    ("clock", "ms"),
    [
        ("00:00:01,500", 1500),
        ("00:00:01.500", 1500),
        ("01:02:03,004", 3_723_004),
        ("02:03.004", 123_004),
        ("00:00:07", 7000),
        ("100:00:00,000", 360_000_000),
        ("00:00:01,5", -1),
        ("00:00:61,000", -1),
        ("00:61:00,000", -1),
        ("1,500", -1),
        ("٠٠:٠٠:٠١,٠٠٠", -1),  # noqa: RUF001 - digits of another script
        ("", -1),
    ],
)
def test_a_clock_is_read_to_the_millisecond_or_not_at_all(clock: str, ms: int) -> None:
    assert milliseconds(clock) == ms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ONE, [(1000, 3500, "Selamat pagi.")]),
        ("00:01.000 --> 00:03.500\nTanpa nomor\n", [(1000, 3500, "Tanpa nomor")]),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nsatu\ndua\n2\n00:00:02,000 --> 00:00:03,000\ntiga",
            [(1000, 2000, "satu|dua"), (2000, 3000, "tiga")],
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000\nsatu\n\nlagi\n\n"
            "2\n\n00:00:02,000 --> 00:00:03,000\nx",
            [(1000, 2000, "satu|lagi"), (2000, 3000, "x")],
        ),
        (
            "1\n00:00:01,000 --> 00:00:02,000 X1:40 X2:600\n2024\n\n2\n"
            "00:00:02,000 --> 00:00:03,000\n\n",
            [(1000, 2000, "2024"), (2000, 3000, "")],
        ),
        (
            "WEBVTT - berita\nKind: captions\n\nNOTE\nini --> catatan\n\nSTYLE\n::cue {}\n\n"
            "pembuka\n00:01.000 --> 00:02.000 align:start position:0%\nsatu\n\n"
            "00:02.000 --> 00:03.000\ndua\n",
            [(1000, 2000, "satu"), (2000, 3000, "dua")],
        ),
        ("WEBVTT\n00:01.000 --> 00:02.000\nsatu\n", [(1000, 2000, "satu")]),
        ("", []),
        ("WEBVTT\n", []),
    ],
)
def test_files_are_read_as_players_read_them(text: str, found: list[tuple[int, int, str]]) -> None:
    read_, problems = told(text)
    assert plain(read_) == found
    assert problems == []


def test_every_line_knows_its_place() -> None:
    (one,), _ = told("\n\n1\n  00:00:01,000 --> 00:00:03,500\n  Selamat\npagi.\n")
    assert (one.place.line, one.place.column) == (4, 3)
    assert [(row.number, row.column) for row in one.rows] == [(5, 1), (6, 1)]


def test_all_that_is_wrong_is_told_at_once_with_its_place() -> None:
    text = (
        "1\n00:00:01,000 -> 00:00:02,000\nPanah\n\n"
        "2\n00:00:61,000 --> 00:01:05,5\nJam\n\n"
        "3\n00:00:09,000 --> 00:00:08,000\nMundur\n\n"
        "4\n00:00:09,000 --> 00:00:09,000\nSekejap\n\n"
        "5\n00:00:10,000 -->\nTanpa akhir\n\n" + ONE
    )
    found, problems = told(text)
    assert plain(found) == [(1000, 3500, "Selamat pagi.")]
    assert problems == [
        ("subtitle-time", 2, 14),
        ("subtitle-time", 6, 1),
        ("subtitle-time", 6, 18),
        ("subtitle-span", 10, 18),
        ("subtitle-span", 14, 18),
        ("subtitle-time", 18, 17),
    ]


def test_a_text_without_a_time_is_told() -> None:
    found, problems = told("Catatan penyunting\n\n" + ONE)
    assert plain(found) == [(1000, 3500, "Selamat pagi.")]
    assert problems == [("subtitle-astray", 1, 1)]
    _, problems = told("WEBVTT\n\n00:01.000 --> 00:02.000\nsatu\n\n  sesat\n")
    assert problems == [("subtitle-astray", 6, 3)]


def test_an_arrow_in_a_text_that_clipkit_wrote_is_text() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\n00:00:09,000 → 00:00:10,000\n"
    found, problems = told(text)
    assert (len(found), problems) == (1, [])


@pytest.mark.parametrize(
    ("text", "is_subtitles"),
    [
        (ONE, True),
        ("\n\n" + ONE, True),
        ("WEBVTT\n\n00:01.000 --> 00:02.000\nx", True),
        ("WEBVTTX", False),
        ("# Judul\n\nTeks --> ini\n", False),
        ("Pukul 10:00 --> 11:00\n", False),
        ("Satu\n\ndua\n\ntiga\n\n" + ONE, False),
    ],
)
def test_subtitles_are_told_by_their_head(text: str, is_subtitles: bool) -> None:
    assert looks_like(text) is is_subtitles


PARTS = st.sampled_from(
    [
        "1\n", "00:00:01,000 --> 00:00:02,000\n", "00:00:01.000", " --> ", "-->\n", "->",
        "\n", "\n\n",
        "WEBVTT\n", "NOTE x\n", "<00:00:01.500>", "kata ", "[musik]\n", "<i>", "{\\an8}",
        "&amp;", "♪",
        "99:99:99,999", "٣", "\u2028", "寺", "00:00:03,000 00:00:04,000\n",
    ]
)  # fmt: skip


@given(st.lists(PARTS | st.text(max_size=8), max_size=40).map("".join))
def test_no_text_breaks_the_reader(text: str) -> None:
    found, problems = told(text)
    rows = text.split("\n")
    assert all(0 <= one.start < one.end for one in found)
    assert all(1 <= line <= len(rows) for _, line, _ in problems)
    assert all(1 <= column <= len(rows[line - 1]) + 1 for _, line, column in problems)
