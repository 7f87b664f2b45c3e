import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="its peak isn't told there")
def test_three_minutes_take_little_memory(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench.jobs", "sound, 180 s", str(tmp_path), "180"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    figures = json.loads(done.stdout)
    assert figures["grown"] <= 150
    assert figures["lufs"] == pytest.approx(-14.0, abs=0.3)
