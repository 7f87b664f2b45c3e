"""The effects of MoviePy that a picture may have: its own, none of them changes with time."""

from collections.abc import Callable
from typing import Any, cast

import numpy as np

from clipkit.rendering.planes import Pixels

Effect = Callable[[Pixels], Pixels]


def _mirror_x(fx: Any) -> object:  # noqa: ANN401 - MoviePy has no types
    return fx.MirrorX()


def _mirror_y(fx: Any) -> object:  # noqa: ANN401
    return fx.MirrorY()


def _black_and_white(fx: Any) -> object:  # noqa: ANN401
    return fx.BlackAndWhite(preserve_luminosity=True)


def _invert_colors(fx: Any) -> object:  # noqa: ANN401
    return fx.InvertColors()


def _darker(fx: Any) -> object:  # noqa: ANN401
    return fx.MultiplyColor(0.6)


def _contrast(fx: Any) -> object:  # noqa: ANN401
    return fx.LumContrast(lum=0, contrast=0.25)


# The names are model.cues.Effect, which readers allow too; a test holds both equal.
_MADE: dict[str, Callable[[Any], object]] = {
    "mirror-x": _mirror_x,
    "mirror-y": _mirror_y,
    "black-and-white": _black_and_white,
    "invert-colors": _invert_colors,
    "darker": _darker,
    "contrast": _contrast,
}

_MOVING = {"mirror-x", "mirror-y"}  # all others change each pixel by itself
_BAND = 128  # rows at a time: MoviePy counts in float64, a photo would take 100 MB

NAMES = _MADE.keys()


def effect(name: str) -> Effect:
    """A function from RGB, (h, w, 3) uint8, to RGB of the same size.

    Raises: KeyError: no such effect.
    """
    make = _MADE[name]
    from moviepy import VideoClip, vfx  # late: it takes a fifth of a second, few clips need it

    shown = [np.zeros((2, 2, 3), np.uint8)]  # MoviePy asks for a frame at once
    clip = VideoClip(duration=1)
    clip.frame_function = lambda _: shown[-1]
    clip = clip.with_effects([make(vfx)])

    def changed(rgb: Pixels) -> Pixels:
        shown[:] = [rgb]
        return np.ascontiguousarray(cast(Pixels, clip.get_frame(0)), np.uint8)

    def banded(rgb: Pixels) -> Pixels:
        starts = range(0, len(rgb), _BAND)
        return np.concatenate([changed(rgb[start : start + _BAND]) for start in starts])

    return changed if name in _MOVING else banded
