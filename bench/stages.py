"""Where the CPU of a render goes: a kind of layer, photos made ready, sound, the join, the rest."""

import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import fmean
from typing import Any

from bench import clips, clocks
from bench.clocks import Figures
from clipkit.rendering.encode import write
from clipkit.rendering.layer import Layer
from clipkit.rendering.mp4 import encoded_sound
from clipkit.rendering.planes import Planes
from clipkit.rendering.segments import cut
from clipkit.rendering.stage import Stage

_WITH_ANOTHER = "transition"  # it has no layer of its own
_BETWEEN = 0.014  # seconds: what libx264 takes for a frame
_PAINTED = range(20, 140)  # frames of one photo, with cards that come and go


def stages(folder: Path, seconds: int) -> Figures:
    """CPU, ms a frame, of the reference clip as shipped, by stage; `all`: of a whole render.

    Painting and sound are done once more by themselves; libx264 and the handing over of frames
    is what is left of the whole. The join runs alone: its wall time is its CPU. near, apart: of
    painting alone, frames one right after the other, and as far apart as a render has them.
    """
    stage = clips.clip("reference", folder, seconds)
    with tempfile.TemporaryDirectory() as out:
        began = clocks.now()
        made = write(stage, Path(out) / "clip.mp4", clips.settings("shipped", stage))
        whole = clocks.since(began)
    spent = painted(stage)
    if stage.mix is not None:
        alone = clocks.now()
        encoded_sound(stage.mix.samples)
        spent["sound"] = clocks.since(alone)["cpu"]  # of all its threads
    spent["joining"] = made.joined
    spent["encoding"] = whole["cpu"] - sum(spent.values())
    near, apart = (_repainted(stage, pause) for pause in (0.0, _BETWEEN))
    frames = stage.timeline.frames
    each = {name: 1000 * seconds / frames for name, seconds in spent.items()}
    return {**whole, **each, "near": near, "apart": apart, "all": 1000 * whole["cpu"] / frames}


def painted(stage: Stage) -> dict[str, float]:
    """Paint all frames, piece by piece as a worker does. Returns: seconds of CPU by stage."""
    reel, spent = stage.reel(), defaultdict[str, float](float)
    kinds = [cue.kind for cue in stage.timeline.cues if cue.kind != _WITH_ANOTHER]
    for layer, kind in zip(reel.layers, kinds, strict=True):
        _watch(layer, "paint", kind, spent)
        if hasattr(layer, "prepare"):
            _watch(layer, "prepare", f"{kind}, made ready", spent)
    planes = Planes.blank(*stage.timeline.size)
    for piece in cut(stage.timeline):
        reel.begin(piece)
        for number in range(piece.first, piece.stop):
            reel.paint(number, planes)
            reel.ahead(number, piece)
    reel.close()
    return dict(spent)


def _repainted(stage: Stage, pause: float) -> float:
    """Paint frames of a scene, twice. Returns: ms of CPU a frame, of the second time.

    pause: seconds after each, in which the processor is kept at work on nothing.
    """
    reel, planes = stage.reel(), Planes.blank(*stage.timeline.size)
    spent: list[float] = []
    for number in (*_PAINTED, *_PAINTED):
        spent.append(_timed(reel.paint, number, planes)[1])
        until = time.perf_counter() + pause
        while time.perf_counter() < until:
            pass
    reel.close()
    return 1000 * fmean(spent[len(_PAINTED) :])


def _watch(layer: Layer, name: str, stage: str, spent: dict[str, float]) -> None:
    """Add up the CPU of a layer's method, whichever thread calls it."""
    method = getattr(layer, name)

    def watched(*told: object) -> None:
        spent[stage] += _timed(method, *told)[1]

    setattr(layer, name, watched)


def _timed(work: Callable[..., Any], *told: object) -> tuple[Any, float]:
    began = time.thread_time()
    made = work(*told)
    return made, time.thread_time() - began
