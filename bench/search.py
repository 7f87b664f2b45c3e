"""Settings of libx264 at equal quality: `python -m bench.search`, a quarter of an hour a round.

Each candidate encodes each material (bench/materials.py) as one piece, in one thread, at three
rates; its CPU, bytes and worst frame are read off where its curve has the PSNR of the first
candidate, which are what encoders are usually compared to. What is said of a candidate as it is
set is at its own rate. Needs 1.1 GB of disk.
"""

import argparse
import itertools
import json
import math
import subprocess
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from statistics import fmean

import av
import cv2
import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from bench import materials
from bench.clocks import peak
from clipkit.media.planes import rows
from clipkit.rendering.machine import keeping_memory
from clipkit.rendering.mp4 import Form, Frame, PieceEncoder, join
from clipkit.rendering.planes import Planes
from clipkit.rendering.settings import Settings

Figures = dict[str, float]
Curve = dict[str, list[Figures]]  # by material; by rate, the best quality first
RATES = (-1.0, 0.0, 1.0)  # beside a candidate's own
NONE: tuple[float, ...] = ()
_SHORTER, _END = 54, 6  # frames: of a shorter piece, and of its end


def _tree(lookahead: int) -> tuple[tuple[str, str], ...]:
    return (("mbtree", "1"), ("rc-lookahead", str(lookahead)))


def _good(**other: str) -> Settings:
    """GOOD with some options of another kind; `_` is `-`."""
    options = dict(Settings.GOOD.x264) | {name.replace("_", "-"): it for name, it in other.items()}
    return replace(Settings.GOOD, x264=tuple(options.items()))


CANDIDATES = {
    "veryfast": Settings(preset="veryfast", crf=20.0, x264=(), ending=NONE),
    "superfast": Settings(crf=19.5, x264=(), ending=NONE),
    "superfast, tree, 20 ahead": Settings(crf=21.0, x264=_tree(20), ending=NONE),
    "superfast, tree, 40 ahead": Settings(crf=21.5, x264=_tree(40), ending=NONE),
    "good": Settings.GOOD,
    "good, plain ending": replace(Settings.GOOD, ending=NONE),
    "good, b-adapt 1": _good(b_adapt="1"),
    "good, weightp 1": _good(weightp="1"),
    "good, aq-mode 1": _good(aq_mode="1"),
    "good, qcomp 0.6": _good(qcomp="0.6"),
    "good, subme 2": _good(subme="2"),
    "good, 40 ahead": _good(rc_lookahead="40"),
    "good, chroma as luma": _good(chroma_qp_offset="0"),
    "good, b-pyramid none": _good(b_pyramid="none"),
    "fast": Settings.FAST,
    "best": Settings.BEST,
    "ultrafast": Settings(preset="ultrafast", crf=19.0, x264=(), ending=NONE),
}


def main() -> None:
    """Print a table, and keep all figures."""
    said = _arguments()
    if said.one:
        print(json.dumps(curve(CANDIDATES[said.one], materials.made(said.out))))
        return
    materials.made(said.out)
    curves: dict[str, list[Curve]] = {name: [] for name in CANDIDATES}
    for _ in range(said.rounds):
        for name, done in curves.items():
            line = [sys.executable, "-m", "bench.search", "--one", name, "--out", str(said.out)]
            ran = subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True)
            done.append(json.loads(ran.stdout.splitlines()[-1]))
            print(name, file=sys.stderr)
    (said.out / "search.json").write_text(json.dumps(curves, indent=1), "utf-8")
    text = table({name: least(done) for name, done in curves.items()})
    (said.out / "search.md").write_text(text, "utf-8")
    print(text)


def curve(settings: Settings, paths: dict[str, Path]) -> Curve:
    """All figures of a candidate: milliseconds of CPU a frame, Mbit/s, dB; the highest MB."""
    return {
        name: [measured(_moved(settings, more), path) for more in RATES]
        for name, path in paths.items()
    }


def _moved(settings: Settings, more: float) -> Settings:
    """At another rate factor; a constant quantiser moves with it."""
    options = dict(settings.x264)
    if "qp" in options:
        options["qp"] = f"{float(options['qp']) + more:.0f}"
    return replace(settings, crf=settings.crf + more, x264=tuple(options.items()))


def measured(settings: Settings, path: Path) -> Figures:
    """Encode a material; compare what a player shows. ssim: in dB, -10 log10(1 - SSIM),
    of every fourth frame. chroma: PSNR of both planes. cut: how much better the last frames of a
    shorter piece are than the same ones amid all, dB. rss: MB; true of a process's first."""
    made = path.with_suffix(".mp4")
    piece, cpu = _encoded(settings, path, made, materials.FRAMES)
    held = peak()
    levels, colours, alike = [], [], []
    for number, (planes, shown) in enumerate(zip(materials.read(path), _shown(made), strict=True)):
        levels.append(_psnr(planes.y, shown.y))
        colours.append((_psnr(planes.u, shown.u) + _psnr(planes.v, shown.v)) / 2)
        if number % 4 == 0:
            alike.append(_ssim(planes.y, shown.y))
    _encoded(settings, path, made, _SHORTER)
    both = zip(materials.read(path), _shown(made), strict=False)  # the piece is shorter
    ends = [_psnr(planes.y, shown.y) for planes, shown in both][-_END:]
    return {
        "crf": settings.crf,
        "cpu": 1000 * cpu / len(levels),
        "rate": piece * 8 * materials.FPS / len(levels) / 1e6,
        "psnr": fmean(levels),
        "worst": min(levels),
        "chroma": fmean(colours),
        "first": levels[0] - fmean(levels),
        "last": min(levels[-8:]) - fmean(levels),
        "cut": fmean(ends) - fmean(levels[_SHORTER - _END : _SHORTER]),
        "ssim": -10 * math.log10(1 - fmean(alike)),
        "rss": held,
    }


