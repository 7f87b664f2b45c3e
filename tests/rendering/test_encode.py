import _thread
import threading
import time
from fractions import Fraction
from hashlib import sha256
from pathlib import Path

import cv2
import numpy as np
import pytest
from msgspec.structs import replace

from clipkit.errors import ClipkitError
from clipkit.machine import cores
from clipkit.model.cues import View
from clipkit.rendering.encode import write
from clipkit.rendering.mp4 import Form, Frame, PieceEncoder, join
from clipkit.rendering.planes import Planes, rgb_to_planes
from clipkit.rendering.reel import Reel
from clipkit.rendering.settings import Settings
from clipkit.rendering.shelf import SHELF
from clipkit.rendering.stage import Stage
from clipkit.units import Box
from tests.rendering.film import Film, seen
from tests.rendering.sample import (
    SIZE,
    Files,
    flat,
    photo,
    picture,
    psnr,
    row,
    saved,
    sound,
    timeline,
)

FRAMES = 60


@pytest.fixture(scope="module")
def stage(files: Files) -> Stage:
    return Stage(timeline(*row(FRAMES), frames=FRAMES), files, sound(FRAMES))


@pytest.fixture(scope="module")
def film(stage: Stage, tmp_path_factory: pytest.TempPathFactory) -> Film:
    path = tmp_path_factory.mktemp("film") / "film.mp4"
    write(stage, path)
    return seen(path)


def workers_left() -> list[str]:
    return [t.name for t in threading.enumerate() if t.name.startswith("clipkit")]


def test_the_file_is_what_every_app_plays(film: Film) -> None:
    assert (film.codec, film.profile, film.pixels) == ("h264", "High", "yuv420p")
    assert film.tags == (1, 1, 1, 1)  # limited range, BT.709 three times
    assert film.rate == 30
    assert film.sound == ("aac", 48000, 2)
    assert film.boxes.index("moov") < film.boxes.index("mdat")
    assert not film.edits
    assert (film.title, film.languages) == ("Kedai kopi", ("ind", "ind"))


def test_it_has_every_frame_at_its_time(film: Film) -> None:
    assert film.pts == tuple(range(FRAMES))
    assert film.seconds == pytest.approx(FRAMES / 30, abs=1 / 30)
    assert film.sound_seconds == pytest.approx(film.seconds, abs=0.02)
    assert {0, 27, 33} <= set(film.keys)  # each piece starts with one


def test_a_decoded_frame_is_the_stages_frame(film: Film, stage: Stage) -> None:
    for number in (0, 13, 26, 30, 45, 59):
        assert psnr(film.rgb(number), stage.rgb(number)) >= 32


def test_flat_colours_keep_their_hue(files: Files, tmp_path: Path) -> None:
    colours = ("#0F7B5F", "#B06A36", "#FFC93C")
    cues = [flat(n * 10, n * 10 + 10, colour) for n, colour in enumerate(colours)]
    stage = Stage(timeline(*cues), files)
    write(stage, tmp_path / "flat.mp4")
    film, planes = seen(tmp_path / "flat.mp4"), Planes.blank(*SIZE)
    for number in (5, 15, 25):
        stage.planes(number, planes)
        shown = film.frames[number]
        for mine, its in ((shown.u, planes.u), (shown.v, planes.v)):
            assert abs(mine.astype(int) - its).mean() < 1.5


def test_the_sound_is_neither_late_nor_early(film: Film, stage: Stage) -> None:
    mix, heard = stage.mix.samples[2000:80000, 0], film.samples[2000:80000, 0]  # type: ignore[union-attr]
    size = 1 << 18
    product = np.fft.rfft(mix, size).conj() * np.fft.rfft(heard, size)
    late = int(np.argmax(np.fft.irfft(product)))
    assert min(late, size - late) <= 1


