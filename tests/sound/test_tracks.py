"""Ducking, as it is heard: the level of a tone under voices that are silent themselves."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from tests.sound.clips import RATE, clip, heard, music, speech, tone, voice

_STEP = 240  # samples: 5 ms, in which the tone has whole waves


def levels(folder: Path, *said: tuple[float, float], seconds: int = 12) -> NDArray[np.float64]:
    """DB of the music every 5 ms, 0.0 where nobody speaks. said: start and end of sentences."""
    tone(folder / "music.wav", seconds, 1000.0)
    takes = {}
    for number, (start, end) in enumerate(said):
        takes[f"t{number}"] = speech(end - start)
        takes[f"t{number}"].samples[:] = 0
    spoken = (voice(*span, f"t{number}") for number, span in enumerate(said))
    mix = heard(clip(*spoken, music(seconds), frames=30 * seconds), folder, **takes).samples[:, 0]
    power = np.square(mix.reshape(-1, _STEP), dtype=np.float64).mean(axis=1)
    found = np.asarray(10 * np.log10(power))
    return np.asarray(found - np.median(found[at(0.5) : at(1.5)]))


def at(seconds: float) -> int:
    return round(seconds * RATE / _STEP)


def test_music_is_twelve_down_from_a_words_start_to_its_end(tmp_path: Path) -> None:
    level = levels(tmp_path, (3.0, 5.0))
    assert level[at(3.0) : at(5.0)] == pytest.approx(-12, abs=0.3)
    assert level[at(2.5) : at(2.8)] == pytest.approx(0, abs=0.1)


def test_it_goes_down_within_80_ms_and_up_within_500(tmp_path: Path) -> None:
    level = levels(tmp_path, (3.0, 5.0))  # from a tenth to nine tenths of the way
    down = level[at(2.5) : at(3.5)]
    taken = np.count_nonzero((down < -1.2) & (down > -10.8)) * 0.005
    assert taken == pytest.approx(0.08, abs=0.01)
    up = level[at(5.0) : at(7.0)]
    taken = np.count_nonzero((up < -1.2) & (up > -10.8)) * 0.005
    assert taken == pytest.approx(0.5, abs=0.01)
    assert level[at(6.1) :] == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize("pause", [0.05, 0.2, 0.4, 0.55, 0.6, 0.9])
def test_it_stays_down_in_a_short_pause(tmp_path: Path, pause: float) -> None:
    level = levels(tmp_path, (3.0, 5.0), (5.0 + pause, 7.0))
    assert level[at(3.0) : at(7.0)].max() <= -11.5


@pytest.mark.parametrize("pause", [1.15, 1.5, 2.0])
def test_it_comes_up_in_a_long_pause(tmp_path: Path, pause: float) -> None:
    level = levels(tmp_path, (3.0, 5.0), (5.0 + pause, 8.0))
    assert level[at(5.0) : at(5.0 + pause)].max() >= -0.5
    assert level[at(5.0 + pause)] == pytest.approx(-12, abs=0.3)


def test_voices_over_each_other_are_one(tmp_path: Path) -> None:
    level = levels(tmp_path, (3.0, 6.0), (3.5, 4.0), (2.9, 3.2))
    assert level[at(2.9) : at(6.0)] == pytest.approx(-12, abs=0.3)
