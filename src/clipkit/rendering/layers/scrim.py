"""Darkness behind text: flat, or graded so that its edge is never seen."""

import math
from functools import partial

import numpy as np

from clipkit.model.cues import Scrim
from clipkit.model.timeline import Timeline
from clipkit.rendering import keys
from clipkit.rendering.canvas import placed, tinted
from clipkit.rendering.grain import grain
from clipkit.rendering.layer import Layer, Sources
from clipkit.rendering.planes import Pixels, Planes, ink, rgba
from clipkit.rendering.still import Still, pose
from clipkit.text import Sprite
from clipkit.units import Box, Span, even

# Grain, in codes either way, triangular, of the opacity and of the ink itself: the first breaks
# bands over bright pictures, the second over dark ones, where opacity changes little.
_GRAIN, _INK_GRAIN = 1.5, 1.25
_STRIP = 512  # px: as wide as is painted, then repeated


def made(cue: Scrim, timeline: Timeline, sources: Sources) -> Layer:
    """The layer of a scrim."""
    del sources
    return Shade(cue, timeline)


class Shade:
    """A box darkened: its graded part is a still, the rest is filled, in half the time."""

    def __init__(self, cue: Scrim, timeline: Timeline) -> None:
        self.span = Span(cue.first, cue.stop)
        self.key = keys.of(cue, timeline)
        self._cue = cue
        self._ink = ink(cue.ink)
        self._opacity = max(cue.opacity) * rgba(cue.ink)[3] / 255
        graded, self._even = parts(cue)
        drawn = partial(_sprite, cue, graded)
        self._graded = (
            Still(self.span, self.key, drawn, cue.enter, cue.leave) if graded.height else None
        )

    def prepare(self, span: Span) -> None:
        """Paint the graded part."""
        if self._graded is not None:
            self._graded.prepare(span)

    def release(self) -> None:
        """Let go of it."""
        if self._graded is not None:
            self._graded.release()

    def paint(self, frame: int, planes: Planes) -> None:
        """Darken the box in place."""
        seen = pose(self.span, self._cue.enter, self._cue.leave, frame).opacity
        planes.fill(self._even, self._ink, self._opacity * seen)
        if self._graded is not None:
            self._graded.paint(frame, planes)


def parts(cue: Scrim) -> tuple[Box, Box]:
    """The graded rows of a scrim, and those of one opacity; they meet on an even row."""
    box = cue.box
    top, bottom = cue.opacity
    if top == bottom:
        return box._replace(height=0), box
    solid = math.floor(box.height * cue.solid)
    if top > bottom:
        edge = even(box.y + solid - 1)
        return Box(box.x, edge, box.width, box.bottom - edge), box._replace(height=edge - box.y)
    edge = even(box.bottom - solid + 1)
    return box._replace(height=edge - box.y), Box(box.x, edge, box.width, box.bottom - edge)


def _sprite(cue: Scrim, graded: Box) -> Sprite:
    strip = graded._replace(width=min(cue.box.width, _STRIP))  # rows are alike but for grain
    first = graded.y - cue.box.y
    alpha = cover(cue, strip.width)[first : first + graded.height]
    pixels = tinted(alpha, cue.ink)
    noise = grain(8, strip.height, strip.width) * _INK_GRAIN * (alpha > 0)
    pixels[..., :3] = np.clip(pixels[..., :3] + noise[..., None] + 0.5, 0, 255)
    whole = np.tile(pixels, (1, -(-cue.box.width // strip.width), 1))[:, : cue.box.width]
    return placed(whole, graded.x, graded.y)


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
