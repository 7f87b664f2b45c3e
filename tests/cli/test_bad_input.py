"""What goes wrong: each has its own message, exit code and hint, and leaves no output."""

import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from contextlib import suppress
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.shell import UNCOMPILED, Answer, clipkit, inside

SAID = "---\nvoice: none\nlang: en\n---\nGood coffee needs no sugar.\n"
TOO_MANY = "---\nvoice: none\nlang: en\n---\n" + "This is a sentence of exactly eight words. " * 625


def word_file() -> bytes:
    """What a word processor saves: an archive."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<document/>")
    return out.getvalue()


# name of the script, what is in it, exit code, code of the problem, and what its text must say
BAD: dict[str, tuple[str, str | bytes, int, str, str]] = {
    "no such script": ("", "", 3, "script-missing", "good.md"),
    "a picture": ("a.md", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", 3, "script-picture", "picture"),
    "a Word file": ("a.docx", b"PK\x03\x04 word/document.xml", 3, "script-document", "Save As"),
    "a Word file by another name": ("a.md", word_file(), 3, "script-document", "Save As"),
    "an empty script": ("a.md", "", 3, "script-empty", "nothing in it"),
    "a script of blanks": ("a.md", " \n\t\n \n", 3, "script-empty", "nothing in it"),
    "a missing picture": ("a.md", "![](media/poto.jpg)\nA.", 4, "media-missing", "media/photo.jpg"),
    "a path that leads out": ("a.md", "![](../x.jpg)\nA.", 3, "path-outside", "--allow-outside"),
    "a path that turns": ("a.md", "![](b/../../x.jpg)\nA.", 3, "path-outside", "--allow-outside"),
    "music outside": ("a.md", "---\nmusic: ../m.mp3\n---\nA.", 3, "path-outside", "../m.mp3"),
    "an unknown key": ("a.md", "---\ntitel: A\n---\nA.", 3, "key-unknown", "title"),
    "tabs before all": ("a.md", "---\n\ttitle: A\n---\nA.", 3, "settings-tab", "Tab key"),
    "a tab": ("a.md", "---\nvars:\n\ta: b\n---\nA.", 3, "settings-tab", "Tab key"),
    "a second colon": ("a.md", "---\njudul: a: b\n---\nA.", 3, "settings-colon", 'judul: "a: b"'),
    "5,000 words": ("a.md", TOO_MANY, 5, "too-long", "5000 words"),
    "music that is text": ("a.md", "---\nmusic: m.mp3\n---\nA.", 4, "media-text", "holds text"),
    "a voice that is text": ("a.md", "---\nrecording: m.mp3\n---\nA.", 4, "media-text", "holds"),
    "no such voice": ("a.md", "---\nvoice: siri\n---\nA.", 6, "voice-missing", "espeak"),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "media").mkdir()
    Image.new("RGB", (60, 80)).save(tmp_path / "media" / "photo.jpg")
    (tmp_path / "m.mp3").write_text("not a sound\n", "utf-8")
    return tmp_path


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_told_and_leaves_nothing(name: str, folder: Path) -> None:
    script, text, code, problem, said = BAD[name]
    if script:
        content = text.encode() if isinstance(text, str) else text
        (folder / script).write_bytes(content)
    else:
        (folder / "good.md").write_text(SAID, "utf-8")
    before = files(folder)
    answer = inside("render", script or "god.md", "--lang", "en", "-q", cwd=folder)
    assert answer.code == code, answer.err
    assert f"[{problem}]" in answer.err
    assert said in answer.err
    assert answer.out == ""
    assert files(folder) == before


def render(folder: Path, *arguments: str, script: str = SAID) -> Answer:
    (folder / "a.md").write_text(script, "utf-8")
    return inside("render", "a.md", "-q", *arguments, cwd=folder)


def test_all_problems_are_told_at_once_each_with_its_line(folder: Path) -> None:
    answer = render(folder, script="---\ntitel: A\nstile: b\nlang: en\n---\n![](../b.jpg)\nA.\n")
    assert [row for row in answer.err.splitlines() if row.startswith("a.md")] == [
        "a.md:2:1: error: There is no setting `titel`. [key-unknown]",
        "a.md:3:1: error: There is no setting `stile`. [key-unknown]",
        "a.md:6:5: error: ../b.jpg leads out of the script's folder. [path-outside]",
    ]
    assert "   6 | ![](../b.jpg)\n     |     ^\n" in answer.err


def test_messages_are_in_the_scripts_language_unless_told(folder: Path) -> None:
    text = "---\njudull: A\n---\nKopi yang enak dari kampung kami.\n"
    assert "salah: Tidak ada" in render(folder, script=text).err
    assert "error: There is" in render(folder, "--lang", "en", script=text).err
    english = "---\ntitel: A\n---\nThis is the good coffee of our village.\n"
    assert "error: There is" in render(folder, script=english).err


def test_json_of_a_failure_is_the_same_document_without_outputs(folder: Path) -> None:
    document = json.loads(render(folder, "--json", script="![](media/poto.jpg)\nA.").out)
    assert (document["schema"], document["outputs"]) == ("clipkit.render/1", [])
    (problem,) = document["problems"]
    assert problem["code"] == "media-missing"
    assert (problem["file"], problem["line"], problem["column"]) == ("a.md", 1, 5)
    assert "media/photo.jpg" in problem["hint"]
    assert json.loads(clipkit("plan", "no.md", "--json", cwd=folder).out)["problems"]
    assert json.loads(clipkit("render", "--json", cwd=folder).out)["problems"]


@pytest.mark.parametrize(
    ("out", "code", "problem"),
    [
        ("none/x.mp4", 2, "output-unwritable"),
        ("a.md", 2, "output-is-input"),
        ("m.mp3", 2, "option-value"),
    ],
)
def test_an_output_that_cannot_be(out: str, code: int, problem: str, folder: Path) -> None:
    before = files(folder)
    answer = render(folder, "-o", out)
    assert (answer.code, answer.out) == (code, "")
    assert f"[{problem}]" in answer.err
    assert files(folder) - {folder / "a.md"} == before


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_folder_that_takes_no_files(folder: Path) -> None:
    """For root too, who may write into any other."""
    before = files(folder)
    answer = render(folder, "-o", "/proc/x.mp4")
    assert (answer.code, answer.out) == (2, "")
    assert "[output-unwritable]" in answer.err
    assert files(folder) - {folder / "a.md"} == before


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="may write everywhere")
def test_a_folder_that_may_not_be_written(folder: Path) -> None:
    (folder / "shut").mkdir(mode=0o500)
    answer = render(folder, "-o", "shut/x.mp4")
    assert answer.code == 2
    assert "[output-unwritable]" in answer.err


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no limit of a file's size")
@pytest.mark.parametrize("writer", ["fast", "moviepy"])
@pytest.mark.parametrize("room", [8, 20, 60])  # kB: for no clip, for a part, for no cover
def test_a_full_disk_leaves_the_old_clip(room: int, writer: str, folder: Path) -> None:
    shutil.rmtree(folder / "media")  # the sizes of clip and cover are those of a text alone
    (folder / "a.md").write_text(SAID, "utf-8")
    (folder / "a.mp4").write_bytes(b"old")
    before = files(folder)
    command = f"{sys.executable} -m clipkit render a.md -q --draft --writer {writer}"
    limited = f"ulimit -f {room}; exec {command}"
    shell = shutil.which("bash") or pytest.skip("another shell counts in other blocks")
    done = subprocess.run(
        [shell, "-c", limited],
        cwd=folder, env=os.environ | UNCOMPILED, capture_output=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"[disk-full]" in done.stderr
    assert files(folder) == before
    assert (folder / "a.mp4").read_bytes() == b"old"


@pytest.mark.slow
def test_a_cover_never_covers_an_input(folder: Path) -> None:
    picture = folder / "a.jpg"
    Image.new("RGB", (600, 900), "red").save(picture)
    before = picture.read_bytes()
    answer = render(folder, "--draft", script=SAID.replace("Good", "![](a.jpg)\nGood"))
    assert answer.code == 0, answer.err
    assert picture.read_bytes() == before
    assert (folder / "a-cover.jpg").exists()


@pytest.mark.slow
def test_a_script_without_pictures_is_fine(folder: Path) -> None:
    shutil.rmtree(folder / "media")
    (folder / "m.mp3").unlink()
    answer = render(folder, "--draft")
    assert (answer.code, answer.err) == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="SIGINT is Unix's")
def test_ctrl_c_is_130_and_leaves_nothing(folder: Path) -> None:
    text = SAID.replace("Good", "Good " * 60)
    (folder / "a.md").write_text(text, "utf-8")
    before = files(folder)
    with subprocess.Popen(
        [sys.executable, "-m", "clipkit", "render", "a.md"],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    ) as process:  # fmt: skip
        while files(folder) == before:  # until the first temporary file is there
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.02)
        process.send_signal(2)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode()
    assert b"Traceback" not in err
    assert out == b""
    assert files(folder) == before
