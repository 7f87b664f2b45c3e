"""A timeline as a MoviePy clip."""

from copy import copy as copied

from moviepy import VideoClip
from moviepy.audio.AudioClip import AudioArrayClip
from msgspec.structs import replace

from clipkit.model.timeline import Timeline
from clipkit.rendering.layer import Sources
from clipkit.rendering.layers import laid
from clipkit.rendering.mp4 import RATE
from clipkit.rendering.painter import Painter, Sounding
from clipkit.rendering.planes import Pixels
from clipkit.units import frame_at


class Stage(Painter, VideoClip):  # type: ignore[misc]  # MoviePy has no types
    """The clip of a timeline: RGB frames for MoviePy, planes for our own writer.

    sources, mix: as of Painter; picklable, if the stage shall be pickled.
    What MoviePy makes of it (`with_effects`, `subclipped`, a copy) is a plain VideoClip.
    """

    def __init__(self, timeline: Timeline, sources: Sources, mix: Sounding | None = None) -> None:
        VideoClip.__init__(self, duration=timeline.frames / timeline.fps)
        Painter.__init__(self, timeline, sources, mix)
        self.fps, self.size = timeline.fps, tuple(timeline.size)
        # after VideoClip's own __init__, which would paint a frame to learn its size
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
