"""Darkness behind text: flat, or graded so that its edge is never seen."""

from functools import partial

import numpy as np
from numpy.typing import NDArray

from clipkit.model.cues import Scrim
from clipkit.model.timeline import Timeline
from clipkit.rendering.canvas import placed, tinted
from clipkit.rendering.keys import key
from clipkit.rendering.layer import Layer, Sources
from clipkit.rendering.planes import Pixels, Planes, ink, rgba
from clipkit.rendering.still import Still, pose
from clipkit.text import Sprite
from clipkit.units import Span

# Grain, in codes either way, triangular, of the opacity and of the ink itself: the first breaks
# bands over bright pictures, the second over dark ones, where opacity changes little.
_GRAIN, _INK_GRAIN = 1.5, 1.25


def made(cue: Scrim, timeline: Timeline, sources: Sources) -> Layer:
    """The layer of a scrim."""
    del sources
    if cue.opacity[0] == cue.opacity[1]:
        return Flat(cue, timeline)
    return Still(
        Span(cue.first, cue.stop),
        key("scrim/1", cue, timeline),
        partial(_sprite, cue),
        cue.enter,
        cue.leave,
    )


class Flat:
    """A box darkened evenly: no sprite, nothing to keep."""

    def __init__(self, cue: Scrim, timeline: Timeline) -> None:
        self.span = Span(cue.first, cue.stop)
        self.key = key("scrim/1", cue, timeline)
        self._cue = cue
        self._ink = ink(cue.ink)
        self._opacity = cue.opacity[0] * rgba(cue.ink)[3] / 255

    def paint(self, frame: int, planes: Planes) -> None:
        """Darken the box in place."""
        seen = pose(self.span, self._cue.enter, self._cue.leave, frame).opacity
        planes.fill(self._cue.box, self._ink, self._opacity * seen)


def _sprite(cue: Scrim) -> Sprite:
    pixels = tinted(cover(cue), cue.ink)
    grain = _triangular(8, pixels.shape[:2]) * _INK_GRAIN * (pixels[..., 3] > 0)
    pixels[..., :3] = np.clip(pixels[..., :3] + grain[..., None] + 0.5, 0, 255)
    return placed(pixels, cue.box.x, cue.box.y)


def cover(cue: Scrim) -> Pixels:
    """Opacity of a graded scrim, (h, w) uint8, with the same grain on every run."""
    top, bottom = cue.opacity
    way = np.linspace(0.0, 1.0, cue.box.height)  # from its lighter end to its darker one
    if top > bottom:
        way = way[::-1]
    way = np.clip(way / max(1e-6, 1 - cue.solid), 0.0, 1.0)
    way = way * way * (3 - 2 * way)
    graded = min(cue.opacity) + abs(bottom - top) * way
    codes = graded[:, None] * 255 + _triangular(7, (cue.box.height, cue.box.width)) * _GRAIN
    codes[graded <= 0] = 0  # nothing is nothing: no grain, no edge
    return np.asarray(np.clip(codes + 0.5, 0, 255), np.uint8)


def _triangular(seed: int, shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Noise from -1.0 to 1.0, most of it near 0."""
    one, other = np.random.default_rng(seed).random((2, *shape), np.float32)
    return np.asarray(one - other, np.float32)
