"""What decides how a script looks: its brand, its template, its profiles and styles."""

from pathlib import Path

from msgspec.structs import replace

from clipkit.errors import NOWHERE, ClipkitError, Place, Problem, nearest, raise_errors
from clipkit.model.brand import Brand
from clipkit.model.options import Options
from clipkit.model.profile import Profile
from clipkit.model.script import Script
from clipkit.model.template import Template
from clipkit.pipeline import folders, listing
from clipkit.pipeline.needs import Need, inside
from clipkit.planning.look import Look, look
from clipkit.reading import Read, voices
from clipkit.reading.settings import Node

YAML = (".yaml", ".yml")
MAX_SETTINGS = 64  # kB of a brand or a template; ours have 6


def looks(script: Script, options: Options) -> Read[list[Look]]:
    """Decide how the clip looks, for each profile that is asked for.

    Raises: ClipkitError: a brand, template or profile isn't there, or can't be read.
    """
    brand, problems = _brand(script, options)
    template, more = _template(script, options)
    styles, wrong = _styles(script, options)
    problems += more + wrong
    overrides = {
        "template": options.template,
        "brand": options.brand,
        "profile": ",".join(options.profile),
        "style": options.style,
        "voice": _voice(options),
    }
    decided = []
    for profile in _profiles(script, options):
        one, wrong = look(script, brand, template, profile, styles, overrides)
        if one.voice.file and one.voice.folder and not options.allow_outside:
            wrong += _astray(script, one)
        decided.append(one)
        problems += [problem for problem in wrong if problem not in problems]
    return decided, problems


def _astray(script: Script, look: Look) -> list[Problem]:
    """Return the problem of a voice's model that lies outside the script's and brand's folders."""
    from clipkit.pipeline import speaking  # late: a check of a text alone needs no numpy

    path = Path(look.voice.folder) / look.voice.file.replace("\\", "/")
    need = Need(key=look.voice.file, path=path, place=speaking.voice_place(script, look))
    astray = need.place.problem("path-outside", path=need.key)
    return [] if inside(need, script, look) else [astray]


def _voice(options: Options) -> str:
    """Read the voice that is asked for as a script's is read.

    Raises: ClipkitError: value-voice, value-number, key-unknown and their like.
    """
    if not options.voice:
        return ""
    place = Place("--voice")
    found, problems = voices.voice(Node(value=options.voice, place=place, keys={}))
    raise_errors([problem.moved(place) for problem in problems])
    return found


def _profiles(script: Script, options: Options) -> list[Profile]:
    names = options.profile or script.profile or ("universal",)
    known = [row[0] for row in listing.profiles()]
    place = script.place("profile")
    strange = [name for name in names if name not in known]
    if strange:
        raise ClipkitError(*(unknown(place, "profile", name, known) for name in strange))
    return [listing.profile(name) for name in names]


def unknown(place: Place, kind: str, name: str, known: list[str]) -> Problem:
    """Return the problem of a name that nothing has, with the nearest that something has."""
    near = nearest(name, known)
    return place.problem(
        "option-unknown-name", kind=kind, name=name, known=", ".join(known), near=near
    )


def _template(script: Script, options: Options) -> Read[Template]:
    """Read the template that is named, or a file of one's own."""
    from clipkit.reading import template as reading

    name = options.template or script.template or "news"
    if name.endswith(YAML):
        file = (Path.cwd() if options.template else Path(script.folder)) / name
        if not file.is_file():
            near = folders.nearest_to(file)
            raise ClipkitError(
                script.place("template").problem("template-missing", path=name, near=near)
            )
        return reading.read(_settings(file), str(file), name=file.stem, load=_base)
    known = listing.template_names()
    if name not in known:
        raise ClipkitError(unknown(script.place("template"), "template", name, known))
    return listing.template(name)


def _base(name: str) -> Read[Template | None]:
    """Read the template that another extends."""
    known = listing.template_names()
    if name not in known:
        return None, [unknown(NOWHERE, "template", name, known)]
    return listing.template(name)


def _styles(script: Script, options: Options) -> Read[listing.Styles]:
    """The caption styles by name, and a file of one's own by its path."""
    from clipkit.reading import styles as reading

    name = options.style or script.style
    file = (Path.cwd() if options.style else Path(script.folder)) / name
    if not name.endswith(YAML) or not file.is_file():  # what isn't there is told with what is
        return listing.Styles(), []
    style, problems = reading.read(_settings(file), str(file))
    # a template's own styles have names, too
    return listing.Styles({name: replace(style, name=f"own-{file.stem}")}), problems


def _brand(script: Script, options: Options) -> Read[Brand]:
    """Read the brand that is named, or the one that lies here or in a folder above."""
    from clipkit.reading import brand as reading

    name = options.brand or script.brand
    folder = Path(script.folder)
    if name:
        base = Path.cwd() if options.brand else folder
        file = base / name if name.endswith(YAML) else base / name / "brand.yaml"
        if not file.is_file():
            place = script.place("brand")
            raise ClipkitError(place.problem("brand-missing", path=name))
    else:
        found = (one / "brand.yaml" for one in (folder, *list(folder.parents)[:2]))
        file = next((one for one in found if one.is_file()), Path())
        if not file.is_file():
            return Brand(), []
    return reading.read(_settings(file), str(file))


def _settings(file: Path) -> str:
    """Read a brand or a template.

    Raises: ClipkitError: settings-large, media-unreadable.
    """
    place = Place(str(file))
    try:
        with file.open("rb") as opened:
            data = opened.read(MAX_SETTINGS * 1024 + 1)
    except OSError as error:
        raise ClipkitError(place.problem("media-unreadable", path=file)) from error
    if len(data) > MAX_SETTINGS * 1024:
        raise ClipkitError(place.problem("settings-large", path=file.name, limit=MAX_SETTINGS))
    return data.decode("utf-8-sig", "replace")
