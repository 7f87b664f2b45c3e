"""Recordings as people have them: each gives the right sound, or says clearly what is wrong."""

import struct
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from numpy.typing import NDArray

import clipkit
from clipkit import pipeline, store
from clipkit.errors import ClipkitError
from clipkit.media import samples
from clipkit.model.options import Options
from clipkit.model.timeline import Timeline, VoiceSound
from clipkit.pipeline import sounding
from clipkit.sound.filters import resampled
from tests.voice.recordings import OTHER, RATE, SCRIPT, recorded

Floats = NDArray[np.float32]
HZ = 48000
TEXT = "---\nbahasa: id\n---\n" + "\n\n".join(SCRIPT[:2])


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(store.CACHE_VARIABLE, str(tmp_path / "cache"))
    home = tmp_path / "naskah"
    home.mkdir()
    (home / "uji.md").write_text(TEXT, "utf-8")
    return home


def spoken() -> tuple[Floats, list[float]]:
    """Both sentences at 48 kHz, (n,), and when their words are said."""
    said, starts = recorded(SCRIPT[:2])
    floats = said.astype(np.float32) / np.float32(32768)
    return resampled(floats, RATE), [at for sentence in starts for at in sentence]


def saved(path: Path, sound: Floats, codec: str = "pcm_s16le", rate: int = HZ) -> Path:
    """Encode (n,) or (n, 2) of 48 kHz."""
    tracks(path, [sound], codec, rate)
    return path


def tracks(
    path: Path, sounds: list[Floats], codec: str, rate: int = HZ, *, main: int = 0, film: int = 0
) -> None:
    """Encode one or several tracks. main: which is the default. film: pictures, 10 a second."""
    with av.open(str(path), "w") as file:
        rows: list[tuple[Any, str, Floats]] = []
        for number, sound in enumerate(sounds):
            layout = "mono" if sound.ndim == 1 else "stereo"
            stream: Any = file.add_stream(codec, rate=rate)
            stream.layout = layout
            stream.disposition = av.stream.Disposition(int(number == main))
            rows.append((stream, layout, np.atleast_2d(sound.T)))
        if film:
            picture = file.add_stream("mpeg4", rate=10, width=1080, height=1920)
            for _ in range(film):
                file.mux(picture.encode(av.VideoFrame(1080, 1920, "yuv420p")))
            file.mux(picture.encode(None))
        for stream, layout, row in rows:
            frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(row), "fltp", layout)
            frame.sample_rate = HZ
            form = stream.codec_context.format.name
            resampler = av.AudioResampler(format=form, layout=layout, rate=rate)
            for part in [*resampler.resample(frame), *resampler.resample(None)]:
                part.pts = None
                file.mux(stream.encode(part))
            file.mux(stream.encode(None))


def raw(path: Path, code: int, bits: int, channels: int, content: bytes) -> Path:
    """A WAV file of any samples. code: 1 integers, 3 floats."""
    each = channels * bits // 8
    form = struct.pack("<HHIIHH", code, channels, HZ, HZ * each, each, bits)
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form
    body += b"data" + struct.pack("<I", len(content)) + content
    path.write_bytes(b"RIFF" + struct.pack("<I", len(body)) + body)
    return path


def planned(folder: Path, recording: Path) -> Timeline:
    script = clipkit.load(folder / "uji.md")
    return clipkit.plan(script, Options(recording=str(recording)))


def codes(folder: Path, recording: Path) -> list[str]:
    """Problems of a check, and of a plan."""
    script, options = clipkit.load(folder / "uji.md"), Options(recording=str(recording))
    looks: tuple[Callable[[], Any], ...] = (
        lambda: pipeline.check(script, options),
        lambda: clipkit.plan(script, options),
    )
    found: list[str] = []
    for look in looks:
        try:
            told = look().problems
        except ClipkitError as error:
            told = error.problems
        found += [problem.code for problem in told]
    return found


def voices(timeline: Timeline) -> list[VoiceSound]:
    return [sound for sound in timeline.sound if isinstance(sound, VoiceSound)]


def twenty_four(path: Path, voice: Floats) -> Path:
    whole = np.rint(voice * 8388607).astype("<i4")
    return raw(path, 1, 24, 1, whole.view(np.uint8).reshape(-1, 4)[:, :3].tobytes())


def above_full_scale(path: Path, voice: Floats) -> Path:
    return raw(path, 3, 32, 1, (voice / np.abs(voice).max() * 4).astype("<f4").tobytes())


def one_dead(path: Path, voice: Floats) -> Path:
    return saved(path, np.stack([0 * voice, voice], axis=1))


def one_turned_round(path: Path, voice: Floats) -> Path:
    return saved(path, np.stack([voice, -voice], axis=1))


def two_tracks(path: Path, voice: Floats) -> Path:
    other = resampled(recorded(OTHER[:2])[0].astype(np.float32) / np.float32(32768), RATE)
    path = path.with_suffix(".mkv")
    tracks(path, [other, voice], "aac", main=1, film=90)
    return path


