"""The voice that is always there: espeak-ng, a fresh process a sentence, with word times."""

import math
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from clipkit.errors import NOWHERE, ClipkitError
from clipkit.voice import engine
from clipkit.voice.pronounce import respelled
from clipkit.voice.takes import Settings, Spoken, Take, aloud, key_of, parted, safe

PLEASANT = {"pitch": 45, "range": 55, "wordgap": 0, "volume": 70}  # at 100 many variants clip
DEFAULTS = {
    "id": {"voice": "id", "variant": "edward", "rate": 168, **PLEASANT},
    "en": {"voice": "en-us", "variant": "edward", "rate": 160, **PLEASANT},
}
UP, DOWN = 70, 80  # steps of the engine's pitch to an octave, as its voices were heard


class Espeak(Struct, frozen=True, kw_only=True):
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
        return asdict(self)

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
        words = [safe(word) for word, _ in sentence.words]
        if not aloud(words):
            return ""
        return self._key(self._handed(words)[0])

    def _key(self, text: str) -> str:
        return key_of("espeak/1", self.settings, text)

    def _take(self, sentence: Spoken) -> Take:
        import numpy as np  # late: what was spoken before is not spoken again

        from clipkit.voice import cut, events

        words = [safe(word) for word, _ in sentence.words]
        if not aloud(words):
            return cut.nothing(sentence)
        text, places = self._handed(words)
        heard = engine.heard(text, self._parameters, limit=20 + len(text) / 50)
        rate = heard.rate
        answer = cut.Answer(
            samples=np.frombuffer(heard.samples, "<i2"),
            rate=rate,
            starts=events.starts_of(places, heard.words, rate),
            phones=[(name, sample / rate) for name, sample in heard.phones],
        )
        return cut.taken(sentence, answer, key=self._key(text), settings=self.settings)

    def _handed(self, words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
        """Return the text for the engine, and where each word lies in it (first, stop)."""
        text, places = "", []
        for word in words:
            said = respelled(word) if self.voice == "id" else word
            said = parted(said)
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
