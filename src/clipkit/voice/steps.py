"""One frame further: the moves that a way may make, and the codes that lead back.

A way is in a state of the reference, in a pause between two words, or in other speech. A gap w is
before word w; the last one is the end.
"""

from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from clipkit.voice.features import Floats
from clipkit.voice.nearness import Ints

ENTRY, SKIP = 10.0, 70.0  # costs of beginning other speech, and of leaving out a sentence
STOP = 0.5  # cost of beginning a pause: a few quiet frames are a stop of the next word's
STAY = 0.8  # cost of staying in a silent state: a long silence is a pause
FROM_PAUSE, FROM_FILLER = 4, 5  # codes of a state, after the four moves
DEAD = np.float32(np.inf)
Codes = NDArray[np.uint8]


class Rules(NamedTuple):
    """What a way may do, and what it costs; a hit costs about 0, chance 1.

    moves: of 0, 1, 2, 3 reference frames at once. filler: a frame of other speech; within:
    beginning it within a sentence. free: whether sentences may be in any order, and again. Then
    jump: to go on with any sentence after another's end; broken: after any other word.
    """

    moves: tuple[float, float, float, float] = (0.06, 0.0, 0.10, 0.35)
    filler: float = 0.45
    within: float = ENTRY
    free: bool = False
    jump: float = 0.0
    broken: float = 0.0


class States(Struct, frozen=True, kw_only=True):
    """What a recording is led through.

    word: of each state; sentence: of each word; both rise from 0 without a gap.
    loud: 0.0 (silent) to 1.0, a state.
    """

    word: Ints
    sentence: Ints
    loud: Floats


class Places:
    """Words and sentences by their states and gaps. first, last: states of each word.

    head: the gap before each sentence, and the end.
    """

    def __init__(self, states: States) -> None:
        word = states.word
        self.count = len(word)
        self.first: Ints = np.flatnonzero(np.append(True, word[1:] != word[:-1]))
        self.last: Ints = np.append(self.first[1:], len(word)) - 1
        self.gaps = len(self.first) + 1
        turns = np.append(True, np.diff(states.sentence) != 0)
        self.head: Ints = np.append(np.flatnonzero(turns), self.gaps - 1)


class Ways:
    """The cheapest cost of being in each state, pause and other speech; three dead states first."""

    def __init__(self, places: Places, unit: float) -> None:
        self.speech = np.full(places.count + 3, DEAD, np.float32)
        self.paused, self.filled = (np.full(places.gaps, DEAD, np.float32) for _ in range(2))
        self.paused[0], self.filled[0] = 0.0, np.float32(ENTRY * unit)

    def limited(self, window: "Window") -> None:
        """Give up what is outside a window."""
        for array, first, last in (
            (self.speech, window.low + 3, window.high + 3),
            (self.paused, window.left, window.right),
            (self.filled, window.left, window.right),
        ):
            array[:first], array[last:] = DEAD, DEAD


class Window:
    """Frames from t on, and the states [low, high) and gaps [left, right) they may be in.

    The ways back are kept: the code of what came before, for each frame and place. jumps: for each
    sentence's head, twice the gap that the way left, counted from left; and 1 from other speech.
    """

    def __init__(self, t: int, count: int, states: tuple[int, int], gaps: tuple[int, int]) -> None:
        self.t = t
        self.low, self.high = states
        self.left, self.right = gaps
        self.speech = np.zeros((count, self.high - self.low), np.uint8)
        self.paused, self.filled = (np.zeros((count, gaps[1] - gaps[0]), np.uint8) for _ in "pf")
        self.jumps: Ints = np.zeros((count, 0), np.int64)

    def before_state(self, k: int, at: int, word: int) -> tuple[int, int]:
        """Return where a way was before: the kind (0: pause, 1: other speech, 2: state), the place.

        k: the frame, since t. word: of the state `at`.
        """
        code = int(self.speech[k, at - self.low])
        return (2, at - code) if code < FROM_PAUSE else (code - FROM_PAUSE, word)

    def before_pause(self, k: int, at: int, places: Places) -> tuple[int, int]:
        """As `before_state`, of the pause at a gap."""
        code = int(self.paused[k, at - self.left])
        if code == 3:
            heads = places.head[np.searchsorted(places.head, self.left) :]
            jump = int(self.jumps[k, int(np.searchsorted(heads, at))])
            return jump % 2, self.left + jump // 2
        if code in (1, 2):
            return 2, int(places.last[at - 1]) - (code - 1)
        return (1, at) if code == 4 else (0, at)

    def before_filler(self, k: int, at: int, places: Places) -> tuple[int, int]:
        """As `before_state`, of other speech at a gap."""
        code = int(self.filled[k, at - self.left])
        if code == 2:
            return 2, int(places.last[at - 1])
        return (1, at) if code == 0 else (0, at)


