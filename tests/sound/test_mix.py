from pathlib import Path

import numpy as np
import pytest

from clipkit import store
from clipkit.errors import ClipkitError
from clipkit.model.timeline import FootageSound, MusicSound, SonicSound
from clipkit.sound.mix import mixed
from tests.sound.clips import RATE, clip, heard, speech, strength, tone, voice, wavefile
from tests.sound.meter import loudness, true_peak


def music(end: float, source: str = "music.wav", **more: float) -> MusicSound:
    settings = {"level": -22.0, "duck": -12.0, "fade_in": 0.4, "fade_out": 1.2} | more
    return MusicSound(start=0.0, end=end, source=source, **settings)


@pytest.mark.parametrize("engine", ["espeak", "recording"])
def test_a_voice_over_music_is_as_loud_as_promised(tmp_path: Path, engine: str) -> None:
    tone(tmp_path / "music.wav", 20, 330.0)
    takes = {f"t{k}": speech(2.5, seed=k) for k in range(5)}
    voices = (voice(0.4 + 3 * k, 2.9 + 3 * k, f"t{k}", engine) for k in range(5))
    mix = heard(clip(*voices, music(16.0), frames=480), tmp_path, **takes)
    assert loudness(mix.samples) == pytest.approx(-14.0, abs=0.3)
    assert true_peak(mix.samples) <= -1.0
    assert mix.lufs == pytest.approx(loudness(mix.samples), abs=0.1)
    assert mix.true_peak == pytest.approx(true_peak(mix.samples), abs=0.3)


def test_music_alone_is_as_loud_as_promised(tmp_path: Path) -> None:
    tone(tmp_path / "music.wav", 4, 500.0, level=0.01)
    mix = heard(clip(music(10.0), frames=300), tmp_path)
    assert loudness(mix.samples) == pytest.approx(-14.0, abs=0.3)


@pytest.mark.parametrize(("frames", "fps"), [(1, 30), (91, 30), (47, 24), (60, 60)])
def test_a_mix_is_as_long_as_its_frames(tmp_path: Path, frames: int, fps: int) -> None:
    tone(tmp_path / "music.wav", 1)
    mix = heard(clip(music(frames / fps), frames=frames, fps=fps), tmp_path)
    assert mix.samples.shape == (frames * RATE // fps, 2)
    assert mix.samples.dtype == np.float32


def test_nothing_to_hear_is_silence(tmp_path: Path) -> None:
    for mix in (
        heard(clip(), tmp_path),
        heard(clip(voice(0, 1, "none")), tmp_path, none=speech(0.0)),
    ):
        assert mix.samples.shape == (3 * RATE, 2)
        assert not mix.samples.any()
        assert (mix.lufs, mix.true_peak) == (-70.0, -120.0)


def test_music_of_silence_is_silence(tmp_path: Path) -> None:
    wavefile(tmp_path / "music.wav", np.zeros((RATE, 2)))
    mix = heard(clip(music(3.0)), tmp_path)
    assert not mix.samples.any()


@pytest.mark.parametrize("start", [0.0, 0.4, 1.0 / 3, 0.71234])
@pytest.mark.parametrize("rate", [16000, 22050, 48000])
def test_a_take_begins_at_its_sample(tmp_path: Path, start: float, rate: int) -> None:
    take = speech(1.0, rate)
    mix = heard(clip(voice(start, start + 1, "a", "recording")), tmp_path, a=take)
    # the take at 48 kHz, by the plainest of ways: its spectrum on more bins
    wanted = np.fft.irfft(np.fft.rfft(take.samples), RATE)
    length = 2**18
    spectrum = np.fft.rfft(mix.samples[:, 0], length) * np.conj(np.fft.rfft(wanted, length))
    found = int(np.argmax(np.fft.irfft(spectrum, length)))
    assert abs(found - round(start * RATE)) <= 1


def test_a_take_that_hangs_over_the_end_is_cut(tmp_path: Path) -> None:
    mix = heard(clip(voice(2.5, 4.5, "a")), tmp_path, a=speech(2.0))
    assert len(mix.samples) == 3 * RATE


def test_music_is_low_from_before_a_word_until_after_it(tmp_path: Path) -> None:
    tone(tmp_path / "music.wav", 10)
    quiet = speech(2.0)
    quiet.samples[:] = 0  # heard only in what the music does
    timeline = clip(voice(3.0, 5.0, "a"), music(10.0), frames=300)
    level = strength(heard(timeline, tmp_path, a=quiet).samples, 1000.0)
    before = level[200]
    assert level[280] == pytest.approx(before, abs=0.2)  # 200 ms before the word
    assert level[298] == pytest.approx(before - 12, abs=0.3)  # it is down when it begins
    assert level[400] == pytest.approx(before - 12, abs=0.3)
    assert level[530] == pytest.approx(before - 12, abs=0.3)  # held for a breath
    assert level[600] == pytest.approx(before, abs=0.3)


def test_music_makes_room_for_a_clip_that_speaks(tmp_path: Path) -> None:
    tone(tmp_path / "music.wav", 10)
    tone(tmp_path / "talk.wav", 3, 300.0)
    talk = FootageSound(start=3.0, end=5.0, source="talk.wav", source_start=0.0)
    level = strength(heard(clip(talk, music(10.0), frames=300), tmp_path).samples, 1000.0)
    assert level[400] == pytest.approx(level[200] - 12, abs=0.5)


def test_music_comes_and_goes(tmp_path: Path) -> None:
    tone(tmp_path / "music.wav", 10)
    level = strength(heard(clip(music(6.0), frames=180), tmp_path).samples, 1000.0)
    assert level[0] < level[100] - 20
    assert level[590] < level[100] - 20
    assert level[470] == pytest.approx(level[100], abs=0.2)


@pytest.mark.parametrize("length", [0.31, 1.0, 2.7])
def test_short_music_is_repeated_without_a_click(tmp_path: Path, length: float) -> None:
    tone(tmp_path / "music.wav", length, 437.0)
    mix = heard(clip(music(6.0, fade_in=0.0, fade_out=0.0), frames=180), tmp_path)
    steps = np.abs(np.diff(mix.samples[4800:-4800, 0]))
    own = 2 * np.pi * 437 / RATE * np.abs(mix.samples).max()
    assert steps.max() < 1.1 * own
    assert strength(mix.samples, 437.0)[:590].min() > -30  # nor a hole


def test_silence_around_music_is_left_out(tmp_path: Path) -> None:
    sound = np.zeros((3 * RATE, 2))
    sound[RATE : 2 * RATE] = 0.3 * np.sin(2 * np.pi * 500 * np.arange(RATE) / RATE)[:, None]
    wavefile(tmp_path / "music.wav", sound)
    mix = heard(clip(music(4.0, fade_in=0.0, fade_out=0.0), frames=120), tmp_path)
    assert strength(mix.samples, 500.0).min() > -30


@pytest.mark.parametrize("speed", [0.25, 0.5, 1.0, 1.7, 4.0])
def test_footage_sound_keeps_its_pitch_at_any_speed(tmp_path: Path, speed: float) -> None:
    tone(tmp_path / "clip.wav", 9, 440.0)
    sound = FootageSound(start=1.0, end=3.0, source="clip.wav", source_start=0.5, speed=speed)
    mix = heard(clip(sound, frames=120), tmp_path).samples[:, 0]
    assert not mix[: RATE - 480].any()
    assert np.abs(mix[round(2.8 * RATE) : round(2.9 * RATE)]).max() > 0.05
    assert np.abs(mix[round(3.05 * RATE) :]).max() < 0.01
    spectrum = np.abs(np.fft.rfft(mix[round(1.2 * RATE) : round(2.8 * RATE)]))
    assert np.argmax(spectrum) / 1.6 == pytest.approx(440, abs=3)


def test_footage_sound_goes_under_speech_where_asked(tmp_path: Path) -> None:
    tone(tmp_path / "clip.wav", 9)
    quiet = speech(2.0)
    quiet.samples[:] = 0
    sound = FootageSound(start=0.0, end=9.0, source="clip.wav", source_start=0.0, duck=-14.0)
    timeline = clip(voice(3.0, 5.0, "a"), sound, frames=270)
    level = strength(heard(timeline, tmp_path, a=quiet).samples, 1000.0)
    assert level[400] == pytest.approx(level[200] - 14, abs=0.3)


def test_a_sonic_logo_is_heard_in_its_place(tmp_path: Path) -> None:
    tone(tmp_path / "logo.wav", 1.0, 800.0)
    mix = heard(clip(SonicSound(start=2.0, end=3.0, source="logo.wav")), tmp_path).samples
    assert not mix[: 2 * RATE - 480].any()
    assert strength(mix, 800.0)[220:280].min() > -20


def test_a_sound_that_is_a_picture_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "music.wav").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(64))
    with pytest.raises(ClipkitError) as caught:
        heard(clip(music(3.0)), tmp_path)
    assert [problem.code for problem in caught.value.problems] == ["media-not-sound"]


