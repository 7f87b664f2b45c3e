"""What is measured. Each job runs alone in a fresh process: `python -m bench.jobs NAME …`.

It prints one line of JSON: wall and cpu in seconds of the part that counts, rss in MB at its
highest, and whatever else it knows. Its room is loaded late: some measure from the first import.
"""

import json
import sys
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from bench.clocks import Figures, peak

WAYS = ("veryfast", "shipped")
WORDS = tuple(range(1, 7))  # scenes of the edited script


class Job(NamedTuple):
    """room: a module of the bench. does: its function, told the folder, a number and `how`."""

    room: str
    does: str
    how: dict[str, object]


def _job(where: str, **how: object) -> Job:
    room, _, does = where.rpartition(".")
    return Job(f"bench.{room}", does, how)


def _of(clip: str, way: str) -> dict[str, Job]:
    """A clip's render and its limit, in turns. way: of `clips.settings`."""
    return {
        f"{clip}: limit, side by side, {way}": _job("limit.limit", clip=clip, way=way, one=False),
        f"{clip}: render, {way}": _job("rendering.render", clip=clip, way=way),
        f"{clip}: limit, one encoder, {way}": _job("limit.limit", clip=clip, way=way, one=True),
    }


def _peer(name: str, where: str, **how: object) -> dict[str, Job]:
    return {f"{name}: {way}": _job(where, way=way, **how) for way in WAYS}


JOBS: dict[str, Job] = {
    "media": _job("clips.media"),
    "footage": _job("clips.footage"),
    **_of("demo", "shipped"),
    "demo: draft": _job("rendering.render", clip="demo", way="draft"),
    "demo: clipkit demo, one core": _job("rendering.command"),
    **_of("reference", "veryfast"),
    **_of("reference", "shipped"),
    "reference: draft": _job("rendering.render", clip="reference", way="draft"),
    "reference: moviepy writes": _job("rendering.by_moviepy", way="shipped"),
    **_peer("ffmpeg", "peers.with_ffmpeg.ffmpeg", apart=False),
    **_peer("ffmpeg, fades apart", "peers.with_ffmpeg.ffmpeg", apart=True),
    **_peer("moviepy", "peers.with_moviepy.moviepy"),
    **_of("footage", "shipped"),
    "footage: decode": _job("limit.decode"),
    **{f"edit: {what}": _job("edits.edit", what=what) for what in ("full", "nothing", "music")},
    **{f"edit: word {k}": _job("edits.edit", what="word", scene=k) for k in WORDS},
    "edit: caption": _job("edits.edit", what="caption", scene=3),
    **{f"quality: {way}": _job("quality.quality", way=way) for way in WAYS},
    "length: 20 s, one worker": _job("rendering.long", workers=1),
    "length: 180 s, one worker": _job("rendering.long", workers=1),
    **{f"length: {n} s, two workers": _job("rendering.long", workers=2) for n in (20, 60, 180)},
    **{
        f"without {kind}": _job("rendering.render", clip=f"without {kind}", way="shipped")
        for kind in ("caption", "bug", "progress")
    },
    "at 540x960": _job("rendering.render", clip="smaller", way="shipped"),
    "stages": _job("stages.stages"),
    "still": _job("rendering.still"),
    "sound, 180 s": _job("sound.sound"),
    "words, 150": _job("words.words"),
    "alignment, 10 minutes": _job("alignment.long.aligned"),
    "batch, one core": _job("batch.batch", count=1),
    "batch, two cores": _job("batch.batch", count=2),
}


def measured(name: str, folder: Path, number: int) -> Figures:
    """Do a job. number: seconds of its clip, or how many of what it makes."""
    job = JOBS[name]
    figures: Figures = getattr(import_module(job.room), job.does)(folder, number, **job.how)
    return {"rss": peak()} | figures


if __name__ == "__main__":
    name, where, many = sys.argv[1:]
    print(json.dumps(measured(name, Path(where), int(many))))
