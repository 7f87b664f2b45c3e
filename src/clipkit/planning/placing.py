"""What stands in a scene, and where: logo, labels, title, source, lower thirds, captions' place.

One Layout a scene; each text is measured once and its box is inside its area, or is a problem.
"""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from clipkit.errors import Place, Problem
from clipkit.model.facts import Facts
from clipkit.model.script import LowerThird, Scene, Script
from clipkit.model.style import Measured, TextStyle
from clipkit.planning.captions import Captioner, SetCard
from clipkit.planning.labelling import Labeller
from clipkit.planning.labels import Placed
from clipkit.planning.logos import optical
from clipkit.planning.look import Look
from clipkit.planning.measuring import Setter
from clipkit.planning.timing import title_of
from clipkit.planning.zones import Stack
from clipkit.units import Box, even

BAR, AFTER_BAR = 10, 26  # px at 1080: the title's rule, and from it to the text
THIRD_PAD, THIRD_EDGE, THIRD_GAP = 44, 18, 6
LOGO_MOST, LOGO_TALL = 0.4, 1.5  # of the area's width; of what is a square logo's height
PROGRESS = 8  # px at 1080


class Standing(Struct, frozen=True, kw_only=True):
    """A measured text in its box."""

    text: str
    found: Measured
    box: Box


class Third(Struct, frozen=True, kw_only=True):
    """A lower third where it stands. box: its plate."""

    written: LowerThird
    name: Standing
    role: Standing | None
    box: Box


class Layout(Struct, frozen=True, kw_only=True):
    """One scene's standing things. captions: the place of all its cards, the highest too.

    stack: for what is placed later; a headline takes no room in it: it goes when that comes.
    panel: for the pictures; aside: it stands beside the texts.
    """

    stack: Stack
    panel: Box
    captions: Box
    cards: tuple[SetCard, ...] = ()
    progress: Box | None = None
    logo: Box | None = None
    name: Standing | None = None
    labels: tuple[Placed, ...] = ()
    title: Standing | None = None
    bar: Box | None = None
    source: Standing | None = None
    thirds: tuple[Third, ...] = ()
    aside: bool = False

    @property
    def head(self) -> int:
        """First row below logo and labels of its row."""
        boxes = [box for box in (self.logo, self.name and self.name.box) if box]
        boxes += [label.plate for label in self.labels if label.look.zone in _ROW]
        return max([box.bottom for box in boxes], default=0)


_ROW = ("bug", "label")


