"""What was found in a recording, without its sound: plain data that can be kept for another run."""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct

from clipkit.errors import NOWHERE, Place, Problem
from clipkit.model.words import Said, Word
from clipkit.voice import silent
from clipkit.voice.takes import Settings, Spoken, said

Doubt = Literal[
    "silent", "other", "skipped", "repeated", "order", "extra", "doubtful", "quiet", "clipped"
]
PAUSE = 0.6  # seconds: longer silences between sentences are trimmed to it
QUOTED = 60  # characters of a sentence in a message


class Warned(NamedTuple):
    """What is doubtful. sentence: its index (for `extra`, the one before). start, end: seconds.

    For `repeated`, of the time that isn't used. other: for `order`, the sentence before it.
    """

    doubt: Doubt
    sentence: int
    start: float
    end: float
    other: int = -1


class Hole(NamedTuple):
    """Silence that is taken out of a sentence. start, end: seconds of the recording."""

    start: float
    end: float


class Part(NamedTuple):
    """A sentence's part of a recording.

    start, end: where it is cut out, seconds of the recording. gain: what levels it.
    key: its take's. seconds: its length. words: one a token, since `start`, holes left out.
    sure: 0.0 to 1.0. until: where the room that is heard after it stops, after a fade of `fade`
    seconds. holes: taken out of it. lasts: its take's length, with the room.
    """

    start: float
    end: float
    gain: float
    key: str
    seconds: float
    words: tuple[Word, ...]
    sure: float
    until: float
    fade: float = 0.0
    holes: tuple[Hole, ...] = ()
    lasts: float = 0.0

    def settings(self, source: str) -> Settings:
        """All that decides its take. source: the recording's path."""
        without = " ".join(f"{hole.start:.4f}-{hole.end:.4f}" for hole in self.holes)
        return (
            ("engine", "recording"),
            ("source", source),
            ("start", self.start),
            ("end", self.end),
            ("until", self.until),
            ("fade", self.fade),
            ("gain", self.gain),
            *([("without", without)] if without else []),
        )

    @property
    def in_file(self) -> tuple[Word, ...]:
        """Its words in seconds of the recording itself, nothing cut off before or among them."""
        return tuple(
            Word(self._in_file(word.start), self._in_file(word.end)) for word in self.words
        )

    def _in_file(self, seconds: float) -> float:
        at = self.start + seconds
        for hole in self.holes:
            at += hole.end - hole.start if at >= hole.start else 0.0
        return round(at, 4)


class Heard(Struct, frozen=True, kw_only=True):
    """Where a script's sentences are in a recording. parts: None: it isn't said.

    seconds: the recording's length. warnings: what is doubtful.
    """

    parts: tuple[Part | None, ...]
    seconds: float
    warnings: tuple[Warned, ...] = ()

    @property
    def pauses(self) -> Iterator[float | None]:
        """Silence that the speaker left after each sentence, 0.0 to 0.6 s; None: the plan's own."""
        for part, after in zip(self.parts, [*self.parts[1:], None], strict=True):
            follows = part is not None and after is not None and after.start >= part.end
            yield round(min(PAUSE, after.start - part.end), 4) if follows else None  # type: ignore[union-attr]

    def said(self, sentences: Sequence[Spoken], source: str) -> list[Said]:
        """What planning needs: a sentence that isn't said is silent, at reading speed."""
        found: list[Said] = []
        for part, pause, sentence in zip(self.parts, self.pauses, sentences, strict=True):
            if part is None:
                found.append(said(silent.Silent().speak([sentence])[0], pause=pause))
                continue
            found.append(
                Said(
                    words=part.words,
                    seconds=part.seconds,
                    take=part.key,
                    voice=part.settings(source),
                    spoken=sentence.words,
                    pause=pause,
                    confidence=part.sure,
                    lasts=part.lasts,
                )
            )
        return found

    def problems(
        self, sentences: Sequence[Spoken], source: str, place: Place = NOWHERE
    ) -> list[Problem]:
        """What is doubtful, in words. place: where the recording is named."""
        return [_problem(warned, sentences, source, place) for warned in self.warnings]

    def packed(self) -> bytes:
        """Return what must be kept, to have it again by `unpacked`."""
        return msgspec.json.encode(self)


def unpacked(content: bytes) -> Heard:
    """Return what was packed.

    Raises: msgspec.DecodeError: `packed` never gave this.
    """
    return msgspec.json.decode(content, type=Heard)


def _problem(warned: Warned, sentences: Sequence[Spoken], source: str, place: Place) -> Problem:
    code = f"recording-{warned.doubt}"
    if warned.doubt in ("silent", "other"):
        severity = "error" if warned.doubt == "silent" else "warning"
        return place.problem(code, severity, file=source)  # type: ignore[arg-type]
    tokens = sentences[warned.sentence].tokens
    text = " ".join(token.text for token in tokens)
    at = tokens[0].place if tokens else place
    return at.problem(
        code,
        "warning",
        number=warned.sentence + 1,
        other=warned.other + 1,
        sentence=text if len(text) <= QUOTED else text[: QUOTED - 1].rstrip() + "…",
        at=f"{int(warned.start // 60)}:{int(warned.start % 60):02}",
        seconds=f"{warned.end - warned.start:.1f}",
    )
