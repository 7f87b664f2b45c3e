"""The largest texts of the worst kinds are read in under 1 s, whatever they hold."""

import pytest

from clipkit.reading.script import script
from tests import pace

MOST = 256 * 1024  # bytes
LINES = 9_990
FOLDER = [f"IMG_2024{i:04}.jpg" for i in range(5000)]
FRONT = "---\n{}\n---\nSatu."
# A text again and again, as long as a script may be: the slowest of 650 that were tried.
AGAIN = (
    "a ", "a! ", "1. ", "*a ", "_a_ ", "**a** ", "*_", "[*", "**[", "\\\\", "\\[", "(", "![](",
    "{", "{a=", "`", "<", "[a](b) ", "![](a.jpg) ", "![](a){loop} ", "![](a){motion=x} ",
    "{{x}} ", "あ*い*", "日本語です。", "日 ", "[pause 1] ", "<!-- a -->",
)  # fmt: skip
ROWS = ("@ a | b", "- [ ] a", "> a", "> — a", "# a {spoken}", "- a", "a\n---", "|-|", "> " * 6)
# What was looked through again from each of its characters, or copied for each of its parts.
ALONE = {
    "blanks before a path's end": f"![](a{' ' * 250_000}b)",
    "blanks in a heading": f"# a{' ' * 250_000}b",
    "blanks in the front matter": FRONT.format(f"judul: a{' ' * 15_000}b: c"),
    "folders that are here": f"![]({'./' * 120_000}a)",
    "bars that are none": "@" + "\\|" * 120_000,
    "pauses between breaks": "kata " * 30_000 + "\n---\n" + "[pause 1]\n---\n" * 4900,
    "names that nothing is given for": FRONT.format(
        "vars:\n" + "".join(f"  nama{i}: b\n" for i in range(1100))
    )
    + "{{namax}} " * 24_000,
    "long values": FRONT.format("vars:\n  a: " + "kata " * 3000) + "{{a}} " * 40_000,
    "values of no key": "![](a){focus=x fit=y} " * 12_000,
}


# Subtitles: rows again and again, and long lines of what makes up their times, tags and stamps.
TIME = "00:00:01,000 --> 00:00:02,000"
SHOWN = {
    "as many as there can be": f"{TIME}\nkata\n\n" * 3300,
    "times alone": f"{TIME}\n" * LINES,
    "times that are none": "00:00:01,000 -> 00:00:02,000\n" * 7000,
    "blanks in a time": f"00:00:01,000{' ' * 250_000}x\n",
    "brackets": f"{TIME}\n" + "[" * 250_000,
    "tags that don't end": f"{TIME}\n" + "<i " * 80_000,
    "commands that don't end": f"{TIME}\n" + "{\\" * 120_000,
    "stamps": f"WEBVTT\n\n{TIME}\n" + "<00:00:01.500>kata " * 13_000,
    "stamps that rise": "WEBVTT\n\n00:00.000 --> 99:00:00.000\n"
    + "".join(
        f"<00:{k // 60_000:02}:{k // 1000 % 60:02}.{k % 1000:03}>a " for k in range(1, 15_000)
    ),
    "signs": f"{TIME}\n" + "&amp;" * 50_000,
    "notes": f"{TIME}\n" + "♪ " * 60_000,
}


def quick(text: str, file: str = "a.md", names: list[str] | None = None) -> bool:
    """Whether a text is read in under 1 s, as long as a script may be."""
    data = text.encode()[:MOST]
    return pace.quick(lambda: script(data, file, names or []), 1.0)


@pytest.mark.parametrize("file", ["a.md", "a.txt"])
@pytest.mark.parametrize("unit", AGAIN)
def test_a_text_again_and_again(unit: str, file: str) -> None:
    assert quick(unit * (MOST // len(unit)), file)


@pytest.mark.parametrize("row", ROWS)
@pytest.mark.parametrize("names", [[], FOLDER], ids=["alone", "with 5,000 photos"])
def test_a_row_again_and_again(row: str, names: list[str]) -> None:
    assert quick(f"{row}\n" * (LINES // (1 + row.count("\n"))), names=names)


@pytest.mark.parametrize("what", ALONE)
def test_a_text_that_has_no_end(what: str) -> None:
    assert quick(ALONE[what])


def test_many_sources_of_a_plain_text() -> None:
    assert quick("Sumber: a\n\nb\n\n" * 2490, "a.txt")


@pytest.mark.parametrize("what", SHOWN)
def test_subtitles_of_the_worst_kinds(what: str) -> None:
    assert quick(SHOWN[what], "a.srt")
