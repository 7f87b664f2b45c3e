"""A timeline as a MoviePy clip: the one pipeline from cues to pixels."""

from copy import copy as copied
from dataclasses import replace
from typing import Protocol

import numpy as np
from moviepy import VideoClip
from moviepy.audio.AudioClip import AudioArrayClip
from numpy.typing import NDArray

from clipkit.model.timeline import Timeline
from clipkit.rendering import guest
from clipkit.rendering.layer import Sources
from clipkit.rendering.layers import laid
from clipkit.rendering.mp4 import RATE
from clipkit.rendering.planes import Pixels, Planes, planes_to_rgb
from clipkit.rendering.reel import Reel
from clipkit.rendering.smaller import smaller
from clipkit.units import frame_at


class Sounding(Protocol):
    """A finished mix. samples: float32, (n, 2) at 48 kHz, -1.0 to 1.0."""

    @property
    def samples(self) -> NDArray[np.float32]:
        """All of it."""
        ...


class Stage(VideoClip):  # type: ignore[misc]  # MoviePy has no types
    """The clip of a timeline: RGB frames for MoviePy, planes for our own writer.

    sources: from a key of Timeline.sources to its file; picklable, if the stage shall be pickled.
    mix: its sound, or None. Frames are painted when they are asked for, nothing before that.
    What MoviePy makes of it (`with_effects`, `subclipped`, a copy) is a plain VideoClip.
    """

    def __init__(self, timeline: Timeline, sources: Sources, mix: Sounding | None = None) -> None:
        super().__init__(duration=timeline.frames / timeline.fps)
        self.timeline, self.sources, self.mix = timeline, sources, mix
        self.fps, self.size = timeline.fps, tuple(timeline.size)
        self._kept: _Kept | None = None
        # after super().__init__(), which would paint a frame to learn its size
        self.frame_function = self._rgb
        if mix is not None:
            sound = AudioArrayClip(mix.samples, fps=RATE)
            # it has no end of itself, without which a CompositeVideoClip can't be written
            self.audio = sound.with_duration(sound.duration)

    def with_layer(self, clip: VideoClip, *, key: str = "") -> "Stage":
        """This, and over it any clip of MoviePy's, as in a CompositeVideoClip: a new stage.

        The clip's start, end, position, mask, opacity and effects are kept; its sound is not heard,
        and this stage's length stays. `render` writes it as fast as it can be painted.
        key: a text that stands for all that the clip shows, so that frames it is on may be kept
        between runs; without one they never are.

        Raises: ValueError: it is over before this begins, or the other way round; it is a mask.
        """
        cue = laid.cue(clip, self.timeline, key)
        more = replace(self.timeline, cues=(*self.timeline.cues, cue))
        return Stage(more, self.sources, self.mix)

    @property
    def side_by_side(self) -> int | None:
        """How many may paint it at once without hindering each other; None: any number."""
        clips = [cue.clip for cue in self.timeline.cues if isinstance(cue, laid.Laid)]
        return 1 if any(guest.in_order(clip) for clip in clips) else None

    def reel(self, shrink: int = 1) -> Reel:
        """A set of its layers of one's own: one for each thread that paints.

        shrink: on a frame so many times smaller.
        """
        return Reel(smaller(self.timeline, shrink), self.sources)

    def planes(self, frame: int, out: Planes) -> None:
        """Paint a frame into planes of the clip's size. frame: 0 to its frames - 1.

        Raises: ClipkitError: media-*, a file can't be read.
        """
        self._own().reel.paint(frame, out)

    def rgb(self, frame: int) -> Pixels:
        """One frame, (h, w, 3) uint8, the caller's own.

        Raises: ClipkitError: media-*, a file can't be read.
        """
        kept = self._own()
        if kept.frame != frame or kept.rgb is None:
            kept.reel.paint(frame, kept.planes)
            kept.frame, kept.rgb = frame, planes_to_rgb(kept.planes)
        return kept.rgb.copy()

    def close(self) -> None:
        """Let go of all pixels; frames can still be asked for."""
        if self._kept is not None:
            self._kept.reel.close()
            self._kept = None

    def __copy__(self) -> VideoClip:
        """A plain clip that paints with this one: what is changed in it is no timeline's."""
        plain = VideoClip.__new__(VideoClip)
        own = self.__getstate__().keys() | {"_kept"}
        for name, value in vars(self).items():
            if name not in own:
                setattr(plain, name, copied(value) if name in {"mask", "audio"} else value)
        return plain

    copy = __copy__  # MoviePy's own name for it

    def __getstate__(self) -> dict[str, object]:
        """Its decisions, no pixels."""
        return {"timeline": self.timeline, "sources": self.sources, "mix": self.mix}

    def __setstate__(self, state: dict[str, object]) -> None:
        """Make it anew."""
        self.__init__(**state)  # type: ignore[misc]

    def _rgb(self, seconds: float) -> Pixels:
        """MoviePy's frame function; it also asks a little before the start and past the end."""
        return self.rgb(min(max(frame_at(seconds, self.fps), 0), self.timeline.frames - 1))

    def _own(self) -> "_Kept":
        if self._kept is None:
            self._kept = _Kept(self.reel(), Planes.blank(*self.size))
        return self._kept


class _Kept:
    """What a stage keeps between frames: MoviePy asks for the same one more than once."""

    def __init__(self, reel: Reel, planes: Planes) -> None:
        self.reel, self.planes = reel, planes
        self.frame = -1
        self.rgb: Pixels | None = None
