"""Sentences to sound and Words.

`make` gives a voice by name, `normalise.Normaliser` its words, `recording.read` a person's own
voice. Captions see only the Words.
"""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple, Protocol

from clipkit import store
from clipkit.errors import NOWHERE, ClipkitError
from clipkit.voice import engine, espeak, models, piper, silent
from clipkit.voice.takes import Settings, Spoken, Take

PLEASANT = ("edward", "f2", "Diogo", "klatt4", "m6", "f3")  # first those that sound best
NONE, ESPEAK, PIPER = "none", "espeak", "piper"


class VoiceInfo(NamedTuple):
    """A voice that can be had. name: what to write in a script. lang: what it speaks."""

    name: str
    lang: str
    usual: bool


class Voice(Protocol):
    """Speaks sentences. settings: plain, JSON, enough to make it again (see `again`)."""

    @property
    def settings(self) -> Settings:
        """All that decides how it sounds."""

    def key(self, sentence: Spoken) -> str:
        """Return `sha256:...` of all that decides a take, but the engine's `version`.

        Empty: it is silent.
        """

    def speak(self, sentences: Sequence[Spoken]) -> list[Take]:
        """Return a take for each sentence, in order.

        Raises: ClipkitError: voice-missing, voice-failed.
        """


def voices(lang: str) -> list[VoiceInfo]:
    """Return the voices of a language, the pleasantest first.

    Raises: ClipkitError: voice-missing: the engine isn't there.
    """
    known = engine.variants()
    order = [name for name in PLEASANT if name in known]
    order += [name for name in known if name not in order]
    found = [VoiceInfo(ESPEAK, lang, usual=True)]
    found += [VoiceInfo(f"{ESPEAK}:{name}", lang, usual=False) for name in order]
    found += [VoiceInfo(name, lang, usual=False) for name in _neural(lang)]
    return [*found, VoiceInfo(NONE, lang, usual=False)]


def _neural(lang: str) -> list[str]:
    """Return the names of models of a language that can be had by name, with or without Piper."""
    return [
        f"{PIPER}:{name}" for name, path in models.installed().items() if models.lang(path) == lang
    ]


def pleasant(lang: str) -> list[str]:
    """Return names of a language's voices that sound best; the first is the usual one.

    Raises: ClipkitError: voice-missing: the engine isn't there.
    """
    known = engine.variants()
    found = [f"{ESPEAK}:{name}" for name in PLEASANT if name in known]
    return found + (_neural(lang) if piper.there() else [])


@cache
def version() -> str:
    """Return what tells one edition of the engine, and of this room, from another.

    Raises: ClipkitError: voice-missing.
    """
    return f"{engine.size()} {store.edition(Path(__file__).parent)}"


def make(name: str, lang: str, *, speed: float = 1.0, pitch: float = 1.0, home: str = "") -> Voice:
    """Return a voice.

    name: `espeak`, `espeak:VARIANT`, `none`, `piper:MODEL`, or empty for the usual one. MODEL: a
    `.onnx` file, by its path from `home`, or the name of one that is installed.

    lang: `id` or `en`. speed, pitch: 0.5 to 2.0 times the usual. espeak reaches a pitch
    of 0.7 to 1.7; `none` has none.

    Raises: ClipkitError: voice-missing, voice-extra, model-*.
    """
    if not (0.5 <= speed <= 2.0 and 0.5 <= pitch <= 2.0):
        raise ValueError(f"speed {speed} or pitch {pitch} is not within 0.5 and 2.0")
    kind, _, variant = (name or ESPEAK).partition(":")
    if kind == ESPEAK:
        engine.folder()
        return espeak.named(variant, lang, speed, pitch)
    if kind == PIPER and variant:
        return piper.named(variant, lang, speed, pitch, home)
    if name == NONE:
        return silent.Silent(speed=speed)
    raise ClipkitError(
        NOWHERE.problem(
            "voice-missing", name=name, known=f"{ESPEAK}, {ESPEAK}:f2, {PIPER}:suara.onnx, {NONE}"
        )
    )
