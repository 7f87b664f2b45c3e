"""How pictures are cut and how they move: every rectangle is decided here.

A View is a zoom over just covering its box, and where the rectangle lies in the spare room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from clipkit.model.cues import View
from clipkit.model.facts import GRID, Facts
from clipkit.model.script import Motion, Picture
from clipkit.units import Box, even

KEPT = 0.6  # share of a picture that `cover` must leave in view
KEPT_IN_PANEL = 0.45  # and that a panel must, before it is made narrower
ZOOM, PAN = 1.16, 1.12  # at the far end of a zoom; all through a pan
ZOOM_SPEED = 0.032  # of the zoom, a second
PAN_SPEED = 0.09  # of the box, a second
PAN_MOST = 0.3  # of the box
NO_ROOM = 1e-6  # of a picture
SMALL = 2.0  # enlarged by more than this, a picture looks soft
UNTOLD = ("mirror-x", "mirror-y", "invert-colors", "contrast")  # where facts are of no help

Fitted = Literal["cover", "panel", "contain"]


def kept(size: tuple[int, int], box: tuple[int, int]) -> float:
    """Return the share of a picture that is seen when it covers a box, 0.0 to 1.0.

    >>> kept((1600, 900), (900, 1600))
    0.31640625
    """
    one, other = size[0] * box[1], size[1] * box[0]
    return min(one, other) / max(one, other)


def fitted(picture: Picture, facts: Facts, frame: tuple[int, int], keep: float = KEPT) -> Fitted:
    """Return how a picture is fit: as told, or `cover` where enough of it stays in view."""
    if picture.fit != "auto":
        return picture.fit
    return "cover" if kept(facts.size, frame) >= keep else "panel"


def panel_box(panel: Box, size: tuple[int, int]) -> Box:
    """Return the part of a panel that a picture takes: all, or as much as keeps it in view."""
    if kept(size, (panel.width, panel.height)) >= KEPT_IN_PANEL:
        return panel
    shape = size[0] / size[1]
    if shape > panel.width / panel.height:  # a panorama: lower
        height = min(panel.height, even(panel.width / (shape * KEPT)))
        return panel._replace(y=panel.y + even((panel.height - height) / 2), height=height)
    width = min(panel.width, even(panel.height * shape / KEPT))
    return panel._replace(x=panel.x + even((panel.width - width) / 2), width=width)


def enlarged(size: tuple[int, int], box: Box) -> float:
    """Return how many output pixels a picture's pixel takes, along a side."""
    return max(box.width / size[0], box.height / size[1])


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What framing needs of one picture.

    centre: where the focus should land, 0.0 to 1.0 of the box. turn: counts pictures, so that
    motions alternate. seconds: on screen.
    """

    picture: Picture
    facts: Facts
    fit: Fitted
    box: Box
    centre: tuple[float, float]
    seconds: float
    turn: int
    motion: str = "auto"


def views(shown: Shown) -> tuple[View, View]:
    """Return what is seen at a picture's first and last frame."""
    if shown.fit == "contain":
        return View(), View()
    motion = _motion(shown)
    focus = shown.picture.focus or shown.facts.focus
    zoom = min(ZOOM, 1.0 + ZOOM_SPEED * shown.seconds)
    if motion == "none":
        still = _at(shown, 1.0, focus)
        return still, still
    if motion in ("zoom-in", "zoom-out"):
        far, near = _straight(_at(shown, 1.0, focus), _at(shown, zoom, focus), shown)
        return (far, near) if motion == "zoom-in" else (near, far)
    return _pan(shown, motion, focus)


def _motion(shown: Shown) -> Motion:
    told = shown.picture.motion
    if told == "auto" and shown.motion != "auto":
        told = shown.motion  # type: ignore[assignment]  # the template's table holds only motions
    if told != "auto":
        return told
    if shown.facts.kind == "footage":
        return "none"
    seen_wide = shown.box.width / shown.box.height / (shown.facts.size[0] / shown.facts.size[1])
    if seen_wide < 0.85 and shown.turn % 2:  # room at the sides: go to where the focus is
        focus = shown.picture.focus or shown.facts.focus
        return "pan-right" if focus[0] >= 0.5 else "pan-left"
    return "zoom-out" if shown.turn % 3 == 2 else "zoom-in"


