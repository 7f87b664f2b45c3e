"""Planes amid larger ones: a picture somewhat larger than the frame is painted at its place.

To paint it elsewhere and copy what is seen of it took a sixth of a photo's time.
"""

import threading

import numpy as np

from clipkit.rendering.planes import Pixels, Planes
from clipkit.units import Box

ROOM = 32  # luma samples at each side, which anyone may overwrite at any time
_ROW = 64  # bytes: what rows begin at a multiple of, for the sake of the processor's wide loads
_ROOMS = ROOM, ROOM // 2, ROOM // 2  # of each plane


class Roomy(Planes):
    """Planes with room around them. A part of them has none, but for the whole."""

    wide: Planes

    @classmethod
    def blank(cls, width: int, height: int) -> "Roomy":
        """Return a black picture of its own. width, height: even."""
        half = width // 2, height // 2
        made = [
            _amid(width, height, _ROOMS[0], 16),
            *(_amid(*half, room, 128) for room in _ROOMS[1:]),
        ]
        planes = cls(*(plane for plane, _ in made))
        planes.wide = Planes(*(wide for _, wide in made))
        return planes

    def part(self, box: Box) -> Planes:
        """Return views on a box, as of Planes, or itself where that is all of it."""
        return self if box == (0, 0, *self.size) else super().part(box)

    def around(self, i: int, skip: tuple[int, int], size: tuple[int, int]) -> Pixels:
        """Return a view on plane i and some of its room.

        skip: columns and rows of the view that lie left of and above the plane, up to the plane's
        room. size: (columns, rows) of the view, which ends within the room.
        """
        left, top = _ROW - skip[0], _ROOMS[i] - skip[1]
        return self.wide[i][top : top + size[1], left : left + size[0]]


def _amid(width: int, height: int, room: int, code: int) -> tuple[Pixels, Pixels]:
    """Return a flat plane, and the larger one that it lies in."""
    columns = -(-(2 * _ROW + width) // _ROW) * _ROW
    wide = np.full((height + 2 * room, columns), code, np.uint8)
    return wide[room : room + height, _ROW : _ROW + width], wide


class _Own(threading.local):
    def __init__(self) -> None:
        self.planes: Roomy | None = None


_OWN = _Own()


def scratch_planes(width: int, height: int) -> Roomy:
    """Lend planes of this thread's own memory, good until its next call."""
    if _OWN.planes is None or _OWN.planes.size != (width, height):
        _OWN.planes = Roomy.blank(width, height)
    return _OWN.planes
