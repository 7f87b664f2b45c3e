"""Which scripts a batch finds, and where their clips go."""

import os
import sys
from pathlib import Path

import pytest

from clipkit import batch
from clipkit.errors import ClipkitError, ExitCode
from clipkit.model.options import Options

OUT = "hasil"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def made(folder: Path, *names: str, text: str = "Kopi enak.\n") -> None:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")


def found(*sources: str, out: str = OUT, profile: tuple[str, ...] = ()) -> dict[str, str]:
    """Script to clip, in their order."""
    jobs = batch.jobs([Path(one) for one in sources], Path(out), Options(profile=profile))
    return {job.script.as_posix(): job.target.as_posix() for job in jobs}


def refused(*sources: str) -> ClipkitError:
    with pytest.raises(ClipkitError) as caught:
        found(*sources)
    return caught.value


def test_a_flat_folder_is_sorted_as_people_count(folder: Path) -> None:
    made(folder, "n/berita10.md", "n/berita2.txt", "n/Berita1.md")
    assert found("n") == {
        "n/Berita1.md": "hasil/Berita1.mp4",
        "n/berita2.txt": "hasil/berita2.mp4",
        "n/berita10.md": "hasil/berita10.mp4",
    }


def test_names_that_count_alike_have_an_order_of_their_own(folder: Path) -> None:
    names = [f"n/{zeros}1.md" for zeros in ("0000", "000", "00", "0", "")]
    made(folder, *names[::2], *names[1::2])
    assert list(found("n")) == names


def test_outputs_mirror_folders_and_a_file_stands_alone(folder: Path) -> None:
    made(folder, "kelas/peserta2/naskah.md", "kelas/peserta10/naskah.md", "lain/x/y.md.txt")
    assert found("kelas", "lain/x/y.md.txt") == {
        "kelas/peserta2/naskah.md": "hasil/peserta2/naskah.mp4",
        "kelas/peserta10/naskah.md": "hasil/peserta10/naskah.mp4",
        "lain/x/y.md.txt": "hasil/y.mp4",
    }


def test_what_is_no_script_is_left_out(folder: Path) -> None:
    made(
        folder, "n/a.md", "n/README.md", "n/Credits.txt", "n/LICENSE.md", "n/changelog.md",
        "n/_draf.md", "n/.rahasia.md", "n/~$a.md", "n/foto.jpg", "n/.git/b.md", "n/b/catatan.docx",
    )  # fmt: skip
    (folder / "n" / "folder.md").mkdir()
    assert list(found("n")) == ["n/a.md"]
    assert list(found("n/README.md")) == ["n/README.md"]  # whoever names it means it
    assert found(".") == {"n/a.md": "hasil/n/a.mp4"}


def test_the_outputs_folder_is_not_looked_into(folder: Path) -> None:
    made(folder, "n/a.md", "n/hasil/lama.md")
    assert found("n", out="n/hasil") == {"n/a.md": "n/hasil/a.mp4"}
    assert found("n/hasil", out="n") == {"n/hasil/lama.md": "n/lama.mp4"}
    assert list(found("n", out="n")) == ["n/a.md", "n/hasil/lama.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right there")
def test_links_to_folders_are_not_followed(folder: Path) -> None:
    made(folder, "n/a.md", "lain/b.md")
    (folder / "n" / "kembali").symlink_to(folder / "n")
    (folder / "n" / "lain").symlink_to(folder / "lain")
    (folder / "n" / "c.md").symlink_to(folder / "lain" / "b.md")
    assert list(found("n")) == ["n/a.md", "n/c.md"]


def test_a_script_that_is_found_twice_is_made_once(folder: Path) -> None:
    made(folder, "n/a.md", "n/b.md")
    assert list(found("n", "n/a.md", "./n")) == ["n/a.md", "n/b.md"]


def test_collisions_are_told_all_at_once_each_with_both_scripts(folder: Path) -> None:
    made(folder, "n/a.md", "n/a.txt", "n/b.md", "m/b.md", "n/x/c.md")
    error = refused("n", "m")
    assert error.exit_code == ExitCode.USAGE
    assert [(p.code, Path(dict(p.values)["first"]), p.place.file) for p in error.problems] == [
        ("batch-collision", Path("n/a.md"), str(Path("n/a.txt"))),
        ("batch-collision", Path("n/b.md"), str(Path("m/b.md"))),
    ]
    assert str(Path("hasil/a.mp4")) in error.problems[0].words("en").text


@pytest.mark.parametrize("names", [("kopi.md", "KOPI.txt"), ("kop\u00ed.md", "kopi\u0301.txt")])
def test_names_that_some_systems_take_for_one_collide(names: tuple[str, str], folder: Path) -> None:
    made(folder, *(f"n/{name}" for name in names))
    assert [p.code for p in refused("n").problems] == ["batch-collision"]


def test_a_clip_for_each_profile_may_collide_with_another_scripts(folder: Path) -> None:
    made(folder, "n/a.md", text="---\nprofile: shorts, square\n---\nKopi.\n")
    made(folder, "n/a-shorts.md", "n/a-reels.md")
    (problem,) = refused("n").problems
    assert dict(problem.values)["path"] == str(Path("hasil/a-shorts.mp4"))
    assert len(found("n", profile=("shorts", "square"))) == 3  # then all have two


def test_sources_that_are_not_there_or_hold_nothing(folder: Path) -> None:
    made(folder, "peserta/a.md", "kosong/README.md")
    error = refused("pesrta", "kosong", "peserta")
    assert error.exit_code == ExitCode.SCRIPT
    missing, empty = error.problems
    assert (missing.code, "peserta" in missing.words("en").hint) == ("script-missing", True)
    assert (empty.code, empty.place.file) == ("batch-empty", "kosong")


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="may read everything")
def test_a_folder_that_cannot_be_looked_into_is_told(folder: Path) -> None:
    made(folder, "n/a.md", "n/tutup/b.md")
    (folder / "n" / "tutup").chmod(0)
    try:
        assert [p.code for p in refused("n").problems] == ["media-unreadable"]
    finally:
        (folder / "n" / "tutup").chmod(0o700)
