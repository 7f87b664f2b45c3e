"""kill -9 of a batch at random moments: clips stand whole or not at all, and the next run is right.

A render alone is killed by tests/pipeline/test_killed.py.
"""

import os
import random
import signal
import time
from contextlib import suppress
from pathlib import Path

import av
import pytest
from PIL import Image

from clipkit.store import CACHE_VARIABLE
from tests.cli.test_batch import LINUX, SAID, alive, at_work, batch, begun, children, files, scripts
from tests.cli.test_batch import folder as folder
from tests.cli.test_batch import report as report

KILLS, SEED = 20, 9
NAMES = "abc"
WHOLE = {f"{name}.{kind}" for name in NAMES for kind in ("mp4", "jpg")} | {"report.json"}


def written(folder: Path, edition: int) -> None:
    """Scripts of which one is new each time, so that there is always something to make."""
    texts = {name: f"{SAID}![](photo.jpg)\nGood coffee {name}.\n" for name in NAMES}
    texts["b"] = f"{SAID}![](photo.jpg)\nGood coffee {chr(100 + edition)}.\n"
    scripts(folder, **texts)


def frames(clip: Path) -> int:
    """How many can be decoded."""
    with av.open(str(clip)) as file:
        return sum(1 for _ in file.decode(video=0))


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / "o" / name).read_bytes() for name in files(folder)}


@pytest.mark.slow
@LINUX
def test_a_batch_killed_at_any_moment_leaves_whole_clips(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(CACHE_VARIABLE, str(folder / "cache"))
    Image.effect_noise((400, 700), 60).convert("RGB").save(folder / "n" / "photo.jpg")
    written(folder, 0)
    began = time.perf_counter()
    assert batch(folder, "--draft", "-q").code == 0
    usual = time.perf_counter() - began
    chance, half_made = random.Random(SEED), 0
    for number in range(1, KILLS + 1):
        before = contents(folder)
        written(folder, number)
        with begun(folder, "--draft", "-q") as process:
            if number % 2:  # while it writes, its children with it
                at_work(folder, process, "b")
                time.sleep(chance.uniform(0, 0.1))
            else:  # anywhere; its children go when they see that it has
                time.sleep(chance.uniform(0.1, usual))
            working = children(process)
            process.kill()
            for child in working if number % 2 else ():
                with suppress(ProcessLookupError):
                    os.kill(child, signal.SIGKILL)
        until = time.monotonic() + 60
        while any(map(alive, working)) and time.monotonic() < until:
            time.sleep(0.01)
        left = contents(folder)
        half_made += any(name.startswith(".clipkit-") for name in left)
        assert {name for name in left if not name.startswith(".clipkit-")} == WHOLE
        assert set(report(folder)) == {f"{name}.md" for name in NAMES}  # JSON, whole
        for name in ("a.mp4", "c.mp4"):  # their scripts are what they were
            assert left[name] == before[name]
        assert frames(folder / "o" / "b.mp4") == frames(folder / "o" / "a.mp4") > 10
    assert half_made  # some were killed while they wrote
    assert batch(folder, "--draft", "-q").code == 0
    warm = contents(folder)
    assert set(warm) == WHOLE
    assert batch(folder, "--draft", "-q", "--no-cache").code == 0
    cold = contents(folder)
    assert all(warm[name] == cold[name] for name in WHOLE - {"report.json"})
