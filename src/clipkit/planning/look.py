"""Who decides: command line, script, brand, template, profile, defaults, in this order.

Gathers every setting into one Look, with where it came from; resolves roles to colours and
`heading` and `body` to families, so that nothing after it asks a brand or a template again.
"""

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from clipkit.errors import Place, Problem
from clipkit.model.brand import Brand, Colours
from clipkit.model.profile import Profile
from clipkit.model.script import Script
from clipkit.model.style import TextStyle, in_hex, resolved
from clipkit.model.template import Template
from clipkit.model.voicing import Voicing
from clipkit.planning.colours import contrast, contrast_problems, mixed

DEFAULTS = {
    "template": "news",
    "profile": "universal",
    "voice": "espeak",
    "captions": "burn",
    "style": "box_word",
    "limit": "60",
}
READ = 4.5  # WCAG 2.2, 1.4.3, text of any size
FONT_FILES = (".ttf", ".otf")
ROLES = ("primary", "accent", "ink", "paper")
HEADING, BODY = "montserrat", "jakarta"


class Origin(NamedTuple):
    """Where a setting came from: `check -v` prints these."""

    setting: str
    value: str
    where: str  # command line, script, brand, template, profile, default


class Look(Struct, frozen=True, kw_only=True):
    """All settings of one clip, decided.

    template: its text styles resolved; caption: the captions' style, resolved. roles: `#rrggbb`.
    music, sound: keys of sources, or empty. values: what labels' `{{vars}}` are filled with.
    """

    brand: Brand
    template: Template
    profile: Profile
    caption: TextStyle
    roles: Mapping[str, str]
    voice: Voicing
    music: str
    sound: str
    captions: str
    limit: float
    values: Mapping[str, str]
    origins: tuple[Origin, ...] = ()

    def ink(self, role: str) -> str:
        """Return a role as `#rrggbbaa`, or nothing for nothing."""
        return in_hex(role, self.roles)

    def shade(self, role: str, light: float = 0.0) -> str:
        """Return a role as a ground for `paper` text: darkened until it is read (4.5 : 1).

        light: how far light that falls on the ground brings it to white, 0.0 to 1.0.
        """
        colour, paper = self.roles.get(role, self.roles["ink"]), self.roles["paper"]
        for step in range(21):
            darker = mixed(colour, "#000000", step / 20)
            if contrast(mixed(darker, "#FFFFFF", light), paper) >= READ:
                return f"{darker}FF"
        return "#000000FF"


def chosen(
    setting: str,
    overrides: Mapping[str, str],
    script: Script,
    *weaker: tuple[str, str],
) -> Origin:
    """Return the strongest value of a setting that isn't empty.

    weaker: (where, value) pairs under the script, strongest first.
    """
    written = getattr(script, setting, "")
    if isinstance(written, tuple):
        written = ",".join(written)
    if setting == "captions" and setting not in dict(script.places):
        written = ""  # the model's own default, nobody's word
    offers = [("command line", overrides.get(setting, "")), ("script", str(written or ""))]
    for where, value in [*offers, *weaker]:
        if value:
            return Origin(setting, value, where)
    return Origin(setting, DEFAULTS.get(setting, ""), "default")


def look(
    script: Script,
    brand: Brand,
    template: Template,
    profile: Profile,
    styles: Mapping[str, TextStyle],
    overrides: Mapping[str, str],
) -> tuple[Look, list[Problem]]:
    """Decide every setting.

    styles: the caption styles by name. overrides: what the command line says, by setting
    (template, brand, profile, style, voice, music, captions, limit).
    Returns: the look, and what is wrong with it (an unknown style, poor contrast, long vars).
    """
    problems: list[Problem] = []
    voice = chosen("voice", overrides, script, ("brand", brand.voice))
    music = chosen("music", overrides, script, ("brand", brand.music))
    style = chosen("style", overrides, script, ("template", template.caption))
    captions = chosen("captions", overrides, script)
    limit = chosen("limit", overrides, script, ("profile", f"{profile.limit:g}"))
    if style.value not in styles:
        place = script.place("style") if style.where == "script" else Place(template.file)
        known = ", ".join(sorted(styles))
        problems.append(place.problem("style-unknown", name=style.value, known=known))
    caption = styles.get(style.value) or styles.get(DEFAULTS["style"]) or TextStyle(name="plain")
    roles = {role: getattr(brand.colours, role) for role in ROLES}
    problems += contrast_problems(template, caption, roles, Place(brand.file))
    problems += _long_vars(script, template)
    made = Look(
        brand=brand,
        template=_set_in(template, brand, roles),
        profile=profile,
        caption=_styled(caption, brand, roles),
        roles=roles,
        voice=replace(Voicing.of(voice.value), folder=_home(voice, script, brand)),
        music=_key(music, brand.music),
        sound=f"brand:{brand.sound}" if brand.sound else "",
        captions=captions.value,
        limit=float(limit.value),
        values=_values(script, brand),
        origins=(
            chosen("template", overrides, script),
            chosen("brand", overrides, script, ("folder", brand.file)),
            Origin("profile", profile.name, chosen("profile", overrides, script).where),
            voice,
            style,
            music,
            captions,
            limit,
            *_colour_origins(brand),
        ),
    )
    return made, problems


def _home(origin: Origin, script: Script, brand: Brand) -> str:
    """Return the folder that a path begins at; empty: the caller's."""
    return {"script": script.folder, "brand": brand.folder}.get(origin.where, "")


def _long_vars(script: Script, template: Template) -> list[Problem]:
    """Return a problem for each value that is longer than the template has room for."""
    values, found = dict(script.vars), list[Problem]()
    for var in template.vars:
        length = len(values.get(var.name, ""))
        if length > var.most:
            problem = script.place(f"vars.{var.name}").problem(
                "var-too-long",
                name=var.name,
                template=template.name,
                length=length,
                most=var.most,
                over=length - var.most,
                example=var.example.of(script.lang),
            )
            found.append(problem)
    return found


def _colour_origins(brand: Brand) -> list[Origin]:
    usual = Colours()
    return [
        Origin(role, own, "brand" if own != getattr(usual, role) else "default")
        for role in ROLES
        for own in [getattr(brand.colours, role)]
    ]


def _key(music: Origin, of_brand: str) -> str:
    return f"brand:{of_brand}" if music.where == "brand" else music.value


def _set_in(template: Template, brand: Brand, roles: Mapping[str, str]) -> Template:
    return replace(template, styles=tuple(_styled(s, brand, roles) for s in template.styles))


def _styled(style: TextStyle, brand: Brand, roles: Mapping[str, str]) -> TextStyle:
    families = {"heading": brand.heading or HEADING, "body": brand.body or BODY}
    family = families.get(style.family, style.family)
    if PurePosixPath(family).suffix.lower() in FONT_FILES:
        family = str(PurePosixPath(brand.folder) / family)
    return resolved(replace(style, family=family), roles)


def _values(script: Script, brand: Brand) -> dict[str, str]:
    """Return what labels may name: the script's vars over the brand's own texts."""
    own = {
        "name": brand.name,
        "handle": brand.handle,
        "tagline": brand.tagline,
        "contact": "\n".join(brand.contact),
        "title": script.title,
        "source": script.source,
    }
    return own | dict(script.vars)
