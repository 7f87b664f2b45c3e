import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from clipkit import voice
from clipkit.errors import ClipkitError
from clipkit.model.script import Token
from clipkit.voice import engine, espeak
from clipkit.voice.normalise import Normaliser
from clipkit.voice.pronounce import respelled
from clipkit.voice.takes import Spoken, Take, said

TEXTS = {
    "id": (
        "Setelah dijemur selama dua minggu, biji kopi disangrai dengan api kecil.",
        "Harga Rp25.000/kg berlaku sampai 17/8/2026 📱 di kedai kami!",
        "Dengan lebih dari empat belas pengetahuan, mereka menulis kecepatan kereta.",
    ),
    "en": (
        "Place your phone in the middle of the room, near a window with soft light.",
        "Doors open at 8:30 AM and it costs $10.50 for one of the seats.",
    ),
}


def spoken(text: str, lang: str = "id") -> Spoken:
    return Normaliser(lang)([Token(text=part) for part in text.split(" ")])


def speak(text: str, lang: str = "id", name: str = "espeak", speed: float = 1.0) -> Take:
    return voice.make(name, lang, speed=speed).speak([spoken(text, lang)])[0]


@pytest.mark.parametrize(("lang", "text"), [(la, t) for la, ts in TEXTS.items() for t in ts])
def test_every_token_is_said_within_the_take_and_in_order(lang: str, text: str) -> None:
    take = speak(text, lang)
    assert len(take.words) == len(text.split(" "))
    assert take.seconds == len(take.samples) / take.rate
    ends = [0.0, *(word.end for word in take.words)]
    assert all(end <= word.start <= word.end for end, word in zip(ends, take.words, strict=False))
    assert ends[-1] <= take.seconds
    silent = {k for k, token in enumerate(text.split(" ")) if token == "📱"}
    assert {k for k, word in enumerate(take.words) if word.end == word.start} == silent


@pytest.mark.parametrize(("lang", "text"), [(la, t) for la, ts in TEXTS.items() for t in ts])
def test_a_word_is_shown_when_the_voice_tells_its_event(lang: str, text: str) -> None:
    """The engine's own events, read here a second way: straight from the worker."""
    made, sentence = espeak.named("", lang, 1.0), spoken(text, lang)
    take = made.speak([sentence])[0]
    handed = " ".join(respelled(w) if lang == "id" else w for w, _ in sentence.words)
    heard = engine.heard(handed, {name: value for name, value in made.settings if name != "engine"})
    lead = np.frombuffer(heard.samples, "<i2").tobytes().index(take.samples.tobytes()) / 2
    events = np.array([(sample - lead) / heard.rate for _, sample in heard.words])
    starts = np.array([span.start for span in take.spans])
    off = [abs(starts - event).min() for event in events]  # English merges some: not all have one
    assert len(events) > 0.7 * len(starts)
    assert max(off) <= 0.040
    assert np.median(off) <= 0.020


def test_words_start_where_the_sound_does() -> None:
    """One loud word between two silences: its time is where its sound is."""
    take = speak("Pagi, siang, malam.")
    loud = np.abs(take.samples.astype(int)) > 600
    for word in take.words:
        inside = np.flatnonzero(loud[int(word.start * take.rate) :]) / take.rate
        assert inside[0] < 0.040


@pytest.mark.parametrize("name", ["espeak", "espeak:f2", "espeak:whisper"])
def test_the_same_text_gives_the_same_samples(name: str) -> None:
    text = TEXTS["id"][0]
    takes = voice.make(name, "id").speak([spoken(text)] * 30)  # longer than a clock's second
    assert len({take.samples.tobytes() for take in takes}) == 1


def test_takes_are_known_by_all_that_decides_them() -> None:
    text = TEXTS["id"][0]
    first, second = voice.make("espeak", "id").speak([spoken(text), spoken(text)])
    assert first.key == second.key
    assert first.key != speak(text, speed=1.1).key


def test_speed_makes_it_shorter() -> None:
    text = TEXTS["id"][0]
    assert 0.85 < speak(text, speed=1.15).seconds / speak(text).seconds < 0.93


