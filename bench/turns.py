"""Which jobs are run, how often, and in what order: each in a fresh process."""

import json
import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from typing import NamedTuple

from bench.children import compiled, environment
from bench.jobs import JOBS, WAYS, WORDS
from clipkit.machine import cores

Rounds = dict[str, list[dict[str, float]]]
LONG = 180  # seconds of the mix that is measured, and of the longest clip
CARDS = 50  # of three words
# times a round: under a second, soon disturbed
_OFTEN = {"edit: nothing": 3, "edit: music": 3, "reference: draft": 3}
_HIGHEST = {"rss", "job", "grown", "held"}  # of its rounds; of other figures the median


class Plan(NamedTuple):
    """turns: jobs of each round, with their number (`jobs.measured`). once: after all rounds."""

    turns: dict[str, int]
    once: dict[str, int]
    rounds: int
    starts: int  # how often each command is timed


def _of(clip: str, ways: tuple[str, ...], seconds: int) -> dict[str, int]:
    jobs = (f"{clip}: {job}" for job in ("limit, side by side", "render", "limit, one encoder"))
    return {f"{job}, {way}": seconds for job in jobs for way in ways}


def _peers(names: tuple[str, ...], ways: tuple[str, ...], seconds: int) -> dict[str, int]:
    return {f"{name}: {way}": seconds for name in names for way in ways}


def _batches(clips: int) -> dict[str, int]:
    """A batch on one core and on two, where a process can be held to its cores."""
    if cores() < 2 or not hasattr(os, "sched_setaffinity"):
        return {}
    return {"batch, one core": clips, "batch, two cores": clips}


def _edits(scenes: int, *what: str) -> dict[str, int]:
    """The full render first: the others start from its cache."""
    return {f"edit: {name}": scenes for name in ("full", *what)}


_DEMO = {**_of("demo", ("shipped",), 0), "demo: draft": 0, "demo: clipkit demo, one core": 0}
FULL = Plan(
    turns={
        **_of("reference", WAYS, 20),
        "reference: draft": 20,
        **_peers(("ffmpeg", "ffmpeg, fades apart", "moviepy"), WAYS, 20),
        **_of("footage", ("shipped",), 10),
        "footage: decode": 10,
        **_edits(6, "nothing", "music", "caption", *(f"word {scene}" for scene in WORDS)),
        "still": 60,
        "words, 150": CARDS,
        **_DEMO,
        **_batches(12),
    },
    once={
        "reference: moviepy writes": 20,
        **{f"quality: {way}": 20 for way in WAYS},
        **{f"length: {n} s, one worker": n for n in (20, LONG)},
        **{f"length: {n} s, two workers": n for n in (20, 60, LONG)},
        "stages": 20,
        **{f"without {kind}": 20 for kind in ("caption", "bug", "progress")},
        "at 540x960": 20,
        "sound, 180 s": LONG,
    },
    rounds=3,
    starts=5,
)
SHORT = Plan(
    turns={
        **_of("reference", WAYS, 6),
        **_peers(("ffmpeg", "moviepy"), ("veryfast",), 2),
        **_edits(6, "nothing", "music"),
        "demo: clipkit demo, one core": 0,
        **_batches(2),
    },
    once={"sound, 180 s": LONG, "words, 150": CARDS},
    rounds=1,
    starts=3,
)


def run(plan: Plan, media: Path, rounds: int) -> Rounds:
    """Each job once a round, rounds after each other, so that a slow minute hits all alike."""
    assert set(plan.turns) | set(plan.once) <= set(JOBS)
    compiled()
    _job("media", media, LONG)
    if any("footage" in name or name == "still" for name in plan.turns):
        _job("footage", media, 0)
    done: Rounds = {name: [] for name in (*plan.turns, *plan.once)}
    for _ in range(rounds):
        for name, number in plan.turns.items():
            done[name] += [_job(name, media, number) for _ in range(_OFTEN.get(name, 1))]
    for name, number in plan.once.items():
        done[name].append(_job(name, media, number))
    return done


def medians(rounds: Rounds) -> dict[str, dict[str, float]]:
    """One figure of each kind for each job; the highest of memory."""
    return {
        name: {
            key: (max if key in _HIGHEST else median)([one[key] for one in done]) for key in done[0]
        }
        for name, done in rounds.items()
        if done
    }


def _job(name: str, media: Path, number: int) -> dict[str, float]:
    line = [sys.executable, "-m", "bench.jobs", name, str(media), str(number)]
    done = subprocess.run(line, check=True, stdout=subprocess.PIPE, text=True, env=environment())
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    print(f"{name}: {figures}", file=sys.stderr, flush=True)
    return figures
