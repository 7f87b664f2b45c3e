"""libavfilter over samples, block by block: loudness, limiting, resampling, speed."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

RATE = 48000
_BLOCK = RATE  # samples a push: state is carried by the graph, memory stays flat
Samples = NDArray[np.float32]
Chain = Sequence[tuple[str, str]]


def through(samples: Samples, chain: Chain, rate: int = RATE) -> Iterator[av.AudioFrame]:
    """Push samples, (n, 2) float32, through filters; yield what comes out."""
    graph = Graph()
    last = graph.add(
        "abuffer",
        f"sample_rate={rate}:sample_fmt=flt:channel_layout=stereo:time_base=1/{rate}",
    )
    for name, arguments in (*chain, ("abuffersink", "")):
        following = graph.add(name, arguments) if arguments else graph.add(name)
        last.link_to(following)
        last = following
    graph.configure()
    source = graph
    for first in range(0, len(samples), _BLOCK):
        block = np.ascontiguousarray(samples[first : first + _BLOCK]).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(block, format="flt", layout="stereo")
        frame.sample_rate, frame.pts, frame.time_base = rate, first, Fraction(1, rate)
        source.push(frame)
        yield from _out(graph)
    source.push(None)
    yield from _out(graph)


def _out(graph: Graph) -> Iterator[av.AudioFrame]:
    while True:
        try:
            frame = graph.pull()
        except (av.BlockingIOError, av.EOFError):
            return
        yield frame  # type: ignore[misc]  # an audio graph gives audio frames


def loudness(samples: Samples) -> tuple[float, float]:
    """Integrated loudness in LUFS and true peak in dBTP (EBU R 128); -70 where it is silent."""
    lufs, peak = -70.0, 0.0
    for frame in through(samples, [("ebur128", "metadata=1:peak=true")]):
        told = frame.metadata
        lufs = float(told.get("lavfi.r128.I", lufs))
        peaks = [float(v) for k, v in told.items() if k.startswith("lavfi.r128.true_peaks_ch")]
        peak = max([peak, *peaks])
    return max(-70.0, lufs), 20 * float(np.log10(max(peak, 1e-6)))


def limited(samples: Samples, gain: float, ceiling: float) -> Samples:
    """Raise by a gain (dB) and hold true peaks under a ceiling (dBFS): (n, 2), the same length."""
    limit = 10 ** (ceiling / 20)
    chain = [
        ("volume", f"{gain}dB"),
        ("aresample", "192000"),
        ("alimiter", f"limit={limit:.4f}:attack=4:release=60:level=0:latency=1"),
        ("aresample", f"{RATE}"),
        ("aformat", "sample_fmts=flt:channel_layouts=stereo"),
    ]
    out = np.zeros_like(samples)
    at = 0
    for frame in through(samples, chain):
        block = frame.to_ndarray().reshape(-1, 2)[: len(out) - at]
        out[at : at + len(block)] = block
        at += len(block)
    return out


def quickened(samples: Samples, speed: float) -> Samples:
    """Play faster or slower at the same pitch. speed: 0.25 to 4."""
    steps = []
    while not 0.5 <= speed <= 2.0:
        step = 2.0 if speed > 1 else 0.5
        steps.append(step)
        speed /= step
    chain = [("atempo", f"{step:g}") for step in (*steps, speed)]
    blocks = [f.to_ndarray().reshape(-1, 2) for f in through(samples, chain)]
    return np.concatenate(blocks) if blocks else samples[:0]


def resampled(mono: NDArray[np.int16], rate: int) -> NDArray[np.float32]:
    """int16 mono of any rate as float32 mono at 48 kHz."""
    resampler = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    frame = av.AudioFrame.from_ndarray(mono.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate = rate
    parts = [*resampler.resample(frame), *resampler.resample(None)]
    found = np.concatenate([part.to_ndarray().reshape(-1) for part in parts])
    wanted = round(len(mono) * RATE / rate)
    return np.pad(found, (0, max(0, wanted - len(found))))[:wanted].astype(np.float32)
