"""`clipkit inspect`."""

from pathlib import Path
from typing import Annotated

from typer import Argument

from clipkit.cli import options as o
from clipkit.cli import result, show, words


def inspect(
    file: Annotated[Path, Argument(metavar="FILE")],
    *,
    as_json: o.AsJson = False,
    lang: o.Lang = None,
) -> None:
    """Say what a media file is, and what clipkit will do with it."""
    from clipkit import pipeline

    spoken = words.asked_or_locale(lang)
    with show.problems_shown(lambda: spoken, result.no_facts if as_json else None):
        facts = pipeline.inspect(file)
        if as_json:
            show.document({"schema": "clipkit.inspect/1", **facts})
        else:
            result.inspected(facts, spoken)
