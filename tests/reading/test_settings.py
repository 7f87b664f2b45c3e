"""Readers of single values, as scripts, brands and templates share them."""

from typing import Any

import pytest

from clipkit.reading import settings as s
from clipkit.reading.keys import FRONT, PICTURE, SCENE, Table, focus, names, tags


def node(text: str) -> s.Node:
    root, problems = s.tree(f"a: {text}", "a.yaml")
    assert problems == []
    assert root is not None
    assert isinstance(root.value, dict)
    return root.value["a"]


@pytest.mark.parametrize(
    ("reader", "text", "value"),
    [
        (s.text, "satu", "satu"),
        (s.text, ">\n  satu\n  dua", "satu dua"),
        (s.choice("off", "on"), "ON", "on"),
        (s.number(0, 10), "2,5", 2.5),
        (s.flag, "ya", True),
        (s.flag, "no", False),
        (s.colour, '"#0f7b5f"', "#0F7B5F"),
        (s.colour, '"#fa0"', "#FFAA00"),
        (s.several(s.text), "[a, b]", ("a", "b")),
        (s.several(s.text), "a", ("a",)),
        (s.pairs, "{a: 08.30, b: c}", (("a", "08.30"), ("b", "c"))),
        (focus, "0.4,0.3", (0.4, 0.3)),
        (focus, "0,4; 0,3", (0.4, 0.3)),
        (names, "shorts, square", ("shorts", "square")),
        (names, "[shorts]", ("shorts",)),
        (tags, '"#KotaMalang #Batu"', ("KotaMalang", "Batu")),
        (tags, "Kota Malang, Batu", ("KotaMalang", "Batu")),
        (tags, '"[#a, #b]"', ("a", "b")),
        (s.record({"b": s.text}), "{b: c}", {"b": "c"}),
    ],
)
def test_a_value_is_read(reader: s.Reader, text: str, value: Any) -> None:  # noqa: ANN401
    assert reader(node(text)) == (value, [])


@pytest.mark.parametrize(
    ("reader", "text", "code"),
    [
        (s.text, "[a]", "value-not-text"),
        (s.choice("off", "on"), "onn", "value-choice"),
        (s.choice("off", "on"), "[on]", "value-not-text"),
        (s.number(0, 10), "11", "value-number"),
        (s.number(0, 10), "nan", "value-number"),
        (s.number(0, 10), "{}", "value-not-text"),
        (s.flag, "mungkin", "value-choice"),
        (s.colour, "hijau", "value-colour"),
        (s.colour, "[a]", "value-not-text"),
        (s.pairs, "a", "settings-not-a-map"),
        (s.pairs, "{a: [b]}", "value-not-text"),
        (focus, "0.4", "value-focus"),
        (focus, "0.4,2", "value-focus"),
        (focus, "[a]", "value-not-text"),
        (s.record({"b": s.text}), "{c: d}", "key-unknown"),
        (s.record({"b": s.text}), "c", "settings-not-a-map"),
    ],
)
def test_a_wrong_value_is_a_problem(reader: s.Reader, text: str, code: str) -> None:
    assert [problem.code for problem in reader(node(text))[1]] == [code]


@pytest.mark.parametrize("table", [FRONT, PICTURE, SCENE])
def test_every_key_has_one_alias_and_a_line_for_the_docs(table: Table) -> None:
    assert len(table.known) == 2 * len(table)
    assert all(key.about for key in table)