class Steps:
    """The steps within one window, on views of the ways' costs."""

    def __init__(
        self,
        ways: Ways,
        window: Window,
        places: Places,
        loud: Floats,
        unit: float,
        rules: Rules,
    ) -> None:
        low, high, left, right = window.low, window.high, window.left, window.right
        self.window = window
        self.stop = np.float32(STOP * unit)
        self.costs = np.array(rules.moves, np.float32)
        self.speech = ways.speech[low : high + 3]
        self.paused, self.filled = ways.paused[left:right], ways.filled[left:right]
        words = np.flatnonzero((places.first >= low) & (places.first < high))
        self.entered = places.first[words] - low
        self.doors = (
            slice(int(words[0]) - left, int(words[-1]) + 1 - left) if len(words) else slice(0)
        )
        closed = np.flatnonzero(places.last[left : right - 1] < high)
        self.closing = slice(1 + int(closed[0]), 2 + int(closed[-1])) if len(closed) else slice(0)
        last = places.last[left : right - 1][closed]
        self.ends, short = 3 + last - low, last <= np.maximum(low, places.first[left + closed])
        self.before = self.ends - 1
        # of a word's last state but one, where it has one
        self.early = np.where(short, DEAD, self.costs[2] + self.stop).astype(np.float32)
        self.heads = places.head[(places.head >= left) & (places.head < right)] - left
        self.skips = len(self.heads) > (0 if rules.free else 1)  # from one of them to another
        self.tolls = np.float32(SKIP * unit) * np.arange(len(self.heads), dtype=np.float32)
        self.enter = np.full(right - left, unit * rules.within, np.float32)
        self.enter[self.heads] = unit * ENTRY
        self.leave = np.full(right - left, unit * rules.broken, np.float32)
        self.leave[self.heads] = unit * rules.jump
        self.free = rules.free
        self.numbers = np.arange(len(self.heads))
        window.jumps = np.zeros((len(window.speech), len(self.heads)), np.int64)
        self.moves = np.empty((4, high - low), np.float32)
        self.pairs, self.later = self.moves[:2].copy(), np.empty((3, high - low), np.bool_)
        self.stay = self.costs[0] + np.float32(STAY) * (1 - loud[low:high])
        self.to_pause = np.full((5, right - left), DEAD, np.float32)
        self.to_filler = np.full((3, right - left), DEAD, np.float32)

    def go(self, k: int, costs: Floats, pause: np.float32, filler: np.float32) -> None:
        """Go one frame further. costs: of its states; pause, filler: of being in these."""
        speech, moves = self.speech, self.moves
        np.add(speech[3:], self.stay, out=moves[0])
        moves[1] = speech[2:-1]
        np.add(speech[1:-2], self.costs[2], out=moves[2])
        np.add(speech[:-3], self.costs[3], out=moves[3])
        best, new = self._cheapest()
        paused, filled = self.paused[self.doors], self.filled[self.doors]
        gate = np.minimum(paused, filled)
        better = gate < new[self.entered]
        if np.count_nonzero(better):
            at = self.entered[better]
            new[at] = gate[better]
            best[at] = np.where(filled < paused, FROM_FILLER, FROM_PAUSE)[better]
        self.window.speech[k] = best
        self._gaps(k, pause, filler)
        np.add(new, costs, out=speech[3:])

    def _cheapest(self) -> tuple[Codes, Floats]:
        """Return which of the moves costs least, the first of equal ones, and what it costs.

        As argmin and min would, in half the time: those go through the moves state by state.
        """
        moves, pairs, later = self.moves, self.pairs, self.later
        np.less(moves[1::2], moves[::2], out=later[:2])
        np.minimum(moves[::2], moves[1::2], out=pairs)
        np.less(pairs[1], pairs[0], out=later[2])
        codes = later.view(np.uint8)
        np.copyto(codes[0], codes[1] + np.uint8(2), where=later[2])
        return codes[0], np.minimum(pairs[0], pairs[1], out=pairs[0])

    def _gaps(self, k: int, pause: np.float32, filler: np.float32) -> None:
        """Move between words: pauses, other speech, and sentences left out."""
        to_pause, to_filler, window = self.to_pause, self.to_filler, self.window
        end = self.speech[self.ends]
        to_pause[0], to_pause[4] = self.paused, self.filled
        to_pause[1, self.closing] = end + self.stop
        to_pause[2, self.closing] = self.speech[self.before] + self.early
        if self.skips:
            self._skip(k)
        to_filler[0] = self.filled
        np.add(self.paused, self.enter, out=to_filler[1])
        to_filler[2, self.closing] = end + self.enter[self.closing]
        window.paused[k], window.filled[k] = to_pause.argmin(axis=0), to_filler.argmin(axis=0)
        np.add(to_pause.min(axis=0), pause, out=self.paused)
        np.add(to_filler.min(axis=0), filler, out=self.filled)

    def _skip(self, k: int) -> None:
        """Leave out sentences, or go to any one after any word where that is nearer."""
        skip, jumps = self.to_pause[3], self.window.jumps[k]
        paused, filled = self.paused[self.heads], self.filled[self.heads]
        gate = np.minimum(paused, filled) - self.tolls
        run = np.minimum.accumulate(gate)
        skip[self.heads[0]] = DEAD
        skip[self.heads[1:]] = run[:-1] + self.tolls[1:]
        source = np.maximum.accumulate(np.where(gate == run, self.numbers, 0))
        jumps[1:] = (2 * self.heads[source] + (filled < paused)[source])[:-1]
        if not self.free:
            return
        leaving = np.minimum(self.paused, self.filled) + self.leave
        at = int(leaving.argmin())
        nearer = np.flatnonzero(skip[self.heads] > leaving[at])
        skip[self.heads[nearer]] = leaving[at]
        jumps[nearer] = 2 * at + int(self.filled[at] < self.paused[at])
