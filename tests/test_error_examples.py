"""Each file under examples/errors/ gives the problem that it is called after."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from clipkit import pipeline, text
from clipkit.errors import EXIT_CODES, ClipkitError, Problem, errors_among
from clipkit.media import probe
from clipkit.model.script import Script
from clipkit.planning import look
from clipkit.reading import Read, brand, styles, template
from clipkit.reading.script import script
from tests.planning.given import BRAND, captions, photo, plan, profile, shipped, spoken

ROOT = Path(__file__).parent.parent / "examples" / "errors"
EXAMPLES = sorted(path for path in ROOT.iterdir() if not path.name.startswith((".", "_")))
# Codes of profiles.yaml, which is ours and no user's; of a command's words, of a disk or of a
# machine; of many scripts; of what no file but a program can name; and of what only a render meets.
NOT_BY_A_FILE = {
    "profile-figures", "usage-option", "usage-command", "usage-missing", "usage-extra",
    "usage-choice", "usage-number", "usage-value", "usage-wrong", "option-value",
    "output-is-input", "output-unwritable", "output-exists", "output-theirs", "output-open",
    "output-long", "output-not-folder", "disk-full", "cache-held", "media-unreadable",
    "media-crash", "voice-failed", "voice-extra", "batch-collision", "batch-empty", "batch-failed",
    "clip-crashed", "clip-broken",
    "font-unreadable", "plugin-missing", "plugin-broken", "script-missing",
    "settings-large", "subtitle-respoken", "media-frames-lost",
}  # fmt: skip
# Codes that are found only where the line is walked whole, with files and voices.
BY_THE_LINE = {
    "script-none", "script-several", "option-unknown-name", "brand-missing", "template-missing",
    "voice-missing", "model-missing", "model-unset", "model-broken", "logo-small",
    "media-cut",
    "media-missing", "media-folder", "media-not-picture", "media-not-sound", "recording-silent",
    "recording-short", "subtitle-unheard",
    "recording-other", "recording-skipped", "recording-extra", "recording-doubtful",
    "recording-quiet", "recording-clipped", "recording-long",
    "recording-repeated", "recording-order", "quotation-unheard",
}  # fmt: skip
READERS: dict[str, Callable[[str, str], Read[Any]]] = {
    ".brand": lambda text, file: brand_s(text, file),
    ".template": lambda text, file: template.read(text, file, name=file.split(".", 1)[0]),
    ".style": styles.read,
}


def problems_of(example: Path) -> list[Problem]:
    """Read an example by what it is: a script, a folder of one, or a brand, template or style."""
    if code_of(example) in BY_THE_LINE:
        return line_problems(example)
    file = example / "naskah.md" if example.is_dir() else example
    if Path(file.stem).suffix == ".media":
        return media_problems(file)
    reader = READERS.get(Path(file.stem).suffix)
    if reader is not None:
        return reader(file.read_text("utf-8"), file.name)[1]
    names = [path.name for path in file.parent.iterdir()] if example.is_dir() else []
    found, problems = script(file.read_bytes(), file.name, names)
    if found is None or errors_among(problems):
        return problems
    return problems + planned_problems(found, hasty=example.stem == "caption-fast")


def code_of(example: Path) -> str:
    return example.name.split(".", 1)[0]


def line_problems(example: Path) -> list[Problem]:
    """Plan a script as `clipkit plan` does."""
    try:
        return list(pipeline.plan(pipeline.load(example)).problems)
    except ClipkitError as error:
        return list(error.problems)


def planned_problems(found: Script, *, hasty: bool) -> list[Problem]:
    """Plan a script whose photos are large, but for `kecil.jpg`, and said at reading speed."""
    name, where = found.template or "news", found.profile[0] if found.profile else "universal"
    _, problems = look(found, BRAND, shipped(name), profile(where), captions(), {})
    said = [spoken(s, per_character=0.02 if hasty else 0.062) for s in found.sentences]
    made = plan(
        found,
        said=said,
        known={"kecil.jpg": photo(300, 200)},
        measure=text.measure,
        template=name,
        profile_name=where,
    )
    return [*problems, *made.problems]


def media_problems(file: Path) -> list[Problem]:
    """Look at a picture, a clip or a sound."""
    with pytest.raises(ClipkitError) as caught:
        probe.facts(file, file.name)
    return list(caught.value.problems)


def brand_s(text: str, file: str) -> Read[Any]:
    """Read a brand, and look at its colours."""
    found, problems = brand.read(text, file)
    _, more = look(Script(scenes=()), found, shipped("news"), profile(), captions(), {})
    return found, problems + more


def marked(example: Path) -> object:
    slow = example.stem.startswith("recording-") and example.suffix == ".md"  # it is listened to
    return pytest.param(example, id=example.name, marks=[pytest.mark.slow] * slow)


@pytest.mark.parametrize("example", [marked(path) for path in EXAMPLES])
def test_an_example_gives_its_problem(example: Path) -> None:
    problems = problems_of(example)
    assert code_of(example) in {problem.code for problem in problems}
    for problem in problems:
        for lang in ("id", "en"):
            assert all(problem.words(lang))


def test_every_problem_that_a_file_can_have_has_an_example() -> None:
    shown = {code_of(path) for path in EXAMPLES}
    assert set(EXIT_CODES) - NOT_BY_A_FILE == shown


@pytest.mark.parametrize("code", ["voice-missing", "media-folder", "brand-missing"])
def test_a_problem_of_the_line_stands_where_the_script_names_it(code: str) -> None:
    (problem,) = line_problems(ROOT / f"{code}.md")
    assert (problem.code, problem.place.line) == (code, 1 if code == "media-folder" else 2)


def test_they_are_small() -> None:
    large = {"script-large.md"}  # as it must be
    files = [path for path in ROOT.rglob("*") if path.is_file() and path.name not in large]
    assert max(path.stat().st_size for path in files) < 20_000
