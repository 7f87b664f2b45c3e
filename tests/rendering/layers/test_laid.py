"""Clips of MoviePy laid over a stage: what is painted is what a CompositeVideoClip would show."""

import pickle
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from moviepy import ColorClip, CompositeVideoClip, ImageClip, VideoClip, VideoFileClip, vfx

from clipkit.rendering.encode import write
from clipkit.rendering.planes import Pixels, Planes
from clipkit.rendering.settings import Settings
from clipkit.rendering.stage import Stage
from tests.rendering.film import seen
from tests.rendering.sample import SIZE, Files, flat, psnr, row, timeline
from tests.rendering.thirds import Backwards, Dimmed, Lamp, Rolling

FRAMES = 40
SPOT = (40, 30)  # width, height
WHITE = (235, 235, 235)
# MoviePy leaves the pipe of an ffmpeg open that had come to its file's end
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")


@pytest.fixture
def stage() -> Stage:
    """Dark grey: what is laid over it shows."""
    return Stage(timeline(flat(0, FRAMES, "#202020"), frames=FRAMES), Files({}))


@pytest.fixture(scope="module")
def video(tmp_path_factory: pytest.TempPathFactory, files: Files) -> Path:
    path = tmp_path_factory.mktemp("video") / "a.mp4"
    write(Stage(timeline(*row(FRAMES), frames=FRAMES), files), path)
    return path


def spot() -> VideoClip:
    return ColorClip(SPOT, color=WHITE, duration=1.0)


def slope() -> VideoClip:
    """Darker to the right."""
    ramp = np.linspace(250, 40, SPOT[0]).astype(np.uint8)
    return ImageClip(np.dstack([np.tile(ramp, (SPOT[1], 1))] * 3), duration=1.0)


def soft() -> VideoClip:
    """Through a mask that fades from the left to the right."""
    cover = np.tile(np.linspace(0, 1, SPOT[0]), (SPOT[1], 1))
    return spot().with_mask(ImageClip(cover, is_mask=True, duration=1.0))


CLIPS: dict[str, Callable[[], VideoClip]] = {
    "as it is": spot,
    "an odd place": lambda: spot().with_position((31, 77)),
    "in the middle": lambda: spot().with_position("center"),
    "a corner": lambda: spot().with_position(("right", "bottom")),
    "a share of the frame": lambda: spot().with_position((0.25, 0.5), relative=True),
    "partly outside": lambda: slope().with_position((-13, 369)),
    "a way": lambda: slope().with_position(lambda t: (10 + 60 * t, "center")),
    "later": lambda: spot().with_start(0.5).with_duration(0.4),
    "between two frames": lambda: spot().with_start(0.51).with_end(0.68),
    "before the start": lambda: slope().with_start(-0.5).with_effects([Rolling()]),
    "for ever": lambda: ColorClip(SPOT, color=WHITE).with_start(1.0),
    "a mask": lambda: soft().with_position((50, 60)),
    "opacity": lambda: slope().with_opacity(0.3),
    "coming and going": lambda: spot().with_effects([vfx.CrossFadeIn(0.4), vfx.CrossFadeOut(0.4)]),
    "growing": lambda: spot().resized(lambda t: 1 + t).with_position("center"),
    "turned": lambda: slope().rotated(90, expand=True).with_position((20, 20)),
    "others' effects": lambda: soft().with_effects([Dimmed(0.7), Rolling()]),
    "others' time": lambda: (
        slope().with_fps(30).with_effects([Rolling(), Backwards()]).with_start(0.2)
    ),
    "a composite": lambda: CompositeVideoClip(
        [spot(), slope().with_position((9, 9)).with_opacity(0.5)], size=(80, 60)
    ).with_position((64, 128)),
}


@pytest.mark.parametrize("name", CLIPS)
def test_it_is_where_when_and_as_moviepy_shows_it(stage: Stage, name: str) -> None:
    clip = CLIPS[name]()
    laid, wanted = stage.with_layer(clip), CompositeVideoClip([stage, clip])
    shown = False
    for number in (0, 1, 12, 14, 15, 16, 20, 21, 26, 27, 29, 30, 39):
        frame = laid.rgb(number).astype(int)
        assert np.abs(frame - wanted.get_frame((number + 1e-3) / 30)).max() <= 4, number
        shown |= bool((frame != stage.rgb(number)).any())
    assert shown


