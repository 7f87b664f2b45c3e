import pytest

from clipkit.model.style import Glow, Paint, Plate, Shadow, Stroke
from clipkit.reading.styles import read


def test_a_whole_style_is_read() -> None:
    style, problems = read(
        "family: anton\nweight: 400\nsize: 90\nfill: [paper, paperC8]\nmax_lines: 3\n"
        "active: {fill: accent, pop: 1.1}\nfuture: {alpha: 0}\nfeatures: [case]\n"
        "stroke: [{width: 0.08, colour: ink}]\nglow: {sigma: 0.1, strength: 0.5}\n"
        "shadow: [{dx: 0, dy: 0.1, blur: 0.2, colour: ink80}]\n"
        "plate: {scope: word, colour: primary}\n",
        "styles/keras.yaml",
    )
    assert problems == []
    assert (style.name, style.family, style.max_lines) == ("keras", "anton", 3)
    assert style.plain.fill == style.past.fill == ("paper", "paperC8")
    assert style.active == Paint(fill=("accent",), pop=1.1)
    assert style.future == Paint(fill=("paper", "paperC8"), alpha=0.0)
    assert style.emphasis.fill == ("accent",)
    assert style.strokes == (Stroke(0.08, "ink"),)
    assert style.shadows == (Shadow(0, 0.1, 0.2, "ink80"),)
    assert style.glow == Glow(0.1, 0.5)
    assert style.plate == Plate(scope="word", colour="primary")
    assert style.features == ("case",)


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("family: jakarta\nfil: paper", "key-unknown", 1),
        ("family: jakarta\nfill: '#FF0000'", "value-role", 7),
        ("family: jakarta\nfill: ink8", "value-role", 7),
        ("family: jakarta\nsize: besar", "value-number", 7),
        ("family: jakarta\nalign: middle", "value-choice", 8),
        ("family: jakarta\nglow: {sigma: 0.1}", "key-absent", 7),
        ("family: jakarta\nenter: {seconds: 1}", "value-number", 18),
    ],
)
def test_what_is_wrong_is_told_with_its_place(line: str, code: str, column: int) -> None:
    _, problems = read(line, "s.yaml")
    assert [(p.code, p.place.line, p.place.column) for p in problems] == [(code, 2, column)]


def test_broken_yaml_is_a_problem() -> None:
    style, problems = read("a: [", "salah.yaml")
    assert style.name == "salah"
    assert len(problems) == 1
