import gc
import subprocess
import sys
import threading
import tracemalloc
from hashlib import sha256

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from clipkit import text
from clipkit.errors import ClipkitError
from clipkit.model.style import Measured, State, Stroke, TextStyle
from clipkit.text.motion import peak
from clipkit.units import Box
from tests.pace import quick
from tests.text.samples import AWKWARD, NAMES, TITLE, hard, style

HEADLINE = TextStyle(
    name="title", size=66, tracking=-0.025, line_height=1.16, max_lines=3, align="start"
)
WHITE = replace(HEADLINE.plain, fill=("#FFFFFFFF",))


def fitted(words: str, look: TextStyle, width: int = 744) -> Measured:
    return text.measure(words.split(" "), look, width=width)


def inked(sprite: text.Sprite) -> Box:
    rows = np.flatnonzero(sprite.rgba[..., 3].any(axis=1))
    columns = np.flatnonzero(sprite.rgba[..., 3].any(axis=0))
    x, y = sprite.x + int(columns[0]), sprite.y + int(rows[0])
    return Box(x, y, int(columns[-1] - columns[0]) + 1, int(rows[-1] - rows[0]) + 1)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("words", AWKWARD)
def test_no_ink_leaves_the_box_that_was_promised(name: str, words: str) -> None:
    look = hard(name)
    measured = fitted(words, look)
    assert measured.width <= 744
    box = Box(301, 207, measured.width, measured.height)
    pops = (None, peak(look.active))
    states: list[State] = ["plain", "past", "future", "emphasis"]
    for state, pop in [*((state, None) for state in states), *(("active", pop) for pop in pops)]:
        painted: dict[int, State] = dict.fromkeys(range(9), state)
        sprite = text.place(
            measured.lines, look, measured.size, box, states=painted, progress=0.5, pop=pop
        )
        if not sprite.rgba.any():
            assert state == "future"
            continue
        ink = inked(sprite)
        assert box.x <= ink.x
        assert box.y <= ink.y
        assert ink.right <= box.right
        assert ink.bottom <= box.bottom


@pytest.mark.parametrize("name", NAMES)
def test_no_soft_edge_is_cut_off(name: str) -> None:
    look = style(name)
    measured = fitted("Jangan lupa, gayeng!", look)
    box = Box(300, 300, measured.width, measured.height)
    alpha = text.place(measured.lines, look, measured.size, box).rgba[..., 3]
    edge = [alpha[0].max(), alpha[-1].max(), alpha[:, 0].max(), alpha[:, -1].max()]
    assert max(edge) <= 3  # of 255


@pytest.mark.parametrize("name", NAMES)
def test_sprites_are_premultiplied_and_even(name: str) -> None:
    look = style(name)
    measured = fitted("Kopi ☕️ 760", look)
    sprite = text.place(measured.lines, look, measured.size, Box(11, 13, 743, measured.height))
    assert (sprite.rgba[..., :3] <= sprite.rgba[..., 3:]).all()
    height, width = sprite.rgba.shape[:2]
    assert [number % 2 for number in (sprite.x, sprite.y, width, height)] == [0, 0, 0, 0]
    assert sprite.changed == Box(0, 0, width, height)


@pytest.mark.parametrize("width", [768, 696])
def test_a_long_title_fits(width: int) -> None:
    measured = fitted(TITLE, HEADLINE, width)
    assert len(TITLE) == 80
    assert measured.fits
    assert len(measured.lines) <= 3
    assert measured.width <= width


@pytest.mark.parametrize("name", NAMES)
def test_a_word_of_thirty_letters_fits(name: str) -> None:
    word = "Ketidakbertanggungjawabannyaka"
    assert len(word) == 30
    measured = fitted(word, style(name))
    assert measured.fits
    pieces = [piece for line in measured.lines for piece in line]
    assert "".join(piece.text for piece in pieces) == word
    assert [piece.hyphen for piece in pieces] == [True] * (len(pieces) - 1) + [False]


def test_what_cannot_fit_says_so_and_keeps_every_word() -> None:
    words = [f"kata{k}" for k in range(60)]
    measured = text.measure(words, HEADLINE, width=500)
    assert not measured.fits
    assert measured.size == pytest.approx(66 * HEADLINE.floor)
    assert [piece.text for line in measured.lines for piece in line] == words


