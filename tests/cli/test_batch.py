"""`clipkit batch`: what it leaves, says and answers, whatever happens to it or to its children."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from clipkit.store import CACHE_VARIABLE
from tests.batch import hostile
from tests.cli.shell import PLAIN, UNCOMPILED, Answer, clipkit

SAID = "---\nvoice: none\nlang: en\nprofile: square\n---\n"
SHORT = f"{SAID}Good.\n"
LONG = f"{SAID}{'Good coffee needs no sugar. ' * 12}\n"
# What is wrong with a script, and the code that says so.
BROKEN = {
    "key.md": (f"{SAID[:-4]}titel: A\n---\nGood.\n", "key-unknown"),
    "missing/picture.md": (f"{SAID}![](gone.jpg)\nGood.\n", "media-missing"),
    "empty.txt": ("", "script-empty"),
    "long.md": (f"{SAID}# {'A title of six words ' * 30}\n\nGood.\n", "text-too-long"),
    "template.md": (f"{SAID[:-4]}template: newz\n---\nGood.\n", "option-unknown-name"),
}
LINUX = pytest.mark.skipif(sys.platform != "linux", reason="children are found in /proc")
UNIX = pytest.mark.skipif(sys.platform == "win32", reason="signals are Unix's")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "n").mkdir()
    return tmp_path


def scripts(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / "n" / f"{name}.md").write_text(text, "utf-8")


def batch(folder: Path, *arguments: str, watched: bool = True, **env: str) -> Answer:
    line = ("batch", "n", "--out", "o", *arguments)
    return clipkit(*line, cwd=folder, stdin=b"", watched=watched, **env)


def report(folder: Path) -> dict[str, dict[str, Any]]:
    """Each clip of report.json, by its script."""
    document = json.loads((folder / "o" / "report.json").read_text("utf-8"))
    assert document["schema"] == "clipkit.batch/1"
    return {Path(clip["file"]).name: clip for clip in document["clips"]}


def statuses(folder: Path) -> dict[str, str]:
    return {name: clip["status"] for name, clip in report(folder).items()}


def files(folder: Path) -> set[str]:
    """All that is in the outputs' folder, hidden files too."""
    paths = (folder / "o").rglob("*")
    return {path.relative_to(folder / "o").as_posix() for path in paths if path.is_file()}


@pytest.mark.slow
def test_fifty_scripts_of_which_five_are_broken(folder: Path) -> None:
    Image.new("RGB", (90, 120), "brown").save(folder / "n" / "photo.jpg")
    for number in range(45):
        home = folder / "n" / (f"group{number}" if number % 3 else "")
        home.mkdir(exist_ok=True)
        text = SHORT if number % 3 else f"{SAID}![](photo.jpg)\nGood.\n"  # too small: a warning
        (home / f"script{number}.md").write_text(text, "utf-8")
    for name, (text, _) in BROKEN.items():
        (folder / "n" / name).parent.mkdir(exist_ok=True)
        (folder / "n" / name).write_text(text, "utf-8")
    answer = batch(folder, "--draft", watched=False)
    assert answer.code == 7
    clips = sorted(name for name in files(folder) if name.endswith(".mp4"))
    assert len(clips) == 45
    assert {"script3.mp4", "group4/script4.mp4"} <= set(clips)
    assert not (folder / "o" / "missing").exists()  # no folder without a clip
    told = report(folder)
    assert len(told) == 50
    for name, (_, code) in BROKEN.items():
        clip = told[Path(name).name]
        assert (clip["status"], clip["outputs"]) == ("failed", [])
        assert code in {problem["code"] for problem in clip["problems"]}, clip
        assert f"[{code}]" in answer.err
    assert {p["severity"] for p in told["script3.md"]["problems"]} == {"warning"}
    assert all(clip["outputs"][0]["frames"] for clip in told.values() if clip["status"] == "done")
    rows = answer.out.splitlines()
    assert rows[0].split() == ["script", "result", "seconds", "what", "to", "know"]
    assert len(rows) == 52
    assert all(" done " in row for row in rows[1:46])
    assert all(" FAILED " in row for row in rows[46:51])
    assert rows[-1] == f"45 of 50 clips made; 5 failed; see {Path('o/report.json')}"
    lines = [line for line in answer.err.splitlines() if line.partition("/50 ")[1]]
    assert [int(line.partition("/")[0]) for line in lines] == list(range(1, 51))
    assert "key.md:5:1: error: There is no setting `titel`. [key-unknown]" in answer.err
    assert "   5 | titel: A\n     | ^\n" in answer.err


