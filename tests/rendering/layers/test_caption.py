import tracemalloc
from itertools import pairwise

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from clipkit.model.cues import Caption
from clipkit.model.style import Entrance, Paint, Plate
from clipkit.rendering.layers.caption import Card, made, word_at
from clipkit.rendering.planes import Planes, planes_to_rgb
from clipkit.rendering.reel import Reel
from clipkit.units import Span
from tests.fixtures import COVER, PRIMARY

CARD = next(cue for cue in COVER.cues if isinstance(cue, Caption))
# the middle of each word on the screen, px, roughly; the box round it reaches above its letters
WORDS = ((420, 1060), (680, 1060), (340, 1180), (600, 1180), (800, 1180))


def plain(**style: object) -> object:
    """The fixture's timeline, its caption style changed."""
    styles = tuple(replace(s, **style) if s.name == "caption" else s for s in COVER.styles)
    return replace(COVER, styles=styles)


def rgb(frame: int, timeline: object = COVER, cue: Caption = CARD) -> NDArray[np.int16]:
    planes = Planes.blank(1080, 1920)
    planes.y[:] = 70
    made(cue, timeline, lambda _: pytest.fail("it has no source")).paint(frame, planes)  # type: ignore[arg-type]
    return planes_to_rgb(planes).astype(np.int16)


def boxes(picture: NDArray[np.int16]) -> list[int]:
    """Which words stand in the highlight's box."""
    colour = np.array([int(PRIMARY[i : i + 2], 16) for i in (1, 3, 5)])
    parts = [picture[y - 60 : y + 60, x - 60 : x + 60] for x, y in WORDS]
    near = [abs(part - colour).max(axis=2) < 12 for part in parts]
    return [word for word, part in enumerate(near) if part.sum() > 400]


def test_each_word_is_lit_on_exactly_its_frames() -> None:
    for frame in range(CARD.first, CARD.stop):
        at = frame - CARD.first
        said = [word for word, (on, off) in enumerate(CARD.spans) if on <= at < off]
        assert boxes(rgb(frame)) == said, frame


def box_columns(picture: NDArray[np.int16]) -> tuple[int, int]:
    """The first and the last column of the highlight's box."""
    colour = np.array([int(PRIMARY[i : i + 2], 16) for i in (1, 3, 5)])
    inside = np.nonzero((abs(picture - colour).max(axis=2) < 12).sum(axis=0) > 40)[0]
    return int(inside[0]), int(inside[-1])


PLATE = Plate(scope="word", colour="primary")
SAID = replace(CARD, spans=((2, 12), (12, 22), (22, 32), (36, 42), (42, 51)))
SLIDING = plain(plate=replace(COVER.style("caption").plate or PLATE, slide=0.13))


def test_a_box_slides_along_the_line_from_word_to_word() -> None:
    still = [box_columns(rgb(CARD.first + at, cue=SAID)) for at in range(11, 18)]
    moving = [box_columns(rgb(CARD.first + at, SLIDING, SAID)) for at in range(11, 18)]
    assert moving[0] == still[0]
    assert still[0][0] + 20 < moving[1][0] < still[1][0] - 20  # on its way
    assert all(b >= a - 2 for (a, _), (b, _) in pairwise(moving))  # its pop moves its edges, too
    assert moving[5:] == still[5:]


@pytest.mark.parametrize("at", [22, 36, 2])
def test_a_box_comes_at_once_on_a_new_line_and_after_a_pause(at: int) -> None:
    for k in range(4):
        moving, still = (rgb(CARD.first + at + k, style, SAID) for style in (SLIDING, COVER))
        assert (moving == still).all()


def test_an_emphasised_word_has_the_accent_and_no_box() -> None:
    x, y = WORDS[4]
    part = rgb(30)[y - 50 : y + 50, x - 70 : x + 70]
    yellow = (part[..., 0] > 230) & (part[..., 2] < 100)
    assert yellow.sum() > 1000


