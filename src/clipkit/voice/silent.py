"""`voice: none`: no sound, and captions at a reader's pace."""

from collections.abc import Sequence

from msgspec import Struct

from clipkit.model.script import Token
from clipkit.model.words import Word
from clipkit.voice.takes import Settings, Spoken, Take

RATE = 22050
LETTERS_A_SECOND = 14.0  # a calm reader aloud; captions themselves may reach 20
WORD_LETTERS = 1.5  # what a word costs beside its letters: its space, and finding it
SHORTEST = 0.16  # seconds a word stands at least


class Silent(Struct, frozen=True, kw_only=True):
    """Times words by how long they take to read. speed: 1.0 usual."""

    speed: float = 1.0

    @property
    def settings(self) -> Settings:
        """Plain, JSON: enough to make this voice again."""
        return (("engine", "none"), ("speed", self.speed))

    def speak(self, sentences: Sequence[Spoken]) -> list[Take]:
        """Return a take without samples for each sentence: its words follow each other at once."""
        return [self._take(sentence) for sentence in sentences]

    def key(self, sentence: Spoken) -> str:
        """Nothing is ever heard of it."""
        del sentence
        return ""

    def _take(self, sentence: Spoken) -> Take:
        import numpy as np

        words = paced(sentence.tokens, self.speed)
        return Take(
            samples=np.zeros(0, np.int16),
            rate=RATE,
            words=words,
            seconds=words[-1].end if words else 0.0,
            spoken=sentence.words,
            settings=self.settings,
        )


def paced(tokens: Sequence[Token], speed: float = 1.0) -> tuple[Word, ...]:
    """Return when each of some tokens is read, from 0.0. speed: 1.0 usual."""
    words: list[Word] = []
    at = 0.0
    for token in tokens:
        start = at
        letters = sum(letter.isalnum() for letter in token.text)
        if letters:
            at += max(SHORTEST, (letters + WORD_LETTERS) / LETTERS_A_SECOND) / speed
        words.append(Word(round(start, 4), round(at, 4)))
    return tuple(words)
