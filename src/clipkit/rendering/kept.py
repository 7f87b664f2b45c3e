"""Pieces that an earlier render has made: a changed word makes anew what it changes, no more.

A piece is kept under all that decides its bytes: the code and the libraries, the form of the
file, its own length, and of every layer in it the key and where it stands, counted from the
piece's first frame. So a scene that only moved keeps its pieces.
"""

import platform
from collections.abc import Callable, Iterable
from functools import cache, cached_property, partial
from pathlib import Path

from clipkit import media, store, text
from clipkit.model.cues import Cue
from clipkit.model.timeline import Timeline
from clipkit.rendering import keys
from clipkit.rendering.layer import Sources
from clipkit.rendering.mp4 import Form
from clipkit.rendering.packets import Packets
from clipkit.units import Span

_LIBRARIES = (
    "av",
    "numpy",
    "opencv-python-headless",
    "pillow",
    "uharfbuzz",
    "freetype-py",
    "resvg-py",
)


class Kept:
    """Pieces of one clip, in a cache. sources: as of Reel."""

    def __init__(self, cache: store.Cache, timeline: Timeline, sources: Sources) -> None:
        self._cache, self._timeline, self._sources = cache, timeline, sources

    @cached_property
    def _placed(self) -> list[tuple[Span, str]]:
        """Span and key of each layer, in paint order."""
        return [
            (Span(cue.first, cue.stop), self._key_of(cue)) for cue in keys.painted(self._timeline)
        ]

    def _key_of(self, cue: Cue) -> str:
        if cue.kind in keys.ENGINES:
            return keys.of(cue, self._timeline)
        from clipkit.rendering import layers  # late: they load all that paints

        return layers.layer(cue, self._timeline, self._sources).key

    def key(self, piece: Span, form: object) -> tuple[object, ...] | None:
        """All that decides the frames of a piece. None: a layer can't tell, or nothing is kept.

        form: whatever else decides what is made of them.
        """
        if self._cache.folder is None:
            return None
        shown = [(span, key) for span, key in self._placed if span.meets(piece)]
        if not all(key for _, key in shown):
            return None
        placed = tuple((key, span.first - piece.first) for span, key in shown)
        return version(), form, piece.frames, placed

    def get(self, piece: Span, form: Form) -> Packets | None:
        """Return a piece that was made before, if it is still there."""
        key = self.key(piece, _said(piece, form))
        content = None if key is None else self._cache.get("pieces", *key)
        return None if content is None else Packets(content)

    def put(self, piece: Span, form: Form, packets: Packets) -> None:
        """Keep a piece, if it can be told what it is made of."""
        key = self.key(piece, _said(piece, form))
        if key is not None and self._as_planned(piece):
            self._cache.put("pieces", *key, content=packets.block)

    def still(self, frame: int, what: str, make: Callable[[], bytes]) -> bytes:
        """Return what is made of a frame, found or made. what: its kind and how it is made."""
        span = Span(frame, frame + 1)
        key = self.key(span, what)
        if key is None:
            return make()
        planned = partial(self._as_planned, span)
        return found_or_made(self._cache, "stills", key, make, planned)

    def _as_planned(self, piece: Span) -> bool:
        """Whether the files that it shows are still those of the plan: one may have changed."""
        shown = {
            str(getattr(cue, "source", ""))
            for cue in self._timeline.cues
            if piece.meets(Span(cue.first, cue.stop))
        }
        return as_planned(self._timeline, self._sources, shown)


def found_or_made(
    cache: store.Cache,
    kind: str,
    key: tuple[object, ...],
    make: Callable[[], bytes],
    planned: Callable[[], bool],
) -> bytes:
    """Return what an earlier run has made, or make it, and keep that.

    planned: whether the files that it was made of are still those that the key stands for.
    """
    found = cache.get(kind, *key)
    if found is not None:
        return found
    made = make()
    if cache.folder is not None and planned():
        cache.put(kind, *key, content=made)
    return made


def as_planned(timeline: Timeline, sources: Sources, keys: Iterable[str]) -> bool:
    """Whether files still hold what a timeline was made for. keys: of its sources; empty: none."""
    planned = dict(timeline.sources)
    try:
        return all(store.digest_of_file(sources(key)) == planned[key].digest for key in keys if key)
    except OSError:
        return False


def _said(piece: Span, form: Form) -> object:
    """A form as plain values, and which frames of a piece it takes."""
    return (*form[:2], repr(form.settings), *form[3:], -piece.first % form.settings.step)


@cache
def version() -> str:
    """Return what tells one edition of all that paints and encodes from another."""
    room = store.edition(Path(__file__).parent)
    libraries = " ".join(store.installed(_LIBRARIES))
    return f"{room} {text.version()} {media.version()} {libraries} {platform.machine()}"
