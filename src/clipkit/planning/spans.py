"""When each picture of a scene is seen."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from clipkit.model.script import Picture
from clipkit.units import Span, to_frames

LEAST = 0.8  # s; a picture seen for less is a flicker
EARLY = 4  # frames before its word that a picture changes


class Wait(NamedTuple):
    """While a picture plays, nothing is said. start, end: seconds since the scene's start."""

    start: float
    end: float


def spans(
    pictures: Sequence[Picture],
    onsets: Sequence[int],
    waits: Mapping[int, Wait],
    stop: int,
    *,
    fps: int,
    late: bool = False,
) -> tuple[tuple[Span, ...], tuple[int, ...], int]:
    """Share a scene out among its pictures.

    onsets: frame of each token since the scene's start. waits: of pictures that are waited for.
    stop: frames of the scene, without regard to its pictures. late: the first isn't shown before
    it plays.
    Returns: the pictures' spans, which meet and cover the scene but for what is `late`; indexes of
    those that had to be given more time than their words take; the frames that it needs.
    """
    anchors = [_anchor(i, pictures, onsets, waits, fps) for i in range(len(pictures))]
    if late:
        anchors[0] = to_frames(waits[0].start, fps)
    found: list[Span] = []
    short: list[int] = []
    now = index = 0
    if anchors:
        now = anchors[0] or 0
    while index < len(pictures):
        upto = index + 1
        while upto < len(pictures) and anchors[upto] is None:
            upto += 1
        end = stop if upto == len(pictures) else anchors[upto] or 0
        shares, tight = _shares(pictures[index:upto], end - now, fps)
        if tight and not set(range(index, upto)) & set(waits):
            short += range(index, upto)
        for share in shares:
            found.append(Span(now, now + share))
            now += share
        index = upto
    return tuple(found), tuple(short), max(stop, now)


def _anchor(
    index: int,
    pictures: Sequence[Picture],
    onsets: Sequence[int],
    waits: Mapping[int, Wait],
    fps: int,
) -> int | None:
    """Return the frame that a picture must begin on; None: it shares with the one before it."""
    if index == 0:
        return 0
    if index in waits:
        return to_frames(waits[index].start, fps)
    if index - 1 in waits and pictures[index - 1].at == pictures[index].at:
        return to_frames(waits[index - 1].end, fps)
    at = pictures[index].at
    if at == pictures[index - 1].at or at >= len(onsets):
        return None
    return max(0, onsets[at] - EARLY)


def _shares(row: Sequence[Picture], frames: int, fps: int) -> tuple[list[int], bool]:
    """Return the frames of each picture of a row, and whether there weren't enough.

    Those with a duration keep it; the others share the rest equally; the last fills what is left.
    """
    least = to_frames(LEAST, fps)
    fixed = [None if p.duration is None else max(least, to_frames(p.duration, fps)) for p in row]
    free = fixed.count(None)
    rest = frames - sum(f for f in fixed if f is not None)
    tight = rest < free * least
    shares: list[int] = []
    begun = 0
    for part in fixed:
        if part is not None:
            shares.append(part)
            continue
        begun += 1
        room = max(rest, free * least)
        shares.append(room * begun // free - room * (begun - 1) // free)
    shares[-1] += max(0, frames - sum(shares))
    return shares, tight
