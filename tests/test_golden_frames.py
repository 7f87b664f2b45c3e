"""Frames as they were looked at and kept: every caption style, template and profile.

They are half as large as painted, under golden/frames; `pytest --regold` paints them anew.
"""

from pathlib import Path

import cv2
import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from clipkit import text
from clipkit.model.cues import Caption
from clipkit.model.timeline import SourceFile, Timeline
from clipkit.rendering.painter import Painter
from clipkit.rendering.planes import Pixels, Planes, planes_to_rgb
from clipkit.store import digest_of_file
from clipkit.units import Box
from tests.conftest import GOLDEN
from tests.planning.given import captions, clip, photo, plan, profile, shipped
from tests.planning.test_goldens import CASES
from tests.rendering.sample import Files

FRAMES = GOLDEN / "frames"
LEVELS, SHARE = 4, 2e-4  # what may differ: so many levels, and more in this share of the pixels
STYLES = sorted(captions())
TEMPLATES = ("heritage", "news", "policy", "promo", "quote", "tips")
PROFILES = ("universal", "shorts", "reels", "tiktok", "status", "square", "portrait", "wide")
SAID = """---
style: {style}
---

![](foto/a.jpg)
Kopi **dari lereng** Arjuno, dipetik satu per satu.
"""
LYING = ("a", "keripik", "kopi", "kucing", "motor", "roket")
SIZES = {"foto/tegak.jpg": (1080, 1920), "foto/rini.jpg": (1067, 1600)}


