"""A folder to begin with: a script that explains itself, and a place for pictures."""

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from clipkit import store
from clipkit.errors import NOWHERE, ClipkitError, Place
from clipkit.messages import say
from clipkit.model.template import Var
from clipkit.pipeline import branding, folders, intake, launcher, listing
from clipkit.reading.writing import quoted, unfilled


class Answers(Struct, frozen=True, kw_only=True):
    """What its maker said of a clip. vars: texts of the template, by name; may be empty."""

    title: str = ""
    vars: Mapping[str, str]


def name(lang: str) -> Path:
    """Return a name for a folder in this one: the first that is free. lang: `id` or `en`."""
    first = say("starter-folder", lang)
    path, number = Path(first), 1
    while _taken(path):
        number += 1
        path = Path(f"{first}-{number}")
    return path


def ready(folder: Path, template: str) -> None:
    """Stop before anything is asked that can't be written.

    Raises: ClipkitError: option-unknown-name, output-exists.
    """
    known = listing.template_names()
    if template not in known:
        raise ClipkitError(intake.unknown(NOWHERE, "template", template, known))
    if _taken(folder):
        raise ClipkitError(Place(str(folder)).problem("output-exists", path=folder))


def asked(template: str) -> tuple[Var, ...]:
    """Return what a template asks its user for.

    Raises: KeyError: there is none of that name.
    """
    return listing.template(template)[0].vars


def new(
    folder: Path,
    template: str,
    lang: str,
    *,
    brand: bool,
    answers: Answers | None = None,
    speaker: branding.Speaker | None = None,
) -> list[Path]:
    """Make a starter folder, or fill an empty one. lang: `id` or `en`. Returns: files written.

    brand: with a brand.yaml. answers, speaker: what goes into them; None: examples.
    Raises: ClipkitError: option-unknown-name, output-exists, output-unwritable.
    """
    ready(folder, template)
    files = {f"{folder.resolve().name}.md": _script(folder, template, lang, answers).encode()}
    if brand:
        files |= branding.files(speaker, lang)
    with folders.writing(folder / "media", makes_folders=True):
        (folder / "media").mkdir(parents=True, exist_ok=True)
        for file, content in files.items():
            store.write(folder / file, content)
    return [*(folder / file for file in files), launcher.write(folder, lang)]


def _taken(folder: Path) -> bool:
    return folder.exists() and (not folder.is_dir() or any(folder.iterdir()))


def _script(folder: Path, template: str, lang: str, answers: Answers | None) -> str:
    """The script's text. A `{{name}}` in the title is shown as it is: it fills itself."""
    title = (answers.title if answers else "") or say("starter-title", lang)
    told = {var.name: var.example.of(lang) for var in asked(template)}
    if answers:
        told = {name: answers.vars.get(name, "") for name in told}
    told |= {name: f"{{{{{name}}}}}" for name in unfilled(title) if not told.get(name)}
    rows = [f"  {_key(name)}: {quoted(value)}" for name, value in told.items()]
    return say(
        "starter-script",
        lang,
        template=template,
        folder=folder,
        title=quoted(title),
        vars="\n".join(rows) or "  {}",
    )


def _key(name: str) -> str:
    return name if name.isidentifier() else quoted(name)