def _at(shown: Shown, zoom: float, focus: tuple[float, float]) -> View:
    """Return the view that puts the focus where it should land, as far as the picture reaches."""
    wide, high = _seen(shown, zoom)
    return View(
        round(zoom, 4),
        _spare(focus[0] - shown.centre[0] * wide, wide),
        _spare(focus[1] - shown.centre[1] * high, high),
    )


def _straight(far: View, near: View, shown: Shown) -> tuple[View, View]:
    """Let a side that has no room while it is far lie as it does near: no drift to and fro."""
    wide, high = _seen(shown, far.zoom)
    x = near.x if 1.0 - wide < NO_ROOM else far.x
    y = near.y if 1.0 - high < NO_ROOM else far.y
    return far._replace(x=x, y=y), near


def _seen(shown: Shown, zoom: float) -> tuple[float, float]:
    """Return the shares of the picture's width and height that are seen."""
    width, height = shown.facts.size
    chosen = min if shown.fit == "contain" else max
    scale = chosen(shown.box.width / width, shown.box.height / height) * zoom
    return shown.box.width / scale / width, shown.box.height / scale / height


def _spare(start: float, seen: float) -> float:
    """Return where in the spare room a rectangle lies that begins at `start` of the picture."""
    spare = 1.0 - seen
    return 0.5 if spare < NO_ROOM else round(min(1.0, max(0.0, start / spare)), 4)


def _pan(shown: Shown, motion: Motion, focus: tuple[float, float]) -> tuple[View, View]:
    """Return the ends of a pan that arrives at the focus."""
    across = motion in ("pan-left", "pan-right")
    wide, high = _seen(shown, PAN)
    travel = min(PAN_MOST, PAN_SPEED * shown.seconds) * (wide if across else high)
    spare = 1.0 - (wide if across else high)
    travel = 0.0 if spare < NO_ROOM else min(1.0, travel / spare)
    end = _at(shown, PAN, focus)
    arrived = end.x if across else end.y
    way = 1.0 if motion in ("pan-right", "pan-down") else -1.0
    begun = min(1.0, max(0.0, arrived - way * travel))
    if abs(begun - arrived) < travel:  # no room behind it: go as far as there is
        arrived = min(1.0, max(0.0, begun + way * travel))
    begun, arrived = round(begun, 4), round(arrived, 4)
    if across:
        return end._replace(x=begun), end._replace(x=arrived)
    return end._replace(y=begun), end._replace(y=arrived)


def luma_under(shown: Shown, view: View, part: Box) -> float:
    """Return the brightest fifth's mean luma, 0 to 255, of the picture under a part of the frame.

    Returns 255 where nothing is known, 0 where the picture isn't.
    """
    if not shown.facts.luma:
        return 255.0
    cells = sorted(shown.facts.luma[row][column] for row, column in _cells(shown, [view], part))
    brightest = cells[-max(1, len(cells) // 5) :]
    return sum(brightest) / len(brightest) if brightest else 0.0


def peak_under(shown: Shown, part: Box) -> float:
    """Return the brightest spot's grey, 0 to 255, that is ever seen under a part of the frame.

    Returns 255 where nothing is known, as of a picture turned or recoloured, 0 where it isn't.
    """
    facts, picture = shown.facts, shown.picture
    grid = facts.peak or facts.luma
    if not grid or picture.rotate or picture.effect in UNTOLD:
        return 255.0
    return max((grid[row][column] for row, column in _cells(shown, views(shown), part)), default=0)


def _cells(shown: Shown, seen: Sequence[View], part: Box) -> Iterator[tuple[int, int]]:
    """Yield (row, column) of all that lies under a part at any of the views, or between them."""
    box, columns, rows = shown.box, *GRID
    spans: list[tuple[float, float, float, float]] = []
    for view in seen:
        wide, high = _seen(shown, view.zoom)
        left, top = view.x * (1 - wide), view.y * (1 - high)
        spans.append(
            (
                left + wide * max(0.0, (part.x - box.x) / box.width),
                left + wide * min(1.0, (part.right - box.x) / box.width),
                top + high * max(0.0, (part.y - box.y) / box.height),
                top + high * min(1.0, (part.bottom - box.y) / box.height),
            )
        )
    x0, y0 = min(span[0] for span in spans), min(span[2] for span in spans)
    x1, y1 = max(span[1] for span in spans), max(span[3] for span in spans)
    for row in range(rows):
        for column in range(columns):
            across = x0 < (column + 1) / columns and column / columns < x1
            if across and y0 < (row + 1) / rows and row / rows < y1:
                yield row, column
