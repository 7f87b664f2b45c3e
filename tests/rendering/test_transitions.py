import tracemalloc
from itertools import pairwise
from typing import get_args

import numpy as np
import pytest

from clipkit.model.cues import Cue, Transition, TransitionName
from clipkit.model.timeline import Timeline
from clipkit.rendering import transitions
from clipkit.rendering.planes import Planes, ink, planes_to_rgb
from clipkit.rendering.reel import Reel
from clipkit.units import Box
from tests.rendering.sample import SIZE, Files, flat, photo, timeline

WAYS: tuple[TransitionName, ...] = get_args(TransitionName)
INKS = ("#0F7B5FFF", "#FFC93CFF")
FIRST, STOP = 10, 22


def between(name: TransitionName, *cues: Cue) -> Timeline:
    passes = Transition(
        first=FIRST,
        stop=STOP,
        scene=1,
        name=name,
        of=(0, 1),
        inks=INKS if name == "brand-wipe" else (),
    )
    return timeline(*cues, passes, frames=32)


def frames(clip: Timeline, files: Files, *numbers: int) -> list[Planes]:
    reel, found = Reel(clip, files), []
    for number in numbers:
        found.append(Planes.blank(*SIZE))
        reel.paint(number, found[-1])
    reel.close()
    return found


@pytest.mark.parametrize("name", WAYS)
def test_a_way_goes_from_all_of_one_to_all_of_the_other(name: TransitionName, files: Files) -> None:
    clip = between(name, flat(0, STOP, "#000000"), flat(FIRST, 32, "#FFFFFF"))
    shown = frames(clip, files, *range(FIRST - 1, STOP + 1))
    white = [float((planes.y > 230).mean()) for planes in shown]
    black = [float((planes.y < 20).mean()) for planes in shown]
    assert (black[0], white[0]) == (1, 0)
    assert (black[-1], white[-1]) == (0, 1)
    lumas = [float(planes.y.mean()) for planes in shown]
    assert all(after > before - 1 for before, after in pairwise(lumas))
    assert lumas[2] > 16 + 1  # it is seen from its second frame on
    assert lumas[-3] < 235 - 1


@pytest.mark.parametrize("name", WAYS)
def test_a_way_shows_both_pictures_as_they_are_where_it_has_ended(
    name: TransitionName, files: Files
) -> None:
    clip = between(name, photo(0, STOP), photo(FIRST, 32, source="b.png"))
    before, first, last, after = frames(clip, files, FIRST - 1, FIRST, STOP - 1, STOP)
    assert np.abs(before.y.astype(int) - first.y).mean() < 12  # it begins softly
    assert np.abs(after.y.astype(int) - last.y).mean() < 12  # and ends so


def test_a_slide_pushes_the_one_out_and_the_other_in() -> None:
    planes, coming = Planes.blank(*SIZE), Planes.blank(*SIZE)
    planes.fill(Box(150, 0, 20, SIZE[1]), ink("#FFFFFF"))
    coming.fill(Box(0, 0, 20, SIZE[1]), ink("#FF0000"))
    transitions.paint("slide", planes, coming, 0.5)
    left = np.flatnonzero(planes.y[10] > 200)
    assert (left[0], left[-1]) == (150 - SIZE[0] // 2, 169 - SIZE[0] // 2)
    red = np.flatnonzero(planes.v[5] > 200)
    assert (red[0], red[-1]) == (SIZE[0] // 4, SIZE[0] // 4 + 9)


def test_a_brand_s_wipe_shows_its_colours_one_after_the_other() -> None:
    planes, coming = Planes.blank(*SIZE), Planes.blank(*SIZE)
    coming.fill(Box(0, 0, *SIZE), ink("#FFFFFF"))
    transitions.paint("brand-wipe", planes, coming, 0.5, INKS)
    row = planes_to_rgb(planes)[SIZE[1] // 2].astype(int)
    shown = [
        int(np.abs(row - [int(colour[i : i + 2], 16) for i in (1, 3, 5)]).max(axis=1).argmin())
        for colour in ("#FFFFFF", *INKS, "#000000")
    ]
    assert shown == sorted(shown)
    assert len(set(shown)) == 4


@pytest.mark.parametrize("name", WAYS)
def test_a_moment_takes_no_memory_of_its_own(name: TransitionName) -> None:
    planes, coming = Planes.blank(1080, 1920), Planes.blank(1080, 1920)
    transitions.paint(name, planes, coming, 0.4, INKS)
    tracemalloc.start()
    transitions.paint(name, planes, coming, 0.6, INKS)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 65536
