"""The same clip is the same file: whatever the heap, the load, the processor, the cache."""

import hashlib
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace

from clipkit import store
from clipkit.rendering.encode import form_of, write
from clipkit.rendering.mp4 import Frame, PieceEncoder
from clipkit.rendering.settings import Settings
from clipkit.rendering.stage import Stage
from tests.rendering.sample import Files, picture, real, row, saved, sound, timeline

ROOT = Path(__file__).parents[2]
FRAMES = 48


def stage_of(folder: Path) -> Stage:
    files = Files({name: folder / name for name in ("a.png", "b.png")})
    return Stage(real(timeline(*row(FRAMES), frames=FRAMES), files), files, sound(FRAMES))


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    saved(tmp_path / "a.png", picture(600, 800, 1))
    saved(tmp_path / "b.png", picture(900, 600, 2))
    return stage_of(tmp_path)


def digest(stage: Stage, path: Path, cache: Path | None = None, side_by_side: int = 2) -> str:
    write(stage, path, cache=store.Cache(cache), side_by_side=side_by_side)
    return hashlib.sha256(path.read_bytes()).hexdigest()


@contextmanager
def load() -> Iterator[None]:
    """Two threads that want all there is, and a heap that is full of other things."""
    stop = threading.Event()

    def burn() -> None:
        chance, kept = random.Random(1), [b""] * 50
        while not stop.is_set():
            kept[chance.randrange(50)] = chance.randbytes(chance.randrange(200_000))
            hashlib.sha256(bytes(4_000_000))

    threads = [threading.Thread(target=burn) for _ in range(2)]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


PROGRAM = """
import sys
from pathlib import Path
from tests.rendering.test_same_bytes import digest, stage_of
folder, out, cache = sys.argv[1:]
print(digest(stage_of(Path(folder)), Path(out), Path(cache) if cache else None))
"""


@pytest.mark.slow
def test_twenty_renders_are_one_file(stage: Stage, tmp_path: Path) -> None:
    cache, files = tmp_path / "cache", []

    def fresh(name: str, cache: str = "") -> subprocess.Popen[str]:
        line = [sys.executable, "-c", PROGRAM, str(tmp_path), str(tmp_path / name), cache]
        return subprocess.Popen(line, stdout=subprocess.PIPE, text=True, cwd=ROOT)

    for number in range(6):
        files.append(digest(stage, tmp_path / "x", side_by_side=1 + number % 2))
    with load():
        files += [digest(stage, tmp_path / "x") for _ in range(4)]
    files.append(digest(stage, tmp_path / "x", cache))  # cold
    files += [digest(stage, tmp_path / "x", cache) for _ in range(3)]  # warm
    for pair in range(3):  # fresh processes, two at once; the last two find all pieces
        both = [fresh(f"{pair}{k}", str(cache) if pair == 2 else "") for k in range(2)]
        files += [process.communicate(timeout=60)[0].strip() for process in both]
    assert len(files) == 20
    assert len(set(files)) == 1


@pytest.mark.parametrize("asm", ["0", "SSE2"])
def test_every_processor_makes_the_same_packets(stage: Stage, asm: str) -> None:
    """Of x264's code only the macroblock tree's isn't exact: plain C stands in for it."""

    def packets(settings: Settings) -> list[bytes]:
        form = form_of(stage, settings)
        encoder, frame, reel = PieceEncoder(form, FRAMES), Frame(form.size), stage.reel()
        for number in range(FRAMES):
            reel.paint(number, frame.planes())
            encoder.encode(frame)
        return [coded.content for coded in encoder.end()]

    usual, other = Settings(), replace(Settings(), x264=(*Settings().x264, ("asm", asm)))
    assert packets(usual) == packets(other)


def test_a_frame_is_painted_alike_every_time(stage: Stage) -> None:
    def painted() -> list[bytes]:
        planes, reel = Frame(stage.timeline.size).planes(), stage.reel()
        shown = []
        for number in range(0, FRAMES, 5):
            reel.paint(number, planes)
            shown.append(np.concatenate([plane.ravel() for plane in planes]).tobytes())
        return shown

    first = painted()
    with load():
        assert painted() == first
