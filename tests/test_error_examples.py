"""Each file under examples/errors/ gives the problem that it is called after."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import clipkit
from clipkit import text
from clipkit.errors import EXIT_CODES, ClipkitError, Problem, errors_among
from clipkit.media import probe
from clipkit.model.script import Script
from clipkit.planning import look
from clipkit.reading import Read, brand, styles, template
from clipkit.reading.script import script
from tests.planning.given import BRAND, captions, photo, plan, profile, shipped, spoken

ROOT = Path(__file__).parent.parent / "examples" / "errors"
EXAMPLES = sorted(path for path in ROOT.iterdir() if not path.name.startswith("."))
# Codes of profiles.yaml, which is ours and no user's, and of what only a pipeline can see.
NOT_BY_A_TEXT = {"profile-figures", "option-unknown-name"}
READERS: dict[str, Callable[[str, str], Read[Any]]] = {
    ".brand": lambda text, file: brand_s(text, file),
    ".template": lambda text, file: template.read(text, file, name=file.split(".", 1)[0]),
    ".style": styles.read,
}


def problems_of(example: Path) -> list[Problem]:
    """Read an example by what it is: a script, a folder of one, or a brand, template or style."""
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


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_gives_its_problem(example: Path) -> None:
    problems = problems_of(example)
    code = example.name.split(".", 1)[0]
    assert code in {problem.code for problem in problems}
    for problem in problems:
        for lang in ("id", "en"):
            assert all(problem.words(lang))


def test_every_problem_of_reading_and_planning_has_an_example() -> None:
    package = Path(clipkit.__file__).parent
    sources = [*(package / "reading").glob("*.py"), *(package / "planning").glob("*.py")]
    said = {
        word for path in sources for word in re.findall(r'"([a-z-]+)"', path.read_text("utf-8"))
    }
    shown = {path.name.split(".", 1)[0] for path in EXAMPLES}
    assert (said & set(EXIT_CODES)) - NOT_BY_A_TEXT - shown == set()
