from typing import TYPE_CHECKING

import numpy as np
import pytest

from clipkit import voice
from clipkit.model.script import Token
from clipkit.model.timeline import VoiceSound
from clipkit.voice import espeak, recording
from clipkit.voice.again import spoken_again
from clipkit.voice.align import Aligner
from clipkit.voice.normalise import Normaliser
from clipkit.voice.takes import Spoken, Take, said

if TYPE_CHECKING:
    from clipkit.voice.takes import Samples

SCRIPT = (
    "Banjir besar melanda beberapa kecamatan sejak Senin malam.",
    "Petugas gabungan mengevakuasi warga dengan perahu karet.",
    "Sekitar tiga ratus keluarga mengungsi ke gedung sekolah.",
    "Pemerintah daerah menyiapkan dapur umum dan obat-obatan.",
)
OTHER = (
    "Setelah dijemur selama dua minggu, biji kopi disangrai dengan api kecil.",
    "Rasanya manis, sedikit asam, dan aromanya seperti bunga melati.",
    "Kalau penasaran, silakan datang ke kedai kami di dekat pasar lama.",
)
RATE = 22050
PAUSES = (0.35, 1.4, 0.2, 0.5)


def spoken(*texts: str) -> list[Spoken]:
    hear = Normaliser("id")
    return [hear([Token(text=part) for part in text.split(" ")]) for text in texts]


def recorded(
    texts: tuple[str, ...], variant: str = "f3", rate: int = 140, pitch: int = 60
) -> "tuple[Samples, list[list[float]]]":
    """A recording by another voice than the reference's: its samples, and when its words start."""
    other = espeak.Espeak(
        voice="id", variant=variant, rate=rate, pitch=pitch, range=50, wordgap=0, volume=60
    )
    noise = np.random.default_rng(7)
    parts, starts, at = [np.zeros(9000, np.int16)], [], 9000
    for k, take in enumerate(other.speak(spoken(*texts))):
        starts.append([at / RATE + word.start for word in take.words])
        quiet = np.zeros(round(RATE * PAUSES[k % 4]), np.int16)
        parts += [take.samples, quiet]
        at += len(take.samples) + len(quiet)
    whole = np.concatenate(parts)
    return (whole + noise.normal(0, 8, len(whole))).astype(np.int16), starts


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
    takes, pauses, problems = recording.read(samples, RATE, spoken(*SCRIPT), "id", source="a.ogg")
    assert problems == []
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
    takes, _, _ = recording.read(samples / 4 / 32768 + hum / 32768, RATE, spoken(*SCRIPT), "id")
    for take in takes:
        spectrum = np.abs(np.fft.rfft(take.samples / 32768.0))
        hertz = np.fft.rfftfreq(len(take.samples), 1 / RATE)
        low, high = spectrum[(hertz > 20) & (hertz < 40)], spectrum[(hertz > 150) & (hertz < 1000)]
        assert low.max() < 0.1 * high.max()


def test_a_take_can_be_cut_again_from_its_settings() -> None:
    samples, _ = recorded(SCRIPT[:2])
    takes, _, _ = recording.read(samples, RATE, spoken(*SCRIPT[:2]), "id", source="a.ogg")
    for take in takes:
        again = recording.recut(samples, RATE, take.settings)
        assert (again.samples == take.samples).all()
        assert again.key == take.key


def sound(number: int, take: Take) -> VoiceSound:
    told = said(take)
    return VoiceSound(
        start=0, end=1, sentence=number, take=told.take, voice=told.voice, spoken=told.spoken
    )


def test_a_timeline_alone_is_enough_to_speak_again() -> None:
    samples, _ = recorded(SCRIPT[:2])
    own, _, _ = recording.read(samples, RATE, spoken(*SCRIPT[:2]), "id", source="a.ogg")
    made = voice.make("espeak:f2", "id").speak(spoken(*OTHER[:2]))
    silent = voice.make("none", "id").speak(spoken(OTHER[2]))
    takes = [*own, *made, *silent]
    asked: list[str] = []

    def opened(source: str) -> "tuple[Samples, int]":
        asked.append(source)
        return samples, RATE

    again = spoken_again([sound(k, take) for k, take in enumerate(takes)], opened)
    assert asked == ["a.ogg"]
    assert set(again) == {take.key for take in takes if take.key}
    for take in takes[:4]:
        assert (again[take.key].samples == take.samples).all()


def codes(texts: tuple[str, ...], script: tuple[str, ...]) -> list[tuple[str, str]]:
    samples, _ = recorded(texts)
    takes, _, problems = recording.read(samples, RATE, spoken(*script), "id", source="a.ogg")
    assert len(takes) == len(script)
    return [(p.code, dict(p.values).get("number", "")) for p in problems]


def test_a_skipped_sentence_is_named() -> None:
    assert codes((*SCRIPT[:2], SCRIPT[3]), SCRIPT) == [("recording-skipped", "3")]


def test_a_skipped_sentence_is_still_shown() -> None:
    samples, _ = recorded((*SCRIPT[:2], SCRIPT[3]))
    takes, pauses, _ = recording.read(samples, RATE, spoken(*SCRIPT), "id")
    assert len(takes[2].samples) == 0
    assert takes[2].seconds > 1
    assert takes[2].key == ""
    assert pauses[1:3] == [None, None]


def test_what_is_not_in_the_script_is_told() -> None:
    assert ("recording-extra", "2") in codes((*SCRIPT[:2], OTHER[0], *SCRIPT[2:]), SCRIPT)


def test_another_script_is_told() -> None:
    assert ("recording-other", "") in codes(OTHER, SCRIPT)


@pytest.mark.parametrize("what", ["silence", "hiss", "nothing"])
def test_a_recording_without_speech_is_an_error(what: str) -> None:
    noise = np.random.default_rng(1).normal(0, 500, 5 * RATE).astype(np.int16)
    samples = {"silence": np.zeros(5 * RATE, np.int16), "hiss": noise, "nothing": noise[:0]}[what]
    _, _, problems = recording.read(samples, RATE, spoken(*SCRIPT), "id", source="a.ogg")
    assert [(p.code, p.severity) for p in problems] == [("recording-silent", "error")]


@pytest.mark.slow
def test_a_long_recording_is_found_to_its_end() -> None:
    texts = (SCRIPT + OTHER) * 6
    samples, starts = recorded(texts)
    assert len(samples) / RATE > 150
    found = Aligner("id").align(samples, RATE, spoken(*texts))
    off = [
        abs(w.start - at)
        for words, wanted in zip(found.words, starts, strict=True)
        for w, at in zip(words, wanted, strict=True)
    ]
    assert np.median(off) <= 0.017
