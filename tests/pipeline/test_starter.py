import platform
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

import clipkit
from clipkit import pipeline
from clipkit.errors import ClipkitError, Problem
from clipkit.pipeline import Answers, Speaker, starter
from clipkit.pipeline import launcher as launching

EXAMPLES = Path(__file__).parents[2] / "examples"
TYPED = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn", "Z")), max_size=30)


def problem_of(folder: Path, template: str = "news") -> Problem:
    with pytest.raises(ClipkitError) as refused:
        pipeline.new(folder, template, "id", brand=False)
    return refused.value.problems[0]


@pytest.mark.parametrize("template", [row[0] for row in pipeline.templates()])
@pytest.mark.parametrize("lang", ["id", "en"])
def test_a_starter_can_be_planned_at_once(tmp_path: Path, lang: str, template: str) -> None:
    written = pipeline.new(tmp_path / "promosi", template, lang, brand=True)
    launcher = launching.written(platform.system(), "", Path(), lang)[0]
    assert [path.name for path in written] == ["promosi.md", "brand.yaml", launcher]
    assert (tmp_path / "promosi" / "media").is_dir()
    script = clipkit.load(tmp_path / "promosi")
    assert (script.lang, script.template) == (lang, template)
    timeline = clipkit.plan(script)
    assert timeline.problems == ()
    assert len(timeline.scenes) >= 3
    assert len(written[0].read_text("utf-8").splitlines()) <= 40


def test_an_empty_folder_is_filled_under_its_own_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pasar").mkdir()
    monkeypatch.chdir(tmp_path / "pasar")
    assert pipeline.new(Path(), "news", "id", brand=False)[0] == Path("pasar.md")


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


def test_a_name_is_found_that_is_free(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert (starter.name("id"), starter.name("en")) == (Path("klip-saya"), Path("my-clip"))
    pipeline.new(Path("klip-saya"), "news", "id", brand=False)
    (tmp_path / "klip-saya-2").write_text("mine", "utf-8")
    (tmp_path / "klip-saya-3").mkdir()
    assert starter.name("id") == Path("klip-saya-3")


@settings(max_examples=40)
@given(TYPED, TYPED)
@example('Kopi: "enak" #1 {{x}}', "Rp5:")
@example("{{label}}", "{{label}} 😀")
@example("---", "'")
def test_answers_survive_reading(title: str, label: str) -> None:
    with TemporaryDirectory() as folder:
        answers = Answers(title=title, vars={"label": label})
        made = pipeline.new(Path(folder), "news", "id", brand=False, answers=answers)
        script = clipkit.load(made[0])
    told = dict(script.vars)
    assert told["label"] == label or (not label and "{{label}}" in title)
    if title and not (label and "{{label}}" in title):  # else the title is filled, as it asks
        assert script.title == title
    assert not [p for p in script.problems if p.severity == "error"]
    assert told["cta"] == ""


@pytest.mark.parametrize("brand", ["kopi", "rabies"])
@pytest.mark.parametrize("template", [row[0] for row in pipeline.templates()])
def test_a_brand_of_a_logo_has_nothing_that_is_hard_to_read(
    brand: str, template: str, tmp_path: Path
) -> None:
    mark = pipeline.logo(EXAMPLES / brand / "logo.png")
    speaker = Speaker(name="Kedai: satu", logo=mark, colours=mark.colours)
    made = pipeline.new(tmp_path / "k", template, "id", brand=True, speaker=speaker)
    assert (tmp_path / "k" / "logo.png").read_bytes() == mark.content
    timeline = clipkit.plan(clipkit.load(made[0]))
    assert timeline.problems == ()
    brand_text = made[1].read_text("utf-8")
    assert f'primary: "{mark.colours.primary}"' in brand_text
    assert '# handle: "@kantorkami"' in brand_text


def test_a_logo_is_named_by_what_it_is(tmp_path: Path) -> None:
    Image.new("RGB", (40, 40), (200, 30, 40)).save(tmp_path / "logo kami.PNG", "JPEG")
    assert pipeline.logo(tmp_path / "logo kami.PNG").name == "logo.jpg"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "media-svg"),
        ("a.txt", b"nothing to see", "media-text"),
        ("gone.png", None, "media-missing"),
        (".", None, "media-folder"),
    ],
)
def test_a_logo_that_cannot_be_shown_is_a_problem(
    name: str, content: bytes | None, code: str, tmp_path: Path
) -> None:
    if content is not None:
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ClipkitError) as refused:
        pipeline.logo(tmp_path / name)
    assert refused.value.problems[0].code == code
