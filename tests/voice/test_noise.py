"""Steady noise is lowered, evenly, and what is said stays what it was."""

import numpy as np
import pytest
from numpy.typing import NDArray

from clipkit.voice import noise
from clipkit.voice.features import Floats
from tests.pace import quick
from tests.voice.recordings import RATE, SCRIPT, said

GAPS = (0.5, 0.8, 1.4, 0.4, 0.6)  # s of silence before, between and after the sentences
BANDS = ((150, 500), (500, 1000), (1000, 2000), (2000, 4000), (4000, 8000))  # Hz
COLOURS = {"hiss": 0.0, "street": 0.5, "fan": 1.0}  # power of 1 / f that the amplitude falls by
EDGE = round(0.06 * RATE)


def speech() -> tuple[Floats, NDArray[np.bool_]]:
    """A voice without any noise, and where it is silent."""
    takes = [said(text, "f3", 140, 60).samples / 32768 for text in SCRIPT]
    parts, gap = [np.zeros(round(GAPS[0] * RATE))], [True]
    for take, pause in zip(takes, GAPS[1:], strict=True):
        parts += [0.1 * take / take.std(), np.zeros(round(pause * RATE))]
        gap += [False, True]
    quiet = np.repeat(gap, [len(part) for part in parts])
    return np.concatenate(parts).astype(np.float32), quiet


def noisy(colour: str, under: float) -> tuple[Floats, Floats, NDArray[np.bool_]]:
    """Speech with noise so many dB under it; speech alone; and where it is silent."""
    voice, quiet = speech()
    white = np.fft.rfft(np.random.default_rng(11).normal(0, 1, len(voice)))
    hertz = np.fft.rfftfreq(len(voice), 1 / RATE)
    shaped = np.where(hertz < 80, 0, white / np.maximum(hertz, 80) ** COLOURS[colour])
    hiss = np.fft.irfft(shaped, len(voice))  # its rumble is off
    hiss *= voice[~quiet].std() / hiss.std() / 10 ** (under / 20)
    return (voice + hiss).astype(np.float32), voice, quiet


def inner(quiet: NDArray[np.bool_]) -> list[slice]:
    """Its silences without their edges."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], quiet, [False]]).astype(int)))
    return [slice(a + EDGE, b - EDGE) for a, b in zip(edges[::2], edges[1::2], strict=True)]


def decibels(sound: Floats) -> float:
    return float(10 * np.log10(np.mean(sound.astype(np.float64) ** 2) + 1e-15))


def spectra(sound: Floats) -> NDArray[np.float64]:
    frames = np.lib.stride_tricks.sliding_window_view(sound, 512)[::256]
    return np.abs(np.fft.rfft(frames * np.hanning(512))) ** 2


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("under", [12, 20, 30, 40])
def test_the_noise_of_every_silence_is_lowered_alike(colour: str, under: float) -> None:
    sound, _, quiet = noisy(colour, under)
    soft = noise.softened(sound, RATE, noise.learnt(sound, RATE))
    lower = [decibels(soft[gap]) - decibels(sound[gap]) for gap in inner(quiet)]
    assert -noise.MOST - 0.1 <= min(lower) <= max(lower) <= -9.0
    assert max(lower) - min(lower) <= 0.8  # the floor doesn't pump


@pytest.mark.parametrize("colour", COLOURS)
@pytest.mark.parametrize("under", [12, 20, 30, 40])
def test_what_is_said_keeps_its_colour(colour: str, under: float) -> None:
    """Where the voice is 6 dB over the noise it loses little, and has the voice's own power."""
    sound, voice, _ = noisy(colour, under)
    soft = noise.softened(sound, RATE, noise.learnt(sound, RATE))
    hertz = np.fft.rfftfreq(512, 1 / RATE)
    for low, high in BANDS:
        band = (hertz >= low) & (hertz < high)
        alone, hiss, before, after = (
            spectra(s)[:, band].sum(axis=1) for s in (voice, sound - voice, sound, soft)
        )
        told = alone > 4 * hiss
        lost = 10 * np.log10(after[told] / before[told])
        assert np.mean(lost) > -1.2, (low, high)
        assert np.percentile(lost, 5) > -3.5, (low, high)  # a consonant is a frame or two
        energy = 10 * np.log10(after[told].sum() / alone[told].sum())
        assert abs(energy) < 0.8, (low, high)


