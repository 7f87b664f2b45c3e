"""A frame, or a sheet of them, as a PNG file."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from clipkit.cli.progress import clock
from clipkit.errors import NOWHERE, ClipkitError

if TYPE_CHECKING:
    import numpy as np

    from clipkit.model.timeline import Timeline


def save(
    timeline: "Timeline", target: Path, inputs: Iterable[Path], *, at: float | None, guides: bool
) -> Path:
    """Paint and save. at: seconds into the clip; None: a storyboard sheet of all scenes.

    inputs: files that it may not replace. Returns: where it is.
    Raises: ClipkitError: option-value, output-is-input, output-unwritable, disk-full.
    """
    from clipkit import pipeline
    from clipkit.delivery import cover, sheet
    from clipkit.units import frame_at

    def painted(frame: int) -> "np.ndarray":
        rgb = pipeline.still(timeline, frame)
        return sheet.guided(rgb, pipeline.profile(timeline.profile)) if guides else rgb

    if at is None:
        frames = sheet.frames(timeline)
        captions = [_caption(frame, timeline) for frame in frames]
        picture = sheet.sheet([painted(frame) for frame in frames], captions)
    elif at >= timeline.seconds:
        form = f"0 – {timeline.seconds:.2f}"
        raise ClipkitError(NOWHERE.problem("option-value", option="--at", value=at, form=form))
    else:
        picture = painted(frame_at(at, timeline.fps))
    return pipeline.save(target, cover.png(picture), inputs)


def _caption(frame: int, timeline: "Timeline") -> str:
    """The number of a frame's scene, and when it is."""
    number = next(k for k, (_, stop) in enumerate(timeline.scenes, start=1) if frame < stop)
    return f"{number}  {clock(frame / timeline.fps)}"
