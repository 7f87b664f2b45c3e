"""A timeline as a clip: the one place where it meets its files and its sound."""

from clipkit.model.timeline import Timeline
from clipkit.pipeline import folders
from clipkit.rendering.painter import Sounding
from clipkit.rendering.stage import Stage


def staged(timeline: Timeline, mix: Sounding | None = None) -> Stage:
    """Return a timeline as a MoviePy clip. mix: its sound; None: it is silent."""
    return Stage(timeline, folders.Files.of(timeline), mix)
