"""An intro or outro card: a lit two-tone ground, the logo on it. Its texts are labels."""

from typing import cast

import numpy as np

from clipkit.model.cues import Bumper
from clipkit.model.timeline import Timeline
from clipkit.rendering import keys
from clipkit.rendering.canvas import Canvas
from clipkit.rendering.grain import grain
from clipkit.rendering.layer import Layer, Sources
from clipkit.rendering.logo import logo
from clipkit.rendering.planes import Pixels, Planes, rgb_to_planes, rgba
from clipkit.rendering.shelf import Held, Picture
from clipkit.rendering.still import Still, pose
from clipkit.text import Sprite
from clipkit.units import Box, Span

_LIGHT = 0.16  # how far the ground goes to white where the light falls
_REACH = 0.85  # of the frame's width: where the light has fallen to a third
_SHADE = 0.30  # how far the far corners go to black
_HEART = 0.36  # of the height: where it falls if there is no logo
_GRAIN = 1.2  # levels, either way, triangular: no bands in a sky of one colour


def made(cue: Bumper, timeline: Timeline, sources: Sources) -> Layer:
    """The layer of a bumper."""
    return Card(cue, timeline, sources)


class Card:
    """The ground fades, the logo also slides and grows, as the cue comes and goes."""

    def __init__(self, cue: Bumper, timeline: Timeline, sources: Sources) -> None:
        self.span = Span(cue.first, cue.stop)
        self.key = keys.of(cue, timeline)
        self._cue, self._timeline, self._sources = cue, timeline, sources
        self._ground = Held(f"ground {self.key}", self._lit)
        self._logo = Still(self.span, f"{self.key} logo", self._mark, cue.enter, cue.leave)

    def prepare(self, span: Span) -> None:
        """Paint the ground and the logo, once."""
        self._ground.get()
        self._logo.prepare(span)

    def release(self) -> None:
        """Let the shelf decide how long to keep both."""
        self._ground.release()
        self._logo.release()

    def solid(self, frame: int) -> bool:
        """Whether nothing beneath it is seen."""
        return pose(self.span, self._cue.enter, self._cue.leave, frame).opacity >= 1

    def paint(self, frame: int, planes: Planes) -> None:
        """Paint the whole frame."""
        seen = pose(self.span, self._cue.enter, self._cue.leave, frame).opacity
        ground = self._ground.get().planes
        if seen >= 1:
            planes.put(ground)
        elif seen > 0:
            planes.mix(ground, seen)
        self._logo.paint(frame, planes)

    def _lit(self) -> Picture:
        return Picture(rgb_to_planes(ground(self._cue, self._timeline.size)))

    def _mark(self) -> Sprite:
        canvas = Canvas(self._timeline)
        if self._cue.source:
            mark = logo(self._sources(self._cue.source), self._cue.box)
            canvas.throw(mark.rgba[..., 3], mark.x, mark.y)
            canvas.add(mark)
        return canvas.sprite()


def ground(cue: Bumper, size: tuple[int, int]) -> Pixels:
    """RGB of the ground, (h, w, 3): its tones, light round the logo, shade in the corners."""
    width, height = size
    top, bottom = (np.array(rgba(ink)[:3], np.float32) for ink in cue.ink)
    x, y = _heart(cue.box if cue.source else None, size)
    across = (np.arange(width, dtype=np.float32) + 0.5 - x) / width
    down = (np.arange(height, dtype=np.float32) + 0.5 - y) / width
    away = np.hypot(across[None], down[:, None])
    light = _LIGHT * np.exp(-((away / _REACH) ** 2))
    shade = _SHADE * np.clip(away / away.max(), 0, 1) ** 2
    noise = grain(11, height, width) * np.float32(_GRAIN)
    way = np.linspace(0, 1, height, dtype=np.float32)
    way = way * way * (3 - 2 * way)
    lit = np.empty((height, width, 3), np.uint8)
    for channel in range(3):
        tone = (top[channel] + (bottom[channel] - top[channel]) * way)[:, None]
        tone = (tone + (255 - tone) * light) * (1 - shade) + noise
        lit[..., channel] = np.clip(tone + 0.5, 0, 255)
    return cast(Pixels, lit)


def _heart(box: Box | None, size: tuple[int, int]) -> tuple[float, float]:
    """Where the light falls: behind the logo."""
    if box is None:
        return size[0] / 2, size[1] * _HEART
    return box.x + box.width / 2, box.y + box.height / 2
