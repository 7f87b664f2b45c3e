"""The story bar: a cell a scene, those before full, this one filling while its scene runs."""

import math
from functools import lru_cache, partial

import numpy as np

from clipkit.model.cues import Progress
from clipkit.model.timeline import Timeline
from clipkit.rendering import keys
from clipkit.rendering.canvas import Canvas, capsule, tinted, unit
from clipkit.rendering.layer import Layer, Sources
from clipkit.rendering.planes import Patch, Pixels, Planes
from clipkit.rendering.still import Still, pose
from clipkit.text import Sprite
from clipkit.units import Box, Span, even

_GAP = 8  # units between cells


def made(cue: Progress, timeline: Timeline, sources: Sources) -> Layer:
    """The layer of a story bar."""
    del sources
    return Story(cue, timeline)


class Story:
    """Its resting cells are a still; the growing one is put together from ready parts."""

    def __init__(self, cue: Progress, timeline: Timeline) -> None:
        self.span = Span(cue.first, cue.stop)
        self.key = keys.of(cue, timeline)
        self._cue = cue
        cells = cells_of(cue, _GAP * unit(timeline))
        self._growing = Growing(cells[cue.segment], cue.ink)
        rest = partial(_rest, cue, cells, timeline)
        self._rest = Still(self.span, f"{self.key} rest", rest, cue.enter, cue.leave)

    def prepare(self, span: Span) -> None:
        """Paint the resting cells."""
        self._rest.prepare(span)

    def release(self) -> None:
        """Drop them."""
        self._rest.release()

    def paint(self, frame: int, planes: Planes) -> None:
        """Paint in place; the scene's last frame has its cell full."""
        self._rest.paint(frame, planes)
        done = (frame - self.span.first + 1) / self.span.frames
        stands = pose(self.span, self._cue.enter, self._cue.leave, frame)
        for patch, further in self._growing.at(done):
            patch.blend(planes, stands.opacity, stands.dx + further, stands.dy)


class Growing:
    """A cell that fills: what stays of it, and its end, drawn once for each eighth of a pixel."""

    def __init__(self, cell: Box, ink: str) -> None:
        self._cell, self._ink = cell, ink
        self._tail = even(cell.height) + 4  # columns that the growing end changes, and chroma's two
        self._whole: Patch | None = None
        self._ends: dict[int, Patch] = {}

    def at(self, done: float) -> list[tuple[Patch, int]]:
        """Patches and how far they go to the right. done: share of the cell, above 0.0 to 1.0."""
        cell, tail = self._cell, self._tail
        eighths = round(done * cell.width * 8)
        far, phase = divmod(eighths, 16)  # even columns, and a part of two
        right, first = cell.x + 2 * far, 2 * tail
        if 2 * far < first or eighths >= 8 * cell.width:
            return [(self._drawn(eighths / 8), 0)]
        if self._whole is None:
            self._whole = self._drawn(cell.width)
        if phase not in self._ends:
            end = self._drawn(first + phase / 8)
            self._ends[phase] = end.columns(cell.x + first - tail, end.box.right)
        return [
            (self._whole.columns(0, right - tail), 0),
            (self._ends[phase], 2 * far - first),
        ]

    def _drawn(self, reach: float) -> Patch:
        """The cell filled as far as `reach`, px."""
        mask = filled(self._cell, reach / self._cell.width)
        return Patch(tinted(mask, self._ink), self._cell.x, self._cell.y)


def cells_of(cue: Progress, gap: float) -> list[Box]:
    """Boxes of all cells: equal but for a pixel, a gap between two of them."""
    step = (cue.box.width + gap) / cue.segments
    edges = [
        (even(cue.box.x + k * step), even(cue.box.x + (k + 1) * step - gap))
        for k in range(cue.segments)
    ]
    return [Box(left, cue.box.y, max(right - left, 2), cue.box.height) for left, right in edges]


def filled(cell: Box, done: float) -> Pixels:
    """Coverage of a cell as far as it is full; its growing end is round as well.

    done: share of its width, above 0.0. Returns: (h, w) uint8, w: up to the growing end.
    """
    reach, half = done * cell.width, cell.height / 2
    width = min(math.ceil(reach) + 1, cell.width)
    mask = _whole(cell.width, cell.height)[:, :width].copy()
    near = max(width - cell.height - 2, 0)  # before that, the growing end changes nothing
    x = np.arange(near, width, dtype=np.float32) + 0.5 - (reach - half)
    y = np.abs(np.arange(cell.height, dtype=np.float32) + 0.5 - half)
    away = np.hypot(np.maximum(x, 0)[None], y[:, None]) - half
    end = np.asarray(np.clip(0.5 - away, 0, 1) * 255 + 0.5, np.uint8)
    mask[:, near:] = np.minimum(mask[:, near:], end)
    return mask


@lru_cache(16)
def _whole(width: int, height: int) -> Pixels:
    return capsule(width, height, height / 2)


def _rest(cue: Progress, cells: list[Box], timeline: Timeline) -> Sprite:
    canvas = Canvas(timeline)
    for k, cell in enumerate(cells):
        canvas.shape(cell, cue.ink if k < cue.segment else cue.rest, cell.height / 2)
    return canvas.sprite()
