"""clipkit's own renders: of a clip, a draft, a long one, one still."""

import os
import random
import tempfile
from pathlib import Path

from bench import clips, clocks, reference, speech
from bench.clocks import Figures
from clipkit.rendering.bridge import write_moviepy
from clipkit.rendering.encode import write
from clipkit.rendering.mp4 import encoded_sound
from clipkit.rendering.packets import Packets
from clipkit.rendering.shelf import SHELF

STILLS = 12


def render(folder: Path, seconds: int, *, clip: str, way: str) -> Figures:
    """All of clipkit's render: painting, encoding, sound, joining."""
    stage = clips.clip(clip, folder, seconds)
    with tempfile.TemporaryDirectory() as out:
        target, began = Path(out) / "clip.mp4", clocks.now()
        made = write(stage, target, clips.settings(way, stage))
        size = target.stat().st_size
        return clocks.since(began, frames=stage.timeline.frames, bytes=size, pieces=made.pieces)


def by_moviepy(folder: Path, seconds: int, *, way: str) -> Figures:
    """The same clip by `--writer moviepy`. rss: with ffmpeg's."""
    stage = clips.clip("reference", folder, seconds)
    with tempfile.TemporaryDirectory() as out:
        began = clocks.now()
        write_moviepy(stage, Path(out) / "clip.mp4", clips.settings(way, stage))
        figures = clocks.since(began, frames=stage.timeline.frames)
    return figures | {"rss": clocks.peak() + clocks.peak(of_children=True)}


def long(folder: Path, seconds: int, *, workers: int) -> Figures:
    """A clip of any length, as shipped, by so many workers on as many cores.

    Its sound is made beside it, and let go of once it is encoded, as `clipkit render` does.
    """
    stage = reference.stage(folder, seconds, mixed=False)
    clocks.hold_to(workers)

    def sound() -> Packets:
        return encoded_sound(speech.finished(seconds))

    with tempfile.TemporaryDirectory() as out:
        target, began = Path(out) / "clip.mp4", clocks.now()
        shipped = clips.settings("shipped", stage)
        write(stage, target, shipped, sound=sound, side_by_side=workers)
        return clocks.since(began, frames=stage.timeline.frames)


def command(folder: Path, seconds: int) -> Figures:
    """All that `clipkit demo` does after its start, on one core, so with one worker."""
    del folder, seconds
    from clipkit import pipeline
    from clipkit.store import CACHE_VARIABLE

    os.environ[CACHE_VARIABLE] = "off"  # or it would find what another demo has left
    clocks.hold_to(1)
    with tempfile.TemporaryDirectory() as out:
        began = clocks.now()
        made = pipeline.demo(Path(out) / "demo.mp4")
        return clocks.since(began, frames=made.outputs[0].frames)


def still(folder: Path, seconds: int) -> Figures:
    """Single frames of a clip with photos and footage, each with nothing kept of earlier ones.

    wall, cpu: of the slowest. mean: seconds.
    """
    stage = reference.varied(folder, seconds)
    chance = random.Random(5)
    taken = []
    for _ in range(STILLS):
        stage.close()
        SHELF.clear()
        began = clocks.now()
        stage.rgb(chance.randrange(stage.timeline.frames))
        taken.append(clocks.since(began))
    slowest = max(taken, key=lambda one: one["wall"])
    return slowest | {"mean": sum(one["wall"] for one in taken) / len(taken)}
