"""A render of a bent file ends well: with a clip, or by naming the file. More: `--mutants 2000`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.shell import unwatched
from tests.media.mutants import LIMIT, MAKERS

SEED = 2026
MOST = 1000  # MB


@pytest.mark.slow
@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.skipif(sys.platform == "win32", reason="memory is told by Unix only")
def test_bent_files_end_no_run(kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    file = tmp_path / f"a.{kind}"
    MAKERS[kind](file)
    count = -(-int(request.config.getoption("--mutants")) // len(MAKERS))
    done = subprocess.run(
        [sys.executable, "-m", "tests.media.mutants", file, str(count), str(SEED)],
        cwd=Path(__file__).parents[2],
        env=unwatched(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-2000:]  # the last number: the file that did it
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["wrong"] == []
    assert found["slowest"] < LIMIT
    assert found["memory"] < MOST
