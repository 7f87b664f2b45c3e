"""How well each letter of a clip's texts is read on a decoded frame.

WCAG 2.2, 1.4.3: text needs a contrast of 4.5 : 1 with what is around it, large text 3 : 1. Large
is 18 pt, or 14 pt in bold: 24 and 18.66 CSS px. A phone shows a frame 1080 px wide on about 390
CSS px (the width of most phones sold in 2021 to 2025), so that a CSS px is 2.77 px of the frame:
large is 66 px, and 52 px from a weight of 700 on.

What a letter is read against is a band around its contour, one CSS px wide, behind the pixel in
which fill and ground are mixed: as near as the eye parts them on a phone. An outline or a plate
that is there is the ground (WCAG 2.2, contrast ratio, note 5); a narrow border of nearly the
letter's own colour is the letter's (the same note). The band's light is averaged over three
pixels, since no eye sees them one by one. A letter counts by the contrast that nine tenths of its
band have or pass: a person makes out a letter that loses a tenth of its contour, and no more. A
text counts by its poorest letter.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import cv2
import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from clipkit.model.cues import (
    Bug,
    Caption,
    Cue,
    Item,
    Label,
    List,
    LowerThird,
    Quotation,
    Text,
    TitleCue,
)
from clipkit.model.style import Paint, TextStyle, repainted
from clipkit.model.timeline import Timeline
from clipkit.planning.colours import contrast
from clipkit.rendering.layers import layer
from clipkit.rendering.planes import Planes, planes_to_rgb
from clipkit.units import Box, Span, even

CSS = 1080 / 390  # px of the frame
LARGE, LARGE_BOLD, BOLD = 24 * CSS, 56 / 3 * CSS, 700
SHARE = 0.1  # of a letter's contour that may be lost
LEAST_CORE = 12  # px; smaller parts are dots and commas
NEAR = 3.0  # contrast under which a border belongs to its letter
WHITE, NOTHING = "#FFFFFFFF", "#00000000"
ROOM = 12  # px around a text
_LINEAR = np.array(
    [
        v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
        for v in (level / 255 for level in range(256))
    ],
    np.float32,
)
_LIGHT = np.array((0.2126, 0.7152, 0.0722), np.float32)


class Standing(NamedTuple):
    """A text and when it stands whole. what: the kind of its cue. opacity: its own."""

    what: str
    cue: Text
    span: Span
    struck: bool = False


class Read(Struct, frozen=True):
    """A text on a frame. poorest: contrast of its poorest letter; needed: by its size."""

    what: str
    text: str
    size: float
    poorest: float
    needed: float
    box: Box

    @property
    def share(self) -> float:
        return self.poorest / self.needed


def texts(clip: Timeline) -> Iterator[Standing]:
    """All texts of a clip, and when each stands whole."""
    for cue in clip.cues:
        span = _whole(cue, clip)
        if span.frames < 1:
            continue
        if isinstance(cue, List):
            for item in cue.items:
                come = Span(max(span.first, item.first + item.enter.frames), span.stop)
                yield from (Standing(what, one, come) for what, one in _parts(item))
        else:
            struck = isinstance(cue, Label) and cue.strike
            yield from (Standing(what, one, span, struck) for what, one in _parts(cue))


def _parts(cue: Cue) -> list[tuple[str, Text]]:
    """A cue's texts: its own, and those that stand with it."""
    found: list[tuple[str, Text | None]] = []
    if isinstance(cue, Text):
        found.append((f"{cue.kind}:{cue.style}" if isinstance(cue, Label) else cue.kind, cue))
    if isinstance(cue, Item):
        found = [("item", cue), ("number", cue.number)]
    if isinstance(cue, Quotation):
        found.append(("by", cue.by))
    if isinstance(cue, Bug):
        found.append(("bug", cue.name))
    if isinstance(cue, LowerThird):
        found += [("name", cue.name), ("role", cue.role)]
    return [(what, one) for what, one in found if one is not None]


def _whole(cue: Cue, clip: Timeline) -> Span:
    """The frames on which a cue has come and is not yet going."""
    before, after = cue.enter.frames, cue.leave.frames
    if isinstance(cue, Caption):
        style = clip.style(cue.style)
        before = max(before, _frames(style.enter, clip))
        after = max(after, _frames(style.leave, clip))
    return Span(cue.first + before, max(cue.first + before, cue.stop - after))


def _frames(entrance: object, clip: Timeline) -> int:
    return int(getattr(entrance, "seconds", 0.0) * clip.fps + 1)


