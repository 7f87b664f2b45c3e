from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from clipkit.sound.music import fitted
from clipkit.sound.pieces import piece, samples_of
from tests.sound.clips import RATE, clip, heard, music, wavefile
from tests.sound.tunes import band, kick, strings

Floats = NDArray[np.float64]


def mixed(folder: Path, sound: NDArray[np.int16], seconds: int, fade: float = 0.0) -> Floats:
    """The left side of a clip with this music alone."""
    wavefile(folder / "music.wav", sound / 32767)
    mix = heard(clip(music(seconds, fade), frames=30 * seconds), folder)
    return np.asarray(mix.samples[:, 0], np.float64)


def fits(sound: Floats, wanted: Floats) -> Floats:
    """How well something fits at each sample of a sound."""
    size = 1 << (len(sound) + len(wanted)).bit_length()
    spectrum = np.fft.rfft(sound, size) * np.conj(np.fft.rfft(wanted, size))
    return np.asarray(np.fft.irfft(spectrum, size)[: len(sound)])


def levels(sound: Floats, seconds: float) -> Floats:
    """DB of so many seconds, from each 10 ms on."""
    ends = np.concatenate([[0.0], np.cumsum(sound**2)])
    length = round(seconds * RATE)
    starts = np.arange(0, len(sound) - length, RATE // 100)
    return np.asarray(10 * np.log10((ends[starts + length] - ends[starts]) / length))


@pytest.mark.parametrize("bpm", [84, 97.3, 128])
@pytest.mark.parametrize("seconds", [13, 20])
def test_music_ends_where_a_bar_ends(tmp_path: Path, bpm: float, seconds: int) -> None:
    sound, beats = band(45, bpm, first=0.31)
    mix = mixed(tmp_path, sound, seconds)
    part = mix[2 * RATE : 10 * RATE]
    begun = int(np.argmax(fits(sound[:, 0].astype(np.float64), part))) / RATE - 2
    assert 0 <= begun <= 4  # it begins near its own beginning
    assert np.abs(beats[::4] - (begun + seconds)).min() <= 0.02


def test_music_that_is_a_little_too_long_plays_to_its_own_end(tmp_path: Path) -> None:
    sound, _ = band(22, 97.3)
    sound[-RATE // 2 :] = (9000 * np.sin(np.arange(RATE // 2) / 4))[:, None]
    mix = mixed(tmp_path, sound, 20)
    end = 9000 * np.sin(np.arange(RATE // 2) / 4)
    assert abs(int(np.argmax(fits(mix, end))) - (len(mix) - RATE // 2)) < 48


@pytest.mark.parametrize("first", [0.0, 0.31])
@pytest.mark.parametrize("bpm", [84, 97.3, 128])
def test_repeated_music_keeps_its_beat(tmp_path: Path, bpm: float, first: float) -> None:
    sound, _ = band(17.3, bpm, first=first)
    mix = mixed(tmp_path, sound, 42)
    found, period = fits(mix, kick()), round(60 / bpm * RATE)
    begun = int(np.argmax(found[: 2 * period]))
    for number in range((len(mix) - begun) // period - 1):
        at = begun + round(number * 60 / bpm * RATE)
        near = found[max(0, at - period // 2) : at + period // 2]
        late = int(np.argmax(near)) - min(at, period // 2)
        assert abs(late) <= 0.02 * RATE, (number, late / RATE)


@pytest.mark.parametrize(("bpm", "seconds"), [(84, 17.3), (97.3, 17.3), (128, 15), (110, 26.2)])
def test_a_repeat_is_as_smooth_and_as_loud_as_the_music(bpm: float, seconds: float) -> None:
    sound, _ = band(seconds, bpm)
    long = fitted(piece(sound).sound, 60_000, ended=True)
    assert len(long) == 60_000
    found = samples_of(long)[:, 0].astype(np.float64)
    own = sound[:, 0] / 32767
    assert np.abs(np.diff(found)).max() <= np.abs(np.diff(own)).max() * 1.001
    now, before = levels(found, 60 / bpm), levels(own, 60 / bpm)
    assert before.min() - 1 <= now.min()
    assert now.max() <= before.max() + 1


@pytest.mark.parametrize("seconds", [7.0, 21.7])
def test_music_without_a_beat_is_repeated_without_a_seam(seconds: float) -> None:
    sound = strings(seconds)
    found = samples_of(fitted(piece(sound).sound, 60_000, ended=True))[:, 0].astype(np.float64)
    own = sound[:, 0] / 32767
    assert np.abs(np.diff(found[480:])).max() <= np.abs(np.diff(own)).max() * 1.05
    now, before = levels(found, 0.4), levels(own, 0.4)
    assert before.min() - 1 <= now.min()
    assert now.max() <= before.max() + 1


def test_repeated_music_plays_to_its_own_end(tmp_path: Path) -> None:
    sound, _ = band(19.0, 110)
    end = 9000 * np.sin(np.arange(RATE // 2) / 4)
    sound[-len(end) :] = end[:, None]
    mix = mixed(tmp_path, sound, 47)
    assert abs(int(np.argmax(fits(mix, end))) - (len(mix) - len(end))) < 48


@pytest.mark.parametrize("length", [0, 1, 2, 30, 500, 3001])
def test_any_length_of_music_fills_any_length(length: int) -> None:
    sound, _ = band(3.1, 120)
    short = piece(sound).sound[:length]
    for wanted in (0, 1, 33, 999, 10_000):
        for ended in (True, False):
            found = fitted(short, wanted, ended=ended)
            assert len(found) == (wanted if length > 1 else min(wanted, length))


def test_the_same_music_gives_the_same_samples() -> None:
    sound, _ = band(17.3, 97.3)
    once, again = (fitted(piece(sound).sound, 60_000, ended=True).raw_data for _ in range(2))
    assert once == again
