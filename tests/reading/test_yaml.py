"""YAML's traps, each told by what was typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipkit.reading import brand, profiles, styles, template
from clipkit.reading.yaml import Node, tree

# What was written; then each problem as `line:column code`, and what to write instead.
TRAPS = {
    "judul: a: b": [("1:9 settings-colon", 'judul: "a: b"')],
    'judul: kata "a": b': [("1:16 settings-colon", 'judul: "kata \\"a\\": b"')],
    "a: b: c\nd: @e\nf: g": [
        ("1:5 settings-colon", 'a: "b: c"'),
        ("2:4 settings-quote", 'd: "@e"'),
    ],
    "a:\n\tb: c": [("2:1 settings-tab", "")],
    "a: b\n \tc: d": [("2:2 settings-tab", "")],
    "judul: @kedai": [("1:8 settings-quote", 'judul: "@kedai"')],
    "judul: *penting*": [("1:8 settings-quote", 'judul: "*penting*"')],
    "judul: `kode`": [("1:8 settings-quote", 'judul: "`kode`"')],
    "judul: [Promo] Kopi": [("1:8 settings-quote", 'judul: "[Promo] Kopi"')],
    "judul: !penting": [("1:8 settings-forbidden", "")],
    "judul: &a b": [("1:8 settings-forbidden", "")],
    "a: &x b\nc: &x d": [("1:4 settings-forbidden", ""), ("2:4 settings-forbidden", "")],
    "? [a]\n: b": [("1:3 settings-forbidden", "")],
    "a: [[[[[[[[[b]]]]]]]]]": [("1:12 settings-forbidden", "")],
    "a: " + "[" * 9000: [("1:4 settings-quote", 'a: "' + "[" * 9000 + '"')],
    "a: b\na: c": [("2:1 key-repeated", "")],
    "judul: Kedai #1": [("1:14 settings-hash", "")],
    "tagar: #a\nb: c": [("1:8 settings-hash", "")],
    "judul: Kedai # catatan": [],
    "judul: 'buka": [("1:13 settings-broken", "")],
    'judul: "\\UFFFFFFFF"': [("1:11 settings-broken", "")],
    "- a\nb: c": [("2:1 settings-broken", "")],
    "a\n---\nb": [("2:1 settings-broken", "")],
}


@pytest.mark.parametrize("text", TRAPS)
def test_a_trap_is_told_with_what_to_write(text: str) -> None:
    _, problems = tree(text, "a.md")
    told = [
        (f"{p.place.line}:{p.place.column} {p.code}", dict(p.values).get("better", ""))
        for p in problems
    ]
    assert told == TRAPS[text]


def plain(node: Node | None) -> object:
    """A document's texts, without their places."""
    if node is None or isinstance(node.value, str):
        return node and node.value
    if isinstance(node.value, list):
        return [plain(part) for part in node.value]
    return {name: plain(part) for name, part in node.value.items()}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("jam: 08.30\ntelepon: 0812\nno: no\nx: 1e3\ny: ~", {"jam": "08.30", "telepon": "0812"}),
        ("a: {{nama}} jadi\nb: [{{c}}, d]", {"a": "{{nama}} jadi", "b": ["{{c}}", "d"]}),
        ("vars: {a: {b: c}}", {"vars": {"a": {"b": "c"}}}),
        ("a: 'x: y'\nb: \"#1\"", {"a": "x: y", "b": "#1"}),
        ("a: |\n  satu\n  dua", {"a": "satu\ndua"}),
        ("", {}),
        ("# catatan saja", {}),
    ],
)
def test_values_stay_what_was_written(text: str, value: dict[str, object]) -> None:
    node, problems = tree(text, "a.md")
    assert problems == []
    found = plain(node)
    assert isinstance(found, dict)
    assert found | value == found


def test_places_count_from_the_first_line_of_the_file() -> None:
    node, _ = tree("a: b\n\n  \nc:\n  d: e", "a.md", first_line=5)
    assert node is not None
    assert isinstance(node.value, dict)
    assert node.keys["c"][1:] == (8, 1)
    assert node.value["c"].keys["d"][1:] == (9, 3)
    assert node.value["a"].place[1:] == (5, 4)


_PARTS = """
    name: colours: primary: '#fff' "#000" logo: intro: card vars: zones: layers: kind: caption box:
    size: font: - ? : > | [ ] { } & * ! # % @ ` , \\ 0.5 -1 1e9 nan ~ true {{x}} é 日
    """
DOCUMENTS = st.lists(
    st.one_of(
        st.sampled_from(_PARTS.split()),
        st.text(max_size=4),
        st.sampled_from([" ", "\t", "\n", "\n  ", "\n- ", "\n  - "]),
    ),
    max_size=30,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(DOCUMENTS)
def test_no_document_makes_a_traceback(text: str) -> None:
    tree(text, "a.yaml")
    for read in (brand.read, styles.read, profiles.read):
        read(text, "a.yaml")
    template.read(text, "a.yaml", name="a")
