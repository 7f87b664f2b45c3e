"""Clips that speak: a quotation under a clip with its sound on is found in that sound.

What plays is the clip's trim. Where the script leaves its start or end open, they lie a breath
before and after the quoted words.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace

from clipkit.errors import ClipkitError, Place, Problem
from clipkit.model.facts import Facts
from clipkit.model.script import Picture, Script
from clipkit.model.words import Said, Word
from clipkit.reading import Read
from clipkit.voice.heard import Heard
from clipkit.voice.takes import Spoken

BEFORE, AFTER = 0.4, 0.5  # seconds that a clip plays before and after the quoted words
MOST_WORDS = 7  # a second; the fastest speakers reach five


class Quoted(NamedTuple):
    """A clip that speaks. scene, order: where it is; held: the sentences that it says."""

    scene: int
    order: int
    picture: Picture
    held: tuple[int, ...]

    @property
    def start(self) -> float:
        """Seconds of the file that the script lets it begin at."""
        return self.picture.start or 0.0

    def end(self, seconds: float | None = None) -> float | None:
        """Seconds of the file that the script lets it end at; None: its own end.

        seconds: the file's length, where that is known.
        """
        end = self.picture.end
        if self.picture.duration is not None:
            long = self.start + self.picture.duration * self.picture.speed
            end = long if end is None else min(end, long)
        if seconds is None:
            return end
        return max(self.start + 0.1, seconds if end is None else min(end, seconds))

    @property
    def open(self) -> tuple[bool, bool]:
        """Whether the script leaves open where it starts, and where it ends."""
        return self.picture.start is None, self.end() is None


class _Heard(NamedTuple):
    """What plays, in seconds of the file; the sentences' words since its start, None: unheard."""

    start: float
    end: float
    spans: tuple[tuple[Word, ...] | None, ...]
    problems: list[Problem]


def quoted(script: Script) -> Iterator[Quoted]:
    """Each clip that says sentences itself."""
    first = 0
    for number, scene in enumerate(script.scenes):
        says = [(one.picture, first + k) for k, one in enumerate(scene.sentences)]
        first += len(scene.sentences)
        for index, group in groupby(says, key=lambda pair: pair[0]):
            if index is not None:
                held = tuple(sentence for _, sentence in group)
                yield Quoted(number, index, scene.pictures[index], held)


def unheard(script: Script, facts: Mapping[str, Facts]) -> Iterator[Problem]:
    """Return a problem for each clip that can't say its quotation: it has no sound, or no time."""
    for one in quoted(script):
        known, place = facts.get(one.picture.source), one.picture.place
        if known is None:
            continue
        if known.kind != "footage" or not known.sound:
            yield place.problem("quotation-unheard", path=one.picture.source)
            continue
        seconds = (one.end(known.seconds) or 0.0) - one.start
        words = sum(len(script.sentences[k].tokens) for k in one.held)
        yield from too_short(place, one.picture.source, seconds, words)


def too_short(place: Place, source: str, seconds: float, words: int) -> Iterator[Problem]:
    """Yield the problem of a sound of so many seconds, if nobody can say so many words in it."""
    if words > MOST_WORDS * max(seconds, 1):
        lasts = f"{seconds:.1f}"
        yield place.problem("recording-short", file=source, seconds=lasts, words=words)


def said(script: Script, sentences: Sequence[Spoken]) -> Read[dict[int, Said]]:
    """Find each quotation in its clip's sound.

    sentences: all of the script. Returns: by sentence, and what is doubtful.
    Raises: ClipkitError: quotation-unheard: nobody speaks in it; voice-*, media-*.
    """
    found: dict[int, Said] = {}
    problems: list[Problem] = []
    for one in quoted(script):
        spoken = [sentences[k] for k in one.held]
        heard = _heard(script, one, spoken)
        problems += heard.problems
        words = _filled(heard.spans, spoken, heard.end - heard.start)
        found |= _told(one, spoken, words, heard.start, heard.end)
    return found, problems


def guessed(
    script: Script, sentences: Sequence[Spoken], lengths: Mapping[str, float]
) -> dict[int, Said]:
    """Spread each quotation over its clip at a reader's pace. lengths: seconds of each file."""
    found: dict[int, Said] = {}
    for one in quoted(script):
        spoken = [sentences[k] for k in one.held]
        seconds = (one.end(lengths[one.picture.source]) or 0.0) - one.start
        if any(one.open):
            usual = sum(words[-1].end for words in map(_paced, spoken) if words)
            seconds = min(seconds, BEFORE + usual * one.picture.speed + AFTER)
        words = _filled([None] * len(spoken), spoken, seconds)
        found |= _told(one, spoken, words, one.start, one.start + seconds)
    return found


