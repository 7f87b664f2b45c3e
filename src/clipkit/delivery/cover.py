"""The picture that an app shows before anybody presses play."""

import io
from typing import TYPE_CHECKING

from clipkit.model.cues import Bumper, Change, Cue, TitleCue, Transition
from clipkit.model.timeline import Timeline

if TYPE_CHECKING:
    import numpy as np

QUALITY = 90  # 0 to 95, as libjpeg counts
KIND = f"cover/1 {QUALITY}"  # raised when a frame becomes another picture


def frame(timeline: Timeline) -> int:
    """Return the frame that says most: the first title at rest, else the middle of scene one.

    At rest: it has come, does not go yet, and no transition is under way.
    """
    titles = [cue for cue in timeline.cues if isinstance(cue, TitleCue)]
    if titles:
        title = min(titles, key=lambda cue: cue.first)
        first, stop = title.first + title.enter.frames, title.stop - title.leave.frames
    elif timeline.scenes:
        first, stop = timeline.scenes[0]
    else:
        first, stop = 0, timeline.frames
    middle = (first + stop) // 2
    calm = [k for k in range(first, stop) if _calm(k, timeline)]
    return min(calm, key=lambda k: abs(k - middle), default=min(middle, timeline.frames - 1))


def _calm(at: int, timeline: Timeline) -> bool:
    """Whether nothing but captions comes or goes in a frame, and no card hides the pictures."""
    return not any(
        isinstance(cue, Transition | Bumper)
        or _moves(at - cue.first, cue.enter, cue.stop - at, cue)
        for cue in timeline.cues
        if cue.first <= at < cue.stop
    )


def _moves(since: int, enter: Change, left: int, cue: Cue) -> bool:
    return cue.kind in ("title", "lower-third") and (
        since < enter.frames or left <= cue.leave.frames
    )


def jpeg(rgb: "np.ndarray") -> bytes:
    """Return a frame as a JPEG file: sRGB, colour at full resolution, nothing about the maker."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(rgb).save(file, "JPEG", quality=QUALITY, subsampling=0, optimize=True)
    return file.getvalue()


def png(rgb: "np.ndarray") -> bytes:
    """Return a frame as a PNG file: what `still` saves."""
    from PIL import Image

    file = io.BytesIO()
    Image.fromarray(rgb).save(file, "PNG", compress_level=6)
    return file.getvalue()
