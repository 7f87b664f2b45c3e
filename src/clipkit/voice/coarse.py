"""Looks at 20 ms: the way of a whole recording, near enough to know what is said where."""

import numpy as np

from clipkit.voice.features import FRAMES, Floats
from clipkit.voice.following import IN_ORDER, Way, followed
from clipkit.voice.nearness import Band, Ints
from clipkit.voice.reference import Reference, audible
from clipkit.voice.steps import Rules
from clipkit.voice.tempo import every_other, through_all

LOOKED_AT, FEWEST = 10, 5  # seconds: of a recording, and of speech in it, that tell a script
AFTER = 30  # frames that are left behind them


class Coarse:
    """Looks at a recording. states: those of its reference that are met, 20 ms apart."""

    def __init__(self, reference: Reference, met: Ints, level: Floats) -> None:
        """Take which states are met, and the recording's loudness, 0.0 to 1.0, every 10 ms."""
        self._reference, self._met = reference, met
        self._count, self._quiet = len(level), audible(level)[::2]
        self.states = reference.picked(met).states

    def first(self) -> Way:
        """Look at it as it is: the script as it stands. Its path: every 10 ms, of all states."""
        return self._looked(self._reference.recording, self._reference.heard, IN_ORDER, None)

    def again(self, path: Ints, rules: Rules = IN_ORDER, band: Band | None = None) -> Way:
        """Look with the reference moved towards the speaker, as a path has them."""
        near = self._reference.moved(path)
        return self._looked(*self._reference.even(near, path), rules, band)

    def _looked(self, recording: Floats, heard: Floats, rules: Rules, band: Band | None) -> Way:
        pairs = [(1.0, recording[::2], heard[self._met])]
        way = followed(pairs, self._quiet, self.states, rules, unit=0.5, band=band)
        path = through_all(self._met, way.path)
        return Way(path.repeat(2)[: self._count], way.cost)


def contrast(reference: Reference, level: Floats, path: Ints) -> float | None:
    """Return how much dearer a frame is by a script that nobody reads than by this one.

    Both have the same words, so a voice or a room that fits badly fits both alike. path: the way of
    a recording, of which the sentences that begin in its first `LOOKED_AT` seconds are looked at.
    None: too little is said to tell.
    """
    owner = reference.sentence[reference.word]
    at = np.flatnonzero(path >= 0)
    begun = at[at < LOOKED_AT * FRAMES]
    if len(begun) < FEWEST * FRAMES:
        return None
    last = int(owner[path[begun[-1]]])
    count = int(at[owner[path[at]] <= last][-1]) + AFTER
    heard = reference.in_order(range(last + 1)).heard_in(np.arange(len(level)) < count)
    level = level[:count]

    def cost(script: Reference) -> float:
        look = Coarse(script, every_other(script), level)
        return look.again(look.first().path).cost

    return 2 * (cost(heard.backwards()) - cost(heard)) / len(level)
