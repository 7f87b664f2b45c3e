import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clipkit.reading import settings, writing
from clipkit.reading.script import script

# What a person can type: no control signs, nothing for private use.
TYPED = st.text(st.characters(exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=60)


@given(TYPED)
@example("a: b # c \"d\" 'e' \\ f:")
@example("{{nama}} {{}} {{ x }} }}{{")
@example("😀 --- | > - * & ! % @ `")
@example("no")
@example("\u2028\u0085\ufeff")
def test_a_quoted_text_is_read_as_it_was(text: str) -> None:
    node, problems = settings.tree(f"{writing.quoted(text)}: {writing.quoted(text)}\n", "x.yaml")
    assert problems == []
    assert node is not None
    assert isinstance(node.value, dict)
    assert [(name, part.value) for name, part in node.value.items()] == [(text, text)]


@pytest.mark.parametrize("text", ["a\udc80b", "a\x1bb", "a\tb"])
def test_what_a_broken_terminal_sends_is_written_nonetheless(text: str) -> None:
    node, problems = settings.tree(f"a: {writing.quoted(text)}\n", "x.yaml")
    assert (node is not None, problems) == (True, [])


def test_names_to_fill_are_found_once() -> None:
    assert writing.unfilled("{{a}} {{ a }} {{b}} {c}") == ["a", "b"]


def test_a_title_that_fills_itself_is_no_problem() -> None:
    text = 'title: "{{x}}"\nvars:\n  x: "{{x}}"'
    found, problems = script(f"---\n{text}\n---\nKopi.\n".encode(), "a.md")
    assert problems == []
    assert found is not None
    assert found.title == "{{x}}"
