"""Sentences by Flite, with the times of its phones."""

import ctypes
from typing import Any

import numpy as np

from bench.alignment.onsets import SILENCE
from bench.alignment.recordings import LEAD, MissingError, Phone, Said

# Its phones by the letters that they are measured by.
_LETTERS = {
    **{name: name for name in "b d f g k l m n p r s t v w z".split()},  # noqa: SIM905
    **{"aa": "ɑ", "ae": "æ", "ah": "ʌ", "ao": "ɔ", "aw": "a", "ax": "ə", "ay": "a"},  # noqa: RUF001
    **{"eh": "ɛ", "er": "ɜ", "ey": "e", "ih": "i", "iy": "i", "ow": "o", "oy": "ɔ"},
    **{"uh": "ʊ", "uw": "u", "ch": "t", "jh": "d", "dh": "ð", "th": "θ", "hh": "h"},
    **{"ng": "ŋ", "sh": "ʃ", "y": "j", "zh": "ʒ", "pau": SILENCE, "ssil": SILENCE},
}


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


def spoken(name: str, speed: float, sentences: tuple[str, ...]) -> tuple[int, list[Said]]:
    """Return Hz, and each sentence. name: of a voice. speed: times the usual.

    Raises: MissingError.
    """
    try:
        flite = ctypes.CDLL("libflite.so.1")
        voices = ctypes.CDLL(f"libflite_cmu_us_{name}.so.1")
    except OSError as error:
        raise MissingError(f"apt-get install flite ({error})") from None
    for call in ("flite_synth_text", "utt_relation", "relation_head", "item_next"):
        getattr(flite, call).restype = ctypes.c_void_p
    flite.utt_wave.restype = ctypes.POINTER(_Wave)
    flite.ffeature_float.restype = ctypes.c_float
    flite.item_feat_string.restype = ctypes.c_char_p
    flite.flite_init()
    register = getattr(voices, f"register_cmu_us_{name}")
    register.restype = ctypes.POINTER(_Voice)
    voice = register(None)
    stretch = ctypes.c_float(1 / speed)
    flite.flite_feat_set_float(
        ctypes.c_void_p(voice.contents.features), b"duration_stretch", stretch
    )
    found = [_said(flite, voice, text) for text in sentences]
    return found[0][0], [said for _, said in found]


def _said(flite: Any, voice: Any, text: str) -> tuple[int, Said]:  # noqa: ANN401
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
    phones, firsts = [Phone(SILENCE, -LEAD, 0.0)], list[int]()
    item, begin = flite.relation_head(ctypes.c_void_p(flite.utt_relation(done, b"Segment"))), 0.0
    while item:
        segment = ctypes.c_void_p(item)
        name = _LETTERS[flite.item_feat_string(segment, b"name").decode()]
        if (name, phones[-1].name) != (SILENCE, SILENCE):
            if len(firsts) < len(words) and begin > words[len(firsts)][0] - 1e-3:
                firsts.append(len(phones))
            phones.append(Phone(name, begin, begin))
        begin = flite.ffeature_float(segment, b"end")
        item = flite.item_next(segment)
    rate = int(wave.rate)
    flite.delete_utterance(done)
    return rate, Said(samples, np.array(words), tuple(phones), tuple(firsts))
