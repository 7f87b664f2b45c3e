"""`clipkit align`."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from clipkit.cli import options as o
from clipkit.cli import output, show
from clipkit.cli.source import Source
from clipkit.model.options import Options


class WordForm(StrEnum):
    """What words with their times may be written as."""

    JSON = "json"
    VTT = "vtt"
    SRT = "srt"


Form = Annotated[WordForm | None, Option("--format", "-f", rich_help_panel=o.OUTPUT)]


def align(
    script: o.Script,
    recording: Annotated[Path, Argument(metavar="RECORDING")],
    *,
    form: Form = None,
    out: o.Out = None,
    brand: o.Brand = "",
    values: o.Set = None,
    allow_outside: o.Outside = False,
    no_cache: o.NoCache = False,  # noqa: ARG001 - its callback obeys
    lang: o.Lang = None,
) -> None:
    """Find when each word is said in a recording, in its own time: print that, or save it."""
    from clipkit import pipeline

    source = Source(script, lang)
    with show.problems_shown(source.lang, sources=source.texts):
        chosen = output.form_of(form, out, WordForm.JSON)
        options = Options(brand=brand, allow_outside=allow_outside)
        read = source.load(values, options)
        aligned = pipeline.align(read, recording, options)
        show.problems(aligned.problems, source.lang(), source.texts)
        content = aligned.written(chosen.value, source.lang())
        output.put(content, out, source.lang(), [Path(read.file), recording])
