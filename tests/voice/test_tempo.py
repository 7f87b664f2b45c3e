"""Words keep their places however fast a script is read, and however high the reader's voice."""

import numpy as np
import pytest

from clipkit.voice.align import Aligner
from clipkit.voice.espeak import Espeak
from tests.voice import cases

TEXTS = cases.TEXTS["tuned"]["id"][0][:4]


@pytest.mark.parametrize("rate", [105, 175, 265])
def test_fast_and_slow_readers_words_are_found(rate: int) -> None:
    script = cases.spoken(TEXTS, "id")
    reader = Espeak(voice="id", variant="f3", rate=rate, pitch=60, range=50, wordgap=0, volume=60)
    takes = reader.speak(script)
    pause = np.zeros(takes[0].rate // 2, np.int16)
    at, starts, parts = 0.0, [], []
    for take in takes:
        starts += [at + word.start for word in take.words]
        parts += [take.samples, pause]
        at += (len(take.samples) + len(pause)) / take.rate
    found = Aligner("id").align(np.concatenate(parts), takes[0].rate, script)
    assert not found.warnings
    off = np.abs(np.array([word.start for words in found.words for word in words]) - starts)
    assert np.median(off) <= 0.015
    assert off.max() <= 0.08
