"""Docs that can't fall behind: made pages are as made, commands and Python run, links lead on."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

from clipkit.pipeline import listing
from tests.cli.shell import unwatched

ROOT = Path(__file__).parents[1]
TWICE = ("commands", "keys", "problems", "templates")
PAGES = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *ROOT.glob("docs/**/*.md")])
MADE = {
    "platforms.md",
    *(f"{folder}{page}.md" for folder in ("", "id/") for page in TWICE),
}


def maker() -> ModuleType:
    spec = spec_from_file_location("make_reference", ROOT / "docs" / "reference" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks(page: str, kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", (ROOT / page).read_text("utf-8"), re.DOTALL)


def test_reference_pages_are_as_the_program_has_it() -> None:
    made = maker().pages()
    assert set(made) == MADE
    for name, text in made.items():
        assert (ROOT / "docs" / "reference" / name).read_text("utf-8") == text, name


@pytest.mark.parametrize("name", ["guide/look.md", "panduan/tampilan.md"])
def test_the_guide_names_every_template_with_all_that_it_asks_for(name: str) -> None:
    page = (ROOT / "docs" / name).read_text("utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \|.*\| (`.*`) \|$", page, re.MULTILINE))
    for name, _ in listing.templates():
        asked = listing.template(name)[0].vars
        assert told.pop(name) == ", ".join(f"`{var.name}`" for var in asked)
    assert told == {}


@pytest.mark.parametrize("name", ["commands.md", "id/commands.md"])
def test_every_command_has_a_real_example(name: str) -> None:
    text = (ROOT / "docs" / "reference" / name).read_text("utf-8")
    headed = re.findall(r"^### clipkit (\w+)", text, re.MULTILINE)
    assert headed == [e.split()[1] for e in re.findall(r"^clipkit .+", text, re.MULTILINE)]


def test_every_command_that_is_named_is_there_with_its_options() -> None:
    """Those in the text; the guide's own are run in test_guide.py."""
    text = (ROOT / "docs" / "reference" / "commands.md").read_text("utf-8")
    _, *parts = re.split(r"^### clipkit ", text, flags=re.MULTILINE)
    told = {part.split()[0]: set(re.findall(r"`(--?\w[\w-]*)", part)) for part in parts}
    named = 0
    for page in PAGES:
        if "decisions" in page.parts:
            continue
        inline = re.findall(r"(?:^    |`)clipkit ([a-z]+\b[^`\n]*)", page.read_text("utf-8"), re.M)
        for command in inline:
            name, *words = command.split()
            assert {word for word in words if word.startswith("-")} - {"--help"} <= told[name], page
            named += 1
    assert named > 60


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    prose = re.sub(
        r"```.*?```|`[^`]*`|^    .*$", "", page.read_text("utf-8"), flags=re.DOTALL | re.M
    )
    for target in re.findall(r"\]\(([^)#]+)\)", prose):
        assert target.startswith("https://") or (page.parent / target).exists(), target


def test_every_dependency_has_its_licence_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    page = (ROOT / "docs" / "reference" / "licences.md").read_text("utf-8")
    names = {re.split(r"[><=; \[]", one)[0] for one in project["dependencies"]}
    assert {name for name in names if f"| {name} |" not in page} == set()


def test_the_gates_run_the_readmes_two_commands_as_written() -> None:
    gates = (ROOT / ".ci" / "run").read_text("utf-8")
    commands = [line for block in blocks("README.md", "sh") for line in block.splitlines()]
    assert len(commands) == 3
    assert [c for c in commands if "venv" in c and c not in gates] == []


@pytest.mark.slow
def test_the_quick_start_works_as_written(tmp_path: Path) -> None:
    command = blocks("README.md", "sh")[1]
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash here")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    subprocess.run(
        [bash, "-c", command], cwd=tmp_path, env=unwatched() | {"PATH": path}, check=True
    )
    made = {file.name for file in (tmp_path / "promosi").iterdir()}
    assert {"promosi.md", "media", "promosi.mp4", "promosi.jpg"} <= made