def test_a_height_is_a_limit_too() -> None:
    free = fitted(TITLE, HEADLINE)
    tight = text.measure(TITLE.split(), HEADLINE, width=900, height=free.height - 30)
    assert tight.fits
    assert tight.height <= free.height - 30


def test_size_goes_with_the_frame() -> None:
    whole = text.measure(["Malang"], HEADLINE, width=744)
    half = text.measure(["Malang"], HEADLINE, width=372, scale=0.5)
    assert (whole.size, half.size) == (66, 33)
    assert half.width == pytest.approx(whole.width / 2, abs=4)


def test_words_without_spaces_stand_close() -> None:
    words = ["日本語の", "字幕"]
    apart = text.measure(words, HEADLINE, width=900)
    close = text.measure(words, HEADLINE, width=900, spaces=[False, False])
    assert close.width < apart.width
    assert [piece.space for piece in close.lines[0]] == [False, False]


def test_what_no_font_has_is_named_and_not_painted() -> None:
    look = replace(HEADLINE, plain=WHITE)
    measured = fitted("ᮘᮞ", look)  # Sundanese
    assert measured.missing == "ᮘᮞ"
    box = Box(0, 0, 100, 100)
    assert not text.place(measured.lines, look, measured.size, box).rgba.any()


@pytest.mark.parametrize("words", AWKWARD)
def test_nothing_awkward_is_missing(words: str) -> None:
    assert fitted(words, HEADLINE).missing == ""


def test_nothing_to_set_is_an_empty_sprite() -> None:
    measured = text.measure(["", ""], HEADLINE, width=100)
    assert (measured.lines, measured.width, measured.height) == ((), 0, 0)
    sprite = text.place((), HEADLINE, 66, Box(7, 9, 0, 0))
    assert (sprite.x, sprite.y) == (6, 8)
    assert not sprite.rgba.any()


@given(st.lists(st.text(min_size=1, max_size=24), max_size=7), st.integers(60, 900))
@settings(max_examples=60, deadline=None)
def test_any_text_is_measured_twice_alike_and_keeps_its_words(words: list[str], width: int) -> None:
    once = text.measure(words, HEADLINE, width=width)
    assert text.measure(words, HEADLINE, width=width) == once
    joined: dict[int, str] = {}
    for piece in (piece for line in once.lines for piece in line):
        joined[piece.word] = joined.get(piece.word, "") + piece.text
    assert joined == dict(enumerate(words))
    assert not once.fits or once.width <= width


@pytest.mark.parametrize("name", NAMES)
def test_repainting_what_changed_is_painting_all(name: str) -> None:
    look = style(name)
    measured = fitted("Harga cuma lima ribu 😍", look)
    box = Box(100, 100, 744, measured.height)
    card = text.Card(measured.lines, look, measured.size, box)
    before = card.sprite(0)
    for active, progress, pop in ((1, 0.4, 1.0), (1, 1.0, 1.1), (3, 0.2, None), (0, 1.0, None)):
        now = card.sprite(active, progress=progress, pop=pop, emphasis=(4,))
        new = text.Card(measured.lines, look, measured.size, box)
        fresh = new.sprite(active, progress=progress, pop=pop, emphasis=(4,))
        assert np.abs(now.rgba.astype(int) - fresh.rgba).max() <= 1
        part = now.changed
        kept = np.ones(now.rgba.shape[:2], bool)
        kept[part.y : part.bottom, part.x : part.right] = False
        assert (now.rgba[kept] == before.rgba[kept]).all()
        before = now
    assert card.sprite(0, emphasis=(4,)).changed == Box(0, 0, 0, 0)


def test_a_sprite_once_given_out_stays_as_it_is() -> None:
    look = style("punch")
    measured = fitted("Candi Badut", look)
    card = text.Card(measured.lines, look, measured.size, Box(0, 0, 744, 200))
    first = card.sprite(0)
    kept = first.rgba.copy()
    card.sprite(1)
    card.release()
    assert (first.rgba == kept).all()
    assert (card.sprite(0).rgba == kept).all()


