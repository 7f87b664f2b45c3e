"""Clips by time, whoever decodes them: animations (GIF, WebP, PNG) by Pillow, the rest by libav."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from clipkit.media import formats
from clipkit.media.planes import BLACK, WHITE, Picture


class Moving(Protocol):
    """What is asked for pictures by time."""

    def at(self, seconds: float) -> Picture:
        """Return the picture shown at a time; before the first and past the last, those."""

    @property
    def lost(self) -> frozenset[float]:
        """Seconds of the pictures that were broken, among those decoded so far."""

    def close(self) -> None:
        """Close the file."""


class Ground(NamedTuple):
    """What is seen through a clip. rgb: 0 to 255; codes: its Y, U and V, BT.709, limited."""

    rgb: tuple[int, int, int] = WHITE
    codes: tuple[int, int, int] = BLACK


PLAIN = Ground()


def opened(
    path: Path,
    rotate: int = 0,
    *,
    key: str = "",
    ground: Ground = PLAIN,
    sign: Callable[[], None] | None = None,
) -> Moving:
    """Open a clip or an animation, to be decoded in this process.

    rotate: degrees clockwise. sign: called for each frame that a clip's decoder gives.
    Raises: ClipkitError: as Footage, or as photo.opened.
    """
    if formats.told(path, key or path.name).reader == "libav":
        from clipkit.media.footage import Footage  # late: each loads what the other doesn't need

        return Footage(path, rotate, key=key, ground=ground.codes, sign=sign)
    from clipkit.media.animation import Animation

    return Animation(path, rotate, key=key, ground=ground.rgb)
