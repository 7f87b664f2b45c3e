"""An ASS file looks as its clip's captions: read back by pysubs2, held against the style."""

import re

import pysubs2
import pytest
import uharfbuzz as hb
from msgspec.structs import replace

from clipkit.delivery import captions
from clipkit.delivery.substation import FONTS
from clipkit.model.style import TextStyle, resolved
from clipkit.model.timeline import TimedWord, Timeline
from clipkit.pipeline import listing
from clipkit.shipped import ASSETS
from clipkit.text import fonts
from clipkit.units import Box
from tests.fixtures import clip, said

ROLES = {"primary": "#0F7B5F", "accent": "#FFC93C", "ink": "#0C1F1A", "paper": "#FFFDF7"}
INK, PAPER, ACCENT = (0x0C, 0x1F, 0x1A), (0xFF, 0xFD, 0xF7), (0xFF, 0xC9, 0x3C)
AREA = Box(120, 288, 768, 960)
STYLES = {name: resolved(style, ROLES) for name, style in listing.Styles().items()}
WORDS = said("Kopi pagi dari kampung", 6)  # a word each third of a second, from 0.2 s


def timeline(name: str, words: tuple[TimedWord, ...] = WORDS) -> Timeline:
    return replace(clip(words=words), styles=(STYLES[name],))


def written(
    name: str, words: tuple[TimedWord, ...] = WORDS
) -> tuple[pysubs2.SSAStyle, pysubs2.SSAEvent]:
    """The style of an ASS file, and its only subtitle."""
    file = pysubs2.SSAFile.from_string(captions.written(timeline(name, words), "ass", AREA))
    (event,) = file.events
    return file.styles["Default"], event


def rgb(colour: pysubs2.Color) -> tuple[int, int, int]:
    return colour.r, colour.g, colour.b


def in_ass(colour: str) -> pysubs2.Color:
    r, g, b, a = bytes.fromhex(colour[1:])
    return pysubs2.Color(r, g, b, 255 - a)  # there 0 is solid


def painted(style: TextStyle) -> tuple[int, ...]:
    return tuple(bytes.fromhex(style.plain.fill[0][1:7]))


@pytest.mark.parametrize("name", STYLES)
def test_a_style_keeps_its_font_size_colours_outline_and_place(name: str) -> None:
    ours, (theirs, _) = STYLES[name], written(name)
    font = FONTS[ours.family]
    assert theirs.fontname == font.name
    assert theirs.bold == font.bold
    assert theirs.fontsize == pytest.approx(ours.size * font.tall, abs=0.5)
    assert theirs.spacing == pytest.approx(ours.tracking * ours.size, abs=0.01)
    assert rgb(theirs.secondarycolor) == painted(ours) == PAPER
    assert (theirs.marginl, theirs.marginr, theirs.marginv) == (120, 192, 672)
    assert theirs.alignment == (1 if ours.align == "start" else 2)
    if ours.plate and ours.plate.scope != "word":
        assert theirs.borderstyle == 3
        assert theirs.outlinecolor == in_ass(ours.plate.colour)
        return
    width = sum(stroke.width for stroke in ours.strokes) * ours.size
    assert theirs.borderstyle == 1
    assert theirs.outline == pytest.approx(width, abs=0.06)
    assert theirs.outlinecolor == in_ass(ours.strokes[-1].colour)
    assert theirs.shadow == pytest.approx(ours.shadows[0].dy * ours.size, abs=0.06)
    assert rgb(theirs.backcolor) == INK


def test_what_is_known_of_the_bundled_fonts_is_so() -> None:
    folder = ASSETS.joinpath("fonts")
    named: dict[str, float] = {}
    for file in folder.iterdir():
        if file.name.endswith(".ttf"):
            face = hb.Face(hb.Blob(file.read_bytes()))
            lines = hb.Font(face).get_font_extents("ltr")
            name = face.get_name(hb.OTNameIdPredefined.FONT_FAMILY) or ""
            tall = (lines.ascender - lines.descender) / face.upem
            named[name.removesuffix(" Thin").removesuffix(" ExtraBold")] = tall
    for font in FONTS.values():
        assert font.tall == pytest.approx(named[font.name], abs=0.001)
    assert set(FONTS) == set(fonts.families())


