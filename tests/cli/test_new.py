"""`clipkit new` and the launcher, as typed: with somebody to ask, and without."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from clipkit.cli import asking
from tests.cli.shell import clipkit

EXAMPLES = Path(__file__).parents[2] / "examples"
posix = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")

if sys.platform != "win32":
    from tests.cli.terminal import ROWS, typed

ENTER = "\r"


def test_without_a_terminal_nothing_is_asked(tmp_path: Path) -> None:
    first = clipkit("new", cwd=tmp_path)
    second = clipkit("new", "--lang", "en", "--brand", cwd=tmp_path)
    assert (first.code, second.code, first.err, second.err) == (0, 0, "", "")
    assert 'label: "LAYANAN PUBLIK"' in (tmp_path / "klip-saya/klip-saya.md").read_text("utf-8")
    assert 'name: "Our office"' in (tmp_path / "my-clip/brand.yaml").read_text("utf-8")
    assert "clipkit check my-clip" in second.out
    assert clipkit("new", cwd=tmp_path).code == 0
    assert (tmp_path / "klip-saya-2").is_dir()


def test_a_name_with_blanks_is_typed_in_quotes(tmp_path: Path) -> None:
    assert 'clipkit render "klip saya"' in clipkit("new", "klip saya", cwd=tmp_path).out
    assert 'clipkit render "klip saya"' in clipkit("check", "klip saya", cwd=tmp_path).out


def test_what_was_piped_in_cannot_be_named_again(tmp_path: Path) -> None:
    answer = clipkit("check", "-", cwd=tmp_path, stdin=b"---\nvoice: none\n---\nTwo words.")
    assert (answer.code, "clipkit render" in answer.out) == (0, False)


def test_doctor_writes_a_launcher_once(tmp_path: Path) -> None:
    first = clipkit("doctor", "--launcher", cwd=tmp_path)
    (made,) = tmp_path.iterdir()
    assert (first.code, first.out) == (0, f"Saved {made.name}\n")
    assert made.stem == "Make clip"
    again = clipkit("doctor", "--launcher", cwd=tmp_path)
    assert again.code == 2
    assert "[output-exists]" in again.err


@posix
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["Ctrl-C", "Ctrl-D"])
@pytest.mark.parametrize("question", ["Templat yang mana?", "Judul klip", "Logonya"])
def test_who_leaves_at_a_question_leaves_nothing(key: str, question: str, tmp_path: Path) -> None:
    ways = ["Templat yang mana?", "Judul klip", "Berita tentang", "Penonton", "Nama kantor"]
    before = [*ways, "Nama akun", "Logonya"]
    answers = [(asked, ENTER) for asked in before[: before.index(question)]]
    seen = typed("new", "--brand", cwd=tmp_path, answers=[*answers, (question, key)])
    assert seen.code == 130, seen.text
    assert list(tmp_path.iterdir()) == []


@posix
def test_what_cannot_be_written_is_said_before_anything_is_asked(tmp_path: Path) -> None:
    (tmp_path / "ada").mkdir()
    (tmp_path / "ada" / "a.txt").touch()
    seen = typed("new", "ada", cwd=tmp_path)
    assert seen.code == 2
    assert "?" not in seen.text
    assert typed("new", "x", "--template", "nws", cwd=tmp_path).code == 2


@posix
def test_a_brand_is_asked_for_with_colours_from_its_logo(tmp_path: Path) -> None:
    folder = tmp_path / "gambar kita"
    folder.mkdir()
    shutil.copy(EXAMPLES / "kopi" / "logo.png", folder / "logo kita.png")
    (tmp_path / "gambar.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>')
    answers = [
        ("Judul klip", ENTER),
        ("Berita tentang", ENTER),
        ("Penonton", ENTER),
        ("Nama kantor", "Kedai: Contoh #1" + ENTER),
        ("Nama akun", "@kedai" + ENTER),
        ("Logonya", "gambar.svg" + ENTER),
        ("Logonya", "gambar\\ kita/logo\\ kita.png" + ENTER),
        ("Enter bila", "merah" + ENTER),
        ("Enter bila", "#7A2E12" + ENTER),
        ("#7A2E12", ENTER),
    ]
    seen = typed(
        "new", "kopi", "--template", "news", "--brand", cwd=tmp_path, answers=answers, NO_COLOR="1"
    )
    assert seen.code == 0, seen.text
    assert "[media-svg]" in seen.text
    assert "[value-colour]" in seen.text
    assert "██" in seen.text
    brand = (tmp_path / "kopi" / "brand.yaml").read_text("utf-8")
    assert 'name: "Kedai: Contoh #1"' in brand
    assert 'handle: "@kedai"' in brand
    assert 'logo: "logo.png"' in brand
    assert 'primary: "#7A2E12"' in brand
    assert (tmp_path / "kopi" / "logo.png").exists()
    checked = clipkit("check", "kopi", cwd=tmp_path)
    assert (checked.code, checked.err) == (0, "")


@posix
def test_a_brand_without_mistakes_fits_one_screen(tmp_path: Path) -> None:
    ways = ["Templat", "Judul klip", "Dari mana", "sekarang?", "sebelumnya?", "banyak?", "diajak"]
    promo = [("Templat", "promo" + ENTER), *[(asked, ENTER) for asked in ways[1:]]]
    brand = [(asked, ENTER) for asked in ("Nama kantor", "Nama akun", "Logonya", "Enter bila")]
    seen = typed("new", "--brand", cwd=tmp_path, answers=[*promo, *brand])
    assert (seen.code, seen.rows <= ROWS) == (0, True), seen.text


@pytest.mark.skipif(os.name == "nt", reason="as POSIX terminals write them")
@pytest.mark.parametrize(
    ("typed_path", "path"),
    [
        ("/a/b.png", "/a/b.png"),
        ("/a/b\\ c.png ", "/a/b c.png"),
        ("'/a/it'\\''s.png'", "/a/it's.png"),
        ('"/a/b c.png"', "/a/b c.png"),
        ("/a/it's.png", "/a/it's.png"),
        ("/a/b c.png", "/a/b c.png"),
        ("", ""),
    ],
)
def test_a_dragged_file_is_found_however_it_is_written(typed_path: str, path: str) -> None:
    assert asking.dragged(typed_path) == path
