"""`clipkit demo`."""

from pathlib import Path

from clipkit.cli import options as o
from clipkit.cli import progress, result, show, words

TARGET = Path("clipkit-demo.mp4")


def demo(
    *, out: o.Out = None, open_it: o.Open = False, quiet: o.Quiet = False, lang: o.Lang = None
) -> None:
    """Render the bundled example into ./clipkit-demo.mp4, to see that all is well."""
    from clipkit import pipeline

    spoken = words.asked_or_locale(lang)
    with show.problems_shown(lambda: spoken):
        with progress.shown(spoken, quiet=quiet) as report:
            made = pipeline.demo(out or TARGET, report)
        result.rendered(made, spoken, as_json=False, open_it=open_it)
