"""What a render tells of what it made, by both writers."""

import subprocess
import sys
import time
from pathlib import Path
from typing import Literal

import av
import pytest
from msgspec.structs import replace
from PIL import Image

from clipkit import pipeline, store
from clipkit.model.options import Options
from clipkit.model.script import Script
from clipkit.pipeline import speaking
from clipkit.pipeline.report import Clock
from clipkit.rendering.reel import Reel
from clipkit.sound import mix
from tests.media import files
from tests.store.test_files import held

HEAVY = ("cv2", "freetype", "moviepy", "numpy", "PIL", "pydub")
TWICE = f"""
import sys
import clipkit
from clipkit.model.options import Options
(made,) = clipkit.render(clipkit.load(sys.argv[1]), options=Options(draft=True)).outputs
print(made.made, *[name for name in {HEAVY!r} if name in sys.modules])
"""
ALL_KINDS = """---
lang: en
brand: brand.yaml
---
# A title, *lit*

![](photo.png)
Good coffee.

---

> Quick, and hot.

Said by many.

---

- One
- Two
"""


@pytest.fixture
def script(tmp_path: Path) -> Script:
    """Said in a second or so, by nobody."""
    (tmp_path / "a.md").write_text("---\nvoice: none\nlang: en\n---\nGood coffee.\n", "utf-8")
    return pipeline.load(tmp_path / "a.md")


@pytest.mark.slow
@pytest.mark.parametrize("odd", [False, True])
@pytest.mark.parametrize("writer", ["fast", "moviepy"])
def test_a_draft_is_told_as_it_is(
    writer: Literal["fast", "moviepy"], odd: bool, script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    timeline = pipeline.plan(script, Options(draft=True))
    frames = timeline.frames + (timeline.frames % 2 != odd)
    longer = replace(timeline, frames=frames)
    monkeypatch.setattr("clipkit.pipeline.planning.plans", lambda *_: [longer])
    (made,) = pipeline.render(script, options=Options(draft=True, writer=writer)).outputs
    with av.open(str(made.path)) as file:
        video = file.streams.video[0]
        assert (made.frames, made.fps) == (video.frames, float(video.average_rate or 0))
        assert made.size == (video.width, video.height) == (540, 960)
        assert made.seconds == pytest.approx(float((video.duration or 0) * (video.time_base or 0)))
    assert (made.frames, made.fps) == (-(-frames // 2), 15)


@pytest.mark.slow
def test_timings_tell_who_was_at_work(script: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.CACHE_VARIABLE, "off")
    pipeline.plan(script)  # with all that is imported
    said, mixed, paint = speaking.said, mix.mixed, Reel.paint

    def after(seconds: float, real: object) -> object:
        def slow(*arguments: object, **named: object) -> object:
            time.sleep(seconds)
            return real(*arguments, **named)  # type: ignore[operator]

        return slow

    monkeypatch.setattr(speaking, "said", after(1.0, said))
    monkeypatch.setattr(mix, "mixed", after(1.0, mixed))
    monkeypatch.setattr(Reel, "paint", after(0.05, paint))
    report = pipeline.render(script, options=Options(draft=True))
    told = report.timings
    assert set(told) == {"plan", "voice", "paint", "encode", "total"}
    assert told["voice"] >= 2.0
    assert 0 < told["plan"] < 1.0  # it doesn't count what it waited for the voice
    assert told["paint"] >= 0.05 * (report.outputs[0].frames + 1)  # and the cover
    assert 0 < told["encode"] < told["paint"]
    assert told["total"] >= told["voice"]


def test_a_clock_counts_what_fails_too() -> None:
    def fail() -> None:
        time.sleep(0.01)
        raise ZeroDivisionError

    clock = Clock()
    with pytest.raises(ZeroDivisionError), clock.of("plan"):
        fail()
    clock.add("plan", 1.0)
    assert 1.01 <= clock.read()["plan"] < 2.0
    assert clock.read()["voice"] == 0.0


@pytest.mark.slow
def test_a_clip_that_a_player_holds_open_is_saved_beside_it(
    script: Script, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = Path(script.folder) / "a.mp4"
    target.write_bytes(b"playing")
    held(monkeypatch, target)
    report = pipeline.render(script, options=Options(draft=True))
    (made,) = report.outputs
    assert made.path == target.with_name("a (2).mp4")
    assert (target.read_bytes(), made.bytes) == (b"playing", made.path.stat().st_size)
    (said,) = [problem for problem in report.problems if problem.code == "output-open"]
    assert said.severity == "warning"
    assert "a (2).mp4" in said.words("id").text


@pytest.mark.slow
def test_what_is_found_is_written_again_by_none_of_what_paints_or_mixes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(store.CACHE_VARIABLE, str(tmp_path / "cache"))
    Image.new("RGB", (600, 900), "teal").save(tmp_path / "photo.png")
    (tmp_path / "brand.yaml").write_text("name: Kopi\noutro: card\n", "utf-8")
    (tmp_path / "a.md").write_text(ALL_KINDS, "utf-8")

    def rendered() -> tuple[list[str], list[bytes]]:
        line = [sys.executable, "-c", TWICE, str(tmp_path / "a.md")]
        done = subprocess.run(line, capture_output=True, text=True, check=True)
        return done.stdout.split(), [(tmp_path / name).read_bytes() for name in ("a.mp4", "a.jpg")]

    (made, *loaded), cold = rendered()
    assert int(made) > 1
    assert {"cv2", "numpy", "PIL"} <= set(loaded)
    (made, *loaded), warm = rendered()
    assert (made, loaded) == ("0", [])
    assert warm == cold


@pytest.mark.parametrize("writer", ["fast", "moviepy"])
def test_broken_frames_are_told_with_their_time_by_each_render(
    tmp_path: Path, writer: Literal["fast", "moviepy"]
) -> None:
    clip = files.clip(tmp_path / "a.mov", files.greys(40), codec="mpeg4", gop=1)
    with av.open(str(clip)) as opened:
        places = [(p.pos or 0, p.size) for p in opened.demux(video=0) if p.size]
    content = bytearray(clip.read_bytes())
    for at, size in places[9:11]:
        content[at : at + size] = bytes(size)
    clip.write_bytes(content)
    text = "---\nvoice: none\nlang: en\n---\n![](a.mov){end=1}\nGood coffee.\n"
    (tmp_path / "a.md").write_text(text, "utf-8")
    script = pipeline.load(tmp_path / "a.md")
    for _ in range(2):  # what was made before says it, too
        report = pipeline.render(script, options=Options(draft=True, writer=writer))
        (told,) = (p for p in report.problems if p.code == "media-frames-lost")
        assert (told.severity, told.place.file) == ("warning", "a.mov")
        assert dict(told.values) == {"path": "a.mov", "count": "2", "second": "0.30"}
    (tmp_path / "a.md").write_text(text.replace("end=1", "start=0.5 end=1"), "utf-8")
    report = pipeline.render(pipeline.load(tmp_path / "a.md"), options=Options(draft=True))
    assert [p.code for p in report.problems if p.code == "media-frames-lost"] == []
