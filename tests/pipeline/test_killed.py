"""kill -9 at any moment: what stood there stands there still, or all of what is new does."""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.cli.shell import clipkit

SCRIPT = "---\nvoice: none\nlang: en\ncaptions: both\n---\n![](photo.png)\nGood coffee.\n"
OUTPUTS = ("clip.mp4", "clip.jpg", "clip.srt")  # the last two are written before the first
RENDER = ("render", "clip.md", "--draft", "-q")
OLD = b"what was there before"
# How many times it is killed after what: anywhere in its run, at work on a clip, putting it away.
KILLS = {"started": 6, "lent": 7, "filled": 7}
SEED = 20


def named(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def started(_: Path) -> bool:
    return True


def lent(folder: Path) -> bool:
    """Whether the clip is being made: its temporary file is there."""
    return any(name.endswith("-clip.mp4") for name in named(folder)) or filled(folder)


def filled(folder: Path) -> bool:
    """Whether bytes of the new clip are there, under whatever name."""
    beside = (path for path in folder.iterdir() if path.name.endswith("-clip.mp4"))
    return any(path.stat().st_size for path in beside) or moved(folder)


def moved(folder: Path) -> bool:
    """Whether the old clip is gone."""
    return (folder / "clip.mp4").stat().st_size != len(OLD)


MOMENTS: dict[str, Callable[[Path], bool]] = {
    "started": started,
    "lent": lent,
    "filled": filled,
    "moved": moved,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A script and its photo, which is hard to compress: there are bytes to be killed in."""
    noise = np.random.default_rng(SEED).integers(0, 255, (960, 540, 3), dtype=np.uint8)
    Image.fromarray(noise).save(tmp_path / "photo.png", compress_level=0)
    (tmp_path / "clip.md").write_text(SCRIPT, "utf-8")
    return tmp_path


def begun(folder: Path, *more: str) -> subprocess.Popen[bytes]:
    """Start a render in a folder that holds an old clip, an old cover and old captions."""
    for name in OUTPUTS:
        (folder / name).write_bytes(OLD)
    return subprocess.Popen([sys.executable, "-m", "clipkit", *RENDER, *more], cwd=folder)


def watched(folder: Path, process: subprocess.Popen[bytes], moment: str) -> float:
    """Wait for a moment of a run, or its end. Returns: when it came, on `perf_counter`."""
    while process.poll() is None:
        try:
            if MOMENTS[moment](folder):
                break
        except FileNotFoundError:  # moved while it was looked at
            continue
        time.sleep(0.0005)
    return time.perf_counter()


def whole(folder: Path) -> tuple[dict[str, bytes], dict[str, float]]:
    """Let a render end. Returns: its files; and for how many seconds after a moment to kill it."""
    with begun(folder) as process:
        came = {name: watched(folder, process, name) for name in MOMENTS}
        assert process.wait(timeout=100) == 0
    spans = {
        "started": time.perf_counter() - came["started"],
        "lent": came["filled"] - came["lent"],
        "filled": 1.3 * (came["moved"] - came["filled"]),
    }
    return {name: (folder / name).read_bytes() for name in OUTPUTS}, spans


@pytest.mark.slow
def test_a_killed_render_leaves_the_old_clip_or_the_new(folder: Path) -> None:
    inputs = named(folder)
    new, spans = whole(folder)
    chance, left = random.Random(SEED), []
    moments = [moment for moment, times in KILLS.items() for _ in range(times)]
    chance.shuffle(moments)
    for moment in moments:
        with begun(folder) as process:
            watched(folder, process, moment)
            time.sleep(chance.uniform(0, spans[moment]))
            process.kill()
        found = {name: (folder / name).read_bytes() for name in OUTPUTS}
        for name in OUTPUTS:
            assert found[name] in (OLD, new[name]), f"{name}, killed after it had {moment}"
        if found["clip.mp4"] != OLD:
            assert found == new  # a new clip never stands beside an old cover
        temporary = named(folder) - inputs - set(OUTPUTS)
        assert all(name.startswith(".clipkit-") for name in temporary)
        left.append(bool(temporary))
    assert sum(left) >= 5  # so many were killed while they wrote
    (folder / ".clipkit-0badcafe-clip.jpg").write_bytes(OLD)  # one that surely needs sweeping
    (folder / ".clipkit-0badcafe-clip.mp4").write_bytes(OLD)
    assert clipkit(*RENDER, cwd=folder).code == 0
    assert named(folder) == inputs | set(OUTPUTS)
    assert {name: (folder / name).read_bytes() for name in OUTPUTS} == new


@pytest.mark.slow
def test_what_a_killed_moviepy_left_is_swept_too(folder: Path) -> None:
    inputs = named(folder)
    with begun(folder, "--writer", "moviepy") as process:
        while process.poll() is None and not any(name.endswith(".m4a") for name in named(folder)):
            time.sleep(0.0005)
        process.kill()
    assert any(name.endswith(".m4a") for name in named(folder))
    assert (folder / "clip.mp4").read_bytes() == OLD
    assert clipkit(*RENDER, cwd=folder).code == 0
    assert named(folder) == inputs | set(OUTPUTS)
