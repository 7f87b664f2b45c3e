"""Twenty mixes as the platforms will measure them."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from clipkit.model.timeline import FootageSound, MusicSound, SonicSound, Sound
from clipkit.sound import filters, loudness
from tests.sound.clips import RATE, Take, clip, heard, speech, tone, voice, wavefile
from tests.sound.meter import by_ffmpeg
from tests.sound.tunes import band, strings

Made = tuple[list[Sound], dict[str, Take], float]  # sounds, takes, seconds of a clip
Wave = NDArray[np.float64]


def music(seconds: float, level: float = -22.0) -> MusicSound:
    return MusicSound(
        start=0.0,
        end=seconds,
        source="music.wav",
        level=level,
        duck=-12.0,
        fade_in=0.4,
        fade_out=1.2,
    )


def consonants(seconds: float) -> Wave:
    """A voice note: a soft voice, and hard sounds in it that are ten times as loud."""
    clock = np.arange(round(seconds * RATE)) / RATE
    soft = speech(seconds, RATE).samples / 200_000
    return np.asarray(soft + (clock % 0.7 < 0.003) * np.sin(clock * 9000) * 0.9)


def clipped(seconds: float) -> Wave:
    """Too near to the microphone."""
    return np.clip(speech(seconds, RATE).samples / 5000, -1, 1)


def hissing(seconds: float) -> Wave:
    random = np.random.default_rng(8)
    said = speech(seconds, RATE).samples / 100_000
    return np.asarray(said + random.normal(0, 0.01, len(said)))


def said(wave: Wave, seconds: float, *starts: float, engine: str = "recording") -> Made:
    take = Take(np.asarray(wave * 32767, np.int16), RATE)
    long = len(wave) / RATE
    voices: list[Sound] = [voice(start, start + long, "a", engine) for start in starts]
    return voices, {"a": take}, seconds


def drums(folder: Path, seconds: float, bpm: float) -> None:
    wavefile(folder / "music.wav", band(seconds, bpm)[0] / 32767)


def noise(folder: Path, size: float) -> None:
    random = np.random.default_rng(4)
    peaky = random.laplace(0, size, (12 * RATE, 2)) * (
        1 + 5 * (random.random((12 * RATE, 1)) < 1e-4)
    )
    spectrum = np.fft.rfft(np.clip(peaky, -1, 1), axis=0)
    spectrum[12 * 17_000 :] = 0
    wavefile(folder / "music.wav", np.clip(np.fft.irfft(spectrum, len(peaky), axis=0), -1, 1))


def over(made: Made, level: float = -22.0) -> Made:
    sounds, takes, seconds = made
    return [*sounds, music(seconds, level)], takes, seconds


def espeak_alone(_: Path) -> Made:
    return said(speech(2.5, RATE).samples / 32768, 12, 0.4, 3.4, 6.4, 9.2, engine="espeak")


def espeak_over_drums(folder: Path) -> Made:
    drums(folder, 30, 97.3)
    return over(said(speech(2.5, RATE).samples / 32768, 12, 0.4, 3.4, 8, engine="espeak"))


def espeak_over_strings(folder: Path) -> Made:
    wavefile(folder / "music.wav", strings(9) / 32767)
    return over(said(speech(2.5, RATE).samples / 32768, 20, 0.4, 3.4, 12, engine="espeak"))


def hard_consonants(_: Path) -> Made:
    return said(consonants(4), 10, 0.5, 5)


def hard_consonants_over_drums(folder: Path) -> Made:
    drums(folder, 6, 128)
    return over(said(consonants(4), 24, 0.5, 5, 16))


def clipped_recording(_: Path) -> Made:
    return said(clipped(4), 10, 0.5, 5)


def clipped_recording_over_noise(folder: Path) -> Made:
    noise(folder, 0.2)
    return over(said(clipped(4), 10, 0.5, 5))


def hissing_recording_over_strings(folder: Path) -> Made:
    wavefile(folder / "music.wav", strings(30) / 32767)
    return over(said(hissing(4), 15, 0.5, 5, 10))


def drums_alone(folder: Path) -> Made:
    drums(folder, 40, 84)
    return [music(25)], {}, 25


def loud_music_louder_than_the_voice(folder: Path) -> Made:
    noise(folder, 0.4)
    return over(said(hissing(3), 12, 0.5, 5), level=-10)


def peaky_music_alone(folder: Path) -> Made:
    noise(folder, 0.02)
    return [music(10)], {}, 10


def very_soft_music_alone(folder: Path) -> Made:
    tone(folder / "music.wav", 4, 220, level=0.008)
    return [music(10)], {}, 10


def deep_bass_alone(folder: Path) -> Made:
    tone(folder / "music.wav", 9, 47, level=0.5)
    return [music(9)], {}, 9


def footage_that_speaks(folder: Path) -> Made:
    drums(folder, 20, 110)
    wavefile(folder / "clip.wav", consonants(6)[:, None].repeat(2, axis=1))
    talk = FootageSound(start=2.0, end=7.0, source="clip.wav", source_start=0.5)
    return [talk, music(12)], {}, 12


def footage_under_a_voice(folder: Path) -> Made:
    wavefile(folder / "clip.wav", hissing(9)[:, None].repeat(2, axis=1))
    street = FootageSound(start=0.0, end=9.0, source="clip.wav", source_start=0.0, duck=-14.0)
    sounds, takes, seconds = said(clipped(3), 12, 1.0, 6.0)
    return [*sounds, street], takes, seconds


def a_sonic_logo_after_all_else(folder: Path) -> Made:
    drums(folder, 30, 120)
    tone(folder / "logo.wav", 2, 880, level=0.9)
    sounds, takes, seconds = over(said(consonants(4), 14, 0.5, 5))
    return [*sounds, SonicSound(start=12.0, end=14.0, source="logo.wav")], takes, seconds


def a_sonic_logo_alone(folder: Path) -> Made:
    tone(folder / "logo.wav", 1.5, 880, level=0.9)
    return [SonicSound(start=4.0, end=5.5, source="logo.wav")], {}, 6


def half_a_second(folder: Path) -> Made:
    drums(folder, 4, 120)
    return [music(0.5)], {}, 0.5


def two_seconds(_: Path) -> Made:
    return said(consonants(1.5), 2, 0.2)


def a_minute_with_a_few_words(folder: Path) -> Made:
    drums(folder, 8, 100)
    return over(said(consonants(1.2), 60, 3, 30), level=-40)


def a_minute_of_silence_but_for_a_word(_: Path) -> Made:
    return said(consonants(0.6), 60, 40)


MIXES = (
    espeak_alone,
    espeak_over_drums,
    espeak_over_strings,
    hard_consonants,
    hard_consonants_over_drums,
    clipped_recording,
    clipped_recording_over_noise,
    hissing_recording_over_strings,
    drums_alone,
    loud_music_louder_than_the_voice,
    peaky_music_alone,
    very_soft_music_alone,
    deep_bass_alone,
    footage_that_speaks,
    footage_under_a_voice,
    a_sonic_logo_after_all_else,
    a_sonic_logo_alone,
    half_a_second,
    two_seconds,
    a_minute_with_a_few_words,
    a_minute_of_silence_but_for_a_word,
)


@pytest.mark.parametrize("make", MIXES, ids=lambda make: make.__name__)
def test_every_mix_is_as_loud_as_promised(tmp_path: Path, make: Callable[[Path], Made]) -> None:
    sounds, takes, seconds = make(tmp_path)
    timeline = clip(*sounds, frames=round(30 * seconds))
    mix = heard(timeline, tmp_path, **takes)
    lufs, peak = by_ffmpeg(mix.samples)
    assert lufs == pytest.approx(-14.0, abs=0.3)
    assert peak <= -1.0
    assert mix.lufs == pytest.approx(lufs, abs=0.1)
    again = heard(timeline, tmp_path, **takes)
    assert np.array_equal(mix.samples, again.samples)


@pytest.mark.parametrize("engine", ["espeak", "recording"])
def test_a_voice_is_in_the_middle(tmp_path: Path, engine: str) -> None:
    sounds, takes, seconds = said(consonants(3), 8, 0.4, 4.2, engine=engine)
    mix = heard(clip(*sounds, frames=round(30 * seconds)), tmp_path, **takes)
    assert mix.samples.any()
    assert np.array_equal(mix.samples[:, 0], mix.samples[:, 1])


@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("seconds", [0.45, 3.21, 20])
def test_what_is_reckoned_is_what_is_measured(channels: int, seconds: float) -> None:
    sides = np.stack([speech(seconds, RATE, seed).samples for seed in (1, 2)], axis=1)
    sound = sides[:, :channels].astype(np.float32) / np.float32(32768)
    reckoned = loudness.reckoned(filters.blocks_of(sound), channels=channels)
    assert reckoned == pytest.approx(
        filters.loudness(filters.blocks_of(sound), channels=channels), abs=0.05
    )


def test_nothing_is_reckoned_of_silence() -> None:
    for count, size in ((0, 0.0), (RATE, 0.0), (RATE // 3, 0.5)):
        sound = np.full((count, 2), size, np.float32)
        assert loudness.reckoned(filters.blocks_of(sound)) == filters.NOTHING
