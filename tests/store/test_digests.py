"""What stands for the code and the libraries that made something."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from clipkit.store import installed


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
