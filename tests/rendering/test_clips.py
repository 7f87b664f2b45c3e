from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from clipkit.errors import ClipkitError
from clipkit.model.cues import Cue, Footage, View
from clipkit.rendering.clips import seconds_at
from clipkit.rendering.planes import Planes, planes_to_rgb
from clipkit.rendering.reel import Reel
from clipkit.units import Box
from tests.rendering.sample import FRAME, SIZE, Files, psnr, timeline

COUNT, RATE = 50, 25  # two seconds


def level(number: int) -> int:
    """Luma of the clip's frames: a stair that tells them apart."""
    return 30 + 4 * number


@pytest.fixture(scope="module")
def clips(tmp_path_factory: pytest.TempPathFactory) -> Files:
    path = tmp_path_factory.mktemp("clips") / "a.mp4"
    with av.open(str(path), "w") as out:
        options = {"crf": "1", "g": "12"}
        stream = out.add_stream("libx264", rate=RATE, options=options)
        stream.width, stream.height, stream.pix_fmt = 320, 240, "yuv420p"
        stream.codec_context.color_range = stream.codec_context.colorspace = 1
        for number in range(COUNT):
            packed = np.full((360, 320), 128, np.uint8)
            packed[:240] = level(number)
            packed[:240, :40] = 235  # a bright left edge
            frame = av.VideoFrame.from_ndarray(packed, "yuv420p")
            frame.pts, frame.time_base = number, Fraction(1, RATE)
            out.mux(stream.encode(frame))
        out.mux(stream.encode(None))
    return Files({"a.mp4": path, "bad.mp4": _cut(path)})


def _cut(path: Path) -> Path:
    bad = path.with_name("bad.mp4")
    bad.write_bytes(path.read_bytes()[:300])
    return bad


def footage(**more: object) -> Footage:
    said: dict[str, object] = {
        "first": 0,
        "stop": 90,
        "scene": 0,
        "source": "a.mp4",
        "box": FRAME,
        "view": (View(), View()),
    }
    return Footage(**(said | more))  # type: ignore[arg-type]


def shown(clips: Files, cue: Cue, *numbers: int) -> list[Planes]:
    reel = Reel(timeline(cue, frames=90), clips)
    seen = []
    for number in numbers:
        seen.append(Planes.blank(*SIZE))
        reel.paint(number, seen[-1])
    reel.close()
    return seen


def lumas(clips: Files, cue: Cue, *numbers: int) -> list[int]:
    """Which frame of the clip is seen in the middle."""
    middles = [float(p.y[192, 108]) for p in shown(clips, cue, *numbers)]
    return [round((middle - 30) / 4) for middle in middles]


def test_each_frame_shows_its_second(clips: Files) -> None:
    assert lumas(clips, footage(), 0, 6, 30, 45) == [0, 5, 25, 37]


def test_it_may_be_trimmed_and_slowed(clips: Files) -> None:
    cue = footage(source_start=1.0, speed=0.5)
    assert lumas(clips, cue, 0, 12, 36) == [25, 30, 40]


def test_past_its_end_the_last_frame_is_held(clips: Files) -> None:
    assert lumas(clips, footage(), 62, 89) == [49, 49]
    trimmed = footage(source_start=0.4, source_end=0.8)
    assert lumas(clips, trimmed, 0, 30, 80) == [10, 19, 19]


def test_it_may_go_round(clips: Files) -> None:
    cue = footage(source_start=0.4, source_end=0.8, loop=True)
    assert lumas(clips, cue, 0, 6, 12, 18, 24) == [10, 15, 10, 15, 10]


def test_seeking_back_gives_what_was_seen_before(clips: Files) -> None:
    there, back = shown(clips, footage(), 20, 40), shown(clips, footage(), 40, 20)
    assert np.array_equal(there[0].y, back[1].y)


def test_a_piece_that_starts_in_the_middle_sees_the_same(clips: Files) -> None:
    whole = shown(clips, footage(), *range(60))
    assert np.array_equal(shown(clips, footage(), 47)[0].y, whole[47].y)


def test_a_panel_has_a_ground_of_its_first_frame(clips: Files) -> None:
    cue = footage(box=Box(0, 120, 216, 162), fit="panel")
    first, last = shown(clips, cue, 0, 60)
    assert np.array_equal(first.y[:120], last.y[:120])
    assert abs(int(last.y[200, 108]) - level(49)) <= 2
    assert planes_to_rgb(last)[:120].mean() <= 67


def test_an_effect_is_had_on_every_frame(clips: Files) -> None:
    plain, mirrored = (
        planes_to_rgb(shown(clips, footage(fit="contain", effect=name), 10)[0])
        for name in ("", "mirror-x")
    )
    assert psnr(plain[115:270], mirrored[115:270, ::-1]) > 30
    assert psnr(plain, mirrored) < 20


def test_a_broken_clip_is_told_by_its_name(clips: Files) -> None:
    with pytest.raises(ClipkitError, match=r"bad\.mp4"):
        shown(clips, footage(source="bad.mp4"), 0)


def test_the_last_frame_of_a_trim_is_inside_it() -> None:
    cue = footage(source_start=1.0, source_end=2.0)
    assert seconds_at(cue, 29, 30) == pytest.approx(1 + 29 / 30)
    assert 1.9 < seconds_at(cue, 80, 30) < 2.0
