"""Where a clip goes: its size, its limits, and what the app's own buttons cover."""

from typing import Literal

from msgspec import Struct

from clipkit.units import Box, even

AreaName = Literal["main", "low", "frame"]


class Profile(Struct, frozen=True, kw_only=True):
    """A platform's figures, with where and when they were found.

    size: (width, height), even. margins: px that must stay free of text: top, right, bottom
    and left; secondary_bottom: what even the lower third leaves free. limit: seconds.
    loudness: LUFS. bitrate: bits a second at most. source, date: of the figures. aside: px at the
    right that a picture has for itself, beside the texts.
    """

    name: str
    size: tuple[int, int]
    fps: int
    top: int
    right: int
    bottom: int
    left: int
    secondary_bottom: int
    limit: float
    loudness: float = -14.0
    bitrate: int = 10_000_000
    source: str = ""
    date: str = ""
    aside: int = 0

    def area(self, name: AreaName) -> Box:
        """Return where text of a kind may stand.

        `main` ends above the app's caption, `low` above its buttons, `frame` is everything.
        """
        width, height = self.size
        if name == "frame":
            return Box(0, 0, width, height)
        bottom = self.bottom if name == "main" else self.secondary_bottom
        across = width - self.aside - self.left - self.right
        return Box(self.left, self.top, across, height - self.top - bottom)

    def px(self, at_1080: float) -> float:
        """Return a length given for a frame 1080 px wide, in this frame's px.

        The scale is that of the shorter side, so that text is as readable on every shape.
        """
        return at_1080 * min(self.size) / 1080

    def even_px(self, at_1080: float) -> int:
        """Return the same, to an even number."""
        return even(self.px(at_1080))
