"""Where the video is cut into pieces that stand alone, and in what order they are made."""

import math
from itertools import pairwise

from clipkit.model.cues import Transition
from clipkit.model.timeline import Timeline
from clipkit.units import Span

LONGEST = 3.0  # seconds
_LAST = 20.0  # seconds: the end of the work, made longest first


def cut(timeline: Timeline) -> list[Span]:
    """Pieces in order of time: each transition is one of its own, between them equal ones.

    So a changed scene re-makes itself and its transitions, and nothing else.
    """
    edges = {0, timeline.frames}
    whole: set[int] = set()
    for cue in timeline.cues:
        if isinstance(cue, Transition):
            first, stop = max(0, cue.first), min(timeline.frames, cue.stop)
            if first < stop:
                edges |= {first, stop}
                whole.add(first)
    stretches = sorted(edges)
    pieces: list[Span] = []
    for first, stop in pairwise(stretches):
        count = 1 if first in whole else math.ceil((stop - first) / (LONGEST * timeline.fps))
        marks = [first + (stop - first) * i // count for i in range(count + 1)]
        pieces += [Span(*pair) for pair in pairwise(marks)]
    return pieces


def in_order(pieces: list[Span], fps: int) -> list[Span]:
    """The order to make them in, side by side.

    By time, so that neighbours share their pictures, but the last twenty seconds of them longest
    first, so that all workers end at once.
    """
    left = sum(piece.frames for piece in pieces)
    for i, piece in enumerate(pieces):
        if left <= _LAST * fps:
            return pieces[:i] + sorted(pieces[i:], key=lambda p: (-p.frames, p.first))
        left -= piece.frames
    return pieces
