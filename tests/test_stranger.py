"""The way of somebody who has never typed a command, in a terminal of 80 columns and 24 rows."""

import sys
from pathlib import Path

import av
import pytest

if sys.platform == "win32":
    pytest.skip("no pseudo-terminals there", allow_module_level=True)

from tests.cli.terminal import ROWS, typed

ENTER = "\r"
WAY = {
    "id": (
        "klip-saya",
        [
            ("Templat yang mana?", "nws" + ENTER),
            ("Maksudnya news?", ENTER),
            ("Judul klip", 'Pasar pagi: "murah" #1' + ENTER),
            ("Berita tentang apa?", "PASAR RAKYAT" + ENTER),
            ("Penonton diajak", ENTER),
        ],
        ("Kalimat ini dibacakan dan tampil kata demi kata.", "Pasar pagi kini dibuka pukul lima."),
    ),
    "en": (
        "my-clip",
        [
            ("Which template?", "promo" + ENTER),
            ("The clip's title", "Fresh coffee" + ENTER),
            ("Where is it from?", ENTER),
            ("What does it cost now?", "Rp12.000.000.000.000" + ENTER),
            ("20 characters, and 14 fit", "Rp12.000" + ENTER),
            ("What did it cost before?", ENTER),
            ("For how much of it?", "a cup" + ENTER),
            ("What should viewers do?", "Drop in {{today}}" + ENTER),
        ],
        ("This sentence is spoken, and shown word by word.", "Our coffee is roasted every day."),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("lang", WAY)
def test_a_stranger_comes_from_nothing_to_a_clip(lang: str, tmp_path: Path) -> None:
    name, answers, (old, new) = WAY[lang]
    made = typed("new", "--lang", lang, cwd=tmp_path, answers=answers)
    assert (made.code, made.rows <= ROWS) == (0, True), made.text
    assert f"clipkit check {name}" in made.text

    script = tmp_path / name / f"{name}.md"
    text = script.read_text("utf-8")
    assert text.count(old) == 1
    script.write_text(text.replace(old, new), "utf-8")

    checked = typed("check", name, cwd=tmp_path)
    assert (checked.code, checked.rows <= ROWS) == (0, True), checked.text
    assert "[" not in checked.text  # a problem's code
    assert f"clipkit render {name}" in checked.text

    rendered = typed("render", name, "--draft", cwd=tmp_path)
    assert (rendered.code, rendered.rows <= ROWS) == (0, True), rendered.text
    assert f"{name}/{name}.mp4" in rendered.text
    assert f"clipkit render {name}" in rendered.text
    with av.open(str(tmp_path / name / f"{name}.mp4")) as clip:
        assert sum(1 for _ in clip.decode(video=0)) > 100
    with av.open(str(tmp_path / name / f"{name}.mp4")) as clip:
        assert sum(1 for _ in clip.decode(audio=0)) > 100
