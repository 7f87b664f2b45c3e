import pytest

from clipkit.model.style import Extrude, Paint, Plate, Shadow, Stroke, TextStyle, resolved

ROLES = {"primary": "#0B6E78", "accent": "#FFC93C", "ink": "#0B1B2B", "paper": "#FFFDF7"}


def test_every_colour_of_a_style_is_resolved() -> None:
    style = TextStyle(
        name="all",
        active=Paint(fill=("accent", "paper80"), stroke="primary00", glow="accent", box="primary"),
        strokes=(Stroke(0.1, "ink"),),
        shadows=(Shadow(0, 0, 0.1, "inkc0"),),
        extrude=Extrude(0, 0.05, "primary"),
        plate=Plate(scope="word", colour="primary"),
    )
    solid = resolved(style, ROLES)
    assert solid.active.fill == ("#FFC93CFF", "#FFFDF780")
    assert (solid.active.stroke, solid.active.glow) == ("#0B6E7800", "#FFC93CFF")
    assert (solid.active.box, solid.plain.box) == ("#0B6E78FF", "")
    assert (solid.strokes[0].colour, solid.shadows[0].colour) == ("#0B1B2BFF", "#0B1B2BC0")
    assert solid.extrude == Extrude(0, 0.05, "#0B6E78FF")
    assert solid.plate == Plate(scope="word", colour="#0B6E78FF")
    assert resolved(solid, {}) == solid


def test_an_unknown_role_is_our_mistake() -> None:
    with pytest.raises(KeyError):
        resolved(TextStyle(name="odd", plain=Paint(fill=("mauve",))), ROLES)
