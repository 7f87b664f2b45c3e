"""What was decided, kept as files under golden/: `pytest --regold` decides anew."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from clipkit.store import CACHE_VARIABLE

GOLDEN = Path(__file__).parent / "golden"
Golden = Callable[[str, dict[str, object]], None]


@pytest.fixture(scope="session", autouse=True)
def _cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A cache of the tests' own, in which nothing was kept before; of their children as well."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(CACHE_VARIABLE, str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="session", autouse=True)
def _compiled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Children compile each module once for all of them, and none into the sources' folders."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        patch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path_factory.mktemp("compiled")))
        yield


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regold", action="store_true", help="write the golden files anew")
    parser.addoption("--mutants", default="120", help="how many bent files are rendered")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """Hold plain data against golden/NAME."""

    def held(name: str, document: dict[str, object]) -> None:
        path = GOLDEN / name
        now = _written(document)
        if request.config.getoption("--regold"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(now, "utf-8")
        assert now == path.read_text("utf-8"), f"{name} has changed; --regold if it should have"

    return held


def _written(document: dict[str, object]) -> str:
    """A line a value, and one for each part of a list: a change is read at a glance."""
    rows = []
    for name, value in document.items():
        if isinstance(value, list) and value and isinstance(value[0], dict | list):
            parts = ",\n  ".join(json.dumps(part, ensure_ascii=False) for part in value)
            rows.append(f' "{name}": [\n  {parts}\n ]')
        else:
            rows.append(f' "{name}": {json.dumps(value, ensure_ascii=False)}')
    return "{\n" + ",\n".join(rows) + "\n}\n"
