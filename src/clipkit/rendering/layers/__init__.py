"""What is on screen, one file a kind of layer, and the table from cues to layers.

Layers do not import each other; what several need lies in rendering/ beside this folder.
Adding a kind: its file here, its line in `_KINDS`, and in `keys.ENGINES`.
"""

from clipkit.model.cues import Cue
from clipkit.model.timeline import Timeline
from clipkit.rendering import keys
from clipkit.rendering.layer import Layer as Layer
from clipkit.rendering.layer import Maker, Sources
from clipkit.rendering.layer import Prepared as Prepared
from clipkit.rendering.layer import Solid as Solid
from clipkit.rendering.layers import (
    bug,
    bumper,
    caption,
    items,
    laid,
    lower_third,
    pictures,
    plugin,
    progress,
    quotation,
    scrim,
    words,
)

# Kind of a cue -> what makes its layer, with the cue, the timeline and its sources.
_KINDS: dict[str, Maker] = {
    "photo": pictures.made,
    "footage": pictures.made,
    "colour": pictures.made,
    "scrim": scrim.made,
    "title": words.made,
    "source": words.made,
    "label": words.made,
    "quotation": quotation.made,
    "caption": caption.made,
    "list": items.made,
    "lower-third": lower_third.made,
    "bug": bug.made,
    "bumper": bumper.made,
    "progress": progress.made,
    "plugin": plugin.made,
    "laid": laid.made,
}


def made(timeline: Timeline, sources: Sources) -> list[Layer]:
    """The layers of a timeline in paint order, nothing loaded yet.

    Raises: ValueError: a kind of cue that has no layer.
    """
    return [layer(cue, timeline, sources) for cue in keys.painted(timeline)]


def layer(cue: Cue, timeline: Timeline, sources: Sources) -> Layer:
    """The layer of a cue.

    Raises: ValueError: a kind of cue that has none.
    """
    maker = _KINDS.get(cue.kind)
    if maker is None:
        raise ValueError(f"no layer paints a {cue.kind}")
    return maker(cue, timeline, sources)
