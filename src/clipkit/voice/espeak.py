"""The voice that is always there: espeak-ng, a fresh process a sentence, with word times."""

import math
import re
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from clipkit.errors import NOWHERE, ClipkitError
from clipkit.voice import engine
from clipkit.voice.pronounce import respelled
from clipkit.voice.takes import Settings, Spoken, Take, key_of, per_token

RATE = 22050  # of a take with nothing in it
LEAD, TAIL = 0.02, 0.05  # seconds of quiet kept around a sentence's sound
LONGEST = 60  # letters of a word: longer ones are cut up, the engine's buffers are not endless
PLEASANT = {"pitch": 45, "range": 55, "wordgap": 0, "volume": 70}  # at 100 many variants clip
DEFAULTS = {
    "id": {"voice": "id", "variant": "edward", "rate": 168, **PLEASANT},
    "en": {"voice": "en-us", "variant": "edward", "rate": 160, **PLEASANT},
}
UP, DOWN = 70, 80  # steps of the engine's pitch to an octave, as its voices were heard
_UNSAFE = re.compile(r"\[\[|\]\]|[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Espeak:
    """espeak-ng with settings. rate: words a minute; pitch, range, volume: 0 to 100, its own."""

    voice: str
    variant: str
    rate: int
    pitch: int
    range: int
    wordgap: int
    volume: int

    @property
    def settings(self) -> Settings:
        """Plain, JSON: enough to make this voice again."""
        return (("engine", "espeak"), *self._parameters.items())

    @property
    def _parameters(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in self.__slots__}

    def speak(self, sentences: Sequence[Spoken]) -> list[Take]:
        """Return a take for each sentence; the same samples each time.

        Raises: ClipkitError: voice-missing, voice-failed.
        """
        if len(sentences) < 2:
            return [self._take(sentence) for sentence in sentences]
        with ThreadPoolExecutor(engine.side_by_side()) as pool:
            return list(pool.map(self._take, sentences))

    def key(self, sentence: Spoken) -> str:
        """`sha256:...` of all that decides a take but the engine's own version; empty: silent."""
        words = [_safe(word) for word, _ in sentence.words]
        if not _aloud(words):
            return ""
        return self._key(self._handed(words)[0])

    def _key(self, text: str) -> str:
        return key_of("espeak/1", self.settings, text)

    def _take(self, sentence: Spoken) -> Take:
        import numpy as np  # late: what was spoken before is not spoken again

        from clipkit.voice import events

        words = tuple((_safe(word), token) for word, token in sentence.words)
        text, places = self._handed([word for word, _ in words])
        tokens = len(sentence.tokens)
        if not _aloud([word for word, _ in words]):
            nothing = per_token((), (), tokens)
            return Take(samples=np.zeros(0, np.int16), rate=RATE, words=nothing, seconds=0.0)
        heard = engine.heard(text, self._parameters, limit=20 + len(text) / 50)
        samples, rate = np.frombuffer(heard.samples, "<i2"), heard.rate
        first, last = events.bounds(samples, rate)
        phones = [(name, sample / rate) for name, sample in heard.phones]
        told = events.starts_of(places, heard.words, rate)
        starts = events.filled(told, [word for word, _ in words], phones, last)
        spans = events.spans_of(samples, rate, starts, last)
        a, b = round(max(0.0, first - LEAD) * rate), round((last + TAIL) * rate)
        cut, lead = samples[a:b].copy(), a / rate
        length = len(cut) / rate
        spans = [
            type(s)(_within(s.start - lead, length), _within(s.end - lead, length)) for s in spans
        ]
        return Take(
            samples=cut,
            rate=rate,
            words=per_token(spans, [token for _, token in words], tokens),
            seconds=length,
            spoken=sentence.words,
            spans=tuple(spans),
            phones=tuple((name, max(0.0, at - lead)) for name, at in phones),
            key=self._key(text),
            settings=self.settings,
        )

    def _handed(self, words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
        """Return the text for the engine, and where each word lies in it (first, stop)."""
        text, places = "", []
        for word in words:
            said = respelled(word) if self.voice == "id" else word
            said = re.sub(rf"(\w{{{LONGEST}}})(?=\w)", r"\1 ", said)
            places.append((len(text), len(text) + len(said)))
            text += said + " "
        return text.rstrip(), places


def named(variant: str, lang: str, speed: float, pitch: float = 1.0) -> Espeak:
    """Return the voice of a language. variant: a file of the engine's, or empty.

    speed, pitch: 1.0 usual.

    Raises: ClipkitError: voice-missing: no such variant, or no engine.
    """
    chosen: dict[str, Any] = dict(DEFAULTS[lang])
    if variant:
        known = engine.variants()
        if variant not in known:
            names = ", ".join(f"espeak:{name}" for name in known)
            raise ClipkitError(
                NOWHERE.problem("voice-missing", name=f"espeak:{variant}", known=names)
            )
        chosen["variant"] = variant
    chosen["rate"] = round(chosen["rate"] * speed)
    steps = math.log2(pitch) * (UP if pitch > 1 else DOWN)
    chosen["pitch"] = min(max(0, chosen["pitch"] + round(steps)), 99)
    return Espeak(**chosen)


def _safe(word: str) -> str:
    """Leave out what the engine would take for its own: phoneme input, control characters."""
    return _UNSAFE.sub("", word)


def _aloud(words: Sequence[str]) -> bool:
    """Whether anything of it can be said."""
    return any(letter.isalnum() for word in words for letter in word)


def _within(seconds: float, length: float) -> float:
    return min(max(0.0, seconds), length)