def hertz(take: Take) -> float:
    """The median of a take's fundamental: the strongest autocorrelation from 60 to 400 Hz."""
    size, found = take.rate // 20, []
    for first in range(0, len(take.samples) - size, size):
        block = take.samples[first : first + size].astype(float)
        block -= block.mean()
        same = np.correlate(block, block, "full")[size - 1 :]
        lags = same[take.rate // 400 : take.rate // 60]
        if same[0] > size * 500.0**2 and lags.max() > 0.5 * same[0]:
            found.append(take.rate / (take.rate // 400 + int(np.argmax(lags))))
    return float(np.median(found))


@pytest.mark.parametrize("name", ["espeak", "espeak:f2"])
@pytest.mark.parametrize("pitch", [0.7, 0.9, 1.2, 1.6])
def test_pitch_is_so_many_times_the_usual(name: str, pitch: float) -> None:
    sentence = spoken(TEXTS["id"][0])
    (usual,) = voice.make(name, "id").speak([sentence])
    (moved,) = voice.make(name, "id", pitch=pitch).speak([sentence])
    assert hertz(moved) / hertz(usual) == pytest.approx(pitch, rel=0.05)
    assert moved.seconds == pytest.approx(usual.seconds, rel=0.05)
    assert moved.key != usual.key


def test_the_open_e_is_told_to_the_engine() -> None:
    phones = [name for name, _ in speak("dengan lebih empat").phones]
    assert phones.count("@") == 3


@pytest.mark.parametrize(
    "text",
    [
        "[[h@l'oU]] dunia",
        "satu \x00\x07 dua",
        "\ud800 tiga",
        "<break/> <speak> &amp; empat",
        "kata" * 3000,
        " ".join(["kopi"] * 400),
        "%s %n {0} \\ ' \" `rm`",
    ],
)
def test_hostile_text_is_spoken_or_passed_over(text: str) -> None:
    take = speak(text)
    assert len(take.words) == len(text.split(" "))
    assert take.seconds > 0


def test_phonemes_of_a_user_are_not_obeyed() -> None:
    assert (speak("[[a]] kopi").samples == speak("a kopi").samples).all()


@pytest.mark.parametrize("text", ["📱 — …", "***"])
def test_nothing_speakable_is_a_take_without_sound(text: str) -> None:
    take = speak(text)
    assert len(take.samples) == 0
    assert take.key == ""
    assert [tuple(word) for word in take.words] == [(0.0, 0.0)] * len(text.split(" "))


def test_what_is_said_of_a_take_is_plain() -> None:
    take = speak(TEXTS["id"][0])
    told = said(take, pause=0.2)
    assert told.words == take.words
    assert dict(told.voice)["engine"] == "espeak"
    assert (told.take, told.pause) == (take.key, 0.2)


def problem_of(error: ClipkitError) -> tuple[str, dict[str, str]]:
    return error.problems[0].code, dict(error.problems[0].values)


@pytest.mark.parametrize("name", ["siti", "espeak:nobody", "espeak:../f2"])
def test_an_unknown_voice_is_told_with_the_known_ones(name: str) -> None:
    with pytest.raises(ClipkitError) as caught:
        voice.make(name, "id")
    code, values = problem_of(caught.value)
    assert (code, values["name"]) == ("voice-missing", name)
    assert "espeak:f2" in values["known"]


def test_without_its_package_the_voice_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(ClipkitError) as caught:
        voice.make("espeak", "id")
    assert "pip install" in caught.value.problems[0].words("en").hint
    assert voice.make("none", "id").speak([spoken("halo")])[0].seconds > 0


WORKERS = {
    "crashes": "import ctypes; ctypes.string_at(0)",
    "hangs": "while True: pass",
    "raises": "raise RuntimeError('buffer')",
    "babbles": "print('hello')",
    "refuses": 'import sys; sys.stdout.buffer.write(b\'\\x0e\\0\\0\\0{"error": "no"}\')',
}


@pytest.mark.parametrize("what", WORKERS)
def test_a_worker_that_fails_is_a_problem(what: str, tmp_path: Path) -> None:
    worker = tmp_path / "worker.py"
    worker.write_text(WORKERS[what], "utf-8")
    with pytest.raises(ClipkitError) as caught:
        engine.heard("halo", {}, worker=worker, limit=1.0 if what == "hangs" else 20.0)
    assert problem_of(caught.value)[0] == "voice-failed"


def test_voices_can_all_be_made() -> None:
    for found in voice.voices("id"):
        assert voice.make(found.name, "id").settings


def test_the_worker_answers_by_standard_streams_alone() -> None:
    """As a plain program, without our isolation: the same request, the same bytes."""
    request = {
        **dict(espeak.named("f2", "en", 1.0).settings),
        "library": str(
            next(engine.folder() / n for n in engine.LIBRARIES if (engine.folder() / n).is_file())
        ),
        "text": "kopi",
    }
    command = [sys.executable, str(engine.WORKER)]
    done = subprocess.run(
        command,
        input=json.dumps(request).encode(),
        capture_output=True,
        cwd=engine.folder(),
        check=True,
    )
    settings = {name: value for name, value in request.items() if name not in ("engine", "text")}
    assert done.stdout.endswith(engine.heard("kopi", settings).samples)
    lost = json.dumps({**request, "voice": "nobody"}).encode()
    done = subprocess.run(command, input=lost, capture_output=True, cwd=engine.folder(), check=True)
    assert b"no voice nobody" in done.stdout
