"""Words to the clip's clock: when each scene, word, silence and waiting clip begins and ends.

A scene starts on a whole frame; inside it everything is told in seconds since its start, so that
the same scene is the same frames wherever it stands.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from clipkit.errors import Place, Problem
from clipkit.model.facts import Facts
from clipkit.model.script import Picture, Scene, Script
from clipkit.model.timeline import Shown, TimedWord
from clipkit.model.words import Said, Word
from clipkit.planning.spans import Wait, spans
from clipkit.units import Span, to_frames

LEAD = 0.4  # before the first word of the clip
BEFORE = 0.25  # from a break to the first word after it
SENTENCE = 0.35  # between sentences
SCENE = 0.35  # more than that between scenes
TAIL = 0.9  # after the last word of the clip
PHOTO = 3.0  # a photo that nothing is said about
TITLE_LEAST, TITLE_START, TITLE_CHARACTERS = 2.0, 0.9, 14  # s; s; characters read in a second
BREATH = 0.25  # least silence a recording leaves at a scene's end


class SceneClock(Struct, frozen=True, kw_only=True):
    """When a scene is, and what happens in it.

    span: frames of the clip. words: seconds since the scene's start, one a token. sentences:
    when each take begins, the same seconds. pictures: frames since the scene's start.
    short: indexes of pictures that had to be given more time.
    """

    span: Span
    words: tuple[Word, ...] = ()
    sentences: tuple[float, ...] = ()
    pictures: tuple[Span, ...] = ()
    short: tuple[int, ...] = ()


def title_seconds(text: str) -> float:
    """Return how long a title takes to read, at least 2 s."""
    return max(TITLE_LEAST, TITLE_START + len(text) / TITLE_CHARACTERS)


def title_of(script: Script, index: int) -> tuple[str, Place]:
    """Return a scene's title and where it is written.

    Without a heading the first scene takes the script's `title`.
    """
    title = script.scenes[index].title
    if title is not None:
        return title.text, title.place
    return (script.title if index == 0 else ""), script.place("title")


def trim(picture: Picture, facts: Mapping[str, Facts]) -> float:
    """Return how long a picture shows when nothing is said: a clip's trim, or 3 s a photo.

    One that loops shows as long as a photo, at least.
    """
    if picture.duration is not None:
        return picture.duration
    known = facts.get(picture.source)
    if known is None or known.kind != "footage":
        return PHOTO
    if known.loops and picture.end is None:  # a short one plays more than once
        return max(PHOTO, known.seconds / picture.speed)
    end = known.seconds if picture.end is None else min(picture.end, known.seconds)
    return max(0.1, end - (picture.start or 0.0)) / picture.speed


def clocked(
    script: Script,
    said: Sequence[Said],
    facts: Mapping[str, Facts],
    *,
    fps: int,
    pace: float = 1.0,
    pause: float | None = None,
    first: int = 0,
    outro: bool = False,
) -> tuple[SceneClock, ...]:
    """Return the clock of every scene.

    said: one for each of script.sentences. pace: 1.0, or less: silences shrink by it.
    pause: seconds between sentences where their speaker left none; None: the usual.
    first: the frame of the first scene. outro: something stands after the last.
    """
    clocks: list[SceneClock] = []
    begun = 0
    for index, scene in enumerate(script.scenes):
        spoken = said[begun : begun + len(scene.sentences)]
        begun += len(spoken)
        last = index + 1 == len(script.scenes)
        lead = LEAD if index == 0 else BEFORE
        if script.times:  # they count from the clip's first moment
            lead = 0.0
        gap = SENTENCE if pause is None else pause
        timer = _Timer(scene, title_of(script, index)[0], spoken, facts, pace, lead, gap)
        clock = timer.clock(first, fps, TAIL if last and not outro else None)
        clocks.append(clock)
        first = clock.span.stop
    return tuple(clocks)


def timed_words(
    script: Script, clocks: Sequence[SceneClock], *, fps: int, offset: int = 0
) -> tuple[TimedWord, ...]:
    """Return all words of a clip. offset: index of the first scene among the timeline's."""
    found: list[TimedWord] = []
    sentence = 0
    for index, (scene, clock) in enumerate(zip(script.scenes, clocks, strict=True)):
        start, token = clock.span.first / fps, 0
        for part in scene.sentences:
            shown: Shown = "caption" if part.kind == "narration" else part.kind
            for said in part.tokens:
                word = clock.words[token]
                token += 1
                found.append(
                    TimedWord(
                        text=said.text,
                        start=round(start + word.start, 3),
                        end=round(start + word.end, 3),
                        first=clock.span.first + to_frames(word.start, fps),
                        scene=index + offset,
                        sentence=sentence,
                        emphasis=said.emphasis,
                        shown=shown,
                        space=said.space,
                    )
                )
            sentence += 1
    return tuple(found)


