"""The reference clip as peers see it: a shot of each photo, the words as they change."""

from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct
from PIL import Image

from bench import media, reference
from clipkit.model.cues import Caption, Photo, View
from clipkit.model.timeline import Timeline

SECONDS = 20
RATIO = reference.SIZE[0] / reference.SIZE[1]


class Shot(Struct, frozen=True):
    """A photo and its move. first, stop: frames, with the fades into it and out of it.

    size: the photo's. view: as the cue has it, but x is of the room that a picture has which was
    cut, around its middle, to the frame's shape.
    """

    path: Path
    first: int
    stop: int
    size: tuple[int, int]
    view: tuple[View, View]

    @property
    def frames(self) -> int:
        """Its length."""
        return self.stop - self.first

    @property
    def deepest(self) -> float:
        """Its largest zoom."""
        return max(view.zoom for view in self.view)

    def at(self, share: float) -> View:
        """What is seen after a share of its time, 0.0 to 1.0, eased: as clipkit moves photos."""
        a, b = self.view
        eased = share * share * (3 - 2 * share)
        zoom = a.zoom * (b.zoom / a.zoom) ** eased
        way = eased if a.zoom == b.zoom else (zoom - a.zoom) / (b.zoom - a.zoom)
        return View(zoom, a.x + (b.x - a.x) * way, a.y + (b.y - a.y) * way)


class State(Struct, frozen=True):
    """A card from one frame to another. lit: which of its words, None: none."""

    cue: Caption
    first: int
    stop: int
    lit: int | None


def timeline() -> Timeline:
    """The reference clip, twenty seconds; peers may make the first seconds of it only."""
    return reference.timeline(SECONDS * reference.FPS)


def shots(folder: Path, clip: Timeline, frames: int) -> list[Shot]:
    """Those that begin within so many frames."""
    media.photos(folder)
    found = []
    for cue in clip.cues:
        if isinstance(cue, Photo) and cue.first < frames:
            path = folder / cue.source
            with Image.open(path, formats=["JPEG"]) as photo:
                size = photo.size
            view = cue.view[0], cue.view[1]
            moved = (_cut(view[0], size), _cut(view[1], size))
            found.append(Shot(path, cue.first, cue.stop, size, moved))
    return found


def _cut(view: View, size: tuple[int, int]) -> View:
    """The same view, of the picture's middle alone."""
    width, height = size
    narrow = min(width, height * RATIO)
    shown = narrow / view.zoom
    room = narrow - shown
    left = (width - shown) * view.x - (width - narrow) / 2
    return view._replace(x=left / room if room > 1e-6 else 0.5)


def states(clip: Timeline, frames: int) -> Iterator[State]:
    """How the captions stand, one state after the other, within so many frames."""
    for cue in clip.cues:
        if not isinstance(cue, Caption) or cue.first >= frames:
            continue
        last = cue.first
        for word, (on, off) in enumerate(cue.spans):
            yield State(cue, cue.first + on, min(cue.first + off, frames), word)
            last = cue.first + off
            if last >= frames:
                break
        if last < min(cue.stop, frames):
            yield State(cue, last, min(cue.stop, frames), None)
