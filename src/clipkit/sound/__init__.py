"""Tracks to one mastered mix: pieces are pydub's, filters are libavfilter's, sums are numpy's."""

from functools import cache
from pathlib import Path

from clipkit import store


@cache
def version() -> str:
    """Return what tells one edition of this room, and of what it works with, from another."""
    libraries = " ".join(store.installed(("av", "numpy", "pydub")))
    return f"{store.edition(Path(__file__).parent)} {libraries}"
