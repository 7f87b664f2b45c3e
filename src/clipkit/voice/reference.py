"""The script as the offline voice says it: what a recording is held against."""

from collections.abc import Sequence
from copy import copy

import numpy as np
from numpy.typing import NDArray

from clipkit.model.words import Word
from clipkit.voice.edges import kind
from clipkit.voice.features import FRAMES, Floats, Room, loudness, mono, powers, product, stretched
from clipkit.voice.features import resampled as to_16k
from clipkit.voice.nearness import Ints
from clipkit.voice.steps import States
from clipkit.voice.takes import Spoken, Take

LATE = 0.004  # seconds that words begin after what the engine tells, by others' times
EARLY = 0.012  # seconds from what the engine tells of a word to its first phone
OPENINGS = {"the": "D", "a": "@a"}  # first phones of words that it merges with others
AUDIBLE = 0.35  # of the loudness scale: from here on nothing is a silence
CLOSURE = 0.045  # seconds, that a short plosive is silent
FEW = 50  # frames: fewer tell nothing of a speaker
TRACTS = (0.82, 0.88, 0.94, 1.06, 1.13, 1.2, 1.28, 1.36)  # heights of formants tried
RIDGE = 0.02  # how strongly a speaker's map is held to "no change"


class Reference:
    """A state a frame of speech, 10 ms each, as if it were recorded like a recording.

    recording: (frames, features); heard: (states, features). word: of each state; sentence: of
    each word. owner: (sentence, token) of each word. between: frames, of each word, that it begins
    after its first state does. loud: 0.0 (silent) to 1.0, of each state.
    phone: of each state, and run: which one it was; frames: which of the voice's own it is.
    """

    def __init__(
        self, takes: Sequence[Take], sentences: Sequence[Spoken], its: Floats, level: Floats
    ) -> None:
        """Take what the voice said. its: the recording's mel energies; level: their loudness."""
        power: list[Floats] = []
        frames: list[int] = []
        words: list[int] = []
        phones: list[tuple[str, int]] = []
        self.owner: list[tuple[int, int]] = []
        self.between: list[float] = []
        self.meets: list[tuple[str, str]] = []
        offset = 0
        for number, (take, sentence) in enumerate(zip(takes, sentences, strict=True)):
            power.append(powers(to_16k(mono(take.samples), take.rate)))
            length = len(power[-1])
            starts = np.array([at for _, at in take.phones] or [0.0])
            names = [name for name, _ in take.phones] or ["_"]
            for span, (_, token) in zip(_spans(take, sentence), sentence.words, strict=False):
                first = round((span.start + LATE) * FRAMES)
                stop = min(length, max(first + 3, round((span.end + LATE) * FRAMES)))
                first = max(0, min(first, stop - 2))
                self.between.append((span.start + LATE) * FRAMES - first)
                for frame in range(first, stop):
                    k = max(0, int(np.searchsorted(starts, frame / FRAMES + 0.004, "right")) - 1)
                    frames.append(offset + frame)
                    words.append(len(self.owner))
                    phones.append((names[k], k + 100_000 * number))
                self.owner.append((number, token))
                self.meets.append(_meeting(take.phones, span.start))
            offset += length
        whole = np.concatenate(power)
        own, _ = loudness(whole)
        self._room, self._clean = Room(its, level), (whole, own)
        self.frames: Ints = np.array(frames, np.int64)
        self.recording = self._room.features
        self.heard = self._heard(whole)
        self.loud = audible(own[frames])
        self.word: Ints = np.array(words, np.int64)
        self.sentence: Ints = np.array([number for number, _ in self.owner], np.int64)
        self.phone = [name for name, _ in phones]
        self.run: Ints = np.array([run for _, run in phones], np.int64)

    @property
    def states(self) -> States:
        """What a recording is led through."""
        return States(word=self.word, sentence=self.sentence, loud=self.loud)

    def _heard(self, power: Floats) -> Floats:
        """Return features of the states, as recorded. power: mel energies of all the voice said."""
        return self._room.heard(power, self._clean[1])[self.frames]

    def like(self, path: Ints) -> "Reference":
        """Return the reference with its formants as high as those of whom a path pairs it with."""
        at = np.flatnonzero(path >= 0)
        if len(at) < FEW:
            return self

        def apart(heard: Floats) -> float:
            far = np.sqrt(((self.recording[at] - heard[path[at]]) ** 2).mean(axis=1))
            return float(np.sort(far)[: round(0.9 * len(far))].mean())

        found, least = copy(self), apart(self.heard)
        for by in TRACTS:
            heard = self._heard(stretched(self._clean[0], by))
            far = apart(heard)
            if far < least:
                found.heard, least = heard, far
        return found

    def picked(self, pick: Ints) -> "Reference":
        """Return the reference of some of its states, some of them more than once."""
        found = copy(self)
        found.heard, found.phone = self.heard[pick], [self.phone[k] for k in pick]
        found.loud, found.run = self.loud[pick], self.run[pick]
        found.word, found.frames = self.word[pick], self.frames[pick]
        return found

    def in_order(self, said: Sequence[int]) -> "Reference":
        """Return the reference of sentences in another order, some of them more than once.

        Its `sentence` counts along `said`; its owners tell which sentence of the script it is.
        """
        words = [np.flatnonzero(self.sentence == number) for number in said]
        return self._of(
            np.concatenate(words), np.repeat(np.arange(len(said)), list(map(len, words)))
        )

    def backwards(self) -> "Reference":
        """Return the reference of a script that nobody reads: its words, the last one first."""
        last = len(self.sentence) - 1
        return self._of(np.arange(last, -1, -1), self.sentence[-1] - self.sentence[::-1])

    def _of(self, words: Ints, sentence: Ints) -> "Reference":
        """Return the reference of its words in another order. sentence: of each of them."""
        first = np.searchsorted(self.word, words)
        length = np.searchsorted(self.word, words, "right") - first
        found = self.picked(
            np.concatenate([np.arange(a, a + n) for a, n in zip(first, length, strict=True)])
        )
        found.word, found.sentence = np.repeat(np.arange(len(words)), length), sentence
        found.owner = [self.owner[word] for word in words]
        found.between = [self.between[word] for word in words]
        found.meets = [self.meets[word] for word in words]
        return found

    def heard_in(self, frames: NDArray[np.bool_]) -> "Reference":
        """Return the reference of a recording of which only some frames are looked at."""
        found = copy(self)
        found.recording = self.recording[frames]
        return found

    def moved(self, path: Ints) -> Floats:
        """Return the states moved towards the speaker: ridge regression over what a path pairs."""
        at = np.flatnonzero(path >= 0)
        if len(at) < FEW:
            return self.heard
        every = np.hstack([self.heard, np.ones((len(self.heard), 1), np.float32)])
        paired = every[path[at]]
        size = paired.shape[1]
        weight = RIDGE * len(at) * np.eye(size, dtype=np.float32)
        same = np.eye(size, size - 1, dtype=np.float32)
        found = np.linalg.solve(
            paired.T @ paired + weight, paired.T @ self.recording[at] + weight @ same
        )
        return product(every, found.astype(np.float32))

    def even(self, states: Floats, path: Ints) -> tuple[Floats, Floats]:
        """Return the recording and states, turned so that what differs by chance counts as little.

        A feature counts by how far states are from what a path pairs them with, the worst tenth
        aside: what noise or an accent blurs says less of where a word begins.
        """
        at = np.flatnonzero(path >= 0)
        if len(at) < FEW:
            return self.recording, states
        apart = self.recording[at] - states[path[at]]
        far = (apart**2).sum(axis=1)
        apart = apart[far <= np.percentile(far, 90)]
        spread = apart.T @ apart / len(apart)
        spread = 0.95 * spread + 0.05 * np.diag(np.diag(spread))
        values, axes = np.linalg.eigh(spread.astype(np.float64))
        turn = ((axes / np.sqrt(np.maximum(values, 1e-4))) @ axes.T).astype(np.float32)
        return product(self.recording, turn), product(states, turn)

    def learnt(self, path: Ints) -> Floats:
        """Return states made of the recording itself: the means of its phones' thirds."""
        ids, names = self._thirds()
        at = np.flatnonzero(path >= 0)
        label, count = ids[path[at]], len(names)
        heard = np.bincount(label, minlength=count).astype(np.float32)
        total = np.zeros((count, self.recording.shape[1]), np.float32)
        np.add.at(total, label, self.recording[at])
        back = np.empty_like(total)
        for name in set(names):
            group = [k for k, other in enumerate(names) if other == name]
            back[group] = total[group].sum(axis=0) / max(1.0, float(heard[group].sum()))
        means = (total + 4 * back) / (heard[:, None] + 4)
        return np.asarray(means[ids], np.float32)

    def _thirds(self) -> tuple[Ints, list[str]]:
        """Return a number for each state's phone and third, and the phone of each number."""
        ids: NDArray[np.int64] = np.empty(len(self.word), np.int64)
        keys: dict[tuple[str, int], int] = {}
        change = (self.run[1:] != self.run[:-1]) | (self.word[1:] != self.word[:-1])
        starts = np.flatnonzero(np.append(True, change))
        for a, b in zip(starts, np.append(starts[1:], len(ids)), strict=True):
            third = np.minimum(2, np.arange(b - a) * 3 // max(1, b - a))
            for k in range(3):
                key = (self.phone[a], k)
                ids[a:b][third == k] = keys.setdefault(key, len(keys))
        return ids, [name for name, _ in keys]


def audible(level: Floats) -> Floats:
    """Return how far from silent loudness is, 0.0 to 1.0. level: as of `features.loudness`."""
    return np.asarray(np.clip(level / np.float32(AUDIBLE), 0, 1), np.float32)


def _meeting(phones: Sequence[tuple[str, float]], start: float) -> tuple[str, str]:
    """Return the phones that meet where a word starts; silence is `_`.

    A phone that is told at the same time belongs to the word before where a plosive follows so
    soon that what lies between is its closure.
    """
    before = "_"
    for k, (name, at) in enumerate(phones):
        then, later = phones[k + 1] if k + 1 < len(phones) else ("_", at + 1)
        late = at < start + 0.001 and later < at + CLOSURE and kind(then) == "plosive"
        if at < start - 0.001 or late or kind(name) == "silence":
            before = name
        else:
            return before, name
    return before, "_"


def _spans(take: Take, sentence: Spoken) -> list[Word]:
    """Return a take's spans, those of merged words put right.

    An engine that makes one word of two (`of the`) doesn't tell where the second begins: where
    some do is known by the phone that they begin with.
    """
    begins = [span.start for span in take.spans]
    for k in range(1, len(begins)):
        word, _ = sentence.words[k]
        stop = begins[k + 1] if k + 1 < len(begins) else take.seconds
        opening = OPENINGS.get(word.lower(), "")
        fitting = [
            at - EARLY
            for name, at in take.phones
            if name[:1] in opening and begins[k - 1] < at - EARLY < stop
        ]
        if opening and fitting:
            begins[k] = min(fitting, key=lambda at: abs(at - begins[k]))
    after = [*begins[1:], take.seconds]
    old = [*(span.start for span in take.spans[1:]), take.seconds]
    return [
        Word(begin, then if span.end == before else span.end)
        for begin, then, before, span in zip(begins, after, old, take.spans, strict=True)
    ]
