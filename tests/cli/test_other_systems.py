"""What other systems and programs make of names and texts, as far as it can be tried anywhere."""

import json
import os
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.shell import Answer, inside

SAID = "---\nvoice: none\nlang: id\n---\n"


def picture(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.new("RGB", (720, 1280), (90, 120, 60)).save(path, "JPEG")
    return path


def sources(answer: Answer) -> list[str]:
    assert answer.code == 0, answer.err
    return list(json.loads(answer.out)["sources"])


def test_backslashes_lead_to_a_file_as_slashes_do(tmp_path: Path) -> None:
    picture(tmp_path / "foto" / "candi tua.jpg")
    script = SAID + "![](foto\\candi tua.jpg)\nCandi tua.\n\n![](.\\foto\\candi%20tua.jpg)\nLagi.\n"
    (tmp_path / "a.md").write_bytes(script.replace("\n", "\r\n").encode())
    assert sources(inside("plan", "a.md", "--json", cwd=tmp_path)) == ["foto/candi tua.jpg"]


@pytest.mark.parametrize(
    "path",
    ["C:\\Users\\Ibu\\foto.jpg", "D:/foto.jpg", "\\\\server\\bagi\\foto.jpg", "C:foto.jpg"],
)
def test_a_drive_is_outside_and_that_is_said(path: str, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{SAID}![]({path})\nCandi.\n", "utf-8")
    answer = inside("check", "a.md", cwd=tmp_path)
    assert answer.code == 3
    assert "[path-outside]" in answer.err
    assert "Salin berkasnya ke folder naskah" in answer.err


@pytest.mark.slow
def test_notepad_s_second_suffix_is_no_plain_text(tmp_path: Path) -> None:
    (tmp_path / "berita.md.txt").write_text(f"{SAID}# Judul\n\nHalo **semua**.\n", "utf-8-sig")
    answer = inside("render", ".", "--draft", "-q", cwd=tmp_path)
    assert answer.code == 0, answer.err
    assert {path.name for path in tmp_path.iterdir()} == {
        "berita.md.txt",
        "berita.mp4",
        "berita.jpg",
    }


@pytest.mark.slow
def test_long_and_foreign_names_are_names(tmp_path: Path) -> None:
    folder = tmp_path
    for part in ("Kegiatan RT 05 – “Minggu Bersih” é", "寺と城", "🌳" * 20, "x" * 120, "y" * 120):
        folder /= part
    picture(folder / "foto di depan (1) – ñ.jpg")
    name = "berita " + "sangat " * 33 + "panjang.txt"  # 246 bytes
    (folder / name).write_text("Judul\n\nKami membersihkan kampung bersama-sama.\n", "utf-8")
    answer = inside("render", str(folder), "--voice", "none", "--draft", "-q", cwd=tmp_path)
    assert answer.code == 0, answer.err
    made = {path.suffix for path in folder.iterdir()}
    assert made == {".txt", ".jpg", ".mp4"}
    assert not [path for path in folder.iterdir() if path.name.startswith(".clipkit-")]


@pytest.mark.skipif(os.name == "nt", reason="there the whole path counts")
def test_a_name_longer_than_the_disk_takes_is_told_before_the_work(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{SAID}Halo.\n", "utf-8")
    answer = inside("render", "a.md", "-o", "b" * 260 + ".mp4", cwd=tmp_path)
    assert answer.code == 2
    assert "[output-long]" in answer.err
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
