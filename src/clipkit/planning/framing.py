"""How pictures are cut and how they move: every rectangle is decided here.

A View is a zoom over just covering its box, and where the rectangle lies in the spare room.
"""

from dataclasses import dataclass
from typing import Literal

from clipkit.model.cues import View
from clipkit.model.facts import GRID, Facts, Part
from clipkit.model.script import Motion, Picture
from clipkit.units import Box, even

KEPT = 0.6  # share of a picture that `cover` must leave in view
KEPT_IN_PANEL = 0.45  # and that a panel must, before it is made narrower
CUT = 0.1  # of a subject's side, that may be cut: its edges are a guess
SPREAD = 0.75  # of a picture's side
LEAST_ZOOM = 1.04  # that a picture moves by, even where its subject fills the view
ZOOM, PAN = 1.16, 1.12  # at the far end of a zoom; all through a pan
ZOOM_SPEED = 0.032  # of the zoom, a second
PAN_SPEED = 0.09  # of the box, a second
PAN_MOST = 0.3  # of the box
SEEN_MOVE = 0.03  # of a picture; a pan shorter than this looks like a mistake
NO_ROOM = 1e-6  # of a picture
SMALL = 2.0  # enlarged by more than this, a picture looks soft

Fitted = Literal["cover", "panel", "contain"]


def kept(size: tuple[int, int], box: tuple[int, int]) -> float:
    """Return the share of a picture that is seen when it covers a box, 0.0 to 1.0.

    >>> kept((1600, 900), (900, 1600))
    0.31640625
    """
    one, other = size[0] * box[1], size[1] * box[0]
    return min(one, other) / max(one, other)


def fitted(picture: Picture, facts: Facts, frame: tuple[int, int], keep: float = KEPT) -> Fitted:
    """Return how a picture is fit: as told, or `cover` where enough of it stays in view.

    frame: (width, height). Enough is a share of `keep`, with the picture's subject in it.
    """
    if picture.fit != "auto":
        return picture.fit
    if kept(facts.size, frame) < keep or not _holds(facts.size, frame, subject(picture, facts)):
        return "panel"
    return "cover"


def subject(picture: Picture, facts: Facts) -> Part | None:
    """Return what must stay in view; None where a focus is written: it says all."""
    return None if picture.focus else facts.subject


def panel_box(panel: Box, size: tuple[int, int], subject: Part | None = None) -> Box:
    """Return the part of a panel that a picture takes: all, or as much as keeps it in view.

    A panel that would cut the subject, or over half of the picture, is made lower or narrower.
    """
    across, down = _needed(subject)
    wide, high = _shares(size, (panel.width, panel.height))
    if kept(size, (panel.width, panel.height)) >= KEPT_IN_PANEL and across <= wide and down <= high:
        return panel
    shape = size[0] / size[1]
    if shape > panel.width / panel.height:  # lower
        height = min(panel.height, even(panel.width / (shape * max(KEPT, across))))
        return panel._replace(y=panel.y + even((panel.height - height) / 2), height=height)
    width = min(panel.width, even(panel.height * shape / max(KEPT, down)))
    return panel._replace(x=panel.x + even((panel.width - width) / 2), width=width)


def _needed(subject: Part | None) -> tuple[float, float]:
    """Return the shares of a picture's sides that a panel must show for its subject.

    What spreads over most of a side, as a row of people, is all of it.
    """
    if subject is None:
        return 0.0, 0.0
    left, top, right, bottom = subject
    across, down = (1.0 if long > SPREAD else long for long in (right - left, bottom - top))
    return across, down


def _holds(size: tuple[int, int], room: tuple[int, int], subject: Part | None) -> bool:
    """Tell whether a picture that covers a box shows its subject, but for what may be cut."""
    if subject is None:
        return True
    wide, high = _shares(size, room)
    left, top, right, bottom = subject
    return (right - left) * (1 - CUT) <= wide and (bottom - top) * (1 - CUT) <= high


def _shares(size: tuple[int, int], room: tuple[int, int], zoom: float = 1.0) -> tuple[float, float]:
    """Return the shares of a picture's width and height that are seen where it covers a box."""
    scale = max(room[0] / size[0], room[1] / size[1]) * zoom
    return room[0] / scale / size[0], room[1] / scale / size[1]


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
    """Return what is seen at a picture's first and last frame.

    The subject stays in view, but for CUT of it; one that is larger than the view is panned over.
    """
    if shown.fit == "contain":
        return View(), View()
    motion = _told(shown)
    focus = shown.picture.focus or shown.facts.focus
    if motion == "auto" and shown.turn % 2 and _room(shown):
        begun, arrived = _pan(shown, "pan-right" if focus[0] >= 0.5 else "pan-left", focus)
        if abs(arrived.x - begun.x) * (1 - _seen(shown, PAN)[0]) >= SEEN_MOVE:
            return begun, arrived
    zoom = min(ZOOM, 1.0 + ZOOM_SPEED * shown.seconds, max(LEAST_ZOOM, _most(shown)))
    if motion == "none":
        still = _at(shown, 1.0, focus)
        return still, still
    if motion in ("auto", "zoom-in", "zoom-out"):
        far, near = _straight(_at(shown, 1.0, focus), _at(shown, zoom, focus), shown)
        count = shown.turn // 2 if _room(shown) else shown.turn
        inwards = motion == "zoom-in" or (motion == "auto" and count % 2 == 0)
        return (far, near) if inwards else (near, far)
    return _pan(shown, motion, focus)


