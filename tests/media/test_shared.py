"""Real files from other projects, each as its manifest expects it, where the folder is at hand.

The folder is CLIPKIT_SHARED_MEDIA's, or `shared/media` beside the checkout. It is no part of the
project; what a test needs in every place is in `awkward_clips.py`.
"""

import json
import os
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from clipkit.errors import ClipkitError
from clipkit.media import details, probe, samples
from clipkit.media.footage import Footage
from tests.media import files

_BESIDE = Path(__file__).parents[3] / "shared" / "media"
ROOT = Path(os.environ.get("CLIPKIT_SHARED_MEDIA") or _BESIDE)
HEARD = ("video", "audio")


def _known() -> list[dict[str, Any]]:
    manifest = ROOT / "manifest.json"
    if not manifest.is_file():
        return []
    listed = json.loads(manifest.read_text("utf-8"))["files"]
    return [entry for entry in listed if entry["role"] in HEARD]


KNOWN = _known()


def _entry(name: str) -> dict[str, Any]:
    return next(entry for entry in KNOWN if entry["name"] == name)


def _names(*roles: str) -> list[Any]:
    names = [entry["name"] for entry in KNOWN if entry["role"] in roles]
    none = pytest.mark.skip(f"no files of other projects at hand: {ROOT}")
    return names or [pytest.param("", marks=none)]


@pytest.mark.parametrize("name", _names(*HEARD))
def test_a_real_file_is_what_its_manifest_says(name: str) -> None:
    entry, path = _entry(name), ROOT / "files" / name
    if entry["expect"] == "error":
        with pytest.raises(ClipkitError) as caught:
            probe.facts(path, name)
        assert all(problem.place.file == name for problem in caught.value.problems)
        return
    wanted = entry["facts"]
    found = probe.facts(path, name)
    if wanted["duration_s"] is not None:
        assert found.seconds == pytest.approx(wanted["duration_s"], abs=0.04)
    assert found.sound == bool(wanted["audio_tracks"])
    if entry["role"] == "video":
        told = details.details(path)
        assert told["codec"] == wanted["codec"]
        assert told["stored"] == f"{wanted['stored_w']}x{wanted['stored_h']}"
        assert found.size == (wanted["shown_w"], wanted["shown_h"])
        assert told.get("turn", 0) == wanted["rotate_cw_to_show"]
        assert told.get("mirrored", False) == wanted["mirrored"]
        assert told.get("transfer") == wanted["hdr"]
        assert told.get("interlaced", False) == wanted["interlaced"]
        assert bool(told.get("rates")) == wanted["vfr"]
        assert found.fps == pytest.approx(wanted["avg_fps"], abs=0.01)


@pytest.mark.parametrize("name", _names("video"))
def test_a_real_clip_looks_as_its_manifest_says(name: str) -> None:
    entry, path = _entry(name), ROOT / "files" / name
    if "look" not in entry:
        pytest.skip("its manifest doesn't say how it looks")
    look = entry["look"]
    footage = Footage(path)
    picture = files.rgb(*footage.at(look["t_s_from_first_frame"] + 0.001)).astype(float)
    footage.close()
    high, wide = (side // 2 for side in picture.shape[:2])
    assert picture.shape[1] / picture.shape[0] == pytest.approx(look["aspect_shown"], rel=0.01)
    parts = [picture[y:, x:][:high, :wide].mean((0, 1)) for y in (0, high) for x in (0, wide)]
    apart = np.abs(np.array(parts) - np.array(look["quadrant_rgb_tl_tr_bl_br"])).mean()
    # each maker of SDR from HDR has a curve of its own
    assert apart <= (12 if look["colour"] == "tonemapped" else 4)


@pytest.mark.parametrize("name", _names(*HEARD))
def test_a_real_sound_is_heard_to_its_end(name: str) -> None:
    entry, path = _entry(name), ROOT / "files" / name
    if entry["expect"] == "error" or not entry["facts"]["audio_tracks"]:
        pytest.skip("it has no sound")
    seconds = entry["facts"]["duration_s"] or probe.facts(path, name).seconds
    assert len(samples.read(path)) / samples.RATE == pytest.approx(seconds, abs=0.1)
