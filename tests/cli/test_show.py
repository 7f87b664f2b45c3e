from clipkit.cli import show
from clipkit.errors import Place


def test_the_caret_stands_under_its_character_in_cells() -> None:
    assert show.caret(Place("a", 2, 3), "x\n寺寺!\n") == "   2 | 寺寺!\n     |     ^"


def test_tabs_are_shown_as_four_cells() -> None:
    assert show.caret(Place("a", 1, 2), "\tx") == "   1 |     x\n     |     ^"


def test_a_long_line_is_shown_around_its_caret() -> None:
    source = "kata " * 100 + "SALAH" + " kata" * 100
    shown, pointer = show.caret(Place("a", 1, 501), source, 60).split("\n")
    assert shown[pointer.index("^") :].startswith("SALAH")
    assert len(shown) <= 60
    assert "…" in shown


def test_escape_sequences_of_a_script_never_reach_the_terminal() -> None:
    shown = show.caret(Place("a", 1, 9), "\x1b[31mab\u202ecd")
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert shown.split("\n")[1].index("^") == shown.split("\n")[0].index("c")


def test_a_line_that_is_not_there_has_no_caret() -> None:
    assert show.caret(Place("a", 9, 1), "x") == ""
