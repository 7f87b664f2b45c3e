"""The script as the offline voice says it: what a recording is held against."""

from collections.abc import Sequence
from copy import copy

import numpy as np
from numpy.typing import NDArray

from clipkit.voice.features import FRAMES, Floats, features, loudness, mono, normal, powers
from clipkit.voice.features import resampled as to_16k
from clipkit.voice.following import Ints
from clipkit.voice.takes import Spoken, Take

RIDGE = 0.02  # how strongly a speaker's map is held to "no change"


class Reference:
    """A state a frame of speech, 10 ms each.

    heard: (states, features). word: of each state; sentence: of each word.
    owner: (sentence, token) of each word. phone: of each state, and run: which one it was.
    """

    def __init__(self, takes: Sequence[Take], sentences: Sequence[Spoken]) -> None:
        power: list[Floats] = []
        frames: list[int] = []
        words: list[int] = []
        phones: list[tuple[str, int]] = []
        self.owner: list[tuple[int, int]] = []
        offset = 0
        for number, (take, sentence) in enumerate(zip(takes, sentences, strict=True)):
            power.append(powers(to_16k(mono(take.samples), take.rate)))
            length = len(power[-1])
            starts = np.array([at for _, at in take.phones] or [0.0])
            names = [name for name, _ in take.phones] or ["_"]
            for span, (_, token) in zip(take.spans, sentence.words, strict=False):
                first = round(span.start * FRAMES)
                stop = min(length, max(first + 3, round(span.end * FRAMES)))
                first = max(0, min(first, stop - 2))
                for frame in range(first, stop):
                    k = max(0, int(np.searchsorted(starts, frame / FRAMES + 0.004, "right")) - 1)
                    frames.append(offset + frame)
                    words.append(len(self.owner))
                    phones.append((names[k], k + 100_000 * number))
                self.owner.append((number, token))
            offset += length
        whole = np.concatenate(power)
        level, _ = loudness(whole)
        self.heard: Floats = normal(features(whole), level)[np.array(frames, int)]
        self.word: Ints = np.array(words, np.int64)
        self.sentence: Ints = np.array([number for number, _ in self.owner], np.int64)
        self.phone = [name for name, _ in phones]
        self.run: Ints = np.array([run for _, run in phones], np.int64)

    def in_order(self, said: Sequence[int]) -> "Reference":
        """Return the reference of sentences in another order, some of them more than once.

        Its `sentence` counts along `said`; its owners tell which sentence of the script it is.
        """
        words = [np.flatnonzero(self.sentence == number) for number in said]
        states = [np.flatnonzero(np.isin(self.word, mine)) for mine in words]
        pick, every = np.concatenate(states), np.concatenate(words)
        found = copy(self)
        found.heard, found.phone = self.heard[pick], [self.phone[k] for k in pick]
        found.run = self.run[pick]
        found.owner = [self.owner[word] for word in every]
        found.sentence = np.repeat(np.arange(len(said)), [len(mine) for mine in words])
        first = np.cumsum([0, *(len(mine) for mine in words)])
        moved = [
            self.word[at] - mine[0] + first[k]
            for k, (at, mine) in enumerate(zip(states, words, strict=True))
        ]
        found.word = np.concatenate(moved)
        return found

    def moved_to(self, recording: Floats, path: Ints) -> Floats:
        """Return the states moved towards a speaker: ridge regression over what a path pairs."""
        at = np.flatnonzero(path >= 0)
        if len(at) < 50:
            return self.heard
        ones = np.ones((len(self.heard), 1), np.float32)
        every = np.hstack([self.heard, ones])
        paired = every[path[at]]
        size = paired.shape[1]
        weight = RIDGE * len(at) * np.eye(size, dtype=np.float32)
        same = np.eye(size, size - 1, dtype=np.float32)
        found = np.linalg.solve(
            paired.T @ paired + weight, paired.T @ recording[at] + weight @ same
        )
        moved = every @ found
        moved = (moved - moved.mean(axis=0)) / (moved.std(axis=0) + 1e-3)
        near = moved * recording[at].std(axis=0) + recording[at].mean(axis=0)
        return np.asarray(near, np.float32)

    def learnt_from(self, recording: Floats, path: Ints) -> Floats:
        """Return states made of the recording itself: the means of its phones' thirds."""
        ids, names = self._thirds()
        at = np.flatnonzero(path >= 0)
        label, count = ids[path[at]], len(names)
        heard = np.bincount(label, minlength=count).astype(np.float32)
        total = np.zeros((count, recording.shape[1]), np.float32)
        np.add.at(total, label, recording[at])
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
