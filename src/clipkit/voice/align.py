"""When each word of a script is said in a recording; no model, the offline voice is the reference.

The reference follows the recording (`following`) at 20 ms over everything, then at 10 ms near
that: as it is, twice moved towards the speaker, and once mixed with the speaker's own phones.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clipkit.model.words import Word
from clipkit.voice import espeak
from clipkit.voice.features import (
    RATE,
    Floats,
    features,
    loudness,
    mono,
    normal,
    powers,
    resampled,
)
from clipkit.voice.following import FILLER, Ints, band_around, followed
from clipkit.voice.heard import Warned
from clipkit.voice.judging import Alignment, Judge
from clipkit.voice.order import order
from clipkit.voice.reference import Reference
from clipkit.voice.takes import Spoken


class Aligner:
    """Aligns recordings of one language. lang: `id` or `en`."""

    def __init__(self, lang: str) -> None:
        self._voice = espeak.named("", lang, 1.0)

    def align(
        self, samples: NDArray[np.generic], rate: int, sentences: Sequence[Spoken]
    ) -> Alignment:
        """Find the words. samples: (n,) or (n, channels), int16 or float; memory is linear in n.

        Raises: ClipkitError: voice-missing, voice-failed.
        """
        heard = resampled(mono(samples), rate)
        power = powers(heard)
        level, spread = loudness(power)
        peak = float(np.percentile(np.abs(heard), 99.5)) if len(heard) else 0.0
        speakable = any(c.isalnum() for s in sentences for word, _ in s.words for c in word)
        if peak < 1e-3 or spread < 1.2 or len(heard) < RATE // 3 or not speakable:
            nothing: tuple[tuple[Word, ...], ...] = ((),) * len(sentences)
            warned = Warned("silent", 0, 0.0, len(heard) / RATE)
            return Alignment(
                words=nothing,
                sure=(0.0,) * len(sentences),
                warnings=(warned,),
                confidence=0.0,
                level=level,
            )
        reference = Reference(self._voice.speak(sentences), sentences)
        recording = normal(features(power), level)
        said = order(recording, level, reference)
        reference = reference.in_order(said.said)
        path = np.full(len(recording), FILLER)
        path[~said.other] = _path(recording[~said.other], level[~said.other], reference)
        return Judge(recording, level, reference, path).alignment(sentences)


def _path(recording: Floats, level: Floats, reference: Reference) -> Ints:
    quiet = np.clip(level / np.float32(0.35), 0, 1)
    word, sentence = reference.word, reference.sentence
    inside = np.arange(len(word)) - np.searchsorted(word, word)
    keep = np.flatnonzero(inside % 2 == 0)  # a first look at 20 ms finds the way
    near = reference.heard
    rough = followed(
        [(1.0, recording[::2], near[keep])], quiet[::2], word[keep], sentence, unit=0.5
    )
    rough = np.where(rough >= 0, keep[np.maximum(rough, 0)], rough).repeat(2)[: len(recording)]
    rough = np.pad(rough, (0, len(recording) - len(rough)), mode="edge")
    band = band_around(rough, len(word))
    path = followed([(1.0, recording, near)], quiet, word, sentence, band=band)
    for _ in range(2):
        near = reference.moved_to(recording, path)
        path = followed([(1.0, recording, near)], quiet, word, sentence, band=band)
    learnt = reference.learnt_from(recording, path)
    pairs = [(0.5, recording, near), (0.5, recording, learnt)]
    return followed(pairs, quiet, word, sentence, band=band)
