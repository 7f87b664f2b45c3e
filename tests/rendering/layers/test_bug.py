from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from PIL import Image

from clipkit.model.cues import Bug
from clipkit.rendering.layers.bug import made
from clipkit.rendering.planes import Planes
from clipkit.units import Box
from tests.fixtures import clip, text

NAMED = Bug(
    first=0,
    stop=30,
    scene=0,
    source="brand:logo.png",
    box=Box(120, 292, 72, 72),
    name=text("name", 34, Box(208, 292, 400, 72), "Kampung Sumber"),
)


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    path = tmp_path / "logo.png"
    Image.new("RGBA", (144, 144), (255, 255, 255, 255)).save(path)
    return path


def luma(cue: Bug, logo: Path) -> np.ndarray:
    planes = Planes.blank(1080, 1920)
    planes.y[:] = 120
    made(cue, clip(cue), lambda _: logo).paint(10, planes)
    return planes.y.astype(int)


def test_logo_and_name_share_a_middle(logo: Path) -> None:
    y = luma(NAMED, logo)
    tile = np.nonzero(y[280:380, 150] > 225)[0]
    name = np.nonzero((y[280:380, 208:230] < 60).any(axis=1))[0]  # the K of its name
    assert abs(tile.mean() - name.mean()) <= 1


def test_opacity_lets_the_picture_through(logo: Path) -> None:
    y = luma(replace(NAMED, opacity=0.5), logo)
    assert abs(y[328, 150] - (120 + 235) / 2) < 4


def test_a_brand_without_a_logo_has_its_name(logo: Path) -> None:
    y = luma(replace(NAMED, source=""), logo)
    assert (y[:, :200] == 120).all()
    assert (y[280:380, 208:] < 60).any()
