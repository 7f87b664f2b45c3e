"""The best way of a recording through its reference: one Viterbi pass, left to right.

Each frame is in a state of the reference, in a pause between two words (-1), or in speech that
the script doesn't hold (-2). A whole sentence may be left out.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clipkit.voice.features import Floats, distances

Ints = NDArray[np.int64]
Pairs = Sequence[tuple[float, Floats, Floats]]  # (weight, recording, reference)
PAUSE, FILLER = -1, -2
FILLER_COST = 0.45  # of a frame of other speech; a hit costs about 0, chance 1
ENTRY, SKIP = 10.0, 70.0  # costs of beginning other speech, and of leaving out a sentence
STEPS = np.array([0.06, 0.0, 0.10, 0.35], np.float32)  # of 0, 1, 2, 3 reference frames at once
_FROM_PAUSE, _FROM_FILLER = 4, 5
_BLOCK = 100  # frames whose costs are worked out together


class Free(NamedTuple):
    """What it costs when sentences may be in any order.

    filler: a frame of other speech. jump: to go on with any sentence after another's end; broken:
    after any other word.
    """

    filler: float
    jump: float
    broken: float


def scale(pairs: Pairs) -> tuple[Floats, Floats]:
    """Return (frames, 1) each: the distances that count as near (0) and as chance (1)."""
    heard, states = pairs[0][1], len(pairs[0][2])
    pick = np.unique(np.linspace(0, states - 1, min(states, 600)).astype(int))
    found = np.empty((2, len(heard)), np.float32)
    for t in range(0, len(heard), 500):
        far = _mixed(pairs, slice(t, t + 500), pick)
        found[:, t : t + 500] = np.percentile(far, (2, 50), axis=1)
    return found[0][:, None], found[1][:, None]


def _mixed(pairs: Pairs, rows: slice, columns: "slice | Ints") -> Floats:
    first, *rest = (np.float32(w) * distances(x[rows], r[columns]) for w, x, r in pairs)
    return sum(rest, start=first)


def band_around(path: Ints, states: int, width: int = 160, around: int = 60) -> tuple[Ints, Ints]:
    """Return the states [low, high) worth looking at in each frame: near a rough path."""
    at = np.flatnonzero(path >= 0)
    count = len(path)
    if len(at) < 2 or count <= around:
        return np.zeros(count, np.int64), np.full(count, states, np.int64)
    near = np.interp(np.arange(count), at, path[at])
    before = np.append(np.full(around, near[0] - width), near[:-around])
    after = np.append(near[around:], np.full(around, near[-1]))
    low, high = np.minimum(before, near) - width, np.maximum(after, near) + width
    low[:around], high[-around:] = 0, states
    return (
        np.clip(low, 0, states - 1).astype(np.int64),
        np.clip(high, 1, states).astype(np.int64),
    )


def followed(
    pairs: Pairs,
    quiet: Floats,
    word: Ints,
    sentence: Ints,
    unit: float = 1.0,
    band: tuple[Ints, Ints] | None = None,
    free: Free | None = None,
) -> Ints:
    """Return the state of each frame, or PAUSE, or FILLER.

    quiet: 0.0 (silent) to 1.0 a frame. word: of each state; sentence: of each word; both rise
    from 0 without a gap. unit: 1.0 for frames of 10 ms. band: states looked at, a frame.
    free: sentences may be in any order, and again; None: each once at most, as they stand.
    """
    search = _Search(pairs, quiet, word, sentence, unit, band, free)
    for t in range(len(quiet)):
        search.step(t)
    return search.path()


class _Search:
    """Costs so far and the way back. Gap w is before word w; the last gap is the end."""

    def __init__(
        self,
        pairs: Pairs,
        quiet: Floats,
        word: Ints,
        sentence: Ints,
        unit: float,
        band: tuple[Ints, Ints] | None,
        free: Free | None,
    ) -> None:
        n, m = len(quiet), len(word)
        low, high = band or (np.zeros(n, np.int64), np.full(n, m, np.int64))
        self.low, self.high = np.maximum.accumulate(low), np.maximum.accumulate(high)
        self.pairs, self.quiet, self.word = pairs, quiet, word
        self.near, self.chance = scale(pairs)
        self.pause = np.float32(0.15) + np.float32(1.2) * quiet
        filler = free.filler if free else FILLER_COST
        self.filler = np.minimum(self.pause, np.float32(filler))
        self.first = np.flatnonzero(np.append(True, word[1:] != word[:-1]))
        self.last = np.append(self.first[1:], m) - 1
        gaps = len(self.first) + 1
        self.head = np.append(np.flatnonzero(np.append(True, np.diff(sentence) != 0)), gaps - 1)
        self.enter = np.float32(ENTRY * unit)
        self.leave = None if free is None else np.full(gaps, unit * free.broken, np.float32)
        if free and self.leave is not None:
            self.leave[self.head] = unit * free.jump
        self.toll = (SKIP * unit * np.arange(len(self.head))).astype(np.float32)
        self.speech = np.full(m + 3, np.inf, np.float32)  # three dead states in front
        self.paused, self.filled = (np.full(gaps, np.inf, np.float32) for _ in range(2))
        self.back_speech = np.zeros((n, int((self.high - self.low).max(initial=1))), np.uint8)
        self.back_paused, self.back_filled = (np.zeros((n, gaps), np.uint8) for _ in range(2))
        self.jumps = np.zeros((n, len(self.head)), np.int32)
        self.block, self.block_at = np.zeros((0, 0), np.float32), 0

    def _costs(self, t: int) -> Floats:
        a, b = self.low[t], self.high[t]
        if t % _BLOCK == 0:
            stop = min(len(self.quiet), t + _BLOCK)
            far = _mixed(self.pairs, slice(t, stop), slice(a, self.high[stop - 1]))
            near, chance = self.near[t:stop], self.chance[t:stop]
            hit = np.clip((far - near) / (chance - near + np.float32(1e-6)), -0.2, 2)
            self.block = hit + np.float32(0.6) * (1 - self.quiet[t:stop])[:, None]
            self.block_at = int(a)
        return self.block[t % _BLOCK, a - self.block_at : b - self.block_at]

    def step(self, t: int) -> None:
        """Go one frame further."""
        a, b = int(self.low[t]), int(self.high[t])
        costs = self._costs(t)
        if t == 0:
            self.paused[0], self.filled[0] = 0.0, self.enter
        moves = np.stack([self.speech[3 - k + a : 3 - k + b] + STEPS[k] for k in range(4)])
        best, new = moves.argmin(axis=0).astype(np.uint8), moves.min(axis=0)
        w0, w1 = np.searchsorted(self.first, (a, b))
        at = self.first[w0:w1] - a
        gates = ((_FROM_PAUSE, self.paused[w0:w1]), (_FROM_FILLER, self.filled[w0:w1]))
        for code, gate in gates:
            better = gate < new[at]
            new[at[better]], best[at[better]] = gate[better], code
        self.back_speech[t, : b - a] = best
        self._gaps(t)
        self.speech[: 3 + a] = np.inf
        self.speech[3 + a : 3 + b] = new + costs

    def _gaps(self, t: int) -> None:
        """Move between words: pauses, other speech, and sentences left out."""
        gaps, dead = len(self.paused), np.float32(np.inf)
        end = np.full(gaps, dead)
        end[1:] = self.speech[3 + self.last]
        early = np.full(gaps, dead)
        early[1:] = np.where(self.last > self.first, self.speech[2 + self.last], dead) + STEPS[2]
        skip = np.full(gaps, dead)
        gate = np.minimum(self.paused[self.head], self.filled[self.head]) - self.toll
        run = np.minimum.accumulate(gate)
        skip[self.head[1:]] = run[:-1] + self.toll[1:]
        source = self.head[np.maximum.accumulate(np.where(gate == run, np.arange(len(gate)), 0))]
        self.jumps[t, 1:] = (2 * source + (self.filled < self.paused)[source])[:-1]
        if self.leave is not None:
            self._jump(t, skip)
        to_pause = np.stack([self.paused, end, early, skip, self.filled])
        to_filler = np.stack([self.filled, self.paused + self.enter, end + self.enter])
        self.back_paused[t], self.back_filled[t] = to_pause.argmin(axis=0), to_filler.argmin(axis=0)
        self.paused = to_pause.min(axis=0) + self.pause[t]
        self.filled = to_filler.min(axis=0) + self.filler[t]

    def _jump(self, t: int, skip: Floats) -> None:
        """Begin any sentence after any word, where that is nearer than leaving some out."""
        gate = np.minimum(self.paused, self.filled) + self.leave
        at = int(gate.argmin())
        nearer = np.flatnonzero(skip[self.head] > gate[at])
        skip[self.head[nearer]] = gate[at]
        self.jumps[t, nearer] = 2 * at + int(self.filled[at] < self.paused[at])

    def path(self) -> Ints:
        """Return the best way, read backwards from the cheapest end."""
        found = np.full(len(self.quiet), PAUSE, np.int64)
        ends = (self.paused[-1], self.filled[-1], self.speech[-1])
        kind = int(np.argmin(ends))  # 0: a pause, 1: other speech, 2: a state
        at = (len(self.first), len(self.first), len(self.word) - 1)[kind]
        for t in range(len(found) - 1, -1, -1):
            if kind == 2:
                found[t] = at
                kind, at = self._before_state(t, at)
            elif kind == 0:
                kind, at = self._before_pause(t, at)
            else:
                found[t] = FILLER
                kind, at = self._before_filler(t, at)
        return found

    def _before_state(self, t: int, at: int) -> tuple[int, int]:
        code = int(self.back_speech[t, at - self.low[t]])
        return (2, at - code) if code < _FROM_PAUSE else (code - _FROM_PAUSE, int(self.word[at]))

    def _before_pause(self, t: int, at: int) -> tuple[int, int]:
        code = int(self.back_paused[t, at])
        if code == 3:
            jump = int(self.jumps[t, int(np.searchsorted(self.head, at))])
            return jump % 2, jump // 2
        if code in (1, 2):
            return 2, int(self.last[at - 1]) - (code - 1)
        return (1, at) if code == 4 else (0, at)

    def _before_filler(self, t: int, at: int) -> tuple[int, int]:
        code = int(self.back_filled[t, at])
        if code == 2:
            return 2, int(self.last[at - 1])
        return (1, at) if code == 0 else (0, at)
