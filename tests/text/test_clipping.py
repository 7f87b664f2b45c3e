"""No clipped glyph: nothing is cut off by a box, a sprite's edge, or a glyph's own picture."""

from importlib.resources import files

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import ImageFont

from clipkit import text
from clipkit.model.style import Paint, TextStyle
from clipkit.units import Box
from tests.text.samples import AWKWARD, NAMES, style

ROOM = 80  # px more on every side
PLAIN = TextStyle(name="plain", size=120, plain=Paint(fill=("#FFFFFFFF",)))
FONTS = {
    "anton": "Anton-Regular",
    "bebas": "BebasNeue-Regular",
    "poppins": "Poppins-ExtraBold",
    "serif": "DMSerifDisplay-Regular",
}


def painted(words: str, look: TextStyle, room: int = 0) -> text.Sprite:
    """A text in the box that it needs, or one with more room around it."""
    measured = text.measure(words.split(" "), look, width=744)
    box = Box(200 - room, 200 - room, measured.width + 2 * room, measured.height + 2 * room)
    return text.place(measured.lines, look, measured.size, box)


def ink(sprite: text.Sprite) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """All of a sprite that isn't empty, (h, w, 4)."""
    seen = sprite.rgba[..., 3] > 0
    rows, columns = np.flatnonzero(seen.any(axis=1)), np.flatnonzero(seen.any(axis=0))
    return sprite.rgba[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("words", AWKWARD)
def test_a_tight_box_cuts_off_nothing_that_a_wide_one_shows(name: str, words: str) -> None:
    look = replace(style(name), align="center")
    tight, wide = ink(painted(words, look)), ink(painted(words, look, ROOM))
    assert tight.shape == wide.shape
    assert np.abs(tight.astype(int) - wide).max() <= 1


@pytest.mark.parametrize("family", FONTS)
@pytest.mark.parametrize("letter", "ÅQfgjy|&")
def test_a_letter_is_as_large_as_another_engine_has_it(family: str, letter: str) -> None:
    drawn = ink(painted(letter, replace(PLAIN, family=family)))
    file = files("clipkit").joinpath("assets", "fonts", f"{FONTS[family]}.ttf")
    known = ImageFont.truetype(str(file), 120, layout_engine=ImageFont.Layout.BASIC)
    left, top, right, bottom = known.getmask(letter).getbbox()
    assert abs(drawn.shape[1] - (right - left)) <= 2
    assert abs(drawn.shape[0] - (bottom - top)) <= 2


@pytest.mark.parametrize("emoji", ["🔴", "🌍"])
def test_a_round_emoji_is_round(emoji: str) -> None:
    drawn = ink(painted(emoji, PLAIN))[..., 3] > 128
    height, width = drawn.shape
    assert abs(height - width) <= 3
    for edge in (drawn[0], drawn[-1], drawn[:, 0], drawn[:, -1]):
        assert edge.sum() < 0.45 * width  # a circle that is cut off ends in a straight line
