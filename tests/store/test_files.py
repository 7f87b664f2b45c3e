import os
import subprocess
import sys
from pathlib import Path

import pytest

from clipkit import store


def test_a_file_is_put_in_place_and_nothing_else_stays(tmp_path: Path) -> None:
    store.write(tmp_path / "a.jpg", b"new")
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.jpg", b"new")]


def test_a_block_that_ends_badly_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "a.mp4"
    target.write_bytes(b"old")

    def work() -> None:
        with store.replacing(target) as lent:
            lent.path.write_bytes(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.mp4", b"old")]


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".clipkit-0badcafe-a [1].mp4").write_bytes(b"half")
    (tmp_path / ".clipkit-0badcafe-a [1].mp4.lock").touch()
    (tmp_path / ".clipkit-0badcafe-a [1].mp4.m4a").write_bytes(b"its sound")
    (tmp_path / ".clipkit-0badcafe-b.mp4").write_bytes(b"another's")
    store.write(tmp_path / "a [1].mp4", b"whole")
    assert {p.name for p in tmp_path.iterdir()} == {"a [1].mp4", ".clipkit-0badcafe-b.mp4"}


def test_what_another_run_is_writing_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "a.mp4"
    with store.replacing(target) as lent:
        theirs = lent.path
        theirs.write_bytes(b"theirs")
        beside = theirs.with_name(f"{theirs.name}.m4a")
        beside.write_bytes(b"their sound")
        store.write(target, b"mine")
        assert beside.read_bytes() == b"their sound"
        assert theirs.read_bytes() == b"theirs"
    assert target.read_bytes() == b"theirs"


def held(monkeypatch: pytest.MonkeyPatch, target: Path, times: int = 99) -> None:
    """Have the system guard a file that a player holds open, as Windows does."""
    real, left = Path.replace, [times]

    def replace(self: Path, other: Path) -> Path:
        if Path(other) == target and left[0]:
            left[0] -= 1
            raise PermissionError(13, "used by another process", str(self), 32, str(other))
        return real(self, other)

    monkeypatch.setattr(Path, "replace", replace)


def test_what_a_player_holds_open_stays_and_the_new_one_lies_beside(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.b.mp4"
    target.write_bytes(b"old")
    held(monkeypatch, target)
    assert store.write(target, b"new") == tmp_path / "a.b (2).mp4"
    assert store.write(target, b"newer") == tmp_path / "a.b (3).mp4"
    assert {p.name: p.read_bytes() for p in tmp_path.iterdir()} == {
        "a.b.mp4": b"old",
        "a.b (2).mp4": b"new",
        "a.b (3).mp4": b"newer",
    }


def test_what_is_held_for_a_moment_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "a.mp4"
    target.write_bytes(b"old")
    held(monkeypatch, target, times=1)
    assert store.write(target, b"new") == target
    assert [p.read_bytes() for p in tmp_path.iterdir()] == [b"new"]


WRITER = """
import sys
from pathlib import Path
from clipkit import store
for _ in range(150):
    store.write(Path(sys.argv[1]), sys.argv[2].encode() * 20_000)
"""


def test_several_that_write_one_file_at_once_leave_it_whole(tmp_path: Path) -> None:
    target = tmp_path / "a.mp4"
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, target, who]) for who in "abc"]
    assert [writer.wait(60) for writer in writers] == [0, 0, 0]
    assert target.read_bytes() in [who * 20_000 for who in (b"a", b"b", b"c")]
    assert [path.name for path in tmp_path.iterdir()] == ["a.mp4"]


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_folder_that_takes_no_files_is_told_at_once() -> None:
    with pytest.raises(PermissionError):
        store.write(Path("/proc/a.mp4"), b"")


def test_digests_are_of_values_and_of_bytes(tmp_path: Path) -> None:
    assert store.digest("a", 1) == store.digest("a", 1) != store.digest("a", 2)
    (tmp_path / "a").write_bytes(os.urandom(100))
    assert store.digest_of_file(tmp_path / "a").startswith("sha256:")


def test_an_edition_changes_with_the_code(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1", "utf-8")
    before = store.edition(tmp_path)
    assert before == store.edition(tmp_path)
    (tmp_path / "a.py").write_text("12", "utf-8")
    assert store.edition(tmp_path) != before
