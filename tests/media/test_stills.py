"""Awkward pictures from many encoders: upright, in their shape and in their colours."""

import math
from pathlib import Path

import numpy as np
import pytest

from clipkit.media import photo, probe
from clipkit.model.cues import Photo, View
from clipkit.rendering import photos
from clipkit.rendering.planes import Planes, planes_to_rgb
from clipkit.units import Box
from tests.media.files import Rgb
from tests.media.stills import CASES, Case


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_an_awkward_picture_is_seen_as_it_is_meant(tmp_path: Path, case: Case) -> None:
    path = tmp_path / case.name
    case.make(path)
    facts = probe.facts(path, case.name, "picture")
    assert facts.kind == "photo"
    assert math.isclose(facts.size[0] / facts.size[1], case.size[0] / case.size[1], rel_tol=0.01)
    if "svg" not in case.name:
        assert facts.size == case.size
    shown = photo.pixels(path, width=96, height=64)
    cue = Photo(
        first=0, stop=1, scene=0, source=case.name, box=Box(0, 0, 96, 64), view=(View(), View())
    )
    planes = Planes.blank(96, 64)
    photos.loaded(cue, path, (96, 64)).paint(0, planes)
    for picture in (shown, planes_to_rgb(planes)):
        assert picture.ndim == 3
        found = means(picture)
        assert np.abs(np.subtract(found, case.told)).max() <= case.by, found


def means(picture: Rgb) -> list[tuple[float, ...]]:
    """Mean colour of each quarter, but for its edges."""
    high, wide = (side // 2 for side in picture.shape[:2])
    inner = slice(high // 5, high - high // 5), slice(wide // 5, wide - wide // 5)
    return [
        tuple(picture[y * high :, x * wide :][inner].reshape(-1, 3).mean(0))
        for y in (0, 1)
        for x in (0, 1)
    ]
