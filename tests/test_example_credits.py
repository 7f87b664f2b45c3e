from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parents[1] / "examples"
FOLDERS = [folder for folder in EXAMPLES.iterdir() if list(folder.glob("CREDITS.md"))]
OURS = {"CREDITS.md", ".keep"}


def given(folder: Path) -> list[Path]:
    """What came with an example; not what a render left beside its script."""
    scripts = (*folder.glob("*.md"), *folder.glob("*.txt"))
    made = {f"{script.stem}{end}" for script in scripts for end in (".mp4", ".jpg")}
    files = [path for path in folder.rglob("*") if path.is_file() and path.suffix != ".py"]
    return [path for path in files if path.name not in OURS | made and "__" not in str(path)]


def test_all_examples_are_there() -> None:
    assert {"candi", "kerjabakti", "kopi", "rabies"} <= {folder.name for folder in FOLDERS}


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_file_has_its_credit(folder: Path) -> None:
    credits = (folder / "CREDITS.md").read_text("utf-8")
    for path in given(folder):
        assert path.relative_to(folder).as_posix() in credits


def test_they_are_small() -> None:
    assert sum(path.stat().st_size for folder in FOLDERS for path in given(folder)) < 6e6
