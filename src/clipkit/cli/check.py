"""`clipkit check`."""

from typing import Annotated

from typer import Argument, Exit, Option

from clipkit.cli import options as o
from clipkit.cli import result, show
from clipkit.cli.source import Source
from clipkit.errors import ClipkitError, Problem, errors_among
from clipkit.model.options import Options


def check(
    scripts: Annotated[list[str], Argument(metavar="SCRIPT…")],
    *,
    profile: o.Profile = "",
    brand: o.Brand = "",
    template: o.Template = "",
    style: o.Style = "",
    voice: o.Voice = "",
    values: o.Set = None,
    allow_outside: o.Outside = False,
    verbose: Annotated[bool, Option("--verbose", "-v")] = False,
    as_json: o.AsJson = False,
    no_cache: o.NoCache = False,  # noqa: ARG001 - its callback obeys
    lang: o.Lang = None,
) -> None:
    """Find every problem at once, and how long the clip will be. Renders nothing."""
    from clipkit import pipeline

    options = Options(
        profile=o.names(profile), brand=brand, template=template, style=style, voice=voice,
        allow_outside=allow_outside,
    )  # fmt: skip
    found: list[Problem] = []
    documents: list[dict[str, object]] = []
    for source in (Source(script, lang) for script in scripts):
        try:
            made = pipeline.check(source.load(values, options), options)
        except ClipkitError as error:
            checked, problems = None, error.problems
        else:
            checked, problems = made, made.problems
        found += problems
        documents.append(result.checked(source, checked, problems, verbose=verbose, quiet=as_json))
    if as_json:
        show.document({"schema": "clipkit.check/1", "scripts": documents})
    if errors_among(found):
        raise Exit(ClipkitError(*found).exit_code)
