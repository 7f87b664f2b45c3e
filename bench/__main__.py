"""Run the jobs in turns, show medians and ratios, and hold the bounds.

`--check` ends with 1 if a bound is broken; `--short` takes less time and grants half as much more.
Encoding alone holds all frames in memory: 3 GB.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bench.bounds import Row, judged
from bench.jobs import CLIPS, LONG, OF_A_CLIP
from clipkit.machine import cores

Rounds = dict[str, list[dict[str, float]]]
SECONDS = 30  # of the clip of photos


def main() -> int:
    """Return what the shell is told."""
    said = _arguments()
    out: Path = said.out
    clips = ["demo"] if said.short else list(CLIPS)
    rounds = measured(out / "media", clips, times=1 if said.short else 3)
    rounds |= many(out / "media", clips=4 if said.short else 12, times=1 if said.short else 3)
    rounds |= started(out / "media", times=5)
    rows = judged(medians(rounds), slack=1.5 if said.short else 1.0)
    out.mkdir(parents=True, exist_ok=True)
    text = markdown(rows)
    (out / "bench.md").write_text(text, "utf-8")
    document = {"machine": machine(), "rounds": rounds, "rows": [row._asdict() for row in rows]}
    (out / "bench.json").write_text(json.dumps(document, indent=1), "utf-8")
    print(text)
    return 1 if said.check and any(row.holds is False for row in rows) else 0


def measured(media: Path, clips: list[str], *, times: int) -> Rounds:
    """Each job once a round, rounds after each other, so that a slow minute hits all alike."""
    names = [f"{clip}: {job}" for clip in clips for job in OF_A_CLIP]
    rounds: Rounds = {name: [] for name in [*names, "clipkit demo, one core"]}
    _job("media", media, SECONDS)
    for _ in range(times):
        for name, done in rounds.items():
            done.append(_job(name, media, SECONDS))
    rounds["sound, 180 s"] = [_job("sound, 180 s", media, LONG)]
    return rounds


def many(media: Path, *, clips: int, times: int) -> Rounds:
    """A batch on one core and on two, in turns, where a process can be held to its cores."""
    if cores() < 2 or not hasattr(os, "sched_setaffinity"):
        return {}
    rounds: Rounds = {"batch, one core": [], "batch, two cores": []}
    for _ in range(times):
        for name, done in rounds.items():
            done.append(_job(name, media, clips))
    return rounds


def started(media: Path, times: int) -> Rounds:
    """How long the command takes to say what it can do, and what it finds in the examples.

    As on a user's machine, modules are compiled once, in a run that isn't counted. A first
    check has nothing to remember: its cache is empty.
    """
    lines = {
        "help": ["--help"],
        "check, spoken": ["check", "examples/kopi"],
        "check, recorded": ["check", "examples/rabies"],
    }
    phone = str(_phone(media))
    rounds: Rounds = {name: [] for name in [*lines, "first check", "check, 300 pictures"]}
    for line in lines.values():
        _command(line)
    for _ in range(times):
        for name, line in lines.items():
            rounds[name].append(_command(line))
        with TemporaryDirectory() as nothing:
            rounds["first check"].append(_command(lines["check, spoken"], cache=nothing))
        with TemporaryDirectory() as nothing:
            rounds["check, 300 pictures"].append(_command(["check", phone], cache=nothing))
    return rounds


def _phone(media: Path) -> Path:
    """A folder with 300 pictures."""
    from bench import reference  # late: it loads what the jobs load

    return reference.phone(media / "phone", 300)


def medians(rounds: Rounds) -> dict[str, dict[str, float]]:
    """One figure of each kind for each job; the highest of memory."""
    return {
        name: {
            key: (max if key == "rss" else median)([one[key] for one in done]) for key in done[0]
        }
        for name, done in rounds.items()
        if done
    }


def machine() -> dict[str, object]:
    """What it ran on."""
    return {"system": platform.platform(), "cores": os.cpu_count(), "python": sys.version}


def markdown(rows: list[Row]) -> str:
    """A table."""
    marks = {True: "yes", False: "**no**", None: ""}
    lines = ["| what | measured | bound | holds |", "|---|---|---|---|"]
    lines += [f"| {row.what} | {row.shown} | {row.bound} | {marks[row.holds]} |" for row in rows]
    return "\n".join(lines) + "\n"


def _job(name: str, media: Path, seconds: int) -> dict[str, float]:
    line = [sys.executable, "-m", "bench.jobs", name, str(media), str(seconds)]
    done = subprocess.run(line, check=True, capture_output=True, text=True)
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"{name}: {figures}", file=sys.stderr)
    return figures


def _command(words: list[str], **variables: str) -> dict[str, float]:
    line = [sys.executable, "-m", "clipkit", *words]
    environment = os.environ | {f"CLIPKIT_{name.upper()}": said for name, said in variables.items()}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    began = time.perf_counter()
    subprocess.run(line, check=True, capture_output=True, env=environment)
    return {"wall": time.perf_counter() - began}


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser("python -m bench", description=__doc__)
    parser.add_argument("--check", action="store_true", help="end with 1 if a bound is broken")
    parser.add_argument("--short", action="store_true", help="one round, of the demo only")
    parser.add_argument("--out", type=Path, default=Path("build/bench"))
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
