"""When words are said in a recording: on the recording's own clock, whatever a clip cuts out."""

from itertools import chain, pairwise
from pathlib import Path

import numpy as np
import pytest

import clipkit
from clipkit import pipeline, store
from clipkit.errors import ClipkitError, ExitCode
from clipkit.media import samples
from clipkit.model.timeline import Timeline, VoiceSound
from clipkit.pipeline import sounding, speaking
from tests.voice.recordings import OTHER, RATE, SCRIPT, recorded, saved

RABIES = Path(__file__).parents[2] / "examples" / "rabies"
SAID = SCRIPT[:2]


@pytest.fixture
def script(tmp_path: Path) -> Path:
    (tmp_path / "uji.md").write_text("---\nbahasa: id\n---\n" + "\n\n".join(SAID), "utf-8")
    return tmp_path / "uji.md"


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> store.Cache:
    monkeypatch.setenv(store.CACHE_VARIABLE, str(tmp_path / "cache"))
    return store.cache()


def test_words_are_where_they_are_said(script: Path) -> None:
    heard_, starts = recorded(SAID)
    recording = saved(script.parent / "suara.wav", heard_)
    aligned = pipeline.align(clipkit.load(script), recording)
    assert [word.text for word in aligned.words] == " ".join(SAID).split()
    off = [abs(word.start - at) for word, at in zip(aligned.words, chain(*starts), strict=True)]
    assert np.median(off) <= 0.017
    assert max(off) <= 0.1
    assert aligned.seconds == pytest.approx(len(heard_) / RATE, abs=0.001)
    assert [word.sentence for word in aligned.words] == [0] * 8 + [1] * 7
    assert all(0.5 < word.confidence <= 1 for word in aligned.words)
    assert aligned.problems == ()


def test_silence_in_the_recording_moves_what_comes_after_it(script: Path) -> None:
    usual, _ = recorded(SAID)
    before = pipeline.align(clipkit.load(script), saved(script.parent / "a.wav", usual))
    cut = round((before.words[7].end + before.words[8].start) / 2 * RATE)
    quiet = np.random.default_rng(3).normal(0, 8, 3 * RATE).astype(np.int16)
    longer = np.concatenate([usual[:cut], quiet, usual[cut:]])
    after = pipeline.align(clipkit.load(script), saved(script.parent / "b.wav", longer))
    assert after.seconds == pytest.approx(before.seconds + 3, abs=0.001)
    for k, (old, new) in enumerate(zip(before.words, after.words, strict=True)):
        moved = 3.0 if k >= 8 else 0.0
        assert abs(new.start - old.start - moved) <= 0.06, old.text
        assert abs(new.end - old.end - moved) <= 0.06, old.text


def test_a_sentence_that_is_not_said_has_no_words(script: Path) -> None:
    text = script.read_text("utf-8") + "\n\n" + SCRIPT[2]
    script.write_text(text, "utf-8")
    recording = saved(script.parent / "suara.wav", recorded((SCRIPT[0], SCRIPT[2]))[0])
    aligned = pipeline.align(clipkit.load(script), recording)
    assert {word.sentence for word in aligned.words} == {0, 2}
    (problem,) = aligned.problems
    assert (problem.code, problem.severity) == ("recording-skipped", "warning")
    assert (problem.place.file, problem.place.line) == (str(script), 6)


def test_a_scenes_own_recording_holds_that_scene(script: Path) -> None:
    first = saved(script.parent / "satu.wav", recorded(SAID[:1])[0])
    second = saved(script.parent / "dua.wav", recorded(SAID[1:])[0])
    script.write_text(
        f"---\nbahasa: id\n---\n{{rekaman=satu.wav}}\n{SAID[0]}\n\n---\n\n{SAID[1]}\n", "utf-8"
    )
    read = clipkit.load(script)
    assert {word.sentence for word in pipeline.align(read, first).words} == {0}
    assert {word.sentence for word in pipeline.align(read, second).words} == {1}


