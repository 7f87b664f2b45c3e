"""The labels of one scene, each placed once all that it keeps clear of stands."""

from collections.abc import Sequence

from msgspec.structs import replace

from clipkit.errors import Problem
from clipkit.model.script import Script
from clipkit.model.template import LabelLook, When
from clipkit.planning.labels import Placed, placed, too_long, wanted
from clipkit.planning.look import Look
from clipkit.planning.measuring import Setter
from clipkit.planning.zones import Stack, clear_of
from clipkit.units import Box


class Labeller:
    """Places a scene's labels, each once all that it keeps clear of is there."""

    def __init__(
        self, script: Script, look: Look, setter: Setter, index: int, beside: Sequence[Box]
    ) -> None:
        """Take a scene. index: in the script. beside: what stands in the logo's row already."""
        whens: list[When] = ["each"]
        whens += ["first"] if index == 0 else []
        whens += ["last"] if index + 1 == len(script.scenes) else []
        self.script, self.look, self.setter = script, look, setter
        self.beside = beside
        scene = script.scenes[index]
        blocks = any(sentence.kind in ("list", "quotation") for sentence in scene.sentences)
        self.scene = index + 1
        found = [
            pair for pair in wanted(look, whens) if not (blocks and self._on_captions(pair[0].zone))
        ]
        self.waiting = sorted(found, key=lambda pair: len(clear_of(look.template, pair[0].zone)))
        self.placed: list[Placed] = []
        self.problems: list[Problem] = []

    def _on_captions(self, zone: str) -> bool:
        """Whether a zone stands on the captions': it is there only where they are."""
        return "captions" in clear_of(self.look.template, zone)

    def before(self, zone: str, stack: Stack) -> Stack:
        """Place those that a zone keeps clear of."""
        asked = clear_of(self.look.template, zone)
        return self._place([pair for pair in self.waiting if pair[0].zone in asked], stack)

    def rest(self, stack: Stack) -> Stack:
        """Place all others, and leave out those that say nothing alone."""
        stack = self._place(list(self.waiting), stack)
        there = {one.look.name for one in self.placed}
        self.placed = [one for one in self.placed if not one.look.needs or one.look.needs in there]
        return stack

    def _place(self, now: Sequence[tuple[LabelLook, str]], stack: Stack) -> Stack:
        for label, text in now:
            self.waiting.remove((label, text))
            beside = self.look.template.zone(label.zone).beside
            row = self._rest_of_row(stack, beside) if beside in stack.heights else None
            one = placed(label, text, self.setter, self.look, stack, row)
            slot = stack.slot(label.zone)
            crowded = not one.found.fits or one.height > slot.height
            if crowded and self._on_captions(label.zone):
                place = self.script.place("vars")
                values = {"text": text, "scene": str(self.scene)}
                self.problems.append(place.problem("label-crowded", "warning", **values))
                continue
            if not one.found.fits:
                self.problems.append(too_long(one, self.setter, self.look, self.script))
            if row is None or not _within(one.plate, row):
                stack = replace(stack, heights={**stack.heights, label.zone: one.height})
            self.placed.append(one)
        return stack

    def _rest_of_row(self, stack: Stack, zone: str) -> Box:
        row = stack.box(zone, stack.heights[zone])
        gap = self.look.profile.even_px(24)
        left = min(box.x for box in self.beside)
        right = max(box.right for box in self.beside)
        if self.look.brand.bug.corner == "top-right":
            return row._replace(width=max(0, left - gap - row.x))
        return row._replace(x=right + gap, width=max(0, row.right - right - gap))


def _within(inner: Box, outer: Box) -> bool:
    return (
        inner.x >= outer.x
        and inner.right <= outer.right
        and abs(2 * inner.y + inner.height - 2 * outer.y - outer.height) <= 4
    )