def _encoded(settings: Settings, path: Path, made: Path, frames: int) -> tuple[int, float]:
    """Encode the first frames of a material as one piece. Returns: bytes, seconds of CPU."""
    form = Form(materials.SIZE, Fraction(materials.FPS), settings)
    with keeping_memory():
        encoder, frame, cpu = PieceEncoder(form, frames), Frame(form.size), 0.0
        for planes in itertools.islice(materials.read(path), frames):
            for mine, its in zip(frame.planes(), planes, strict=True):
                mine[:] = its
            began = time.thread_time()
            encoder.encode(frame)
            cpu += time.thread_time() - began
        began = time.thread_time()
        piece = encoder.end()
        cpu += time.thread_time() - began
    join(made, form, [piece], None)
    return sum(len(coded.content) for coded in piece), cpu


def _shown(path: Path) -> Iterator[Planes]:
    """A file's frames, good until the next."""
    with av.open(str(path)) as file:
        for frame in file.decode(video=0):
            y, u, v = (rows(plane) for plane in frame.planes)
            yield Planes(y, u, v)


def _psnr(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    error = cv2.norm(a, b, cv2.NORM_L2SQR) / a.size
    return 10 * math.log10(255**2 / max(error, 1e-4))


def _ssim(a: NDArray[np.uint8], b: NDArray[np.uint8]) -> float:
    """Wang et al., "Image quality assessment: from error visibility to structural similarity"
    (2004), in squares of 8 pixels that don't overlap.
    """
    x, y = a.astype(np.float32), b.astype(np.float32)
    mx, my = _means(x), _means(y)
    vx, vy, both = _means(x * x) - mx * mx, _means(y * y) - my * my, _means(x * y) - mx * my
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    above = (2 * mx * my + c1) * (2 * both + c2)
    return float((above / ((mx * mx + my * my + c1) * (vx + vy + c2))).mean())


def _means(values: NDArray[np.float32]) -> NDArray[np.float32]:
    height, width = values.shape
    small = cv2.resize(values, (width // 8, height // 8), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def least(rounds: list[Curve]) -> Curve:
    """One curve of several that differ in time and memory only: the least of each."""
    return {
        name: [
            {key: min(done[name][k][key] for done in rounds) for key in point}
            for k, point in enumerate(points)
        ]
        for name, points in rounds[0].items()
    }


def at(points: list[Figures], key: str, value: float) -> Figures:
    """All figures where `key` has a value: on the line through the two nearest points.

    CPU and rate by their logarithms, as in G. Bjontegaard, "Calculation of average PSNR
    differences between RD-curves", VCEG-M33 (2001).
    """
    near = sorted(sorted(points, key=lambda p: abs(p[key] - value))[:2], key=lambda p: p[key])
    low, high = near
    part = (value - low[key]) / (high[key] - low[key] or 1.0)
    found = {name: low[name] + part * (high[name] - low[name]) for name in low}
    return found | {name: low[name] * (high[name] / low[name]) ** part for name in ("cpu", "rate")}


def table(curves: dict[str, Curve]) -> str:
    """Means over the materials, but for the worst frame: the material that suffers most."""
    lines = [
        "| settings | CPU | bytes at its PSNR | at its SSIM | SSIM, dB | worst frame, dB "
        "| as set: chroma, first, last frames, a piece's end, dB | ms a frame, Mbit/s, dB | MB |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    reference = {name: points[1] for name, points in next(iter(curves.values())).items()}
    for candidate, kinds in curves.items():
        equal = {name: at(kinds[name], "psnr", its["psnr"]) for name, its in reference.items()}
        alike = {name: at(kinds[name], "ssim", its["ssim"]) for name, its in reference.items()}
        own = [points[1] for points in kinds.values()]
        cells = [
            candidate,
            f"{_times(equal, reference, 'cpu'):.0%}",
            f"{_times(equal, reference, 'rate'):.0%}",
            f"{_times(alike, reference, 'rate'):.0%}",
            f"{fmean(equal[n]['ssim'] - its['ssim'] for n, its in reference.items()):+.2f}",
            f"{min(equal[n]['worst'] - its['worst'] for n, its in reference.items()):+.2f}",
            f"{min(kinds[n][1]['chroma'] - its['chroma'] for n, its in reference.items()):+.2f}, "
            f"{fmean(p['first'] for p in own):+.1f}, {min(p['last'] for p in own):+.1f}, "
            f"{min(p['cut'] for p in own):+.2f}",
            f"{fmean(p['cpu'] for p in own):.1f}, {max(p['rate'] for p in own):.1f}, "
            f"{fmean(p['psnr'] for p in own):.1f}",
            f"{min(p['rss'] for points in kinds.values() for p in points):.0f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def _times(some: dict[str, Figures], others: dict[str, Figures], key: str) -> float:
    """How many times the others', the geometric mean over the materials."""
    return math.exp(fmean(math.log(some[name][key] / its[key]) for name, its in others.items()))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench.search", description=__doc__)
    parser.add_argument("--rounds", type=int, default=1, help="the least CPU of so many counts")
    parser.add_argument("--out", type=Path, default=Path("build/search"))
    parser.add_argument("--one", choices=list(CANDIDATES), help=argparse.SUPPRESS)
    return parser.parse_args()


if __name__ == "__main__":
    main()
