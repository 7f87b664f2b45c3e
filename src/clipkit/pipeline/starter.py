"""A folder to begin with: a script that explains itself, and a place for pictures."""

import json
from pathlib import Path

from clipkit import store
from clipkit.errors import NOWHERE, ClipkitError, Place
from clipkit.messages import say
from clipkit.pipeline import folders, intake, listing


def new(folder: Path, template: str, lang: str, *, brand: bool) -> list[Path]:
    """Make a starter folder, or fill an empty one. lang: `id` or `en`. Returns: files written.

    Raises: ClipkitError: option-unknown-name, output-exists, output-unwritable.
    """
    known = listing.template_names()
    if template not in known:
        raise ClipkitError(intake.unknown(NOWHERE, "template", template, known))
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ClipkitError(Place(str(folder)).problem("output-exists", path=folder))
    asked = "".join(
        f"  {one.name}: {json.dumps(one.example.of(lang), ensure_ascii=False)}\n"
        for one in listing.template(template)[0].vars
        if one.example.of(lang)
    )
    script = say("starter-script", lang, template=template, folder=folder, vars=asked.rstrip("\n"))
    files = {f"{folder.resolve().name}.md": script}
    if brand:
        files["brand.yaml"] = say("starter-brand", lang)
    with folders.writing(folder / "media", makes_folders=True):
        (folder / "media").mkdir(parents=True, exist_ok=True)
        for name, text in files.items():
            store.write(folder / name, text.encode())
    return [folder / name for name in files]
