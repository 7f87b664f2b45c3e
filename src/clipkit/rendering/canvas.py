"""Pictures drawn once: rounded shapes, their shadows, texts and logos, joined to one sprite.

Colours are `#rrggbbaa`, sprites premultiplied. One unit is a pixel on a frame 1080 px wide.
"""

import math
from collections.abc import Sequence
from typing import cast

import cv2
import numpy as np

from clipkit import text
from clipkit.model.cues import Text
from clipkit.model.style import TextStyle
from clipkit.model.timeline import Timeline
from clipkit.rendering.planes import Pixels, rgba
from clipkit.text import Sprite
from clipkit.units import Box

# A plate's own shadow: one close and crisp, one wide and faint, as under a card on a table.
# (sigma, way down) in units; opacity of a near-black ink.
_SHADOWS = ((3.0, 2.0, 0.20), (20.0, 10.0, 0.30))
_SHADE = "#060A12FF"


def unit(timeline: Timeline) -> float:
    """Output pixels for one unit, by the frame's shorter side."""
    return min(timeline.size) / 1080


def capsule(width: float, height: float, radius: float) -> Pixels:
    """Coverage of a rounded rectangle, uint8, (ceil(height), ceil(width)); soft by one pixel.

    radius: cut to half of the shorter side.
    """
    radius = min(radius, width / 2, height / 2)
    x = np.abs(np.arange(math.ceil(width), dtype=np.float32) + 0.5 - width / 2)
    y = np.abs(np.arange(math.ceil(height), dtype=np.float32) + 0.5 - height / 2)
    x, y = x - (width / 2 - radius), y - (height / 2 - radius)
    outside = np.hypot(np.maximum(x, 0)[None], np.maximum(y, 0)[:, None])
    distance = outside + np.minimum(np.maximum(x[None], y[:, None]), 0) - radius
    return np.asarray(np.clip(0.5 - distance, 0, 1) * 255 + 0.5, np.uint8)


def tinted(mask: Pixels, colour: str) -> Pixels:
    """Coverage to premultiplied RGBA of one colour."""
    *channels, alpha = rgba(colour)
    cover = mask.astype(np.float32) * (alpha / 255)
    planes = [cover * (channel / 255) for channel in channels]
    return np.asarray(np.dstack([*planes, cover]) + 0.5, np.uint8)


def placed(pixels: Pixels, x: int, y: int) -> Sprite:
    """Premultiplied RGBA at a place of the frame."""
    height, width = pixels.shape[:2]
    return Sprite(pixels, x, y, Box(0, 0, width, height))


class Canvas:
    """Sprites one over the other, in the order they were drawn, as large as they are."""

    def __init__(self, timeline: Timeline) -> None:
        self.unit = unit(timeline)
        self.style = timeline.style
        self._parts: list[Sprite] = []

    def add(self, part: Sprite) -> None:
        """Lay a sprite on top."""
        self._parts.append(part)

    def shape(self, box: Box, colour: str, radius: float, within: Box | None = None) -> None:
        """A rounded rectangle. radius: px. within: the box whose corners are rounded instead."""
        around = within or box
        mask = capsule(around.width, around.height, radius)
        left, top = box.x - around.x, box.y - around.y
        seen = mask[max(top, 0) : top + box.height, max(left, 0) : left + box.width]
        self.add(placed(tinted(seen, colour), max(box.x, around.x), max(box.y, around.y)))

    def ring(self, box: Box, colour: str, radius: float, *, inset: int, width: int) -> None:
        """A line inside a rounded rectangle. inset: px from its edge."""
        outer, inner = (
            capsule(box.width - 2 * cut, box.height - 2 * cut, max(radius - cut, 0))
            for cut in (inset, inset + width)
        )
        outer[width:-width, width:-width] -= inner
        self.add(placed(tinted(outer, colour), box.x + inset, box.y + inset))

    def shadow(self, box: Box, radius: float, reach: float = 1.0) -> None:
        """What a plate of that box throws on what lies below. reach: times the usual spread."""
        self.throw(capsule(box.width, box.height, radius), box.x, box.y, reach=reach)

    def throw(
        self, mask: Pixels, x: int, y: int, *, strength: float = 1.0, reach: float = 1.0
    ) -> None:
        """The shadow of a coverage. strength: times the usual opacity; reach: times the spread."""
        for sigma, down, opacity in _SHADOWS:
            blur, drop = (length * self.unit * reach for length in (sigma, down))
            soft = text.blurred(text.Stamp(mask, x, y + round(drop)), blur)
            weak = cast(Pixels, cv2.convertScaleAbs(soft.pixels, alpha=opacity * strength))
            self.add(placed(tinted(weak, _SHADE), soft.x, soft.y))

    def text(self, cue: Text, style: TextStyle | None = None) -> None:
        """A text as its cue has it. style: instead of the cue's own."""
        self.add(text.place(cue.lines, style or self.style(cue.style), cue.size, cue.box))

    def sprite(self) -> Sprite:
        """All of it as one sprite."""
        return joined(self._parts)


def joined(parts: Sequence[Sprite]) -> Sprite:
    """Sprites as one, the last on top; a transparent pixel if there are none."""
    if not parts:
        return placed(np.zeros((1, 1, 4), np.uint8), 0, 0)
    left, top = min(part.x for part in parts), min(part.y for part in parts)
    right = max(part.x + part.rgba.shape[1] for part in parts)
    bottom = max(part.y + part.rgba.shape[0] for part in parts)
    whole = np.zeros((bottom - top, right - left, 4), np.float32)
    for part in parts:
        height, width = part.rgba.shape[:2]
        x, y = part.x - left, part.y - top
        under = whole[y : y + height, x : x + width]
        under *= 1 - part.rgba[..., 3:].astype(np.float32) / 255
        under += part.rgba
    return placed(np.asarray(np.minimum(whole + 0.5, 255), np.uint8), left, top)


def faded(whole: Sprite, opacity: float) -> Sprite:
    """A sprite, weaker. opacity: 0.0 to 1.0."""
    if opacity >= 1:
        return whole
    weak = np.asarray(cv2.convertScaleAbs(whole.rgba, alpha=max(opacity, 0.0)), np.uint8)
    return whole._replace(rgba=weak)
