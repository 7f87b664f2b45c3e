from hypothesis import given
from hypothesis import strategies as st

from clipkit.errors import Place
from clipkit.model.voicing import Voicing
from clipkit.reading import brand, markdown
from clipkit.reading.settings import Node
from clipkit.reading.voices import voice


def read(written: str) -> tuple[str, list[tuple[str, int]]]:
    found, problems = voice(Node(value=written, place=Place("a.md", 2, 8), keys={}))
    return found, [(p.code, p.place.column) for p in problems]


def test_a_name_alone_is_a_voice() -> None:
    assert read("espeak:f2") == ("espeak:f2", [])
    assert read("espeak {}") == ("espeak", [])


def test_settings_are_written_in_either_language_and_with_either_decimal_sign() -> None:
    whole = "espeak:f2 {speed=1.1 pitch=0.9 pause=0.5}"
    assert read(whole) == (whole, [])
    assert read("espeak:f2{kecepatan=1,1 nada=0,9, jeda=0,5}") == (whole, [])
    assert read('espeak {pause="0"}') == ("espeak {pause=0}", [])
    assert read("espeak {speed=1.0}") == ("espeak", [])  # the usual: the same takes


def test_what_is_wrong_is_told_where_it_stands() -> None:
    assert read("espeak {speed=9}")[1] == [("value-number", 22)]
    assert read("espeak {pitch=0.5 jeda=6}")[1] == [("value-number", 22), ("value-number", 31)]
    assert read("espeak {sped=1.1}")[1] == [("key-unknown", 16)]
    assert read("espeak {speed=1.1 kecepatan=1.2}")[1] == [("key-repeated", 26)]
    for written in ("espeak {speed=1.1", "espeak speed=1.1}", "{speed=1.1}", "espeak {a} {b}"):
        assert read(written)[1] == [("value-voice", 8)]


@given(
    st.sampled_from(["espeak", "espeak:f2", "none"]),
    st.integers(60, 160),
    st.integers(70, 160),
    st.none() | st.integers(0, 500),
)
def test_a_voice_is_written_as_it_is_read(
    name: str, speed: int, pitch: int, pause: int | None
) -> None:
    asked = Voicing(
        name=name,
        speed=speed / 100,
        pitch=pitch / 100,
        pause=None if pause is None else pause / 100,
    )
    assert read(str(asked)) == (str(asked), [])
    assert Voicing.of(str(asked)) == asked


def test_scripts_and_brands_know_them() -> None:
    found, problems = markdown.read("---\nsuara: espeak {jeda=1}\n---\nKopi.", "a.md")
    assert (found.voice, problems) == ("espeak {pause=1}", [])
    owned, problems = brand.read("suara: espeak:f2 {nada=0.9}\n", "brand.yaml")
    assert (owned.voice, problems) == ("espeak:f2 {pitch=0.9}", [])
    _, problems = brand.read("voice: espeak {speed=3}\n", "brand.yaml")
    assert [(p.code, p.place.line, p.place.column) for p in problems] == [("value-number", 1, 22)]
