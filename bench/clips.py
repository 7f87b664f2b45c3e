"""The clips that are measured, and the ways to encode them."""

from collections.abc import Callable
from pathlib import Path

from bench import edits, reference, speech
from bench import media as made
from bench.clocks import Figures
from clipkit.rendering.settings import Settings
from clipkit.rendering.smaller import smaller
from clipkit.rendering.stage import Stage

DEMO = Path(__file__).parents[1] / "examples" / "kopi"
VERYFAST = Settings(preset="veryfast", crf=20.0, x264=())
PEERS = {"veryfast": VERYFAST, "shipped": Settings()}


def demo(folder: Path, seconds: int) -> Stage:
    """What `clipkit demo` renders, whole."""
    del folder, seconds
    from clipkit import pipeline

    return pipeline.stage(pipeline.plan(pipeline.load(DEMO)))


def small(folder: Path, seconds: int) -> Stage:
    """The reference clip, its sides halved."""
    whole = reference.stage(folder, seconds)
    return Stage(smaller(whole.timeline, 2), whole.sources, whole.mix)


CLIPS: dict[str, Callable[[Path, int], Stage]] = {
    "demo": demo,
    "reference": reference.stage,
    "footage": reference.filmed,
    "smaller": small,
}


def clip(name: str, folder: Path, seconds: int) -> Stage:
    """A clip of CLIPS, or the reference clip `without KIND` of cue."""
    left_out = name.removeprefix("without ")
    if left_out != name:
        return reference.stage(folder, seconds, (left_out,))
    return CLIPS[name](folder, seconds)


def settings(way: str, stage: Stage) -> Settings:
    """`veryfast` is its preset at crf 20, as the peers have it; `shipped` and `draft` are ours."""
    ways = {
        "veryfast": VERYFAST,
        "shipped": Settings(bitrate=stage.timeline.bitrate),
        "draft": Settings.DRAFT,
    }
    return ways[way]


def media(folder: Path, seconds: int) -> Figures:
    """Make the photos, music and mix, and nothing that is measured. seconds: of the music."""
    made.photos(folder)
    speech.music(folder / "music.wav", seconds)
    edits.media(folder)
    return {}


def footage(folder: Path, seconds: int) -> Figures:
    """Film the footage."""
    del seconds  # all of it
    made.footage(folder)
    return {}
