"""Effects and clips of MoviePy as third parties write them: none of them knows of us."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from moviepy import Clip, Effect, VideoClip
from numpy.typing import NDArray

Frame = NDArray[Any]


@dataclass
class Dimmed(Effect):  # type: ignore[misc]  # MoviePy has no types
    """Each frame by itself: darker."""

    factor: float = 0.5

    def apply(self, clip: Clip) -> Clip:
        """Wrap the clip."""
        return clip.image_transform(lambda frame: (frame * self.factor).astype(np.uint8))


@dataclass
class Rolling(Effect):  # type: ignore[misc]
    """By time: it rolls to the left. speed: pixels a second."""

    speed: float = 60.0

    def apply(self, clip: Clip) -> Clip:
        """Wrap the clip, and its mask as well."""

        def rolled(get_frame: Callable[[float], Frame], t: float) -> Frame:
            return np.roll(get_frame(t), -int(self.speed * t + 1e-3), axis=1)

        return clip.transform(rolled, apply_to=["mask"])


@dataclass
class Backwards(Effect):  # type: ignore[misc]
    """Another time: the last frame first."""

    apply_to: list[str] = field(default_factory=lambda: ["mask"])

    def apply(self, clip: Clip) -> Clip:
        """Wrap the clip."""
        last = clip.duration - 1 / clip.fps
        return clip.time_transform(lambda t: last - t, apply_to=self.apply_to, keep_duration=True)


class Lamp(VideoClip):  # type: ignore[misc]
    """White, a level brighter each frame; it pickles, which MoviePy's own clips don't."""

    def __init__(self, start: float = 0.0) -> None:
        super().__init__(_lit, duration=1.0)
        self.start, self.end = start, start + 1.0

    def __reduce__(self) -> tuple[type["Lamp"], tuple[float]]:
        return Lamp, (self.start,)


def _lit(t: float) -> Frame:
    return np.full((20, 20, 3), 200 + int(t * 30 + 1e-3), np.uint8)
