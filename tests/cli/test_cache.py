"""`clipkit cache` and `--no-cache`; and renders that share a folder, a cache or an output."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import av
import pytest

from clipkit import store
from tests.cli.shell import UNCOMPILED, Answer, clipkit, unwatched
from tests.test_docs import ROOT

SAID = "---\nlang: en\nprofile: square\n---\nGood coffee needs no sugar.\n"
SILENT = SAID.replace("lang: en", "lang: en\nvoice: none")
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="signals and their limits are Unix's")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.md").write_text(SAID, "utf-8")
    return tmp_path


@pytest.fixture
def kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> store.Cache:
    """A cache of this test's own, of its children as well."""
    monkeypatch.setenv(store.CACHE_VARIABLE, str(folder / "cache"))
    return store.cache()


def filled(cache: store.Cache) -> None:
    """Three entries of 100 kB, the first the oldest, and one small one."""
    assert cache.folder is not None
    for k in range(3):
        cache.put("takes", k, content=bytes(100_000 - 32))
        for path in (cache.folder / "takes").iterdir():
            told = path.stat().st_mtime
            os.utime(path, (told - 100_000,) * 2)
    cache.put("facts", 0, content=bytes(100))


def whole(clip: Path) -> int:
    """Decode a clip to its end. Returns: its frames."""
    with av.open(str(clip)) as file:
        frames = sum(1 for _ in file.decode(video=0))
        assert frames == file.streams.video[0].frames
    with av.open(str(clip)) as file:
        assert sum(frame.samples for frame in file.decode(audio=0)) > 0
    return frames


def test_show_says_what_is_kept_in_plain_words(folder: Path, kept: store.Cache) -> None:
    assert clipkit("cache", "show", cwd=folder).out == (
        f"Nothing is kept yet. It will be in {folder / 'cache'}, 5.0 GB at most.\n"
    )
    filled(kept)
    head, spoken, seen, total = clipkit("cache", cwd=folder).out.splitlines()
    assert head.split() == ["what", "is", "kept", "entries", "size", "last", "used"]
    assert spoken.startswith("sentences that the offline voice has spoken  3        300 kB  20")
    assert seen.startswith("what was seen of pictures")
    assert total == f"301 kB of 5.0 GB at most, in {folder / 'cache'}"
    indonesian = clipkit("cache", "show", "--lang", "id", cwd=folder).out
    assert "kalimat yang sudah dibacakan" in indonesian
    assert indonesian.splitlines()[-1].startswith("301 kB, paling banyak 5.0 GB, di ")


def test_show_as_json(folder: Path, kept: store.Cache) -> None:
    filled(kept)
    told = json.loads(clipkit("cache", "show", "--json", cwd=folder).out)
    assert told["schema"] == "clipkit.cache/1"
    assert (told["folder"], told["most"]) == (str(folder / "cache"), 5_000_000_000)
    assert (told["bytes"], told["freed"], told["problems"]) == (300_132, None, [])
    assert [(row["kind"], row["entries"]) for row in told["kinds"]] == [("takes", 3), ("facts", 1)]
    assert all(row["used"].endswith("+00:00") for row in told["kinds"])


def test_prune_goes_down_to_a_size_and_says_what_was_freed(folder: Path, kept: store.Cache) -> None:
    filled(kept)
    left = "Entries deleted: 0 (0 kB). What is left: 301 kB.\n"
    assert clipkit("cache", "prune", cwd=folder).out == left
    answer = clipkit("cache", "prune", "--to", "0.25 MB", cwd=folder)
    assert answer == Answer(0, "Entries deleted: 1 (100 kB). What is left: 201 kB.\n", "")
    assert [kept.get("takes", k) is not None for k in range(3)] == [False, True, True]
    told = json.loads(clipkit("cache", "prune", "--to", "0", "--json", cwd=folder).out)
    assert (told["freed"], told["bytes"]) == ({"entries": 3, "bytes": 200_132}, 0)


