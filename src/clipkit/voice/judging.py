"""What a recording's way through its reference tells: words, how far to trust them, doubts."""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from clipkit.model.words import Word
from clipkit.voice.edges import PAUSE
from clipkit.voice.features import FRAMES, Floats, runs
from clipkit.voice.following import FILLER
from clipkit.voice.heard import Warned
from clipkit.voice.nearness import Ints, scale
from clipkit.voice.order import LOUD
from clipkit.voice.reference import Reference
from clipkit.voice.same import same
from clipkit.voice.takes import Spoken, per_token

WRONG = 0.45  # confidence under which the script is held to be another one
SURE = 0.6  # confidence that needs no contrast: of 240 other scripts the surest had 0.41
READ = 0.085  # contrast of a script that is read: it has 0.11 and more, others 0.06 at most
UNSURE, SLOW, FAST = 0.22, 1.8, 0.6  # a sentence's confidence and tempo against the others
APART, ALONE = 0.25, 0.25  # seconds of quiet that part shorter sounds from other speech
VOICE, FULL = 0.8, 0.6  # of the loudness scale: only speech, and no more than the edge of speech
CLEAR = 0.13  # seconds over the former that tell speech from music, whose bursts have 0.1
ALIKE, LONG = 0.5, 0.9  # seconds that other speech lasts: as loud as the script's, or softer
EDGES = 15  # frames that are left before and behind what is over the latter
FALSE = 0.15  # confidence that a time lacks, to the surest, which is broken or other speech


class Alignment(Struct, frozen=True, kw_only=True):
    """Where a script is in a recording.

    words: for each sentence a Word a token, seconds of the recording; empty: it isn't said.
    sure: 0.0 to 1.0, a sentence. level: 0.0 (quiet) to 1.0, a frame of 10 ms.
    """

    words: tuple[tuple[Word, ...], ...]
    sure: tuple[float, ...]
    warnings: tuple[Warned, ...]
    confidence: float
    level: Floats


class _Heard(NamedTuple):
    """A time that a sentence is said. words: empty: it isn't, after all. tempo: of reference's.

    spans: of its tokens that are heard.
    """

    number: int
    words: tuple[Word, ...]
    sure: float
    tempo: float
    spans: dict[int, Word]


