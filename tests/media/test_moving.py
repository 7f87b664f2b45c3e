"""Animations move: each picture at its time, over and over where the file says so."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clipkit import pipeline
from clipkit.media import moving, probe
from clipkit.model.cues import Footage
from tests.media import files
from tests.media import makers as m

SHADES = [(200, 40, 40), (40, 160, 40), (40, 40, 180)]
TIMES = (100, 300, 200)  # ms
Make = Callable[[Path], None]


def _stills(folder: Path) -> list[Path]:
    found = []
    for number, shade in enumerate(SHADES):
        picture = np.full((48, 64, 3), shade, np.uint8)
        found.append(files.photo(folder / f"{number}.png", picture, "PNG"))
    return found


def _gif(to: Path, *words: str) -> None:
    stills = zip(TIMES, _stills(to.parent), strict=True)
    each = [word for time, still in stills for word in ("-delay", str(time // 10), str(still))]
    m.run("magick", *words, *each, f"gif:{to}")


def _gif_of_parts(to: Path) -> None:
    _gif(to, "-loop", "0")
    m.run("magick", to, "-layers", "optimize", f"gif:{to}")


def _webp(to: Path) -> None:
    stills = zip(TIMES, _stills(to.parent), strict=True)
    each = [word for time, still in stills for word in ("-d", str(time), str(still))]
    m.run("img2webp", "-loop", "0", "-lossless", *each, "-o", to)


def _png(to: Path) -> None:
    first, *rest = [Image.open(still) for still in _stills(to.parent)]
    first.save(to, "PNG", save_all=True, append_images=rest, duration=list(TIMES), loop=0)


MAKES: dict[str, Make] = {
    "a.gif": lambda to: _gif(to, "-loop", "0"),
    "parts.gif": _gif_of_parts,
    "a.webp": _webp,
    "a.png": _png,
}


def shades(path: Path, times: list[float], rotate: int = 0) -> list[tuple[int, ...]]:
    """Mean colours at some times, as they are shown."""
    opened = moving.opened(path, rotate)
    found = [files.rgb(*opened.at(time)).reshape(-1, 3).mean(0) for time in times]
    opened.close()
    return [tuple(int(v + 0.5) for v in shade) for shade in found]


@pytest.mark.parametrize("name", MAKES)
def test_each_picture_is_shown_at_its_time(tmp_path: Path, name: str) -> None:
    MAKES[name](tmp_path / name)
    facts = probe.facts(tmp_path / name, name, "picture")
    assert (facts.kind, facts.seconds, facts.loops, facts.size) == ("footage", 0.6, True, (64, 48))
    times = [0.0, 0.08, 0.1, 0.39, 0.4, 0.59, 0.02, 9.0]
    shown = [SHADES[number] for number in (0, 0, 1, 1, 2, 2, 0, 2)]
    assert files.near(shades(tmp_path / name, times), shown, by=4)


def test_one_without_a_loop_plays_once(tmp_path: Path) -> None:
    first, *rest = [Image.open(still) for still in _stills(tmp_path)]
    first.save(tmp_path / "a.gif", save_all=True, append_images=rest, duration=100)
    facts = probe.facts(tmp_path / "a.gif", "a.gif")
    assert (facts.kind, facts.loops) == ("footage", False)


def test_one_that_is_too_quick_is_shown_as_browsers_show_it(tmp_path: Path) -> None:
    first, *rest = [Image.open(still) for still in _stills(tmp_path)]
    first.save(tmp_path / "a.gif", save_all=True, append_images=rest, duration=0)
    assert probe.facts(tmp_path / "a.gif", "a.gif").seconds == 0.3


def test_one_is_turned_as_asked(tmp_path: Path) -> None:
    rest = [Image.new("RGB", (96, 64))]
    whole = Image.fromarray(files.corners())
    whole.save(tmp_path / "a.webp", save_all=True, append_images=rest, lossless=True)
    opened = moving.opened(tmp_path / "a.webp", 90)
    shown = files.rgb(*opened.at(0))
    opened.close()
    assert files.near(files.quarters(shown), files.quarters(np.rot90(files.corners(), -1)), by=4)


def test_one_that_is_cut_off_holds_what_it_had(tmp_path: Path) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (3, 64, 64), np.uint8)
    first, *rest = [Image.fromarray(picture) for picture in noise]
    path = tmp_path / "a.gif"
    first.save(path, save_all=True, append_images=rest, duration=100)
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    facts = probe.facts(path, "a.gif")
    assert facts.size == (64, 64)
    opened = moving.opened(path)
    assert opened.at(0.0).y.std() > 40
    assert opened.at(0.25).y.std() > 40
    opened.close()


def test_a_short_one_plays_over_and_over_while_its_scene_lasts(tmp_path: Path) -> None:
    MAKES["a.png"](tmp_path / "a.png")
    (tmp_path / "a.md").write_text("# Judul\n\n![](a.png)\n", "utf-8")
    timeline = pipeline.plan(pipeline.load(tmp_path / "a.md"))
    (cue,) = (cue for cue in timeline.cues if isinstance(cue, Footage))
    assert (cue.loop, cue.source_start, cue.source_end) == (True, 0.0, 0.6)
    assert (cue.stop - cue.first) / timeline.fps >= 3
