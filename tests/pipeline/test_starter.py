from pathlib import Path

import pytest

import clipkit
from clipkit import pipeline
from clipkit.errors import ClipkitError, Problem


def problem_of(folder: Path, template: str = "news") -> Problem:
    with pytest.raises(ClipkitError) as refused:
        pipeline.new(folder, template, "id", brand=False)
    return refused.value.problems[0]


@pytest.mark.parametrize("template", [row[0] for row in pipeline.templates()])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_starter_can_be_planned_at_once(tmp_path: Path, lang: str, template: str) -> None:
    written = pipeline.new(tmp_path / "promosi", template, lang, brand=True)
    assert [path.name for path in written] == ["promosi.md", "brand.yaml"]
    assert (tmp_path / "promosi" / "media").is_dir()
    script = clipkit.load(tmp_path / "promosi")
    assert (script.lang, script.template) == (lang, template)
    timeline = clipkit.plan(script)
    assert [p for p in timeline.problems if p.severity == "error"] == []
    assert len(timeline.scenes) >= 3


def test_an_empty_folder_is_filled_under_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pasar").mkdir()
    monkeypatch.chdir(tmp_path / "pasar")
    assert pipeline.new(Path(), "news", "id", brand=False) == [Path("pasar.md")]


def test_nothing_that_is_there_is_touched(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("mine", "utf-8")
    assert problem_of(tmp_path).code == "output-exists"
    assert problem_of(tmp_path / "a.txt").code == "output-exists"
    assert problem_of(tmp_path / "a.txt" / "b").code == "output-unwritable"
    assert [p.name for p in tmp_path.iterdir()] == ["a.txt"]


def test_a_template_that_is_not_there_makes_no_folder(tmp_path: Path) -> None:
    problem = problem_of(tmp_path / "x", "nws")
    assert problem.code == "option-unknown-name"
    assert dict(problem.values)["near"] == "news"
    assert list(tmp_path.iterdir()) == []
