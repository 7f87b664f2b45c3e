from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from clipkit.model.cues import Transition
from clipkit.rendering import segments
from clipkit.units import Span
from tests.rendering.sample import flat, row, timeline


def test_a_transition_is_a_piece_of_its_own() -> None:
    assert segments.cut(timeline(*row(40), frames=40)) == [(0, 17), (17, 23), (23, 40)]


@given(st.integers(1, 2000), st.lists(st.integers(0, 2000), max_size=6))
def test_pieces_cover_every_frame_once_and_none_is_long(frames: int, breaks: list[int]) -> None:
    cues = [flat(0, frames, "#000000")] * 2
    fades = [
        Transition(first=at, stop=at + 12, scene=0, name="crossfade", of=(0, 1)) for at in breaks
    ]
    clip = replace(timeline(*cues, *fades), frames=frames)
    pieces = segments.cut(clip)
    assert [n for piece in pieces for n in range(*piece)] == list(range(frames))
    assert max(piece.frames for piece in pieces) <= 150
    assert sorted(segments.in_order(pieces, 30)) == pieces


def test_the_last_of_the_work_is_made_longest_first() -> None:
    pieces = [Span(0, 150), Span(150, 162), Span(162, 300), Span(300, 312), Span(312, 450)]
    assert segments.in_order(pieces, 30)[0] == (0, 150)
    assert segments.in_order(pieces, 30)[-2:] == [(150, 162), (300, 312)]
    long = [Span(n * 150, n * 150 + 150) for n in range(12)]
    assert segments.in_order(long, 30) == long
