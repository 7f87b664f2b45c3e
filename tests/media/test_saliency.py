"""The eye goes to what differs from its surroundings."""

import cv2
import numpy as np
import pytest
from PIL import Image

from clipkit.media import saliency


def scene(
    size: tuple[int, int], middle: tuple[float, float], radius: int, ink: tuple[int, int, int]
) -> Image.Image:
    """A grainy lawn under a sky, with a ball on it."""
    width, height = size
    rgb = np.zeros((height, width, 3), np.uint8)
    rgb[: height // 3] = (150, 190, 230)
    rgb[height // 3 :] = (90, 140, 70)
    grain = np.random.default_rng(3).normal(0, 6, rgb.shape)
    rgb = np.clip(rgb + grain, 0, 255).astype(np.uint8)
    at = round(middle[0] * width), round(middle[1] * height)
    cv2.circle(rgb, at, radius, ink, -1, cv2.LINE_AA)
    return Image.fromarray(rgb)


@pytest.mark.parametrize("middle", [(0.3, 0.6), (0.7, 0.4), (0.5, 0.5), (0.62, 0.7)])
@pytest.mark.parametrize("ink", [(210, 40, 30), (250, 250, 250), (20, 20, 30)])
@pytest.mark.parametrize("size", [(192, 128), (128, 171), (128, 228)])
def test_a_ball_on_a_lawn_is_the_subject(
    size: tuple[int, int], ink: tuple[int, int, int], middle: tuple[float, float]
) -> None:
    radius = 20
    found = saliency.seen(scene(size, middle, radius, ink))
    assert found.subject is not None
    left, top, right, bottom = found.subject
    wide, high = 0.8 * radius / size[0], 0.8 * radius / size[1]
    assert left < middle[0] - wide
    assert middle[0] + wide < right
    assert top < middle[1] - high
    assert middle[1] + high < bottom
    assert (right - left) * (bottom - top) < 0.5
    assert found.middle == pytest.approx(middle, abs=0.12)


def test_nothing_stands_out_of_a_plain_or_a_tiny_picture() -> None:
    plain = Image.new("RGB", (128, 200), (120, 130, 140))
    assert saliency.seen(plain) == (None, (0.5, 0.5))
    assert saliency.seen(scene((12, 128), (0.5, 0.5), 4, (255, 0, 0))).subject is None


@pytest.mark.parametrize("size", [(16, 16), (128, 4000), (300, 17)])
def test_any_shape_has_its_subject_inside(size: tuple[int, int]) -> None:
    noise = np.random.default_rng(5).integers(0, 256, (size[1], size[0], 3), np.uint8)
    found = saliency.seen(Image.fromarray(noise))
    assert found.subject is not None
    left, top, right, bottom = found.subject
    assert 0 <= left < found.middle[0] < right <= 1
    assert 0 <= top < found.middle[1] < bottom <= 1
