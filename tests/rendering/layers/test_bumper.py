from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clipkit.model.cues import Bumper, Change
from clipkit.rendering.layers.bumper import Card, ground, made
from clipkit.rendering.planes import Planes
from clipkit.units import Box
from tests.fixtures import clip

CARD = Bumper(
    first=0,
    stop=30,
    scene=0,
    source="brand:logo.png",
    box=Box(380, 520, 320, 320),
    ink=("#0F7B5FFF", "#0C1F1AFF"),
    enter=Change(frames=10, ease="linear", scale=0.8),
)


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    Image.new("RGBA", (200, 100), (255, 255, 255, 255)).save(path)
    return path


def layer(logo: Path) -> Card:
    card = made(CARD, clip(CARD), lambda _: logo)
    assert isinstance(card, Card)
    return card


def test_the_ground_is_lit_round_the_logo_and_has_no_bands() -> None:
    luma = ground(CARD, (1080, 1920)).astype(int).sum(axis=2)
    assert luma[680, 540] > luma[680, 20] > luma[1900, 20]
    assert np.mean([np.unique(line).size > 2 for line in luma]) > 0.99


def test_the_logo_stands_in_the_middle_of_its_box_in_its_own_shape(logo: Path) -> None:
    planes = Planes.blank(1080, 1920)
    layer(logo).paint(20, planes)
    rows, columns = np.nonzero(planes.y > 225)
    assert abs((columns.min() + columns.max()) / 2 - 539.5) <= 1
    assert abs((rows.min() + rows.max()) / 2 - 679.5) <= 1
    assert (columns.max() - columns.min() + 1, rows.max() - rows.min() + 1) == (320, 160)


def test_it_fades_in_over_what_was_there_and_then_hides_it(logo: Path) -> None:
    card = layer(logo)
    lumas = []
    for frame in (0, 5, 10):
        planes = Planes.blank(1080, 1920)
        planes.y[:] = 235
        card.paint(frame, planes)
        lumas.append(int(planes.y[1900, 20]))
    assert lumas == sorted(lumas, reverse=True)
    assert [card.solid(frame) for frame in (0, 9, 10, 29)] == [False, False, True, True]


def test_without_a_logo_it_is_still_a_card() -> None:
    plain = Bumper(first=0, stop=9, scene=0, source="", box=Box(0, 0, 0, 0), ink=CARD.ink)
    planes = Planes.blank(1080, 1920)
    made(plain, clip(plain), lambda _: pytest.fail("it has no source")).paint(0, planes)
    assert planes.y.min() > 16
