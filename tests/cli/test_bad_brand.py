"""A brand, fonts and texts as they shouldn't be: each gives a clear problem or a right picture."""

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from clipkit.shipped import ASSETS
from tests.cli.shell import Answer, inside

HEAD = "---\nvoice: none\nlang: en\n---\n"
SAID = HEAD + "# A good title\n\nGood coffee needs no sugar.\n"
WORD = "pneumono" * 25  # 200 letters
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">{}</svg>'
RED = (200, 30, 30)
Pixels = NDArray[np.uint8]
Still = Callable[..., Pixels]


def checked(folder: Path, script: str = SAID, brand: str = "", **files: str | bytes) -> Answer:
    """What `clipkit check` says. files: beside the script, `logo_png` for logo.png."""
    (folder / "a.md").write_text(script, "utf-8")
    if brand:
        (folder / "brand.yaml").write_text(f"name: Kedai\n{brand}\n", "utf-8")
    for name, content in files.items():
        plain = content.encode() if isinstance(content, str) else content
        (folder / name.replace("_", ".")).write_bytes(plain)
    return inside("check", "a.md", "--lang", "en", cwd=folder)


@pytest.fixture
def still(tmp_path: Path) -> Still:
    """Make a still: RGB, (1920, 1080, 3)."""

    def made(*arguments: str) -> Pixels:
        answer = inside("still", "a.md", "-o", "a.png", *arguments, cwd=tmp_path)
        assert answer.code == 0, answer.err
        with Image.open(tmp_path / "a.png") as image:
            return np.asarray(image.convert("RGB"))

    return made


def png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def near(pixels: Pixels, colour: tuple[int, int, int]) -> NDArray[np.bool_]:
    return np.asarray(np.abs(pixels.astype(int) - colour).max(axis=2) < 40)


@pytest.mark.parametrize(
    ("brand", "files", "code", "problem", "said"),
    [
        ("fonts: {heading: h.ttf}", {"h_ttf": "no font"}, 6, "font-unreadable", "h.ttf"),
        ("fonts: {body: gone.ttf}", {}, 6, "font-unreadable", "gone.ttf"),
        ("logo: gone.png", {}, 4, "media-missing", "no file gone.png"),
        ("logo: l.png", {"l_png": "no picture"}, 4, "media-text", "l.png holds text"),
        ("logo: l.svg", {"l_svg": SVG.format("<script/>")}, 4, "media-svg", "<script>"),
        ("logo: l.svg", {"l_svg": SVG.format('<image href="/x.png"/>')}, 4, "media-svg", "<image>"),
        (
            "logo: l.svg",
            {"l_svg": SVG.format('<use href="x.svg#a"/>')},
            4,
            "media-svg-outside",
            "x.svg#a",
        ),
        ("logo: l.svg", {"l_svg": SVG[:-6]}, 4, "media-broken", "l.svg is damaged"),
    ],
)
def test_a_brand_that_cannot_be_shown_is_told(
    brand: str, files: dict[str, str], code: int, problem: str, said: str, tmp_path: Path
) -> None:
    answer = checked(tmp_path, brand=brand, **files)
    assert (answer.code, answer.out) == (code, "")
    assert f"[{problem}]" in answer.err
    assert said in answer.err
    assert "brand:" not in answer.err  # no key of ours


def test_a_logo_of_12_000_px_is_told_with_what_would_do(tmp_path: Path) -> None:
    huge = png(Image.new("1", (12_000, 12_000)))
    answer = checked(tmp_path, brand="logo: logo.png", logo_png=huge)
    assert answer.code == 4
    assert "logo.png is too large" in answer.err
    assert "4000 pixels" in answer.err


def test_a_wide_logo_of_12_000_px_is_shown_small(tmp_path: Path, still: Still) -> None:
    wide = png(Image.new("RGB", (12_000, 2_000), RED))
    assert checked(tmp_path, brand="logo: logo.png", logo_png=wide).err == ""
    rows, columns = np.nonzero(near(still(), RED))
    assert 150 < np.ptp(columns) < 300
    assert 30 < np.ptp(rows) < 60


