import gc
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest

from clipkit.errors import ClipkitError
from clipkit.media import formats, probe
from clipkit.media.footage import Footage
from tests.media import files
from tests.media.files import CORNERS, corners, greys, near, quarters

LIVE = {"live": "1"}  # written as a browser records: without going back to the head


def number(footage: Footage, seconds: float) -> int:
    """Which of `greys` is shown."""
    grey = (float(footage.at(seconds).y.mean()) - 16) / 219 * 255
    return round((grey - 40) / 2)


@pytest.mark.parametrize("container", ["a.mp4", "a.mkv", "a.mov"])
def test_each_frame_is_shown_at_its_time(tmp_path: Path, container: str) -> None:
    footage = Footage(files.clip(tmp_path / container, greys(70)))
    assert [number(footage, k / 30) for k in range(70)] == list(range(70))
    for k in (3, 64, 0, 69, 41, 40, 12):  # back and forth
        assert number(footage, k / 30 + 0.01) == k
    footage.close()


def test_frames_that_were_shown_are_let_go_of(tmp_path: Path) -> None:
    footage = Footage(files.clip(tmp_path / "a.mp4", greys(70)))
    gc.collect()
    gc.disable()  # without it, too: a collector comes too late for frames of some megabytes
    try:
        for k in range(70):
            footage.at(k / 30)
        alive = sum(isinstance(thing, av.VideoFrame) for thing in gc.get_objects())
    finally:
        gc.enable()
    assert alive <= 4


def test_a_far_frame_is_sought(tmp_path: Path) -> None:
    footage = Footage(files.clip(tmp_path / "a.mp4", greys(100), fps=5))
    for k in (80, 3, 55, 99, 0):
        assert number(footage, k / 5) == k


def test_what_is_skipped_on_the_way_to_a_far_frame_is_never_shown(tmp_path: Path) -> None:
    """One key frame and many that no other frame needs: those are left out until near the end."""
    path = files.clip(tmp_path / "a.mp4", greys(100), fps=10, gop=250)
    with av.open(str(path)) as file:
        packets = [packet for packet in file.demux(video=0) if packet.size]
    assert sum(packet.is_keyframe for packet in packets) == 1
    with av.open(str(path)) as file:
        file.streams.video[0].codec_context.skip_frame = "NONREF"
        assert len(list(file.decode(video=0))) < 80
    footage = Footage(path)
    for k in (91, 2, 60, 58, 99):
        assert number(footage, k / 10) == k
        assert number(footage, (k + 1) / 10) == min(k + 1, 99)


def test_the_first_and_last_frames_are_held(tmp_path: Path) -> None:
    footage = Footage(files.clip(tmp_path / "a.mp4", greys(20)))
    assert number(footage, -5.0) == 0
    assert number(footage, 0.7) == 19
    assert number(footage, 60.0) == 19
    assert number(footage, 0.1) == 3
    again = Footage(tmp_path / "a.mp4")
    assert number(again, 60.0) == 19


def test_frames_that_last_unequally_keep_their_times(tmp_path: Path) -> None:
    times = [0, 40, 400, 433, 900, 933]
    footage = Footage(files.clip(tmp_path / "a.mkv", greys(6), times=times))
    shown = [number(footage, ms / 1000) for ms in (0, 39, 40, 399, 400, 440, 899, 901, 2000)]
    assert shown == [0, 1, 1, 2, 2, 3, 4, 4, 5] or shown == [0, 0, 1, 1, 2, 3, 3, 4, 5]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90])
