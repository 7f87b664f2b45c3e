import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from clipkit.rendering.planes import Planes
from clipkit.rendering.repaint import Repainted
from clipkit.text import Sprite
from clipkit.units import Box

EVEN = st.integers(0, 15).map(lambda half: 2 * half)


def noise(seed: int) -> np.ndarray:
    pixels = np.random.default_rng(seed).integers(0, 256, (32, 32, 4), np.uint8)
    pixels[..., :3] = np.minimum(pixels[..., :3], pixels[..., 3:])
    return pixels


def shown(patch: Repainted) -> Planes:
    planes = Planes.blank(64, 64)
    planes.y[:] = 120
    patch.blend(planes)
    return planes


@settings(max_examples=40, deadline=None)
@given(EVEN, EVEN, EVEN, EVEN)
def test_what_changed_is_as_if_all_were_made_again(x: int, y: int, right: int, low: int) -> None:
    box = Box(min(x, right), min(y, low), abs(right - x) + 2, abs(low - y) + 2)
    before, after = noise(1), noise(1)
    part = slice(box.y, box.bottom), slice(box.x, box.right)
    after[part] = noise(2)[part]
    patch = Repainted(Sprite(before, 12, 12, Box(0, 0, 32, 32)))
    patch.show(Sprite(after, 12, 12, box))
    whole = shown(Repainted(Sprite(after, 12, 12, Box(0, 0, 32, 32))))
    for mine, its in zip(shown(patch), whole, strict=True):
        assert np.array_equal(mine, its)


def test_no_change_changes_nothing() -> None:
    patch = Repainted(Sprite(noise(1), 12, 12, Box(0, 0, 32, 32)))
    before = shown(patch)
    patch.show(Sprite(noise(1), 12, 12, Box(0, 0, 0, 0)))
    assert np.array_equal(shown(patch).y, before.y)