class Judge:
    """Reads a path: words with their times, and how far each can be trusted."""

    def __init__(
        self,
        level: Floats,
        reference: Reference,
        path: Ints,
        starts: NDArray[np.float64],
        contrast: Callable[[], float | None],
    ) -> None:
        """Take a way through a reference.

        starts: seconds, of each of its words that is said. contrast: as of `coarse.contrast`, asked
        only if there is doubt that the script is read at all.
        """
        self.starts, self.contrast = starts, contrast
        self.level, self.reference, self.path = level, reference, path
        first = np.searchsorted(reference.sentence, np.unique(reference.sentence))
        self.visits = [reference.owner[word][0] for word in first]
        self.frames = np.flatnonzero(path >= 0)
        at = self.frames
        near, chance = (row[at, 0] for row in scale([(1.0, reference.recording, reference.heard)]))
        apart = reference.recording[at] - reference.heard[path[at]]
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
        return Word(float(self.starts[word]), float(at[-1] + 1) / FRAMES)

    def alignment(self, sentences: Sequence[Spoken]) -> Alignment:
        """Return the whole result."""
        heard = [self._heard(visit, sentences) for visit in range(len(self.visits))]
        heard = self._kept(heard)
        used = [self._used(number, heard) for number in range(len(sentences))]
        words = [heard[k].words if k is not None else () for k in used]
        confidence = self._confidence()
        warnings = [
            *([Warned("other", 0, 0.0, len(self.path) / FRAMES)] if confidence < WRONG else []),
            *self._doubts(sentences, heard, used),
            *self._again(heard, used),
            *self._turned(heard, used),
            *self._extra(heard),
        ]
        return Alignment(
            words=tuple(words),
            sure=tuple(heard[k].sure if k is not None else 0.0 for k in used),
            warnings=tuple(warnings),
            confidence=round(confidence, 3),
            level=self.level,
        )

    def _heard(self, visit: int, sentences: Sequence[Spoken]) -> _Heard:
        mine = np.flatnonzero(self.reference.sentence == visit)
        here = [int(w) for w in mine if self.said[w]]
        frames = np.flatnonzero(np.isin(self.word, mine))
        sure, number = self._trust(frames), self.visits[visit]
        if not here or len(here) < 0.5 * len(mine):
            return _Heard(number, (), sure, 0.0, {})
        owners = [self.reference.owner[w][1] for w in here]
        spans = [self._span(w) for w in here]
        words = _tokens(_apart(spans), owners, len(sentences[number].tokens))
        tempo = len(frames) / float(self.states[mine].sum())
        return _Heard(number, words, sure, tempo, dict(zip(owners, spans, strict=True)))

    def _used(self, number: int, heard: Sequence[_Heard]) -> int | None:
        """Return which time counts: the last one."""
        return max(
            (k for k, one in enumerate(heard) if one.number == number and one.words), default=None
        )

    def _kept(self, heard: Sequence[_Heard]) -> list[_Heard]:
        """Take times that fit much worse than the surest, or say other things, for other speech."""
        found = list(heard)
        for k, one in enumerate(heard):
            times = [two for two in heard if two.number == one.number and two.words]
            best = max(times, key=lambda two: two.sure, default=one)
            if one.words and (one.sure <= best.sure - FALSE or not self._same(best, one)):
                span = slice(int(one.words[0].start * FRAMES), int(one.words[-1].end * FRAMES) + 1)
                self.path[span] = FILLER
                found[k] = one._replace(words=())
        return found

    def _same(self, one: _Heard, other: _Heard) -> bool:
        both = sorted(one.spans.keys() & other.spans.keys())
        if one is other or not both:
            return True
        first, then = (
            Word(time.spans[both[0]].start, time.spans[both[-1]].end) for time in (one, other)
        )
        return same(self.reference.recording, self.level, first, then)

    def _doubts(
        self, sentences: Sequence[Spoken], heard: Sequence[_Heard], used: Sequence[int | None]
    ) -> list[Warned]:
        found: list[Warned] = []
        said = [heard[k] for k in used if k is not None]
        usual = float(np.median([one.tempo for one in said] or [1.0]))
        unsure = min(UNSURE, 0.6 * float(np.median([one.sure for one in said] or [1.0])))
        last = 0.0
        for number, sentence in enumerate(sentences):
            k = used[number]
            if not any(c.isalnum() for word, _ in sentence.words for c in word):
                continue
            if k is None:
                found.append(Warned("skipped", number, last, last))
                continue
            one = heard[k]
            start, last = one.words[0].start, one.words[-1].end
            if one.sure < unsure or not FAST <= one.tempo / usual <= SLOW:
                found.append(Warned("doubtful", number, start, last))
        return found

    def _again(self, heard: Sequence[_Heard], used: Sequence[int | None]) -> list[Warned]:
        """Find the times that a sentence is said and that don't count."""
        return [
            Warned("repeated", one.number, one.words[0].start, one.words[-1].end)
            for k, one in enumerate(heard)
            if one.words and k != used[one.number]
        ]

    def _turned(self, heard: Sequence[_Heard], used: Sequence[int | None]) -> list[Warned]:
        """Find sentences that come right after one that they should come before."""
        often = [one.number for one in heard if one.words]
        order = [heard[k] for k in sorted(k for k in used if k is not None)]
        return [
            Warned("order", one.number, one.words[0].start, one.words[-1].end, before.number)
            for before, one in pairwise(order)
            if one.number < before.number
            and often.count(one.number) == often.count(before.number) == 1
        ]

    def _extra(self, heard: Sequence[_Heard]) -> list[Warned]:
        """Find speech that the script doesn't hold, between words."""
        found: list[Warned] = []
        loud = (self.path == FILLER) & (self.level > LOUD)
        for a, b in runs(self.path < 0):
            at = _bulk(a + np.flatnonzero(loud[a:b]), self.level)
            spoken = int((self.level[at] > VOICE).sum()) > CLEAR * FRAMES
            if len(at) <= (ALIKE if spoken else LONG) * FRAMES:
                continue
            before = [one.number for one in heard if one.words and one.words[0].start * FRAMES < a]
            number = before[-1] if before else 0
            found.append(Warned("extra", number, float(at[0] / FRAMES), float(at[-1] + 1) / FRAMES))
        return found

    def _confidence(self) -> float:
        """A wrong script fits badly, leaves speech over, and makes words long and short."""
        loud = int(((self.path == FILLER) & (self.level > LOUD)).sum())
        told = len(self.frames) / max(1, len(self.frames) + loud)
        said = self.said > 0
        share = np.log(self.said[said] / self.states[said])
        uneven, usual = 0.2, 0.08
        if said.sum() > 4:
            uneven = float(np.std(share))
            usual = float(np.median(np.abs(share - np.median(share))))
        even = float(np.clip(1.4 - 0.7 * uneven - 1.8 * usual, 0, 1))
        whole = told * float(said.mean())
        found = self._trust(self.frames) * whole * even
        contrast = None if found > SURE else self.contrast()
        if contrast is None:
            return found
        return float(np.clip(WRONG / READ * contrast * whole, 0, SURE))


def _bulk(at: Ints, level: Floats) -> Ints:
    """Leave out what is apart at both ends: drums, and the last sound of the word before."""
    parts = np.split(at, np.flatnonzero(np.diff(at) > APART * FRAMES) + 1)
    long = [
        k
        for k, part in enumerate(parts)
        if len(part) > ALONE * FRAMES or (level[part] > VOICE).sum() > 2
    ]
    if not long:
        return at[:0]
    at = np.concatenate(parts[long[0] : long[-1] + 1])
    clear = at[level[at] > FULL]
    return at[(at >= clear[:1] - EDGES) & (at <= clear[-1:] + EDGES)] if len(clear) else at


def _apart(spans: Sequence[Word]) -> list[Word]:
    """Words end where the next begins, but before a pause."""
    starts = [*(span.start for span in spans[1:]), np.inf]
    return [
        Word(span.start, after if after <= span.end + PAUSE else span.end)
        for span, after in zip(spans, starts, strict=True)
    ]


def _tokens(spans: Sequence[Word], owners: Sequence[int], tokens: int) -> tuple[Word, ...]:
    """As `per_token`, but a silent token before the first word stands at that word."""
    first = spans[0].start
    moved = [Word(span.start - first, span.end - first) for span in spans]
    return tuple(
        Word(word.start + first, word.end + first) for word in per_token(moved, owners, tokens)
    )
