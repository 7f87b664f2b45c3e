"""What planning's tests start from: a script as text, spoken at reading speed, facts made up."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from msgspec.structs import replace

import clipkit
from clipkit.model.brand import Brand, Colours
from clipkit.model.facts import Facts
from clipkit.model.profile import Profile
from clipkit.model.script import Script, Sentence
from clipkit.model.style import Measured, Piece, TextStyle
from clipkit.model.template import Template
from clipkit.model.timeline import Timeline
from clipkit.model.words import Said, Word
from clipkit.planning import Look, look, planned
from clipkit.reading import markdown, profiles, styles, template

ROOT = Path(clipkit.__file__).parents[2]
TEMPLATES = sorted(path.parent.name for path in ROOT.glob("templates/*/template.yaml"))
ASSETS = Path(clipkit.__file__).parent / "assets"
BRAND = Brand(
    name="Kampung Sumber",
    handle="@kampungsumber",
    contact=("Jl. Sumber 5, Malang", "0812-0000-1234"),
    logo="logo.png",
    colours=Colours(primary="#0F7B5F", accent="#FFC93C", ink="#0C1F1A", paper="#FFFDF7"),
)


def script(text: str, **more: object) -> Script:
    """Read a Markdown script that has no errors."""
    found, problems = markdown.read(text, "naskah.md")
    assert [p for p in problems if p.severity == "error"] == []
    return replace(found, **more)


def spoken(sentence: Sentence, per_character: float = 0.062) -> Said:
    """Say a sentence at reading speed: silent tokens have no length."""
    words: list[Word] = []
    now = 0.05
    for token in sentence.tokens:
        said = sum(character.isalnum() for character in token.text)
        length = 0.06 + per_character * said if said else 0.0
        words.append(Word(round(now, 3), round(now + length, 3)))
        now += length + (0.16 if token.text[-1] in ",;:" else 0.0)
    return Said(words=tuple(words), seconds=round(now + 0.05, 3), take=f"sha256:{sentence.text}")


def photo(
    width: int, height: int, luma: int = 120, focus: tuple[float, float] = (0.5, 0.5)
) -> Facts:
    return Facts(
        kind="photo",
        path="/naskah/foto.jpg",
        digest=f"sha256:{width}x{height}",
        size=(width, height),
        focus=focus,
        luma=((luma,) * 9,) * 16,
    )


def clip(width: int, height: int, seconds: float, *, sound: bool = True) -> Facts:
    return replace(photo(width, height), kind="footage", seconds=seconds, fps=30.0, sound=sound)


def facts_for(found: Script, known: Mapping[str, Facts] | None = None) -> dict[str, Facts]:
    """Return facts of all of a script's files: landscape photos where nothing else is known."""
    usual = {p.source: photo(1600, 1067) for scene in found.scenes for p in scene.pictures}
    usual["brand:logo.png"] = photo(400, 400)
    if found.music:
        usual[found.music] = Facts(
            kind="sound", path="/naskah/m.ogg", digest="sha256:m", seconds=30, sound=True
        )
    return usual | dict(known or {})


@cache
def profile(name: str = "universal") -> Profile:
    found, problems = profiles.read((ASSETS / "profiles.yaml").read_text("utf-8"), "profiles.yaml")
    assert problems == []
    return found[name]


@cache
def shipped(name: str = "news") -> Template:
    path = ROOT / "templates" / name / "template.yaml"
    found, problems = template.read(path.read_text("utf-8"), path.name, name=name)
    assert problems == []
    return found


@cache
def captions() -> dict[str, TextStyle]:
    found = {}
    for path in (ASSETS / "styles").glob("*.yaml"):
        found[path.stem], problems = styles.read(path.read_text("utf-8"), path.name)
        assert problems == []
    return found


def looked(
    found: Script, *, brand: Brand = BRAND, template: str = "news", profile_name: str = "universal"
) -> Look:
    made, _ = look(found, brand, shipped(template), profile(profile_name), captions(), {})
    return made


def plan(
    text: str | Script,
    *,
    known: Mapping[str, Facts] | None = None,
    profile_name: str = "universal",
    template: str = "news",
    brand: Brand = BRAND,
    said: Sequence[Said] | None = None,
    pace: float = 1.0,
    measure: object = None,
) -> Timeline:
    """Plan a script whole."""
    found = script(text) if isinstance(text, str) else text
    return planned(
        found,
        said if said is not None else [spoken(sentence) for sentence in found.sentences],
        facts_for(found, known),
        looked(found, brand=brand, template=template, profile_name=profile_name),
        measure or measured,  # type: ignore[arg-type]
        pace=pace,
    )


def measured(
    words: Sequence[str],
    style: TextStyle,
    *,
    width: int,
    height: int | None = None,
    max_lines: int | None = None,
    spaces: Sequence[bool] | None = None,
    scale: float = 1.0,
    lang: str = "id",  # noqa: ARG001 - the engine's signature
) -> Measured:
    """Measure text whose letters are all 0.6 em wide: greedy lines, shrunk in steps of 2 %."""
    most = style.max_lines if max_lines is None else max_lines
    gaps = list(spaces) if spaces is not None else [i > 0 for i in range(len(words))]
    size = style.size * scale
    while True:
        lines, wide = _broken(words, gaps, width / (0.6 * size))
        tall = int(len(lines) * style.line_height * size) + 1
        fits = len(lines) <= most and (height is None or tall <= height)
        if fits or size <= style.floor * style.size * scale:
            return Measured(
                lines=tuple(tuple(line) for line in lines),
                size=size,
                width=min(width, int(wide * 0.6 * size) + 1),
                height=tall,
                fits=fits,
                words=tuple(words),
            )
        size = max(size * 0.98, style.floor * style.size * scale)


def _broken(
    words: Sequence[str], gaps: Sequence[bool], letters: float
) -> tuple[list[list[Piece]], float]:
    lines: list[list[Piece]] = [[]]
    used = wide = 0.0
    for index, word in enumerate(words):
        rest = word
        while len(rest) > letters and letters >= 2:
            cut = int(letters) - 1
            lines.append([Piece(index, rest[:cut], space=False, hyphen=True)])
            rest, used = rest[cut:], letters
        space = gaps[index] and bool(lines[-1])
        if lines[-1] and used + space + len(rest) > letters:
            lines.append([])
            used, space = 0.0, False
        lines[-1].append(Piece(index, rest, space=space))
        used += space + len(rest)
        wide = max(wide, used)
    return [line for line in lines if line], wide
