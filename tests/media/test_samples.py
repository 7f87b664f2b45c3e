from pathlib import Path

import av
import numpy as np
import pytest

from clipkit.errors import ClipkitError
from clipkit.media import probe, samples
from tests.media import files
from tests.sound.clips import wavefile


@pytest.fixture
def sweep(tmp_path: Path) -> Path:
    """Twelve seconds that tell their time by their pitch: 200 Hz, and 100 more a second."""
    clock = np.arange(12 * 44100) / 44100
    wave = np.sin(2 * np.pi * (200 * clock + 50 * clock**2)) * 0.5
    wavefile(tmp_path / "a.wav", wave[:, None], 44100)
    return tmp_path / "a.wav"


def pitch(sound: np.ndarray[tuple[int, ...], np.dtype[np.float32]]) -> float:
    """Hz in the first tenth of a second."""
    head = sound[:4800, 0] * np.hanning(4800)
    return float(np.argmax(np.abs(np.fft.rfft(head, 48000))))


def test_sound_is_brought_to_one_form(sweep: Path) -> None:
    sound = samples.read(sweep)
    assert sound.dtype == np.float32
    assert sound.shape == (12 * 48000, 2)
    assert (sound[:, 0] == sound[:, 1]).all()
    assert np.abs(sound).max() == pytest.approx(0.5, abs=0.02)
    assert samples.read(sweep, rate=16000, channels=1).shape == (12 * 16000, 1)
    whole = samples.read_int16(sweep)
    assert whole.dtype == np.int16
    assert np.abs(whole / 32768 - sound).max() < 1e-3


@pytest.mark.parametrize("start", [0.0, 1.25, 4.9, 5.1, 9.3])
def test_a_part_begins_where_it_is_asked_to(sweep: Path, start: float) -> None:
    part = samples.read(sweep, start=start, seconds=0.5)
    assert len(part) == 24000
    whole = samples.read(sweep)[round(start * 48000) :][:24000]
    assert np.abs(part - whole)[64:-64].max() < 0.01


def test_past_the_end_there_is_nothing(sweep: Path) -> None:
    assert len(samples.read(sweep, start=11.5, seconds=3)) == 24000
    assert len(samples.read(sweep, start=60.0)) == 0
    assert len(samples.read(sweep, seconds=0.0)) == 0


@pytest.mark.parametrize("start", [0.0, 2.0, 8.0])
def test_a_clips_sound_goes_with_its_picture(tmp_path: Path, start: float) -> None:
    path = files.clip(tmp_path / "a.mp4", files.greys(100), fps=10, tone=440)
    part = samples.read(path, start=start, seconds=1.0)
    assert len(part) == 48000
    assert pitch(part) == pytest.approx(440, abs=2)
    facts = probe.facts(path, "a.mp4")
    assert facts.sound
    assert facts.seconds == pytest.approx(10, abs=0.1)


def test_a_title_in_another_encoding_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "a.mp3"
    with av.open(str(path), "w") as file:
        file.metadata["title"] = "Kopi pagi"
        stream = file.add_stream("mp3", rate=48000)
        frame = av.AudioFrame.from_ndarray(np.zeros((2, 48000), np.float32), "fltp", "stereo")
        frame.sample_rate = 48000
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    known = path.read_bytes()
    assert b"Kopi pagi" in known
    path.write_bytes(known.replace(b"Kopi pagi", b"Kopi \xe9\xe8\xff\xa0"))
    assert len(samples.read(path)) >= 48000


def test_a_clip_without_sound_says_so(tmp_path: Path) -> None:
    path = files.clip(tmp_path / "a.mp4", files.greys(3))
    facts = probe.facts(path, "a.mp4", "picture")
    assert not facts.sound
    for look in (
        lambda: samples.read(path, key="a.mp4"),
        lambda: probe.facts(path, "a.mp4", "sound"),
    ):
        with pytest.raises(ClipkitError) as caught:
            look()
        assert [problem.code for problem in caught.value.problems] == ["media-not-sound"]


def test_a_sound_is_no_picture(sweep: Path) -> None:
    facts = probe.facts(sweep, "a.wav", "sound")
    assert (facts.kind, facts.seconds, facts.size, facts.luma) == ("sound", 12.0, (0, 0), ())
    with pytest.raises(ClipkitError) as caught:
        probe.facts(sweep, "a.wav", "picture")
    assert [problem.code for problem in caught.value.problems] == ["media-not-picture"]


def test_a_sound_in_an_unlisted_codec_is_a_problem_of_its_own(tmp_path: Path) -> None:
    with av.open(str(tmp_path / "a.mkv"), "w") as file:
        stream = file.add_stream("wavpack", rate=48000)
        frame = av.AudioFrame.from_ndarray(np.zeros((2, 4800), np.float32), "fltp", "stereo")
        frame.sample_rate = 48000
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    with pytest.raises(ClipkitError) as caught:
        samples.read(tmp_path / "a.mkv")
    assert [problem.code for problem in caught.value.problems] == ["media-codec"]
