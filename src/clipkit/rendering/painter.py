"""The frames of a timeline: the one pipeline from cues to pixels, for both writers."""

from typing import TYPE_CHECKING, Protocol

from clipkit.model.timeline import Timeline
from clipkit.rendering.layer import Sources
from clipkit.rendering.smaller import smaller

if TYPE_CHECKING:  # what paints is loaded by the first frame: of a clip that is found there is none
    import numpy as np
    from numpy.typing import NDArray

    from clipkit.rendering.planes import Pixels, Planes
    from clipkit.rendering.reel import Reel


class Sounding(Protocol):
    """A finished mix. samples: float32, (n, 2) at 48 kHz, -1.0 to 1.0."""

    @property
    def samples(self) -> "NDArray[np.float32]":
        """All of it."""
        ...


class Painter:
    """Paints the frames of a timeline, when they are asked for, nothing before that.

    sources: from a key of Timeline.sources to its file. mix: its sound, or None.
    """

    def __init__(self, timeline: Timeline, sources: Sources, mix: Sounding | None = None) -> None:
        self.timeline, self.sources, self.mix = timeline, sources, mix
        self._kept: _Kept | None = None

    @property
    def side_by_side(self) -> int | None:
        """How many may paint it at once without hindering each other; None: any number."""
        clips = [cue.clip for cue in self.timeline.cues if hasattr(cue, "clip")]  # laid over it
        if not clips:
            return None
        from clipkit.rendering import guest

        return 1 if any(guest.in_order(clip) for clip in clips) else None

    def reel(self, shrink: int = 1) -> "Reel":
        """A set of its layers of one's own: one for each thread that paints.

        shrink: on a frame so many times smaller.
        """
        from clipkit.rendering.reel import Reel

        return Reel(smaller(self.timeline, shrink), self.sources)

    def planes(self, frame: int, out: "Planes") -> None:
        """Paint a frame into planes of the clip's size. frame: 0 to its frames - 1.

        Raises: ClipkitError: media-*, a file can't be read.
        """
        self._own().reel.paint(frame, out)

    def rgb(self, frame: int) -> "Pixels":
        """One frame, (h, w, 3) uint8, the caller's own.

        Raises: ClipkitError: media-*, a file can't be read.
        """
        kept = self._own()
        if kept.frame != frame or kept.rgb is None:
            from clipkit.rendering.planes import planes_to_rgb

            kept.reel.paint(frame, kept.planes)
            kept.frame, kept.rgb = frame, planes_to_rgb(kept.planes)
        return kept.rgb.copy()

    @property
    def lost(self) -> frozenset[tuple[str, float]]:
        """As of the reel of the frames that were asked for since the last `close`."""
        return self._kept.reel.lost if self._kept is not None else frozenset()

    def close(self) -> None:
        """Let go of all pixels; frames can still be asked for."""
        if self._kept is not None:
            self._kept.reel.close()
            self._kept = None

    def _own(self) -> "_Kept":
        if self._kept is None:
            from clipkit.rendering.planes import Planes

            self._kept = _Kept(self.reel(), Planes.blank(*self.timeline.size))
        return self._kept


class _Kept:
    """What a stage keeps between frames: MoviePy asks for the same one more than once."""

    def __init__(self, reel: "Reel", planes: "Planes") -> None:
        self.reel, self.planes = reel, planes
        self.frame = -1
        self.rgb: Pixels | None = None
