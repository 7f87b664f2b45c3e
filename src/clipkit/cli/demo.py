"""`clipkit demo`."""

from pathlib import Path

from clipkit.cli import options as o
from clipkit.cli import progress, result, show, words

TARGET = Path("clipkit-demo.mp4")


def demo(*, out: o.Out = None, open_it: o.Open = False, quiet: o.Quiet = False) -> None:
    """Render the bundled example into ./clipkit-demo.mp4, to see that all is well."""
    from clipkit import pipeline

    lang = words.of_locale()
    with show.problems_shown(words.of_locale):
        with progress.shown(lang, quiet=quiet) as report:
            made = pipeline.demo(out or TARGET, report)
        result.rendered(made, lang, as_json=False, open_it=open_it)