class _Timer:
    """Walks one scene once."""

    def __init__(
        self,
        scene: Scene,
        title: str,
        said: Sequence[Said],
        facts: Mapping[str, Facts],
        pace: float,
        lead: float,
        gap: float,
    ) -> None:
        self.scene, self.title, self.said = scene, title, said
        self.facts, self.pace, self.lead, self.gap = facts, pace, lead, gap
        self.words: list[Word] = []
        self.sentences: list[float] = []
        self.waits: dict[int, Wait] = {}
        self.now = self.quoted = 0.0

    def clock(self, first: int, fps: int, tail: float | None) -> SceneClock:
        tokens = len(self.scene.tokens)
        at, boundaries = 0, []
        for sentence in self.scene.sentences:
            boundaries.append(at)
            at += len(sentence.tokens)
        waiting = self._waiting(boundaries, tokens)
        for index, (start, said) in enumerate(zip(boundaries, self.said, strict=True)):
            clip = self.scene.sentences[index].picture
            if clip is not None:
                self._quote(said, clip, waiting.get(start, []), self._gap(index), fps)
                continue
            self._wait(waiting.get(start, []), self._gap(index), before=True)
            self.now += self._pauses(boundaries, start, index)
            self.sentences.append(self.now)
            self.words += [Word(self.now + w.start, self.now + w.end) for w in said.words]
            self.now += said.seconds
        self._wait(
            waiting.get(tokens, []), self.gap * self.pace if self.said else 0.0, before=False
        )
        self.now += sum(p.seconds for p in self.scene.pauses if self.said and p.at >= tokens)
        length = self._length(tail)
        onsets = [to_frames(word.start, fps) for word in self.words]
        late = any(sentence.picture == 0 for sentence in self.scene.sentences)
        pictures, short, stop = spans(
            self.scene.pictures, onsets, self.waits, to_frames(length, fps), fps=fps, late=late
        )
        return SceneClock(
            span=Span(first, first + stop),
            words=tuple(self.words),
            sentences=tuple(self.sentences),
            pictures=pictures,
            short=short,
        )

    def _quote(self, said: Said, clip: int, row: list[int], gap: float, fps: int) -> None:
        """Lay a sentence into the clip that says it: its words count from where it plays.

        row: pictures that play before its first sentence, the clip last.
        """
        if clip not in self.waits:
            self.now += gap if self.sentences else 0.0
            self._wait(row[:-1], 0.0, before=False)
            self.now = to_frames(self.now, fps) / fps  # picture and sound begin with a frame
            self.quoted = self.now
            self._wait(row[-1:], 0.0, before=False)
        self.sentences.append(self.quoted)
        self.words += [Word(self.quoted + w.start, self.quoted + w.end) for w in said.words]
        self.quoted += said.seconds

    def _gap(self, index: int) -> float:
        """Return the silence before a sentence."""
        if index == 0:
            return self.lead
        left = self.said[index - 1].pause
        return (self.gap if left is None else left) * self.pace

    def _pauses(self, boundaries: list[int], start: int, index: int) -> float:
        """Return the pauses written before a sentence; one inside the last waited for its end."""
        after = boundaries[index - 1] if index else -1
        return sum(p.seconds for p in self.scene.pauses if after < p.at <= start)

    def _waiting(self, boundaries: list[int], tokens: int) -> dict[int, list[int]]:
        """Return the pictures that the narration waits for, by the token that waits."""
        at = {start: start for start in [*boundaries, tokens]}
        rows: dict[int, list[int]] = {}
        for index, picture in enumerate(self.scene.pictures):
            start = next(at[b] for b in sorted(at) if b >= min(picture.at, tokens))
            rows.setdefault(start, []).append(index)
        waiting: dict[int, list[int]] = {}
        for start, row in rows.items():
            loud = [i for i in row if self.scene.pictures[i].sound == "on"]
            if not tokens or (loud and start == tokens):
                waiting[start] = row if not tokens else row[row.index(loud[0]) :]
            elif loud:
                waiting[start] = row[: row.index(loud[-1]) + 1]
        return waiting

    def _wait(self, row: list[int], gap: float, *, before: bool) -> None:
        """Let a row of pictures play, then (before a sentence) take breath."""
        if not row:
            self.now += gap if before else 0.0
            return
        if self.sentences:
            self.now += gap
        for index in row:
            seconds = trim(self.scene.pictures[index], self.facts)
            self.waits[index] = Wait(self.now, self.now + seconds)
            self.now += seconds
        self.now += BEFORE if before else 0.0

    def _length(self, tail: float | None) -> float:
        """Return the scene's seconds, the silence at its end among them."""
        length = self.now
        if self.said and self.scene.sentences[-1].picture is None:
            left = self.said[-1].pause
            quiet = (self.gap + SCENE - BEFORE) * self.pace
            if left is not None:
                quiet = max(left - BEFORE, BREATH)
            length += quiet if tail is None else tail * max(self.pace, 0.6)
        if self.title:
            length = max(length, TITLE_LEAST if self.said else title_seconds(self.title))
        return max(length, self.scene.duration or 0.0, 0.5)


def short_pictures(script: Script, clocks: Sequence[SceneClock]) -> list[Problem]:
    """Return a warning for each picture that lengthened its scene: it would have gone by unseen."""
    return [
        scene.pictures[index].place.problem(
            "picture-short", "warning", path=scene.pictures[index].source
        )
        for scene, clock in zip(script.scenes, clocks, strict=True)
        for index in clock.short
    ]
