"""A folder as a phone and a chat leave it: no settings, no syntax, any names."""

import json
import shutil
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from tests.cli.shell import Answer, inside
from tests.media import files

ROOT = Path(__file__).parents[2]
SPOKEN = ROOT / "examples" / "rabies" / "suara" / "rabies.ogg"
# What is said in it, as somebody would paste it from a word processor.
TEXT = """Vaksin rabies gratis untuk kucing

Punya kucing di rumah? Lindungi dari rabies, cukup satu suntikan setiap tahun.

Rabies menular lewat gigitan hewan yang sakit. Kalau gejalanya sudah muncul, penyakit ini hampir
selalu mematikan.

Kucing sehat, umur minimal tiga bulan. Kandang atau tas hewan. Buku vaksin, kalau ada.

Datang ke Balai Kelurahan Contoh, hari Sabtu, mulai pukul 08.00. Gratis!

Terlanjur digigit? Cuci lukanya dengan sabun dan air mengalir selama 15 menit, lalu segera ke
puskesmas.

Sumber: WHO

#Rabies #KucingSehat
"""
SHORT = "Judul berita\n\nWarga bersama petugas membersihkan selokan di sepanjang jalan kampung."
HUNDRED = "Judul berita\n\n" + 12 * (SHORT.rpartition("\n")[2] + " ")


def photo(path: Path, size: tuple[int, int] = (720, 1280), seed: int = 1) -> Path:
    """A picture with something to see in it."""
    rough = np.random.default_rng(seed).integers(60, 200, (9, 5, 3), np.uint8)
    Image.fromarray(rough).resize(size).save(path, "JPEG")
    return path


def film(path: Path) -> Path:
    return files.clip(path, [files.corners(320, 568)] * 20)


def phone(folder: Path) -> Path:
    """What a chat saved: photos, a clip, and a text."""
    photo(folder / "IMG-20260314-WA0007.jpg")
    photo(folder / "WhatsApp Image 2026-03-15 at 10.22.31 (1).jpeg", seed=2)
    film(folder / "VID-20260316-WA0002.mp4")
    photo(folder / "20260317_071502.jpg", seed=3)
    (folder / "berita.txt").write_bytes(b"\xff\xfe" + TEXT.encode("utf-16-le"))  # as Notepad has it
    return folder


def codes(answer: Answer) -> list[str]:
    return [line.rpartition("[")[2].rstrip("]") for line in answer.err.splitlines() if "[" in line]


@pytest.mark.slow
@pytest.mark.parametrize(
    "name",
    [
        "PTT-20260314-WA0003.opus",
        "PTT-20260314-WA0003.mp3",
        "PTT-20260314-WA0003.jpg",
        "AUD-20260314-WA0003",
    ],
)
def test_a_chat_s_folder_is_a_clip_read_by_its_voice_note(name: str, tmp_path: Path) -> None:
    shutil.copy(SPOKEN, phone(tmp_path) / name)
    answer = inside("plan", ".", "--json", cwd=tmp_path)
    assert answer.code == 0, answer.err
    timeline = json.loads(answer.out)
    assert [one["source"] for one in timeline["cues"] if one["kind"] in ("photo", "footage")] == [
        "IMG-20260314-WA0007.jpg",
        "WhatsApp Image 2026-03-15 at 10.22.31 (1).jpeg",
        "VID-20260316-WA0002.mp4",
        "20260317_071502.jpg",
    ]
    assert name in timeline["sources"]
    assert 30 < timeline["frames"] / timeline["fps"] < 45
    assert timeline["lang"] == "id"
    titles = [one["text"] for one in timeline["cues"] if one["kind"] == "title"]
    assert titles[0] == "Vaksin rabies gratis untuk kucing"
    assert [one["text"] for one in timeline["cues"] if one["kind"] == "source"] == ["Sumber: WHO"]
    said = [word["text"] for word in timeline["words"]]
    assert said[0] == "Punya"
    assert said[-1] == "puskesmas."  # neither source nor hashtags are spoken


@pytest.mark.slow
def test_it_is_rendered_by_naming_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "Kegiatan warga, Maret (1)"
    folder.mkdir()
    phone(folder)
    (folder / "berita.txt").write_text(SHORT, "utf-8")
    answer = inside("render", folder.name, "--draft", cwd=tmp_path)
    assert answer.code == 0, answer.err
    with av.open(str(folder / "berita.mp4")) as made:
        assert (made.duration or 0) / av.time_base > 4
    assert (folder / "berita.jpg").exists()
    again = json.loads(inside("plan", folder.name, "--json", cwd=tmp_path).out)
    assert not {"berita.mp4", "berita.jpg"} & set(again["sources"])  # they aren't media


