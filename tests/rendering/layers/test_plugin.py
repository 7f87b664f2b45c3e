from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from moviepy import ColorClip, ImageClip, vfx
from msgspec.structs import replace

from clipkit import plugins
from clipkit.errors import ClipkitError
from clipkit.model.cues import CUT, Change, Plugin
from clipkit.rendering.guest import fitted, picture
from clipkit.rendering.layers.plugin import Request, made
from clipkit.rendering.planes import Ink, Pixels, Planes, halved
from clipkit.units import Box
from tests.fixtures import clip
from tests.rendering.thirds import Dimmed, Rolling

BOX = Box(100, 200, 80, 40)


def red(request: Request) -> object:
    """A half transparent clip, of another size than is asked for."""
    assert (request.box, request.frames, request.fps) == (BOX, 30, 30)
    seconds = request.frames / request.fps
    solid = ColorClip((160, 80), color=(255, 0, 0), duration=seconds)
    return solid.with_mask(ColorClip((160, 80), color=0.5, is_mask=True, duration=seconds))


def ball(request: Request) -> object:
    """A round hole in a mask, others' effects over it, a fade; as large as its box."""
    width, height = request.box[2:]
    y, x = np.ogrid[:height, :width]
    hole = np.hypot(x - 19.5, y - 19.5) < 15  # at the left
    cover = ImageClip(hole.astype(float), is_mask=True, duration=1)
    white = ColorClip((width, height), color=(254, 254, 254), duration=1).with_mask(cover)
    return white.with_effects([Dimmed(0.5), Rolling(-60), vfx.CrossFadeIn(0.5)])


class Blinking:
    """White on every other frame, and it says what it depends on."""

    def __init__(self, request: Request) -> None:
        self.key = f"blinking {request.settings}"

    def paint(self, frame: int, planes: Planes) -> None:
        planes.fill(Box(0, 0, *planes.size), Ink(235 if frame % 2 == 0 else 16, 128, 128))


def raising(request: Request) -> object:
    raise OSError(f"no room for {request.box.width}")


def nothing(request: Request) -> object:
    return request.frames


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A package's entry points, laid out as pip does."""
    about = tmp_path / "guests-2.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: guests\nVersion: 2.0\n", "utf-8")
    rows = [
        f"{name} = {__name__}:{name}" for name in ("red", "ball", "Blinking", "raising", "nothing")
    ]
    text = "\n".join(["[clipkit.layers]", *rows, "gone = no_such_module:make", ""])
    (about / "entry_points.txt").write_text(text, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    plugins.points.cache_clear()
    yield
    plugins.points.cache_clear()


def cue(name: str, first: int = 10, settings: str = "{}") -> Plugin:
    return Plugin(
        first=first,
        stop=first + 30,
        scene=0,
        name=name,
        box=BOX,
        settings=settings,
        enter=Change(frames=2, ease="linear"),
    )


def luma(plugin: Plugin, frame: int) -> np.ndarray:
    planes = Planes.blank(320, 320)
    made(plugin, clip(plugin), lambda _: pytest.fail("it has no source")).paint(frame, planes)
    return planes.y


def test_a_moviepy_clip_is_seen_in_its_box_through_its_mask() -> None:
    y = luma(cue("red"), 20)
    assert abs(int(y[220, 140]) - (16 + 63) / 2) <= 1
    assert abs(int(luma(cue("red"), 10)[220, 140]) - (16 + 47 * 0.5 * 0.25)) <= 2
    y[200:240, 100:180] = 16
    assert (y == 16).all()


def test_its_mask_and_the_effects_of_others_are_kept() -> None:
    hole = np.hypot(*np.ogrid[-19.5:20.5, -19.5:60.5]) < 15
    for since, seen in ((9, 0.6), (15, 1.0), (9, 0.6)):  # back as well: the layer keeps nothing
        y = luma(replace(cue("ball"), enter=CUT), 10 + since).astype(int)
        inside = np.roll(hole, 2 * since, axis=1)  # two pixels to the right a frame
        shade = 16 + (127 * 219 / 255) * seen
        assert abs(y[200:240, 100:180][inside] - shade).max() <= 3
        assert (y[200:240, 100:180][~inside] == 16).all()


def test_a_painter_counts_from_its_own_first_frame() -> None:
    assert [int(luma(cue("Blinking"), frame)[220, 140]) for frame in (10, 11, 12)] == [235, 16, 235]


def test_only_one_that_tells_its_key_is_kept() -> None:
    def key(plugin: Plugin) -> str:
        return made(plugin, clip(plugin), lambda _: pytest.fail("it has no source")).key

    assert key(cue("red")) == ""
    assert key(cue("Blinking")) == key(cue("Blinking", first=17)) != ""
    assert key(cue("Blinking")) != key(cue("Blinking", settings='{"fast": true}'))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("other", "plugin-missing"),
        ("gone", "plugin-broken"),
        ("raising", "plugin-broken"),
        ("nothing", "plugin-broken"),
    ],
)
def test_one_that_fails_is_said(name: str, code: str) -> None:
    plugin = cue(name)
    with pytest.raises(ClipkitError) as caught:
        made(plugin, clip(plugin), lambda _: pytest.fail("it has no source"))
    (problem,) = caught.value.problems
    assert problem.code == code
    assert problem.words("id").text


def test_its_pixels_are_the_same_whatever_a_thread_has_painted_before() -> None:
    noise = np.random.default_rng(5).integers(0, 256, (480, 486, 3), np.uint8)

    def enlarged() -> Pixels:
        return fitted(picture(ImageClip(noise, duration=1), 0.0), (700, 690))

    with ThreadPoolExecutor(1) as fresh, ThreadPoolExecutor(1) as used:
        used.submit(halved, noise[..., 0]).result()
        one, other = (thread.submit(enlarged).result() for thread in (fresh, used))
    assert np.array_equal(one, other)
