"""The least that a clip can take: its frames, lying in memory, through the same encoder."""

import itertools
import threading
from collections.abc import Callable
from pathlib import Path

import av

from bench import clips, clocks, media
from bench.clocks import Figures
from clipkit.machine import cores
from clipkit.rendering.encode import form_of
from clipkit.rendering.machine import keeping_memory
from clipkit.rendering.mp4 import Frame, PieceEncoder


def limit(folder: Path, seconds: int, *, clip: str, way: str, one: bool) -> Figures:
    """Only encoding: the same frames, at the same settings, painted into memory beforehand.

    one: one encoder with as many threads as there are cores, else as many encoders with one.
    """
    stage, threads = clips.clip(clip, folder, seconds), cores()
    form = form_of(stage, clips.settings(way, stage))._replace(threads=threads if one else 1)
    frames = [Frame(form.size) for _ in range(stage.timeline.frames)]
    reel = stage.reel()
    for number, frame in enumerate(frames):
        reel.paint(number, frame.planes())
    reel.close()

    def encode(first: int, stop: int) -> None:
        encoder = PieceEncoder(form, stop - first)
        for frame in frames[first:stop]:
            encoder.encode(frame)
        encoder.end()

    with keeping_memory():
        began = clocks.now()
        _side_by_side(encode, len(frames), 1 if one else threads)
        return clocks.since(began, frames=len(frames))


def decode(folder: Path, seconds: int) -> Figures:
    """Only decoding: the frames of the footage, a decoder of one thread for each core's share."""
    path, count = media.footage(folder), seconds * 30

    def read(first: int, stop: int) -> None:
        with av.open(str(path)) as file:
            video = file.streams.video[0]
            video.codec_context.thread_count = 1
            base = float(video.time_base or 0)
            file.seek(round(first / 30 / base), stream=video)
            for frame in file.decode(video):
                if round(float(frame.time or 0) * 30) >= stop - 1:
                    break

    began = clocks.now()
    _side_by_side(read, count, cores())
    return clocks.since(began, frames=count)


def _side_by_side(work: Callable[[int, int], None], count: int, workers: int) -> None:
    """Share frames out to threads, in equal parts, and wait."""
    edges = [count * k // workers for k in range(workers + 1)]
    staff = [threading.Thread(target=work, args=span) for span in itertools.pairwise(edges)]
    for thread in staff:
        thread.start()
    for thread in staff:
        thread.join()