def test_a_mask_is_kept_to_its_edge(stage: Stage) -> None:
    cover = np.zeros(SPOT[::-1])
    cover[10:20, 8:32] = 1.0
    clip = spot().with_mask(ImageClip(cover, is_mask=True, duration=1.0)).with_position((60, 80))
    white = stage.with_layer(clip).rgb(5)[..., 0] > 130
    assert white[90:100, 68:92].all()
    white[90:100, 68:92] = False
    assert not white.any()


def test_nothing_shines_through_one_that_fills_the_frame() -> None:
    red = Stage(timeline(flat(0, FRAMES, "#E01010"), frames=FRAMES), Files({}))
    clip = ColorClip(SIZE, color=(120, 120, 120), duration=1)
    for grey in (clip, clip.with_opacity(1.0)):
        assert np.abs(red.with_layer(grey).rgb(3).astype(int) - 120).max() <= 1


def test_the_last_that_was_laid_is_on_top(stage: Stage) -> None:
    half = spot().with_position((20, 0))
    both = stage.with_layer(spot()).with_layer(half.with_effects([Dimmed()]))
    assert [int(both.rgb(0)[4, x, 0]) for x in (4, 30)] == pytest.approx([235, 117], abs=2)
    assert stage.rgb(0)[4, 4, 0] == pytest.approx(32, abs=1)  # it is as it was


def test_what_is_done_to_a_clip_afterwards_is_not_seen(stage: Stage) -> None:
    clip = spot()
    laid = stage.with_layer(clip)
    clip.start, clip.pos, clip.mask = 9.0, lambda _: (100, 100), ColorClip(SPOT, 0.0, is_mask=True)
    assert laid.rgb(0)[4, 4].min() > 230


@pytest.mark.parametrize(
    ("clip", "told"),
    [
        (lambda: spot().with_start(3), "lasts from 3 s to 4 s, the stage from 0 s to 1.33333 s"),
        (lambda: spot().with_start(-2), "lasts from -2 s to -1 s"),
        (lambda: ColorClip(SPOT, WHITE).with_start(2), "lasts from 2 s to the end"),
        (lambda: ColorClip(SPOT, 0.5, is_mask=True, duration=1), "a mask has no colours"),
    ],
)
def test_one_that_can_not_be_seen_is_told(
    stage: Stage, clip: Callable[[], VideoClip], told: str
) -> None:
    with pytest.raises(ValueError, match=told):
        stage.with_layer(clip())


def test_a_layer_has_the_key_that_its_caller_gives(stage: Stage) -> None:
    def key(clip: VideoClip, text: str = "") -> str:
        return stage.with_layer(clip, key=text).reel().layers[-1].key

    assert key(spot()) == ""
    assert key(spot(), "spot") == key(spot().with_start(7 / 30), "spot") != ""
    assert key(spot(), "spot") != key(spot(), "other")
    assert key(spot(), "spot") != key(spot().with_duration(0.5), "spot")
    assert key(spot(), "spot") != key(spot().with_start(0.01), "spot")  # between two frames


