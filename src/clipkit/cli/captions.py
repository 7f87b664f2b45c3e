"""`clipkit captions`."""

from enum import StrEnum
from typing import Annotated

from typer import Option

from clipkit.cli import options as o
from clipkit.cli import output, show
from clipkit.cli.source import Source
from clipkit.model.options import Options


class CaptionForm(StrEnum):
    """What a caption file may be."""

    SRT = "srt"
    VTT = "vtt"
    ASS = "ass"
    JSON = "json"


Form = Annotated[CaptionForm | None, Option("--format", "-f", rich_help_panel=o.OUTPUT)]


def captions(
    script: o.Script,
    *,
    form: Form = None,
    out: o.Out = None,
    profile: o.Profile = "",
    brand: o.Brand = "",
    template: o.Template = "",
    style: o.Style = "",
    voice: o.Voice = "",
    recording: o.Recording = "",
    values: o.Set = None,
    fit: o.Fit = False,
    allow_outside: o.Outside = False,
    no_cache: o.NoCache = False,  # noqa: ARG001 - its callback obeys
    lang: o.Lang = None,
) -> None:
    """Print the captions of a clip, or save them with -o: for players that show their own."""
    from clipkit import pipeline

    source = Source(script, lang)
    with show.problems_shown(source.lang, sources=source.texts):
        chosen = output.form_of(form, out, CaptionForm.SRT)
        options = Options(
            profile=o.names(profile), brand=brand, template=template, style=style, voice=voice,
            recording=recording, fit=fit, allow_outside=allow_outside,
        )  # fmt: skip
        read = source.load(values, options)
        timeline = pipeline.plan(read, options)
        show.problems(timeline.problems, source.lang(), source.texts)
        content = pipeline.captions(timeline, chosen.value)
        output.put(content, out, source.lang(), pipeline.inputs(read, timeline))