@pytest.fixture(scope="session")
def media(tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Pictures without detail, which take little room as PNG, of the sizes that are planned for."""
    folder = tmp_path_factory.mktemp("media")
    paths: dict[str, Path] = {}
    for name in (*(f"foto/{name}.jpg" for name in LYING), *SIZES):
        width, height = SIZES.get(name, (1600, 1067))
        paths[name] = folder / f"{len(paths)}.png"
        sky = np.zeros((height, width, 3), np.uint8)
        sky[: height * 2 // 5] = (150, 176, 190)
        sky[height * 2 // 5 :] = (92, 104, 78)
        picture = Image.fromarray(sky)
        disc = (width * 0.4, height * 0.3, width * 0.6, height * 0.3 + width * 0.2)
        ImageDraw.Draw(picture).ellipse(disc, fill=(214, 160, 96))
        picture.save(paths[name])
    paths["brand:logo.png"] = folder / "logo.png"
    logo = Image.new("RGBA", (400, 400))
    ImageDraw.Draw(logo).ellipse((10, 10, 390, 390), fill=(255, 201, 60, 255))
    logo.save(paths["brand:logo.png"])
    paths["video/dapur.mp4"] = folder / "dapur.mp4"  # of a later scene: it is named, not painted
    paths["video/dapur.mp4"].touch()
    return Files(paths)


def planned(name: str, profile_name: str = "universal") -> Timeline:
    written, template, _ = CASES[name]
    known = {
        "video/dapur.mp4": clip(1080, 1920, 9.0),
        **{path: photo(*size, luma=140) for path, size in SIZES.items()},
    }
    return plan(
        written, template=template, profile_name=profile_name, known=known, measure=text.measure
    )


def spoken(made: Timeline) -> tuple[int, Caption]:
    """A frame on which a word is lit and all has come, and its card."""
    card = next(cue for cue in made.cues if isinstance(cue, Caption) and len(cue.spans) > 1)
    on, off = card.spans[1]
    return card.first + (on + off) // 2, card


def painted(made: Timeline, frame: int, files: Files) -> Planes:
    planes = Planes.blank(*made.size)
    sources = tuple(
        (name, SourceFile(path=name, digest=digest_of_file(path)))
        for name, path in files.paths.items()
    )
    painter = Painter(replace(made, sources=sources), files)
    painter.planes(frame, planes)
    painter.close()
    return planes


def halved(rgb: Pixels) -> Pixels:
    height, width = (extent // 2 for extent in rgb.shape[:2])
    return np.asarray(cv2.resize(rgb, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def off(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """In which share of the pixels two pictures differ, for a viewer."""
    if one.shape != other.shape:
        return 1.0
    return float((np.abs(one.astype(int) - other).max(axis=2) > LEVELS).mean())


def kept(name: str) -> Pixels:
    with Image.open(FRAMES / f"{name}.png") as image:
        return np.asarray(image.convert("RGB"))


def held(name: str, shown: Pixels, request: pytest.FixtureRequest) -> None:
    if request.config.getoption("--regold"):
        FRAMES.mkdir(exist_ok=True)
        Image.fromarray(shown).save(FRAMES / f"{name}.png", optimize=True)
    assert off(shown, kept(name)) <= SHARE, f"{name} looks otherwise; --regold if it should"


def style_frame(made: Timeline, files: Files) -> Pixels:
    """A card's surroundings, half as large."""
    frame, card = spoken(made)
    box = Box(*(part // 4 * 4 for part in card.box))
    rgb = planes_to_rgb(painted(made, frame, files))
    return halved(rgb[box.y - 40 : box.bottom + 40, max(0, box.x - 80) : box.right + 80])


@pytest.mark.parametrize("name", STYLES)
def test_a_style_looks_as_it_did(name: str, media: Files, request: pytest.FixtureRequest) -> None:
    made = plan(SAID.format(style=name), measure=text.measure)
    held(f"style-{name}", style_frame(made, media), request)


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_looks_as_it_did(
    name: str, media: Files, request: pytest.FixtureRequest
) -> None:
    assert shipped(name).name == name
    made = planned(name)
    shown = planes_to_rgb(painted(made, spoken(made)[0], media))
    held(f"template-{name}", halved(shown), request)


@pytest.mark.parametrize("name", PROFILES)
def test_a_profile_looks_as_it_did(name: str, media: Files, request: pytest.FixtureRequest) -> None:
    made = planned("news", name)
    assert made.size == profile(name).size
    shown = planes_to_rgb(painted(made, spoken(made)[0], media))
    held(f"profile-{name}", halved(shown), request)


def test_every_style_template_and_profile_is_held() -> None:
    names = [
        *(f"style-{name}" for name in STYLES),
        *(f"template-{name}" for name in TEMPLATES),
        *(f"profile-{name}" for name in PROFILES),
    ]
    assert sorted(path.stem for path in FRAMES.iterdir()) == sorted(names)
    root = Path(__file__).parents[1]
    assert set(TEMPLATES) == {path.name for path in (root / "templates").iterdir()}


def test_a_shift_of_one_pixel_is_found(media: Files) -> None:
    made = planned("news")
    planes = painted(made, spoken(made)[0], media)
    rgb = planes_to_rgb(planes)
    assert off(halved(rgb), kept("template-news")) <= SHARE
    for moved in (np.roll(rgb, 1, axis=0), np.roll(rgb, 1, axis=1)):
        assert off(halved(moved), kept("template-news")) > SHARE


def test_the_matrix_of_another_standard_is_found(media: Files) -> None:
    made = planned("news")
    planes = painted(made, spoken(made)[0], media)
    i420 = np.vstack([planes.y, planes.u.reshape(-1, 1080), planes.v.reshape(-1, 1080)])
    sd = np.asarray(cv2.cvtColor(i420, cv2.COLOR_YUV2RGB_I420), np.uint8)  # BT.601
    assert off(halved(sd), kept("template-news")) > SHARE


@pytest.mark.parametrize("name", ["box_word", "classic", "karaoke", "punch"])
def test_a_missing_shadow_is_found(name: str, media: Files) -> None:
    made = plan(SAID.format(style=name), measure=text.measure)
    _, card = spoken(made)
    bare = tuple(
        replace(style, shadows=()) if style.name == card.style else style for style in made.styles
    )
    assert off(style_frame(replace(made, styles=bare), media), kept(f"style-{name}")) > SHARE
