"""Drawings (SVG): what may be in one, what it costs, and how it becomes pixels."""

import time
from pathlib import Path

import numpy as np
import pytest

from clipkit.errors import ClipkitError
from clipkit.media import details, drawing, kinds, photo, probe

NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
HEAD = f'<svg {NAMES} viewBox="0 0 200 100">'
DOT = '<circle cx="100" cy="50" r="40" fill="#C81E1E"/>'
DOCTYPE = (
    '<?xml version="1.0" encoding="ISO-8859-1"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
    '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">\n<!-- café -->\n'
)
COPIES = '<g id="a0"><rect width="9" height="9"/></g>' + "".join(
    f'<g id="a{i}">' + f'<use href="#a{i - 1}"/>' * 10 + "</g>" for i in range(1, 10)
)
BLUR = '<filter id="f"><feGaussianBlur stdDeviation="50"/></filter>'


def saved(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "gambar.svg"
    path.write_bytes(text.encode(encoding))
    return path


def code_of(path: Path) -> tuple[str, dict[str, str]]:
    with pytest.raises(ClipkitError) as caught:
        probe.facts(path, "gambar.svg")
    (problem,) = caught.value.problems
    assert caught.value.exit_code == 4
    return problem.code, dict(problem.values)


@pytest.mark.parametrize(
    ("inside", "code", "told"),
    [
        ("<script>alert(1)</script>", "media-svg", "<script>"),
        ('<rect onload="alert(1)"/>', "media-svg", "onload="),
        ('<image href="file:///etc/hosts"/>', "media-svg", "<image>"),
        ('<image href="data:image/png;base64,AA"/>', "media-svg", "<image>"),
        ("<foreignObject/>", "media-svg", "<foreignObject>"),
        ("<animate/>", "media-svg", "<animate>"),
        ("<filter><feTurbulence/></filter>", "media-svg", "<feTurbulence>"),
        ("<text>Kedai</text>", "media-svg-text", ""),
        ("<g><text><tspan>Kedai</tspan></text></g>", "media-svg-text", ""),
        ('<use href="http://contoh.id/a.svg#b"/>', "media-svg-outside", "http://contoh.id/a.svg#b"),
        ('<use xlink:href="b.svg#c"/>', "media-svg-outside", "b.svg#c"),
        ('<rect fill="url(b.svg#c)"/>', "media-svg-outside", "b.svg#c"),
        ("<rect style=\"fill: URL( 'b.svg#c' )\"/>", "media-svg-outside", "b.svg#c"),
        ('<style>@import "b.css";</style>', "media-svg-outside", '@import "b.css";'),
        ("<style>.a{fill:url(b.svg#c)}</style>", "media-svg-outside", "b.svg#c"),
        ("<style>@font-face{}</style>", "media-svg-outside", "@font-face{}"),
    ],
)
def test_what_may_not_be_in_it_is_named(tmp_path: Path, inside: str, code: str, told: str) -> None:
    found, values = code_of(saved(tmp_path, HEAD + DOT + inside + "</svg>"))
    assert found == code
    assert values.get("part", values.get("target", "")) == told


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}{DOT}</svg>', "media-svg"),
        (f'<?xml-stylesheet href="http://contoh.id/a.css"?>{HEAD}{DOT}</svg>', "media-svg-outside"),
        (HEAD + DOT, "media-broken"),
        (HEAD + "</svg>", "media-broken"),
        (f'<svg {NAMES} width="0" height="9">{DOT}</svg>', "media-broken"),
        (HEAD + "<!--" + "x" * 2_000_000 + "-->" + DOT + "</svg>", "media-svg-large"),
        (HEAD + COPIES + '<use href="#a9"/></svg>', "media-svg-large"),
        (HEAD + '<g id="x"><use href="#x"/></g></svg>', "media-svg-large"),
        (HEAD + "<g>" * 40 + DOT + "</g>" * 40 + "</svg>", "media-svg-large"),
    ],
)
def test_what_is_no_safe_drawing_is_told_at_once(tmp_path: Path, text: str, code: str) -> None:
    path = saved(tmp_path, text)
    begun = time.process_time()
    assert code_of(path)[0] == code
    assert time.process_time() - begun < 1


@pytest.mark.slow
def test_one_that_never_ends_is_given_up(tmp_path: Path) -> None:
    blurred = '<rect filter="url(#f)" width="200" height="100"/>' * 15_000
    begun = time.monotonic()
    assert code_of(saved(tmp_path, HEAD + BLUR + blurred + "</svg>"))[0] == "media-svg-large"
    assert time.monotonic() - begun < 90


@pytest.mark.parametrize("before", ["", DOCTYPE, "\ufeff"])
def test_a_drawing_is_a_photo_of_any_size(tmp_path: Path, before: str) -> None:
    encoding = "latin-1" if before == DOCTYPE else "utf-8"
    path = saved(tmp_path, before + HEAD + DOT + "</svg>", encoding)
    facts = probe.facts(path, "gambar.svg", "picture")
    assert (facts.kind, facts.size, facts.alpha) == ("photo", (4000, 2000), True)
    assert facts.ink == pytest.approx((0.3, 0.1, 0.7, 0.9), abs=0.01)
    assert kinds.kind(path) == "photo"
    assert details.details(path)["format"] == "SVG"
    assert "stored" not in details.details(path)


def test_it_is_sharp_at_any_size_and_lies_on_white(tmp_path: Path) -> None:
    path = saved(tmp_path, HEAD + DOT + "</svg>")
    for height in (100, 800, 1920):
        rgb = photo.pixels(path, width=1, height=height)
        assert rgb.shape == (height, 2 * height, 3)
        assert (rgb[0, 0] == 255).all()
        row = rgb[height // 2, :, 1].astype(int)
        assert ((row > 40) & (row < 245)).sum() <= 4  # two edges, a pixel or two each


def test_drawing_programs_notes_are_read_over(tmp_path: Path) -> None:
    notes = '<metadata><x:script xmlns:x="urn:x">a</x:script><text>b</text></metadata>'
    other = (
        '<sodipodi:namedview xmlns:sodipodi="urn:s" onload="c"><sodipodi:d/></sodipodi:namedview>'
    )
    path = saved(tmp_path, HEAD + notes + other + DOT + "</svg>")
    assert probe.facts(path, "gambar.svg").kind == "photo"


def test_the_same_drawing_gives_the_same_pixels_without_any_font(tmp_path: Path) -> None:
    path = saved(tmp_path, HEAD + BLUR + '<g filter="url(#f)">' + DOT + "</g></svg>")
    one, other = (photo.pixels(path, width=300, height=300) for _ in range(2))
    assert np.array_equal(one, other)


def test_one_that_crashes_what_draws_it_costs_nothing_else() -> None:
    with pytest.raises(ClipkitError) as caught:  # which only the walk before it keeps away
        drawing.drawn(HEAD + "<g>" * 200_000 + "</g>" * 200_000 + "</svg>", (64, 64), "a.svg")
    assert caught.value.problems[0].code in {"media-svg-large", "media-broken"}