@pytest.mark.parametrize(
    ("data", "warned"),
    [
        (b"\xef\xbb\xbf" + SHORT.encode(), False),
        (SHORT.replace("\n", "\r\n").encode(), False),
        (SHORT.encode("utf-16"), False),
        (SHORT.encode("utf-16-le"), False),
        (SHORT.replace("Warga", "Warga “café”").encode("cp1252"), True),
    ],
    ids=["BOM", "CRLF", "UTF-16 with a mark", "UTF-16", "Windows-1252"],
)
def test_texts_are_read_as_programs_save_them(data: bytes, warned: bool, tmp_path: Path) -> None:
    (tmp_path / "berita.txt").write_bytes(data)
    answer = inside("check", ".", cwd=tmp_path)
    assert answer.code == 0, answer.err
    assert ("script-encoding" in answer.err) is warned
    assert "1 adegan" in answer.out


def test_two_voice_notes_are_none_and_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "berita.txt").write_text(SHORT, "utf-8")
    for name in ("PTT-20260314-WA0003.opus", "PTT-20260314-WA0004.opus"):
        shutil.copy(SPOKEN, tmp_path / name)
    answer = inside("check", ".", cwd=tmp_path)
    assert (answer.code, codes(answer)) == (0, ["recording-several"])
    assert "rekaman: PTT-20260314-WA0003.opus" in answer.err


def test_two_texts_share_nothing_they_don_t_say(tmp_path: Path) -> None:
    phone(tmp_path)
    (tmp_path / "lain.txt").write_text(SHORT, "utf-8")
    answer = inside("check", ".", cwd=tmp_path)
    assert (answer.code, codes(answer)) == (3, ["script-several"])
    answer = inside("check", "lain.txt", cwd=tmp_path)
    assert (answer.code, codes(answer)) == (0, ["pictures-unclaimed"])
    assert "folder bernama `lain`" in answer.err
    (tmp_path / "lain").mkdir()
    photo(tmp_path / "lain" / "1.jpg")
    assert codes(inside("check", "lain.txt", cwd=tmp_path)) == []


def test_a_folder_without_a_text_says_what_to_do(tmp_path: Path) -> None:
    photo(tmp_path / "IMG-20260314-WA0007.jpg")
    answer = inside("render", ".", "--lang", "id", cwd=tmp_path)
    assert (answer.code, codes(answer)) == (3, ["script-none"])
    assert "simpan di sana sebagai `berita.txt`" in answer.err
    (tmp_path / "Berita acara.docx").write_bytes(b"PK\x03\x04")
    answer = inside("render", ".", "--lang", "id", cwd=tmp_path)
    assert (answer.code, codes(answer)) == (3, ["script-document"])
    assert "Berita acara.docx" in answer.err


@pytest.mark.slow
def test_two_thousand_pictures_are_an_even_choice(tmp_path: Path) -> None:
    one = photo(tmp_path / "IMG-20260314-WA0000.jpg", (120, 160))
    for number in range(1, 2000):
        shutil.copy(one, tmp_path / f"IMG-20260314-WA{number:04}.jpg")
    (tmp_path / "berita.txt").write_text(HUNDRED, "utf-8")
    answer = inside("plan", ".", "--json", cwd=tmp_path)
    timeline = json.loads(answer.out)
    assert answer.code == 0, answer.err
    assert "pictures-many" in [one["code"] for one in timeline["problems"]]
    shown = [one["source"] for one in timeline["cues"] if one["kind"] == "photo"]
    numbers = [int(name[15:19]) for name in shown]
    assert len(numbers) == len(HUNDRED.split()[2:]) // 3
    assert max(np.diff(numbers)) - min(np.diff(numbers)) <= 1
    assert (numbers[0], numbers[-1] > 1900) == (0, True)


@pytest.mark.slow
def test_clips_alone_are_shown_one_after_the_other(tmp_path: Path) -> None:
    for number in (1, 2):
        film(tmp_path / f"VID-20260314-WA000{number}.mp4")
    (tmp_path / "berita.txt").write_text(SHORT, "utf-8")
    answer = inside("plan", ".", "--json", cwd=tmp_path)
    assert answer.code == 0, answer.err
    cues = [one for one in json.loads(answer.out)["cues"] if one["kind"] == "footage"]
    assert [one["source"][-5] for one in cues] == ["1", "2"]


def test_a_tiny_picture_is_shown_with_a_warning(tmp_path: Path) -> None:
    photo(tmp_path / "IMG-20260314-WA0007.jpg", (20, 20))
    (tmp_path / "berita.txt").write_text(6 * (SHORT.rpartition("\n")[2] + "\n\n"), "utf-8")
    answer = inside("check", ".", cwd=tmp_path)
    assert (answer.code, codes(answer)) == (0, ["picture-small"])


def test_a_voice_note_far_too_short_for_its_text_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "berita.txt").write_text(HUNDRED, "utf-8")
    note = tmp_path / "PTT-20260314-WA0003.opus"
    with av.open(str(SPOKEN)) as whole, av.open(str(note), "w", format="ogg") as file:
        stream = file.add_stream("libopus", rate=48000)
        for frame in whole.decode(audio=0):
            if (frame.time or 0) < 3:
                file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    for command in ("check", "render"):
        answer = inside(command, ".", cwd=tmp_path)
        assert (answer.code, codes(answer)) == (4, ["recording-short"])
        assert "hanya 3.0 detik" in answer.err
    assert not (tmp_path / "berita.mp4").exists()
