import numpy as np

from clipkit.rendering.canvas import Canvas, capsule, faded, joined, placed, tinted
from clipkit.units import Box
from tests.fixtures import clip


def test_a_capsule_has_round_ends_and_a_full_middle() -> None:
    mask = capsule(40, 8, 4)
    assert mask[:, 20].min() == 255
    assert mask[0, 0] < 30
    assert mask[4, 0] > 200
    assert np.array_equal(mask, mask[::-1, ::-1])


def test_colour_is_premultiplied() -> None:
    half = tinted(np.full((1, 1), 255, np.uint8), "#FF000080")
    assert half.tolist() == [[[128, 0, 0, 128]]]


def test_the_last_part_lies_on_top() -> None:
    red = placed(tinted(np.full((4, 4), 255, np.uint8), "#FF0000"), 0, 0)
    blue = placed(tinted(np.full((4, 4), 255, np.uint8), "#0000FF"), 2, 2)
    whole = joined([red, blue])
    assert whole.rgba.shape == (6, 6, 4)
    assert whole.rgba[3, 3].tolist() == [0, 0, 255, 255]
    assert whole.rgba[0, 5].tolist() == [0, 0, 0, 0]


def test_nothing_drawn_is_nothing_seen() -> None:
    assert Canvas(clip()).sprite().rgba.max() == 0


def test_a_shadow_is_soft_wider_than_its_plate_and_never_dark() -> None:
    canvas = Canvas(clip())
    canvas.shadow(Box(200, 200, 300, 100), 14)
    alpha = canvas.sprite().rgba[..., 3].astype(int)
    assert 90 < alpha.max() < 140
    assert abs(np.diff(alpha, axis=0)).max() < 12
    assert alpha.shape[1] > 400


def test_a_shape_keeps_within_the_round_corners_of_another() -> None:
    canvas = Canvas(clip())
    canvas.shape(Box(0, 0, 14, 100), "#FF0000", 14, within=Box(0, 0, 200, 100))
    alpha = canvas.sprite().rgba[..., 3]
    assert alpha.shape == (100, 14)
    assert alpha[0, 0] == 0  # round at the plate's corner
    assert alpha[50, 13] == 255  # straight where it meets the plate


def test_a_ring_is_empty_inside() -> None:
    canvas = Canvas(clip())
    canvas.ring(Box(0, 0, 60, 40), "#FFFFFF", 8, inset=4, width=2)
    alpha = canvas.sprite().rgba[..., 3]
    assert alpha[0, 26] == 255
    assert alpha[16, 26] == 0


def test_fading_takes_colour_and_alpha_alike() -> None:
    solid = placed(np.full((2, 2, 4), 200, np.uint8), 0, 0)
    assert faded(solid, 0.5).rgba.max() == 100
    assert faded(solid, 1.0) is solid
