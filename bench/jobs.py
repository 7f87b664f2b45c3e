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

from bench import reference, speech

Figures = dict[str, float]
LONG = 180  # seconds of the mix that is measured


def _clocks() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(began: tuple[float, float], **more: float) -> Figures:
    wall, cpu = _clocks()
    return {"wall": wall - began[0], "cpu": cpu - began[1], **more}


def render(folder: Path, seconds: int, *, draft: bool = False, workers: int = 0) -> Figures:
    """All of clipkit's render: painting, encoding, sound, joining."""
    from clipkit.rendering.encode import write
    from clipkit.rendering.settings import Settings

    clip = reference.stage(folder, seconds)
    settings = Settings.DRAFT if draft else Settings(bitrate=clip.timeline.bitrate)
    with tempfile.TemporaryDirectory() as out:
        target, began = Path(out) / "clip.mp4", _clocks()
        write(clip, target, settings, side_by_side=workers or None)
        return _since(began, frames=clip.timeline.frames, bytes=target.stat().st_size)


def limit(folder: Path, seconds: int, *, encoders: int, threads: int) -> Figures:
    """Only encoding: the same frames, at the same settings, painted into memory beforehand."""
    from clipkit.rendering.encode import form_of
    from clipkit.rendering.machine import repeatable_heap
    from clipkit.rendering.mp4 import Frame, PieceEncoder
    from clipkit.rendering.settings import Settings

    clip = reference.stage(folder, seconds)
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
    with repeatable_heap():
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


def _jobs() -> dict[str, Callable[[Path, int], Figures]]:
    cores = os.cpu_count() or 1
    return {
        "media": media,
        "sound, 180 s": sound,
        "render": render,
        "render, one worker": lambda folder, seconds: render(folder, seconds, workers=1),
        "draft": lambda folder, seconds: render(folder, seconds, draft=True),
        "limit, one encoder": lambda folder, seconds: limit(
            folder, seconds, encoders=1, threads=cores
        ),
        "limit, side by side": lambda folder, seconds: limit(
            folder, seconds, encoders=cores, threads=1
        ),
    }


def peak() -> float:
    """Most memory that this process held, MB."""
    if sys.platform == "win32":
        return 0.0
    import resource

    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


if __name__ == "__main__":
    name, where, length = sys.argv[1:]
    figures = _jobs()[name](Path(where), int(length))
    print(json.dumps(figures | {"rss": peak()}))
