"""Clips are decoded by a child: the same pictures, whatever ends it, and nothing left behind."""

import gc
import json
import os
import signal
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

from clipkit.errors import ClipkitError
from clipkit.media import children, decoding, moving
from clipkit.media.decoding import Decoded
from clipkit.media.planes import Picture
from clipkit.store import shared
from tests.decoders import UNIX, broken, decoders, gone, struck
from tests.media import files
from tests.media.awkward import number, numbered
from tests.media.files import corners, greys
from tests.media.test_footage import spoilt

COUNT, FPS = 32, 10  # pictures of a clip that tells its frames' numbers

# Python imports a module of this name by itself, in every process that starts: decoders that end
# where files of these names are opened, but not what looks at them first.
BREAKS = """
import os, sys, time

def opened(event, args):
    if event == "open" and "clipkit.media.decoder" in sys.orig_argv:
        name = os.path.basename(str(args[0]))
        if name == "abort.mp4":
            os.abort()
        if name == "hang.mp4":
            time.sleep(600)
        if name == "once.mp4" and not os.path.exists(f"{args[0]}.seen"):
            open(f"{args[0]}.seen", "w").close()
            os.abort()

sys.addaudithook(opened)
"""


@pytest.fixture
def breaking(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that breaks what decodes some files."""
    broken(tmp_path / "mesin", BREAKS, monkeypatch)


@pytest.fixture
def counted(tmp_path: Path) -> Path:
    """A clip of three seconds whose frames tell their numbers."""
    shown = [numbered(k) for k in range(COUNT)]
    return files.clip(tmp_path / "a.mp4", shown, fps=FPS, gop=5)


def same(one: Picture, other: Picture) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def seen(clip: Decoded, *numbers: int) -> list[int]:
    """Numbers of the frames that are shown when these are asked for, the next ones in advance."""
    times = [k / FPS for k in numbers]
    return [number(clip.at(t, times[i + 1 :]).y)[0] for i, t in enumerate(times)]


def _through(path: Path) -> Path:
    picture = np.dstack([corners(), np.full((64, 96), 128, np.uint8)])
    with av.open(str(path), "w") as file:
        stream = file.add_stream("libvpx-vp9", rate=30)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuva420p"
        for k in range(12):
            frame = av.VideoFrame.from_ndarray(picture, format="rgba").reformat(format="yuva420p")
            frame.pts = k
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def _animation(path: Path) -> Path:
    first, *rest = [numbered(k) for k in range(12)]
    from PIL import Image

    images = [Image.fromarray(picture) for picture in rest]
    Image.fromarray(first).save(path, save_all=True, append_images=images, duration=33, loop=0)
    return path


MADE = {
    "plain": lambda folder: files.clip(folder / "a.mp4", greys(12)),
    "turned": lambda folder: files.clip(folder / "a.mp4", [corners()] * 12, turn=90, mirror=True),
    "wide pixels": lambda folder: files.clip(
        folder / "a.mp4", [corners()] * 12, aspect=Fraction(4, 3)
    ),
    "bright": lambda folder: files.clip(
        folder / "a.mp4", greys(12), form="yuv420p10le", matrix=9, curve=16
    ),
    "damaged": lambda folder: spoilt(folder / "a.mkv", range(5, 7)),
    "see-through": lambda folder: _through(folder / "a.webm"),
    "animation": lambda folder: _animation(folder / "a.gif"),
}


@pytest.mark.parametrize("ahead", [True, False])
@pytest.mark.parametrize("name", MADE)
def test_a_child_gives_the_same_pictures(tmp_path: Path, name: str, ahead: bool) -> None:
    path = MADE[name](tmp_path)
    ground = moving.Ground((10, 20, 30), (40, 120, 130))
    ours = moving.opened(path, 90, ground=ground)
    theirs = Decoded(path, 90, ground=ground)
    times = [k / 30 for k in (0, 1, 2, 3, 4, 5, 6, 7, 8, 2, 3, 4, 11, 10, 40, 0, 0, 1)]
    for i, at in enumerate(times):
        then = [t for t in times[i + 1 : i + 4] if t >= at] if ahead else []
        assert same(theirs.at(at, then), ours.at(at))
    assert theirs.lost == ours.lost
    ours.close()
    theirs.close()


def test_a_guess_that_was_wrong_costs_no_picture(counted: Path) -> None:
    clip = Decoded(counted)
    assert number(clip.at(0.0).y)[0] == 0
    for k in (5, 1, 20, 2, 31, 30, 7):
        wrong = [(k + more) / FPS for more in (3, 9, 1)]
        assert number(clip.at(k / FPS, wrong).y)[0] == k
    clip.close()


def test_what_is_asked_for_soon_is_there_later(counted: Path) -> None:
    clip = Decoded(counted)
    clip.soon(0.7)
    assert seen(clip, 7, 8, 9) == [7, 8, 9]
    clip.close()
    clip.soon(0.7)  # another child
    assert seen(clip, 3) == [3]
    clip.close()


def test_pictures_that_grow_are_shown_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.mkv"
    sizes = [(96, 64), (192, 128), (96, 64)]
    with av.open(str(path), "w") as file:
        stream = file.add_stream("mjpeg", rate=FPS)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuvj420p"
        stream.time_base = Fraction(1, FPS)
        for k, (width, height) in enumerate(sizes):
            coder = av.CodecContext.create("mjpeg", "w")
            coder.width, coder.height, coder.pix_fmt = width, height, "yuvj420p"
            coder.time_base = Fraction(1, FPS)
            frame = av.VideoFrame.from_ndarray(corners(width, height), "rgb24")
            for packet in coder.encode(frame.reformat(format="yuvj420p")):
                packet.pts = packet.dts = k
                packet.time_base, packet.stream = Fraction(1, FPS), stream
                file.mux(packet)
    ours, theirs = moving.opened(path), Decoded(path)
    times = [k / FPS for k in range(3)]
    found = [theirs.at(at, times[k + 1 :]) for k, at in enumerate(times)]
    assert [picture.y.shape[::-1] for picture in found] == sizes
    assert [same(theirs.at(at), ours.at(at)) for at in times] == [True] * 3
    ours.close()
    theirs.close()


def test_what_a_file_is_not_is_told_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"\0\0\0\x18ftypisom" + bytes(400))
    clip = Decoded(tmp_path / "a.mp4", key="video/a.mp4")
    with pytest.raises(ClipkitError, match=r"video/a\.mp4") as caught:
        clip.at(0.0)
    assert [problem.code for problem in caught.value.problems] == ["media-broken"]
    clip.close()


def broken_from(shown: list[int]) -> int:
    """The first frame that another stands in for. shown: from the clip's first."""
    return next(k for k, number in enumerate(shown) if number != k)


@UNIX
def test_where_a_decoder_ends_the_last_picture_is_held_for_a_second(counted: Path) -> None:
    clip = Decoded(counted)
    shown = seen(clip, 0, 1, 2)
    assert struck(signal.SIGSEGV) == 1
    shown += seen(clip, *range(3, COUNT))
    broke = broken_from(shown)
    assert 3 <= broke <= 3 + decoding.AHEAD  # what was decoded already is shown
    assert shown == [*range(broke), *[broke - 1] * FPS, *range(broke + FPS, COUNT)]
    assert clip.lost == {k / FPS for k in range(broke, broke + FPS)}
    clip.close()


@UNIX
def test_where_a_decoder_stalls_the_last_picture_is_held_to_the_end(
    counted: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    clip = Decoded(counted)
    shown = seen(clip, 0, 1, 2)
    stopped = decoders()
    assert struck(signal.SIGSTOP) == 1
    monkeypatch.setattr(children, "LIMIT", 1.0)
    began = time.monotonic()
    shown += seen(clip, *range(3, COUNT))
    assert 1.0 <= time.monotonic() - began < 5.0
    broke = broken_from(shown)
    assert 3 <= broke <= 3 + decoding.AHEAD
    assert shown == [*range(broke), *[broke - 1] * (COUNT - broke)]
    assert clip.lost == {k / FPS for k in range(broke, COUNT)}
    assert gone(stopped)
    clip.close()


@UNIX
def test_decoders_that_end_again_and_again_are_left(counted: Path) -> None:
    clip, begun = Decoded(counted), 0
    for k in range(0, 60, 4):  # a new one is tried a second behind where the last has ended
        clip.at(k / FPS)
        begun += struck(signal.SIGKILL)
    assert begun == 3
    assert not decoders()
    assert max(clip.lost) == 5.6
    clip.close()


@pytest.mark.usefixtures("breaking")
def test_a_clip_that_ends_its_decoder_at_once_is_told_by_its_name(counted: Path) -> None:
    for name in ("abort.mp4", "hang.mp4"):
        clip = Decoded(counted.rename(counted.with_name(name)), key=f"video/{name}")
        counted = counted.with_name(name)
        with pytest.raises(ClipkitError, match=f"video/{name}") as caught:
            clip.at(0.5)
        assert [problem.code for problem in caught.value.problems] == ["media-crash"]
        clip.close()


@pytest.mark.usefixtures("breaking")
def test_a_part_that_cannot_be_had_is_stood_in_for_by_what_is_before_it(counted: Path) -> None:
    clip = Decoded(counted.rename(counted.with_name("once.mp4")))
    shown = seen(clip, 25)[0]
    assert 20 <= shown < 25
    assert clip.lost == {2.5}
    assert seen(clip, 26, 30) == [shown, shown]  # within a second
    assert seen(clip, 10) == [10]
    clip.close()


@UNIX
def test_no_decoder_stays(counted: Path) -> None:
    clip = Decoded(counted)
    clip.at(0.0)
    found = decoders()
    assert len(found) == 1
    clip.close()
    assert gone(found)
    assert number(clip.at(0.2).y)[0] == 2  # it may be used again
    found = decoders()
    del clip  # never closed
    gc.collect()
    assert gone(found)


@UNIX
@pytest.mark.parametrize("number", ["SIGKILL", "SIGINT"])
def test_a_decoder_ends_with_its_parent_and_leaves_nothing(
    counted: Path, tmp_path: Path, number: str
) -> None:
    program = (
        "import sys, pathlib, clipkit.media.decoding as d\n"
        "clip = d.Decoded(pathlib.Path(sys.argv[1]))\n"
        "clip.at(0.0)\nclip.at(0.1, [0.2, 0.3])\n"
        "print('there', flush=True)\nsys.stdin.read()\n"
    )
    home = tmp_path / "tmp"
    home.mkdir()
    memory = Path("/dev/shm")
    stood = set(memory.iterdir()) if memory.is_dir() else set()
    line = [sys.executable, "-c", program, str(counted)]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(line, env=os.environ | {"TMPDIR": str(home)}, **pipes) as parent:  # type: ignore[call-overload]
        assert parent.stdout.readline() == b"there\n"
        found = decoders(parent.pid)
        assert len(found) == 1
        os.kill(parent.pid, signal.Signals[number])
    assert gone(found)
    assert not list(home.iterdir())
    assert (set(memory.iterdir()) if memory.is_dir() else set()) <= stood


def asked(path: Path, *lines: object) -> list[dict[str, Any]]:
    """Talk to a decoder. lines: what it is told after its job. Returns: its answers."""
    memory = shared.begun()
    ground = moving.PLAIN
    job = {
        "path": str(path),
        "rotate": 0,
        "key": path.name,
        "ground": ground,
        "memory": memory.told,
    }
    kept = shared.sized(memory, 1 << 16)
    with children.started("clipkit.media.decoder", memory.passed) as process:
        said = b"".join(json.dumps(line).encode() + b"\n" for line in (job, *lines))
        out, _ = process.communicate(said, timeout=60)
    kept.close()
    shared.let_go(memory)
    assert process.returncode == 0
    return [json.loads(line) for line in out.splitlines() if line.strip()]


def test_a_decoder_says_where_each_picture_lies(counted: Path) -> None:
    slots = {"slots": 2, "room": 1 << 15}
    needed, *found = asked(counted, 0.0, slots, 0.1, 0.1, 0.14, 0.2)
    assert needed == {"bytes": 96 * 64 * 3 // 2}
    assert all(one["size"] == [96, 64] and not one["lost"] for one in found)
    assert [one["slot"] for one in found] == [1, 0, 0, 0, 1]
    assert asked(counted.with_name("b.mp4"))[0]["problems"][0]["code"] == "media-missing"
    assert asked(counted) == []


@pytest.mark.slow
def test_a_clip_that_is_slow_to_seek_in_is_no_clip_that_stalls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (1080, 1920, 3), dtype=np.uint8)
    shown = [np.roll(noise, 7 * k, axis=1) for k in range(60)]
    path = files.clip(tmp_path / "a.mp4", shown, gop=1000)
    clip = Decoded(path)
    clip.at(0.0)
    monkeypatch.setattr(children, "LIMIT", 1.5)  # longer than between signs, shorter than it takes
    clip.at(1.9)  # all of it is decoded
    assert not clip.lost
    clip.close()