def test_clear_deletes_all_that_is_clipkits_and_nothing_else(
    folder: Path, kept: store.Cache
) -> None:
    filled(kept)
    (folder / "cache" / "takes" / "letter.txt").write_text("mine", "utf-8")
    answer = clipkit("cache", "clear", cwd=folder, LANG="id_ID.UTF-8")
    assert answer == Answer(0, "Simpanan yang dihapus: 4 (301 kB). Yang tersisa: 0 kB.\n", "")
    assert [path.name for path in (folder / "cache").rglob("*")] == ["takes", "letter.txt"]


@pytest.mark.parametrize("action", ["show", "prune", "clear"])
def test_where_nothing_is_kept_that_is_said(action: str, folder: Path) -> None:
    answer = clipkit("cache", action, cwd=folder, CLIPKIT_CACHE="off")
    assert (answer.code, answer.err) == (0, "")
    assert "Nothing is kept: the environment variable CLIPKIT_CACHE says `off`." in answer.out
    told = json.loads(clipkit("cache", action, "--json", cwd=folder, CLIPKIT_CACHE="off").out)
    assert (told["folder"], told["kinds"]) == (None, [])


@pytest.mark.parametrize(
    ("arguments", "problem", "said"),
    [
        (["prune", "--to", "much"], "option-value", "500M, 2G"),
        (["prune", "--to", "500"], "option-value", "500M, 2G"),
        (["prune", "--to", "-1G"], "option-value", "500M, 2G"),
        (["clear", "--to", "1G"], "usage-extra", "--to 1G"),
        (["clean"], "usage-choice", "Did you mean clear?"),
    ],
)
def test_what_is_typed_wrong_deletes_nothing(
    arguments: Sequence[str], problem: str, said: str, folder: Path, kept: store.Cache
) -> None:
    filled(kept)
    answer = clipkit("cache", *arguments, cwd=folder)
    assert (answer.code, answer.out) == (2, "")
    assert f"[{problem}]" in answer.err
    assert said in answer.err
    told = json.loads(clipkit("cache", *arguments, "--json", cwd=folder).out)
    assert told["problems"][0]["code"] == problem
    assert sum(kind.entries for kind in kept.kinds()) == 4


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="may write everywhere")
def test_what_cannot_be_deleted_is_a_problem(folder: Path, kept: store.Cache) -> None:
    filled(kept)
    (folder / "cache" / "takes").chmod(0o500)
    answer = clipkit("cache", "clear", cwd=folder)
    (folder / "cache" / "takes").chmod(0o700)
    assert (answer.code, answer.out) == (2, "")
    assert "3 entries in " in answer.err
    assert "[cache-held]" in answer.err


@pytest.mark.slow
@pytest.mark.usefixtures("kept")
def test_no_cache_reads_nothing_and_keeps_nothing(folder: Path) -> None:
    first = clipkit("captions", "a.md", "--no-cache", cwd=folder)
    assert first.code == 0
    assert not (folder / "cache").exists()
    assert clipkit("captions", "a.md", cwd=folder) == first
    (entry,) = (folder / "cache" / "takes").iterdir()
    entry.write_bytes(b"")  # who looks at it deletes it
    assert clipkit("captions", "a.md", "--no-cache", cwd=folder) == first
    assert entry.exists()
    assert clipkit("captions", "a.md", cwd=folder) == first
    assert entry.stat().st_size > 1000


@pytest.mark.slow
@pytest.mark.parametrize("command", ["render", "batch", "still", "plan", "check", "align"])
def test_no_cache_is_obeyed_by_all_that_would_keep_something(
    command: str, folder: Path, kept: store.Cache
) -> None:
    more = {
        "render": ["--draft", "-q"],
        "batch": ["--draft", "-q", "--out", "o"],
        "align": [str(ROOT / "examples" / "kopi" / "video" / "uap.mp4")],
    }
    answer = clipkit(command, "a.md", *more.get(command, []), "--no-cache", cwd=folder)
    assert answer.code == (4 if command == "align" else 0), answer.err  # nobody speaks in it
    assert kept.kinds() == []


@pytest.mark.slow
@pytest.mark.parametrize("place", ["a file", "/proc/clipkit", "shut"])
def test_a_cache_folder_that_takes_nothing_costs_no_clip(place: str, folder: Path) -> None:
    (folder / "a file").touch()
    (folder / "shut").mkdir(mode=0o500)
    answer = clipkit("render", "a.md", "--draft", "-q", cwd=folder, CLIPKIT_CACHE=place)
    assert (answer.code, answer.err) == (0, "")
    assert whole(folder / "a.mp4") > 20


