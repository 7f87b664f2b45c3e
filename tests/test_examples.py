"""Every example, rendered as shipped: what each app asks of a file, and what a viewer sees."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
import pytest

import clipkit
from clipkit.model.cues import Caption
from clipkit.model.timeline import Timeline
from clipkit.pipeline.report import Output
from clipkit.rendering.planes import Pixels, Planes, planes_to_rgb
from clipkit.rendering.stage import Stage
from tests.rendering.film import boxes
from tests.rendering.sample import psnr

ROOT = Path(__file__).parents[1] / "examples"
EXAMPLES = sorted(path.parent.name for path in ROOT.glob("*/CREDITS.md"))
LOOKED_AT = 6.0  # seconds of each clip whose frames are compared

pytestmark = pytest.mark.slow


class Rendered(NamedTuple):
    """An example's clip, and the timeline that it was made from."""

    made: Output
    clip: Timeline


@pytest.fixture(scope="module", params=EXAMPLES)
def example(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rendered]:
    script = clipkit.load(ROOT / request.param)
    out = tmp_path_factory.mktemp(request.param) / "clip.mp4"
    yield Rendered(clipkit.render(script, out).outputs[0], clipkit.plan(script))
    out.unlink()


def decoded(path: Path, numbers: set[int]) -> dict[int, Planes]:
    """Some frames of a file, by their numbers."""
    found: dict[int, Planes] = {}
    with av.open(str(path)) as file:
        for number, frame in enumerate(file.decode(video=0)):
            if number in numbers:
                packed = np.asarray(frame.to_ndarray(), np.uint8)
                height, width = packed.shape[0] * 2 // 3, packed.shape[1]
                half = packed[height:].reshape(2, height // 2, width // 2)
                found[number] = Planes(packed[:height].copy(), half[0].copy(), half[1].copy())
            if number >= max(numbers):
                break
    return found


def test_there_are_examples_with_a_clip_with_a_recording_and_without_settings() -> None:
    texts = [path.read_text("utf-8") for name in EXAMPLES for path in (ROOT / name).glob("*.md")]
    assert len(EXAMPLES) >= 4
    assert any("video/" in text for text in texts)
    assert any("rekaman:" in text or "recording:" in text for text in texts)
    assert any(list((ROOT / name).glob("*.txt")) for name in EXAMPLES)


def test_a_folder_that_nobody_prepared_shows_its_pictures_in_their_order() -> None:
    script = clipkit.load(ROOT / "kerjabakti")
    assert script.title == "Warga RW 21 bersih-bersih bersama"
    assert [picture.source for scene in script.scenes for picture in scene.pictures] == [
        "IMG-20260315-WA0007.jpg",
        "IMG-20260315-WA0012.jpg",
        "20260315_091502.jpg",
        "WhatsApp Image 2026-03-15 at 10.22.31 (1).jpeg",
    ]
    assert not script.recording
    assert not script.music


def test_a_probe_finds_what_every_app_plays(example: Rendered) -> None:
    path, frames = example.made.path, example.clip.frames
    with av.open(str(path)) as file:
        (video,), (audio,) = file.streams.video, file.streams.audio
        context = video.codec_context
        assert (context.name, video.profile, context.pix_fmt) == ("h264", "High", "yuv420p")
        assert (context.color_range, context.colorspace) == (1, 1)  # limited, BT.709
        assert (context.color_primaries, context.color_trc) == (1, 1)
        assert (video.width, video.height) == (1080, 1920)
        assert [float(rate or 0) for rate in (video.average_rate, video.base_rate)] == [30, 30]
        assert (audio.codec_context.name, audio.rate, audio.channels) == ("aac", 48000, 2)
        assert video.time_base is not None
        assert audio.time_base is not None
        seconds = float((video.duration or 0) * video.time_base)
        assert abs(seconds - frames / 30) <= 1 / 30
        assert abs(float((audio.duration or 0) * audio.time_base) - seconds) <= 0.020
        assert abs((file.duration or 0) / av.time_base - seconds) <= 1 / 30
        tick = Fraction(1, 30) / Fraction(video.time_base)
        shown = sorted(packet.pts for packet in file.demux(video) if packet.pts is not None)
        assert shown == [number * tick for number in range(frames)]
    names = boxes(path.read_bytes())
    assert names.index("moov") < names.index("mdat")


def test_a_clip_is_short_enough_and_has_its_cover(example: Rendered) -> None:
    assert example.clip.seconds < 60
    assert example.made.sidecars["cover"].stat().st_size > 10_000


def test_text_in_the_file_is_as_it_was_painted(example: Rendered) -> None:
    cards = [cue for cue in example.clip.cues if isinstance(cue, Caption)]
    chosen = {
        cue.first + on + 3: cue
        for cue in cards
        for on, off in cue.spans
        if off - on > 4 and cue.first + on + 3 < LOOKED_AT * example.clip.fps
    }
    assert len(chosen) >= 3
    frames, stage = decoded(example.made.path, set(chosen)), painter(example.clip)
    planes = Planes.blank(*example.clip.size)
    for number, cue in chosen.items():
        x, y, right, bottom = cue.box.x, cue.box.y, cue.box.right, cue.box.bottom
        shown: Pixels = planes_to_rgb(frames[number])[y:bottom, x:right]
        assert psnr(shown, stage.rgb(number)[y:bottom, x:right]) >= 32, number
        stage.planes(number, planes)
        for of_file, painted in ((frames[number].u, planes.u), (frames[number].v, planes.v)):
            assert abs(float(of_file.mean()) - float(painted.mean())) < 1.5  # no shift of hue
    stage.close()


def painter(clip: Timeline) -> Stage:
    """A stage that is seen and not heard."""
    from clipkit.pipeline import folders

    return Stage(clip, folders.Files.of(clip))