class Placer(Struct):
    """Lays out the scenes of one clip. problems: of all texts that don't fit."""

    script: Script
    look: Look
    setter: Setter
    facts: Mapping[str, Facts]
    captioner: Captioner
    problems: list[Problem]

    def layout(self, index: int, headline: str = "", aside: int = 0) -> Layout:
        """Lay out a scene. headline: what stands where it has no title.

        aside: px at the right that its pictures have for themselves.
        """
        scene = self.script.scenes[index]
        profile = self.look.profile
        stack = Stack(self.look.template, replace(profile, aside=aside), {})
        progress = None
        if self.look.template.progress == "story":
            high = profile.even_px(PROGRESS)
            stack, _ = self._held(stack, "progress", high)
            # across the whole frame, whatever its pictures take: it stays where it is
            progress = Stack(self.look.template, profile).box("progress", high)
        stack, logo, name = self._bug(stack)
        beside = [box for box in (logo, name and name.box) if box]
        labels = Labeller(self.script, self.look, self.setter, index, beside)
        stack = labels.before("title", stack)
        untitled = stack
        stack, title, bar = self._title(stack, index, headline)
        stack, source = self._source(labels.before("source", stack), scene, index)
        stack, thirds = self._thirds(labels.before("lower-third", stack), scene)
        stack = labels.before("captions", stack)
        room = stack.slot("captions")
        cards = self.captioner.cards(index, room)
        stack, captions = self._held(stack, "captions", self.captioner.height(cards, room))
        stack = labels.rest(stack)
        self.problems += labels.problems
        heights = {zone: high for zone, high in stack.heights.items() if zone != "captions"}
        if headline and title and title.text == headline:
            heights.pop("title")
        return Layout(
            stack=replace(untitled, heights=heights),
            panel=_beside(profile.size, aside) if aside else stack.slot("panel"),
            captions=captions,
            cards=cards,
            progress=progress,
            logo=logo,
            name=name,
            labels=tuple(labels.placed),
            title=title,
            bar=bar,
            source=source,
            thirds=thirds,
            aside=aside > 0,
        )

    def fitting(
        self, text: str, style: TextStyle, width: int, height: int, place: Place
    ) -> Measured:
        """Set a text, or note that it doesn't fit, and how much does."""
        found = self.setter.set(text, style, width, max(1, height))
        if not found.fits:
            self._too_long(text, style, width, max(1, height), place)
        return found

    def _too_long(self, text: str, style: TextStyle, width: int, height: int, place: Place) -> None:
        room = self.setter.room(text, style, width, height)
        self.problems.append(place.problem("text-too-long", text=text, room=room, length=len(text)))

    def _held(self, stack: Stack, zone: str, height: int) -> tuple[Stack, Box]:
        """Return the stack with something in a zone, and its box."""
        held = replace(stack, heights={**stack.heights, zone: height})
        return held, held.box(zone, height)

    def _bug(self, stack: Stack) -> tuple[Stack, Box | None, Standing | None]:
        brand, profile = self.look.brand, self.look.profile
        known = self.facts.get(f"brand:{brand.logo}") if brand.logo else None
        if known is None and not brand.name:
            return stack, None, None
        row = profile.even_px(brand.bug.size)
        width = height = 0
        if known is not None:
            most = stack.slot("bug").width * LOGO_MOST
            width, height = optical(known, row, most, row * LOGO_TALL)
        row = max(row, height)
        stack, box = self._held(stack, "bug", row)
        logo = None
        if known is not None:
            logo = Box(box.x, even(box.y + (row - height) / 2), width, height)
        name = None
        if brand.name:
            x = logo.right + profile.even_px(16) if logo else box.x
            style = self.look.template.style("bug")
            room = even(box.width * 0.62) - (x - box.x)
            found = self.setter.set(brand.name, style, room, row, grow=1)
            if not found.fits and logo is None:
                self._too_long(brand.name, style, room, row, Place(brand.file))
            if found.fits or logo is None:  # a logo so wide stands for its name
                name = Standing(
                    text=brand.name,
                    found=found,
                    box=Box(x, box.y, min(room, even(found.width + 1)), row),
                )
        return self._at_corner(stack, box, logo, name)

    def _at_corner(
        self, stack: Stack, row: Box, logo: Box | None, name: Standing | None
    ) -> tuple[Stack, Box | None, Standing | None]:
        """Move logo and name to the corner that the brand asks for."""
        if self.look.brand.bug.corner == "top-right":
            right = name.box.right if name else logo.right if logo else row.right
            by = row.right - right
            logo = logo._replace(x=logo.x + by) if logo else None
            name = replace(name, box=name.box._replace(x=name.box.x + by)) if name else None
        return stack, logo, name

    def _title(
        self, stack: Stack, index: int, headline: str
    ) -> tuple[Stack, Standing | None, Box | None]:
        text, place = title_of(self.script, index)
        text = text or headline
        if not text:
            return stack, None, None
        px, slot = self.look.profile.even_px, stack.slot("title")
        aside = px(BAR + AFTER_BAR) if self.look.template.inks.title_bar else 0
        found = self.fitting(
            text, self.look.template.style("title"), slot.width - aside, slot.height, place
        )
        # One that doesn't fit is told, and leaves the rest its room: one problem, not many.
        high = even(found.height + 1) if found.fits else slot.height
        stack, box = self._held(stack, "title", high)
        bar = Box(box.x, box.y, px(BAR), box.height) if aside else None
        inner = box._replace(x=box.x + aside, width=box.width - aside)
        return stack, Standing(text=text, found=found, box=inner), bar

    def _source(self, stack: Stack, scene: Scene, index: int) -> tuple[Stack, Standing | None]:
        text = source_text(self.script, scene, last=index + 1 == len(self.script.scenes))
        if not text:
            return stack, None
        place = scene.sources[0].place if scene.sources else self.script.place("source")
        slot = stack.slot("source")
        style = self.look.template.style("source")
        found = self.fitting(text, style, slot.width, slot.height, place)
        stack, box = self._held(stack, "source", even(found.height + 1))
        return stack, Standing(text=text, found=found, box=box)

    def _thirds(self, stack: Stack, scene: Scene) -> tuple[Stack, tuple[Third, ...]]:
        found = [self._third(stack, third) for third in scene.thirds]
        if found:
            tallest = max(third.box.height for third in found)
            stack = replace(stack, heights={**stack.heights, "lower-third": tallest})
        return stack, tuple(found)

    def _third(self, stack: Stack, written: LowerThird) -> Third:
        template, px = self.look.template, self.look.profile.even_px
        slot = stack.slot("lower-third")
        pad, edge = px(THIRD_PAD), px(THIRD_EDGE)
        width = slot.width - pad - px(28)
        room = slot.height - 2 * edge
        name = self.fitting(written.name, template.style("name"), width, room, written.place)
        role, height = None, even(name.height + 1)
        if written.role:
            room -= height + px(THIRD_GAP)
            role = self.fitting(written.role, template.style("role"), width, room, written.place)
            height += px(THIRD_GAP) + even(role.height + 1)
        box = stack.box("lower-third", height + 2 * edge)
        top = Box(box.x + pad, box.y + edge, width, even(name.height + 1))
        below = None
        if role is not None:
            under = Box(top.x, top.bottom + px(THIRD_GAP), width, even(role.height + 1))
            below = Standing(text=written.role, found=role, box=under)
        standing = Standing(text=written.name, found=name, box=top)
        return Third(written=written, name=standing, role=below, box=box)


def _beside(size: tuple[int, int], aside: int) -> Box:
    return Box(size[0] - aside, 0, aside, size[1])


def source_text(script: Script, scene: Scene, *, last: bool) -> str:
    """Return a scene's source line; the last scene's has the script's own too.

    It is labelled in the script's language, unless it begins with a word and a colon.
    """
    parts = [note.text for note in scene.sources]
    if last and script.source:
        begun = script.source.split(" ")[0]
        label = "Sumber" if script.lang == "id" else "Source"
        named = begun.endswith(":") and len(begun) > 1
        parts.append(script.source if named else f"{label}: {script.source}")
    return " · ".join(parts)