def test_a_logo_of_3_px_is_told_and_shown(tmp_path: Path, still: Still) -> None:
    answer = checked(tmp_path, brand="logo: logo.png", logo_png=png(Image.new("RGB", (3, 3), RED)))
    assert answer.code == 0
    assert "logo.png is small (3x3)" in answer.err
    assert "[logo-small]" in answer.err
    assert 60 < np.ptp(np.nonzero(near(still(), RED))[0]) < 76


def test_a_logo_without_alpha_is_a_tile_with_round_corners(tmp_path: Path, still: Still) -> None:
    tile = Image.new("RGB", (300, 300), "white")
    ImageDraw.Draw(tile).ellipse((60, 60, 240, 240), fill=RED)
    assert checked(tmp_path, brand="logo: logo.png", logo_png=png(tile)).err == ""
    pixels = still()
    rows, columns = np.nonzero(near(pixels, RED))
    assert 40 < np.ptp(rows) < 46
    corner = pixels[rows.min() - 14, columns.min() - 14]
    side = pixels[rows.min() - 10, int(columns.mean())]
    assert side.min() > 230
    assert corner.min() < 150


def test_an_svg_is_a_logo(tmp_path: Path, still: Still) -> None:
    drawn = SVG.format('<circle cx="20" cy="20" r="8" fill="#C81E1E"/>')
    assert checked(tmp_path, brand="logo: logo.svg", logo_svg=drawn).err == ""
    rows, columns = np.nonzero(near(still(), RED))
    assert 66 < np.ptp(rows) < 74  # its border is cut off
    assert 66 < np.ptp(columns) < 74


