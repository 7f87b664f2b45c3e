import os
import platform
import re
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clipkit import pipeline
from clipkit.errors import ClipkitError
from clipkit.pipeline import launcher

ODD = 'Klip "Ibu\'s" désa `$5` 100% a\\b & !co; 寺'
SYSTEMS = ("Windows", "Darwin", "Linux")
linux = pytest.mark.skipif(platform.system() != "Linux", reason="a .desktop file is for Linux")


def parsed(entry: str, files: list[str]) -> list[str]:
    """Exec by the Desktop Entry Specification: the string's escapes, then quotes, then codes."""
    (line,) = re.findall(r"^Exec=(.*)$", entry, re.MULTILINE)
    plain = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}
    text = re.sub(r"\\(.)", lambda m: plain[m[1]], line)
    found: list[str] = []
    for quoted, bare in re.findall(r'"((?:[^"\\]|\\.)*)"|(\S+)', text, re.DOTALL):
        if bare == "%F":
            found += files
        else:
            inner = bare if bare else re.sub(r'\\(["`$\\])', r"\1", quoted)
            assert "%" not in inner.replace("%%", "")
            found.append(inner.replace("%%", "%"))
    return found


def folder_of_one(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "naskah.md").write_text("---\nvoice: none\n---\nKopi enak.\n", "utf-8")
    return folder


def run(command: list[str], **env: str) -> subprocess.CompletedProcess[str]:
    """Start it as a file manager does: elsewhere, with nobody to press Enter and no player."""
    return subprocess.run(
        command,
        env={**os.environ, "PATH": "/nowhere", "LANG": "C.UTF-8"} | env,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
        cwd="/",
    )


@given(st.text(st.characters(exclude_characters="\0/", exclude_categories=["Cs"]), min_size=1))
def test_any_folder_survives_in_a_desktop_file(name: str) -> None:
    _, content = launcher.written("Linux", f"/opt/{name}/python", Path("/", name), "en")
    exe = [f"/opt/{name}/python", "-P", "-m", "clipkit.cli.dropped", str(Path("/", name)), "/x y"]
    assert parsed(content.decode(), ["/x y"]) == exe


def test_a_desktop_file_has_what_a_desktop_asks_for() -> None:
    name, content = launcher.written("Linux", "/usr/bin/python3", Path("/a"), "id")
    rows = content.decode().splitlines()
    assert name == "Buat klip.desktop"
    assert rows[0] == "[Desktop Entry]"
    assert {"Type=Application", "Name=Buat klip", "Terminal=true"} <= set(rows)


def test_a_cmd_keeps_to_the_rules_of_windows() -> None:
    python = str(PureWindowsPath(r"C:\Users\Désa 100% & !co\python.exe"))
    name, content = launcher.written("Windows", python, Path("x"), "en")
    assert name == "Make clip.cmd"
    assert content.count(b"\n") == content.count(b"\r\n") == 5
    assert not content.startswith(b"\xef\xbb\xbf")  # cmd takes a byte order mark for a command
    rows = content.decode().split("\r\n")
    assert rows.index("chcp 65001 >nul") < next(k for k, row in enumerate(rows) if "Désa" in row)
    quoted = r'"C:\Users\Désa 100%% & !co\python.exe"'
    assert rows[3] == f'{quoted} -P -m clipkit.cli.dropped "%~dp0." %*'
    assert "setlocal DisableDelayedExpansion" in rows  # else `!` is eaten


@pytest.mark.parametrize("system", SYSTEMS)
def test_a_launcher_is_neither_script_nor_media(system: str, tmp_path: Path) -> None:
    folder = folder_of_one(tmp_path / "klip")
    name, content = launcher.written(system, sys.executable, folder, "id")
    before = pipeline.check(pipeline.load(folder))
    (folder / name).write_bytes(content)
    assert pipeline.check(pipeline.load(folder)) == before


@pytest.mark.skipif(os.name == "nt", reason="no executable bit there")
def test_it_can_be_started_and_is_never_written_over(tmp_path: Path) -> None:
    made = launcher.write(tmp_path, "id")
    assert os.access(made, os.X_OK)
    before = made.read_bytes()
    with pytest.raises(ClipkitError) as refused:
        launcher.write(tmp_path, "id")
    assert refused.value.problems[0].code == "output-exists"
    assert made.read_bytes() == before


@linux
@pytest.mark.slow
def test_double_clicked_it_renders_its_folder(tmp_path: Path) -> None:
    folder = folder_of_one(tmp_path / ODD)
    made = launcher.write(folder, "en")
    done = run(parsed(made.read_text("utf-8"), []))
    assert done.returncode == 0, done.stderr
    assert "Press Enter" in done.stdout.splitlines()[-1]
    with av.open(str(folder / "naskah.mp4")) as clip:
        assert sum(1 for _ in clip.decode(video=0)) > 30


@linux
def test_what_is_dropped_on_it_comes_first(tmp_path: Path) -> None:
    made = launcher.write(folder_of_one(tmp_path / "own"), "en")
    others = [str(tmp_path / "kosong satu"), str(tmp_path / "dua")]
    done = run(parsed(made.read_text("utf-8"), others))
    assert done.returncode == 3
    assert [name for name in others if name in done.stderr] == others
    assert "Press Enter" in done.stdout
    assert not (tmp_path / "own" / "naskah.mp4").exists()


@linux
def test_moved_away_from_its_folder_it_asks_for_one(tmp_path: Path) -> None:
    folder = folder_of_one(tmp_path / "own")
    made = launcher.write(folder, "en").read_text("utf-8")
    folder.rename(tmp_path / "elsewhere")
    done = run(parsed(made, []), LANG="id_ID.UTF-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Seret folder" in done.stdout


@pytest.mark.skipif(os.name == "nt", reason="no sh there")
def test_a_command_file_starts_from_anywhere(tmp_path: Path) -> None:
    folder = tmp_path / ODD
    folder.mkdir()
    name, content = launcher.written("Darwin", sys.executable, folder, "en")
    (folder / name).write_bytes(content)
    (folder / name).chmod(0o755)
    (folder / "random.py").write_text("raise SystemExit(9)", "utf-8")
    done = run([str(folder / name)])
    assert (done.returncode, done.stderr) == (0, "")
    assert "Drag your clip's folder" in done.stdout


@linux
def test_a_folder_that_is_dragged_into_its_window_is_rendered(tmp_path: Path) -> None:
    missing = tmp_path / "tidak ada"
    done = subprocess.run(
        [sys.executable, "-P", "-m", "clipkit.cli.dropped", str(tmp_path)],
        input=f"'{missing}' \n\n".encode(),
        env={**os.environ, "LANG": "C.UTF-8"},
        capture_output=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 3
    assert str(missing) in done.stderr.decode()
    assert done.stdout.decode().rstrip().endswith("Press Enter to close this window.")
