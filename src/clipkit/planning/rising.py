"""How texts come: from a little below, and never from outside their area."""

from clipkit.model.cues import Change
from clipkit.model.profile import AreaName, Profile
from clipkit.units import Box

_WAY = 40.0  # units


def rising(frames: int, box: Box, area: AreaName, profile: Profile) -> Change:
    """Return how a box comes: its way is cut to the room that its area has below it."""
    room = max(0.0, profile.area(area).bottom - box.bottom)
    return Change(frames=frames, dy=min(_WAY * profile.px(1.0), room))
