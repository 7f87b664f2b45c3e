"""Zones to boxes: what stands where in one scene, each thing clear of its neighbours.

A zone is held by one edge, keeps clear of the zones it names, and takes the height of what is in
it; an absent neighbour takes no room, nor its gap.
"""

from collections.abc import Mapping

from msgspec import Struct, field

from clipkit.model.profile import Profile
from clipkit.model.template import UNIT, Template, Zone
from clipkit.units import Box, even


class Stack(Struct, frozen=True):
    """The zones of a template on a profile, with what is there in one scene.

    heights: px of each zone that holds something.
    """

    template: Template
    profile: Profile
    heights: Mapping[str, int] = field(default_factory=dict)
    # Slots once worked out: each asks those it keeps clear of, and they ask theirs.
    _slots: dict[str, Box] = field(default_factory=dict)

    def across(self, name: str) -> tuple[int, int]:
        """Return left edge and width of a zone, px."""
        zone = self.template.zone(name)
        area = self.profile.area(zone.area)
        frame = self.profile.size[0] - self.profile.aside
        if zone.bleed:
            return 0, frame
        x, width = area.x, area.width
        if zone.centred:
            margin = max(area.x, frame - area.right)
            x, width = margin, frame - 2 * margin
        left = even(x + zone.x * width)
        return left, min(even(zone.width * width), (x + width - left) // 2 * 2)

    def slot(self, name: str) -> Box:
        """Return all the room that a zone's thing may take, px."""
        if name not in self._slots:
            self._slots[name] = self._slot(name)
        return self._slots[name]

    def _slot(self, name: str) -> Box:
        zone = self.template.zone(name)
        area = self.profile.area(zone.area)
        x, width = self.across(name)
        top = max(area.y, *(self._bottom(other, zone) for other in zone.below), area.y)
        bottom = min(area.bottom, *(self._top(other, zone) for other in zone.above), area.bottom)
        if zone.anchor == "top":
            top = max(top, even(area.y + zone.y * area.height))
        elif zone.anchor == "bottom" and zone.y:
            bottom = min(bottom, even(area.y + zone.y * area.height))
        room = min(bottom - top, even(zone.height * area.height))
        if zone.anchor == "bottom":
            top = bottom - room
        elif zone.anchor == "middle":
            middle = area.y + zone.y * area.height if zone.y else (top + bottom) / 2
            top = min(max(top, even(middle - room / 2)), max(top, bottom - room))
        return Box(x, top, width, max(room, 0))

    def box(self, name: str, height: int) -> Box:
        """Return where a thing of a height stands in its zone. It may be taller than its slot."""
        slot, anchor = self.slot(name), self.template.zone(name).anchor
        top = {
            "top": slot.y,
            "middle": even(slot.y + (slot.height - height) / 2),
            "bottom": slot.bottom - height,
        }[anchor]
        return slot._replace(y=top, height=height)

    def _gap(self, zone: Zone) -> int:
        return self.profile.even_px(zone.gap * UNIT)

    def _bottom(self, name: str, asking: Zone) -> int:
        """Return where a zone that keeps below another may begin."""
        if name in self.heights:
            return self.box(name, self.heights[name]).bottom + self._gap(asking)
        zone = self.template.zone(name)
        return max([self.profile.area(zone.area).y] + [self._bottom(n, asking) for n in zone.below])

    def _top(self, name: str, asking: Zone) -> int:
        """Return where a zone that keeps above another must end."""
        if name in self.heights:
            return self.box(name, self.heights[name]).y - self._gap(asking)
        zone = self.template.zone(name)
        area = self.profile.area(zone.area)
        return min([area.bottom] + [self._top(n, asking) for n in zone.above])


def clear_of(template: Template, name: str) -> set[str]:
    """Return all zones that one keeps clear of, and that those do."""
    found: set[str] = set()
    waiting = [name]
    while waiting:
        zone = template.zone(waiting.pop())
        near = {*zone.below, *zone.above, *([zone.beside] if zone.beside else [])} - found
        found |= near
        waiting += near
    return found
