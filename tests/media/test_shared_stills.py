"""Real pictures from other projects, each as its manifest expects; they aren't part of this one.

`CLIPKIT_SHARED_MEDIA` names their folder; else it is `../shared/media`, beside the checkout.
"""

import json
import math
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clipkit.errors import ClipkitError, Problem
from clipkit.media import moving, photo, probe
from clipkit.model.facts import Facts

HERE = Path(__file__).parents[3] / "shared" / "media"
FOLDER = Path(os.environ.get("CLIPKIT_SHARED_MEDIA", HERE))
TOLD = FOLDER / "manifest.json"
ROWS: list[dict[str, Any]] = (
    [row for row in json.loads(TOLD.read_text("utf-8"))["files"] if row["role"] == "image"]
    if TOLD.is_file()
    else []
)
BY = {"exact": 4.0, "approx": 10.0}  # levels


def test_the_pictures_are_there() -> None:
    if not ROWS:
        pytest.skip("no shared media: CLIPKIT_SHARED_MEDIA names their folder")
    assert len(ROWS) >= 10


def _facts(path: Path) -> tuple[Facts | None, tuple[Problem, ...]]:
    try:
        return probe.facts(path, path.name, "picture"), ()
    except ClipkitError as error:
        return None, error.problems


@pytest.mark.parametrize("row", ROWS, ids=[row["name"] for row in ROWS])
def test_a_picture_is_as_expected(row: dict[str, Any]) -> None:
    path = FOLDER / "files" / row["name"]
    facts, problems = _facts(path)
    if facts is None:
        assert "error" in row["accept"]
        assert [problem.place.file for problem in problems] == [row["name"]]
        return
    opened = moving.opened(path, key=row["name"])
    opened.at(0.0)
    opened.close()
    assert ("warn" if facts.cut else "ok") in row["accept"]
    assert (facts.kind == "footage") == ("animated" in row["tags"])
    shown = photo.pixels(path, width=480, height=480)
    high, wide = shown.shape[:2]
    assert math.isclose(wide / high, facts.size[0] / facts.size[1], rel_tol=0.01)
    if "look" not in row:
        return
    look = row["look"]
    assert math.isclose(wide / high, look["aspect_shown"], rel_tol=0.01)
    parts = [
        shown[y * high // 2 : (y + 1) * high // 2, x * wide // 2 : (x + 1) * wide // 2]
        for y in (0, 1)
        for x in (0, 1)
    ]
    found = [part.reshape(-1, 3).mean(0) for part in (shown, *parts)]
    wanted = [look["mean_rgb"], *look["quadrant_rgb_tl_tr_bl_br"]]
    assert np.abs(np.subtract(found, wanted)).max() <= BY[look["colour"]]
