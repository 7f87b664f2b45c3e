from typing import Any

import numpy as np
import pytest
from msgspec.structs import replace
from numpy.typing import NDArray

from clipkit import voice
from clipkit.model.timeline import VoiceSound
from clipkit.voice import heard, recording
from clipkit.voice.again import spoken_again
from clipkit.voice.align import Aligner
from clipkit.voice.features import Floats
from clipkit.voice.takes import Take, said
from tests.pace import alone
from tests.voice.recordings import OTHER, PAUSES, RATE, SCRIPT, Samples, recorded, spoken
from tests.voice.recordings import said as said_


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
    rows = zip(takes, [part for part in again.parts if part], told, strict=True)
    pauses = [pause for part, pause in zip(again.parts, again.pauses, strict=True) if part]
    for (take, part, one), pause in zip(rows, pauses, strict=True):
        own = round(part.end - part.start, 4)  # and then its room is heard
        assert one == replace(said(take, pause=pause), seconds=own, lasts=take.seconds)
        assert take.seconds > own


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


QUICK = SCRIPT[:2]


def breath(loud: float = 250.0) -> Floats:
    """A third of a second of soft air, 40 dB under the voice."""
    count = round(0.35 * RATE)
    air = np.fft.rfft(np.random.default_rng(4).normal(0, 1, count))
    hertz = np.fft.rfftfreq(count, 1 / RATE)
    soft = np.fft.irfft(air * np.exp(-(((hertz - 1500) / 1500) ** 2)), count)
    soft *= loud / soft.std() * np.sin(np.pi * np.arange(count) / count)
    return soft.astype(np.float32)


def hush(seconds: float) -> Floats:
    return np.zeros(round(seconds * RATE), np.float32)


def room(*parts: NDArray[Any], loud: float = 5.0) -> Samples:
    """Sounds one after the other, in a room that is never quite silent."""
    whole = np.concatenate(parts)
    return (whole + np.random.default_rng(6).normal(0, loud, len(whole))).astype(np.int16)


def halves(text: str, words: int) -> tuple[Samples, Samples]:
    """A sentence's first words, and the others."""
    take = said_(text, "f3", 140, 60)
    at = round(take.words[words - 1].end * RATE)
    return take.samples[:at], take.samples[at:]


def level(sound: NDArray[Any]) -> float:
    """dBFS of int16."""
    return float(20 * np.log10(np.sqrt(np.mean((sound / 32768.0) ** 2)) + 1e-9))


def test_a_long_silence_in_a_sentence_is_shortened_and_its_words_move() -> None:
    before, after = halves(QUICK[1], 4)
    samples = room(hush(2), before, hush(2.4), after, hush(3))
    found, (take,) = recording.read(samples, RATE, spoken(QUICK[1]), "id", "a.ogg")
    (part,) = found.parts
    assert part is not None
    assert take.words[4].start - take.words[3].end == pytest.approx(0.6, abs=0.02)
    (hole,) = part.holes
    spoke = 2 + len(before) / RATE, 2 + len(before) / RATE + 2.4
    assert spoke[0] + 0.1 < hole.start < hole.end < spoke[1] - 0.1
    assert part.in_file[3].end < hole.start
    assert part.in_file[4].start == pytest.approx(spoke[1], abs=0.05)
    whole = len(samples) / RATE
    assert take.seconds < whole - 2.4 + 0.6 - 2 - 3 + 0.9  # and what was before and after it


def test_a_cut_in_a_silence_does_not_click() -> None:
    before, after = halves(QUICK[1], 4)
    samples = room(hush(0.5), before, hush(2.4), after, hush(1), loud=60.0)
    _, (take,) = recording.read(samples, RATE, spoken(QUICK[1]), "id", "a.ogg")
    pause = slice(
        round((take.words[3].end + 0.1) * RATE), round((take.words[4].start - 0.1) * RATE)
    )
    quiet = take.samples[pause].astype(float)
    steps = np.diff(quiet)
    assert np.abs(steps).max() < 6 * steps.std()
    levels = [level(part) for part in np.array_split(quiet, 8)]
    assert max(levels) - min(levels) < 2.5


