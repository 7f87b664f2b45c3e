import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from clipkit.cli import progress
from tests.cli.shell import PLAIN


class Clock:
    """A clock that is set by hand."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_line_every_few_seconds_with_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = progress.Lines("en", clock)
    for second in range(11):
        clock.now = float(second)
        lines("encode", 10 * second, 100)
    said = capsys.readouterr().err.splitlines()
    assert said == ["Making the video: 40 %, 0:06 left", "Making the video: 80 %, 0:02 left"]


def test_a_stage_just_begun_has_no_time_left_yet(capsys: pytest.CaptureFixture[str]) -> None:
    clock = Clock()
    lines = progress.Lines("en", clock)
    clock.now = 9.0
    lines("encode", 1, 100)
    lines("sound", 1, 1)
    assert capsys.readouterr().err == ""


def test_quiet_shows_nothing() -> None:
    with progress.shown("en", quiet=True) as report:
        assert report is None


def in_a_terminal(folder: Path, *arguments: str) -> str:
    """Run a command that ends well in a terminal. Returns: all that the terminal was sent."""
    import pty

    clean = {name: value for name, value in os.environ.items() if name not in PLAIN}
    env = clean | {"TERM": "xterm-256color", "LANG": "C.UTF-8", "COLUMNS": "80"}
    terminal, end = pty.openpty()
    command = [sys.executable, "-m", "clipkit", *arguments, "--lang", "en"]
    with subprocess.Popen(command, cwd=folder, env=env, stdout=end, stderr=end) as process:
        os.close(end)
        shown = b"".join(_parts(terminal))
    os.close(terminal)
    assert process.returncode == 0, shown.decode()
    return shown.decode()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are Unix's")
def test_a_terminal_has_a_bar_a_stage(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nvoice: none\n---\nGood coffee is hot.\n", "utf-8")
    text = in_a_terminal(tmp_path, "render", "a.md")
    assert "Making the video" in text
    assert "━" in text
    assert "Saved a.mp4" in text.splitlines()[-2]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals are Unix's")
def test_a_batch_has_a_bar_for_each_clip_at_work_and_one_for_all(tmp_path: Path) -> None:
    for name in ("[red]a", "b"):
        text = "---\nvoice: none\n---\nGood coffee is hot. Good tea is, too.\n"
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    text = in_a_terminal(tmp_path, "batch", "[red]a.md", "b.md", "--out", "o")
    bars = [line for line in text.splitlines() if "━" in line]
    for name in ("[red]a.mp4", "b.mp4", "All clips"):
        assert any(name in bar for bar in bars), name
    head, *rows = text.splitlines()[-4:]
    assert "script " in head
    assert [row.split()[0] for row in rows] == ["[red]a.md", "b.md", "2"], rows


def _parts(terminal: int) -> Iterator[bytes]:
    with suppress(OSError):  # how Linux says that the other end has gone
        while part := os.read(terminal, 4096):
            yield part
