"""What a recording's way through its reference tells: words, how far to trust them, doubts."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clipkit.model.words import Word
from clipkit.voice.features import FRAMES, Floats
from clipkit.voice.following import FILLER, Ints, scale
from clipkit.voice.heard import Warned
from clipkit.voice.reference import Reference
from clipkit.voice.takes import Spoken, per_token

WRONG = 0.50  # confidence under which the script is held to be another one
UNSURE, SLOW, FAST = 0.35, 1.5, 0.6  # a sentence's confidence and tempo against the others
EXTRA = 0.6  # seconds of other speech that are worth a word


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Where a script is in a recording.

    words: for each sentence a Word a token, seconds of the recording; empty: it isn't said.
    sure: 0.0 to 1.0, a sentence. level: 0.0 (quiet) to 1.0, a frame of 10 ms.
    """

    words: tuple[tuple[Word, ...], ...]
    sure: tuple[float, ...]
    warnings: tuple[Warned, ...]
    confidence: float
    level: Floats


class Judge:
    """Reads a path: words with their times, and how far each can be trusted."""

    def __init__(self, recording: Floats, level: Floats, reference: Reference, path: Ints) -> None:
        self.level, self.reference, self.path = level, reference, path
        self.frames = np.flatnonzero(path >= 0)
        at = self.frames
        near, chance = (row[at, 0] for row in scale([(1.0, recording, reference.heard)]))
        apart = recording[at] - reference.heard[path[at]]
        far = np.sqrt((apart**2).mean(axis=1))
        self.misfit = np.full(len(path), np.nan, np.float32)  # 0: as near as any, 1: chance
        self.misfit[at] = np.clip((far - near) / (chance - near + 1e-6), 0, 1.5)
        self.word = np.full(len(path), -1, np.int64)
        self.word[at] = reference.word[path[at]]
        self.states = np.bincount(reference.word, minlength=len(reference.owner))
        self.said = np.bincount(self.word[at], minlength=len(reference.owner))

    def _trust(self, frames: Ints) -> float:
        if not len(frames):
            return 0.0
        return float(np.clip(1.15 - 1.3 * np.mean(self.misfit[frames]), 0, 1))

    def _span(self, word: int) -> Word:
        low, high = np.searchsorted(self.word[self.frames], (word, word + 1))
        at = self.frames[low:high]  # the way never turns back, so these rise
        return Word(at[0] / FRAMES, (at[-1] + 1) / FRAMES)

    def alignment(self, sentences: Sequence[Spoken]) -> Alignment:
        """Return the whole result."""
        words: list[tuple[Word, ...]] = []
        sure: list[float] = []
        tempi: list[float] = []
        for number, sentence in enumerate(sentences):
            mine = np.flatnonzero(self.reference.sentence == number)
            here = [int(w) for w in mine if self.said[w]]
            missing = len(here) < 0.5 * len(mine) or not here
            frames = np.flatnonzero(np.isin(self.word, mine))
            sure.append(self._trust(frames))
            tempi.append(0.0 if missing else len(frames) / float(self.states[mine].sum()))
            owners = [self.reference.owner[w][1] for w in here]
            spans = [self._span(w) for w in here]
            tokens = len(sentence.tokens)
            words.append(() if missing else _tokens(spans, owners, tokens))
        confidence = self._confidence()
        warnings = [
            *([Warned("other", 0, 0.0, len(self.path) / FRAMES)] if confidence < WRONG else []),
            *self._doubts(sentences, words, sure, tempi),
            *self._extra(words),
        ]
        return Alignment(
            words=tuple(words),
            sure=tuple(sure),
            warnings=tuple(warnings),
            confidence=round(confidence, 3),
            level=self.level,
        )

    def _doubts(
        self,
        sentences: Sequence[Spoken],
        words: Sequence[tuple[Word, ...]],
        sure: Sequence[float],
        tempi: Sequence[float],
    ) -> list[Warned]:
        usual = float(np.median([tempo for tempo in tempi if tempo] or [1.0]))
        found: list[Warned] = []
        last = 0.0
        for number, sentence in enumerate(sentences):
            here = words[number]
            start, last = (here[0].start, here[-1].end) if here else (last, last)
            if not any(c.isalnum() for word, _ in sentence.words for c in word):
                continue
            if not here:
                found.append(Warned("skipped", number, start, last))
            elif sure[number] < UNSURE or not FAST <= tempi[number] / usual <= SLOW:
                found.append(Warned("doubtful", number, start, last))
        return found

    def _extra(self, words: Sequence[tuple[Word, ...]]) -> list[Warned]:
        """Find speech that the script doesn't hold, between words."""
        found: list[Warned] = []
        loud = (self.path == FILLER) & (self.level > 0.4)
        outside = np.append(np.append(False, self.path < 0), False).astype(int)
        edges = np.flatnonzero(np.diff(outside))
        for a, b in zip(edges[::2], edges[1::2], strict=True):
            at = a + np.flatnonzero(loud[a:b])
            if len(at) <= EXTRA * FRAMES:
                continue
            before = [k for k, here in enumerate(words) if here and here[0].start * FRAMES < a]
            sentence = before[-1] if before else 0
            found.append(Warned("extra", sentence, at[0] / FRAMES, (at[-1] + 1) / FRAMES))
        return found

    def _confidence(self) -> float:
        """A wrong script fits badly, leaves speech over, and makes words long and short."""
        loud = int(((self.path == FILLER) & (self.level > 0.4)).sum())
        told = len(self.frames) / max(1, len(self.frames) + loud)
        said = self.said > 0
        share = np.log(self.said[said] / self.states[said])
        uneven = float(np.std(share)) if said.sum() > 4 else 0.2
        even = float(np.clip(1.25 - 1.25 * uneven, 0, 1))
        return self._trust(self.frames) * told * float(said.mean()) * even


def _tokens(spans: Sequence[Word], owners: Sequence[int], tokens: int) -> tuple[Word, ...]:
    """As `per_token`, but a silent token before the first word stands at that word."""
    first = spans[0].start
    moved = [Word(span.start - first, span.end - first) for span in spans]
    return tuple(
        Word(word.start + first, word.end + first) for word in per_token(moved, owners, tokens)
    )