@pytest.mark.slow
def test_all_made_is_0_and_says_so_in_the_language_that_is_asked_for(folder: Path) -> None:
    scripts(folder, kopi=SHORT)
    (folder / "merek.yaml").write_text("name: Kedai\n", "utf-8")  # named from here, not from there
    answer = batch(folder, "--draft", "-q", "--lang", "id", "--brand", "merek.yaml")
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.splitlines()[0].startswith("naskah")
    assert answer.out.splitlines()[-1].startswith("1 dari 1 klip jadi")
    assert files(folder) == {"kopi.mp4", "kopi.jpg", "report.json"}


@pytest.mark.slow
def test_json_is_a_document_a_line_and_nothing_else(folder: Path) -> None:
    scripts(folder, good=SHORT, bad="---\njudull: x\n---\nKopi.\n", long=SAID + "Good. " * 200)
    answer = batch(folder, "--json", "-q", LANG="id_ID.UTF-8")
    assert (answer.code, answer.err) == (7, "")
    lines = [json.loads(line) for line in answer.out.splitlines()]
    assert {line["schema"] for line in lines} == {"clipkit.clip/1"}
    by_name = {Path(line["file"]).name: line for line in lines}
    assert by_name["good.md"]["outputs"][0]["sidecars"]["cover"] == str(Path("o/good.jpg"))
    assert by_name["bad.md"]["problems"][0]["message"].startswith("Tidak ada")
    assert by_name["long.md"]["problems"][-1]["code"] == "too-long"  # a draft would only warn
    for name, clip in report(folder).items():
        assert {"schema": "clipkit.clip/1", **clip} == by_name[name]


def test_what_stops_it_before_the_first_clip(folder: Path) -> None:
    scripts(folder, a=SHORT)
    (folder / "n" / "a.txt").write_text("Good.\n", "utf-8")
    answer = batch(folder)
    assert (answer.code, answer.out) == (2, "")
    assert f"{Path('n/a.md')} and {Path('n/a.txt')} would both become" in answer.err
    assert not (folder / "o").exists()
    (document,) = map(json.loads, batch(folder, "--json").out.splitlines())
    assert document["problems"][0]["code"] == "batch-collision"


@pytest.mark.parametrize(
    ("arguments", "code", "problem"),
    [
        (["m", "--out", "o"], 3, "script-missing"),
        (["n", "--out", "n/a.md"], 2, "output-not-folder"),
        (["n", "--out", "n/a.md/o"], 2, "output-unwritable"),
        (["n", "--out", "o", "--jobs", "0"], 2, "usage-number"),
        (["n"], 2, "usage-missing"),
        (["--out", "o"], 2, "usage-missing"),
    ],
)
def test_bad_input_is_told(arguments: list[str], code: int, problem: str, folder: Path) -> None:
    scripts(folder, a=SHORT)
    answer = clipkit("batch", *arguments, cwd=folder)
    assert (answer.code, answer.out) == (code, "")
    assert f"[{problem}]" in answer.err
    assert (folder / "n" / "a.md").read_text("utf-8") == SHORT


@LINUX
def test_an_outputs_folder_that_takes_no_files(folder: Path) -> None:
    scripts(folder, a=SHORT)
    answer = clipkit("batch", "n", "--out", "/proc/o", cwd=folder)
    assert answer.code == 2
    assert "[output-unwritable]" in answer.err


