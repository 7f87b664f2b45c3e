from fractions import Fraction

import pytest

from clipkit.rendering.mp4 import Form
from clipkit.rendering.segments import in_order
from clipkit.rendering.settings import Settings
from clipkit.rendering.workers import Run
from clipkit.units import Span

HALVES = [
    Span(0, 72),
    Span(72, 144),
    Span(156, 225),
    Span(225, 294),
    Span(306, 378),
    Span(378, 450),
]
FADES = [Span(144, 156), Span(294, 306)]


def run(pieces: list[Span]) -> Run:
    form = Form((96, 160), Fraction(30), Settings())
    return Run(pieces, form, lambda: pytest.fail("no layer"), lambda *_: pytest.fail("no packets"))


def test_two_workers_begin_at_different_pictures_and_stay_with_them() -> None:
    work = run(in_order(HALVES + FADES, 30))
    a, b = work.next(), work.next()
    assert (a, b) == (Span(0, 72), Span(306, 378))
    assert work.next(a) == Span(72, 144)
    assert work.next(b) == Span(378, 450)


def test_the_shortest_are_still_made_last() -> None:
    work = run(in_order(HALVES + FADES, 30))
    made = [work.next()]
    while (piece := work.next(made[-1])) is not None:
        made.append(piece)
    assert sorted(piece for piece in made if piece) == sorted(HALVES + FADES)
    assert set(made[-2:]) == set(FADES)


def test_two_that_need_the_same_picture_go_side_by_side_where_there_is_nothing_else() -> None:
    work = run([Span(0, 72), Span(72, 144)])
    assert [work.next(), work.next(), work.next(Span(0, 72))] == [Span(0, 72), Span(72, 144), None]


def test_a_run_that_failed_gives_no_more_work() -> None:
    work = run(list(HALVES))
    first = work.next()
    work.fail(ValueError("broken"))
    assert work.next(first) is None