@pytest.mark.slow
@UNIX
def test_a_cache_that_is_full_costs_no_clip(folder: Path, kept: store.Cache) -> None:
    """No file of this process may be larger than a clip is; a sentence's sound is."""
    import resource

    text = SAID.replace("square", "square\ncaptions: file").replace("Good", "Good coffee, " * 7)
    (folder / "a.md").write_text(text, "utf-8")

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (250_000, 250_000))

    done = subprocess.run(
        [sys.executable, "-m", "clipkit", "render", "a.md", "--draft", "-q"],
        cwd=folder, capture_output=True, text=True, preexec_fn=small, check=False,
        env=unwatched() | UNCOMPILED,  # what counts branches writes a large file of its own
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert whole(folder / "a.mp4") > 20
    assert "takes" not in {kind.name for kind in kept.kinds()}
    assert list((folder / "cache" / "takes").iterdir()) == []  # nothing half is left


@pytest.mark.slow
def test_a_damaged_cache_gives_the_same_clip(folder: Path, kept: store.Cache) -> None:
    clipkit("render", "a.md", "--draft", "-q", cwd=folder)
    first = (folder / "a.mp4").read_bytes()
    for number, entry in enumerate(sorted((folder / "cache").glob("*/*"))):
        content = bytearray(entry.read_bytes())
        content[len(content) // 2] ^= 1
        entry.write_bytes(content[: len(content) // (1 + number % 2)])
    clipkit("render", "a.md", "--draft", "-q", cwd=folder)
    assert (folder / "a.mp4").read_bytes() == first
    assert kept.kinds()


def started(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-m", "clipkit", *arguments],
        cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.slow
def test_renders_to_one_output_while_the_cache_is_cleared(folder: Path, kept: store.Cache) -> None:
    """Whoever is last has the name; what lies there is whole at any time."""
    (folder / "other.md").write_text(SAID.replace("sugar", "sugar, and no milk either"), "utf-8")
    renders = [
        started(folder, "render", name, "--draft", "-q", "-o", "a.mp4")
        for name in ("a.md", "other.md", "a.md")
    ]
    cleared = 0
    while any(process.poll() is None for process in renders):
        with suppress(subprocess.TimeoutExpired):
            renders[-1].wait(timeout=0.02)
        cleared += kept.clear().entries
        if (folder / "a.mp4").exists():
            assert whole(folder / "a.mp4") > 20
    told = [process.communicate() for process in renders]
    assert [process.returncode for process in renders] == [0, 0, 0], told
    assert cleared
    assert whole(folder / "a.mp4") > 20
    assert {path.name for path in folder.iterdir() if path.suffix != ".md"} <= {
        "a.mp4",
        "a.jpg",
        "cache",
    }


@pytest.mark.slow
@UNIX
def test_sigterm_at_the_end_leaves_a_whole_clip_or_the_old_one(folder: Path) -> None:
    (folder / "a.md").write_text(SILENT, "utf-8")
    target = folder / "a.mp4"
    target.write_bytes(b"old")
    for size in (0, 1000):  # bytes: it has begun, and it is being joined
        with started(folder, "render", "a.md", "--draft", "-q") as process:
            while not any(made(path) > size for path in half(folder)):
                with suppress(subprocess.TimeoutExpired):
                    process.wait(timeout=0.002)
                    break
            process.terminate()
            _, told = process.communicate(timeout=60)
        assert process.returncode in (0, -15), told
        assert "Traceback" not in told
        if process.returncode == -15 and target.read_bytes() == b"old":
            assert half(folder)
        else:
            assert whole(target) > 20
    assert clipkit("render", "a.md", "--draft", "-q", cwd=folder).code == 0
    assert whole(target) > 20
    assert half(folder) == []


def made(path: Path) -> int:
    """Bytes of a file that may vanish."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0


def half(folder: Path) -> list[Path]:
    """What a render that is at work, or was killed, has in a folder."""
    return list(folder.glob(".clipkit-*a.mp4*"))
