"""What was spoken and looked at once is not made again, and never trusted blindly."""

import wave
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

import clipkit
from clipkit import pipeline, store
from clipkit.errors import ClipkitError
from clipkit.model import facts
from clipkit.model.timeline import VoiceSound
from clipkit.pipeline import speaking
from clipkit.voice import espeak, takes, version

TEXT = "---\nbahasa: id\n---\n\n![](foto.jpg)\nKopi pagi di kampung kami. Silakan datang.\n"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> store.Cache:
    monkeypatch.setenv(store.CACHE_VARIABLE, str(tmp_path / "cache"))
    return store.cache()


@pytest.fixture
def script(tmp_path: Path) -> Path:
    folder = tmp_path / "script"
    folder.mkdir()
    Image.new("RGB", (900, 600), "teal").save(folder / "foto.jpg")
    (folder / "uji.md").write_text(TEXT, "utf-8")
    return folder / "uji.md"


def kept(cache: store.Cache, kind: str) -> list[Path]:
    assert cache.folder is not None
    return sorted((cache.folder / kind).glob("*"))


def test_a_second_plan_is_the_first(script: Path, cache: store.Cache) -> None:
    first = pipeline.plan(clipkit.load(script))
    assert (len(kept(cache, "takes")), len(kept(cache, "facts"))) == (2, 1)
    assert pipeline.plan(clipkit.load(script)) == first


def test_a_sentence_is_spoken_once(script: Path, cache: store.Cache) -> None:
    first = pipeline.plan(clipkit.load(script))
    sound = first.sound[0]
    assert isinstance(sound, VoiceSound)
    take = speaking.kept(sound.take)
    assert take is not None
    longer = np.concatenate([take.samples, np.zeros(take.rate, np.int16)])
    other = takes.Take(
        samples=longer, rate=take.rate, words=take.words, seconds=take.seconds + 1, spans=take.spans
    )
    cache.put("takes", take.key, version(), content=takes.packed(other))
    assert pipeline.plan(clipkit.load(script)).frames == first.frames + first.fps


def test_a_take_comes_back_as_it_was(script: Path) -> None:
    spoken = takes.Spoken(
        tokens=clipkit.load(script).sentences[0].tokens,
        words=(("kopi", 0), ("pagi", 1), ("di", 2), ("kampung", 3), ("kami.", 4)),
    )
    voice = espeak.named("", "id", 1.0)
    (take,) = voice.speak([spoken])
    again = takes.unpacked(takes.packed(take), spoken, take.key, take.settings)
    assert np.array_equal(again.samples, take.samples)
    for name in ("rate", "words", "seconds", "spoken", "spans", "phones", "key", "settings"):
        assert getattr(again, name) == getattr(take, name), name


def test_a_file_is_looked_at_once(script: Path, cache: store.Cache) -> None:
    clip = pipeline.plan(clipkit.load(script))
    (entry,) = kept(cache, "facts")
    content = entry.read_bytes()[32:]
    told = facts.unpacked(content, "foto.jpg")
    assert (told.kind, told.size) == ("photo", (900, 600))
    assert pipeline.plan(clipkit.load(script)) == clip
    Image.new("RGB", (600, 900), "teal").save(script.parent / "foto.jpg")  # another, same name
    pipeline.plan(clipkit.load(script))
    assert len(kept(cache, "facts")) == 2


@pytest.mark.parametrize("kind", ["takes", "facts"])
def test_a_damaged_entry_is_made_again(script: Path, cache: store.Cache, kind: str) -> None:
    first = pipeline.plan(clipkit.load(script))
    whole = {entry: entry.read_bytes() for entry in kept(cache, kind)}
    for entry, content in whole.items():
        entry.write_bytes(content[: len(content) // 2])
    assert pipeline.plan(clipkit.load(script)) == first
    assert {entry: entry.read_bytes() for entry in kept(cache, kind)} == whole


def test_a_check_does_not_listen_to_a_recording(script: Path) -> None:
    noise = np.random.default_rng(1).normal(0, 3000, 48000 * 9).astype("<i2")
    with wave.open(str(script.parent / "suara.wav"), "wb") as out:
        out.setparams((1, 2, 48000, len(noise), "NONE", ""))
        out.writeframes(noise.tobytes())
    script.write_text(TEXT.replace("bahasa: id", "bahasa: id\nrekaman: suara.wav"), "utf-8")
    told = pipeline.check(clipkit.load(script))
    assert not told.problems
    assert told.seconds == pytest.approx(9 + 1.3, abs=0.2)  # and its lead and tail
    with pytest.raises(ClipkitError) as caught:
        pipeline.plan(clipkit.load(script))
    assert "recording-silent" in {problem.code for problem in caught.value.problems}
