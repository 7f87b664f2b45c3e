"""What can be named: templates, styles, profiles, brands, voices, fonts."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache

from clipkit.errors import raise_errors
from clipkit.model.profile import Profile
from clipkit.model.style import TextStyle
from clipkit.model.template import Template
from clipkit.pipeline import folders
from clipkit.reading import Read
from clipkit.shipped import ASSETS

Row = tuple[str, ...]


@cache
def _profiles() -> dict[str, Profile]:
    from clipkit.reading import profiles as reading

    text = ASSETS.joinpath("profiles.yaml").read_text("utf-8")
    found, problems = reading.read(text, "profiles.yaml")
    raise_errors(problems)
    return found


def profile(name: str) -> Profile:
    """Return a profile.

    Raises: KeyError: there is none of that name.
    """
    return _profiles()[name]


def profiles() -> list[Row]:
    """Names of profiles, with their sizes and limits."""
    return [
        (name, f"{one.size[0]}x{one.size[1]}", f"{one.fps} fps", f"< {one.limit:g} s")
        for name, one in _profiles().items()
    ]


def template_names() -> list[str]:
    """Names of the templates at hand."""
    return sorted(file.parent.name for file in folders.shelf("templates").glob("*/template.yaml"))


def template(name: str) -> Read[Template]:
    """Read a template.

    Raises: KeyError: there is none of that name.
    """
    from clipkit.reading import template as reading

    if name not in template_names():
        raise KeyError(name)
    file = folders.shelf("templates") / name / "template.yaml"
    return reading.read(file.read_text("utf-8"), str(file), name=name, load=template)


def templates(lang: str = "en") -> list[Row]:
    """Names of templates, with what each is for. lang: `id` or `en`."""
    return [(name, template(name)[0].about.of(lang)) for name in template_names()]


class Styles(Mapping[str, TextStyle]):
    """The caption styles by name, each read when it is asked for: a clip has only one.

    own: others, by what they are called by.
    """

    def __init__(self, own: Mapping[str, TextStyle] | None = None) -> None:
        self._own = dict(own or {})
        folder = ASSETS.joinpath("styles")
        self._files = {
            file.name.removesuffix(".yaml"): file
            for file in folder.iterdir()
            if file.name.endswith(".yaml")
        }

    def __getitem__(self, name: str) -> TextStyle:
        """Read a style.

        Raises: KeyError: there is none of that name.
        """
        from clipkit.reading import styles as reading

        if name in self._own:
            return self._own[name]
        file = self._files[name]
        style, problems = reading.read(file.read_text("utf-8"), file.name)
        raise_errors(problems)
        return style

    def __iter__(self) -> Iterator[str]:
        """Names, in their order."""
        return iter(sorted({*self._files, *self._own}))

    def __len__(self) -> int:
        """How many there are."""
        return len({*self._files, *self._own})

    def __contains__(self, name: object) -> bool:
        """Whether there is one, without reading it."""
        return name in self._own or name in self._files


def styles() -> list[Row]:
    """Names of caption styles, with their fonts."""
    return [(name, f"{s.family} {s.size:g} px") for name, s in Styles().items()]


def brands() -> list[Row]:
    """Brands of the examples, as a start for one's own."""
    from clipkit.reading import brand as reading

    shelf = sorted(folders.shelf("examples").glob("*/brand.yaml"))
    return [(str(file), reading.read(file.read_text("utf-8"), str(file))[0].name) for file in shelf]


def voices() -> list[Row]:
    """Names of voices, the pleasantest first, with their languages.

    Raises: ClipkitError: voice-missing.
    """
    from clipkit import voice

    langs: dict[str, list[str]] = {}
    for lang in ("id", "en"):
        for info in voice.voices(lang):
            langs.setdefault(info.name, []).append(lang)
    return [(name, ", ".join(spoken)) for name, spoken in langs.items()]


def fonts() -> list[Row]:
    """Names of the bundled font families."""
    from clipkit import text

    return [(name,) for name in text.families()]


def rows(kind: str, lang: str) -> list[Row]:
    """Names of a kind, each with what there is to say of it. kind: the name of a table here.

    lang: `id` or `en`.
    Raises: KeyError: there is no such kind. ClipkitError: voice-missing.
    """
    tables: dict[str, Callable[[], list[Row]]] = {
        "voices": voices,
        "styles": styles,
        "templates": lambda: templates(lang),
        "brands": brands,
        "profiles": profiles,
        "fonts": fonts,
    }
    return tables[kind]()