def trimmed(script: Script, said: Sequence[Said]) -> Script:
    """Return the script with its speaking clips' trims as they were found. said: as `said`."""
    scenes = list(script.scenes)
    for one in quoted(script):
        plays = dict(said[one.held[0]].voice)
        start, end = float(plays["start"]), float(plays["end"])
        pictures = list(scenes[one.scene].pictures)
        pictures[one.order] = replace(pictures[one.order], start=start, end=end, duration=None)
        scenes[one.scene] = replace(scenes[one.scene], pictures=tuple(pictures))
    return replace(script, scenes=tuple(scenes))


def _heard(script: Script, one: Quoted, spoken: Sequence[Spoken]) -> _Heard:
    """Find a clip's quotation: in all that may play, then once more in the part that holds it.

    Only there it can be judged: around it others may speak.
    """
    from clipkit.pipeline import speaking

    source, place = one.picture.source, one.picture.place
    path = Path(script.folder) / source

    def listened(start: float, end: float | None) -> Heard:
        return speaking.heard(path, source, spoken, script.lang, part=(start, end))

    whole = listened(one.start, one.end())
    if any(warned.doubt == "silent" for warned in whole.warnings):
        raise ClipkitError(place.problem("quotation-unheard", path=source))
    lasts = one.start + whole.seconds
    words = [word for part in whole.parts if part for word in part.in_file]
    start, end = one.start, lasts
    if words:
        start = max(start, round(one.start + float(words[0].start) - BEFORE, 2))
        end = min(lasts, round(one.start + float(words[-1].end) + AFTER, 2))
    near = listened(start, end)
    told = near.problems(spoken, source, place)
    problems = [problem for problem in told if problem.code != "recording-extra"]
    if any(warned.doubt in ("silent", "other") for warned in near.warnings):
        return _Heard(one.start, lasts, (None,) * len(spoken), problems)
    opens, ends = one.open
    plays = start if opens else one.start
    spans = tuple(
        tuple(Word(float(a) + start - plays, float(b) + start - plays) for a, b in part.in_file)
        if part
        else None
        for part in near.parts
    )
    return _Heard(plays, end if ends else lasts, spans, problems)


def _filled(
    spans: Sequence[tuple[Word, ...] | None], spoken: Sequence[Spoken], seconds: float
) -> list[tuple[Word, ...]]:
    """Return all words' times: what wasn't heard is spread over the time that is left for it.

    spans, seconds: of what plays.
    """
    found: list[tuple[Word, ...]] = []
    at = 0.0
    first = 0
    while first < len(spans):
        here = spans[first]
        if here is not None:
            found.append(here)
            at, first = here[-1].end, first + 1
            continue
        stop = next((k for k in range(first, len(spans)) if spans[k] is not None), len(spans))
        after = spans[stop] if stop < len(spans) else None
        end = max(at, after[0].start if after else seconds)
        paced = [_paced(one) for one in spoken[first:stop]]
        slower = (end - at) / max(1e-3, sum(words[-1].end for words in paced))
        for words in paced:
            found.append(tuple(Word(at + w.start * slower, at + w.end * slower) for w in words))
            at = found[-1][-1].end
        first = stop
    return found


def _paced(sentence: Spoken) -> tuple[Word, ...]:
    from clipkit.voice.silent import paced

    return tuple(paced(sentence.tokens))


def _told(
    one: Quoted,
    spoken: Sequence[Spoken],
    words: Sequence[tuple[Word, ...]],
    start: float,
    end: float,
) -> dict[int, Said]:
    """Return what planning needs: each lasts until the next begins, the last until the clip ends.

    words: seconds of the file since `start`. start, end: of what plays.
    """
    speed = one.picture.speed
    begins = [0.0, *(part[0].start / speed for part in words[1:])]
    ends = [*begins[1:], (end - start) / speed]
    plays = (("engine", "footage"), ("start", round(start, 4)), ("end", round(end, 4)))
    return {
        sentence: Said(
            words=tuple(Word(w.start / speed - a, w.end / speed - a) for w in part),
            seconds=b - a,
            voice=plays,
            spoken=sound.words,
        )
        for sentence, sound, part, a, b in zip(one.held, spoken, words, begins, ends, strict=True)
    }
