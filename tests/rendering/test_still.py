import numpy as np
import pytest
from msgspec.structs import replace

from clipkit.model.cues import CUT, Bug, Change
from clipkit.rendering.canvas import placed
from clipkit.rendering.planes import Planes
from clipkit.rendering.still import Still, pose, standing
from clipkit.text import Sprite
from clipkit.units import Box, Span
from tests.fixtures import clip

FADE = Change(frames=4, ease="linear", dx=-40)


def square() -> Sprite:
    return placed(np.full((8, 8, 4), 255, np.uint8), 24, 24)


def painted(still: Still, frame: int) -> np.ndarray:
    planes = Planes.blank(64, 64)
    still.paint(frame, planes)
    return planes.y


def test_a_change_is_sampled_in_the_middle_of_a_frame() -> None:
    span = Span(10, 30)
    assert pose(span, FADE, CUT, 10).opacity == 0.125
    assert pose(span, FADE, CUT, 13).opacity == 0.875
    assert pose(span, FADE, CUT, 14) == (1.0, 0.0, 0.0, 1.0)
    assert pose(span, CUT, FADE, 29).dx == -35.0


def test_an_ease_that_overshoots_makes_nothing_more_than_solid() -> None:
    back = Change(frames=10, ease="out_back", scale=0.5)
    poses = [pose(Span(0, 20), back, CUT, frame) for frame in range(10)]
    assert max(p.opacity for p in poses) == 1.0
    assert max(p.scale for p in poses) > 1.0


def test_it_slides_in_from_the_left_and_stays() -> None:
    still = Still(Span(0, 20), "k", square, Change(frames=10, dx=-16, opacity=1.0))
    lefts = [int(np.argmax(painted(still, frame).max(axis=0) > 200)) for frame in range(12)]
    assert lefts[0] < 16
    assert lefts == sorted(lefts)
    assert lefts[-1] == 24


def test_it_grows_about_its_middle() -> None:
    still = Still(Span(0, 20), "grows", square, Change(frames=10, scale=0.5, opacity=1.0))
    first, last = painted(still, 0), painted(still, 15)
    assert (first > 100).sum() < 40 < 64 == (last > 200).sum()
    assert first[28, 28] > 200


def test_a_released_one_paints_again() -> None:
    still = Still(Span(0, 20), "k", square)
    before = painted(still, 3)
    still.release()
    assert np.array_equal(painted(still, 3), before)


@pytest.mark.parametrize("frame", [0, 19])
def test_a_cut_is_there_at_once_and_to_the_last(frame: int) -> None:
    assert painted(Still(Span(0, 20), "k", square), frame)[28, 28] == 235


def test_what_stands_in_several_scenes_is_drawn_once() -> None:
    drawn: list[Sprite] = []

    def draw() -> Sprite:
        drawn.append(square())
        return drawn[-1]

    bug = Bug(first=0, stop=20, scene=0, source="", box=Box(24, 24, 8, 8), name=None)
    later = replace(bug, first=20, stop=90, scene=1, enter=FADE)
    layers = [standing(cue, clip(bug, later), draw) for cue in (bug, later)]
    assert np.array_equal(painted(layers[0], 5), painted(layers[1], 50))
    assert len(drawn) == 1
    moved = standing(replace(bug, box=Box(26, 24, 8, 8)), clip(bug), draw)
    painted(moved, 5)
    assert len(drawn) == 2