def test_the_same_clip_is_the_same_bytes(stage: Stage, tmp_path: Path) -> None:
    hashes = set()
    for name, side_by_side in (("a", 1), ("b", 2), ("c", 2)):
        write(stage, tmp_path / name, side_by_side=side_by_side)
        hashes.add(sha256((tmp_path / name).read_bytes()).hexdigest())
    assert len(hashes) == 1


def test_a_draft_is_small_and_quick_and_lasts_as_long(stage: Stage, tmp_path: Path) -> None:
    written = write(stage, tmp_path / "draft.mp4", Settings.DRAFT)
    film = seen(tmp_path / "draft.mp4")
    assert (written.size, written.fps) == ((108, 192), Fraction(15))
    assert len(film.frames) == written.frames == FRAMES // 2
    assert film.seconds == pytest.approx(FRAMES / 30)
    assert film.sound_seconds == pytest.approx(film.seconds, abs=0.02)
    assert psnr(film.rgb(10), stage.rgb(20)[1::2, 1::2]) > 20


@pytest.mark.parametrize("side_by_side", [1, 2])
def test_painters_and_encoders_tell_how_long_they_worked(
    stage: Stage, tmp_path: Path, side_by_side: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    paint = Reel.paint

    def slowly(reel: Reel, frame: int, planes: Planes) -> None:
        time.sleep(0.02)
        paint(reel, frame, planes)

    monkeypatch.setattr(Reel, "paint", slowly)
    written = write(stage, tmp_path / "x.mp4", side_by_side=side_by_side)
    assert 0.02 * FRAMES <= written.painting <= written.seconds * side_by_side
    assert written.joined < written.encoding < written.painting  # it waited, and didn't count that


def test_progress_counts_every_frame(stage: Stage, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write(stage, tmp_path / "x.mp4", progress=lambda done, total: told.append((done, total)))
    assert told == [(n, FRAMES) for n in range(1, FRAMES + 1)]


def test_a_clip_without_sound(files: Files, tmp_path: Path) -> None:
    write(Stage(timeline(flat(0, 30, "#0F7B5F")), files), tmp_path / "x.mp4")
    film = seen(tmp_path / "x.mp4")
    assert (len(film.frames), film.sound) == (30, ("", 0, 0))


def test_a_clip_of_one_frame(files: Files, tmp_path: Path) -> None:
    write(Stage(timeline(flat(0, 1, "#FFFFFF"), frames=1), files, sound(1)), tmp_path / "x.mp4")
    assert len(seen(tmp_path / "x.mp4").frames) == 1


@pytest.mark.parametrize("side_by_side", [1, 2])
def test_a_picture_that_breaks_ends_all_of_it(
    files: Files, tmp_path: Path, side_by_side: int
) -> None:
    bad = tmp_path / "bad.png"
    bad.write_bytes(saved(tmp_path / "b.png", np.zeros((90, 90, 3), np.uint8)).read_bytes()[:40])
    broken = Files({"a.png": files("a.png"), "b.png": bad})
    stage = Stage(timeline(*row(FRAMES), frames=FRAMES), broken, sound(FRAMES))
    with pytest.raises(ClipkitError, match=r"b\.png"):
        write(stage, tmp_path / "x.mp4", side_by_side=side_by_side)
    assert workers_left() == []
    assert not (tmp_path / "x.mp4").exists()


def test_ctrl_c_ends_all_threads(stage: Stage, tmp_path: Path) -> None:
    def interrupt(done: int, total: int) -> None:
        if done == 3 < total:
            _thread.interrupt_main()

    with pytest.raises(KeyboardInterrupt):
        write(stage, tmp_path / "x.mp4", progress=interrupt)
    assert workers_left() == []


@pytest.mark.parametrize(("side_by_side", "nth"), [(1, 0), (1, 1), (2, 0), (2, 1)])
def test_ctrl_c_while_the_threads_start_ends_those_that_did(
    side_by_side: int, nth: int, stage: Stage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One worker has two threads if there are two processors; two workers have two at least."""
    if side_by_side <= nth and cores() == 1:
        pytest.skip("one processor: a worker is one thread")
    real, started = threading.Thread.start, list[str]()

    def start(thread: threading.Thread) -> None:
        if thread.name in ("clipkit-painter", "clipkit-encoder"):
            if len(started) == nth:
                raise KeyboardInterrupt
            started.append(thread.name)
        real(thread)

    monkeypatch.setattr(threading.Thread, "start", start)
    with pytest.raises(KeyboardInterrupt):
        write(stage, tmp_path / "x.mp4", side_by_side=side_by_side)
    assert len(started) == nth
    assert workers_left() == []


def test_an_error_of_the_callers_own_ends_all_threads(stage: Stage, tmp_path: Path) -> None:
    def fail(done: int, total: int) -> None:
        raise RuntimeError(f"{done} of {total}")

    with pytest.raises(RuntimeError, match="1 of 60"):
        write(stage, tmp_path / "x.mp4", progress=fail)
    assert workers_left() == []
    assert SHELF.nbytes == 0


def test_a_file_that_can_not_be_written_says_so(stage: Stage, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No such file"):
        write(stage, tmp_path / "nowhere" / "x.mp4")


def test_a_limit_on_the_bitrate_holds(files: Files, tmp_path: Path) -> None:
    clip = replace(timeline(*row(FRAMES), frames=FRAMES), bitrate=200_000)
    write(Stage(clip, files), tmp_path / "x.mp4")
    assert (tmp_path / "x.mp4").stat().st_size * 8 / (FRAMES / 30) < 600_000  # 2 s of buffer more


def test_a_fade_may_burst_between_scenes_that_do_not(files: Files, tmp_path: Path) -> None:
    """Half of it is its key frame: it would be made twice for nothing."""
    clip = timeline(*row(120), frames=120)
    write(Stage(replace(clip, bitrate=0), files), tmp_path / "free.mp4")
    free = (tmp_path / "free.mp4").read_bytes()
    rate = len(free) * 8 / (120 / 30)
    write(Stage(replace(clip, bitrate=round(1.5 * rate)), files), tmp_path / "held.mp4")
    assert (tmp_path / "held.mp4").read_bytes() == free


@pytest.fixture(scope="module")
def moving(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    """A photo of fine grain that is zoomed slowly: what the macroblock tree does most for."""
    path = tmp_path_factory.mktemp("grain") / "grain.png"
    grain = np.random.default_rng(2).normal(0, 9, (800, 600, 1)).astype(np.float32)
    soft = picture(600, 800, 6) + cv2.GaussianBlur(grain, (0, 0), 1.2)[..., None]
    saved(path, np.clip(soft, 0, 255).astype(np.uint8))
    cue = photo(0, FRAMES, view=(View(1.05), View(1.15, 0.5, 0.4)))
    return Stage(timeline(cue, frames=FRAMES), Files({"a.png": path}))


@pytest.mark.parametrize("quality", ["good", "best"])
def test_a_piece_ends_as_good_as_it_is(quality: str, moving: Stage, tmp_path: Path) -> None:
    write(moving, tmp_path / "x.mp4", Settings.of(quality))
    film, planes, levels = seen(tmp_path / "x.mp4"), Planes.blank(*SIZE), []
    for number, shown in enumerate(film.frames):
        moving.planes(number, planes)
        levels.append(psnr(shown.y, planes.y))
    assert film.keys == (0,)
    assert min(levels[-8:]) >= np.mean(levels) - 0.5


def shaken(frames: int) -> list[Planes]:
    """A photo through a camera in the hand: every frame lies elsewhere, and has its own noise."""
    random, still = np.random.default_rng(3), picture(400, 600, 8).astype(np.float32)
    walk = np.cumsum(random.normal(0, 1.5, (frames, 2)), axis=0).clip(-80, 80)
    found = []
    for x, y in walk:
        shown = cv2.getRectSubPix(still, SIZE, (200 + x, 300 + y))
        noise = random.normal(0, 2, shown.shape)
        found.append(rgb_to_planes(np.clip(shown + noise, 0, 255).astype(np.uint8)))
    return found


def coded(frames: list[Planes], path: Path, settings: Settings) -> Film:
    form = Form(SIZE, Fraction(30), settings)
    encoder, given = PieceEncoder(form, len(frames)), Frame(SIZE)
    for planes in frames:
        for mine, its in zip(given.planes(), planes, strict=True):
            np.copyto(mine, its)
        encoder.encode(given)
    join(path, form, [encoder.end()], None)
    return seen(path)


@pytest.mark.parametrize("quality", ["good", "best"])
@pytest.mark.parametrize("length", [45, 50, 54])
def test_a_shaking_clip_ends_as_it_would_go_on(quality: str, length: int, tmp_path: Path) -> None:
    """Its frames differ by a decibel anywhere: so they are held against themselves."""
    frames, levels = shaken(60), []
    for count in (length, 60):
        film = coded(frames[:count], tmp_path / "x.mp4", Settings.of(quality))
        ends = zip(film.frames[length - 6 : length], frames[length - 6 : length], strict=True)
        levels.append(np.mean([psnr(shown.y, planes.y) for shown, planes in ends]))
    assert levels[0] > levels[1] - 0.1


def test_colours_are_as_good_as_by_the_usual_settings(moving: Stage, tmp_path: Path) -> None:
    """Chroma has less than the encoder would give it, and no less than veryfast's."""
    frames = [Planes.blank(*SIZE) for _ in range(FRAMES)]
    for number, planes in enumerate(frames):
        moving.planes(number, planes)
    usual = Settings(preset="veryfast", crf=20.0, x264=(), ending=())
    levels = [
        np.mean(
            [
                psnr(np.stack((shown.u, shown.v)), np.stack((planes.u, planes.v)))
                for shown, planes in zip(film.frames, frames, strict=True)
            ]
        )
        for film in (coded(frames, tmp_path / "x.mp4", one) for one in (Settings(), usual))
    ]
    assert levels[0] >= levels[1]


def test_each_quality_is_nearer_to_the_stage(moving: Stage, tmp_path: Path) -> None:
    levels, planes = [], Planes.blank(*SIZE)
    moving.planes(30, planes)
    for quality in ("fast", "good", "best"):
        write(moving, tmp_path / "x.mp4", Settings.of(quality))
        film = seen(tmp_path / "x.mp4")
        assert film.profile == "High"
        levels.append(psnr(film.frames[30].y, planes.y))
    assert levels[2] > max(levels[:2]) + 1


@pytest.mark.parametrize("quality", ["fast", "good", "best"])
def test_no_quality_needs_its_limit_for_a_photo(quality: str, files: Files, tmp_path: Path) -> None:
    size = (1080, 1920)
    cue = photo(0, 15, box=Box(0, 0, *size), view=(View(1.05), View(1.1)))
    write(
        Stage(timeline(cue, frames=15, size=size), files), tmp_path / "x.mp4", Settings.of(quality)
    )
    assert (tmp_path / "x.mp4").stat().st_size * 8 / (15 / 30) < 10_000_000


def test_a_constant_quantiser_makes_way_for_a_limit(moving: Stage, tmp_path: Path) -> None:
    write(moving, tmp_path / "free.mp4", Settings.FAST)
    write(moving, tmp_path / "held.mp4", Settings.of("fast", bitrate=50_000))
    free, held = ((tmp_path / name).stat().st_size for name in ("free.mp4", "held.mp4"))
    assert held < 0.8 * free
    planes = Planes.blank(*SIZE)
    moving.planes(30, planes)
    assert psnr(seen(tmp_path / "held.mp4").frames[30].y, planes.y) > 32
