"""How near a file's frames are to the painted ones."""

import tempfile
from pathlib import Path

import av
import cv2
import numpy as np

from bench import clips
from bench.clocks import Figures
from clipkit.media.planes import rows
from clipkit.rendering.encode import write
from clipkit.rendering.planes import Pixels, Planes


def quality(folder: Path, seconds: int, *, way: str) -> Figures:
    """PSNR of the luma, dB. mean, worst: of all frames. bytes: of the file."""
    stage = clips.clip("reference", folder, seconds)
    painted, found = Planes.blank(*stage.timeline.size), []
    with tempfile.TemporaryDirectory() as out:
        target = Path(out) / "clip.mp4"
        write(stage, target, clips.settings(way, stage))
        with av.open(str(target)) as file:
            for number, frame in enumerate(file.decode(video=0)):
                stage.planes(number, painted)
                found.append(cv2.PSNR(luma(frame), painted.y))
        assert len(found) == stage.timeline.frames, "frames are missing"
        figures = {"mean": float(np.mean(found)), "worst": float(np.min(found))}
        return figures | {"bytes": target.stat().st_size}


def luma(frame: av.VideoFrame) -> Pixels:
    """A decoded frame's Y plane without the padding of its rows, (h, w)."""
    return np.ascontiguousarray(rows(frame.planes[0]))
