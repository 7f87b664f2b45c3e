import numpy as np
import pytest

from clipkit import voice
from clipkit.model.timeline import VoiceSound
from clipkit.voice import heard, recording
from clipkit.voice.again import spoken_again
from clipkit.voice.align import Aligner
from clipkit.voice.takes import Take, said
from tests.pace import alone
from tests.voice.recordings import OTHER, PAUSES, RATE, SCRIPT, Samples, recorded, spoken


@pytest.mark.parametrize(("variant", "rate", "pitch"), [("f3", 140, 60), ("m3", 185, 40)])
def test_words_of_another_voice_are_found(variant: str, rate: int, pitch: int) -> None:
    samples, starts = recorded(SCRIPT, variant, rate, pitch)
    found = Aligner("id").align(samples, RATE, spoken(*SCRIPT))
    off = [
        abs(word.start - start)
        for words, wanted in zip(found.words, starts, strict=True)
        for word, start in zip(words, wanted, strict=True)
    ]
    assert np.median(off) <= 0.017
    assert np.percentile(off, 95) <= 0.050
    assert found.warnings == ()
    assert found.confidence > 0.5


def test_each_sentence_is_a_take_with_its_own_pause() -> None:
    samples, starts = recorded(SCRIPT)
    found, takes = recording.read(samples, RATE, spoken(*SCRIPT), "id", "a.ogg")
    pauses = [*found.pauses]
    assert found.warnings == ()
    assert pauses[3] is None
    kept = [pause for pause in pauses if pause is not None]
    assert max(kept) <= 0.6 == kept[1]
    assert all(pause <= gap for pause, gap in zip(kept, PAUSES, strict=False))
    off: list[float] = []
    for take, wanted in zip(takes, starts, strict=True):
        cut = dict(take.settings)
        begin = float(cut["start"])
        off += [abs(w.start + begin - at) for w, at in zip(take.words, wanted, strict=True)]
        assert take.seconds == len(take.samples) / take.rate
        assert 0.03 < np.sqrt((take.samples / 32768.0) ** 2).mean() < 0.2
    assert np.median(off) <= 0.017
    assert len({take.key for take in takes}) == 4


def test_what_is_quiet_and_low_comes_out_clean_and_level() -> None:
    samples, _ = recorded(SCRIPT)
    hum = 3000 * np.sin(2 * np.pi * 30 * np.arange(len(samples)) / RATE)
    quiet = samples / 4 / 32768 + hum / 32768
    _, takes = recording.read(quiet, RATE, spoken(*SCRIPT), "id", "a.ogg")
    for take in takes:
        spectrum = np.abs(np.fft.rfft(take.samples / 32768.0))
        hertz = np.fft.rfftfreq(len(take.samples), 1 / RATE)
        low, high = spectrum[(hertz > 20) & (hertz < 40)], spectrum[(hertz > 150) & (hertz < 1000)]
        assert low.max() < 0.1 * high.max()


def test_takes_can_be_cut_again_from_their_settings() -> None:
    samples, _ = recorded(SCRIPT[:2])
    _, takes = recording.read(samples, RATE, spoken(*SCRIPT[:2]), "id", "a.ogg")
    again = recording.recut(samples, RATE, [take.settings for take in takes])
    for take, cut in zip(takes, again, strict=True):
        assert (cut.samples == take.samples).all()
        assert cut.key == take.key


def test_what_was_heard_comes_back_as_it_was() -> None:
    samples, _ = recorded((*SCRIPT[:2], SCRIPT[3]))
    sentences = spoken(*SCRIPT)
    found, takes = recording.read(samples, RATE, sentences, "id", "a.ogg")
    again = heard.unpacked(found.packed())
    assert again == found
    assert again.problems(sentences, "a.ogg") == found.problems(sentences, "a.ogg")
    told = [one for one in again.said(sentences, "a.ogg") if one.take]
    pauses = [pause for part, pause in zip(again.parts, again.pauses, strict=True) if part]
    assert told == [said(take, pause=p) for take, p in zip(takes, pauses, strict=True)]


def sound(number: int, take: Take) -> VoiceSound:
    told = said(take)
    return VoiceSound(
        start=0, end=1, sentence=number, take=told.take, voice=told.voice, spoken=told.spoken
    )


def test_a_timeline_alone_is_enough_to_speak_again() -> None:
    samples, _ = recorded(SCRIPT[:2])
    _, own = recording.read(samples, RATE, spoken(*SCRIPT[:2]), "id", "a.ogg")
    made = voice.make("espeak:f2", "id").speak(spoken(*OTHER[:2]))
    silent = voice.make("none", "id").speak(spoken(OTHER[2]))
    takes = [*own, *made, *silent]
    asked: list[str] = []

    def opened(source: str) -> tuple[Samples, int]:
        asked.append(source)
        return samples, RATE

    again = spoken_again([sound(k, take) for k, take in enumerate(takes)], opened)
    assert asked == ["a.ogg"]
    assert set(again) == {take.key for take in takes if take.key}
    for take in takes[:4]:
        assert (again[take.key].samples == take.samples).all()


def codes(texts: tuple[str, ...], script: tuple[str, ...]) -> list[tuple[str, str]]:
    samples, _ = recorded(texts)
    found, _ = recording.read(samples, RATE, spoken(*script), "id", "a.ogg")
    assert len(found.parts) == len(script)
    problems = found.problems(spoken(*script), "a.ogg")
    return [(p.code, dict(p.values).get("number", "")) for p in problems]


def test_a_skipped_sentence_is_named() -> None:
    assert codes((*SCRIPT[:2], SCRIPT[3]), SCRIPT) == [("recording-skipped", "3")]


def test_a_skipped_sentence_is_still_shown() -> None:
    samples, _ = recorded((*SCRIPT[:2], SCRIPT[3]))
    found, takes = recording.read(samples, RATE, spoken(*SCRIPT), "id", "a.ogg")
    assert len(takes) == 3
    told = found.said(spoken(*SCRIPT), "a.ogg")
    assert told[2].seconds > 1
    assert [one.take != "" for one in told] == [True, True, False, True]
    assert [one.pause for one in told[1:3]] == [None, None]


def test_what_is_not_in_the_script_is_told() -> None:
    assert ("recording-extra", "2") in codes((*SCRIPT[:2], OTHER[0], *SCRIPT[2:]), SCRIPT)


def test_another_script_is_told() -> None:
    assert ("recording-other", "") in codes(OTHER, SCRIPT)


@pytest.mark.parametrize("what", ["silence", "hiss", "nothing"])
def test_a_recording_without_speech_is_an_error(what: str) -> None:
    noise = np.random.default_rng(1).normal(0, 500, 5 * RATE).astype(np.int16)
    samples = {"silence": np.zeros(5 * RATE, np.int16), "hiss": noise, "nothing": noise[:0]}[what]
    found, _ = recording.read(samples, RATE, spoken(*SCRIPT), "id", "a.ogg")
    problems = found.problems(spoken(*SCRIPT), "a.ogg")
    assert [(p.code, p.severity) for p in problems] == [("recording-silent", "error")]


@pytest.mark.slow
def test_a_long_recording_is_found_to_its_end() -> None:
    texts = (SCRIPT + OTHER) * 6
    samples, starts = recorded(texts)
    assert len(samples) / RATE > 150
    with alone():
        found = Aligner("id").align(samples, RATE, spoken(*texts))
    off = [
        abs(w.start - at)
        for words, wanted in zip(found.words, starts, strict=True)
        for w, at in zip(words, wanted, strict=True)
    ]
    assert np.median(off) <= 0.017
