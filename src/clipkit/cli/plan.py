"""`clipkit plan`."""

from clipkit.cli import options as o
from clipkit.cli import result, show
from clipkit.cli.source import Source
from clipkit.model.options import Options


def plan(
    script: o.Script,
    *,
    profile: o.Profile = "",
    brand: o.Brand = "",
    template: o.Template = "",
    style: o.Style = "",
    voice: o.Voice = "",
    recording: o.Recording = "",
    values: o.Set = None,
    fit: o.Fit = False,
    allow_outside: o.Outside = False,
    as_json: o.AsJson = False,
    no_cache: o.NoCache = False,  # noqa: ARG001 - its callback obeys
    lang: o.Lang = None,
) -> None:
    """Show what will be on screen and heard, and when: as a table, or as JSON."""
    from clipkit import pipeline
    from clipkit.model.document import as_document

    source = Source(script, lang)
    with show.problems_shown(source.lang, result.no_plan if as_json else None, source.texts):
        options = Options(
            profile=o.names(profile), brand=brand, template=template, style=style, voice=voice,
            recording=recording, fit=fit, allow_outside=allow_outside,
        )  # fmt: skip
        timeline = pipeline.plan(source.load(values, options), options)
    if as_json:
        show.document(as_document(timeline))
    else:
        result.planned(timeline, source)
