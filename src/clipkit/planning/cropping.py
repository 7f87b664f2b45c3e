"""How a picture is fit: over all of the frame, or in a panel, and how much of a panel it takes."""

from typing import Literal

from clipkit.model.facts import Facts, Part, around
from clipkit.model.script import Picture
from clipkit.units import Box, even

KEPT = 0.6  # share of a picture that `cover` must leave in view
KEPT_IN_PANEL = 0.45  # and that a panel must, before it is made narrower
CUT = 0.1  # of a subject's side, that may be cut: its edges are a guess
SPREAD = 0.75  # of a picture's side
SMALL = 2.0  # enlarged by more than this, a picture looks soft
LARGEST = 4.0  # times that a picture is enlarged at most, where its fit isn't written

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

    frame: (width, height). Enough is a share of `keep`, with the picture's subject and all of its
    people's heads in it.
    """
    if picture.fit != "auto":
        return picture.fit
    if enlarged(facts.size, Box(0, 0, *frame)) > LARGEST:
        return "panel"
    if kept(facts.size, frame) < keep or not _holds(facts.size, frame, subject(picture, facts)):
        return "panel"
    return "cover" if _holds(facts.size, frame, heads(picture, facts), cut=0.0) else "panel"


def subject(picture: Picture, facts: Facts) -> Part | None:
    """Return what must stay in view; None where a focus is written: it says all."""
    return None if picture.focus else facts.subject


def heads(picture: Picture, facts: Facts) -> Part | None:
    """Return the box around people's heads, of which nothing may be cut; None: nobody is seen.

    None, too, where a focus is written.
    """
    return around(facts.faces) if facts.faces and not picture.focus else None


def panel_box(panel: Box, size: tuple[int, int], subject: Part | None = None) -> Box:
    """Return the part of a panel that a picture takes: all, or as much as keeps it in view.

    A panel that would cut the subject, or over half of the picture, is made lower or narrower; one
    that a tiny picture would have to be enlarged for is made smaller.
    """
    x, y, width, height = _panel_box(panel, size, subject)
    wide = min(width, max(2, even(size[0] * LARGEST)))
    high = min(height, max(2, even(size[1] * LARGEST)))
    return Box(x + even((width - wide) / 2), y + even((height - high) / 2), wide, high)


def _panel_box(panel: Box, size: tuple[int, int], subject: Part | None) -> Box:
    across, down = _needed(subject)
    wide, high = shares(size, (panel.width, panel.height))
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


def _holds(
    size: tuple[int, int], room: tuple[int, int], subject: Part | None, cut: float = CUT
) -> bool:
    """Tell whether a picture that covers a box shows its subject, but for what may be cut."""
    if subject is None:
        return True
    wide, high = shares(size, room)
    left, top, right, bottom = subject
    return (right - left) * (1 - cut) <= wide and (bottom - top) * (1 - cut) <= high


def shares(
    size: tuple[int, int], room: tuple[int, int], zoom: float = 1.0, *, whole: bool = False
) -> tuple[float, float]:
    """Return the shares of a picture's width and height that are seen where it covers a box.

    whole: it is shown whole instead, amid more than it takes.
    """
    chosen = min if whole else max
    scale = chosen(room[0] / size[0], room[1] / size[1]) * zoom
    return room[0] / scale / size[0], room[1] / scale / size[1]


def enlarged(size: tuple[int, int], box: Box) -> float:
    """Return how many output pixels a picture's pixel takes, along a side."""
    return max(box.width / size[0], box.height / size[1])
