"""`clipkit captions` and `clipkit align`: what is printed, what is saved, what is refused."""

import json
from pathlib import Path

import numpy as np
import pysubs2
import pytest
from PIL import Image

from tests.cli.shell import inside
from tests.voice.recordings import RATE, SCRIPT, recorded, saved

TEXT = """---
bahasa: id
suara: none
{more}---

# Kopi pagi {{spoken}}

Kopi & **gula**, 5 < 6.

- Datang
- Pesan

---

> Kopi baik tidak butuh gula.
> — Bu Rini

> Sumber: warga
"""
SPOKEN = "Kopi pagi Kopi & gula, 5 < 6. Datang Pesan Kopi baik tidak butuh gula."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "kopi.md").write_text(TEXT.format(more=""), "utf-8")
    return tmp_path


def shown(text: str) -> str:
    file = pysubs2.SSAFile.from_string(text)
    return " ".join(event.plaintext.replace("\n", " ") for event in file)


def test_all_that_is_spoken_is_printed_and_nothing_else(folder: Path) -> None:
    answer = inside("captions", "kopi.md", cwd=folder)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith("1\n00:00:00,400 --> 00:00:0")
    assert shown(answer.out) == SPOKEN
    assert [p.name for p in folder.iterdir()] == ["kopi.md"]


def test_vtt_and_ass_are_printed_as_they_are_named(folder: Path) -> None:
    vtt = inside("captions", "kopi.md", "-f", "vtt", cwd=folder).out
    assert vtt.startswith("WEBVTT\nKind: captions\nLanguage: id\n\n00:00:00.400 --> ")
    assert "Kopi &amp; gula, 5 &lt; 6." in vtt
    ass = inside("captions", ".", "-f", "ass", "--profile", "square", cwd=folder).out
    assert "PlayResX: 1080\nPlayResY: 1080\n" in ass
    assert shown(ass) == SPOKEN


def test_json_has_the_times_of_the_plan(folder: Path) -> None:
    document = json.loads(inside("captions", "kopi.md", "-f", "json", cwd=folder).out)
    assert (document["schema"], document["lang"]) == ("clipkit.captions/1", "id")
    assert " ".join(one["text"] for one in document["captions"]) == SPOKEN
    words = [word for one in document["captions"] for word in one["words"]]
    assert " ".join(word["text"] for word in words) == SPOKEN
    plan = json.loads(inside("plan", "kopi.md", "--json", cwd=folder).out)
    assert [w["start"] for w in words] == [round(w["start"], 3) for w in plan["words"]]


def test_a_files_suffix_tells_the_form(folder: Path) -> None:
    answer = inside("captions", "kopi.md", "-o", "teks.VTT", cwd=folder)
    assert (answer.code, answer.out) == (0, "Tersimpan teks.VTT\n")
    content = (folder / "teks.VTT").read_bytes()
    assert content.startswith(b"WEBVTT\n")
    assert b"\r" not in content
    named = inside("captions", "kopi.md", "-f", "srt", "-o", "teks", cwd=folder)
    assert named.code == 0
    assert (folder / "teks").read_text("utf-8").startswith("1\n")


def test_another_suffix_and_an_input_are_refused(folder: Path) -> None:
    before = (folder / "kopi.md").read_bytes()
    strange = inside("captions", "kopi.md", "-o", "teks.doc", cwd=folder)
    assert strange.code == 2
    assert "NAME.srt, NAME.vtt, NAME.ass, NAME.json" in strange.err
    own = inside("captions", "kopi.md", "-o", "kopi.md", "-f", "srt", cwd=folder)
    assert own.code == 2
    assert "[output-is-input]" in own.err
    assert (folder / "kopi.md").read_bytes() == before
    assert [p.name for p in folder.iterdir()] == ["kopi.md"]


def test_warnings_and_errors_are_told_beside(folder: Path) -> None:
    long = "Satu dua tiga empat lima enam tujuh delapan. " * 40
    (folder / "kopi.md").write_text(f"---\nsuara: none\nbahasa: id\n---\n{long}", "utf-8")
    answer = inside("captions", "kopi.md", cwd=folder)
    assert answer.code == 0
    assert answer.out.startswith("1\n")
    assert "[too-long]" in answer.err
    broken = inside("captions", "tidak-ada.md", cwd=folder)
    assert (broken.code, broken.out) == (3, "")


@pytest.mark.parametrize(("told", "burnt"), [("burn", True), ("file", False), ("both", True)])
def test_captions_are_burnt_in_unless_they_are_a_file_alone(
    folder: Path, told: str, burnt: bool
) -> None:
    (folder / "kopi.md").write_text(TEXT.format(more=f"teks: {told}\n"), "utf-8")
    plan = json.loads(inside("plan", "kopi.md", "--json", cwd=folder).out)
    kinds = {cue["kind"] for cue in plan["cues"]}
    assert ("caption" in kinds) == burnt
    assert {"list", "quotation"} <= kinds  # these are the clip's own, not its captions


