"""`clipkit still`."""

from pathlib import Path
from typing import Annotated

from typer import Option

from clipkit.cli import options as o
from clipkit.cli import picture, show
from clipkit.cli.result import near
from clipkit.cli.source import Source
from clipkit.cli.words import say
from clipkit.model.options import Options


def still(
    script: o.Script,
    *,
    at: Annotated[float | None, Option(metavar="S", min=0)] = None,
    sheet: Annotated[bool, Option("--sheet")] = False,
    guides: Annotated[bool, Option("--guides")] = False,
    out: o.Out = None,
    profile: o.Profile = "",
    brand: o.Brand = "",
    template: o.Template = "",
    style: o.Style = "",
    voice: o.Voice = "",
    recording: o.Recording = "",
    values: o.Set = None,
    allow_outside: o.Outside = False,
    no_cache: o.NoCache = False,  # noqa: ARG001 - its callback obeys
    lang: o.Lang = None,
) -> None:
    """Save one frame, or a storyboard sheet, as a picture: STEM.png beside the script."""
    from clipkit import pipeline

    source = Source(script, lang)
    with show.problems_shown(source.lang, sources=source.texts):
        options = Options(
            profile=o.names(profile), brand=brand, template=template, style=style, voice=voice,
            recording=recording, draft=True, allow_outside=allow_outside,
        )  # fmt: skip
        read = source.load(values, options)
        timeline = pipeline.plan(read, options)
        target = out or Path(read.folder) / f"{source.stem}.png"
        inputs = pipeline.inputs(read, timeline)
        at = None if sheet else at or 0.0
        saved = picture.save(timeline, target, inputs, at=at, guides=guides)
        show.problems(timeline.problems, source.lang(), source.texts)
        show.line(say("cli-saved", source.lang(), path=near(saved)))
