"""The guide at its word: every command on its pages is run, a page in one shell, top to bottom.

Both languages of a page have the same commands, so that to run one is to run both.
"""

import os
import re
import shutil
import subprocess
import sys
import wave
from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest

import clipkit
from clipkit import pipeline
from clipkit.reading import brand, styles
from tests.cli.shell import PLAIN, unwatched
from tests.rendering.film import seen
from tests.test_docs import ROOT, blocks

EXAMPLES = ROOT / "examples"
ROWS = re.compile(
    r"^\| \[[^]]+\]\(((?:guide|reference)/[\w-]+\.md)\) \| \[[^]]+\]\((\S+)\) \|$", re.M
)
TWINS = dict(ROWS.findall((ROOT / "docs" / "README.md").read_text("utf-8")))
PAGES = [page for page in TWINS if page.startswith("guide/")]
SHORT = "---\nlang: id\nvoice: none\nprofile: square\n---\n\n"
TEXT = "Kopi tubruk tidak butuh mesin."
KINDS = ("sh", "powershell", "python", "toml")
ELSEWHERE = ("clipkit demo",)  # it takes long: tests/cli/test_commands.py runs it


MADE = {
    "guide/ten-minutes.md": {
        *("kerja-bakti/berita.mp4", "kerja-bakti/berita.jpg"),
        *("promosi/promosi.mp4", "promosi/promosi.png"),
    },
    "guide/script.md": {"candi/candi.mp4"},
    "guide/own-voice.md": {"vaksin/vaksin.mp4", "promosi/promosi.mp4"},
    "guide/own-brand.md": {"promosi/brand.yaml", "lihat.png"},
    "guide/look.md": {"promosi/promosi-shorts.mp4", "promosi/promosi-square.mp4"},
    "guide/captions.md": {"promosi.vtt", "suara.srt", "suara.mp4"},
    "guide/batch.md": {
        *("hasil/budi/naskah.mp4", "hasil/siti/cerita.mp4", "hasil/pasar.mp4"),
        *("hasil/report.json", "lihat/pasar.mp4"),
    },
}


