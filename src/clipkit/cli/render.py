"""`clipkit render`."""

from clipkit.cli import options as o
from clipkit.cli import progress, result, show, words
from clipkit.cli.source import Source
from clipkit.model.options import Options


def render(
    script: o.Script,
    *,
    out: o.Out = None,
    profile: o.Profile = "",
    brand: o.Brand = "",
    template: o.Template = "",
    style: o.Style = "",
    voice: o.Voice = "",
    recording: o.Recording = "",
    values: o.Set = None,
    draft: o.Draft = False,
    quality: o.Quality = o.QualityName.GOOD,
    fit: o.Fit = False,
    writer: o.Writer = o.WriterName.FAST,
    allow_outside: o.Outside = False,
    open_it: o.Open = False,
    as_json: o.AsJson = False,
    quiet: o.Quiet = False,
    no_cache: o.NoCache = False,  # noqa: ARG001 - its callback obeys
    lang: o.Lang = None,
) -> None:
    """Make the clip: STEM.mp4 beside the script, and its cover STEM.jpg."""
    from clipkit import pipeline

    source = Source(script, lang)
    with show.problems_shown(source.lang, result.no_render if as_json else None, source.texts):
        options = Options(
            profile=o.names(profile), brand=brand, template=template, style=style, voice=voice,
            recording=recording, draft=draft, quality=quality.value, fit=fit, writer=writer.value,
            allow_outside=allow_outside,
        )  # fmt: skip
        read = source.load(values, options)
        with progress.shown(source.lang(), quiet=quiet) as report:
            made = pipeline.render(read, out, options, report)
        result.rendered(made, source.lang(), as_json=as_json, open_it=open_it)
        if draft and not (quiet or as_json or source.texts):
            show.line(words.say("cli-draft-next", source.lang(), script=words.typed(script)))
