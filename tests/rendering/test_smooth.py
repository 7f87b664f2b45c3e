"""Slow motion as a viewer gets it: no step, no tremble, soft at both ends; on decoded frames."""

from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from clipkit.model.cues import View
from clipkit.rendering.encode import write
from clipkit.rendering.stage import Stage
from clipkit.units import Box
from tests.rendering.film import seen
from tests.rendering.sample import Files, photo, saved, timeline

SIZE, FRAMES, PATCH = (540, 960), 120, 256
MOVES = {
    "zoom": (View(1.0), View(1.16, 0.5, 0.4)),
    "out": (View(1.16, 0.5, 0.5), View(1.0)),
}


@pytest.fixture(scope="module", params=[5, 7, 8])
def wide(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Files:
    """Detail at every scale, as in nature: what a correlation sees well."""
    random, fine = np.random.default_rng(request.param), np.full((2000, 1500, 3), 128.0, np.float32)
    for cells in (12, 24, 48, 96, 192, 384):
        spots = random.normal(0, 14, (cells * 4 // 3, cells, 3)).astype(np.float32)
        fine += cv2.resize(spots, (1500, 2000), interpolation=cv2.INTER_CUBIC)
    path = tmp_path_factory.mktemp("photo") / "a.png"
    return Files({"a.png": saved(path, np.clip(fine, 0, 255).astype(np.uint8))})


def steps(frames: list[NDArray[np.uint8]]) -> NDArray[np.float64]:
    """How far a patch at the lower right goes from frame to frame, px, across and down."""
    window = cv2.createHanningWindow((PATCH, PATCH), cv2.CV_32F)
    patches = [frame[-PATCH - 40 : -40, -PATCH - 40 : -40].astype(np.float32) for frame in frames]
    return np.array([cv2.phaseCorrelate(a, b, window)[0] for a, b in pairwise(patches)])


@pytest.mark.slow
@pytest.mark.parametrize("name", MOVES)
def test_a_decoded_zoom_neither_steps_nor_trembles(name: str, wide: Files, tmp_path: Path) -> None:
    cue = photo(0, FRAMES, box=Box(0, 0, *SIZE), view=MOVES[name])
    write(Stage(timeline(cue, frames=FRAMES, size=SIZE), wide), tmp_path / "x.mp4")
    moved = steps([planes.y for planes in seen(tmp_path / "x.mp4").frames])
    assert np.diff(moved, axis=0).std(axis=0).max() <= 0.08
    far = np.hypot(*moved.T)
    assert far[:3].mean() < far[55:65].mean() / 4  # it begins softly
    assert far[-3:].mean() < far[55:65].mean() / 4  # and ends so