def test_a_drawing_is_inspected_with_what_of_it_is_seen(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(SVG.format('<rect x="16" y="32" width="32" height="16"/>'))
    answer = inside("inspect", "a.svg", "--lang", "en", cwd=tmp_path)
    assert answer.code == 0, answer.err
    (seen,) = [row for row in answer.out.splitlines() if row.startswith("seen part")]
    sides = [float(side) for side in seen.removeprefix("seen part").split(",")]
    assert sides == pytest.approx([0.25, 0.5, 0.75, 0.75], abs=0.02)
    assert "SVG" in answer.out


def test_an_svg_is_a_picture(tmp_path: Path, still: Still) -> None:
    drawn = SVG.format('<rect width="64" height="64" fill="#C81E1E"/>')
    script = HEAD + "![](gambar.svg)\nGood coffee needs no sugar.\n"
    assert checked(tmp_path, script, gambar_svg=drawn).err == ""
    assert near(still(), RED).mean() > 0.2


def test_characters_that_ones_own_font_lacks_come_from_another(
    tmp_path: Path, still: Still
) -> None:
    (tmp_path / "own.ttf").write_bytes(
        ASSETS.joinpath("fonts", "NotoSansJavanese-Bold.ttf").read_bytes()
    )
    script = HEAD + "# Café 寺\n\nGood coffee.\n"
    assert checked(tmp_path, script, "fonts: {heading: own.ttf, body: own.ttf}").err == ""
    with_both = still()
    checked(tmp_path, script.replace(" 寺", ""))
    assert (with_both[200:600] > 240).all(axis=2).sum() > (still()[200:600] > 240).all(axis=2).sum()


def test_characters_that_no_font_has_are_named(tmp_path: Path, still: Still) -> None:
    answer = checked(tmp_path, HEAD + "# Good \U00010a80 coffee\n\nGood \u1c5a coffee.\n")
    assert answer.code == 0
    assert "[characters-missing]" in answer.err
    assert "\u1c5a \U00010a80" in answer.err
    assert "left out" in answer.err
    assert still().shape == (1920, 1080, 3)


@pytest.mark.parametrize(
    ("script", "brand", "problem"),
    [
        (HEAD + f"# {WORD}\n\nGood coffee.\n", "", "text-too-long"),
        (HEAD + f"# Title\n\nGood {WORD} coffee.\n", "", "text-too-long"),
        (HEAD.replace("lang", f"vars: {{label: {WORD}}}\nlang") + "Good.\n", "", "var-too-long"),
        (SAID, f"handle: '@{WORD}'", "text-too-long"),
    ],
)
def test_a_word_of_200_letters_is_told_with_how_much_fits(
    script: str, brand: str, problem: str, tmp_path: Path
) -> None:
    answer = checked(tmp_path, script, brand)
    assert answer.code == 3
    assert f"[{problem}]" in answer.err
    assert "200" in answer.err or "201" in answer.err


def test_a_name_of_200_letters_is_told_where_no_logo_stands_for_it(tmp_path: Path) -> None:
    (tmp_path / "brand.yaml").write_text(f"name: {WORD}\n", "utf-8")
    answer = checked(tmp_path)
    assert answer.code == 3
    assert "brand.yaml: error: This text is too long" in answer.err


def test_a_long_word_that_fits_is_broken_inside_its_place(tmp_path: Path, still: Still) -> None:
    assert checked(tmp_path, HEAD + f"# {WORD[:80]}\n\nGood coffee.\n").err == ""
    columns = np.nonzero((still()[200:700] > 245).all(axis=2))[1]
    assert columns.min() > 60
    assert columns.max() < 1020


def test_a_title_of_only_emoji_is_shown(tmp_path: Path, still: Still) -> None:
    assert checked(tmp_path, HEAD + "# 🎉🌍👍🏽\n\nGood coffee.\n").err == ""
    title = still()[200:500].astype(int)
    vivid = title.max(axis=2) - title.min(axis=2) > 140
    assert vivid.sum() > 1500


def test_colours_that_cannot_be_read_are_told_with_some_that_can(tmp_path: Path) -> None:
    grey = dict.fromkeys(("primary", "accent", "ink", "paper"), "#808080")
    answer = checked(tmp_path, brand=f"colours: {grey}")
    assert answer.code == 0
    assert "[contrast-low]" in answer.err
    for row in answer.err.splitlines():
        if "`" in row and row.strip().startswith("→"):
            role, _, better = row.split("`")[1].partition(": ")
            grey[role] = better.strip('"')
    assert checked(tmp_path, brand=f"colours: {grey}").err == ""


@pytest.mark.parametrize("name", ["own", "own.yaml"])
def test_a_template_that_extends_itself_is_told_and_nothing_else(name: str, tmp_path: Path) -> None:
    script = SAID.replace("lang", "template: own.yaml\nlang")
    answer = checked(tmp_path, script, own_yaml=f"extend: {name}\n")
    assert answer.code == 3
    assert "[template-loop]" in answer.err
    assert answer.err.count(" error: ") == 1


def test_a_template_that_extends_none_is_told_with_the_known_ones(tmp_path: Path) -> None:
    script = SAID.replace("lang", "template: own.yaml\nlang")
    answer = checked(tmp_path, script, own_yaml="about: x\nextend: nwes\n")
    assert answer.code in {2, 3}
    assert "own.yaml:2:9: error:" in answer.err
    assert "heritage" in answer.err


def test_a_style_of_a_negative_size_is_told(tmp_path: Path) -> None:
    answer = checked(tmp_path, SAID.replace("lang", "style: s.yaml\nlang"), s_yaml="size: -4\n")
    assert answer.code == 3
    assert "s.yaml:1:7: error: `-4` isn't a number" in answer.err


def test_what_is_refused_leaves_nothing(tmp_path: Path) -> None:
    checked(tmp_path, brand="logo: l.svg", l_svg=SVG.format("<text>Kedai</text>"))
    before = {path.name for path in tmp_path.iterdir()}
    answer = inside("render", "a.md", "-q", "--lang", "en", cwd=tmp_path)
    assert (answer.code, answer.out) == (4, "")
    assert "[media-svg-text]" in answer.err
    assert {path.name for path in tmp_path.iterdir()} == before
