"""Darkness behind text: flat, or graded so that its edge is never seen."""

from functools import partial

import numpy as np

from clipkit.model.cues import Scrim
from clipkit.model.timeline import Timeline
from clipkit.rendering.canvas import placed, tinted
from clipkit.rendering.grain import grain
from clipkit.rendering.keys import key
from clipkit.rendering.layer import Layer, Sources
from clipkit.rendering.planes import Pixels, Planes, ink, rgba
from clipkit.rendering.still import Still, pose
from clipkit.text import Sprite
from clipkit.units import Span

# Grain, in codes either way, triangular, of the opacity and of the ink itself: the first breaks
# bands over bright pictures, the second over dark ones, where opacity changes little.
_GRAIN, _INK_GRAIN = 1.5, 1.25
_STRIP = 512  # px: as wide as is painted, then repeated


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
    strip = cue.box._replace(width=min(cue.box.width, _STRIP))  # rows are alike but for grain
    alpha = cover(cue, strip.width)
    pixels = tinted(alpha, cue.ink)
    noise = grain(8, strip.height, strip.width) * _INK_GRAIN * (alpha > 0)
    pixels[..., :3] = np.clip(pixels[..., :3] + noise[..., None] + 0.5, 0, 255)
    whole = np.tile(pixels, (1, -(-cue.box.width // strip.width), 1))[:, : cue.box.width]
    return placed(whole, cue.box.x, cue.box.y)


def cover(cue: Scrim, width: int) -> Pixels:
    """Opacity of a graded scrim, (h, width) uint8, with the same grain on every run."""
    top, bottom = cue.opacity
    way = np.linspace(0.0, 1.0, cue.box.height, dtype=np.float32)  # from its lighter end
    if top > bottom:
        way = way[::-1]
    way = np.clip(way / max(1e-6, 1 - cue.solid), 0.0, 1.0)
    way = way * way * (3 - 2 * way)
    graded = min(cue.opacity) + abs(bottom - top) * way
    codes = graded[:, None] * 255 + grain(7, cue.box.height, width) * _GRAIN
    codes[graded <= 0] = 0  # nothing is nothing: no grain, no edge
    return np.asarray(np.clip(codes + 0.5, 0, 255), np.uint8)
