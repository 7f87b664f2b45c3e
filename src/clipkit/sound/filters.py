"""libavfilter over samples, block by block: loudness, limiting, speed; libswresample: rates."""

from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import av
import numpy as np
from av.filter import Graph
from numpy.typing import NDArray

from clipkit.sound.pieces import RATE, Samples

NOTHING = -70.0  # LUFS: the absolute gate of ITU-R BS.1770-4, below which all is silence
_BLOCK = RATE // 10  # samples a push: state is carried by the graph, memory stays flat
_OVER = 96_000  # Hz, of the limiter: peaks between samples are seen, at half the time of 192 kHz
Chain = Sequence[tuple[str, str]]


class Loudness(NamedTuple):
    """lufs: integrated, EBU R 128; -70 where silent. true_peak: dBTP; -120 where silent."""

    lufs: float
    true_peak: float


class Level:
    """What ebur128 says as frames pass; its figures are on the frames that end a window."""

    def __init__(self) -> None:
        self._lufs, self._peak = NOTHING, 0.0

    def see(self, frame: av.AudioFrame) -> None:
        """Read a frame's figures, if it has any."""
        told = frame.metadata
        self._lufs = float(told.get("lavfi.r128.I", self._lufs))
        peaks = (float(v) for k, v in told.items() if k.startswith("lavfi.r128.true_peaks_ch"))
        self._peak = max(self._peak, *peaks, 0.0)

    @property
    def found(self) -> Loudness:
        """Figures of all that passed."""
        peak = 20 * float(np.log10(max(self._peak, 1e-6)))
        return Loudness(max(NOTHING, self._lufs), peak)


def through(blocks: Iterable[Samples], chain: Chain) -> Iterator[av.AudioFrame]:
    """Push blocks, (n, 2), one after the other through filters; yield what comes out meanwhile."""
    graph = Graph()
    last = graph.add(
        "abuffer",
        f"sample_rate={RATE}:sample_fmt=flt:channel_layout=stereo:time_base=1/{RATE}",
    )
    for name, arguments in (*chain, ("abuffersink", "")):
        following = graph.add(name, arguments) if arguments else graph.add(name)
        last.link_to(following)
        last = following
    graph.configure()
    at = 0
    for block in blocks:
        row = np.ascontiguousarray(block, np.float32).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(row, format="flt", layout="stereo")
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
    """Views of (n, 2), a tenth of a second each."""
    for first in range(0, len(samples), _BLOCK):
        yield samples[first : first + _BLOCK]


def measured(blocks: Iterable[Samples]) -> Loudness:
    """Integrated loudness of blocks that follow each other; no peak is looked for."""
    level = Level()
    for frame in through(blocks, [("ebur128", "metadata=1")]):
        level.see(frame)
    return level.found


def loudness(samples: Samples) -> Loudness:
    """Integrated loudness and true peak of (n, 2)."""
    level = Level()
    for frame in through(blocks_of(samples), [("ebur128", "metadata=1:peak=true")]):
        level.see(frame)
    return level.found


def limit(samples: Samples, gain: float, ceiling: float) -> Loudness:
    """Raise (n, 2) in place by a gain (dB), holding peaks at 96 kHz under a ceiling (dBFS)."""
    level, at = Level(), 0
    most = 10 ** (ceiling / 20)
    chain = [
        ("volume", f"{gain:.4f}dB"),
        ("aresample", f"{_OVER}:internal_sample_fmt=fltp"),
        ("alimiter", f"limit={most:.5f}:attack=4:release=60:level=0:latency=1"),
        ("aresample", f"{RATE}:internal_sample_fmt=fltp"),
        ("ebur128", "metadata=1:peak=true"),
        ("aformat", "sample_fmts=flt:channel_layouts=stereo"),
    ]
    # What comes out never runs ahead of what went in, so its place has been read already.
    for frame in through(blocks_of(samples), chain):
        level.see(frame)
        block = frame.to_ndarray().reshape(-1, 2)[: len(samples) - at]
        samples[at : at + len(block)] = block
        at += len(block)
    samples[at:] = 0
    return level.found


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