@pytest.mark.parametrize("under", [12, 20, 30])
def test_speech_stands_out_by_more(under: float) -> None:
    sound, voice, quiet = noisy("street", under)
    soft = noise.softened(sound, RATE, noise.learnt(sound, RATE))
    whole = np.concatenate([np.arange(len(sound))[gap] for gap in inner(quiet)])
    before = decibels(sound[~quiet]) - decibels(sound[whole])
    after = decibels(soft[~quiet]) - decibels(soft[whole])
    assert after - before > 8
    error = decibels((soft - voice)[~quiet]) - decibels((sound - voice)[~quiet])
    assert error < -0.5  # where it speaks, too, it is nearer to the voice alone


@pytest.mark.parametrize("colour", COLOURS)
def test_what_is_left_of_the_noise_does_not_twitter(colour: str) -> None:
    """Powers of a steady noise are as far spread as their mean; single tones that come and go
    are what musical noise is, and spread further."""
    sound, _, quiet = noisy(colour, 15)
    soft = noise.softened(sound, RATE, noise.learnt(sound, RATE))
    longest = max(inner(quiet), key=lambda gap: gap.stop - gap.start)
    spread = [
        float(np.mean(power[:, 4:200].std(axis=0) / power[:, 4:200].mean(axis=0)))
        for power in (spectra(sound[longest]), spectra(soft[longest]))
    ]
    assert abs(spread[1] - spread[0]) < 0.1


def test_a_clean_recording_comes_out_as_it_was() -> None:
    voice, _ = speech()
    assert (noise.softened(voice, RATE, noise.learnt(voice, RATE)) == voice).all()


@pytest.mark.parametrize("under", [45, 55])
def test_a_nearly_clean_one_is_within_half_a_decibel(under: float) -> None:
    sound, _, quiet = noisy("street", under)
    soft = noise.softened(sound, RATE, noise.learnt(sound, RATE))
    before, after = (spectra(s[~quiet]).sum(axis=0) for s in (sound, soft))
    hertz = np.fft.rfftfreq(512, 1 / RATE)
    for low, high in BANDS:
        band = (hertz >= low) & (hertz < high)
        assert abs(10 * np.log10(after[band].sum() / before[band].sum())) < 0.5


def test_what_has_no_quiet_moment_or_no_sound_is_left() -> None:
    clock = np.arange(3 * RATE) / RATE
    tones = [np.sin(2 * np.pi * hertz * clock) for hertz in (220, 277, 330)]
    chord = np.mean(tones, axis=0).astype(np.float32)
    assert (noise.softened(chord, RATE, noise.learnt(chord, RATE)) == chord).all()
    for nothing in (chord[:0], chord[:7], np.zeros(RATE, np.float32)):
        assert (noise.softened(nothing, RATE, noise.learnt(nothing, RATE)) == nothing).all()


@pytest.mark.parametrize("rate", [8000, 16000, 44100, 48000])
def test_it_is_as_good_at_every_rate(rate: int) -> None:
    hiss = np.random.default_rng(2).normal(0, 0.002, 6 * rate)
    clock = np.arange(6 * rate) / rate
    word = 0.2 * np.sin(2 * np.pi * 300 * clock) * (clock % 2 > 1)
    sound = (hiss + word).astype(np.float32)
    soft = noise.softened(sound, rate, noise.learnt(sound, rate))
    gap = slice(round(2.1 * rate), round(2.9 * rate))
    tone = slice(round(3.1 * rate), round(3.9 * rate))
    assert decibels(soft[gap]) - decibels(sound[gap]) == pytest.approx(-10, abs=0.5)
    assert decibels(soft[tone]) - decibels(sound[tone]) == pytest.approx(0, abs=0.05)


def test_a_minute_takes_a_fifth_of_a_second() -> None:
    sound = np.random.default_rng(2).normal(0, 0.01, 60 * 48000).astype(np.float32)
    sound[::96000] = 0.5  # something to tell it from

    def clean() -> None:
        noise.softened(sound, 48000, noise.learnt(sound, 48000))

    assert quick(clean, 0.3)
