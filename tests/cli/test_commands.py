"""Every command, on good input: what is printed, what is written."""

import json
import subprocess
import sys
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from clipkit import pipeline
from tests.cli.shell import clipkit, inside

TEXT = """---
judul: Kopi
bahasa: id
suara: none
---

# Kopi pagi

![](foto.jpg)
Kopi **pagi** di kampung kami.

> Sumber: {{asal}}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    noise = np.random.default_rng(1).integers(0, 255, (40, 60, 3), dtype=np.uint8)
    Image.fromarray(noise).resize((900, 600)).save(tmp_path / "foto.jpg")
    (tmp_path / "kopi.md").write_text(TEXT, "utf-8")
    return tmp_path


def size(path: Path) -> tuple[int, int]:
    with Image.open(path, formats=["PNG", "JPEG"]) as picture:
        return picture.width, picture.height


@pytest.mark.slow
def test_render_makes_a_clip_and_says_where(folder: Path) -> None:
    answer = clipkit("render", "kopi.md", "--set", "asal=RW 3", "--draft", cwd=folder)
    assert answer.code == 0, answer.err
    assert answer.out.startswith("Tersimpan kopi.mp4 (")
    assert {p.name for p in folder.iterdir()} == {"foto.jpg", "kopi.md", "kopi.mp4", "kopi.jpg"}


@pytest.mark.slow
def test_render_with_json_prints_one_document_and_nothing_else(folder: Path) -> None:
    answer = clipkit(
        "render", ".", "--set", "asal=RW 3", "--draft", "--json", "-q", "-o", "x.mp4", cwd=folder
    )
    document = json.loads(answer.out)
    assert (answer.code, answer.err, document["schema"]) == (0, "", "clipkit.render/1")
    (made,) = document["outputs"]
    with av.open(str(folder / made["path"])) as file:
        video = file.streams.video[0]
        assert [video.width, video.height] == made["size"]
    assert set(document["timings"]) == {"plan", "voice", "paint", "encode", "total"}
    assert Path(made["sidecars"]["cover"]).name == "x.jpg"


@pytest.mark.slow
def test_a_script_from_standard_input_makes_a_clip(folder: Path) -> None:
    answer = clipkit(
        "render", "-", "--draft", "-q", "--lang", "en", cwd=folder,
        stdin=b"---\nvoice: none\ncaptions: both\n---\nTwo words.",
    )  # fmt: skip
    assert answer.code == 0, answer.err
    assert answer.out.startswith("Saved clip.mp4")
    assert "Two words." in (folder / "clip.srt").read_text("utf-8")


def test_check_counts_and_is_0(folder: Path) -> None:
    answer = clipkit("check", "kopi.md", "--set", "asal=RW 3", "-v", cwd=folder)
    assert answer.code == 0, answer.err
    assert answer.out.startswith("kopi.md: 5 kata, 1 adegan, sekitar ")
    assert "suara    none       dari naskah" in answer.out


def test_check_of_several_is_one_document(folder: Path) -> None:
    (folder / "lain.md").write_text("---\njudull: x\n---\nKopi enak.\n", "utf-8")
    answer = clipkit("check", "kopi.md", "lain.md", "--set", "asal=x", "--json", cwd=folder)
    document = json.loads(answer.out)
    assert answer.code == 3
    good, bad = document["scripts"]
    assert (good["script"], good["words"], good["problems"]) == ("kopi.md", 5, [])
    assert "words" not in bad
    codes = {p["code"] for p in bad["problems"]}
    assert codes == {"key-unknown", "pictures-unclaimed"}  # whose are they? nobody can tell


def test_plan_is_a_table_or_a_timeline(folder: Path) -> None:
    table = clipkit("plan", "kopi.md", "--set", "asal=x", cwd=folder)
    assert "foto" in table.out
    assert "bingkai, adegan:" in table.out.splitlines()[-1]
    document = json.loads(clipkit("plan", "kopi.md", "--set", "asal=x", "--json", cwd=folder).out)
    assert document["schema"] == "clipkit.timeline/1"
    assert document["words"][0]["text"] == "Kopi"


def test_a_voice_s_settings_are_read_after_the_option_too(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nlang: en\n---\nGood coffee. Good tea.\n", "utf-8")

    def seconds(*asked: str) -> float:
        answer = inside("plan", "a.md", "--json", *asked, cwd=tmp_path)
        assert answer.code == 0, answer.err
        return float(json.loads(answer.out)["words"][2]["start"])

    assert seconds("--voice", "espeak {jeda=2}") == pytest.approx(seconds() + 2 - 0.35, abs=0.05)
    wrong = inside("check", "a.md", "--voice", "espeak {speed=9 ptch=1}", cwd=tmp_path)
    assert wrong.code == 3
    assert "--voice: error: `9` isn't a number from 0.6 to 1.6. [value-number]" in wrong.err
    assert "Did you mean `pitch`?" in wrong.err


def test_still_saves_a_frame_and_a_sheet(folder: Path) -> None:
    frame = clipkit("still", "kopi.md", "--set", "asal=x", "--at", "1", cwd=folder)
    assert (frame.code, frame.out) == (0, "Tersimpan kopi.png\n")
    assert size(folder / "kopi.png") == (1080, 1920)
    guided = clipkit("still", "kopi.md", "--set", "asal=x", "--guides", "-o", "g.png", cwd=folder)
    assert guided.code == 0, guided.err
    sheet = clipkit("still", "kopi.md", "--set", "asal=x", "--sheet", "-o", "s.png", cwd=folder)
    assert sheet.code == 0, sheet.err
    assert size(folder / "s.png")[0] < 1080


def test_still_never_replaces_what_the_clip_is_made_of(folder: Path) -> None:
    before = (folder / "kopi.md").read_bytes()
    answer = clipkit("still", "kopi.md", "--set", "asal=x", "-o", "kopi.md", cwd=folder)
    assert answer.code == 2
    assert "[output-is-input]" in answer.err
    assert (folder / "kopi.md").read_bytes() == before


def test_still_has_no_frame_after_the_end(folder: Path) -> None:
    answer = clipkit("still", "kopi.md", "--set", "asal=x", "--at", "99", cwd=folder)
    assert answer.code == 2
    assert "--at" in answer.err
    assert not (folder / "kopi.png").exists()


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("voices", "espeak:f2"),
        ("styles", "karaoke"),
        ("templates", "promo"),
        ("brands", "brand.yaml"),
        ("profiles", "square"),
        ("fonts", "montserrat"),
    ],
)
def test_lists_name_what_there_is(kind: str, name: str, tmp_path: Path) -> None:
    answer = clipkit("list", kind, cwd=tmp_path)
    assert answer.code == 0
    rows = answer.out.splitlines()
    assert any(name in row.split("  ")[0] for row in rows)
    names = [row.split("  ")[0] for row in rows]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("lang", "about"), [("id_ID.UTF-8", "Warisan"), ("C.UTF-8", "Heritage")])
def test_a_template_is_listed_with_what_it_is_for(lang: str, about: str, tmp_path: Path) -> None:
    rows = clipkit("list", "templates", cwd=tmp_path, LANG=lang).out.splitlines()
    assert [row for row in rows if row.startswith("heritage  ") and about in row]
    assert all(len(row.split("  ", 1)[1].strip()) > 20 for row in rows)


@pytest.mark.parametrize("kind", ["styles", "templates"])
def test_a_sheet_shows_all_of_a_kind(kind: str, tmp_path: Path) -> None:
    answer = inside("list", kind, "--sheet", cwd=tmp_path)
    assert (answer.code, answer.err) == (0, "")
    assert f"{kind}.png" in answer.out
    with Image.open(tmp_path / f"{kind}.png") as sheet:
        cells = len(pipeline.rows(kind, "en"))
        assert sheet.width // 300 == min(cells, 6)
        assert sheet.width * sheet.height > cells * 300 * 250


def test_what_has_no_look_has_no_sheet(tmp_path: Path) -> None:
    answer = inside("list", "fonts", "--sheet", "-o", "huruf.png", cwd=tmp_path)
    assert answer.code == 2
    assert "voices, styles, templates" in answer.err
    assert list(tmp_path.iterdir()) == []


def heard(path: Path) -> np.ndarray:
    """The sound of a file, (n,) at 48 kHz, its left side."""
    with av.open(str(path)) as file:
        assert [stream.type for stream in file.streams] == ["audio"]
        blocks = [frame.to_ndarray() for frame in file.decode(audio=0)]
        assert file.streams.audio[0].rate == 48_000
    return np.concatenate([block[0] for block in blocks]).astype(float)


@pytest.mark.slow
def test_a_sheet_of_voices_lets_each_be_heard_after_the_other(tmp_path: Path) -> None:
    answer = inside("list", "voices", "--sheet", "--lang", "id", cwd=tmp_path)
    assert (answer.code, answer.err) == (0, "")
    *rows, saved = answer.out.splitlines()
    assert saved == "Tersimpan voices.m4a"
    assert [row.split()[0] for row in rows][:2] == ["espeak:edward", "espeak:f2"]
    sound = heard(tmp_path / "voices.m4a")
    clock = [row.split()[1].split(":") for row in rows]
    starts = [60 * int(minutes) + int(seconds) for minutes, seconds in clock]
    assert starts == sorted(set(starts))
    levels = [
        np.sqrt(np.mean(sound[a * 48_000 : b * 48_000] ** 2))
        for a, b in zip(starts, [*starts[1:], len(sound) // 48_000], strict=True)
    ]
    assert min(levels) > 0.05  # each speaks,
    assert max(levels) < 1.5 * min(levels)  # and as loud as the others
    again = inside("list", "voices", "--sheet", "--lang", "id", "-o", "b.m4a", cwd=tmp_path)
    assert again.code == 0
    assert (tmp_path / "b.m4a").read_bytes() == (tmp_path / "voices.m4a").read_bytes()


@pytest.mark.slow
def test_a_sheet_of_voices_may_be_a_wav_and_no_picture(tmp_path: Path) -> None:
    answer = inside("list", "voices", "--sheet", "--lang", "en", "-o", "v.wav", cwd=tmp_path)
    assert (answer.code, answer.err) == (0, "")
    assert len(heard(tmp_path / "v.wav")) > 20 * 48_000
    refused = inside("list", "voices", "--sheet", "-o", "v.png", cwd=tmp_path)
    assert refused.code == 2
    assert "NAME.m4a, NAME.wav" in refused.err
    assert not (tmp_path / "v.png").exists()


def test_a_list_may_be_cut_short_by_its_reader(tmp_path: Path) -> None:

    with subprocess.Popen(
        [sys.executable, "-m", "clipkit", "list", "voices"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path,
    ) as process:  # fmt: skip
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def test_inspect_says_what_a_file_is_and_what_becomes_of_it(folder: Path) -> None:
    wide = clipkit("inspect", "foto.jpg", cwd=folder)
    assert "900x600" in wide.out
    assert "panel" in wide.out
    Image.new("RGB", (900, 1600)).save(folder / "tall.jpg")
    assert "fill" in clipkit("inspect", "tall.jpg", cwd=folder).out
    document = json.loads(clipkit("inspect", "foto.jpg", "--json", cwd=folder).out)
    assert (document["schema"], document["size"]) == ("clipkit.inspect/1", [900, 600])
    broken = clipkit("inspect", "kopi.md", "--json", "--lang", "id", cwd=folder)
    assert broken.code == 4
    assert json.loads(broken.out)["problems"][0]["code"] == "media-text"


def test_inspect_counts_faces(tmp_path: Path) -> None:
    photo = Path(__file__).parents[1] / "media" / "pictures" / "astronaut.jpg"
    told = clipkit("inspect", str(photo), "--lang", "en", cwd=tmp_path).out
    assert ["faces", "1"] in [line.split() for line in told.splitlines()]
    document = json.loads(clipkit("inspect", str(photo), "--json", cwd=tmp_path).out)
    assert len(document["faces"]) == 1


def test_new_says_what_to_do_next(tmp_path: Path) -> None:
    answer = clipkit("new", "promosi", "--lang", "en", cwd=tmp_path)
    assert answer.code == 0
    assert answer.out.splitlines()[-1].endswith("clipkit render promosi")
    again = clipkit("new", "promosi", "--lang", "en", cwd=tmp_path)
    assert again.code == 2
    assert "not empty" in again.err


def test_doctor_finds_all_well_here(tmp_path: Path) -> None:
    answer = clipkit("doctor", cwd=tmp_path)
    assert answer.code == 0, answer.out
    assert "MISSING" not in answer.out
    assert "libx264, aac" in answer.out


@pytest.mark.slow
def test_demo_makes_a_clip_in_any_folder(tmp_path: Path) -> None:
    answer = clipkit("demo", "-q", cwd=tmp_path)
    assert answer.code == 0, answer.err
    assert {p.name for p in tmp_path.iterdir()} == {"clipkit-demo.mp4", "clipkit-demo.jpg"}
    with av.open(str(tmp_path / "clipkit-demo.mp4")) as file:
        assert 20 <= (file.duration or 0) / 1e6 <= 35


@pytest.mark.slow
def test_progress_is_lines_on_stderr_without_a_terminal(tmp_path: Path) -> None:
    clipkit("new", "p", cwd=tmp_path)
    answer = clipkit("render", "p", "--lang", "en", cwd=tmp_path)
    rows = answer.err.splitlines()
    assert all(row.endswith(" left") for row in rows)
    assert len(rows) <= 10
    assert "\x1b" not in answer.err
