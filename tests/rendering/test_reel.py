import gc
import tracemalloc
from pathlib import Path

import numpy as np

from clipkit.rendering import reel as reels
from clipkit.rendering.planes import Planes
from clipkit.rendering.reel import Reel
from clipkit.rendering.shelf import SHELF
from clipkit.units import Span
from tests.rendering.sample import SIZE, Files, flat, photo, row, timeline


def painted(reel: Reel, numbers: range, stop: int = 0) -> list[Planes]:
    seen: list[Planes] = []
    span = Span(numbers.start, stop or numbers.stop)
    for number in numbers:
        seen.append(Planes.blank(*SIZE))
        reel.paint(number, seen[-1])
        reel.ahead(number, span)
    return seen


def test_getting_ready_ahead_changes_nothing_that_is_seen(files: Files) -> None:
    clip = timeline(*row(40), frames=40)
    told, untold = Reel(clip, files), Reel(clip, files)
    told.begin(Span(10, 40))
    both = zip(painted(told, range(10, 40)), painted(untold, range(10, 40)), strict=True)
    assert all(np.array_equal(a.y, b.y) for a, b in both)
    told.close()
    untold.close()


def test_a_photo_far_ahead_is_loaded_before_its_first_frame(files: Files) -> None:
    later = reels.AHEAD + 20
    cues = (flat(0, later, "#000000"), photo(later, later + 5))
    opened: list[str] = []

    def sources(key: str) -> Path:
        opened.append(key)
        return files(key)

    reel = Reel(timeline(*cues, frames=later + 5), sources)
    reel.begin(Span(0, later + 5))
    painted(reel, range(20), later + 5)
    assert opened == []
    painted(reel, range(20, 22), later + 5)
    reel.close()  # waits for what has begun
    assert opened == ["a.png"]


def test_a_broken_picture_is_told_when_it_is_painted_and_not_before(files: Files) -> None:
    cues = (flat(0, 10, "#000000"), photo(10, 20, source="gone.png"))
    reel = Reel(timeline(*cues, frames=20), Files({"gone.png": files("a.png").parent / "gone.png"}))
    reel.begin(Span(0, 20))
    assert len(painted(reel, range(10))) == 10
    reel.close()


def test_a_reel_that_is_closed_can_be_used_again(files: Files) -> None:
    reel = Reel(timeline(*row(40), frames=40), files)
    before = painted(reel, range(3))
    reel.close()
    assert np.array_equal(painted(reel, range(3))[2].y, before[2].y)
    reel.close()


def test_what_the_next_frames_do_not_show_is_let_go_of(files: Files) -> None:
    reel = Reel(timeline(photo(0, 40), flat(40, 60, "#000000"), frames=60), files)
    tracemalloc.start()
    try:
        reel.begin(Span(0, 10))  # a piece of the photo's frames: it would go on after them
        painted(reel, range(10), 40)
        SHELF.clear()
        holding = tracemalloc.get_traced_memory()[0]
        reel.begin(Span(40, 60))
        gc.collect()
        assert tracemalloc.get_traced_memory()[0] < holding - SIZE[0] * SIZE[1]
    finally:
        tracemalloc.stop()
        reel.close()
