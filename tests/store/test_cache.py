"""What is kept: found whole or not at all, bounded, and never in the way of others' files."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from clipkit import store

LONG_AGO = 1_700_000_000.0  # seconds since 1970
# Puts and gets the same keys as others do, as often as it is told, and says what it saw.
BUSY = """
import sys
from pathlib import Path
from clipkit import store

def content(k):
    return bytes([k]) * (1000 + 997 * k)

folder, role = Path(sys.argv[1]), sys.argv[2]
cache, seen, wrong = store.Cache(folder, 40_000), 0, 0
sys.stdin.readline()  # all begin at the same time
for turn in range(40):
    for k in range(12):
        if role == "pruning":
            cache.prune(9000 * (turn % 3))
        elif role == "clearing":
            cache.clear()
        cache.put("takes", k, content=content(k))
        found = cache.get("takes", k)
        seen += found is not None
        wrong += found not in (None, content(k))
print(seen, wrong)
"""


def entries(cache: store.Cache) -> list[Path]:
    """All that is kept."""
    assert cache.folder is not None
    return sorted(path for path in cache.folder.glob("*/*") if path.is_file())


def aged(cache: store.Cache, names: str) -> None:
    """Keep 1000 bytes under each name, used in this order, long ago."""
    for age, name in enumerate(names):
        before = set(entries(cache))
        cache.put("takes", name, content=bytes(1000))
        (path,) = set(entries(cache)) - before
        os.utime(path, (LONG_AGO + age,) * 2)


def kept(cache: store.Cache, names: str) -> str:
    """Those that are still there."""
    return "".join(name for name in names if cache.get("takes", name))


def test_what_is_kept_is_found_under_its_key_only(tmp_path: Path) -> None:
    cache = store.Cache(tmp_path / "not there yet")
    cache.put("takes", "a", 1, content=b"sound")
    assert cache.get("takes", "a", 1) == b"sound"
    assert cache.get("takes", "a", 2) is None
    assert cache.get("facts", "a", 1) is None
    cache.put("takes", "a", 1, content=b"other")
    assert cache.get("takes", "a", 1) == b"other"


@pytest.mark.parametrize("left", [slice(0, 20), slice(0, 40), slice(1, None), slice(0, 0)])
def test_an_entry_cut_in_half_is_absent_and_goes(tmp_path: Path, left: slice) -> None:
    cache = store.Cache(tmp_path)
    cache.put("takes", "a", content=b"sound" * 10)
    (entry,) = entries(cache)
    entry.write_bytes(entry.read_bytes()[left])
    assert cache.get("takes", "a") is None
    assert entries(cache) == []
    cache.put("takes", "a", content=b"sound")
    assert cache.get("takes", "a") == b"sound"


@pytest.mark.parametrize("bit", [0, 8 * 31, 8 * 32, 8 * 200 + 5])
def test_an_entry_with_one_bit_turned_is_absent(tmp_path: Path, bit: int) -> None:
    cache = store.Cache(tmp_path)
    cache.put("takes", "a", content=bytes(500))
    (entry,) = entries(cache)
    damaged = bytearray(entry.read_bytes())
    damaged[bit // 8] ^= 1 << bit % 8
    entry.write_bytes(damaged)
    assert cache.get("takes", "a") is None


def test_a_folder_that_cannot_be_written_costs_nothing_but_time(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in (None, tmp_path / "file" / "under it", tmp_path / "file", Path("/proc/clipkit")):
        cache = store.Cache(folder)
        cache.put("takes", "a", content=b"sound")
        assert cache.get("takes", "a") is None
        assert cache.kinds() == []
        assert cache.prune(0) == cache.clear() == store.Freed()


def test_those_not_used_for_longest_go_first(tmp_path: Path) -> None:
    cache = store.Cache(tmp_path)
    aged(cache, "abcd")
    assert cache.get("takes", "b") is not None  # used again: now it is the newest
    assert cache.prune(3200) == store.Freed(1, 1032)
    assert kept(cache, "abcd") == "bcd"
    aged(cache, "ef")
    cache.prune(2100)
    assert len(entries(cache)) == 2
    assert cache.prune() == store.Freed()


def test_it_never_grows_beyond_its_bound(tmp_path: Path) -> None:
    cache = store.Cache(tmp_path, most=500_000)
    for k in range(60):
        cache.put("takes", k, content=bytes(30_000))
        assert sum(path.stat().st_size for path in entries(cache)) <= 500_000, k
        assert cache.get("takes", k) is not None
    assert len(entries(cache)) >= 14
    cache.put("takes", "too much", content=bytes(500_000))
    assert cache.get("takes", "too much") is None
    assert cache.get("takes", 59) is not None


def test_the_bound_holds_for_many_processes_together(tmp_path: Path) -> None:
    for k in range(8):  # each puts one thing, and keeps no count
        store.Cache(tmp_path, most=100_000).put("takes", k, content=bytes(30_000))
    assert len(entries(store.Cache(tmp_path))) <= 3


def test_what_an_older_version_has_left_counts(tmp_path: Path) -> None:
    cache = store.Cache(tmp_path, most=10_000)
    aged(cache, "abcdefgh")
    for file in tmp_path.glob(".clipkit-*"):
        file.unlink()
    cache.put("takes", "new", content=bytes(8000))
    assert cache.get("takes", "new") is not None
    assert kept(cache, "abcdefgh") == ""


def test_what_a_killed_run_left_goes_after_a_day(tmp_path: Path) -> None:
    cache = store.Cache(tmp_path)
    aged(cache, "a")
    old, new = tmp_path / "takes" / ".clipkit-0badcafe", tmp_path / "takes" / ".clipkit-0badcaff"
    for half in (old, new):
        half.write_bytes(b"half")
    os.utime(old, (LONG_AGO,) * 2)
    assert [kind.entries for kind in cache.kinds()] == [1]
    assert cache.prune() == store.Freed(0, 4)
    assert [half.exists() for half in (old, new)] == [False, True]
    assert kept(cache, "a") == "a"


def test_reading_marks_the_use_but_does_not_write_each_time(tmp_path: Path) -> None:
    cache = store.Cache(tmp_path)
    aged(cache, "a")
    (entry,) = entries(cache)
    cache.get("takes", "a")
    assert time.time() - entry.stat().st_mtime < 60
    recent = time.time() - 600
    os.utime(entry, (recent, recent))
    cache.get("takes", "a")
    assert entry.stat().st_mtime == pytest.approx(recent, abs=1)


def test_kinds_are_told_the_largest_first(tmp_path: Path) -> None:
    cache = store.Cache(tmp_path)
    cache.put("facts", 1, content=bytes(10))
    aged(cache, "ab")
    large, small = cache.kinds()
    assert large == ("takes", 2, 2064, LONG_AGO + 1)
    assert small[:3] == ("facts", 1, 42)


def test_files_that_are_not_its_own_stay(tmp_path: Path) -> None:
    """As in `CLIPKIT_CACHE=~/Documents`."""
    documents, elsewhere = tmp_path / "documents", tmp_path / "elsewhere"
    cache, other = store.Cache(documents), store.Cache(elsewhere)
    aged(other, "a")
    theirs = [
        documents / "letter.txt",
        documents / "0123456789abcdef",
        documents / "0123456789abcdef.clipkit",
        documents / "takes" / "take 1.wav",
        documents / "takes" / "0123456789abcdef",
        documents / "takes" / "0123456789abcdef.clipkit.txt",
        documents / "takes" / "deeper" / "0123456789abcdef.clipkit",
        documents / "Photos 2024" / "0123456789abcdef.clipkit",
    ]
    for path in theirs:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"mine")
        os.utime(path, (LONG_AGO,) * 2)
    (documents / "takes" / "fedcba9876543210.clipkit").mkdir()
    if sys.platform != "win32":
        (documents / "linked").symlink_to(elsewhere / "takes", target_is_directory=True)
        (documents / "takes" / "0011223344556677.clipkit").symlink_to(theirs[0])
    before = set(documents.rglob("*"))
    aged(cache, "xyz")
    assert cache.prune(0) == store.Freed(3, 3 * 1032)
    aged(cache, "xyz")
    assert cache.clear() == store.Freed(3, 3 * 1032)
    assert before <= set(documents.rglob("*"))
    assert all(path.read_bytes() == b"mine" for path in theirs)
    assert kept(other, "a") == "a"


def test_a_cleared_cache_leaves_no_folders_of_its_own(tmp_path: Path) -> None:
    cache = store.Cache(tmp_path, most=4000)
    aged(cache, "abcd")  # it has been tidied, under a lock
    cache.put("facts", 1, content=b"")
    assert cache.clear().entries >= 3
    assert list(tmp_path.iterdir()) == []
    assert cache.clear() == store.Freed()


@pytest.mark.parametrize("role", ["pruning", "clearing"])
def test_processes_that_share_a_folder_never_see_half_of_anything(
    tmp_path: Path, role: str
) -> None:
    workers = [
        subprocess.Popen(
            [sys.executable, "-c", BUSY, tmp_path, name],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )
        for name in ("putting", "putting", role)
    ]  # fmt: skip
    for worker in workers:
        assert worker.stdin is not None
        worker.stdin.write("go\n")
        worker.stdin.flush()
    told = [worker.communicate(timeout=100)[0].split() for worker in workers]
    assert [worker.returncode for worker in workers] == [0, 0, 0]
    assert [int(wrong) for _, wrong in told] == [0, 0, 0]
    assert sum(int(seen) for seen, _ in told) > 0
    cache = store.Cache(tmp_path, 40_000)
    cache.put("takes", "after", content=b"all is well")
    assert cache.get("takes", "after") == b"all is well"
    halves = [path for path in entries(cache) if path.name.startswith(".")]
    assert halves == []


def test_the_cache_is_where_the_environment_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(store.CACHE_VARIABLE, str(tmp_path))
    assert store.cache().folder == tmp_path
    monkeypatch.setenv(store.CACHE_VARIABLE, "off")
    assert store.cache().folder is None
    monkeypatch.delenv(store.CACHE_VARIABLE)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert store.cache().folder == tmp_path / "clipkit"


def test_a_block_can_do_without_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(store.CACHE_VARIABLE, str(tmp_path))
    store.cache().put("takes", "a", content=b"sound")
    with store.uncached():
        with store.uncached():
            assert store.cache().get("takes", "a") is None
        store.cache().put("takes", "b", content=b"sound")
    assert store.cache().get("takes", "a") == b"sound"
    assert store.cache().get("takes", "b") is None
