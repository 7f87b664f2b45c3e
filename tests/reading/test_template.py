import re
from pathlib import Path

import pytest

import clipkit
from clipkit.errors import Place
from clipkit.model.template import STYLES, ZONES, Template
from clipkit.reading import Read, template

ROOT = Path(clipkit.__file__).parents[2] / "templates"


def shipped(name: str) -> Template:
    text = (ROOT / name / "template.yaml").read_text("utf-8")
    found, problems = template.read(text, "template.yaml", name=name)
    assert problems == []
    return found


def read(text: str) -> Read[Template]:
    """Read a template that extends news."""
    return template.read(
        f"extend: news\n{text}",
        "template.yaml",
        name="own",
        load=lambda name: (shipped(name), []),
    )


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.iterdir()))
def test_what_ships_is_whole_and_has_no_colour_but_roles(name: str) -> None:
    found = shipped(name)
    assert {zone.name for zone in found.zones} >= set(ZONES)
    assert {style.name for style in found.styles} >= set(STYLES)
    lines = (ROOT / name / "template.yaml").read_text("utf-8").split("\n")
    assert not [line for line in lines if re.search(r"(?<!^)#[0-9A-Fa-f]{3}", line)]
    assert all(v.label.id and v.label.en and v.example.id and v.most for v in found.vars)
    named = {part for label in found.labels for part in re.findall(r"{{(.+?)}}", label.text)}
    brand_s = {"tagline", "handle", "contact", "name"}
    assert named - brand_s <= {var.name for var in found.vars}


def test_a_template_that_extends_another_says_only_what_differs() -> None:
    found, problems = read(
        "outro: none\nzones: {title: {gap: 9}}\ninks: {title bar: none}\n"
        "labels: {label: {when: first}}\ndim list: 0.6\n"
    )
    news = shipped("news")
    assert problems == []
    assert found.name == "own"
    assert (found.outro, found.headline, found.dim) == ("none", True, (0.6, news.dim[1]))
    assert (found.zone("title").gap, found.zone("title").below) == (9, ("bug", "label"))
    assert (found.inks.title_bar, found.inks.third_bar) == ("", "primary")
    label = next(label for label in found.labels if label.name == "label")
    assert (label.when, label.shape) == ("first", "pill")
    assert found.styles == news.styles


def test_a_template_says_how_it_takes_pictures_titles_numbers_and_names() -> None:
    found, problems = read("keep: 0.3\nstays: yes\nbadge: 104\nthird rule: 4\n")
    assert problems == []
    assert (found.keep, found.stays, found.badge, found.third_rule) == (0.3, True, 104, 4)
    news = shipped("news")
    assert (news.keep, news.stays, news.badge, news.third_rule) == (0.6, False, 72, 14)


def test_a_new_label_stands_in_the_zone_of_its_name_and_asks_for_its_var() -> None:
    found, problems = read(
        "zones: {harga: {below: title}}\nlabels: {harga: {style: pill}}\n"
        "vars: {harga: {label: Berapa?, example: 15rb, most: 12}}\n"
    )
    assert problems == []
    label = found.labels[-1]
    assert (label.name, label.zone, label.text, label.when) == (
        *("harga", "harga", "{{harga}}", "each"),
    )
    assert found.vars[-1].most == 12


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("labels: {harga: {style: pill}}", "template-zone", "harga"),
        ("labels: {label: {style: pil}}", "template-style", "pil"),
        ("zones: {title: {below: atas}}", "template-zone", "atas"),
        ("zones: {bug: {below: title}}", "template-zone", "bug"),
    ],
)
def test_what_is_named_must_be_there(text: str, code: str, name: str) -> None:
    _, problems = read(text)
    assert [p.code for p in problems] == [code]
    assert dict(problems[0].values)["name"] == name


def test_a_colour_in_a_template_must_be_a_role() -> None:
    _, problems = read('inks: {progress: "#FF0000"}')
    assert problems[0].place == Place("template.yaml", 2, 18)


def test_a_template_cannot_extend_itself() -> None:
    _, problems = template.read("extend: own", "template.yaml", name="own")
    assert "template-loop" in [p.code for p in problems]


def test_what_it_extends_must_be_known() -> None:
    _, problems = template.read("extend: lain", "template.yaml", name="own")
    assert problems[0].code == "option-unknown-name"
    _, problems = template.read(
        "extend: lain",
        "t.yaml",
        name="own",
        load=lambda name: (None, [Place(name).problem("template-loop", name=name)]),
    )
    assert problems[0].place.file == "lain"


def test_a_text_that_is_no_template_is_a_problem_not_a_traceback() -> None:
    for text in (
        "- a",
        "zones: a",
        "styles: [a]",
        "vars: 3",
        "labels: {a: b}",
        "extend: news\n  x",
    ):
        _, problems = template.read(text, "template.yaml", name="own")
        assert problems