def test_a_script_without_words_has_none(script: Path) -> None:
    recording = saved(script.parent / "suara.wav", recorded(SAID[:1])[0])
    script.write_text("# Judul saja\n", "utf-8")
    aligned = pipeline.align(clipkit.load(script), recording)
    assert aligned.words == ()
    assert aligned.seconds > 1


def test_another_script_is_told_and_silence_refused(script: Path) -> None:
    recording = saved(script.parent / "suara.wav", recorded(OTHER[:2])[0])
    codes = {problem.code for problem in pipeline.align(clipkit.load(script), recording).problems}
    assert "recording-other" in codes
    quiet = saved(script.parent / "hening.wav", np.zeros(3 * RATE, np.int16))
    with pytest.raises(ClipkitError) as caught:
        pipeline.align(clipkit.load(script), quiet)
    assert [problem.code for problem in caught.value.problems] == ["recording-silent"]
    assert caught.value.exit_code is ExitCode.MEDIA


def in_file(timeline: Timeline) -> list[tuple[str, float, float]]:
    """A timeline's words, mapped back into the recording that they were cut out of."""
    cuts = {
        sound.sentence: float(dict(sound.voice)["start"]) - sound.start
        for sound in timeline.sound
        if isinstance(sound, VoiceSound)
    }
    words = timeline.words
    return [(w.text, w.start + cuts[w.sentence], w.end + cuts[w.sentence]) for w in words]


@pytest.mark.slow
def test_the_examples_recording_is_found_as_its_clip_has_it() -> None:
    script, recording = clipkit.load(RABIES), RABIES / "suara" / "rabies.ogg"
    aligned = pipeline.align(script, recording)
    seconds = len(samples.read(recording)) / samples.RATE
    assert aligned.seconds == pytest.approx(seconds, abs=0.01)
    times = [time for word in aligned.words for time in (word.start, word.end)]
    assert times[0] >= 0
    assert times[-1] <= seconds
    assert all(a <= b for a, b in pairwise(times))
    mapped = in_file(clipkit.plan(script))
    assert [word.text for word in aligned.words] == [text for text, _, _ in mapped]
    for word, (_, start, end) in zip(aligned.words, mapped, strict=True):
        assert abs(word.start - start) <= 0.05
        assert abs(word.end - end) <= 0.05


def test_a_recording_is_listened_to_once(
    script: Path, cache: store.Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(script.parent / "suara.wav", recorded(SAID)[0])
    first = clipkit.plan(clipkit.load(script))
    before = sounding.takes(first)
    monkeypatch.setattr(speaking, "_KEPT", {})  # as in another process
    assert clipkit.plan(clipkit.load(script)) == first
    again = sounding.takes(first)
    assert set(again) == set(before) != set()
    for key, take in before.items():
        assert np.array_equal(again[key].samples, take.samples)
    (kind,) = [kind for kind in cache.kinds() if kind.name == "heard"]
    assert kind.entries == 1

    def listened(*_: object) -> None:
        raise AssertionError("it is listened to again")

    monkeypatch.setattr("clipkit.voice.recording.read", listened)
    words = pipeline.align(clipkit.load(script), script.parent / "suara.wav").words
    assert {word.sentence for word in words} == {0, 1}


def test_a_changed_word_or_recording_is_listened_to_again(script: Path, cache: store.Cache) -> None:
    recording = saved(script.parent / "suara.wav", recorded(SAID[:1])[0])
    script.write_text(f"---\nbahasa: id\n---\n{SAID[0]}", "utf-8")
    pipeline.align(clipkit.load(script), recording)
    script.write_text(f"---\nbahasa: id\n---\n{SAID[0].replace('Senin', 'Selasa')}", "utf-8")
    pipeline.align(clipkit.load(script), recording)
    saved(recording, recorded(SAID[:1], rate=150)[0])
    pipeline.align(clipkit.load(script), recording)
    assert cache.folder is not None
    assert len([*(cache.folder / "heard").iterdir()]) == 3
