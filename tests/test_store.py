import os
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
            lent.write_bytes(b"half")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        work()
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [("a.mp4", b"old")]


def test_what_a_killed_run_left_is_swept(tmp_path: Path) -> None:
    (tmp_path / ".clipkit-0badcafe-a [1].mp4").write_bytes(b"half")
    (tmp_path / ".clipkit-0badcafe-a [1].mp4.lock").touch()
    (tmp_path / ".clipkit-0badcafe-b.mp4").write_bytes(b"another's")
    store.write(tmp_path / "a [1].mp4", b"whole")
    assert {p.name for p in tmp_path.iterdir()} == {"a [1].mp4", ".clipkit-0badcafe-b.mp4"}


def test_what_another_run_is_writing_is_left_alone(tmp_path: Path) -> None:
    target = tmp_path / "a.mp4"
    with store.replacing(target) as theirs:
        theirs.write_bytes(b"theirs")
        store.write(target, b"mine")
        assert theirs.read_bytes() == b"theirs"
    assert target.read_bytes() == b"theirs"


@pytest.mark.skipif(sys.platform != "linux", reason="/proc is Linux's")
def test_a_folder_that_takes_no_files_is_told_at_once() -> None:
    with pytest.raises(PermissionError):
        store.write(Path("/proc/a.mp4"), b"")


def test_digests_are_of_values_and_of_bytes(tmp_path: Path) -> None:
    assert store.digest("a", 1) == store.digest("a", 1) != store.digest("a", 2)
    (tmp_path / "a").write_bytes(os.urandom(100))
    assert store.digest_of_file(tmp_path / "a").startswith("sha256:")