def with_a_cover(path: Path, voice: Floats) -> Path:
    """An MP3 behind a tag with a picture, whose first frame is damaged."""
    path = saved(path.with_suffix(".mp3"), voice, "libmp3lame")
    with av.open(str(path)) as file:
        sound = b"".join(bytes(packet) for packet in file.demux(audio=0))
    picture = b"\0image/jpeg\0\x03\0" + b"\xff\xd8\xff\xe0" + bytes(5000)
    tag = b"APIC" + struct.pack(">I", len(picture)) + b"\0\0" + picture
    size = bytes(len(tag) >> 7 * place & 0x7F for place in (3, 2, 1, 0))
    path.write_bytes(b"ID3\x03\0\0" + size + tag + b"\xff\xfb\x90" + bytes(40) + sound)
    return path


RIGHT: dict[str, Callable[[Path, Floats], Path]] = {
    "8 kHz": lambda path, voice: saved(path, voice, rate=8000),
    "24 bit": twenty_four,
    "float above full scale": above_full_scale,
    "one channel dead": one_dead,
    "one channel turned round": one_turned_round,
    "a film whose second track is the default": two_tracks,
    "a cover and a broken header": with_a_cover,
}


def late(path: Path, voice: Floats) -> float:
    """Seconds by which a file's sound comes after what was encoded: an MP3 without a head has some.

    The best shift of its envelope, of a millisecond's steps.
    """
    heard = samples.read_voice(path, key=path.name, rate=HZ)
    loud = [np.abs(one[: len(one) // 48 * 48]).reshape(-1, 48).mean(1) for one in (heard, voice)]
    size = sum(map(len, loud))
    both = np.fft.rfft(loud[0], size) * np.fft.rfft(loud[1], size).conj()
    return int(np.fft.irfft(both, size)[:200].argmax()) / 1000


@pytest.mark.parametrize("what", RIGHT)
def test_it_is_heard_as_it_was_said(what: str, folder: Path) -> None:
    voice, starts = spoken()
    path = RIGHT[what](folder / "suara.wav", voice)
    starts = [at + late(path, voice) for at in starts]
    timeline = planned(folder, path)
    assert [problem.code for problem in timeline.problems] == []
    takes = sounding.takes(timeline)
    cuts = {s.sentence: s.start - float(dict(s.voice)["start"]) for s in voices(timeline)}
    off = [
        abs(word.start - cuts[word.sentence] - at)
        for word, at in zip(timeline.words, starts, strict=True)
    ]
    assert np.median(off) <= 0.02
    for sound in voices(timeline):
        heard = takes[sound.take].samples / 32768
        assert 0.05 < heard.std() < 0.2  # levelled, from whatever it was
        assert np.abs(heard).max() < 0.95
    mix = sounding.mix(timeline)
    assert mix.lufs == pytest.approx(-14, abs=0.5)


def test_a_dead_channel_costs_no_loudness(folder: Path) -> None:
    voice, _ = spoken()
    ways = [folder / "a.wav", folder / "b.wav", folder / "c.wav"]
    saved(ways[0], voice)
    one_dead(ways[1], voice)
    one_turned_round(ways[2], voice)
    gains = [dict(voices(planned(folder, way))[0].voice)["gain"] for way in ways]
    assert gains[1] == pytest.approx(gains[0], rel=0.01)
    assert gains[2] == pytest.approx(gains[0], rel=0.01)


def test_silence_is_no_recording(folder: Path) -> None:
    silence = saved(folder / "suara.wav", np.zeros(9 * HZ, np.float32))
    assert codes(folder, silence) == ["recording-silent"]


def test_a_recording_of_a_moment_cannot_hold_a_script(folder: Path) -> None:
    (folder / "uji.md").write_text(TEXT + "\n\n" + "\n\n".join((*SCRIPT, *OTHER)), "utf-8")
    voice, _ = spoken()
    short = saved(folder / "suara.wav", voice[: 3 * HZ])
    assert codes(folder, short) == ["recording-short", "recording-short"]


def hours(path: Path, count: float) -> Path:
    """Hours of silence, in few bytes."""
    with av.open(str(path), "w") as file:
        stream = file.add_stream("flac", rate=1000)
        stream.layout = "mono"
        for at in range(round(count * 60)):
            frame = av.AudioFrame.from_ndarray(np.zeros((1, 60_000), np.int16), "s16", "mono")
            frame.sample_rate, frame.pts, frame.time_base = 1000, at * 60_000, Fraction(1, 1000)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path


def test_hours_are_refused_before_they_are_listened_to(folder: Path) -> None:
    long = hours(folder / "suara.flac", 3)
    with pytest.raises(ClipkitError) as caught:
        pipeline.align(clipkit.load(folder / "uji.md"), long)
    assert [problem.code for problem in caught.value.problems] == ["recording-long"]
    assert codes(folder, long) == ["recording-long", "recording-long"]
    with pytest.raises(ClipkitError) as caught:
        planned(folder, long)
    (problem,) = caught.value.problems
    assert "180" in problem.words("id").text
    assert "20" in problem.words("en").text