@pytest.mark.slow
def test_a_file_stands_beside_the_clip_only_if_it_is_asked_for(folder: Path) -> None:
    (folder / "kopi.md").write_text(TEXT.format(more="captions: file\n"), "utf-8")
    answer = inside("render", "kopi.md", "--draft", "-q", cwd=folder)
    assert answer.code == 0, answer.err
    assert {p.suffix for p in folder.iterdir()} == {".md", ".mp4", ".jpg", ".srt"}
    assert (folder / "kopi.srt").read_bytes().decode() == inside(
        "captions", "kopi.md", cwd=folder
    ).out


@pytest.fixture
def read_aloud(tmp_path: Path) -> Path:
    (tmp_path / "banjir.md").write_text(f"---\nbahasa: id\n---\n{SCRIPT[0]}", "utf-8")
    saved(tmp_path / "suara.wav", recorded(SCRIPT[:1])[0])
    return tmp_path


def test_a_recordings_words_are_printed_or_saved(read_aloud: Path) -> None:
    answer = inside("align", "banjir.md", "suara.wav", cwd=read_aloud)
    assert (answer.code, answer.err) == (0, "")
    document = json.loads(answer.out)
    assert (document["schema"], document["recording"]) == ("clipkit.words/1", "suara.wav")
    assert document["problems"] == []
    words = document["words"]
    assert " ".join(word["text"] for word in words) == SCRIPT[0]
    assert set(words[0]) == {"text", "start", "end", "sentence", "confidence"}
    assert words[-1]["end"] <= document["seconds"]
    vtt = inside("align", "banjir.md", "suara.wav", "-f", "vtt", cwd=read_aloud)
    assert vtt.out.startswith("WEBVTT\nKind: captions\nLanguage: id\n\n00:00:00.")
    saved_as = inside("align", "banjir.md", "suara.wav", "-o", "kata.srt", cwd=read_aloud)
    assert saved_as.out == "Tersimpan kata.srt\n"
    srt = (read_aloud / "kata.srt").read_text("utf-8")
    assert shown(srt) == SCRIPT[0]
    assert shown(vtt.out) == SCRIPT[0]


def test_what_is_doubtful_is_told_with_its_place(read_aloud: Path) -> None:
    (read_aloud / "banjir.md").write_text(
        "---\nbahasa: id\n---\n" + "\n\n".join(SCRIPT[:3]), "utf-8"
    )
    saved(read_aloud / "suara.wav", recorded((SCRIPT[0], SCRIPT[2]))[0])
    answer = inside("align", "banjir.md", "suara.wav", "--lang", "en", cwd=read_aloud)
    assert answer.code == 0
    assert answer.err.startswith("banjir.md:6:1: warning: Sentence 2 isn't heard")
    document = json.loads(answer.out)
    (problem,) = document["problems"]
    assert (problem["code"], problem["line"]) == ("recording-skipped", 6)
    assert {word["sentence"] for word in document["words"]} == {0, 2}


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("suaraa.wav", "media-missing", "suara.wav"),
        ("banjir.md", "media-text", "banjir.md"),
        ("gambar.png", "media-not-sound", "gambar.png"),
        ("hening.wav", "recording-silent", "hening.wav"),
        (".", "media-folder", "."),
    ],
)
def test_what_is_no_recording_is_refused(read_aloud: Path, name: str, code: str, said: str) -> None:
    Image.new("RGB", (60, 80)).save(read_aloud / "gambar.png")
    saved(read_aloud / "hening.wav", np.zeros(2 * RATE, np.int16))
    answer = inside("align", "banjir.md", name, "--lang", "en", cwd=read_aloud)
    assert (answer.code, answer.out) == (4, "")
    assert f"[{code}]" in answer.err
    assert said in answer.err


def test_a_recording_is_never_written_over(read_aloud: Path) -> None:
    before = (read_aloud / "suara.wav").read_bytes()
    answer = inside(
        "align", "banjir.md", "suara.wav", "-f", "srt", "-o", "suara.wav", cwd=read_aloud
    )
    assert answer.code == 2
    assert "[output-is-input]" in answer.err
    assert (read_aloud / "suara.wav").read_bytes() == before
    strange = inside("align", "banjir.md", "suara.wav", "-o", "kata.ass", cwd=read_aloud)
    assert strange.code == 2
    assert "NAME.json, NAME.vtt, NAME.srt" in strange.err