def test_a_draft_shows_it_smaller_in_its_place(stage: Stage, tmp_path: Path) -> None:
    laid = stage.with_layer(spot().with_position(("right", 100)))
    write(laid, tmp_path / "a.mp4", Settings.DRAFT)
    film = seen(tmp_path / "a.mp4")
    white = film.rgb(3)[..., 0] > 130
    assert white.shape == (SIZE[1] // 2, SIZE[0] // 2)
    rows, columns = np.nonzero(white)
    assert (rows.min(), rows.max(), columns.min(), columns.max()) == (50, 64, 88, 107)
    assert not (film.rgb(19)[..., 0] > 130).any()  # after a second


def test_it_pickles_if_its_clip_does(stage: Stage) -> None:
    other = pickle.loads(pickle.dumps(stage.with_layer(Lamp(0.5))))
    assert [int(other.rgb(n)[4, 4, 0]) for n in (14, 15, 20)] == pytest.approx(
        [32, 200, 205], abs=1
    )
    with pytest.raises((AttributeError, pickle.PicklingError)):  # its place is a lambda
        pickle.dumps(stage.with_layer(spot()))


def test_a_stage_lies_over_a_stage(stage: Stage, files: Files) -> None:
    inner = Stage(timeline(*row(FRAMES), frames=FRAMES), files)
    small = inner.resized(0.5).with_position((100, 20)).with_start(0.5)
    shown = stage.with_layer(small).rgb(25)[20:212, 100:208]
    assert psnr(shown, inner.resized(0.5).get_frame(10 / 30)) > 32


def test_seeking_a_file_back_and_forth_gives_the_same_frames(stage: Stage, video: Path) -> None:
    with VideoFileClip(str(video)) as film:
        laid = stage.with_layer(film)
        there = [laid.rgb(number) for number in (0, 18, 39)]
        back = [laid.rgb(number) for number in (39, 18, 0)]
        assert all(np.array_equal(a, b) for a, b in zip(there, reversed(back), strict=True))
        assert not np.array_equal(there[0], there[2])


def test_painters_side_by_side_share_a_file_and_see_the_right_frames(
    stage: Stage, video: Path
) -> None:
    with VideoFileClip(str(video)) as film:
        mirrored = film.with_effects([vfx.MirrorX()]).with_position((0, 200))
        laid = stage.with_layer(film).with_layer(mirrored)  # one reader, two clips
        numbers = [*range(12, 15), *range(30, 33)]
        wanted = {number: painted(laid, [number])[0] for number in numbers}
        start = threading.Barrier(2)

        def worker(mine: list[int]) -> list[Pixels]:
            start.wait()
            return painted(laid, mine)

        with ThreadPoolExecutor(2) as pool:
            one, other = (pool.submit(worker, mine) for mine in (numbers[:3], numbers[3:]))
            for number, frame in zip(numbers, one.result() + other.result(), strict=True):
                assert np.array_equal(frame, wanted[number]), number


def painted(stage: Stage, numbers: list[int]) -> list[Pixels]:
    """Luma of some frames, by a painter of its own."""
    reel, planes = stage.reel(), Planes.blank(*SIZE)
    frames = []
    for number in numbers:
        reel.paint(number, planes)
        frames.append(planes.y.copy())
    reel.close()
    return frames


def test_a_clip_is_asked_by_one_thread_at_a_time(tmp_path: Path) -> None:
    long = Stage(timeline(flat(0, 400, "#202020"), frames=400), Files({}))
    busy, met, threads = threading.Lock(), [], set()

    def frame(t: float) -> Pixels:
        free = busy.acquire(blocking=False)
        met.append(free)
        threads.add(threading.get_ident())
        shade = np.full((60, 60, 3), 100 + int(t * 10), np.uint8)
        if free:
            busy.release()
        return shade

    clip = VideoClip(frame, duration=12)
    laid = long.with_layer(clip.with_position((60, 60)))
    threads.clear()
    write(laid, tmp_path / "a.mp4", side_by_side=3)
    assert all(met)
    assert len(threads) > 1
    film = seen(tmp_path / "a.mp4")
    shades = [int(film.rgb(number)[90, 90, 1]) for number in (0, 150, 330)]
    assert shades == pytest.approx([100, 150, 210], abs=3)


def test_only_what_is_read_from_a_file_wants_one_painter(stage: Stage, video: Path) -> None:
    with VideoFileClip(str(video)) as film:
        made = film.resized(0.5).with_effects([Dimmed()])
        joined = CompositeVideoClip([spot(), made])
        read = [stage.with_layer(clip) for clip in (film, made, joined)]
        assert [one.side_by_side for one in read] == [1, 1, 1]
    assert stage.side_by_side is None
    assert stage.with_layer(soft()).side_by_side is None
