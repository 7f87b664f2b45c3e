"""What holds for every input, however strange, and where files end that are no scripts."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from clipkit.errors import Problem
from clipkit.model.script import Script
from clipkit.reading.script import script

# What scripts are made of, so that a fuzzer meets our marks and not only letters.
_MARKS = """
    # > @ - * ** _ ` ~~ \\ { } {{ }} [ ] ( ) ![ ]( <!-- --> <b> | --- — ``` {spoken} {motion=a}
    [pause 1] [jeda 0,8] ![](a.jpg) ![](IMG(1).jpg){loop} &amp; https://a.b/_c_ 日本語です。 ไทย
    😀 title: judul: tags: [a] 1945. Jl. dr. "Apa?" … : ' , ; = % ../ C:\\
    \u00a0 \u202f \ufdd0 \u200b
    """
MARKS = st.sampled_from(_MARKS.split())
TEXTS = st.lists(
    st.one_of(MARKS, st.text(max_size=6), st.sampled_from([" ", "\n", "\n\n", "\t", "\r\n"])),
    max_size=40,
).map("".join)
# Words that are no markup in any order, so that all of them must be heard.
PLAIN = st.lists(st.from_regex(r"[\w]([\w.,!?'’]{0,8}\w)?[.!?…]?", fullmatch=True), min_size=1)


def read(text: str, file: str = "a.md") -> tuple[Script | None, list[Problem]]:
    return script(text.encode("utf-8", "replace"), file)


@settings(deadline=None)
@given(st.binary(max_size=400), st.sampled_from(["a.md", "a.txt", "a.md.txt", ""]))
@example(b"\xff\xfe\x00", "a.md")
@example(b"\xef\xbb\xbf# a", "a.md")
def test_no_bytes_make_a_traceback(data: bytes, file: str) -> None:
    found, problems = script(data, file)
    assert found is not None or problems


@settings(max_examples=400, deadline=None)
@given(TEXTS)
@example('---\na: "\\UFFFFFFFF"\n---\nb')
@example("> — a")
@example("@|")
def test_no_text_makes_a_traceback_and_all_problems_have_words(text: str) -> None:
    found, problems = read(text)
    assert found is not None or problems
    for problem in problems:
        for lang in ("id", "en"):
            assert problem.words(lang).text


@settings(deadline=None)
@given(TEXTS)
def test_front_matter_makes_no_traceback(text: str) -> None:
    read(f"---\njudul: {text}\n---\nSatu.")
    read(f"---\n{text}\na: b\n---\nSatu.")


@settings(deadline=None)
@given(TEXTS, st.dictionaries(st.sampled_from(["x", "y"]), TEXTS), st.lists(st.text(max_size=9)))
@example("Kopi{{x}}ku", {"x": "日本\x00\ud800"}, ["\udcff.jpg", "/", ""])
def test_no_value_and_no_name_of_a_file_makes_a_traceback(
    text: str, values: dict[str, str], names: list[str]
) -> None:
    written = f"{text}\n![]({{{{y}}}}){{motion={{{{x}}}}}} {{{{x}}}}\n@ {{{{x}}}} | {{{{y}}}}"
    found, problems = script(written.encode("utf-8", "replace"), "a.md", names, values)
    assert found is not None or problems


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_places_point_at_what_they_are_of(text: str) -> None:
    found, problems = read(text)
    lines = re.split(r"\r\n|\r|\n", text.encode("utf-8", "replace").decode("utf-8"))
    for problem in problems:
        _, line, column = problem.place
        assert (line, column) == (0, 0) or 1 <= column <= len(lines[line - 1]) + 1
    for scene in found.scenes if found else ():
        for token in scene.tokens:
            there = lines[token.place.line - 1][token.place.column - 1 :]
            assert there[:1] == token.text[:1] or "{{" in there[:2] or token.text[:1] == " "


@settings(deadline=None)
@given(PLAIN, st.sampled_from([" ", "\n", "\n\n", "\t"]))
def test_every_word_of_plain_narration_is_said(words: list[str], gap: str) -> None:
    text = gap.join(words)
    found, problems = read("Awal " + text)
    assert found is not None
    if not problems:
        said = "".join(token.text for token in found.scenes[0].tokens)
        marks = re.compile(r"[\s_]")  # a row of low lines may be emphasis
        assert marks.sub("", said) == marks.sub("", "Awal" + text)


@settings(deadline=None)
@given(TEXTS)
def test_counts_agree(text: str) -> None:
    found, _ = read(text)
    for scene in found.scenes if found else ():
        words = len(scene.tokens)
        assert all(sentence.tokens for sentence in scene.sentences)
        assert all(0 <= picture.at <= words for picture in scene.pictures)
        assert all(0 <= pause.at <= words for pause in scene.pauses)
        for third in scene.thirds:
            assert third.picture is None or third.picture < len(scene.pictures)
        quotations = {s.block for s in scene.sentences if s.kind == "quotation"}
        assert quotations == set(range(len(scene.quotations)))


@pytest.mark.parametrize(
    "line", ["# Kopi ![](a.jpg) pagi", "> Sumber ![](a.jpg)", "@ Rini ![](a.jpg)"]
)
def test_a_picture_in_words_that_nobody_says_starts_with_the_next_that_are(line: str) -> None:
    found, _ = read(f"{line}\nSatu dua tiga.")
    assert found is not None
    ((picture,),) = (scene.pictures for scene in found.scenes)
    assert picture.at == 0


PDF, PNG, DOCX = b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n\0\0", b"PK\x03\x04\x14\0word/document.xml"


@pytest.mark.parametrize(
    ("data", "code", "value"),
    [
        (PNG, "script-picture", "a.md"),
        (b"\xff\xd8\xff\xe0\0\x10JFIF", "script-picture", "a.md"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "script-picture", "a.md"),
        (b"\0\0\0\x18ftypheic", "script-picture", "a.md"),
        (PDF, "script-document", "PDF"),
        (DOCX, "script-document", "Word"),
        (b"PK\x03\x04mimetypeapplication/vnd.oasis.opendocument.text", "script-document", "OpenD"),
        (b"PK\x03\x04xl/workbook.xml", "script-document", "Excel"),
        (b"{\\rtf1 a}", "script-document", "RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1", "script-document", "Word"),
        (b"\0\0\0\x18ftypmp42", "script-binary", "a.md"),
        (b"ID3\x04", "script-binary", "a.md"),
        (b"a\0b" * 9, "script-binary", "a.md"),
        (b"\xff\xfea\0b", "script-binary", "a.md"),
        (b"a" * (256 * 1024 + 1), "script-large", "257"),
        (b"a\n" * 10_001, "script-lines", "10002"),
        (b"", "script-empty", ""),
        (b" \n\t\n", "script-empty", ""),
    ],
)
def test_what_is_no_script_is_one_problem(data: bytes, code: str, value: str) -> None:
    found, problems = script(data, "a.md")
    assert found is None
    assert [problem.code for problem in problems] == [code]
    assert value in str(problems[0].values)


@pytest.mark.parametrize(
    "data",
    [
        "Café buka.".encode(),
        b"\xef\xbb\xbf" + "Café buka.".encode(),
        "\ufeffCafé buka.".encode("utf-16-le"),
        "\ufeffCafé buka.".encode("utf-16-be"),
        "Café buka.".encode("utf-16-le"),
        "\ufeffCafé buka.".encode("utf-32-le"),
    ],
)
def test_every_unicode_form_is_read(data: bytes) -> None:
    found, problems = script(data, "a.md")
    assert problems == []
    assert found is not None
    assert found.sentences[0].text == "Café buka."


def test_windows_1252_is_read_with_a_warning() -> None:
    found, problems = script("Satu.\nKafé “buka”.".encode("cp1252"), "a.md")
    assert found is not None
    assert found.sentences[1].text == "Kafé “buka”."
    assert found.problems == tuple(problems)
    assert [(p.code, p.severity, *p.place) for p in problems] == [
        ("script-encoding", "warning", "a.md", 2, 4)
    ]


def test_a_control_character_has_its_place() -> None:
    _, problems = script(b"Satu.\nDua \x1btiga.", "a.md")
    assert [(p.code, *p.place[1:]) for p in problems] == [("script-control", 2, 5)]


def test_paths_may_lead_out_where_that_is_allowed() -> None:
    data = b"---\nmusic: ../a.mp3\n---\n![](../b.jpg) Satu."
    assert [p.code for p in script(data, "a.md")[1]] == ["path-outside"] * 2
    assert script(data, "a.md", allow_outside=True)[1] == []


def test_the_language_is_told_by_its_words_unless_it_is_given() -> None:
    assert getattr(read("The temple is the oldest of all.")[0], "lang", "") == "en"
    assert getattr(read("Candi ini yang tertua.")[0], "lang", "") == "id"
    assert getattr(read("---\nlang: en\n---\nCandi ini.")[0], "lang", "") == "en"


@pytest.mark.parametrize("unit", ["Kata lain yang biasa saja. ", "![](", "[", "**a ", "{{", "a. A"])
def test_the_largest_script_is_read_in_time_that_grows_with_its_length(unit: str) -> None:
    def seconds(size: int) -> float:
        data = (unit * (size // len(unit))).encode()
        began = time.process_time()
        script(data, "a.md")
        return time.process_time() - began

    small, large = seconds(32 * 1024), seconds(256 * 1024)
    assert large < 5  # about 1 s on an idle machine
    assert large < 24 * max(small, 0.02)  # 8 times as long; 64 times where it is quadratic


def test_reading_imports_nothing_heavy() -> None:
    import subprocess
    import sys

    code = (
        "import sys; from clipkit.reading.script import script; script(b'# A\\nb', 'a.md');"
        "print([m for m in ('numpy', 'av', 'cv2', 'moviepy', 'PIL', 'budoux', 'hypothesis')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
