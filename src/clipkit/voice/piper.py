"""A neural voice by its model file: Piper, in a process of its own, with word times."""

from collections.abc import Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict

from clipkit.errors import NOWHERE, ClipkitError
from clipkit.voice import engine, models
from clipkit.voice.pronounce import respelled
from clipkit.voice.takes import Settings, Spoken, Take, aloud, key_of, parted, safe

WORKER = Path(__file__).with_name("piper_worker.py")
PACKAGES = ("piper", "onnxruntime")  # what the extra brings
LETTERS = {"id": "id", "en": "en-us"}  # whose letters a model of another language is handed
LOADING, PACE = 60.0, 10.0  # seconds that it may take, and letters a second after that


class Piper(Struct, frozen=True, kw_only=True):
    """Piper with a model. digest: of the model. lang: that it reads.

    espeak: whose letters it is handed; empty: as the model has it.
    speed, pitch: times the usual; a pitch is a change of the sound's own rate.
    """

    model: str
    digest: str
    lang: str
    espeak: str = ""
    speed: float = 1.0
    pitch: float = 1.0

    @property
    def settings(self) -> Settings:
        """Plain, JSON: enough to make this voice again."""
        return (("engine", "piper"), *asdict(self).items())

    def speak(self, sentences: Sequence[Spoken]) -> list[Take]:
        """Return a take for each sentence; the same samples each time on one machine.

        Raises: ClipkitError: voice-extra, voice-failed, model-broken.
        """
        import numpy as np  # late: what was spoken before is not spoken again

        from clipkit.voice import cut, sounding

        handed = [self._handed(sentence) for sentence in sentences]
        loud = [words for words in handed if words]
        answers = iter(self._heard(loud) if loud else ())
        takes = []
        for sentence, words in zip(sentences, handed, strict=True):
            if not words:
                takes.append(cut.nothing(sentence))
                continue
            rate, head, sound = next(answers)
            samples = np.frombuffer(sound, "<i2")
            phones = [(name, at / rate) for name, at in head["phones"]]
            told = _rising(head["starts"], rate)
            starts = sounding.starts(samples, rate, told, phones, words)
            answer = cut.Answer(samples=samples, rate=rate, starts=starts, phones=phones)
            key = self._key(words)
            takes.append(cut.taken(sentence, answer, key=key, settings=self.settings))
        return takes

    def key(self, sentence: Spoken) -> str:
        """`sha256:...` of all that decides a take, the engine's version too; empty: silent."""
        words = self._handed(sentence)
        return self._key(words) if words else ""

    def _key(self, words: Sequence[str]) -> str:
        settings = self.digest, self.espeak, self.speed, self.pitch
        return key_of("piper/2", edition(), *settings, *words)

    def _handed(self, sentence: Spoken) -> list[str]:
        """Return the words as they are handed over; none, where nothing is said aloud."""
        words = [safe(word) for word, _ in sentence.words]
        if not aloud(words):
            return []
        own = self.lang == "id"
        return [parted(respelled(word) if own else word) for word in words]

    def _heard(self, sentences: Sequence[Sequence[str]]) -> list[tuple[int, dict[str, Any], bytes]]:
        """Return rate, head and samples of each sentence."""
        _needed()
        request = {
            "model": self.model,
            "espeak": self.espeak,
            "longer": self.pitch / self.speed,
            "sentences": sentences,
            "packages": _folders(),
        }
        letters = sum(len(word) for words in sentences for word in words)
        limit = LOADING + letters / PACE
        head, samples = engine.answer(request, worker=WORKER, name="piper", limit=limit)
        if "broken" in head:
            raise models.broken(self.model, head["broken"])
        rate, found, first = round(head["rate"] * self.pitch), [], 0
        for one in head["sentences"]:
            stop = first + 2 * one["samples"]
            found.append((rate, one, samples[first:stop]))
            first = stop
        return found


def named(name: str, lang: str, speed: float, pitch: float, home: str) -> Piper:
    """Return the voice of a model. name, home: as of `models.found`. lang: that it is to read.

    A model of another language reads with its own sounds: with an accent.
    Raises: ClipkitError: voice-extra, model-missing, model-unset, model-broken.
    """
    model = models.found(name, home)
    _needed()
    return Piper(
        model=str(model.path),
        digest=model.digest,
        lang=lang,
        espeak="" if model.lang == lang else LETTERS[lang],
        speed=speed,
        pitch=pitch,
    )


def there() -> bool:
    """Whether the extra is installed."""
    return all(find_spec(package) for package in PACKAGES)  # found, not imported


def _needed() -> None:
    if not there():
        raise ClipkitError(NOWHERE.problem("voice-extra", name="piper", extra="piper"))


def _folders() -> list[str]:
    """Return where the worker finds what it imports: not in a folder that happens to be ours."""
    specs = [find_spec(package) for package in (*PACKAGES, "numpy")]
    places = [place for spec in specs if spec for place in spec.submodule_search_locations or ()]
    return list(dict.fromkeys(str(Path(place).parent) for place in places))


@cache
def edition() -> str:
    """What tells one edition of the engine from another."""
    from importlib.metadata import PackageNotFoundError, version  # late: it takes 10 ms to load

    try:
        return f"{version('piper-tts')} {version('onnxruntime')}"
    except PackageNotFoundError:
        return ""


def _rising(starts: Sequence[int | None], rate: int) -> list[float | None]:
    """Return starts in seconds; what would run backwards is none."""
    found: list[float | None] = []
    low = -1
    for start in starts:
        good = start is not None and start >= low
        low = start if good and start is not None else low
        found.append(low / rate if good else None)
    return found
