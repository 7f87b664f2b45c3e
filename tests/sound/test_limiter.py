import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from clipkit.sound import limiter
from tests.sound.clips import RATE
from tests.sound.meter import true_peak

STEP = RATE // 1000


def stereo(mono: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.repeat(mono.astype(np.float32)[:, None], 2, axis=1)


def test_peaks_between_samples_are_seen() -> None:
    clock = np.arange(RATE)
    sound = stereo(np.sin(np.pi / 2 * clock + np.pi / 4))  # no sample is over 0.71
    seen = limiter.steps(sound)
    assert seen.peaks[100:900] == pytest.approx(1.0, abs=0.01)
    assert seen.powers == pytest.approx(0.5, abs=0.001)


@pytest.mark.parametrize("at", [0, 47, 48, 12345, 48000, 99990])
def test_a_peak_is_seen_in_its_millisecond(at: int) -> None:
    sound = np.zeros((100_000, 2), np.float32)
    sound[at, 1] = 0.5
    seen = limiter.steps(sound)
    assert len(seen.peaks) == len(seen.powers) == 2084
    assert seen.peaks[at // STEP] == pytest.approx(0.5, abs=0.05)
    assert int(seen.powers.argmax()) == at // STEP


@pytest.mark.parametrize("count", [0, 1, 47, 48, 49, 4800, 48001, 96047])
def test_every_length_has_its_steps(count: int) -> None:
    sound = np.full((count, 2), 0.9, np.float32)
    seen = limiter.steps(sound)
    assert len(seen.peaks) == len(seen.powers) == -(-count // STEP)
    limiter.laid_over(sound, limiter.gains(seen.peaks, 2.0, 0.5))
    assert np.abs(sound).max(initial=0.0) <= 0.5


@given(st.lists(st.floats(0, 4, width=32), max_size=200), st.floats(0.01, 50), st.floats(0.05, 1))
def test_gains_hold_every_peak_and_raise_the_rest(
    peaks: list[float], gain: float, most: float
) -> None:
    array = np.array(peaks, np.float32)
    curve = limiter.gains(array, gain, most)
    assert len(curve) == len(array) + 1
    assert (curve > 0).all() or not len(array)
    assert (curve <= gain * 1.0001).all()
    assert (array * np.maximum(curve[:-1], curve[1:]) <= most * 1.0001).all()


def test_it_lets_go_after_a_peak() -> None:
    peaks = np.full(300, 0.5, np.float32)
    peaks[150] = 2.0
    curve = limiter.gains(peaks, 1.0, 1.0)
    assert (curve[:145] == 1).all()
    assert curve[150:152] == pytest.approx(0.5)
    assert (np.diff(curve[151:213]) >= 0).all()
    assert (curve[212:] == 1).all()


@pytest.mark.parametrize("gain", [0.5, 1.0, 4.0])
def test_what_is_limited_has_no_peak_over_it(gain: float) -> None:
    noise = np.random.default_rng(5).laplace(0, 0.2, (3 * RATE + 7, 2))
    noise[RATE : RATE + 4] = 3.0
    spectrum = np.fft.rfft(noise, axis=0)
    spectrum[3 * 20_000 :] = 0  # AAC keeps nothing above
    sound = np.fft.irfft(spectrum, len(noise), axis=0).astype(np.float32)
    limiter.laid_over(sound, limiter.gains(limiter.steps(sound).peaks, gain, 0.8))
    assert true_peak(sound) <= 20 * np.log10(0.8) + 0.2


def test_what_a_curve_adds_is_told() -> None:
    random = np.random.default_rng(5)
    sound = random.normal(0, 0.1, (2 * RATE, 2)).astype(np.float32)
    sound[:RATE] /= 1000  # so quiet that it doesn't count
    seen = limiter.steps(sound)
    curve = np.full(len(seen.peaks) + 1, 2.0, np.float32)
    assert limiter.gained(seen.powers, curve) == pytest.approx(6.02, abs=0.01)
