"""A timeline for a smaller frame: a draft is painted at its own size, in a quarter of the time."""

from msgspec.structs import asdict, replace

from clipkit.model.cues import Change, Cue, Text
from clipkit.model.timeline import Timeline
from clipkit.units import Box


def smaller(timeline: Timeline, by: int) -> Timeline:
    """The same clip on a frame `by` times smaller, its sides even. by: at least 1."""
    if by == 1:
        return timeline
    cues = tuple(_cue(cue, by) for cue in timeline.cues)
    return replace(timeline, size=size(timeline, by), cues=cues)


def size(timeline: Timeline, by: int) -> tuple[int, int]:
    """Width and height of that frame. by: at least 1."""
    width, height = timeline.size
    return (width, height) if by == 1 else (width // by // 2 * 2, height // by // 2 * 2)


def _cue(cue: Cue, by: int) -> Cue:
    changed = {name: _value(value, by) for name, value in asdict(cue).items()}
    if isinstance(cue, Text):
        changed["size"] = cue.size / by
    return replace(cue, **changed)


def _value(value: object, by: int) -> object:
    """Boxes and ways shrink, also of what stands in a cue; all else stays."""
    match value:
        case Box(x, y):
            left, top = x // by, y // by
            return Box(left, top, value.right // by - left, value.bottom // by - top)
        case Change():
            return value._replace(dx=value.dx / by, dy=value.dy / by)
        case Cue():
            return _cue(value, by)
        case tuple() if value and all(isinstance(part, Cue) for part in value):
            return tuple(_value(part, by) for part in value)
        case _:
            return value
