"""What is measured. Each job runs alone in a fresh process: `python -m bench.jobs NAME …`.

It prints one line of JSON: wall and cpu in seconds of the part that counts, rss in MB at its
highest, and whatever else it knows.
"""

import itertools
import json
import os
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from bench import reference, speech
from clipkit.machine import cores
from clipkit.rendering.machine import keeping_memory

if TYPE_CHECKING:
    from clipkit.rendering.stage import Stage

Figures = dict[str, float]
LONG = 180  # seconds of the mix that is measured
DEMO = Path(__file__).parents[1] / "examples" / "kopi"


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(began: tuple[float, float], **more: float) -> Figures:
    wall, cpu = _clocks()
    return {"wall": wall - began[0], "cpu": cpu - began[1], **more}


def photos(folder: Path, seconds: int) -> "Stage":
    """The reference clip, of the bench's own photos."""
    return reference.stage(folder, seconds)


def demo(folder: Path, seconds: int) -> "Stage":
    """What `clipkit demo` renders, whole."""
    del folder, seconds
    from clipkit import pipeline

    return pipeline.stage(pipeline.plan(pipeline.load(DEMO)))


def render(clip: "Stage", *, draft: bool = False) -> Figures:
    """All of clipkit's render: painting, encoding, sound, joining."""
    from clipkit.rendering.encode import write
    from clipkit.rendering.settings import Settings

    settings = Settings.DRAFT if draft else Settings(bitrate=clip.timeline.bitrate)
    with tempfile.TemporaryDirectory() as out:
        target, began = Path(out) / "clip.mp4", _clocks()
        write(clip, target, settings)
        return _since(began, frames=clip.timeline.frames, bytes=target.stat().st_size)


def limit(clip: "Stage", *, encoders: int, threads: int) -> Figures:
    """Only encoding: the same frames, at the same settings, painted into memory beforehand."""
    from clipkit.rendering.encode import form_of
    from clipkit.rendering.mp4 import Frame, PieceEncoder
    from clipkit.rendering.settings import Settings

    count = clip.timeline.frames
    form = form_of(clip, Settings(bitrate=clip.timeline.bitrate))._replace(threads=threads)
    frames, reel = [Frame(form.size) for _ in range(count)], clip.reel()
    for number, frame in enumerate(frames):
        reel.paint(number, frame.planes())

    def encode(part: list[Frame]) -> None:
        encoder = PieceEncoder(form)
        for frame in part:
            encoder.encode(frame)
        encoder.end()

    edges = [count * k // encoders for k in range(encoders + 1)]
    with keeping_memory():
        began = _clocks()
        staff = [
            threading.Thread(target=encode, args=(frames[first:stop],))
            for first, stop in itertools.pairwise(edges)
        ]
        for thread in staff:
            thread.start()
        for thread in staff:
            thread.join()
        return _since(began, frames=count)


def command(folder: Path, seconds: int) -> Figures:
    """All that `clipkit demo` does after its start, on one core, so with one worker."""
    del folder, seconds
    from clipkit import pipeline

    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, [min(os.sched_getaffinity(0))])
    with tempfile.TemporaryDirectory() as out:
        began = _clocks()
        made = pipeline.demo(Path(out) / "demo.mp4")
        return _since(began, frames=made.outputs[0].frames)


def batch(folder: Path, clips: int, *, count: int) -> Figures:
    """So many short clips on `count` cores, as many at once; nothing is remembered of earlier ones.

    cpu: of its children. job: MB that one of them held at most.
    """
    from clipkit import batch as room
    from clipkit.model.options import Options
    from clipkit.store import CACHE_VARIABLE

    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:count])
    os.environ[CACHE_VARIABLE] = "off"
    scripts = [reference.script(folder, number) for number in range(clips)]
    with tempfile.TemporaryDirectory() as out:
        jobs = room.jobs(scripts, Path(out), Options())
        report, began = room.Report(Path(out), jobs, "en"), _clocks()
        room.run(jobs, Options(), count, report, lambda *_: None)
        spent, job = os.times(), peak(of_children=True)
        figures = _since(began, cpu=spent.children_user + spent.children_system, job=job)
    assert all(outcome.status == "done" for outcome in report.outcomes), report.outcomes
    return figures


def media(folder: Path, seconds: int) -> Figures:
    """Make the media, and nothing that is measured."""
    reference.media(folder)
    speech.music(folder / "music.wav", LONG)
    return {"seconds": seconds}


def sound(folder: Path, seconds: int) -> Figures:
    """The mix of a voice and music. grown: MB more than before it."""
    from clipkit.sound.mix import mixed

    clip, takes = speech.spoken(folder, seconds)
    before, began = peak(), _clocks()
    made = mixed(clip, takes, reference.Folder(folder))
    return _since(began, grown=peak() - before, lufs=made.lufs, true_peak=made.true_peak)


CLIPS: dict[str, Callable[[Path, int], "Stage"]] = {"demo": demo, "photos": photos}
_CORES = cores()
OF_A_CLIP: dict[str, Callable[["Stage"], Figures]] = {
    "limit, side by side": lambda clip: limit(clip, encoders=_CORES, threads=1),
    "render": render,
    "limit, one encoder": lambda clip: limit(clip, encoders=1, threads=_CORES),
    "draft": lambda clip: render(clip, draft=True),
}
OTHERS: dict[str, Callable[[Path, int], Figures]] = {
    "media": media,
    "sound, 180 s": sound,
    "clipkit demo, one core": command,
    "batch, one core": lambda folder, clips: batch(folder, clips, count=1),
    "batch, two cores": lambda folder, clips: batch(folder, clips, count=2),
}


def measured(name: str, folder: Path, seconds: int) -> Figures:
    """Do a job. name: of OTHERS, or `CLIP: JOB` of CLIPS and OF_A_CLIP."""
    if name in OTHERS:
        return OTHERS[name](folder, seconds)
    clip, _, job = name.partition(": ")
    return OF_A_CLIP[job](CLIPS[clip](folder, seconds))


def peak(*, of_children: bool = False) -> float:
    """Most memory that this process held, MB, or the one of its children that held most."""
    if sys.platform == "win32":
        return 0.0
    import resource

    who = resource.RUSAGE_CHILDREN if of_children else resource.RUSAGE_SELF
    most = resource.getrusage(who).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    name, where, length = sys.argv[1:]
    print(json.dumps(measured(name, Path(where), int(length)) | {"rss": peak()}))
