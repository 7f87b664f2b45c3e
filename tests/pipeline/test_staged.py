"""From a stage to files: `clipkit.render` writes what a caller has laid over it, fast."""

from pathlib import Path

import numpy as np
import pytest
from moviepy import ColorClip, VideoClip
from msgspec.structs import replace

import clipkit
from clipkit.model.options import Options
from clipkit.model.timeline import Timeline
from tests.rendering.film import seen

pytestmark = pytest.mark.slow
DRAFT = Options(draft=True)


def planned(folder: Path, more: str = "") -> Timeline:
    text = f"---\nvoice: none\nlang: en\nprofile: square\n{more}---\nGood coffee.\n"
    (folder / "a.md").write_text(text, "utf-8")
    return clipkit.plan(clipkit.load(folder / "a.md"))


def white() -> VideoClip:
    """In the frame's corner from half a second to one."""
    clip = ColorClip((200, 100), color=(255, 255, 255), duration=0.5)
    return clip.with_start(0.5).with_position(("right", "top"))


def lit(picture: np.ndarray) -> bool:
    """Whether that corner is white, and nothing left of it or below it."""
    unit = len(picture) // 20
    corner = picture[: 2 * unit - 2, -4 * unit + 2 :]
    left, below = picture[: 2 * unit, -5 * unit : -4 * unit - 4], picture[2 * unit + 4 : 3 * unit]
    assert max(left.max(), below[:, -4 * unit :].max()) < 200
    return bool(corner.mean() > 235)


@pytest.mark.parametrize("options", [Options(), DRAFT, replace(DRAFT, writer="moviepy")])
def test_a_layer_is_in_the_file(tmp_path: Path, options: Options) -> None:
    timeline = planned(tmp_path)
    stage = clipkit.stage(timeline).with_layer(white().resized((216, 108)))
    told: list[str] = []
    report = clipkit.render(stage, tmp_path / "b.mp4", options, lambda name, *_: told.append(name))
    (made,) = report.outputs
    film = seen(made.path)
    assert (made.frames, made.path) == (len(film.frames), tmp_path / "b.mp4")
    at = [int(second * made.fps + 0.5) for second in (0.2, 0.5, 0.9, 1.1)]
    assert [lit(film.rgb(frame)) for frame in at] == [False, True, True, False]
    assert film.sound_seconds == pytest.approx(timeline.seconds, abs=0.05)
    assert made.sidecars == {"cover": tmp_path / "b.jpg"}
    assert "encode" in told
    assert report.timings["total"] > 0


def test_a_layer_that_can_not_tell_what_it_shows_is_painted_each_time(tmp_path: Path) -> None:
    stage = clipkit.stage(planned(tmp_path))
    for shade in (250, 120):
        clip = ColorClip((1080, 1080), color=(shade, shade, shade))
        (made,) = clipkit.render(stage.with_layer(clip), tmp_path / "b.mp4", DRAFT).outputs
        assert abs(seen(made.path).rgb(9).astype(int) - shade).max() <= 4


def test_without_a_layer_it_is_what_the_script_gives(tmp_path: Path) -> None:
    out = tmp_path / "out"  # what lies beside a script is its media
    out.mkdir()
    stage = clipkit.stage(planned(tmp_path, "captions: file\n"))
    clipkit.render(stage, out / "stage.mp4", DRAFT)
    clipkit.render(clipkit.load(tmp_path / "a.md"), out / "script.mp4", DRAFT)
    for suffix in (".mp4", ".jpg", ".srt"):
        ours, its = ((out / f"{name}{suffix}").read_bytes() for name in ("stage", "script"))
        assert ours == its, suffix


def test_with_no_name_it_lies_beside_its_script_and_nothing_is_lost(tmp_path: Path) -> None:
    timeline = planned(tmp_path)
    (made,) = clipkit.render(clipkit.stage(timeline), options=DRAFT).outputs
    assert made.path == tmp_path / "clip.mp4"
    with pytest.raises(clipkit.ClipkitError) as caught:
        clipkit.render(clipkit.stage(timeline), tmp_path / "none" / "a.mp4", DRAFT)
    assert [problem.code for problem in caught.value.problems] == ["output-unwritable"]


def test_what_the_fast_writer_can_not_see_is_refused(tmp_path: Path) -> None:
    stage = clipkit.stage(planned(tmp_path))
    with pytest.raises(TypeError, match="a VideoClip is neither a script nor a stage"):
        clipkit.render(stage.subclipped(0.5), tmp_path / "b.mp4")
    with pytest.raises(ValueError, match="only draft, quality and writer"):
        clipkit.render(stage, tmp_path / "b.mp4", Options(draft=True, voice="none"))
    assert not (tmp_path / "b.mp4").exists()
