from fractions import Fraction

import av
import numpy as np
import pytest
from av.filter import Graph

from clipkit.model.cues import View
from clipkit.rendering import motion
from clipkit.rendering.mp4 import Form, Frame, PieceEncoder
from clipkit.rendering.planes import Planes, rgb_to_planes
from clipkit.rendering.roomy import ROOM, Roomy
from clipkit.rendering.settings import Settings
from clipkit.units import Box
from tests.rendering.sample import FRAME, SIZE, picture
from tests.rendering.test_motion import VIEWS, padded


def alike(one: Planes, other: Planes) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_a_moving_picture_is_the_same_with_room_around_it(view: tuple[View, View]) -> None:
    source = padded(rgb_to_planes(picture(282, 500)))
    move = motion.Move(motion.path((282, 500), SIZE, view, "in_out", 40), SIZE)
    roomy, plain = Roomy.blank(*SIZE), Planes.blank(*SIZE)
    for k in range(40):
        move.paint(k, source, roomy)
        move.paint(k, source, plain)
        assert alike(roomy, plain)


def test_a_part_has_no_room_for_what_is_around_it_is_seen() -> None:
    whole = Roomy.blank(*SIZE)
    assert isinstance(whole.part(FRAME), Roomy)
    assert not isinstance(whole.part(Box(0, 0, SIZE[0], SIZE[1] - 2)), Roomy)


@pytest.mark.parametrize("i", [0, 1, 2])
def test_all_of_the_room_can_be_painted_and_is_not_seen(i: int) -> None:
    planes = Roomy.blank(*SIZE)
    room = ROOM if i == 0 else ROOM // 2
    high, wide = planes[i].shape
    seen = planes.around(i, (room, room), (wide + 2 * room, high + 2 * room))
    seen[:] = 77
    assert (planes[i] == 77).all()
    planes[i][:] = 16
    assert (seen == 77).sum() == seen.size - planes[i].size


def test_what_is_painted_around_a_frame_is_not_encoded() -> None:
    found = []
    for code in (16, 235):
        frame = Frame(SIZE)
        planes = frame.planes()
        for plane in planes.wide:
            plane[:] = code
        for i, plane in enumerate(planes):
            plane[:] = 100 + i
        encoder = PieceEncoder(Form(SIZE, Fraction(30), Settings()), 1)
        encoder.encode(frame)
        found.append(encoder.end().block)
    assert found[0] == found[1]


def test_a_frame_that_somebody_still_holds_is_not_painted_over() -> None:
    graph = Graph()
    shape = f"video_size={SIZE[0]}x{SIZE[1]}:pix_fmt=yuv420p:time_base=1/30"
    entry = graph.add("buffer", shape)
    entry.link_to(graph.add("buffersink"))
    graph.configure()
    frame = Frame(SIZE)
    before = frame.planes()
    before.y[:] = 50
    graph.push(frame.frame)
    now = frame.planes()
    assert isinstance(now, Roomy)
    now.y[:] = 200
    held = graph.pull()
    assert isinstance(held, av.VideoFrame)
    assert (held.to_ndarray()[: SIZE[1]] == 50).all()
    assert (frame.frame.to_ndarray()[: SIZE[1]] == 200).all()
