"""The best way of a recording through its reference: one Viterbi pass, left to right.

Each frame is in a state of the reference, in a pause between two words (-1), or in speech that
the script doesn't hold (-2). A whole sentence may be left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clipkit.voice.features import Floats, distances

Ints = NDArray[np.int64]
Pairs = Sequence[tuple[float, Floats, Floats]]  # (weight, recording, reference)
PAUSE, FILLER = -1, -2
FILLER_COST = 0.45  # of a frame of other speech; a hit costs about 0, chance 1
ENTRY, SKIP = 10.0, 70.0  # costs of beginning other speech, and of leaving out a sentence
STOP = 0.5  # cost of beginning a pause: a few quiet frames are a stop of the next word's
STAY = 0.8  # cost of staying in a silent state: a long silence is a pause
QUIET = 0.6  # cost of a silent frame where the reference is loud
STEPS = np.array([0.06, 0.0, 0.10, 0.35], np.float32)  # of 0, 1, 2, 3 reference frames at once
BEAM = 150.0  # what a way may cost more than the best one before it is given up
_FROM_PAUSE, _FROM_FILLER = 4, 5
_BLOCK = 100  # frames whose costs are worked out together
_PICKED = 250  # states that tell what is near, and what is chance
_DEAD = np.float32(np.inf)


@dataclass(frozen=True, slots=True, kw_only=True)
class States:
    """What a recording is led through.

    word: of each state; sentence: of each word; both rise from 0 without a gap.
    loud: 0.0 (silent) to 1.0, a state.
    """

    word: Ints
    sentence: Ints
    loud: Floats


def scale(pairs: Pairs) -> tuple[Floats, Floats]:
    """Return (frames, 1) each: the distances that count as near (0) and as chance (1)."""
    heard, states = pairs[0][1], len(pairs[0][2])
    pick = np.unique(np.linspace(0, states - 1, min(states, _PICKED)).astype(int))
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
    states: States,
    unit: float = 1.0,
    band: tuple[Ints, Ints] | None = None,
) -> Ints:
    """Return the state of each frame, or PAUSE, or FILLER.

    quiet: 0.0 (silent) to 1.0 a frame. unit: 1.0 for frames of 10 ms. band: states looked at,
    a frame; without one, all that ways can reach which are not much dearer than the best.
    """
    beam = BEAM
    while True:
        search = _Search(pairs, quiet, states, unit, band)
        search.beam = beam
        for t in range(0, len(quiet), _BLOCK):
            search.block(t)
        if search.arrived:
            return search.path()
        band, beam = None, 2 * beam  # the end was beyond what was looked at


class _Window:
    """Frames from t on, and the states [low, high) and gaps [left, right) they may be in.

    The ways back are kept: the code of what came before, for each frame and place.
    """

    def __init__(self, t: int, count: int, states: tuple[int, int], gaps: tuple[int, int]) -> None:
        self.t = t
        self.low, self.high = states
        self.left, self.right = gaps
        self.speech = np.zeros((count, self.high - self.low), np.uint8)
        self.paused, self.filled = (np.zeros((count, gaps[1] - gaps[0]), np.uint8) for _ in "pf")
        self.jumps: Ints = np.zeros((count, 0), np.int64)


class _Search:
    """Costs so far and the way back. Gap w is before word w; the last gap is the end."""

    def __init__(
        self,
        pairs: Pairs,
        quiet: Floats,
        states: States,
        unit: float,
        band: tuple[Ints, Ints] | None,
    ) -> None:
        self.pairs, self.quiet, self.states, self.band = pairs, quiet, states, band
        self.near, self.chance = scale(pairs)
        self.pause = np.float32(0.15) + np.float32(1.2) * quiet
        self.filler = np.minimum(self.pause, np.float32(FILLER_COST))
        word = states.word
        self.first = np.flatnonzero(np.append(True, word[1:] != word[:-1]))
        self.last = np.append(self.first[1:], len(word)) - 1
        gaps = len(self.first) + 1
        turns = np.append(True, np.diff(states.sentence) != 0)
        self.head = np.append(np.flatnonzero(turns), gaps - 1)
        self.enter, self.toll = np.float32(ENTRY * unit), np.float32(SKIP * unit)
        self.stop, self.beam = np.float32(STOP * unit), BEAM
        self.speech = np.full(len(word) + 3, _DEAD, np.float32)  # three dead states in front
        self.paused, self.filled = (np.full(gaps, _DEAD, np.float32) for _ in range(2))
        self.paused[0], self.filled[0] = 0.0, self.enter
        self.windows: list[_Window] = []

    def _reached(self, t: int) -> tuple[int, int]:
        """Return the states that are worth looking at in the block from frame t on."""
        if self.band is not None:
            stop = min(len(self.quiet), t + _BLOCK)
            return int(self.band[0][t:stop].min()), int(self.band[1][t:stop].max())
        gates = np.minimum(self.paused, self.filled)
        most = min(float(self.speech.min()), float(gates.min())) + self.beam
        begins = np.append(self.first, len(self.states.word) - 1)
        alive = np.append(np.flatnonzero(self.speech[3:] <= most), begins[gates <= most])
        beyond = np.searchsorted(begins[self.head], alive.max()) + int(self.beam / self.toll)
        ahead = int(begins[self.head[min(beyond, len(self.head) - 1)]])
        high = max(int(alive.max()), ahead) + len(STEPS) * _BLOCK
        return int(alive.min()), min(len(self.states.word), high)

    def _costs(self, t: int, stop: int, low: int, high: int) -> Floats:
        far = _mixed(self.pairs, slice(t, stop), slice(low, high))
        near, chance = self.near[t:stop], self.chance[t:stop]
        hit = np.clip((far - near) / (chance - near + np.float32(1e-6)), -0.2, 2)
        silent = np.maximum(0, self.states.loud[None, low:high] - self.quiet[t:stop, None])
        return np.asarray(hit + np.float32(QUIET) * silent, np.float32)

    def block(self, t: int) -> None:
        """Go on by a block of frames."""
        low, high = self._reached(t)
        stop, word = min(len(self.quiet), t + _BLOCK), self.states.word
        left, right = int(word[low]), int(word[high - 1]) + 2
        kept = _Window(t, stop - t, (low, high), (left, right))
        self.windows.append(kept)
        costs = self._costs(t, stop, low, high)
        for array, first, last in (
            (self.speech, low + 3, high + 3),
            (self.paused, left, right),
            (self.filled, left, right),
        ):
            array[:first], array[last:] = _DEAD, _DEAD
        steps = _Steps(self, kept)
        for k in range(stop - t):
            steps.go(k, costs[k], self.pause[t + k], self.filler[t + k])

    @property
    def arrived(self) -> bool:
        """Whether any way leads to the end."""
        return bool(min(self.paused[-1], self.filled[-1], self.speech[-1]) < _DEAD)

    def path(self) -> Ints:
        """Return the best way, read backwards from the cheapest end."""
        found = np.full(len(self.quiet), PAUSE, np.int64)
        ends = (self.paused[-1], self.filled[-1], self.speech[-1])
        kind = int(np.argmin(ends))  # 0: a pause, 1: other speech, 2: a state
        at = (len(self.first), len(self.first), len(self.states.word) - 1)[kind]
        for window in reversed(self.windows):
            for k in range(len(window.speech) - 1, -1, -1):
                if kind == 2:
                    found[window.t + k] = at
                    kind, at = self._before_state(window, k, at)
                elif kind == 0:
                    kind, at = self._before_pause(window, k, at)
                else:
                    found[window.t + k] = FILLER
                    kind, at = self._before_filler(window, k, at)
        return found

    def _before_state(self, window: _Window, k: int, at: int) -> tuple[int, int]:
        code = int(window.speech[k, at - window.low])
        if code < _FROM_PAUSE:
            return 2, at - code
        return code - _FROM_PAUSE, int(self.states.word[at])

    def _before_pause(self, window: _Window, k: int, at: int) -> tuple[int, int]:
        code = int(window.paused[k, at - window.left])
        if code == 3:
            heads = self.head[np.searchsorted(self.head, window.left) :]
            jump = int(window.jumps[k, int(np.searchsorted(heads, at))])
            return jump % 2, int(heads[jump // 2])
        if code in (1, 2):
            return 2, int(self.last[at - 1]) - (code - 1)
        return (1, at) if code == 4 else (0, at)

    def _before_filler(self, window: _Window, k: int, at: int) -> tuple[int, int]:
        code = int(window.filled[k, at - window.left])
        if code == 2:
            return 2, int(self.last[at - 1])
        return (1, at) if code == 0 else (0, at)


class _Steps:
    """The steps of one window, on views of a search's costs."""

    def __init__(self, search: _Search, window: _Window) -> None:
        low, high, left, right = window.low, window.high, window.left, window.right
        self.window, self.enter, self.stop = window, search.enter, search.stop
        self.speech = search.speech[low : high + 3]
        self.paused, self.filled = search.paused[left:right], search.filled[left:right]
        words = np.flatnonzero((search.first >= low) & (search.first < high))
        self.entered = search.first[words] - low
        self.doors = (
            slice(int(words[0]) - left, int(words[-1]) + 1 - left) if len(words) else slice(0)
        )
        closed = np.flatnonzero(search.last[left : right - 1] < high)
        self.closing = slice(1 + int(closed[0]), 2 + int(closed[-1])) if len(closed) else slice(0)
        last = search.last[left : right - 1][closed]
        self.ends, self.short = 3 + last - low, last <= np.maximum(low, search.first[left + closed])
        heads = (search.head >= left) & (search.head < right)
        self.heads = search.head[heads] - left
        self.tolls = search.toll * np.arange(len(self.heads), dtype=np.float32)
        self.numbers = np.arange(len(self.heads))
        window.jumps = np.zeros((len(window.speech), len(self.heads)), np.int64)
        self.moves = np.empty((4, high - low), np.float32)
        self.stay = STEPS[0] + np.float32(STAY) * (1 - search.states.loud[low:high])
        self.to_pause = np.full((5, right - left), _DEAD, np.float32)
        self.to_filler = np.full((3, right - left), _DEAD, np.float32)

    def go(self, k: int, costs: Floats, pause: np.float32, filler: np.float32) -> None:
        """Go one frame further."""
        speech, moves = self.speech, self.moves
        np.add(speech[3:], self.stay, out=moves[0])
        moves[1] = speech[2:-1]
        np.add(speech[1:-2], STEPS[2], out=moves[2])
        np.add(speech[:-3], STEPS[3], out=moves[3])
        best, new = moves.argmin(axis=0).astype(np.uint8), moves.min(axis=0)
        paused, filled = self.paused[self.doors], self.filled[self.doors]
        gate = np.minimum(paused, filled)
        better = gate < new[self.entered]
        if better.any():
            at = self.entered[better]
            new[at] = gate[better]
            best[at] = np.where(filled < paused, _FROM_FILLER, _FROM_PAUSE)[better]
        self.window.speech[k] = best
        self._gaps(k, pause, filler)
        np.add(new, costs, out=speech[3:])

    def _gaps(self, k: int, pause: np.float32, filler: np.float32) -> None:
        """Move between words: pauses, other speech, and sentences left out."""
        to_pause, to_filler, window = self.to_pause, self.to_filler, self.window
        end = self.speech[self.ends]
        to_pause[0], to_pause[4] = self.paused, self.filled
        to_pause[1, self.closing] = end + self.stop
        early = self.speech[self.ends - 1] + (STEPS[2] + self.stop)
        to_pause[2, self.closing] = np.where(self.short, _DEAD, early)
        if len(self.heads) > 1:
            paused, filled = self.paused[self.heads], self.filled[self.heads]
            gate = np.minimum(paused, filled) - self.tolls
            run = np.minimum.accumulate(gate)
            to_pause[3, self.heads[1:]] = run[:-1] + self.tolls[1:]
            source = np.maximum.accumulate(np.where(gate == run, self.numbers, 0))
            window.jumps[k, 1:] = (2 * source + (filled < paused)[source])[:-1]
        to_filler[0] = self.filled
        np.add(self.paused, self.enter, out=to_filler[1])
        to_filler[2, self.closing] = end + self.enter
        window.paused[k], window.filled[k] = to_pause.argmin(axis=0), to_filler.argmin(axis=0)
        np.add(to_pause.min(axis=0), pause, out=self.paused)
        np.add(to_filler.min(axis=0), filler, out=self.filled)
