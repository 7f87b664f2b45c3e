"""Interlaced clips: whole pictures made of their half ones, one of each pair, by libavfilter."""

from collections.abc import Iterator
from fractions import Fraction

import av.filter
from av import VideoFrame

_Kept = tuple[int, int, str]  # width, height, format


def whole(frames: Iterator[VideoFrame]) -> Iterator[VideoFrame]:
    """Let whole frames pass; make interlaced ones whole, each at its first field's time.

    A frame says itself which it is, and which field comes first. From the first interlaced one on
    all are held back by one: what lies between fields is told by the frames on both sides.
    """
    graph: av.filter.Graph | None = None
    kept: _Kept = 0, 0, ""
    for frame in frames:
        form = frame.width, frame.height, frame.format.name
        if graph is not None and form != kept:
            yield from _rest(graph)
            graph = None
        if graph is None and frame.interlaced_frame:
            graph, kept = _graph(frame), form
        if graph is None:
            yield frame
            continue
        graph.push(frame)
        yield from _ready(graph)
    if graph is not None:
        yield from _rest(graph)


def _graph(frame: VideoFrame) -> av.filter.Graph:
    graph = av.filter.Graph()
    base = frame.time_base or Fraction(1, 90000)
    source = graph.add_buffer(
        width=frame.width, height=frame.height, format=frame.format, time_base=base
    )
    # whole frames among the others are left as they are
    half = graph.add("bwdif", "mode=send_frame:parity=auto:deint=interlaced")
    source.link_to(half)
    half.link_to(graph.add("buffersink"))
    graph.configure()
    return graph


def _ready(graph: av.filter.Graph) -> Iterator[VideoFrame]:
    """Frames that are done."""
    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        if isinstance(frame, VideoFrame):
            yield frame


def _rest(graph: av.filter.Graph) -> Iterator[VideoFrame]:
    """The last frames."""
    graph.push(None)
    yield from _ready(graph)