def read(clip: Timeline, frame: int, shown: Planes, kept: dict[Text, NDArray[Any]]) -> list[Read]:
    """All texts that stand whole on a frame, as it was decoded. kept: their letters, by then."""
    found = []
    for one in texts(clip):
        if not one.span.first <= frame < one.span.stop:
            continue
        part = _around(one.cue.box, clip.size)
        light = _LINEAR[planes_to_rgb(shown.part(part))] @ _LIGHT
        if isinstance(one.cue, Caption) or one.cue not in kept:
            fill = _cover(one.cue, clip, frame if isinstance(one.cue, Caption) else 0, part)
            if one.struck:  # the line through an old price is part of its look
                middle, high = fill.shape[0] // 2, round(0.09 * one.cue.size)
                fill[middle - high : middle + high] = 0.5
            kept[one.cue] = fill
        letters = poor(kept[one.cue], light)
        if letters:
            least, size = needed(clip.style(one.cue.style), one.cue.size), round(one.cue.size, 1)
            found.append(Read(one.what, one.cue.text, size, min(letters), least, one.cue.box))
    return found


def needed(style: TextStyle, size: float) -> float:
    """The contrast that a text needs. size: px of a frame 1080 px wide."""
    return 3.0 if size >= (LARGE_BOLD if style.weight >= BOLD else LARGE) - 0.5 else 4.5


def _around(box: Box, size: tuple[int, int]) -> Box:
    left, top = max(0, even(box.x) - ROOM), max(0, even(box.y) - ROOM)
    right, bottom = (
        min(limit, even(edge) + ROOM)
        for limit, edge in zip(size, (box.right, box.bottom), strict=True)
    )
    return Box(left, top, right - left, bottom - top)


def poor(fill: NDArray[Any], light: NDArray[Any]) -> list[float]:
    """Contrast that all but SHARE of the band around each letter has.

    fill: share of each pixel that the letters cover. light: relative luminance.
    """
    inked = (fill >= 0.5).astype(np.uint8)
    count, parts = cv2.connectedComponents(inked)
    far, nearest = cv2.distanceTransformWithLabels(1 - inked, cv2.DIST_L2, 5)
    names = np.zeros(int(nearest.max()) + 1, np.int32)
    names[nearest[inked > 0]] = parts[inked > 0]
    band = (far > 1) & (far <= 1 + CSS) & (fill < 0.05)
    amount = cv2.blur(band.astype(np.float32), (3, 3))
    smooth = cv2.blur(np.where(band, light, 0).astype(np.float32), (3, 3))
    whole = fill >= 0.95
    inner = cv2.erode(whole.astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    around = _by_letter(names[nearest[band]], smooth[band] / amount[band], count)
    thin = _by_letter(parts[whole], light[whole], count)
    thick = _by_letter(parts[inner], light[inner], count)
    found: list[float] = []
    for part in range(1, count):
        core = thick[part] if len(thick[part]) >= LEAST_CORE else thin[part]
        if len(core) < LEAST_CORE or not len(around[part]):
            continue
        own = float(np.median(core))
        lighter, darker = np.maximum(around[part], own), np.minimum(around[part], own)
        found.append(float(np.quantile((lighter + 0.05) / (darker + 0.05), SHARE)))
    return found


def _by_letter(names: NDArray[Any], values: NDArray[Any], count: int) -> list[NDArray[Any]]:
    """Values of each letter from 0 on. names: whose each value is."""
    order = np.argsort(names, kind="stable")
    edges = np.searchsorted(names[order], np.arange(1, count))
    return np.split(values[order], edges)


def _cover(cue: Text, clip: Timeline, frame: int, part: Box) -> NDArray[Any]:
    """The share of each of a part's pixels that a text's letters cover."""
    bare = replace(clip, styles=tuple(_bare(style) for style in clip.styles), cues=())
    shown: Cue = cue
    if not isinstance(cue, Caption):
        shown = TitleCue(
            first=0,
            stop=1,
            scene=cue.scene,
            text=cue.text,
            lines=cue.lines,
            size=cue.size,
            style=cue.style,
            box=cue.box,
        )
    planes = Planes(
        *(np.zeros((part.bottom // half, clip.size[0] // half), np.uint8) for half in (1, 2, 2))
    )
    planes.y[part.y :] = 16
    layer(shown, bare, _no_file).paint(frame, planes)
    return (planes.part(part).y.astype(np.float32) - 16) / 219


def _no_file(key: str) -> Path:
    raise ValueError(f"a text reads {key}")


def _bare(style: TextStyle) -> TextStyle:
    """The same letters in the same place, white, with nothing around them."""

    def paint(old: Paint) -> Paint:
        inner = old.stroke or (style.strokes[0].colour if style.strokes else "")
        near = inner and contrast(inner[:7], old.fill[0][:7]) < NEAR and inner[7:] != "00"
        return replace(old, fill=(WHITE,), stroke=WHITE if near else NOTHING, glow="", box="")

    return replace(
        repainted(style, paint),
        strokes=tuple(stroke._replace(colour=NOTHING) for stroke in style.strokes),
        shadows=(),
        glow=None,
        extrude=style.extrude._replace(colour=NOTHING) if style.extrude else None,
        plate=replace(style.plate, colour=NOTHING) if style.plate else None,
    )
