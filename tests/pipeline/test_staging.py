"""A timeline meets its files in one place, for Python users, stills and renders alike."""

from pathlib import Path

import numpy as np

import clipkit
from clipkit import pipeline


def test_a_stage_is_made_in_one_place() -> None:
    rooms = (Path(clipkit.__file__).parent / name for name in ("pipeline", "cli", "delivery"))
    sources = [path for room in rooms for path in room.glob("*.py")]
    assert [p.name for p in sources if " Stage(" in p.read_text("utf-8")] == ["staging.py"]


def test_a_still_is_the_stages_frame(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("---\nvoice: none\nlang: en\n---\nGood coffee.\n", "utf-8")
    timeline = clipkit.plan(clipkit.load(tmp_path / "a.md"))
    stage = clipkit.stage(timeline)
    assert np.array_equal(pipeline.still(timeline, 10), stage.rgb(10))
    assert stage.mix is not None
    assert len(stage.mix.samples) == timeline.frames * 48000 // timeline.fps
