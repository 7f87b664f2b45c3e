"""A clip of MoviePy's that a caller has laid over a stage: shown as a CompositeVideoClip would.

Its start, end, position, mask and effects are its own. Its cue holds the clip itself, so that only
a stage's timeline has one: plans are plain data, and this is not.
"""

import math
from typing import Any, ClassVar

from clipkit.model.cues import Cue
from clipkit.model.timeline import Timeline
from clipkit.rendering.guest import fitted, patch, picture
from clipkit.rendering.layer import Layer, Sources
from clipkit.rendering.planes import Planes
from clipkit.store import digest
from clipkit.units import Span

_SLACK = 1e-3  # of a frame: seconds of MoviePy's are often a hair under frame / fps


class Laid(Cue, frozen=True, kw_only=True, eq=False):
    """A clip over all before it. of: size of the frame that its position is meant for.

    clip: a moviepy.VideoClip. key: what stands for all that it shows, or empty: it can't tell.
    Two are never compared: MoviePy would paint all their frames.
    """

    kind: ClassVar[str] = "laid"
    clip: Any
    of: tuple[int, int]
    key: str = ""


def cue(clip: Any, timeline: Timeline, key: str = "") -> Laid:  # noqa: ANN401 - MoviePy has no types
    """The cue of a clip: on the frames from its start until before its end.

    Raises: ValueError: none of them is the timeline's; it is a mask.
    """
    if clip.is_mask:
        raise ValueError("a mask has no colours: lay a clip that has it, clip.with_mask(mask)")
    fps, frames = timeline.fps, timeline.frames
    first = max(0, math.ceil(clip.start * fps - _SLACK))
    stop = frames if clip.end is None else min(frames, math.ceil(clip.end * fps - _SLACK))
    if first >= stop:
        end = "the end" if clip.end is None else f"{clip.end:g} s"
        reason = f"nothing of it is seen: it lasts from {clip.start:g} s to {end}"
        raise ValueError(f"{reason}, the stage from 0 s to {timeline.seconds:g} s")
    scenes = [number for number, (begun, _) in enumerate(timeline.scenes) if begun <= first]
    return Laid(
        first=first,
        stop=stop,
        scene=max(scenes, default=0),
        clip=clip.copy(),  # what the caller does to it later is not meant
        of=timeline.size,
        key=key,
    )


def made(cue: Laid, timeline: Timeline, sources: Sources) -> Layer:
    """The layer of a clip."""
    del sources
    return Guest(cue, timeline)


class Guest:
    """A clip's pixels, where it is."""

    def __init__(self, cue: Laid, timeline: Timeline) -> None:
        self.span = Span(cue.first, cue.stop)
        self._cue, self._fps = cue, timeline.fps
        from moviepy import __version__ as edition  # late: who lays a clip has loaded it
        from moviepy.tools import compute_position

        self._position = compute_position
        self._scale = timeline.size[0] / cue.of[0]  # below 1 on a draft
        began = round(1000 * (cue.first - cue.clip.start * self._fps))  # before its first frame
        told = (edition, self._fps, timeline.size, cue.of, self.span.frames, began, cue.key)
        self.key = digest("laid/1", *told) if cue.key else ""

    def paint(self, frame: int, planes: Planes) -> None:
        """Paint in place."""
        clip = self._cue.clip
        seconds = (frame + _SLACK) / self._fps - clip.start
        pixels = picture(clip, seconds)
        size = pixels.shape[1], pixels.shape[0]
        place = self._position(size, self._cue.of, clip.pos(seconds), clip.relative_pos)
        width, height = (max(1, round(extent * self._scale)) for extent in size)
        x, y = (round(extent * self._scale) for extent in place)
        patch(fitted(pixels, (width, height)), x, y).blend(planes)
