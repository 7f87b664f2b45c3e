import pytest
from msgspec.structs import replace

from clipkit.errors import Place
from clipkit.model.brand import Brand, Colours
from clipkit.model.script import Script
from clipkit.model.voicing import Voicing
from clipkit.planning.colours import LEAST, contrast, passing
from clipkit.planning.look import Look, Origin, look
from clipkit.reading import markdown
from tests.planning.given import BRAND, TEMPLATES, captions, profile, script, shipped


def looked(
    text: str = "Kopi.", brand: Brand = BRAND, **overrides: str
) -> tuple[Look, dict[str, Origin], list[str]]:
    found = script(text)
    made, problems = look(found, brand, shipped(), profile(), captions(), overrides)
    codes = [f"{p.code} {p.severity}" for p in problems]
    return made, {origin.setting: origin for origin in made.origins}, codes


def test_the_strongest_that_speaks_decides() -> None:
    front = "---\nvoice: espeak:f2\nstyle: neon\n---\nKopi."
    brand = replace(BRAND, voice="none", music="lagu.mp3")
    _, origins, _ = looked()
    assert origins["voice"] == ("voice", "espeak", "default")
    assert origins["style"] == ("style", "box_word", "template")
    assert origins["limit"] == ("limit", "60", "profile")
    assert origins["captions"] == ("captions", "burn", "default")
    _, origins, _ = looked(brand=brand)
    assert origins["voice"] == ("voice", "none", "brand")
    made, origins, _ = looked(front, brand)
    assert origins["voice"] == ("voice", "espeak:f2", "script")
    assert made.caption.name == "neon"
    assert made.music == "brand:lagu.mp3"
    made, origins, _ = looked(front, brand, voice="none", style="karaoke")
    assert origins["voice"] == ("voice", "none", "command line")
    assert made.caption.name == "karaoke"


def test_a_voice_has_the_settings_of_the_one_that_names_it() -> None:
    brand = replace(BRAND, voice="espeak:f2 {speed=1.2 pause=0.8}")
    made, origins, _ = looked(brand=brand)
    assert made.voice == Voicing(name="espeak:f2", speed=1.2, pause=0.8)
    assert origins["voice"].value == "espeak:f2 {speed=1.2 pause=0.8}"
    made, _, _ = looked("---\nsuara: espeak {nada=0,9}\n---\nKopi.", brand)
    assert made.voice == Voicing(name="espeak", pitch=0.9)


def test_music_of_the_script_is_a_path_of_the_script() -> None:
    made, _, _ = looked("---\nmusic: musik/a.ogg\n---\nKopi.", replace(BRAND, music="b.ogg"))
    assert made.music == "musik/a.ogg"


def test_captions_that_are_written_are_the_script_s() -> None:
    _, origins, _ = looked("---\ncaptions: burn\n---\nKopi.")
    assert origins["captions"].where == "script"


def test_roles_become_the_brand_s_colours_everywhere() -> None:
    made, origins, _ = looked()
    assert made.template.style("title").plain.fill == ("#FFFDF7FF",)
    assert made.caption.active.box == "#0F7B5FFF"
    assert made.ink("inkE0") == "#0C1F1AE0"
    assert origins["primary"] == ("primary", "#0F7B5F", "brand")
    assert made.template.style("title").family == "montserrat"


def test_a_brand_s_own_font_stands_for_heading() -> None:
    brand = replace(BRAND, heading="poppins", body="huruf/Kami.ttf", folder="/merek")
    made, _, _ = looked(brand=brand)
    assert made.template.style("title").family == "poppins"
    assert made.template.style("role").family == "/merek/huruf/Kami.ttf"


def test_an_unknown_style_is_told_with_the_known_ones() -> None:
    found = script("---\nstyle: neoon\n---\nKopi.")
    _, problems = look(found, BRAND, shipped(), profile(), captions(), {})
    (problem,) = problems
    assert problem.code == "style-unknown"
    assert "neon" in dict(problem.values)["known"]
    assert problem.place.line == 2


def test_poor_contrast_is_a_warning_with_a_colour_that_passes() -> None:
    pale = replace(BRAND, colours=Colours(primary="#BFE8DD", ink="#0C1F1A", paper="#FFFDF7"))
    found = Script(scenes=())
    _, problems = look(found, pale, shipped(), profile(), captions(), {})
    assert {p.code for p in problems} == {"contrast-low"}
    assert {p.severity for p in problems} == {"warning"}
    values = dict(problems[0].values)
    assert values["role"] == "primary"
    assert contrast(values["better"], "#FFFDF7") >= LEAST


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_default_colours_are_all_readable(template: str) -> None:
    _, problems = look(Script(scenes=()), Brand(), shipped(template), profile(), captions(), {})
    assert problems == []


def test_a_colour_that_passes_is_the_nearest() -> None:
    assert passing("#000000", "#FFFFFF") == "#000000"
    better = passing("#AAAAAA", "#FFFFFF")
    assert LEAST <= contrast(better, "#FFFFFF") < LEAST + 0.3


def test_a_ground_is_dark_enough_for_paper() -> None:
    made, _, _ = looked(brand=replace(BRAND, colours=Colours(primary="#FFD84A")))
    assert contrast(made.shade("primary")[:7], "#FFFDF7") >= 4.5
    assert made.shade("ink") == "#0B1B2BFF"


def test_a_title_on_a_plate_is_held_against_the_plate() -> None:
    pale = replace(BRAND, colours=Colours(accent="#202A3A", ink="#0C1F1A"))
    _, problems = look(Script(scenes=()), pale, shipped("tips"), profile(), captions(), {})
    pairs = {(dict(p.values)["over"], dict(p.values)["under"]) for p in problems}
    assert ("ink", "accent") in pairs


def test_a_value_longer_than_its_template_has_room_for_is_told_where_it_stands() -> None:
    front = '---\ntemplate: promo\nisian:\n  price: "{}"\n  unit: sebungkus\n---\nKopi.'
    fits, longer = (
        look(script(front.format(price)), BRAND, shipped("promo"), profile(), captions(), {})[1]
        for price in ("9" * 14, "9" * 15)
    )
    assert fits == []
    (problem,) = longer
    assert (problem.code, problem.severity) == ("var-too-long", "error")
    assert problem.place == Place("naskah.md", 4, 10)
    for lang in ("en", "id"):
        said = problem.words(lang)
        assert all(word in said.text for word in ("price", "15", "14", "promo"))
        assert "Rp15.000" in said.hint  # what would fit, by the template's own example


def test_a_value_from_the_command_line_is_not_blamed_on_the_script_s_line() -> None:
    front = "---\nvars: {label: Kabar}\n---\nKopi."
    found, _ = markdown.read(front, "naskah.md", {"label": "Kabar " * 9})
    _, problems = look(found, BRAND, shipped(), profile(), captions(), {})
    assert [(p.code, p.place) for p in problems] == [("var-too-long", Place("naskah.md"))]