def test_a_clip_is_upright(tmp_path: Path, turn: int, rotate: int) -> None:
    stored = np.ascontiguousarray(np.rot90(corners(96, 64), turn // 90))
    path = files.clip(tmp_path / "a.mp4", [stored] * 3, turn=turn)
    shown = files.rgb(*Footage(path, rotate).at(0.0))
    wanted = np.rot90(corners(96, 64), -rotate // 90)
    assert shown.shape == wanted.shape
    assert near(quarters(shown), quarters(wanted))
    assert probe.facts(path, "a.mp4").size == (96, 64)


@pytest.mark.parametrize(("aspect", "size"), [(Fraction(2, 3), (64, 64)), (Fraction(2), (192, 64))])
def test_wide_pixels_are_made_square(
    tmp_path: Path, aspect: Fraction, size: tuple[int, int]
) -> None:
    path = files.clip(tmp_path / "a.mp4", [corners(96, 64)] * 3, aspect=aspect)
    shown = files.rgb(*Footage(path).at(0.0))
    assert shown.shape[1::-1] == size
    assert near(quarters(shown), CORNERS)
    assert probe.facts(path, "a.mp4").size == size
    turned = files.clip(tmp_path / "b.mp4", [corners(96, 64)] * 3, aspect=aspect, turn=90)
    assert probe.facts(turned, "b.mp4").size == size[::-1]


def test_odd_sizes_lose_their_last_row(tmp_path: Path) -> None:
    path = files.clip(tmp_path / "a.mp4", [corners(97, 65)] * 3, form="yuv444p")
    y, u, v = Footage(path).at(0.0)
    assert (y.shape, u.shape, v.shape) == ((64, 96), (32, 48), (32, 48))
    assert near(quarters(files.rgb(y, u, v)), CORNERS)


@pytest.mark.parametrize("matrix", [1, 5, 6])
@pytest.mark.parametrize("span", [1, 2])
@pytest.mark.parametrize("form", ["yuv420p", "yuv422p10le", "yuv444p"])
def test_colours_are_right_however_they_are_kept(
    tmp_path: Path, matrix: int, span: int, form: str
) -> None:
    pictures = [corners()] * 3
    path = files.clip(tmp_path / "a.mp4", pictures, matrix=matrix, span=span, form=form)
    assert near(quarters(files.rgb(*Footage(path).at(0.0))), CORNERS, by=3)


def test_a_small_clip_that_does_not_say_is_read_as_players_do(tmp_path: Path) -> None:
    path = files.clip(tmp_path / "a.mp4", [corners()] * 3, matrix=5, tagged=False)
    assert near(quarters(files.rgb(*Footage(path).at(0.0))), CORNERS, by=3)


def test_bright_video_is_brought_down(tmp_path: Path) -> None:
    ramp = np.arange(0, 256, 4, dtype=np.uint8)[None, :, None].repeat(48, 0).repeat(3, 2)
    for curve in (16, 18):  # PQ, HLG
        path = files.clip(
            tmp_path / f"{curve}.mp4", [ramp] * 2, form="yuv420p10le", matrix=9, curve=curve
        )
        shown = files.rgb(*Footage(path).at(0.0))[24].astype(int)
        assert (np.diff(shown[:, 0]) >= -2).all()  # brighter stays brighter
        assert np.abs(shown - shown[:, :1]).max() <= 4  # grey stays grey
        assert shown[2].max() < 30
        assert shown[-1].min() > 240
        paper = {16: 0.581, 18: 0.75}[curve]  # codes of 203 cd/m2 (BT.2408-7, table 1)
        assert 130 < shown[round(paper * 63)].mean() < 190
        look = probe.facts(path, "a.mp4").luma[8]
        assert look[0] < 60 < 200 < look[-1]


def test_a_clip_that_is_seen_through_lies_over_black(tmp_path: Path) -> None:
    picture = np.dstack([corners(), np.full((64, 96), 255, np.uint8)])
    picture[:, :48, 3] = 0
    path = files.clip(tmp_path / "a.mkv", [corners()] * 2)
    with av.open(str(tmp_path / "b.mov"), "w") as file:
        stream = file.add_stream("prores_ks", rate=30)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuva444p10le"
        frame = av.VideoFrame.from_ndarray(picture, format="rgba")
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    shown = files.rgb(*Footage(tmp_path / "b.mov").at(0.0))
    assert near(quarters(shown), [(0, 0, 0), CORNERS[1], (0, 0, 0), CORNERS[3]], by=8)
    assert probe.facts(tmp_path / "b.mov", "b.mov").alpha
    assert not probe.facts(path, "a.mkv").alpha


def spoilt(path: Path, which: range) -> Path:
    """A clip some of whose frames hold nothing."""
    files.clip(path, greys(12), codec="mjpeg", form="yuvj420p", span=2)
    content = bytearray(path.read_bytes())
    starts = [k for k in range(len(content)) if content[k : k + 3] == b"\xff\xd8\xff"]
    for k in which:
        end = content.index(b"\xff\xd9", starts[k])
        content[starts[k] : end] = bytes(end - starts[k])
    path.write_bytes(content)
    return path


def test_a_broken_frame_is_left_out_and_the_last_good_one_held(tmp_path: Path) -> None:
    footage = Footage(spoilt(tmp_path / "a.mkv", range(5, 7)))
    shown = [number(footage, k / 30) for k in range(12)]
    assert shown == [0, 1, 2, 3, 4, 4, 4, 7, 8, 9, 10, 11]


def test_a_clip_that_begins_broken_begins_with_its_first_good_frame(tmp_path: Path) -> None:
    footage = Footage(spoilt(tmp_path / "a.mkv", range(3)))
    assert [number(footage, k / 30) for k in range(6)] == [3, 3, 3, 3, 4, 5]


def test_a_clip_without_one_good_frame_is_a_problem(tmp_path: Path) -> None:
    path = spoilt(tmp_path / "a.mkv", range(12))
    for look in (lambda: Footage(path), lambda: probe.facts(path, "a.mkv")):
        with pytest.raises(ClipkitError) as caught:
            look()
        assert [problem.code for problem in caught.value.problems] == ["media-broken"]


def test_a_clip_that_is_cut_off_shows_what_is_there(tmp_path: Path) -> None:
    path = files.clip(tmp_path / "a.mkv", greys(60))
    path.write_bytes(path.read_bytes()[: path.stat().st_size * 3 // 4])
    footage = Footage(path)
    last = number(footage, 60.0)
    assert 5 < last < 59
    assert number(footage, last / 30) == last
    assert probe.facts(path, "a.mkv").kind == "footage"


def test_a_codec_that_is_not_listed_is_not_opened(tmp_path: Path) -> None:
    path = files.clip(tmp_path / "a.mkv", greys(3), codec="ffv1")
    with pytest.raises(ClipkitError) as caught:
        Footage(path, key="video/a.mkv")
    (problem,) = caught.value.problems
    assert problem.code == "media-codec"
    assert "ffv1" in problem.words("id").text


def test_two_readers_do_not_disturb_each_other(tmp_path: Path) -> None:
    path = files.clip(tmp_path / "a.mp4", greys(40))
    one, two = Footage(path), Footage(path)
    kept = one.at(0.1)
    copy = kept.y.copy()
    assert [(number(one, k / 30), number(two, (39 - k) / 30)) for k in range(40)] == [
        (k, 39 - k) for k in range(40)
    ]
    one.close()
    assert (kept.y == copy).all()
    assert number(two, 1.0) == 30


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_mirrored_clip_is_upright(tmp_path: Path, turn: int) -> None:
    shown = corners(96, 64)
    stored = np.ascontiguousarray(np.rot90(shown[:, ::-1], turn // 90))
    path = files.clip(tmp_path / "a.mp4", [stored] * 3, turn=turn, mirror=True)
    found = files.rgb(*Footage(path).at(0.0))
    assert found.shape == shown.shape
    assert near(quarters(found), CORNERS)


def test_webm_keeps_what_is_seen_through(tmp_path: Path) -> None:
    picture = np.dstack([corners(), np.full((64, 96), 255, np.uint8)])
    picture[:32, :, 3] = 0
    with av.open(str(tmp_path / "a.webm"), "w") as file:
        stream = file.add_stream("libvpx-vp9", rate=30)
        stream.width, stream.height, stream.pix_fmt = 96, 64, "yuva420p"
        stream.bit_rate = 4_000_000
        for k in range(5):
            frame = av.VideoFrame.from_ndarray(picture, format="rgba").reformat(
                format="yuva420p", dst_colorspace=5
            )
            frame.pts = k
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    shown = files.rgb(*Footage(tmp_path / "a.webm").at(0.1))
    assert near(quarters(shown), [(0, 0, 0), (0, 0, 0), *CORNERS[2:]], by=12)


def test_a_clip_that_does_not_say_how_long_it_is_is_counted(tmp_path: Path) -> None:
    path = files.clip(tmp_path / "a.mkv", greys(45), codec="mjpeg", form="yuvj420p", options=LIVE)
    with av.open(str(path)) as opened:
        assert opened.duration is None
    assert probe.facts(path, "a.mkv").seconds == pytest.approx(1.5, abs=0.05)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    assert 0 < probe.facts(path, "a.mkv").seconds < 1.5


def test_what_is_out_of_bounds_is_told_before_it_is_decoded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = files.clip(tmp_path / "a.mkv", greys(60), fps=1)
    bounds = {"MAX_SECONDS": "media-too-long", "MAX_PIXELS": "media-too-large"}
    bounds["MAX_STREAMS"] = "media-broken"
    for bound, code in bounds.items():
        with monkeypatch.context() as lower:
            lower.setattr(formats, bound, 0)
            with pytest.raises(ClipkitError) as caught:
                Footage(path)
            assert [problem.code for problem in caught.value.problems] == [code]
