"""Files are looked at by a child: what crashes it, or never ends, is named; the rest goes on."""

import json
from pathlib import Path

import pytest

import clipkit
from clipkit.errors import ClipkitError
from clipkit.media import children, looking
from clipkit.media.looking import Unknown
from clipkit.model.facts import Facts
from tests.decoders import broken
from tests.media import files
from tests.media.files import corners

# Python imports a module of this name by itself, in every process that starts: decoders that fail
# where files of these names are opened.
BREAKS = """
import os, sys, time

def opened(event, args):
    if event == "open":
        name = os.path.basename(str(args[0]))
        if name == "abort.png":
            os.abort()
        if name == "hang.png":
            time.sleep(600)
        if name == "memory.png":
            raise MemoryError
        if name == "noise.png":
            print("what a library prints")
            os.write(1, b"{}\\n")

sys.addaudithook(opened)
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of pictures, on a machine that breaks what looks at some of them."""
    broken(tmp_path / "mesin", BREAKS, monkeypatch)
    made = tmp_path / "klip"
    made.mkdir()
    for k, name in enumerate(("a", "abort", "b", "hang", "c", "memory", "d", "noise")):
        files.photo(made / f"{name}.png", corners(96 + 2 * k, 64), "PNG")
    return made


def asked(folder: Path, *names: str) -> list[Unknown]:
    return [Unknown(folder / f"{name}.png", f"{name}.png", "picture") for name in names]


def test_what_ends_a_look_is_named_and_the_others_are_seen(folder: Path) -> None:
    names = "a", "abort", "b", "hang", "c", "memory", "d", "noise"
    found = looking.looked(asked(folder, *names))
    told = {
        name: seen.size if isinstance(seen, Facts) else [problem.code for problem in seen]
        for name, seen in zip(names, found, strict=True)
    }
    assert told == {
        "a": (96, 64),
        "abort": ["media-crash"],
        "b": (100, 64),
        "hang": ["media-crash"],
        "c": (104, 64),
        "memory": ["media-too-large"],
        "d": (108, 64),
        "noise": (110, 64),
    }


def test_a_render_names_it_at_its_place_and_leaves_nothing(folder: Path) -> None:
    stood = {path.name for path in folder.iterdir()}
    text = "---\nvoice: none\n---\n![](a.png)\nSatu.\n\n---\n\n![](abort.png)\nDua.\n"
    (folder / "klip.md").write_text(text, "utf-8")
    with pytest.raises(ClipkitError) as caught:
        clipkit.render(clipkit.load(folder / "klip.md"))
    (problem,) = caught.value.problems
    assert (problem.code, problem.place.line) == ("media-crash", 9)
    assert "abort.png" in problem.words("id").text
    assert {path.name for path in folder.iterdir()} == stood | {"klip.md"}


def test_what_was_seen_before_is_not_looked_at_again(folder: Path) -> None:
    script = folder / "klip.md"
    script.write_text("---\nvoice: none\n---\n![](a.png)\nSatu.\n", "utf-8")
    clipkit.plan(clipkit.load(script))
    (folder / "abort.png").write_bytes((folder / "a.png").read_bytes())
    script.write_text("---\nvoice: none\n---\n![](abort.png)\nSatu.\n", "utf-8")
    assert clipkit.plan(clipkit.load(script)).frames


def test_many_are_seen_side_by_side_in_their_order(tmp_path: Path) -> None:
    for k in range(40):
        files.photo(tmp_path / f"{k}.png", corners(96 + 2 * k, 64), "PNG")
    found = looking.looked(asked(tmp_path, *(str(k) for k in range(40))))
    sizes = [seen.size for seen in found if isinstance(seen, Facts)]
    assert sizes == [(96 + 2 * k, 64) for k in range(40)]


@pytest.mark.skipif(not Path("/proc/self/io").exists(), reason="what is read is Linux's to tell")
def test_sounds_are_played_to_their_end_where_they_may_break(tmp_path: Path) -> None:
    files.song(tmp_path / "a.m4a", 60.0, codec="aac")
    files.clip(tmp_path / "a.mp4", [corners()] * 300, tone=440.0)
    with children.started("clipkit.media.looker") as process:
        asking, telling = process.stdin, process.stdout
        assert asking is not None
        assert telling is not None

        def read(name: str) -> int:
            """Look at a file. Returns: the bytes that were read so far."""
            line = {"path": str(tmp_path / name), "key": name, "wanted": None, "digest": "sha256:0"}
            asking.write(json.dumps(line).encode() + b"\n")
            asking.flush()
            assert "facts" in json.loads(telling.readline())
            return int(Path(f"/proc/{process.pid}/io").read_text("ascii").split()[1])

        for name in ("a.m4a", "a.mp4"):
            before = read(name)  # and what is loaded for it
            assert read(name) - before >= (tmp_path / name).stat().st_size
        asking.close()
