import numpy as np
from moviepy import ColorClip, ImageClip, VideoClip

from clipkit.rendering.guest import fitted, picture


def test_a_frame_is_premultiplied_and_whole_numbers_of_any_kind_are_taken() -> None:
    shades = VideoClip(lambda _: np.full((4, 6, 3), 300.0), duration=1)
    shown = picture(shades.with_mask(ColorClip((6, 4), 0.5, is_mask=True, duration=1)), 0.0)
    assert shown.shape == (4, 6, 4)
    assert (shown == 128).all()


def test_a_mask_of_another_size_is_cut_or_filled_as_moviepy_does() -> None:
    white = ColorClip((6, 4), (255, 255, 255), duration=1)
    for size, seen in (((9, 2), 12), ((3, 9), 12), ((2, 2), 4)):
        cover = ImageClip(np.ones(size[::-1]), is_mask=True, duration=1)
        shown = picture(white.with_mask(cover), 0.0)[..., 3]
        assert int((shown == 255).sum()) == seen
        assert shown[0, 0] == 255
        assert shown.shape == (4, 6)


def test_the_array_is_not_the_clips_own() -> None:
    img = np.full((4, 4, 3), 9, np.uint8)
    shown = picture(ImageClip(img, duration=1), 0.0)
    shown[:] = 0
    assert (img == 9).all()
    assert fitted(shown, (4, 4)) is shown
    assert fitted(shown, (8, 2)).shape == (2, 8, 4)
