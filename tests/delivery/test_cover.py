import io

import numpy as np
from PIL import Image

from clipkit.delivery import cover
from tests.fixtures import COVER, PANEL, QUOTE, clip


def test_the_cover_shows_the_first_title_at_rest() -> None:
    title = next(cue for cue in PANEL.cues if cue.kind == "title")
    assert title.first + title.enter.frames <= cover.frame(PANEL) < 39  # the transition's first


def test_without_a_title_it_is_the_first_scenes_middle() -> None:
    assert cover.frame(COVER) == 45


def test_a_lower_third_is_not_caught_on_its_way_in() -> None:
    assert cover.frame(QUOTE) == 45


def test_an_empty_clip_has_a_cover_too() -> None:
    assert cover.frame(clip(scenes=(), frames=1)) == 0


def test_files_hold_the_frame() -> None:
    rgb = np.zeros((64, 36, 3), np.uint8)
    rgb[:32] = (200, 30, 60)
    decoded = np.asarray(Image.open(io.BytesIO(cover.jpeg(rgb)), formats=["JPEG"])).astype(int)
    assert np.abs(decoded - rgb).max() < 8
    exact = np.asarray(Image.open(io.BytesIO(cover.png(rgb)), formats=["PNG"]))
    assert (exact == rgb).all()