@pytest.mark.slow
@UNIX
def test_a_crash_costs_its_own_clip_and_a_bug_leaves_one_report(
    folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    scripts(folder, abort=SHORT, bug=SHORT, good=SHORT, memory=SHORT)
    home = tmp_path_factory.mktemp("home")
    path = hostile.machine(home / "hostile", os.environ.get("PYTHONPATH", ""))
    answer = batch(
        folder, "--draft", "-q", PYTHONPATH=path, XDG_STATE_HOME=str(home), HOME=str(home)
    )
    assert answer.code == 7
    assert {name: status for name, status in statuses(folder).items() if status == "done"} == {
        "good.md": "done"
    }
    said = {name: clip["problems"][0] for name, clip in report(folder).items() if clip["problems"]}
    assert (said["abort.md"]["code"], said["memory.md"]["code"]) == ("clip-crashed",) * 2
    assert "SIGABRT" in said["abort.md"]["message"]
    assert "MemoryError" in said["memory.md"]["message"]
    assert said["bug.md"]["code"] == "clip-broken"
    assert files(folder) == {"good.mp4", "good.jpg", "report.json"}
    (written,) = home.rglob("clipkit-report-*.txt")
    text = written.read_text("utf-8")
    assert "what nobody thought of" in text
    assert "Fatal Python error: Aborted" in text  # where the crash was
    assert "clipkit batch n --out o" in text
    assert written.name in answer.err


@pytest.mark.slow
@LINUX
def test_a_name_that_is_no_text(folder: Path) -> None:
    (folder / "n" / os.fsdecode(b"kopi\xff.md")).write_text(SHORT, "utf-8")
    answer = batch(folder, "--draft", "--json")
    assert answer.code == 0, answer.err
    assert (folder / "o" / os.fsdecode(b"kopi\xff.mp4")).exists()
    (told,) = report(folder).values()
    assert told["file"] == "n/kopi?.md"


@pytest.mark.slow
@UNIX
def test_a_full_disk_ends_the_batch_and_says_what_is_done(folder: Path) -> None:
    scripts(folder, **{f"n{number}": LONG for number in range(3)})
    shell = shutil.which("bash") or pytest.skip("another shell counts in other blocks")
    command = f"{sys.executable} -m clipkit batch n --out o --draft --jobs 1 --lang en"
    done = subprocess.run(
        [shell, "-c", f"ulimit -f 8; exec {command}"],
        cwd=folder, env=os.environ | UNCOMPILED, capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 7, done.stderr
    assert b"[disk-full]" in done.stderr
    assert b"0 of 3 clips made; 1 failed, 2 not made" in done.stdout
    assert list(statuses(folder).values()) == ["failed", "stopped", "stopped"]
    assert files(folder) == {"report.json"}


def deaf() -> None:
    """Start as what a shell script runs with `&`: Ctrl-C means nothing."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def begun(
    folder: Path, *arguments: str, preexec: Callable[[], None] | None = None
) -> subprocess.Popen[bytes]:
    """Start a batch in a group of its own, as a terminal does."""
    clean = {name: value for name, value in os.environ.items() if name not in PLAIN}
    line = [sys.executable, "-m", "clipkit", "batch", "n", "--out", "o", *arguments]
    return subprocess.Popen(
        line, cwd=folder, env=clean | {"LANG": "C.UTF-8"}, process_group=0,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=preexec,
    )  # fmt: skip


def at_work(folder: Path, process: subprocess.Popen[bytes], name: str) -> None:
    """Wait until a clip's temporary file is there."""
    while not any(left.endswith(f"-{name}.mp4") for left in files(folder)):
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=0.02)
            pytest.fail("it has ended already")


def children(process: subprocess.Popen[bytes]) -> list[int]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text("ascii")
    return [int(number) for number in listed.split()]


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits for its parent doesn't."""
    try:
        about = Path(f"/proc/{pid}/stat").read_text("utf-8", errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return False
    return about.rpartition(")")[2].split()[0] not in "ZX"


@pytest.fixture
def three(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Clips that take their time: nothing is kept from one to the next."""
    monkeypatch.setenv(CACHE_VARIABLE, "off")
    scripts(folder, a=SHORT, b=LONG, c=LONG)
    return folder


@pytest.mark.slow
@UNIX
def test_ctrl_c_leaves_whole_clips_and_a_report(three: Path) -> None:
    with begun(three, "--jobs", "1") as process:
        at_work(three, process, "b")
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode()
    assert b"Traceback" not in err
    assert statuses(three) == {"a.md": "done", "b.md": "stopped", "c.md": "stopped"}
    assert files(three) == {"a.mp4", "a.jpg", "report.json"}
    assert out.decode().splitlines()[-1].startswith("1 of 3 clips made; 0 failed, 2 not made")


@pytest.mark.slow
@LINUX
def test_a_child_that_is_killed_costs_its_own_clip(three: Path) -> None:
    with begun(three, "--jobs", "1", "--draft", "-q") as process:
        at_work(three, process, "b")
        (child,) = children(process)
        os.kill(child, signal.SIGKILL)
        _, err = process.communicate(timeout=100)
    assert process.returncode == 7
    assert statuses(three) == {"a.md": "done", "b.md": "failed", "c.md": "done"}
    assert b"SIGKILL" in err
    assert b"clipkit-report" not in err  # no bug of ours
    assert batch(three, "--draft", "-q").code == 0
    assert files(three) == {f"{n}.{s}" for n in "abc" for s in ("mp4", "jpg")} | {"report.json"}


@pytest.mark.slow
@LINUX
def test_a_killed_batch_takes_its_children_along(three: Path) -> None:
    with begun(three, "--jobs", "2", preexec=deaf) as process:
        at_work(three, process, "b")
        at_work(three, process, "c")
        working = children(process)
        process.kill()
    assert len(working) == 2
    until = time.monotonic() + 60
    while any(map(alive, working)) and time.monotonic() < until:
        time.sleep(0.02)
    assert not any(map(alive, working))
    assert statuses(three) == {"a.md": "done", "b.md": "stopped", "c.md": "stopped"}
    assert files(three) == {"a.mp4", "a.jpg", "report.json"}
    assert batch(three, "--draft", "-q").code == 0
    assert files(three) == {f"{n}.{s}" for n in "abc" for s in ("mp4", "jpg")} | {"report.json"}
