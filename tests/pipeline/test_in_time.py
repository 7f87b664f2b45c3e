"""In the finished file, as a viewer sees and hears it: each word is lit when it is said."""

from pathlib import Path
from typing import NamedTuple

import av
import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

import clipkit
from clipkit.media import samples
from clipkit.model.timeline import Timeline, VoiceSound
from clipkit.voice import engine
from clipkit.voice.pronounce import respelled

HZ = 48000
BRAND = 'name: Kedai\noutro: none\ncolors: {primary: "#D0021B", ink: "#101010", paper: "#FFFFFF"}\n'
SCRIPTS = {
    "id": "Kopi pagi dari kampung kami, hangat dan harum. Setiap Minggu diantar ke rumah warga!",
    "en": "Fresh coffee from our village, warm and strong. Every Sunday morning we bring it home!",
}


class Seen(NamedTuple):
    """A frame of the file: its time in seconds, and the middle of its lit word, half pixels."""

    at: float
    middle: tuple[float, float] | None


def seen(path: Path) -> list[Seen]:
    """Where the red plate behind the lit word stands, on every frame."""
    frames = []
    with av.open(str(path)) as file:
        for frame in file.decode(video=0):
            packed = np.asarray(frame.to_ndarray(), np.uint8)
            height, width = packed.shape[0] * 2 // 3, packed.shape[1]
            red = packed[height:].reshape(2, height // 2, width // 2)[1] > 180
            rows, columns = np.nonzero(red)
            middle = (float(columns.mean()), float(rows.mean())) if len(rows) > 500 else None
            frames.append(Seen(float(frame.time or 0.0), middle))
    return frames


def changes(frames: list[Seen]) -> list[float]:
    """When another word is lit, in seconds: the plate, which was at rest, is on its way there."""
    found, before, moved = list[float](), None, False
    for at, middle in frames:
        moves = middle and (before is None or np.hypot(*np.subtract(middle, before)) > 8)
        if moves and not moved:
            found.append(at)
        before, moved = middle or before, bool(moves)
    return found


def events(clip: Timeline, heard: NDArray[np.float32]) -> list[float]:
    """When the engine itself says that words begin, in seconds of the file.

    The engine is asked again, apart from clipkit's takes; its sound is looked for in the file's.
    """
    found: list[float] = []
    for sound in clip.sound:
        assert isinstance(sound, VoiceSound)
        words = [respelled(word) if clip.lang == "id" else word for word, _ in sound.spoken]
        voice = {name: value for name, value in sound.voice if name != "engine"}
        told = engine.heard(" ".join(words), voice)
        raw = np.frombuffer(told.samples, "<i2").astype(float)
        fine = np.interp(np.arange(0, len(raw), told.rate / HZ), np.arange(len(raw)), raw)
        size = 1 << (len(heard) + len(fine)).bit_length()
        product = np.fft.rfft(heard, size) * np.fft.rfft(fine, size).conj()
        begin = int(np.argmax(np.fft.irfft(product)))
        begin = begin - size if begin > size // 2 else begin
        found += [begin / HZ + sample / told.rate for _, sample in told.words]
    return found


@pytest.mark.slow
@pytest.mark.parametrize("lang", SCRIPTS)
def test_the_lit_word_changes_when_the_voice_says_the_next(lang: str, tmp_path: Path) -> None:
    Image.new("RGB", (1080, 1920), (110, 110, 110)).save(tmp_path / "grey.png")
    (tmp_path / "brand.yaml").write_text(BRAND, "utf-8")
    written = f"---\nlang: {lang}\nstyle: box_word\n---\n![](grey.png)\n{SCRIPTS[lang]}\n"
    (tmp_path / "a.md").write_text(written, "utf-8")
    script = clipkit.load(tmp_path / "a.md")
    made = clipkit.render(script).outputs[0].path
    lit = changes(seen(made))
    said = events(clipkit.plan(script), samples.read(made)[:, 0])
    assert len(lit) == len(SCRIPTS[lang].split())
    off = [min(abs(at - event) for event in said) for at in lit]
    assert max(off) <= 0.040
    assert np.median(off) <= 0.020