@pytest.mark.parametrize("name", STYLES)
def test_the_words_are_the_clips_in_capitals_where_it_has_them(name: str) -> None:
    _, event = written(name)
    text = "Kopi pagi dari kampung"
    assert event.plaintext == (text.upper() if STYLES[name].case == "upper" else text)


def test_a_song_is_sung_to_the_hundredth() -> None:
    style, event = written("karaoke")
    assert (rgb(style.primarycolor), rgb(style.secondarycolor)) == (ACCENT, PAPER)
    lengths = [int(length) for length in re.findall(r"\\kf(\d+)", event.text)]
    starts = [event.start // 10 + sum(lengths[:k]) for k in range(len(lengths))]
    assert starts == [round(100 * word.start) for word in WORDS]


def test_a_song_waits_through_a_pause() -> None:
    late = replace(WORDS[3], start=2.2, end=2.5)
    _, event = written("karaoke", (*WORDS[:3], late))
    assert re.findall(r"\\(kf?)(\d+)", event.text)[-2:] == [("k", "103"), ("kf", "30")]


@pytest.mark.parametrize("name", ["punch", "big_word", "gradient", "ticker"])
def test_a_word_has_its_colour_while_it_is_said(name: str) -> None:
    style, event = written(name)
    assert rgb(style.primarycolor) == PAPER
    turns = re.findall(r"\\t\((\d+),(\d+),\\1c&H(\w{6})&\)", event.text)
    begun = [(event.start + int(at), colour) for at, _, colour in turns]
    on, off = begun[::2], begun[1::2]
    assert [at for at, _ in on] == pytest.approx([1000 * word.start for word in WORDS], abs=1)
    assert {colour for _, colour in on} == {"3CC9FF"}
    assert [at for at, _ in off[:-1]] == [at for at, _ in on[1:]]
    assert {colour for _, colour in off} == {"F7FDFF"}
    assert all(int(end) == int(at) + 1 for at, end, _ in turns)


@pytest.mark.parametrize("name", ["box_word", "karaoke", "punch"])
def test_an_emphasised_word_has_its_own_colour(name: str) -> None:
    words = (WORDS[0], replace(WORDS[1], emphasis=True), *WORDS[2:])
    _, event = written(name, words)
    tags = re.findall(r"\{([^{}]*)\}(\w+)", event.text)
    assert [word.lower() for _, word in tags] == ["kopi", "pagi", "dari", "kampung"]
    assert tags[1][0].count("&H3CC9FF&") >= 1
    assert r"\t(" not in tags[1][0]
    assert "F7FDFF" in tags[2][0]


def test_a_style_that_only_moves_a_box_leaves_the_text_plain() -> None:
    _, event = written("box_word")
    assert event.text == "Kopi pagi dari kampung"


def test_a_word_too_long_for_the_area_is_set_smaller() -> None:
    long = said("mempertanggungjawabkannya", 6)
    style, _ = written("box_word", long)
    assert style.fontsize < 0.8 * STYLES["box_word"].size * FONTS["montserrat"].tall
    huge, _ = written("box_word", said("a" * 200, 6))
    least = STYLES["box_word"].floor * STYLES["box_word"].size * FONTS["montserrat"].tall
    assert huge.fontsize == pytest.approx(least, abs=1)


def test_a_long_sentence_comes_in_pieces_that_its_lines_hold() -> None:
    sentence = said("Warga boleh membawa kucingnya ke balai desa hari ini sampai sore nanti", 6)
    file = pysubs2.SSAFile.from_string(
        captions.written(timeline("box_word", sentence), "ass", AREA)
    )
    assert len(file.events) > 2
    assert max(len(event.plaintext) for event in file) <= 32
    assert " ".join(event.plaintext for event in file) == " ".join(w.text for w in sentence)


def test_a_font_of_ones_own_goes_by_its_files_name() -> None:
    own = replace(STYLES["classic"], family="/merek/huruf/Lato-Bold.ttf")
    made = replace(timeline("classic"), styles=(own,))
    text = captions.written(made, "ass", AREA)
    assert pysubs2.SSAFile.from_string(text).styles["Default"].fontname == "Lato-Bold"
