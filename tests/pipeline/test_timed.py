"""Subtitles as scripts: their times, on the frames and in the sound of the clip."""

import wave
from pathlib import Path

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray
from PIL import Image

import clipkit
from clipkit import pipeline, store
from clipkit.errors import ClipkitError
from clipkit.media import samples
from clipkit.model.cues import Caption
from clipkit.model.options import Options
from clipkit.model.timeline import Timeline, VoiceSound
from clipkit.pipeline import sounding
from clipkit.voice.again import spoken_again
from tests.pipeline.test_in_time import BRAND, HZ, changes, seen

TIMES = (0.533, 1.4, 2.35, 3.217, 4.6)  # when each word begins, s
TEXT = "Selamat pagi warga kampung semua"
ENDS = 5.2
FRAME = 1 / 30
AT_ONCE = """family: montserrat
size: 78
active: {fill: paper, box: primary}
plate: {scope: word, colour: primary}
"""  # a plate behind the word that is said, which neither slides nor grows


def clock(seconds: float, point: str) -> str:
    return f"00:00:{seconds:06.3f}".replace(".", point)


def one_each() -> str:
    """A subtitle for each word, which ends 0.55 s after it begins."""
    return "\n".join(
        f"{k}\n{clock(at, ',')} --> {clock(at + 0.55, ',')}\n{word}\n"
        for k, (at, word) in enumerate(zip(TIMES, TEXT.split(), strict=True), start=1)
    )


def stamped() -> str:
    """One subtitle, with a time before each word."""
    words = zip(TIMES, TEXT.split(), strict=True)
    said = " ".join(f"<{clock(at, '.')}>{word}" for at, word in words)
    return f"WEBVTT\n\n{clock(TIMES[0], '.')} --> {clock(ENDS, '.')}\n{said}\n"


FILES = {"a.srt": one_each, "a.vtt": stamped}


def tones(seconds: float = 6.0) -> NDArray[np.float64]:
    """A recording: a tone for 0.25 s from the start of each word, over a little noise."""
    at = np.arange(round(seconds * HZ)) / HZ
    heard = np.random.default_rng(2).normal(0, 0.001, len(at))
    for begin in TIMES:
        on = (at >= begin) & (at < begin + 0.25)
        heard[on] += 0.4 * np.sin(2 * np.pi * 500 * at[on])
    return heard


def saved(path: Path, heard: NDArray[np.float64]) -> Path:
    with wave.open(str(path), "wb") as out:
        out.setparams((1, 2, HZ, len(heard), "NONE", ""))
        out.writeframes((heard * 32767).astype("<i2").tobytes())
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.new("RGB", (1080, 1920), (110, 110, 110)).save(tmp_path / "grey.png")
    (tmp_path / "brand.yaml").write_text(BRAND, "utf-8")
    for name, text in FILES.items():
        (tmp_path / name).write_text(text(), "utf-8")
    return tmp_path


def planned(script: Path, **chosen: str) -> Timeline:
    return clipkit.plan(clipkit.load(script), Options(**chosen))  # type: ignore[arg-type]


def captions(timeline: Timeline) -> list[Caption]:
    return [cue for cue in timeline.cues if isinstance(cue, Caption)]


