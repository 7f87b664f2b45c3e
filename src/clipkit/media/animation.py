"""Pictures of an animation (GIF, WebP, PNG) by time, by Pillow."""

import bisect
import itertools
from pathlib import Path

import numpy as np
from av import VideoFrame
from PIL import Image

from clipkit.errors import ClipkitError, Place
from clipkit.media import delays, frames, modes, photo
from clipkit.media.planes import WHITE, Picture, rows

_EARLY = 0.0005  # seconds: a frame's time may be a little before what it shows


class Animation:
    """An animation that is asked for pictures by time. ground: RGB of what is seen through it.

    Raises: ClipkitError: media-broken, and photo.opened's.
    """

    def __init__(
        self,
        path: Path,
        rotate: int = 0,
        *,
        key: str = "",
        ground: tuple[int, int, int] = WHITE,
    ) -> None:
        self._key, self._rotate, self._ground = key or path.name, rotate, ground
        times = delays.told(path, self._key).seconds or (1.0,)
        self._begins = [0.0, *itertools.accumulate(times)][:-1]
        self._image = photo.opened(path, self._key)
        self._shown: tuple[int, Picture] | None = None
        self._lost: set[float] = set()

    @property
    def lost(self) -> frozenset[float]:
        """Seconds of the pictures that couldn't be decoded so far."""
        return frozenset(self._lost)

    def at(self, seconds: float) -> Picture:
        """Return the picture shown at a time; where it can't be decoded, the one before it."""
        number = max(0, bisect.bisect_right(self._begins, seconds + _EARLY) - 1)
        if self._shown is None or self._shown[0] != number:
            try:
                self._image.seek(number)
                self._shown = number, self._planes(self._image)
            except modes.DAMAGE as error:
                if self._shown is None:
                    problem = Place(self._key).problem("media-broken", path=self._key)
                    raise ClipkitError(problem) from error
                self._lost.add(round(self._begins[number], 3))
                self._shown = number, self._shown[1]
        return self._shown[1]

    def close(self) -> None:
        """Close the file."""
        self._image.close()

    def _planes(self, image: Image.Image) -> Picture:
        rgb = np.asarray(photo.flat(image, self._ground))
        if self._rotate:
            rgb = np.rot90(rgb, -self._rotate // 90)
        high, wide = (max(2, side & ~1) for side in rgb.shape[:2])
        if rgb.shape[:2] != (high, wide):  # a row or a column too many, or too few
            rgb = np.pad(rgb, ((0, 1), (0, 1), (0, 0)), mode="edge")[:high, :wide]
        frame = VideoFrame.from_ndarray(np.ascontiguousarray(rgb), "rgb24")
        plain = frames.converted(frame, "yuv420p", frames.BT709, frames.FULL)
        y, u, v = (np.array(rows(plane)) for plane in plain.planes)
        return Picture(y, u, v)
