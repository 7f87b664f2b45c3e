from clipkit.model.brand import Brand, BugLook, Colours
from clipkit.reading import brand

WHOLE = """
name: Kedai Bu Rini
handle: "@burini"
tagline: Kopi kampung, rasa juara
contact: [Jl. Sumber 5, 0812-0000-1234]
logo: logo.png
colours: {primary: "#0f7b5f", accent: "#fc3", ink: "#0C1F1A", paper: "#FFFDF7"}
fonts: {heading: poppins, body: huruf/Kami.ttf}
bug: {corner: top-right, size: 60, opacity: 0,8}
intro: none
outro: card
voice: espeak:f2
music: musik/a.ogg
sound: bunyi.wav
say: {Bu: ibu}
"""


def test_a_whole_brand_is_read() -> None:
    found, problems = brand.read(WHOLE.replace("0,8", '"0,8"'), "merek/brand.yaml")
    assert problems == []
    assert found == Brand(
        name="Kedai Bu Rini",
        handle="@burini",
        tagline="Kopi kampung, rasa juara",
        contact=("Jl. Sumber 5", "0812-0000-1234"),
        logo="logo.png",
        colours=Colours(primary="#0F7B5F", accent="#FFCC33", ink="#0C1F1A", paper="#FFFDF7"),
        heading="poppins",
        body="huruf/Kami.ttf",
        bug=BugLook(corner="top-right", size=60, opacity=0.8),
        intro="none",
        outro="card",
        voice="espeak:f2",
        music="musik/a.ogg",
        sound="bunyi.wav",
        say=(("Bu", "ibu"),),
        file="merek/brand.yaml",
        folder="merek",
    )


def test_indonesian_names_mean_the_same() -> None:
    one, _ = brand.read("name: A\nhandle: '@a'\ncontact: b\n", "brand.yaml")
    two, problems = brand.read("nama: A\nakun: '@a'\nkontak: b\n", "brand.yaml")
    assert problems == []
    assert one == two


def test_a_name_and_its_alias_at_once_are_a_problem() -> None:
    _, problems = brand.read("name: A\nnama: B\n", "brand.yaml")
    assert [(p.code, p.place.line) for p in problems] == [("key-repeated", 2)]


def test_each_mistake_has_its_place() -> None:
    _, problems = brand.read("colours: {primary: hijau}\nlogos: a.png\n", "brand.yaml")
    assert [(p.code, p.place.line, p.place.column) for p in problems] == [
        ("value-colour", 1, 20),
        ("key-unknown", 2, 1),
    ]


def test_an_empty_brand_is_a_brand() -> None:
    found, problems = brand.read("", "brand.yaml")
    assert problems == []
    assert found.colours == Colours()