def test_very_peaky_sound_keeps_to_both_promises(tmp_path: Path) -> None:
    random = np.random.default_rng(3)
    clock = np.arange(8 * RATE)
    clicks = random.laplace(0, 0.02, (8 * RATE, 2)) + (clock % 4000 < 12)[:, None] * 0.9
    wavefile(tmp_path / "music.wav", np.clip(clicks, -1, 1))
    mix = heard(clip(music(8.0), frames=240), tmp_path)
    assert loudness(mix.samples) == pytest.approx(-14.0, abs=0.3)
    assert true_peak(mix.samples) <= -1.0


def test_a_take_that_is_kept_sounds_as_it_did(tmp_path: Path) -> None:
    cache = store.Cache(tmp_path / "cache")
    tone(tmp_path / "music.wav", 4, 330.0)
    tone(tmp_path / "other.wav", 4, 470.0)
    takes = {f"t{k}": speech(1.2, seed=k) for k in range(2)}
    voices = (voice(0.4, 1.6, "t0"), voice(1.8, 3.0, "t1", "recording"))
    for source in ("music.wav", "other.wav"):
        timeline = clip(*voices, music(3.2, source), frames=96)
        plain = heard(timeline, tmp_path, **takes)
        kept = mixed(timeline, takes, tmp_path.joinpath, cache)
        assert np.array_equal(kept.samples, plain.samples)
    folder = cache.folder
    assert folder is not None
    assert len(list((folder / "voices").iterdir())) == 2


def test_a_kept_take_that_is_damaged_is_made_again(tmp_path: Path) -> None:
    cache = store.Cache(tmp_path / "cache")
    timeline, takes = clip(voice(0.4, 1.6, "t0")), {"t0": speech(1.2, seed=0)}
    first = mixed(timeline, takes, tmp_path.joinpath, cache)
    assert cache.folder is not None
    (entry,) = (cache.folder / "voices").iterdir()
    entry.write_bytes(entry.read_bytes()[:-1000])
    again = mixed(timeline, takes, tmp_path.joinpath, cache)
    assert np.array_equal(again.samples, first.samples)
