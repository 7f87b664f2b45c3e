"""libavfilter over samples, block by block: loudness, speed; libswresample: rates."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from clipkit.sound.pieces import RATE, Samples

NOTHING = -70.0  # LUFS: the absolute gate of ITU-R BS.1770-4, below which all is silence
BLOCK = RATE  # samples a push: state is carried by the graph, memory stays flat
Chain = Sequence[tuple[str, str]]


def through(
    blocks: Iterable[Samples], chain: Chain, *, channels: int = 2
) -> Iterator[av.AudioFrame]:
    """Push blocks one after the other through filters; yield what comes out meanwhile.

    blocks: (n, channels), of one or two.
    """
    graph, layout = Graph(), "mono" if channels == 1 else "stereo"
    last = graph.add(
        "abuffer",
        f"sample_rate={RATE}:sample_fmt=flt:channel_layout={layout}:time_base=1/{RATE}",
    )
    for name, arguments in (*chain, ("abuffersink", "")):
        following = graph.add(name, arguments) if arguments else graph.add(name)
        last.link_to(following)
        last = following
    graph.configure()
    at = 0
    for block in blocks:
        row = np.ascontiguousarray(block, np.float32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(row, format="flt", layout=layout)
        frame.sample_rate, frame.pts, frame.time_base = RATE, at, Fraction(1, RATE)
        at += len(block)
        graph.push(frame)
        yield from _out(graph)
    graph.push(None)
    yield from _out(graph)


def _out(graph: Graph) -> Iterator[av.AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        if isinstance(frame, av.AudioFrame):
            yield frame


def blocks_of(samples: Samples) -> Iterator[Samples]:
    """Views of (n, 2), a second each."""
    for first in range(0, len(samples), BLOCK):
        yield samples[first : first + BLOCK]


def loudness(blocks: Iterable[Samples], *, channels: int = 2) -> float:
    """Integrated loudness of blocks that follow each other, LUFS (EBU R 128); NOTHING: silence.

    blocks: (n, channels); one channel is heard from both sides.
    """
    lufs = NOTHING
    for frame in through(blocks, [("ebur128", "metadata=1:dualmono=1")], channels=channels):
        lufs = float(frame.metadata.get("lavfi.r128.I", lufs))  # on frames that end a window
    return max(NOTHING, lufs)


def quickened(samples: Samples, speed: float) -> Samples:
    """Play (n, 2) faster or slower at the same pitch. speed: 0.25 to 4."""
    steps = []
    while not 0.5 <= speed <= 2.0:  # beyond, atempo would skip samples or refuse
        step = 2.0 if speed > 1 else 0.5
        steps.append(step)
        speed /= step
    chain = [("atempo", f"{step:g}") for step in (*steps, speed)]
    chain.append(("aformat", "sample_fmts=flt:channel_layouts=stereo"))
    found = [f.to_ndarray().reshape(-1, 2) for f in through(blocks_of(samples), chain)]
    return np.concatenate(found).astype(np.float32) if found else samples[:0]


def resampled(mono: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """(n,) of any rate at 48 kHz, begun and ended at the same moments."""
    if not len(mono) or rate == RATE:
        return mono
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    row = np.ascontiguousarray(mono, np.float32).reshape(1, -1)
    frame = av.AudioFrame.from_ndarray(row, format="flt", layout="mono")
    frame.sample_rate = rate
    parts = [*resampler.resample(frame), *resampler.resample(None)]
    found = np.concatenate([part.to_ndarray().reshape(-1) for part in parts])
    wanted = round(len(mono) * RATE / rate)
    return np.pad(found, (0, max(0, wanted - len(found))))[:wanted].astype(np.float32)
