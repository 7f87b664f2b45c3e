"""The best way of a recording through its reference: one Viterbi pass, in windows of a second.

Each frame is in a state of the reference, in a pause between two words (-1), or in speech that
the script doesn't hold (-2). A whole sentence may be left out; by `free` rules, said anywhere.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from clipkit.voice.features import Floats
from clipkit.voice.nearness import Band, Ints, Pairs, apart, scale
from clipkit.voice.steps import DEAD, SKIP, Places, Rules, States, Steps, Ways, Window

PAUSE, FILLER = -1, -2
IN_ORDER = Rules()  # for a tempo that isn't known
QUIET = 0.6  # cost of a silent frame where the reference is loud
BEAM = 150.0  # what a way may cost more than the best one before it is given up
_BLOCK = 100  # frames whose costs are worked out together


class Way(NamedTuple):
    """path: the state of each frame, or PAUSE, or FILLER. cost: of all of it."""

    path: Ints
    cost: float


def followed(
    pairs: Pairs,
    quiet: Floats,
    states: States,
    rules: Rules = IN_ORDER,
    unit: float = 1.0,
    band: Band | None = None,
) -> Way:
    """Return the best way.

    quiet: 0.0 (silent) to 1.0 a frame. unit: 1.0 for frames of 10 ms. band: states looked at,
    a frame; without one, all that ways can reach which are not much dearer than the best.
    """
    beam = BEAM
    while True:
        search = _Search(pairs, quiet, states, rules, unit, band)
        search.beam = beam
        for t, stop in pairwise(search.edges()):
            search.block(t, stop)
        if search.arrived:
            return Way(search.path(), float(min(search.ends)))
        band, beam = None, 2 * beam  # the end was beyond what was looked at


class _Search:
    """Costs so far and the way back."""

    def __init__(
        self,
        pairs: Pairs,
        quiet: Floats,
        states: States,
        rules: Rules,
        unit: float,
        band: Band | None,
    ) -> None:
        self.pairs, self.quiet, self.states, self.band = pairs, quiet, states, band
        self.rules, self.unit, self.beam = rules, unit, BEAM
        self.near, self.chance = scale(pairs)
        self.pause = np.float32(0.15) + np.float32(1.2) * quiet
        self.filler = np.minimum(self.pause, np.float32(rules.filler))
        self.places = Places(states)
        self.ways = Ways(self.places, unit)
        self.windows: list[Window] = []

    def edges(self) -> list[int]:
        """Return where blocks begin and the last one ends: also where a band has all new states."""
        count = len(self.quiet)
        found = {*range(0, count, _BLOCK), count}
        if self.band is not None:
            found.update(int(t) + 1 for t in np.flatnonzero(self.band[1][:-1] <= self.band[0][1:]))
        return sorted(found)

    def _reached(self, t: int, stop: int) -> tuple[int, int]:
        """Return the states that are worth looking at in the block of frames [t, stop)."""
        whole = len(self.states.word)
        if self.band is not None:
            return int(self.band[0][t:stop].min()), int(self.band[1][t:stop].max())
        if self.rules.free:
            return 0, whole
        ways, head = self.ways, self.places.head
        gates = np.minimum(ways.paused, ways.filled)
        most = min(float(ways.speech.min()), float(gates.min())) + self.beam
        begins = np.append(self.places.first, whole - 1)
        alive = np.append(np.flatnonzero(ways.speech[3:] <= most), begins[gates <= most])
        skipped = int(self.beam / (SKIP * self.unit))
        beyond = int(np.searchsorted(begins[head], alive.max())) + skipped
        ahead = int(begins[head[min(beyond, len(head) - 1)]])
        high = max(int(alive.max()), ahead) + len(self.rules.moves) * _BLOCK
        return int(alive.min()), min(whole, high)

    def _costs(self, t: int, stop: int, low: int, high: int) -> Floats:
        far = apart(self.pairs, slice(t, stop), slice(low, high))
        near, chance = self.near[t:stop], self.chance[t:stop]
        hit = np.clip((far - near) / (chance - near + np.float32(1e-6)), -0.2, 2)
        silent = np.maximum(0, self.states.loud[None, low:high] - self.quiet[t:stop, None])
        return np.asarray(hit + np.float32(QUIET) * silent, np.float32)

    def block(self, t: int, stop: int) -> None:
        """Go on by the block of frames [t, stop)."""
        (low, high), word = self._reached(t, stop), self.states.word
        window = Window(t, stop - t, (low, high), (int(word[low]), int(word[high - 1]) + 2))
        self.windows.append(window)
        costs = self._costs(t, stop, low, high)
        self.ways.limited(window)
        steps = Steps(self.ways, window, self.places, self.states.loud, self.unit, self.rules)
        for k in range(stop - t):
            steps.go(k, costs[k], self.pause[t + k], self.filler[t + k])

    @property
    def ends(self) -> tuple[np.float32, ...]:
        """Costs of the ways to the end: in a pause, in other speech, in the last state."""
        return self.ways.paused[-1], self.ways.filled[-1], self.ways.speech[-1]

    @property
    def arrived(self) -> bool:
        """Whether any way leads to the end."""
        return bool(min(self.ends) < DEAD)

    def path(self) -> Ints:
        """Return the best way, read backwards from the cheapest end."""
        found = np.full(len(self.quiet), PAUSE, np.int64)
        kind, end = int(np.argmin(self.ends)), self.places.gaps - 1
        at = (end, end, self.places.count - 1)[kind]
        for window in reversed(self.windows):
            for k in range(len(window.speech) - 1, -1, -1):
                if kind == 2:
                    found[window.t + k] = at
                    kind, at = window.before_state(k, at, int(self.states.word[at]))
                elif kind == 0:
                    kind, at = window.before_pause(k, at, self.places)
                else:
                    found[window.t + k] = FILLER
                    kind, at = window.before_filler(k, at, self.places)
        return found
