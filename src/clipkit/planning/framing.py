"""How pictures are cut and how they move: every rectangle is decided here.

A View is a zoom over just covering its box, and where the rectangle lies in the spare room.
"""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from clipkit.model.cues import View
from clipkit.model.facts import GRID, Facts, Part
from clipkit.model.script import Motion, Picture
from clipkit.planning.cropping import Fitted, heads, shares, subject
from clipkit.units import Box

LEAST_ZOOM = 1.04  # that a picture moves by, even where its subject fills the view
ZOOM, PAN = 1.16, 1.12  # at the far end of a zoom; all through a pan
ZOOM_SPEED = 0.032  # of the zoom, a second
PAN_SPEED = 0.09  # of the box, a second
PAN_MOST = 0.3  # of the box
SEEN_MOVE = 0.03  # of a picture; a pan shorter than this looks like a mistake
NO_ROOM = 1e-6  # of a picture
UNTOLD = ("mirror-x", "mirror-y", "invert-colors", "contrast")  # where facts are of no help


class Shown(Struct, frozen=True, kw_only=True):
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
    Nothing of people's heads is cut, where the view can hold them.
    """
    if shown.fit == "contain":
        return View(), View()
    motion = _told(shown)
    focus = shown.picture.focus or shown.facts.focus
    if motion == "auto" and shown.turn % 2 and _room(shown) and _most_for_heads(shown) >= PAN:
        begun, arrived = _pan(shown, "pan-right" if focus[0] >= 0.5 else "pan-left", focus)
        if abs(arrived.x - begun.x) * (1 - _seen(shown, PAN)[0]) >= SEEN_MOVE:
            return begun, arrived
    zoom = min(ZOOM, 1.0 + ZOOM_SPEED * shown.seconds, max(LEAST_ZOOM, _most(shown)))
    zoom = min(zoom, _most_for_heads(shown))
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
    return ZOOM if inside is None else _filling(shown, inside)


def _most_for_heads(shown: Shown) -> float:
    """Return the zoom at which people's heads fill the view; 1.0 where they are larger."""
    people = heads(shown.picture, shown.facts)
    return ZOOM if people is None else max(1.0, _filling(shown, people))


def _filling(shown: Shown, inside: Part) -> float:
    """Return the zoom at which a part fills the view, one way or the other."""
    wide, high = _seen(shown, 1.0)
    left, top, right, bottom = inside
    return min(wide / max(right - left, 0.01), high / max(bottom - top, 0.01))


def _at(shown: Shown, zoom: float, focus: tuple[float, float]) -> View:
    """Return the view that puts the focus where it should land, as far as the picture reaches.

    A subject that fits is in it whole; if it doesn't, people's heads are.
    """
    wide, high = _seen(shown, zoom)
    x, y = focus[0] - shown.centre[0] * wide, focus[1] - shown.centre[1] * high
    for inside in (subject(shown.picture, shown.facts), heads(shown.picture, shown.facts)):
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
    room = shown.box.width, shown.box.height
    return shares(shown.facts.size, room, zoom, whole=shown.fit == "contain")


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
    lowest, highest = 0.0, 1.0 - seen
    inside, people = subject(shown.picture, shown.facts), heads(shown.picture, shown.facts)
    if inside is not None and _told(shown) == "auto":
        first, last = inside[0 if across else 1], inside[2 if across else 3]
        lowest, highest = sorted((first, last - seen))
    if people is not None and shown.picture.motion == "auto":
        first, last = people[0 if across else 1], people[2 if across else 3]
        if last - first <= seen:
            lowest, highest = max(lowest, last - seen), min(highest, first)
    lowest, highest = (end / (1.0 - seen) for end in (lowest, highest))
    return min(1.0, max(0.0, lowest)), min(1.0, max(0.0, highest))


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
