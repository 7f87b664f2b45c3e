"""A sentence that is read anew is the same; another one isn't, by the same voice."""

import numpy as np
import pytest
from numpy.typing import NDArray

from clipkit.model.words import Word
from clipkit.voice import features
from clipkit.voice.same import same
from tests.voice import cases

ONE = "Petani di sana memanen biji merah setiap bulan Juli."
OTHER = "Sebentar, tadi pintunya belum saya tutup rapat."
ANEW = (ONE, 150, 44, 40)  # words, rate, pitch, range


def _both(
    *readings: tuple[str, int, int, int],
) -> tuple[NDArray[np.float32], NDArray[np.float32], Word, Word]:
    """Features and loudness of two readings, each followed by silence, and where they are."""
    parts: list[NDArray[np.float64]] = []
    spans: list[Word] = []
    at = 0.0
    for text, rate, pitch, wide in readings:
        sound = cases.said(text, "id", "id", "m3", rate, pitch, wide)
        spans.append(Word(at, at + len(sound) / cases.RATE))
        parts += [sound, np.zeros(cases.RATE // 2)]
        at = sum(map(len, parts)) / cases.RATE
    heard = features.resampled(np.concatenate(parts).astype(np.float32), cases.RATE)
    power = features.powers(heard)
    level, _ = features.loudness(power)
    found = features.normal(features.cepstra(np.log(power + 1e-3)), level)
    return found, level, spans[0], spans[1]


@pytest.mark.parametrize(
    ("then", "told"), [(ANEW, True), ((OTHER, 165, 50, 50), False)], ids=["anew", "other"]
)
def test_what_is_said_again_is_told_from_other_speech(
    then: tuple[str, int, int, int], *, told: bool
) -> None:
    found, level, first, second = _both((ONE, 165, 50, 50), then)
    assert same(found, level, first, second) is told
    assert same(found, level, second, first) is told


def test_a_sound_too_short_to_tell_is_taken_for_the_same() -> None:
    found, level, first, _ = _both((ONE, 165, 50, 50), (OTHER, 165, 50, 50))
    assert same(found, level, first, Word(0.0, 0.3))