def colour_at(
    look: TextStyle, active: int | None, emphasis: tuple[int, ...]
) -> set[tuple[int, ...]]:
    """Solid colours among a word's letters: the card is one word."""
    measured = text.measure(["MMM"], look, width=744)
    card = text.Card(measured.lines, look, measured.size, Box(0, 0, 744, measured.height))
    pixels = card.sprite(active, progress=0.999, emphasis=emphasis).rgba
    solid = pixels[pixels[..., 3] == 255]
    found, counts = np.unique(solid[:, :3], axis=0, return_counts=True)
    return {tuple(int(part) for part in colour) for colour in found[counts > 200]}


ACCENT, PAPER, PRIMARY = (255, 201, 60), (255, 253, 247), (11, 110, 120)


def test_an_emphasised_word_has_the_accent_and_no_box() -> None:
    look = style("box_word")
    assert ACCENT in colour_at(look, 1, (0,))
    assert PRIMARY not in colour_at(look, 1, (0,))
    assert PRIMARY in colour_at(look, 0, (0,))
    assert ACCENT not in colour_at(look, None, ())


def test_a_word_that_is_still_to_come_stays_unseen_when_emphasised() -> None:
    look = style("pop_in")
    assert colour_at(look, -1, (0,)) == set()
    assert ACCENT in colour_at(look, 1, (0,))


def test_a_sweep_flows_from_the_left_and_in_arabic_from_the_right() -> None:
    look = replace(style("karaoke"), strokes=(), shadows=())
    for word, leftwards in (("MMMMMM", False), ("مممممم", True)):
        measured = text.measure([word], look, width=744)
        card = text.Card(measured.lines, look, measured.size, Box(0, 0, 744, measured.height))
        pixels = card.sprite(0, progress=0.5).rgba
        blue = pixels[..., 2].astype(int) < pixels[..., 3] // 2
        columns = np.flatnonzero((blue & (pixels[..., 3] > 200)).any(axis=0))
        inside = np.flatnonzero(pixels[..., 3].any(axis=0))
        middle = (inside[0] + inside[-1]) / 2
        assert (columns.mean() > middle) == leftwards


def test_a_plate_ends_before_the_mark_after_its_word() -> None:
    look = replace(style("box_word"), shadows=())
    measured = text.measure(["Hai,"], look, width=744)
    box = Box(0, 0, measured.width, measured.height)
    pixels = text.Card(measured.lines, look, measured.size, box).sprite(0).rgba
    teal = (np.abs(pixels[..., :3].astype(int) - PRIMARY).max(axis=2) < 4) & (pixels[..., 3] > 250)
    plate = np.flatnonzero(teal.any(axis=0))
    ink = np.flatnonzero(pixels[..., 3].any(axis=0))
    assert ink[-1] - plate[-1] > 0.1 * measured.size


@pytest.mark.parametrize("emoji", ["🎉", "👨‍👩‍👧‍👦", "🇮🇩"])
def test_an_emoji_has_the_outline_of_the_letters(emoji: str) -> None:
    bare = replace(style("punch"), strokes=(), shadows=(), glow=None, plate=None)
    lined = replace(bare, strokes=(Stroke(0.1, "#FF00FFFF"),))
    measured = text.measure([emoji], lined, width=744)
    box = Box(0, 0, measured.width, measured.height)
    without, outlined = (
        text.Card(measured.lines, look, measured.size, box).sprite() for look in (bare, lined)
    )
    shape, all_of_it = inked(without), inked(outlined)
    thick = 0.1 * measured.size
    for inner, outer in ((shape.x, all_of_it.x), (all_of_it.right, shape.right)):
        assert abs(inner - outer - thick) <= 2
    alpha = outlined.rgba[..., 3]
    pink = (np.abs(outlined.rgba[..., :3].astype(int) - (255, 0, 255)).max(axis=2) < 8) & (
        alpha > 250
    )
    assert pink.sum() > thick * (shape.width + shape.height)  # all around, and not only at an edge


def test_the_baseline_stands_still_from_card_to_card() -> None:
    look = replace(HEADLINE, plain=WHITE, align="center")
    bottoms = []
    for word in ("HIM", "Him"):
        measured = text.measure([word], look, width=700)
        sprite = text.place(measured.lines, look, measured.size, Box(0, 0, 700, 120))
        bottoms.append(inked(sprite).bottom)
    lower = text.measure(["gayeng"], look, width=700)
    assert bottoms[0] == bottoms[1]
    assert lower.height == text.measure(["HIM"], look, width=700).height


