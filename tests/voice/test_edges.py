"""Beginnings in sounds whose own are known to the sample."""

import numpy as np
import pytest
from numpy.typing import NDArray

from clipkit.voice.edges import Begin, Edges
from clipkit.voice.features import RATE, Floats, powers

Reals = NDArray[np.float64]


def sound(phone: str, seconds: float) -> Reals:
    """`_` is silent, `a` a vowel, `m` a hum, `s` hiss."""
    at = np.arange(round(seconds * RATE)) / RATE
    hiss = np.diff(np.random.default_rng(5).normal(0, 0.03, len(at) + 1))
    if phone == "s":
        return np.asarray(hiss)
    hertz = {"a": (120, 800, 1300), "m": (120, 250)}.get(phone, ())
    return np.asarray(0.1 * sum((np.sin(2 * np.pi * f * at) for f in hertz), np.zeros(len(at))))


def spoken(before: str, first: str, gap: float = 0.0) -> tuple[Floats, float]:
    """Half a second of two sounds each, a gap between them; and when the second begins."""
    parts = [sound("_", 0.5), sound(before, 0.5), sound("_", gap), sound(first, 0.5)]
    parts += [sound("a", 0.5), sound("_", 0.5)]
    noise = np.random.default_rng(3).normal(0, 1e-4, sum(map(len, parts)))
    return (np.concatenate(parts) + noise).astype(np.float32), 1.0 + gap


@pytest.mark.parametrize("off", [-0.02, 0.0, 0.02])
@pytest.mark.parametrize("meeting", ["as", "ms", "am", "sa", "ma", "sm"])
def test_a_sound_begins_where_it_is_heard(meeting: str, off: float) -> None:
    samples, truth = spoken(*meeting)
    at = truth + off
    found = Edges(samples, powers(samples)).found(Begin(at, at, *meeting))
    assert found == pytest.approx(truth, abs=0.012)


def test_a_plosive_begins_with_its_closure_and_after_a_pause_with_its_burst() -> None:
    for gap, truth in ((0.08, 1.0), (0.4, 1.4)):
        samples, _ = spoken("a", "s", gap)
        edges = Edges(samples, powers(samples))
        found = edges.found(Begin(1.0 + gap, 1.0, "a", "k"))
        assert found == pytest.approx(truth, abs=0.012)


def test_where_nothing_changes_a_word_stays_where_it_was() -> None:
    samples, _ = spoken("a", "a")
    edges = Edges(samples, powers(samples))
    assert edges.found(Begin(0.75, 0.75, "a", "a")) == pytest.approx(0.75, abs=0.012)


def test_two_plosives_share_a_closure() -> None:
    samples, _ = spoken("a", "s", 0.06)
    found = Edges(samples, powers(samples)).found(Begin(1.02, 1.02, "t", "k"))
    assert found == pytest.approx(1.03, abs=0.012)
