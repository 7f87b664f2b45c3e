"""A decoder that breaks amid a clip costs that part of the clip, and not the render."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import av
import pytest

from clipkit import pipeline, store
from clipkit.media import children
from clipkit.model.options import Options
from clipkit.model.script import Script
from tests.decoders import UNIX, decoders, gone, struck
from tests.media import files
from tests.media.awkward import numbered

WORDS = "Good coffee takes its time and so does this clip of it which is shown all along. " * 2


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Eight seconds or more of one clip, told by nobody."""
    files.clip(tmp_path / "a.mp4", [numbered(k % 32) for k in range(300)], gop=15)
    text = f"---\nvoice: none\nlang: en\n---\n![](a.mp4)\n{WORDS}\n"
    (tmp_path / "naskah.md").write_text(text, "utf-8")
    return pipeline.load(tmp_path / "naskah.md")


def strike(number: signal.Signals, hit: list[int]) -> Callable[[str, int, int], None]:
    """Progress that sends each decoder a signal, once, when a few frames are made."""

    def progress(stage: str, done: int, total: int) -> None:
        if stage == "encode" and done >= 10 and not sum(hit) and total:
            hit.append(struck(number))

    return progress


@UNIX
@pytest.mark.parametrize("name", ["SIGSEGV", "SIGSTOP"])
def test_a_render_goes_on_and_tells_where_it_was(
    script: Script, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(children, "LIMIT", 5.0)
    hit: list[int] = []
    report = pipeline.render(
        script, options=Options(draft=True), progress=strike(signal.Signals[name], hit)
    )
    assert sum(hit) >= 1
    (made,) = report.outputs
    with av.open(str(tmp_path / "a.mp4")) as clip:
        long = clip.streams.video[0].frames
    with av.open(str(made.path)) as file:
        assert sum(1 for _ in file.decode(video=0)) == made.frames >= 100
    (told,) = (p for p in report.problems if p.code == "media-frames-lost")
    values = dict(told.values)
    assert (told.severity, told.place.file, values["path"]) == ("warning", "a.mp4", "a.mp4")
    assert 0 <= float(values["second"]) < long / 30
    assert int(values["count"]) >= 5
    assert not decoders()


@UNIX
def test_what_was_held_is_not_kept(script: Script) -> None:
    hit: list[int] = []
    held = pipeline.render(
        script, options=Options(draft=True), progress=strike(signal.SIGSEGV, hit)
    )
    held_bytes = held.outputs[0].path.read_bytes()
    report = pipeline.render(script, options=Options(draft=True))
    whole = report.outputs[0].path.read_bytes()
    assert not [p for p in report.problems if p.code == "media-frames-lost"]
    assert whole != held_bytes
    with store.uncached():
        fresh = pipeline.render(script, options=Options(draft=True))
    assert fresh.outputs[0].path.read_bytes() == whole


@UNIX
def test_a_killed_render_leaves_no_decoder(script: Script, tmp_path: Path) -> None:
    del script
    home, memory = tmp_path / "tmp", Path("/dev/shm")
    home.mkdir()
    stood = set(memory.iterdir()) if memory.is_dir() else set()
    line = [sys.executable, "-m", "clipkit", "render", "naskah.md", "-q", "-o", "out.mp4"]
    env = os.environ | {"TMPDIR": str(home)}
    with subprocess.Popen(line, cwd=tmp_path, env=env) as render:
        while not (found := decoders(render.pid)):
            assert render.poll() is None
        render.kill()
    assert gone(found)
    assert not list(home.iterdir())
    assert (set(memory.iterdir()) if memory.is_dir() else set()) <= stood
    left = {path.name for path in tmp_path.iterdir()} - {"a.mp4", "naskah.md", "tmp"}
    assert all(name.startswith(".clipkit-") for name in left)
