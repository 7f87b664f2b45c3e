"""What is there of a picture that is cut off, and that it is told."""

from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from clipkit import pipeline
from clipkit.errors import ClipkitError
from clipkit.media import photo, probe
from tests.media.files import Rgb

NOISE = np.random.default_rng(5).integers(60, 200, (240, 320, 3), np.uint8)
KINDS = {
    "baseline": ("RGB", "JPEG", {"quality": 95}),
    "grey": ("L", "JPEG", {"quality": 95}),
    "print": ("CMYK", "JPEG", {"quality": 95}),
    "png": ("RGB", "PNG", {}),
    "see-through": ("RGBA", "PNG", {}),
    "palette": ("P", "PNG", {}),
}


def cut(path: Path, kind: str, share: float) -> tuple[Rgb, Rgb]:
    """What is shown of a picture, whole and once it is cut off."""
    mode, form, how = KINDS[kind]
    Image.fromarray(NOISE).convert(mode).save(path, form, **how)
    whole, content = photo.pixels(path, width=320, height=240), path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    return whole, photo.pixels(path, width=320, height=240)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.25, 0.6, 0.95])
def test_what_is_there_is_shown_and_the_rest_is_soft(
    tmp_path: Path, kind: str, share: float
) -> None:
    whole, shown = cut(tmp_path / "a", kind, share)
    assert shown.shape == whole.shape
    same = np.abs(shown.astype(int) - whole).max((1, 2)) <= 2
    there = int(np.argmin(same))
    assert 240 * share - 24 <= there <= 240 * share + 12  # a row of blocks may be there in part
    assert shown[there + 8 :].astype(float).std() < 0.6 * whole.astype(float).std()
    assert np.abs(shown[there:].mean((0, 1)) - whole.mean((0, 1))).max() < 12  # no grey, no black
    facts = probe.facts(tmp_path / "a", "a")
    assert facts.cut
    assert facts.size == (320, 240)


def test_a_progressive_one_is_coarse_where_its_scans_are_missing(tmp_path: Path) -> None:
    smooth = Image.fromarray(NOISE).resize((8, 6)).resize((320, 240), Image.Resampling.BICUBIC)
    smooth.save(tmp_path / "a.jpg", quality=95, progressive=True)
    whole, content = np.asarray(smooth, int), (tmp_path / "a.jpg").read_bytes()
    (tmp_path / "a.jpg").write_bytes(content[: len(content) * 3 // 4])
    shown = photo.pixels(tmp_path / "a.jpg", width=320, height=240)
    assert np.abs(shown - whole).mean() < 8
    assert probe.facts(tmp_path / "a.jpg", "a.jpg").cut


def test_one_that_is_whole_is_not_called_cut(tmp_path: Path) -> None:
    grey = np.full((64, 64, 3), 128, np.uint8)  # all of it as grey as what is missing
    Image.fromarray(grey).save(tmp_path / "a.jpg")
    facts = probe.facts(tmp_path / "a.jpg", "a.jpg")
    assert not facts.cut


@pytest.mark.parametrize("kind", ["baseline", "png"])
def test_one_of_which_hardly_anything_is_there_is_a_problem(tmp_path: Path, kind: str) -> None:
    with pytest.raises(ClipkitError) as caught:
        cut(tmp_path / "a", kind, 0.015)
    assert [problem.code for problem in caught.value.problems] == ["media-broken"]


def test_all_that_is_wrong_with_a_script_s_files_is_told_at_once(tmp_path: Path) -> None:
    cut(tmp_path / "cut.jpg", "baseline", 0.5)
    (tmp_path / "text.jpg").write_text("Bukan gambar.\n")
    (tmp_path / "empty.png").touch()
    (tmp_path / "broken.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic")
    names = ("cut.jpg", "text.jpg", "gone.jpg", "empty.png", "broken.heic")
    scenes = "\n---\n".join(f"![]({name})\nSatu kalimat di sini.\n" for name in names)
    (tmp_path / "a.md").write_text(f"# Judul\n\n{scenes}", "utf-8")
    with pytest.raises(ClipkitError) as caught:
        pipeline.plan(pipeline.load(tmp_path / "a.md"))
    told = [(problem.code, problem.place.line) for problem in caught.value.problems]
    assert told == [
        ("media-cut", 3),
        ("media-text", 7),
        ("media-missing", 11),
        ("media-empty", 15),
        ("media-heic", 19),
    ]
