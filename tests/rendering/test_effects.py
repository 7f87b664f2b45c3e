import tracemalloc

import numpy as np
import pytest
from moviepy import ImageClip, vfx

from clipkit.rendering import effects

MOVIEPY = {
    "mirror-x": vfx.MirrorX(),
    "mirror-y": vfx.MirrorY(),
    "black-and-white": vfx.BlackAndWhite(preserve_luminosity=True),
    "invert-colors": vfx.InvertColors(),
    "darker": vfx.MultiplyColor(0.6),
    "contrast": vfx.LumContrast(lum=0, contrast=0.25),
}


@pytest.mark.parametrize("name", effects.NAMES)
def test_an_effect_is_moviepys_own(name: str) -> None:
    photo = np.random.default_rng(3).integers(0, 255, (301, 40, 3), np.uint8)
    wanted = ImageClip(photo).with_effects([MOVIEPY[name]]).get_frame(0).astype(np.uint8)
    assert np.array_equal(effects.effect(name)(photo), wanted)


def test_an_effect_takes_little_more_memory_than_the_photo() -> None:
    photo = np.zeros((2600, 1500, 3), np.uint8)
    darker = effects.effect("darker")
    tracemalloc.start()
    try:
        darker(photo)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert most < 3 * photo.nbytes
