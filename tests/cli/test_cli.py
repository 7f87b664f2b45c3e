"""What every command has in common: help, languages, exit codes, quick starts."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer

from clipkit import cli
from clipkit.cli import bug
from clipkit.cli import help as help_
from tests.cli.shell import clipkit

COMMANDS = (
    *("demo", "new", "check", "render", "batch", "still", "plan", "list", "inspect", "cache"),
    "doctor",
)
HEAVY = ("moviepy", "cv2", "av", "numpy", "PIL", "pydub")
IMPORTS = f"""
import sys
sys.argv = ["clipkit", *sys.argv[1:]]
from clipkit.cli import main
try:
    main()
except SystemExit:
    pass
print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)
"""


def test_alone_it_says_three_lines_in_the_machines_language(tmp_path: Path) -> None:
    english = clipkit(cwd=tmp_path)
    assert (english.code, len(english.out.splitlines())) == (0, 3)
    assert "clipkit demo" in english.out
    indonesian = clipkit(cwd=tmp_path, LANG="id_ID.UTF-8")
    assert "Buat sendiri" in indonesian.out


def test_help_is_grouped_and_every_command_shows_an_example(tmp_path: Path) -> None:
    text = clipkit("--help", cwd=tmp_path, COLUMNS="100").out
    for panel in ("Start here", "Make a clip", "Look things up"):
        assert panel in text
    assert all(f" {name} " in text for name in COMMANDS)
    shown = clipkit("still", "--help", cwd=tmp_path, COLUMNS="100").out
    assert "Example: clipkit still promosi --sheet" in shown
    for words in ("How it looks", "What apps cover", "[needed]"):
        assert words.lower() in shown.lower()


def test_help_speaks_the_machines_language(tmp_path: Path) -> None:
    indonesian = {"cwd": tmp_path, "COLUMNS": "100", "LANG": "id_ID.UTF-8"}
    text = clipkit("--help", **indonesian).out  # type: ignore[arg-type]
    assert "Mulai di sini" in text
    assert "Contoh: clipkit new" in text
    shown = clipkit("render", "--help", **indonesian).out  # type: ignore[arg-type]
    for words in ("Cara pakai:", "[PILIHAN]", "[wajib]", "Tampilannya", "Menampilkan halaman ini"):
        assert words in shown
    for english in ("Usage", "Options", "required", "Show", "default", "Example"):
        assert english not in shown


def test_every_command_has_an_example() -> None:
    command: Any = typer.main.get_command(cli.app)
    for name in command.commands:
        assert help_.EXAMPLES[name].startswith(f"clipkit {name}")


@pytest.mark.parametrize("arguments", [["--help"], ["render", "--help"], ["--version"], []])
def test_help_loads_nothing_heavy(arguments: list[str], tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS, *arguments],
        cwd=tmp_path, capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert done.stderr.splitlines()[-1] == "[]"


def test_new_and_a_check_of_text_load_no_pictures_library(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\njudull: x\n---\nKopi.\n", "utf-8")
    for arguments in (["new", "promosi"], ["check", "a.md"]):
        done = subprocess.run(
            [sys.executable, "-c", IMPORTS, *arguments],
            cwd=tmp_path, capture_output=True, text=True, check=True,
        )  # fmt: skip
        heavy = done.stderr.splitlines()[-1]
        assert not any(name in heavy for name in ("moviepy", "cv2", "'av'")), heavy


@pytest.mark.skipif(sys.platform == "win32", reason="a child's CPU isn't told there")
def test_help_is_there_at_once(tmp_path: Path) -> None:
    spent = []
    for _ in range(3):
        before = os.times()
        # uncounted: branches cost more than the help
        clipkit("--help", cwd=tmp_path, COVERAGE_PROCESS_CONFIG="", COVERAGE_PROCESS_START="")
        after = os.times()
        children = (after.children_user, after.children_system)
        spent.append(sum(children) - before.children_user - before.children_system)
    assert 0 < min(spent) <= 0.6  # CPU, whatever else runs: 0.2


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["rendr", "x"], "Did you mean `clipkit render`?"),
        (["render", "x", "y"], "quotes"),
        (["render", "x", "--out"], "needs a value"),
        (["render", "x", "--templat", "a"], "--template"),
        (["render"], "SCRIPT"),
        (["still", "x", "--at", "abc"], "--at"),
        (["list", "nothing"], "voices"),
        (["render", "x", "--writer", "word"], "moviepy"),
        (["render", "x", "--lang", "fr"], "id"),
    ],
)
def test_a_command_typed_wrong_is_2_and_says_what_to_type(
    arguments: list[str], said: str, tmp_path: Path
) -> None:
    answer = clipkit(*arguments, cwd=tmp_path)
    assert answer.code == 2
    assert said in answer.err
    assert answer.out == ""


def test_colours_are_for_terminals_or_by_order(tmp_path: Path) -> None:
    assert "\x1b[" not in clipkit("render", "x", cwd=tmp_path).err
    assert "\x1b[" in clipkit("render", "x", cwd=tmp_path, FORCE_COLOR="1").err
    coloured = clipkit("render", "x", cwd=tmp_path, FORCE_COLOR="1", NO_COLOR="1").err
    assert "\x1b[3" not in coloured


def test_columns_are_obeyed(tmp_path: Path) -> None:
    name = "nama-berkas-yang-sangat-panjang-sekali.md"
    wide = clipkit("check", name, cwd=tmp_path).err.splitlines()
    narrow = clipkit("check", name, cwd=tmp_path, COLUMNS="40").err.splitlines()
    assert max(map(len, narrow)) <= 60 < max(map(len, wide))  # a name alone isn't cut


def test_completion_can_be_installed(tmp_path: Path) -> None:
    shown = clipkit("--show-completion", "bash", cwd=tmp_path)
    assert "clipkit" in shown.out + shown.err
    done = clipkit(
        cwd=tmp_path, _CLIPKIT_COMPLETE="complete_bash", COMP_WORDS="clipkit re", COMP_CWORD="1"
    )
    assert done.out.split() == ["render"]
    named = clipkit(
        cwd=tmp_path,
        _CLIPKIT_COMPLETE="complete_bash",
        COMP_WORDS="clipkit render x --style kar",
        COMP_CWORD="4",
    )
    assert named.out.split() == ["karaoke"]


def test_a_bug_is_1_with_a_report_and_no_traceback(tmp_path: Path) -> None:
    broken = (
        "import sys, clipkit.pipeline\n"
        "def load(*_, **__): raise ZeroDivisionError('ours')\n"
        "clipkit.pipeline.load = load\n"
        "sys.argv = ['clipkit', 'plan', 'x.md']\n"
        "from clipkit.cli import main\nmain()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", broken], cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "XDG_STATE_HOME": str(tmp_path / "state")},
    )  # fmt: skip
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    report = Path(done.stderr.split(": ", 1)[1].strip())
    text = report.read_text("utf-8")
    assert "ZeroDivisionError: ours" in text
    assert "clipkit plan x.md" in text
    report.unlink()


def test_a_report_goes_elsewhere_when_its_folder_is_no_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    path = bug.report("ValueError: ours", ["render"])
    assert path.is_file()
    path.unlink()