def test_a_breath_is_kept_whole() -> None:
    """Before a sentence, and before the words after a silence in it."""
    first = said_(QUICK[0], "f3", 140, 60).samples
    before, after = halves(QUICK[1], 4)
    parts = (hush(0.5), first, hush(1.5), breath(), hush(0.08), before)
    samples = room(*parts, hush(1.6), breath(), hush(0.1), after, hush(1))
    found, takes = recording.read(samples, RATE, spoken(*QUICK), "id", "a.ogg")
    part = found.parts[1]
    assert part is not None
    begun = sum(len(part) for part in parts[:3]) / RATE
    again = sum(len(part) for part in parts) / RATE + 1.6
    assert part.start <= begun + 0.03
    assert all(hole.end <= again + 0.03 for hole in part.holes)
    assert part.holes[0].end - part.holes[0].start > 0.8
    gain, here = part.gain, takes[1].samples
    kept = level(here[: round(0.45 * RATE)]) - level(breath()) - 20 * np.log10(gain)
    assert -4 < kept < 0.5  # its level, with what is silent before and after it
    assert next(iter(found.pauses)) == 0.6


def test_the_room_sounds_on_between_sentences() -> None:
    """Its noise is neither switched off where a take ends nor louder there."""
    samples, _ = recorded(SCRIPT)
    noisy = (samples + np.random.default_rng(8).normal(0, 40, len(samples))).astype(np.int16)
    found, takes = recording.read(noisy, RATE, spoken(*SCRIPT), "id", "a.ogg")
    at, line = 0.0, np.zeros(40 * RATE)
    gaps = []
    for part, take, pause in zip(found.parts, takes, found.pauses, strict=True):
        assert part is not None
        first = round(at * RATE)
        line[first : first + len(take.samples)] += take.samples / part.gain
        gaps.append((at + part.seconds, at + part.seconds + (pause or 0)))
        at += part.seconds + (pause or 0)
    inside = [level(line[round(a * RATE) : round(b * RATE)]) for a, b in gaps[:3] if b - a > 0.05]
    assert len(inside) >= 2
    assert max(inside) - min(inside) < 1.5
    assert np.mean(inside) == pytest.approx(20 * np.log10(40.8 / 32768) - 10, abs=1.5)


def test_a_sentence_that_is_too_quiet_is_named() -> None:
    loud = said_(QUICK[0], "f3", 140, 60).samples * 0.3
    soft = said_(QUICK[1], "f3", 140, 60).samples * 0.1
    samples = room(hush(0.5), loud, hush(0.6), soft, hush(0.5), loud=2.0)
    found, _ = recording.read(samples, RATE, spoken(*QUICK), "id", "a.ogg")
    (problem,) = found.problems(spoken(*QUICK), "a.ogg")
    values = dict(problem.values)
    assert (problem.code, problem.severity) == ("recording-quiet", "warning")
    assert (values["number"], values["at"]) == ("2", "0:05")
    assert values["sentence"] == QUICK[1]


@pytest.mark.parametrize("over", [1.0, 2.0])
def test_a_clipped_sentence_is_named_with_its_place(over: float) -> None:
    fine = said_(QUICK[0], "f3", 140, 60).samples
    loud = said_(QUICK[1], "f3", 140, 60).samples.astype(float)
    loud = np.clip(loud / np.abs(loud).max() * over, -1, 1) * 32767
    samples = room(hush(0.5), fine, hush(0.6), np.clip(loud, -32700, 32700), hush(0.5))
    found, _ = recording.read(samples, RATE, spoken(*QUICK), "id", "a.ogg")
    told = found.problems(spoken(*QUICK), "a.ogg")
    if over == 1.0:  # as loud as may be, but whole
        assert told == []
        return
    (problem,) = told
    assert (problem.code, problem.severity) == ("recording-clipped", "warning")
    assert dict(problem.values)["number"] == "2"
    assert dict(problem.values)["at"] in ("0:05", "0:06")
    for lang in ("id", "en"):
        assert QUICK[1] in problem.words(lang).text