def test_threads_may_paint_at_once() -> None:
    text.forget()
    failed: list[str] = []
    found: dict[str, set[str]] = {name: set() for name in NAMES}

    def paint(order: int) -> None:
        try:
            for name in NAMES[order:] + NAMES[:order]:
                look = style(name)
                measured = fitted("Candi Badut 😍 مرحبا", look)
                box = Box(0, 0, 744, measured.height)
                sprite = text.Card(measured.lines, look, measured.size, box).sprite(1)
                found[name].add(sha256(sprite.rgba.tobytes()).hexdigest())
        except Exception as error:  # noqa: BLE001 - whatever it is, the test fails with it
            failed.append(repr(error))

    threads = [threading.Thread(target=paint, args=(k,)) for k in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert {name: len(pixels) for name, pixels in found.items()} == dict.fromkeys(NAMES, 1)


def fifty_cards(look: TextStyle) -> None:
    """Measure and paint 150 words on 50 cards, cold."""
    words = TITLE.split()
    text.forget()
    for k in range(50):
        three = [words[(3 * k + j) % len(words)] for j in range(3)]
        measured = text.measure(three, look, width=744)
        card = text.Card(measured.lines, look, measured.size, Box(168, 1000, 744, measured.height))
        for j in range(3):
            card.sprite(j)
        card.release()


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_fifty_cards_take_at_most_a_second_and_a_half(name: str) -> None:
    look = style(name)
    assert quick(lambda: fifty_cards(look), 1.5)


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
def test_fifty_cards_hold_at_most_sixty_megabytes_at_a_time(name: str) -> None:
    look = style(name)
    gc.collect()
    tracemalloc.start()
    fifty_cards(look)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert most < 60_000_000


@pytest.mark.slow
def test_memory_is_flat_after_cards_are_dropped() -> None:
    look = style("box_word")
    fifty_cards(look)
    gc.collect()
    tracemalloc.start()
    fifty_cards(look)
    gc.collect()
    first = tracemalloc.get_traced_memory()[0]
    fifty_cards(look)
    gc.collect()
    second = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert second - first < 1_000_000


def test_a_font_that_is_none_is_a_problem(tmp_path: object) -> None:
    path = f"{tmp_path}/salah.ttf"
    for content in (None, b"", b"not a font" * 100):
        if content is not None:
            with open(path, "wb") as file:  # noqa: PTH123 - a plain path is what a style holds
                file.write(content)
        with pytest.raises(ClipkitError) as caught:
            text.measure(["a"], replace(HEADLINE, family=path), width=100)
        assert caught.value.problems[0].code == "font-unreadable"


def test_a_font_file_of_ones_own_is_used() -> None:
    from importlib.resources import files

    path = str(files("clipkit").joinpath("assets", "fonts", "Anton-Regular.ttf"))
    own = text.measure(["Malang"], replace(HEADLINE, family=path), width=744)
    assert own.width == text.measure(["Malang"], replace(HEADLINE, family="anton"), width=744).width
    assert "anton" in text.families()


def test_a_style_with_roles_is_our_mistake() -> None:
    measured = text.measure(["Malang"], HEADLINE, width=744)
    with pytest.raises(ValueError, match="resolve"):
        text.place(measured.lines, HEADLINE, measured.size, Box(0, 0, 744, 100))


def test_help_needs_no_text() -> None:
    asks = "import sys, clipkit.cli; print(any('clipkit.text' in name for name in sys.modules))"
    ran = subprocess.run([sys.executable, "-c", asks], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_the_plate_of_a_cut_word_holds_the_mark_it_is_cut_after() -> None:
    look = replace(style("box_word"), shadows=())
    measured = text.measure(["www.malangkota.go.id/layanan/akta"], look, width=744)
    box = Box(0, 0, measured.width, measured.height)
    sprite = text.Card(measured.lines, look, measured.size, box).sprite(0)
    pixels = sprite.rgba[: measured.height // 2]
    assert measured.lines[0][-1].text.endswith(".")
    teal = (np.abs(pixels[..., :3].astype(int) - PRIMARY).max(axis=2) < 4) & (pixels[..., 3] > 250)
    plate, ink = np.flatnonzero(teal.any(axis=0)), np.flatnonzero(pixels[..., 3].any(axis=0))
    assert ink[-1] - plate[-1] <= 2