def onsets(heard: NDArray[np.float32]) -> list[float]:
    """When a sound begins, in seconds, to 5 ms."""
    size = HZ // 200
    loud = np.abs(heard[: len(heard) // size * size]).reshape(-1, size).max(axis=1) > 0.1
    quiet = np.convolve(loud, np.ones(20), "full")[: len(loud)] - loud
    return [int(k) / 200 for k in np.flatnonzero(loud & (quiet == 0))]


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_words_are_lit_at_their_times_over_their_own_recording(name: str, folder: Path) -> None:
    saved(folder / "PTT-20260315.wav", tones())
    (folder / "gaya.yaml").write_text(AT_ONCE, "utf-8")
    options = Options(style=str(folder / "gaya.yaml"))
    (made,) = clipkit.render(clipkit.load(folder / name), options=options).outputs
    assert made.path.name == "a.mp4"
    lit = changes(seen(made.path))
    assert len(lit) == len(TIMES)
    assert np.abs(np.subtract(lit, TIMES)).max() <= FRAME / 2 + 1e-6
    heard = onsets(samples.read(made.path)[:, 0])
    assert len(heard) == len(TIMES)
    assert np.abs(np.subtract(heard, TIMES)).max() <= 0.012
    assert made.seconds == pytest.approx(6.1, abs=0.05)  # 0.9 s after the last word
    assert made.lufs == pytest.approx(-14, abs=0.5)


@pytest.mark.parametrize("name", FILES)
def test_the_plan_has_the_files_own_times(name: str, folder: Path) -> None:
    timeline = planned(folder / name)
    assert [word.start for word in timeline.words] == list(TIMES)
    firsts = {cue.words[0]: cue.first for cue in captions(timeline)}
    assert len(firsts) > 1
    for index, first in firsts.items():
        assert first == timeline.words[index].first
        assert abs(first * FRAME - TIMES[index]) <= FRAME / 2 + 1e-9
    assert timeline.sound == ()
    assert (timeline.title, timeline.lang, timeline.problems) == ("", "id", ())


def test_a_recording_is_used_as_it_lies(folder: Path) -> None:
    heard = tones(9.0)
    timeline = planned(folder / "a.srt", recording=str(saved(folder / "lain.wav", heard)))
    (sound,) = timeline.sound
    assert isinstance(sound, VoiceSound)
    assert (sound.start, sound.end) == (0.0, 9.0)
    assert timeline.seconds == pytest.approx(9.0, abs=FRAME)
    assert [word.start for word in timeline.words] == list(TIMES)


def test_an_intro_moves_sound_and_words_alike(folder: Path) -> None:
    saved(folder / "suara.wav", tones())
    (folder / "brand.yaml").write_text(BRAND.replace("outro: none", "intro: card"), "utf-8")
    timeline = planned(folder / "a.srt")
    (sound,) = voices(timeline)
    moved = [word.start - sound.start for word in timeline.words]
    assert sound.start > 0.5
    assert moved == pytest.approx(TIMES, abs=0.001)


def test_fit_leaves_the_times_alone(folder: Path) -> None:
    late = one_each().replace("00:00:04", "00:00:59").replace("00:00:05", "00:01:00")
    (folder / "a.srt").write_text(late, "utf-8")
    timeline = clipkit.plan(clipkit.load(folder / "a.srt"), Options(fit=True))
    assert [word.start for word in timeline.words] == [*TIMES[:4], 59.6]
    assert "too-long" in [problem.code for problem in timeline.problems]


@pytest.mark.slow
def test_a_voice_that_is_asked_for_speaks_in_its_own_time(folder: Path) -> None:
    saved(folder / "suara.wav", tones())
    timeline = planned(folder / "a.srt", voice="espeak")
    engines = {dict(sound.voice)["engine"] for sound in voices(timeline)}
    assert engines == {"espeak"}
    assert [word.start for word in timeline.words] != list(TIMES)
    assert [p.code for p in timeline.problems] == ["subtitle-respoken"]


def test_no_voice_leaves_the_recording_out_and_keeps_the_times(folder: Path) -> None:
    saved(folder / "suara.wav", tones())
    timeline = planned(folder / "a.srt", voice="none")
    assert timeline.sound == ()
    assert [word.start for word in timeline.words] == list(TIMES)
    assert timeline.problems == ()


def test_subtitles_behind_the_recordings_end_are_told(folder: Path) -> None:
    saved(folder / "suara.wav", tones(3.0))
    (problem,) = planned(folder / "a.srt").problems
    assert (problem.code, problem.severity, problem.place.line) == (
        "subtitle-unheard",
        "warning",
        15,
    )


def test_check_does_not_listen_and_knows_the_length(folder: Path) -> None:
    saved(folder / "suara.wav", tones(9.0))
    checked = pipeline.check(clipkit.load(folder / "a.srt"))
    assert checked.seconds == pytest.approx(9.0, abs=FRAME)
    assert (checked.words, checked.problems) == (5, ())


def test_a_recording_is_heard_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.CACHE_VARIABLE, str(folder / "kept"))
    saved(folder / "suara.wav", tones())
    first = planned(folder / "a.srt")
    (kind,) = (kind for kind in store.cache().kinds() if kind.name == "heard")
    assert kind.entries == 1
    assert planned(folder / "a.srt") == first


def test_its_sound_is_the_same_when_only_the_timeline_is_left(folder: Path) -> None:
    saved(folder / "suara.wav", tones())
    timeline = planned(folder / "a.srt")
    ((key, first),) = sounding.takes(timeline).items()
    ((same, again),) = spoken_again([*voices(timeline)], lambda _: recording(folder)).items()
    assert key == same
    assert np.array_equal(first.samples, again.samples)


def voices(timeline: Timeline) -> list[VoiceSound]:
    return [sound for sound in timeline.sound if isinstance(sound, VoiceSound)]


def recording(folder: Path) -> tuple[NDArray[np.float32], int]:
    return samples.read(folder / "suara.wav", rate=HZ, channels=1)[:, 0], HZ


def test_a_folder_with_subtitles_alone_holds_a_script(folder: Path) -> None:
    with pytest.raises(ClipkitError) as caught:
        clipkit.load(folder)
    assert caught.value.problems[0].code == "script-several"
    (folder / "a.vtt").unlink()
    assert clipkit.load(folder).times
    (folder / "a.md").write_text("Halo semua.", "utf-8")
    assert clipkit.load(folder).times == ()  # a.srt was made of it


def test_times_of_other_words_are_a_mistake(folder: Path) -> None:
    script = clipkit.load(folder / "a.srt")
    with pytest.raises(ValueError, match="5 tokens"):
        clipkit.plan(replace(script, times=script.times[1:]))


@pytest.mark.slow
def test_a_video_of_the_subtitles_name_is_not_written_over(folder: Path) -> None:
    script, draft = clipkit.load(folder / "a.srt"), Options(draft=True)
    (folder / "a.mp4").write_bytes(b"the video")
    with pytest.raises(ClipkitError) as caught:
        clipkit.render(script, options=draft)
    assert [problem.code for problem in caught.value.problems] == ["output-theirs"]
    assert (folder / "a.mp4").read_bytes() == b"the video"
    (folder / "a.mp4").unlink()
    (folder / "a.jpg").write_bytes(b"its picture")
    (made,) = clipkit.render(script, options=draft).outputs
    assert made.sidecars["cover"].name == "a-cover.jpg"
    assert (folder / "a.jpg").read_bytes() == b"its picture"
    (again,) = clipkit.render(script, options=draft).outputs  # its own may be
    assert again.path == made.path


@pytest.mark.slow
def test_captions_as_a_file_never_take_the_place_of_the_script(folder: Path) -> None:
    script = replace(clipkit.load(folder / "a.srt"), captions="both")
    (made,) = clipkit.render(script, options=Options(draft=True)).outputs
    assert (folder / "a.srt").read_text("utf-8") == one_each()
    assert made.sidecars["captions"].name == "a-captions.srt"


@pytest.mark.slow
def test_from_standard_input_it_is_called_clip_as_ever(folder: Path) -> None:
    script = pipeline.load_bytes(one_each().encode(), "-", folder)
    (folder / "clip.mp4").write_bytes(b"of another run")
    (made,) = clipkit.render(script, options=Options(draft=True)).outputs
    assert made.path == folder / "clip.mp4"