def written(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def copied(path: Path, example: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(EXAMPLES / example, path)


def spoken(script: Path, sound: Path) -> None:
    """The script as somebody reads it into a phone."""
    samples = clipkit.stage(clipkit.plan(clipkit.load(script))).audio.to_soundarray(fps=48000)
    sound.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(sound), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(48000)
        file.writeframes((samples[:, 0] * 32767).astype("<i2").tobytes())


def neighbours(folder: Path) -> None:
    """What a phone and a word processor leave: photos, and the text that the page shows."""
    copied(folder / "kerja-bakti" / "IMG-20260315-WA0007.jpg", "kopi/foto/kopi.jpg")
    copied(folder / "kerja-bakti" / "20260316_071502.jpg", "kopi/foto/biji.jpg")
    shown = re.findall(r"(?:^    .*\n|^\n)+", page("guide/ten-minutes.md"), re.M)
    text = next(block for block in shown if "#KerjaBakti" in block)
    written(folder / "kerja-bakti" / "berita.txt", re.sub("^    ", "", text, flags=re.M).strip())


def temple(folder: Path) -> None:
    """The script of the page that tells how to write one, and its media."""
    (script,) = blocks("docs/guide/script.md", "markdown")
    written(folder / "candi" / "candi.md", script)
    copied(folder / "candi" / "foto" / "candi.jpg", "kopi/foto/kopi.jpg")
    copied(folder / "candi" / "video" / "juru kunci.mp4", "kopi/video/uap.mp4")


def vaccine(folder: Path) -> None:
    spoken_first = folder / "vaksin" / "vaksin.md"
    written(spoken_first, SHORT.replace("voice: none\n", "") + TEXT)
    spoken(spoken_first, folder / "vaksin" / "suara" / "rabies.ogg")
    written(spoken_first, SHORT.replace("voice: none", "recording: suara/rabies.ogg") + TEXT)


def vaccine_and_offer(folder: Path) -> None:
    vaccine(folder)
    offer(folder)


def office(folder: Path) -> None:
    copied(folder / "diskominfo" / "brand.yaml", "kopi/brand.yaml")
    copied(folder / "diskominfo" / "logo.png", "kopi/logo.png")


def offer(folder: Path) -> None:
    """A folder as `clipkit new` makes it, but with one short sentence."""
    written(folder / "promosi" / "promosi.md", f"{SHORT}![](media/kopi.jpg)\n{TEXT}")
    copied(folder / "promosi" / "media" / "kopi.jpg", "kopi/foto/kopi.jpg")
    copied(folder / "stempel.png", "kopi/logo.png")
    written(folder / "broken.md", "---\njudull: a\n---\nKopi enak.\n")


def recorded(folder: Path) -> None:
    """The same, and its recording."""
    script = folder / "promosi" / "promosi.md"
    written(script, SHORT.replace("voice: none\n", "") + TEXT)
    spoken(script, folder / "promosi" / "suara.m4a")
    offer(folder)


def class_of_three(folder: Path) -> None:
    office(folder)
    for name in ("budi/naskah.md", "pasar.md"):
        written(folder / "peserta" / name, f"{SHORT}Kopi enak.")
    written(folder / "peserta" / "siti" / "cerita.txt", "Kopi enak.")
    written(folder / "peserta" / "siti" / "_catatan.txt", "Besok.")


NEEDS: dict[str, Callable[[Path], None]] = {
    "guide/ten-minutes.md": neighbours,
    "guide/script.md": temple,
    "guide/own-voice.md": vaccine_and_offer,
    "guide/own-brand.md": office,
    "guide/look.md": offer,
    "guide/batch.md": class_of_three,
    "guide/captions.md": recorded,
    "guide/effects.md": offer,
    "guide/python.md": offer,
}


def page(name: str) -> str:
    return (ROOT / "docs" / name).read_text("utf-8")


def run(commands: Iterable[str], folder: Path) -> str:
    """Run commands in one shell, which stops at the first that fails. Returns: what was printed."""
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    clean = {name: value for name, value in unwatched().items() if name not in PLAIN}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    done = subprocess.run(
        [bash, "-e", "-x", "-c", "\n".join(commands)],
        cwd=folder,
        env=clean | {"PATH": path, "LANG": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def installed(layout: Path, module: str, project: str) -> None:
    """Lay a package out as pip does."""
    written(layout / "salju.py", module)
    about = layout / "salju-1.0.dist-info"
    written(about / "METADATA", "Metadata-Version: 2.1\nName: salju\nVersion: 1.0\n")
    group, name, where = re.findall(r'entry-points."(.+)"\]\n(\w+) = "(.+)"', project)[0]
    written(about / "entry_points.txt", f"[{group}]\n{name} = {where}\n")


def test_every_page_has_its_twin_in_indonesian() -> None:
    for folder in ("guide", "panduan"):
        there = {f"{folder}/{path.name}" for path in (ROOT / "docs" / folder).iterdir()}
        assert there <= {*TWINS, *TWINS.values()}
    assert set(NEEDS) == set(PAGES)
    assert {name for name in PAGES if blocks(f"docs/{name}", "sh")} == set(MADE)


@pytest.mark.parametrize("name", TWINS)
def test_twins_link_to_each_other_and_say_the_same_to_a_computer(name: str) -> None:
    twin = TWINS[name]
    for one, other in ((name, twin), (twin, name)):
        assert f"]({os.path.relpath(other, Path(one).parent)})" in page(one)
    assert [line.count("#") for line in page(name).splitlines() if line.startswith("#")] == [
        line.count("#") for line in page(twin).splitlines() if line.startswith("#")
    ]
    for kind in KINDS:
        assert silent(name, kind) == silent(twin, kind)


def silent(name: str, kind: str) -> list[str]:
    """Blocks without what is said in them to people."""
    found = "\n".join(blocks(f"docs/{name}", kind))
    if kind == "python":
        found = re.sub(r'  # .*|""".*"""|words\("..\"\)', "", found)
    return found.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("name", MADE)
def test_every_command_of_a_page_works_as_written(name: str, tmp_path: Path) -> None:
    NEEDS[name](tmp_path)
    found = [one for one in blocks(f"docs/{name}", "sh") if ".venv" not in one]
    run(found, tmp_path)
    made = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*")}
    assert MADE[name] <= made


@pytest.mark.slow
def test_the_commands_of_the_reference_work_each_by_itself(tmp_path: Path) -> None:
    examples = blocks("docs/reference/commands.md", "sh")
    assert "clipkit new promosi --template promo\n" in examples
    for prepare in (recorded, class_of_three):
        prepare(tmp_path / "ready")
    copied(tmp_path / "ready" / "video.mp4", "kopi/video/uap.mp4")
    (tmp_path / "empty").mkdir()
    for number, one in enumerate(e for e in examples if e.strip() not in ELSEWHERE):
        begun = "empty" if one.startswith("clipkit new") else "ready"
        run([one], shutil.copytree(tmp_path / begun, tmp_path / str(number)))


@pytest.mark.slow
@pytest.mark.parametrize("name", ["guide/python.md", "guide/effects.md"])
def test_the_python_of_a_page_works(name: str, tmp_path: Path) -> None:
    offer(tmp_path)
    parts = blocks(f"docs/{name}", "python")
    if name == "guide/effects.md":
        (project,) = blocks(f"docs/{name}", "toml")
        module = next(part for part in parts if "def make" in part)
        parts.remove(module)
        installed(tmp_path, module, project)
    written(tmp_path / "program.py", "\n".join(parts))
    run(["python -W ignore program.py"], tmp_path)
    made = {path.name for path in tmp_path.iterdir()}
    if name == "guide/python.md":
        assert {"two-seconds.png", "promosi.mp4", "promosi.jpg", "draft.mp4"} <= made
    else:
        assert {"promosi-efek.mp4", "promosi-stempel.mp4", "salju.png"} <= made
        from PIL import Image

        plain = pipeline.still(clipkit.plan(clipkit.load(tmp_path / "promosi")), 30)
        with Image.open(tmp_path / "salju.png") as image:
            snowed = np.asarray(image.convert("RGB"), int) - plain
        assert 0.002 < (snowed > 40).any(axis=2).mean() < 0.1  # flakes, and nothing else
        assert (snowed > -8).all()
        stamped = np.abs(seen(tmp_path / "promosi-stempel.mp4").rgb(30).astype(int) - plain)
        assert (stamped[60:300, 780:1020] > 40).any(axis=2).mean() > 0.2
        stamped[58:302, 778:1022] = 0  # the rest is as it was, but for the encoder
        assert stamped.mean() < 3


@pytest.mark.parametrize("name", [*PAGES, *(TWINS[name] for name in PAGES)])
def test_examples_of_scripts_and_brands_have_no_problem(name: str, tmp_path: Path) -> None:
    for block in blocks(f"docs/{name}", "markdown"):
        read(block, tmp_path)
    for block in blocks(f"docs/{name}", "yaml"):
        if re.search(r"^(?:name|nama|colours|warna):", block, re.M):
            assert brand.read(block, "brand.yaml")[1] == []
        elif re.search(r"^family:", block, re.M):
            assert styles.read(block, "pasar.yaml")[1] == []
        else:
            read(f"---\n{block}---\n\n{TEXT}\n", tmp_path)


def read(text: str, folder: Path) -> None:
    written(folder / "naskah.md", text)
    assert clipkit.load(folder / "naskah.md").problems == ()
