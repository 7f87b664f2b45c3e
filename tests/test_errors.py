"""One root, one table, and one way to guess what was meant."""

import time
from pathlib import Path

import pytest

import clipkit
from clipkit.errors import nearest

SOURCES = Path(clipkit.__file__).parent.rglob("*.py")


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("jdul", ("judul", "bahasa"), "judul"),
        ("FOTO.JPG", ["foto.jpg"], "foto.jpg"),  # another system's files
        ("foto.jpg", ["logo.png", "FOTO.JPG"], "FOTO.JPG"),
        ("", ["", "a"], ""),
        ("a", [], ""),
    ],
)
def test_the_nearest_name_is_the_one_that_was_meant(
    word: str, known: tuple[str, ...] | list[str], meant: str
) -> None:
    assert nearest(word, known) == meant


def test_a_large_folder_of_long_names_is_searched_at_once() -> None:
    known = [
        f"{'foto acara ulang tahun kampung kami yang ke-80 ' * 3}{i:04d}.jpg" for i in range(5000)
    ]
    began = time.process_time()
    assert nearest(known[7].replace("foto", "fotoo"), known) in known
    assert time.process_time() - began < 0.5


def test_only_one_module_compares_names() -> None:
    assert [path.name for path in SOURCES if "difflib" in path.read_text("utf-8")] == ["errors.py"]
