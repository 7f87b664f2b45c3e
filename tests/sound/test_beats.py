import time

import numpy as np
import pytest

from clipkit.sound.beats import beats
from tests.sound.clips import speech
from tests.sound.tunes import RATE, band, strings


@pytest.mark.parametrize("swing", [0.0, 0.12])
@pytest.mark.parametrize("bpm", [80, 84, 97.3, 120, 128, 140])
def test_beats_and_bars_are_where_they_are_heard(bpm: float, swing: float) -> None:
    sound, truth = band(30, bpm, first=0.23, swing=swing)
    found = beats(sound)
    assert found is not None
    bars = truth[::4]
    assert max(np.abs(bars - bar).min() for bar in found.bars) <= 0.02
    assert len(found.bars) >= 5


def test_a_waltz_has_bars_of_three() -> None:
    sound, truth = band(30, 110, bar=3)
    found = beats(sound)
    assert found is not None
    assert found.bar in (3, 6)
    assert max(np.abs(truth[::3] - bar).min() for bar in found.bars) <= 0.02


def test_what_has_no_beat_has_none() -> None:
    noise = np.random.default_rng(2).normal(0, 3000, (20 * RATE, 2)).astype(np.int16)
    talk = np.stack([speech(20, RATE).samples] * 2, axis=1)
    for sound in (noise, talk, strings(20), np.zeros((20 * RATE, 2), np.int16)):
        assert beats(sound) is None


@pytest.mark.parametrize("count", [0, 1, 479, 480, 961, 4 * RATE])
def test_what_is_too_short_has_none(count: int) -> None:
    assert beats(np.ones((count, 2), np.int16)) is None


def test_three_minutes_are_looked_through_at_once() -> None:
    sound, _ = band(180, 110)
    spent = []
    for _ in range(3):
        began = time.process_time()
        assert beats(sound) is not None
        spent.append(time.process_time() - began)
    assert min(spent) <= 0.3  # 0.11 s where this was written, on a machine with nothing else
