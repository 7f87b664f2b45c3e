"""What stands for the code and the libraries that made something."""

import os
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from clipkit.store import digest_of_file, digests, installed


def test_libraries_are_told_by_name_and_version() -> None:
    names = ["av", "numpy", "opencv-python-headless", "pillow", "PyYAML", "typer"]
    assert installed(names) == [f"{name} {version(name)}" for name in names]


@pytest.mark.parametrize(
    "folder", ["some_thing-2.1.dist-info", "Some.Thing-2.1-py3.11.egg-info", "thing-2.0.dist-info"]
)
def test_what_is_imported_first_is_told(
    folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for place, name in (("first", folder), ("second", "some_thing-1.0.dist-info")):
        (tmp_path / place / name).mkdir(parents=True)
    monkeypatch.setattr("sys.path", [str(tmp_path / name) for name in ("gone", "first", "second")])
    told = "some-thing 1.0" if folder.startswith("thing") else "some-thing 2.1"
    assert installed(["some-thing"]) == [told]


def test_a_package_that_is_not_there_is_an_error() -> None:
    with pytest.raises(PackageNotFoundError):
        installed(["clipkit-of-nobody"])


@pytest.mark.parametrize("changed", ["start", "end", "size", "time"])
def test_a_large_file_is_known_by_parts_of_it_its_size_and_its_time(
    changed: str, tmp_path: Path
) -> None:
    one, other = tmp_path / "one.mp4", tmp_path / "other.mp4"
    for path in (one, other):
        with path.open("wb") as file:
            file.truncate(digests.LARGE + (path == other and changed == "size"))
            file.seek(-1 if changed == "end" else 0, os.SEEK_END if changed == "end" else 0)
            file.write(b"1" if path == other and changed in ("start", "end") else b"0")
        os.utime(path, ns=(1, 2 if path == other and changed == "time" else 1))
    assert digest_of_file(one) != digest_of_file(other)
    os.utime(one, ns=(1, 5))
    again = digest_of_file(one)
    os.utime(other, ns=(1, 5))
    assert (digest_of_file(other) == again) is (changed == "time")