def test_it_comes_smaller_and_fainter_than_it_stays() -> None:
    first, later = (abs(rgb(frame) - 62).max(axis=2) > 60 for frame in (4, 60))
    assert first.any()
    assert np.nonzero(first.any(axis=0))[0].min() > np.nonzero(later.any(axis=0))[0].min()


def test_a_word_pops_and_settles() -> None:
    style = plain(active=Paint(fill=("#00FF00FF",), pop=1.4), enter=None)
    sizes = []
    for frame in (6, 7, 12, 14):
        picture = rgb(frame, style)
        sizes.append(int(((picture[..., 1] > 180) & (picture[..., 0] < 120)).sum()))
    assert sizes[0] > sizes[2] * 1.2
    assert abs(sizes[2] - sizes[3]) < 30


def test_a_sweep_runs_over_the_word_while_it_is_said() -> None:
    swept = Paint(fill=("#00FF00FF",), sweep=True)
    style = plain(active=swept, enter=None, plate=None)
    greens = []
    for frame in range(6, 15):
        picture = rgb(frame, style)
        green = (picture[..., 1] > 180) & (picture[..., 0] < 120)
        greens.append(int(green.sum()))
    assert greens == sorted(greens)
    assert greens[0] < 0.25 * greens[-1]


def test_letters_appear_as_they_are_said() -> None:
    hidden = Paint(alpha=0.0)
    style = plain(
        active=Paint(fill=("#FFFFFFFF",), reveal=True), future=hidden, enter=None, plate=None,
        emphasis=Paint(fill=("#FFFFFFFF",)),
    )  # fmt: skip
    ink = [int((rgb(frame, style) > 200).sum()) for frame in (5, 7, 14, 17, 24)]
    assert ink[0] == 0
    assert ink == sorted(ink)
    assert ink[1] < ink[2] < ink[3]


def test_the_way_out_is_as_the_style_has_it() -> None:
    style = plain(leave=Entrance(seconds=0.2))
    assert abs(rgb(83, style) - 62).max() < abs(rgb(70, style) - 62).max()


def test_what_it_kept_is_dropped_after_the_card() -> None:
    layer = made(CARD, COVER, lambda _: pytest.fail("it has no source"))
    assert isinstance(layer, Card)
    planes = Planes.blank(1080, 1920)
    layer.paint(30, planes)  # fonts and glyphs, kept for all cards
    layer.release()
    tracemalloc.start()
    for frame in range(CARD.first, CARD.stop):
        layer.paint(frame, planes)
    held = tracemalloc.get_traced_memory()[0]
    layer.release()
    left = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held > 1_000_000
    assert left < 200_000


@pytest.mark.parametrize(
    ("frame", "expected"),
    [(0, (-0.5, False)), (2, (0, True)), (5, (0, True)), (6, (0.5, False)), (9, (1.5, False))],
)
def test_a_pause_between_words_lights_none(frame: int, expected: tuple[float, bool]) -> None:
    assert word_at([2, 8], ((2, 6), (8, 9)), frame) == expected


def test_memory_does_not_grow_with_the_number_of_cards() -> None:
    span, count = CARD.stop - CARD.first, 12
    cards = tuple(replace(CARD, first=span * k, stop=span * (k + 1)) for k in range(count))
    clip = replace(COVER, frames=span * count, cues=cards)
    reel, planes = Reel(clip, lambda _: pytest.fail("it has no source")), Planes.blank(1080, 1920)
    held = []
    tracemalloc.start()
    try:
        for card in cards:
            reel.begin(Span(card.first, card.stop))
            for frame in range(card.first, card.stop, 4):
                reel.paint(frame, planes)
            held.append(tracemalloc.get_traced_memory()[0])
    finally:
        tracemalloc.stop()
        reel.close()
    assert max(held[2:]) < 1.1 * max(held[:2])