def _told(shown: Shown) -> Motion:
    """Return a picture's motion, the template's or `auto`: a zoom or a pan, by turns."""
    told = shown.picture.motion
    if told == "auto" and shown.motion != "auto":
        told = shown.motion  # type: ignore[assignment]  # the template's table holds only motions
    return "none" if told == "auto" and shown.facts.kind == "footage" else told


def _room(shown: Shown) -> bool:
    """Tell whether there is more of the picture at the sides of what is seen."""
    return _seen(shown, 1.0)[0] < 0.85


def _most(shown: Shown) -> float:
    """Return the zoom at which the subject fills the view, one way or the other."""
    inside = subject(shown.picture, shown.facts)
    if inside is None:
        return ZOOM
    wide, high = _seen(shown, 1.0)
    left, top, right, bottom = inside
    return min(wide / max(right - left, 0.01), high / max(bottom - top, 0.01))


def _at(shown: Shown, zoom: float, focus: tuple[float, float]) -> View:
    """Return the view that puts the focus where it should land, as far as the picture reaches.

    A subject that fits is in it whole.
    """
    wide, high = _seen(shown, zoom)
    x, y = focus[0] - shown.centre[0] * wide, focus[1] - shown.centre[1] * high
    inside = subject(shown.picture, shown.facts)
    if inside is not None:
        left, top, right, bottom = inside
        x = _over(x, wide, left, right)
        y = _over(y, high, top, bottom)
    return View(round(zoom, 4), _spare(x, wide), _spare(y, high))


def _over(start: float, seen: float, first: float, last: float) -> float:
    """Move what is seen until it has all from `first` to `last` in it, or only these."""
    if seen < last - first:
        return (first + last - seen) / 2
    return min(first, max(start, last - seen))


def _straight(far: View, near: View, shown: Shown) -> tuple[View, View]:
    """Let a side that has no room while it is far lie as it does near: no drift to and fro."""
    wide, high = _seen(shown, far.zoom)
    x = near.x if 1.0 - wide < NO_ROOM else far.x
    y = near.y if 1.0 - high < NO_ROOM else far.y
    return far._replace(x=x, y=y), near


def _seen(shown: Shown, zoom: float) -> tuple[float, float]:
    """Return the shares of the picture's width and height that are seen."""
    return _shares(shown.facts.size, (shown.box.width, shown.box.height), zoom)


def _spare(start: float, seen: float) -> float:
    """Return where in the spare room a rectangle lies that begins at `start` of the picture."""
    spare = 1.0 - seen
    return 0.5 if spare < NO_ROOM else round(min(1.0, max(0.0, start / spare)), 4)


def _pan(shown: Shown, motion: Motion, focus: tuple[float, float]) -> tuple[View, View]:
    """Return the ends of a pan that arrives at the focus, and keeps to the subject."""
    across = motion in ("pan-left", "pan-right")
    seen = _seen(shown, PAN)[0 if across else 1]
    spare = 1.0 - seen
    end = _at(shown, PAN, focus)
    if spare < NO_ROOM:
        return end, end
    travel = min(PAN_MOST, PAN_SPEED * shown.seconds) * seen / spare
    lowest, highest = _ends(shown, across=across, seen=seen)
    way = 1.0 if motion in ("pan-right", "pan-down") else -1.0
    arrived = min(highest, max(lowest, end.x if across else end.y))
    begun = min(highest, max(lowest, arrived - way * travel))
    if abs(begun - arrived) < travel:  # no room behind it: go as far as there is
        arrived = min(highest, max(lowest, begun + way * travel))
    begun, arrived = round(begun, 4), round(arrived, 4)
    if across:
        return end._replace(x=begun), end._replace(x=arrived)
    return end._replace(y=begun), end._replace(y=arrived)


def _ends(shown: Shown, *, across: bool, seen: float) -> tuple[float, float]:
    """Return between which places in the spare room a pan keeps. seen: share of the side.

    One that is asked for goes where it is sent.
    """
    inside = subject(shown.picture, shown.facts)
    if inside is None or _told(shown) != "auto":
        return 0.0, 1.0
    first, last = inside[0 if across else 1], inside[2 if across else 3]
    lowest, highest = (end / (1.0 - seen) for end in sorted((first, last - seen)))
    return min(1.0, max(0.0, lowest)), min(1.0, max(0.0, highest))


def luma_under(shown: Shown, view: View, part: Box) -> float:
    """Return the brightest fifth's mean luma, 0 to 255, of the picture under a part of the frame.

    Returns 255 where nothing is known, 0 where the picture isn't.
    """
    if not shown.facts.luma:
        return 255.0
    wide, high = _seen(shown, view.zoom)
    box = shown.box
    left, top = view.x * (1 - wide), view.y * (1 - high)
    x0 = left + wide * max(0.0, (part.x - box.x) / box.width)
    x1 = left + wide * min(1.0, (part.right - box.x) / box.width)
    y0 = top + high * max(0.0, (part.y - box.y) / box.height)
    y1 = top + high * min(1.0, (part.bottom - box.y) / box.height)
    columns, rows = GRID
    cells = sorted(
        shown.facts.luma[row][column]
        for row in range(rows)
        for column in range(columns)
        if x0 < (column + 1) / columns
        and column / columns < x1
        and y0 < (row + 1) / rows
        and row / rows < y1
    )
    brightest = cells[-max(1, len(cells) // 5) :]
    return sum(brightest) / len(brightest) if brightest else 0.0
