import pytest
from msgspec.structs import replace

from clipkit.model.facts import Facts, packed, unpacked

LEFT_BRIGHT = Facts(
    kind="photo",
    path="a.jpg",
    digest="sha256:a",
    size=(1600, 900),
    focus=(0.2, 0.7),
    subject=(0.1, 0.6, 0.4, 0.9),
    faces=((0.1, 0.6, 0.2, 0.7), (0.3, 0.7, 0.4, 0.8)),
    luma=((200,) * 3 + (20,) * 6,) * 16,
)


def test_a_picture_turned_clockwise_has_its_left_above() -> None:
    turned = LEFT_BRIGHT.turned(90)
    assert turned.size == (900, 1600)
    assert turned.focus == pytest.approx((0.3, 0.2))
    assert turned.subject == pytest.approx((0.1, 0.1, 0.4, 0.4))
    assert turned.faces[0] == pytest.approx((0.2, 0.3, 0.3, 0.4))  # again from left to right
    assert turned.faces[1] == pytest.approx((0.3, 0.1, 0.4, 0.2))
    assert turned.luma[0] == (200,) * 9
    assert turned.luma[15] == (20,) * 9
    assert (len(turned.luma), len(turned.luma[0])) == (16, 9)


def test_turned_all_the_way_it_is_the_same() -> None:
    assert LEFT_BRIGHT.turned(0) == LEFT_BRIGHT
    again = LEFT_BRIGHT.turned(90).turned(270)
    assert again.size == LEFT_BRIGHT.size
    assert again.focus == pytest.approx(LEFT_BRIGHT.focus)
    assert again.subject == pytest.approx(LEFT_BRIGHT.subject)


@pytest.mark.parametrize("subject", [None, (0.0, 0.25, 1.0, 0.75)])
def test_facts_are_the_same_once_unpacked(
    subject: tuple[float, float, float, float] | None,
) -> None:
    facts = replace(LEFT_BRIGHT, subject=subject)
    assert unpacked(packed(facts), "b.jpg") == replace(facts, path="b.jpg")
