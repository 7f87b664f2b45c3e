"""Keys of cues: what decides their pixels, and nothing of where they stand in the clip.

They are told without what paints: a clip of which all is found loads none of it.
"""

from clipkit import text
from clipkit.model.cues import Cue, Item, Label, Transition
from clipkit.model.timeline import Timeline
from clipkit.store import digest

_PICTURES = "pictures/3"
# Kind of a cue -> what paints it, and its version: raised when it paints otherwise. What others
# paint (`plugin`, `laid`) has no row: only its layer can tell its key.
ENGINES = {
    "photo": _PICTURES,
    "footage": _PICTURES,
    "colour": _PICTURES,
    "scrim": "scrim/2",
    "title": "words/3",
    "source": "words/3",
    "label": "words/3",
    "quotation": "quotation/2",
    "caption": "caption/3",
    "list": "items/2",
    "lower-third": "lower-third/2",
    "bug": "bug/2",
    "bumper": "bumper/2",
    "progress": "progress/1",
}
# Facts about a cue that no pixel depends on: its lines hold the text, its spans the times.
_UNSEEN = {"scene", "text", "words"}


def painted(timeline: Timeline) -> list[Cue]:
    """Cues that have a layer, in paint order: a transition is of the picture that it leads to."""
    return [cue for cue in timeline.cues if not isinstance(cue, Transition)]


def fade(cue: Cue, timeline: Timeline) -> Transition | None:
    """The transition that leads to a picture of a timeline; None: it is cut to."""
    for other in timeline.cues:
        if isinstance(other, Transition) and timeline.cues[other.of[1]] is cue:
            return other
    return None


def of(cue: Cue, timeline: Timeline) -> str:
    """Key of a cue's layer: of a kind of `ENGINES`. It is as `key`'s.

    Raises: as `key`.
    """
    engine = ENGINES[cue.kind]
    if engine != _PICTURES:
        return key(engine, cue, timeline)
    comes = fade(cue, timeline)
    if comes is None:
        return key(engine, cue, timeline)
    span = comes.first - cue.first, comes.stop - cue.first
    return key(engine, cue, timeline, span, comes.name, comes.inks)


def key(engine: str, cue: Cue, timeline: Timeline, *more: object) -> str:
    """Sixteen hex digits that stand for a cue's pixels, wherever it is moved to.

    engine: the layer's name and version, `progress/1`: raised when it paints otherwise. Styles
    and sources go in by what they hold, not by their names; frames relative to the cue's first.
    more: whatever else decides its pixels.

    Raises: KeyError: the timeline doesn't name a style or a source of the cue. ClipkitError
    (font-unreadable): a style's font file.
    """
    frames = cue.stop - cue.first
    plain = _plain(cue, cue.first, timeline)
    return digest(engine, timeline.fps, timeline.size, frames, plain, more)


def digest_of_source(name: str, timeline: Timeline) -> str:
    """Content digest of a source by its key; empty for none.

    Raises: KeyError: the timeline doesn't name it.
    """
    return dict(timeline.sources)[name].digest if name else ""


def _plain(value: object, first: int, timeline: Timeline) -> object:
    """Nested tuples of plain values."""
    if isinstance(value, Cue):
        seen = [name for name in value.__struct_fields__ if name not in _UNSEEN]
        parts = ((name, _field(value, name, first, timeline)) for name in seen)
        return type(value).__name__, tuple(part for part in parts if part[1] is not None)
    if isinstance(value, tuple):
        return tuple(_plain(part, first, timeline) for part in value)
    return value


def _field(cue: Cue, name: str, first: int, timeline: Timeline) -> object:
    """One field's value, or None if it decides no pixel."""
    value = getattr(cue, name)
    if name in {"first", "stop"}:  # of what stands in a cue only items have times of their own
        return value - first if isinstance(cue, Item) else None
    if name == "name" and isinstance(cue, Label):
        return None
    if name == "style":
        style = timeline.style(value)
        return repr(style), text.fonts.digest(style.family, style.weight)
    if name == "source":
        return digest_of_source(value, timeline)
    return _plain(value, first, timeline)
