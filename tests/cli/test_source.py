"""A SCRIPT that is subtitles: by its name, in a folder, from standard input, in a batch."""

import json
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.shell import inside

SRT = """1
00:00:00,500 --> 00:00:02,400
Selamat pagi, warga.

2
00:00:03,000 --> 00:00:05,000
Ayo ikut kerja bakti hari ini!
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    Image.new("RGB", (1080, 1920), (90, 120, 60)).save(tmp_path / "foto.jpg")
    (tmp_path / "berita.srt").write_text(SRT, "utf-8")
    return tmp_path


def starts(answer: str) -> list[float]:
    return [word["start"] for word in json.loads(answer)["words"]]


@pytest.mark.parametrize("name", ["berita.srt", ".", "-"])
def test_every_command_takes_subtitles(folder: Path, name: str) -> None:
    given = SRT.encode() if name == "-" else b""
    checked = inside("check", name, "--json", cwd=folder, stdin=given)
    (script,) = json.loads(checked.out)["scripts"]
    assert (checked.code, script["problems"]) == (0, [])
    plan = inside("plan", name, "--json", cwd=folder, stdin=given)
    assert (starts(plan.out)[0], starts(plan.out)[3]) == (0.5, 3.0)
    pictures = [cue for cue in json.loads(plan.out)["cues"] if cue["kind"] == "photo"]
    assert [picture["source"] for picture in pictures] == ["foto.jpg"]
    shown = inside("captions", name, cwd=folder, stdin=given)
    assert shown.out == SRT
    still = inside("still", name, "--at", "1", "-o", "lihat.png", cwd=folder, stdin=given)
    assert still.code == 0, still.err
    assert (folder / "lihat.png").is_file()


def test_a_script_beside_them_is_the_folders_own(folder: Path) -> None:
    (folder / "berita.md").write_text("---\nsuara: none\n---\nHalo semua.", "utf-8")
    words = json.loads(inside("plan", ".", "--json", cwd=folder).out)["words"]
    assert [word["text"] for word in words] == ["Halo", "semua."]


def test_they_are_never_written_over(folder: Path) -> None:
    answer = inside("captions", "berita.srt", "-o", "berita.srt", cwd=folder)
    assert answer.code == 2
    assert "[output-is-input]" in answer.err
    assert (folder / "berita.srt").read_text("utf-8") == SRT


@pytest.mark.parametrize(("lang", "said"), [("id", "bukan waktu takarir"), ("en", "is no time")])
def test_what_is_wrong_is_told_with_its_line_in_both_languages(
    folder: Path, lang: str, said: str
) -> None:
    (folder / "lain.srt").write_text(SRT.replace("-->", "->"), "utf-8")
    answer = inside("check", "lain.srt", "--lang", lang, cwd=folder)
    assert answer.code == 3
    assert f"lain.srt:2:14: {'salah' if lang == 'id' else 'error'}: " in answer.err
    assert "   6 | 00:00:03,000 -> 00:00:05,000\n     |              ^" in answer.err
    assert said in answer.err


def test_windows_1252_from_a_pipe_is_read_with_a_warning(folder: Path) -> None:
    given = SRT.replace("pagi", "kafé").encode("cp1252")
    answer = inside("captions", "-", "--lang", "en", cwd=folder, stdin=given)
    assert "kafé" in answer.out
    assert "-:3:12: warning: " in answer.err


@pytest.mark.slow
def test_a_batch_takes_them_where_they_are_named_and_not_from_folders(folder: Path) -> None:
    (folder / "kelas").mkdir()
    (folder / "kelas" / "lama.srt").write_text(SRT, "utf-8")
    (folder / "kelas" / "naskah.txt").write_text("Halo semua, selamat pagi.", "utf-8")
    answer = inside(
        "batch",
        "kelas",
        "berita.srt",
        "-o",
        "hasil",
        "--draft",
        "-q",
        "--voice",
        "none",
        cwd=folder,
    )
    assert answer.code == 0, answer.err
    assert {file.name for file in (folder / "hasil").glob("*.mp4")} == {"naskah.mp4", "berita.mp4"}
