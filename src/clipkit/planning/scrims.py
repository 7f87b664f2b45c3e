"""Darkness behind text: as much as the pictures under it need, as long as they and it last.

A scrim brings what lies under it down to DARK as a whole, for calm; and every spot under a bare
text down to what that text is read on (`beneath`), which a busy picture's mean doesn't tell.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from clipkit.model.cues import CUT, Change, Cue, Quotation, Scrim
from clipkit.planning.beneath import Need, needs, solved
from clipkit.planning.cropping import Fitted
from clipkit.planning.framing import Shown, luma_under, peak_under, views
from clipkit.planning.look import Look
from clipkit.planning.pictures import FADE
from clipkit.planning.stages import Stage
from clipkit.units import Box, Span

DARK = 66.0  # luma that paper-white text is read on (contrast about 5 to 1)
LEAST, MOST = 0.30, 0.82
CAPTIONS = 0.75  # of the strength: captions have a stroke or a plate of their own
OVER = Change(frames=FADE, ease="linear")
SOON = Change(frames=8, ease="linear")
EARLY = 6  # frames before a list or a quotation


def strength(pictures: Sequence[Shown], part: Box) -> float:
    """Return the opacity that brings the brightest of the pictures under a part down to DARK."""
    luma = max(
        (luma_under(shown, view, part) for shown in pictures for view in views(shown)),
        default=DARK,
    )
    return round(min(MOST, max(LEAST, 1.0 - DARK / max(luma, 1.0))), 3)


def of_scene(stage: Stage, look: Look, scene: int, texts: Sequence[Cue]) -> list[Cue]:
    """Return a scene's scrims. scene: its index among the timeline's. texts: its cues.

    They come and go with its pictures: over the whole transition, or with the cut.
    """
    mine = _Scene(stage, look, scene)
    said = [cue for cue in texts if isinstance(cue, Quotation)]
    standing = needs((cue for cue in texts if cue not in said), look)
    return [*mine.behind(standing), *mine.behind_blocks(needs(said, look))]


class _Group(NamedTuple):
    """Neighbouring pictures of one fit, and when they are seen."""

    fit: Fitted
    pictures: list[Shown]
    span: Span


def _groups(stage: Stage) -> list[_Group]:
    found: list[_Group] = []
    for fit, group in groupby(stage.seen, key=lambda pair: pair[0].fit):
        parts = list(group)
        span = Span(parts[0][1].first, parts[-1][1].stop)
        found.append(_Group(fit, [shown for shown, _ in parts], span))
    return found


class _Scene(NamedTuple):
    """A scene whose scrims are solved. number: among the timeline's."""

    stage: Stage
    look: Look
    number: int

    def behind(self, texts: Sequence[Need]) -> Iterator[Scrim]:
        """Yield what lies behind captions and texts that stay."""
        for group in _groups(self.stage):
            if group.fit == "panel":
                if self.stage.captioned and not self.stage.layout.aside:
                    yield from self._under_captions(group)
            elif group.fit == "cover" or any(
                peak_under(picture, text.box) for picture in group.pictures for text in texts
            ):
                yield from self._over_cover(group, texts)

    def behind_blocks(self, said: Sequence[Need]) -> Iterator[Scrim]:
        """Yield what dims the pictures under lists and quotations. said: what quotations need."""
        stage, look = self.stage, self.look
        width, height = look.profile.size
        box = Box(0, 0, stage.layout.panel.x if stage.layout.aside else width, height)
        for block in stage.blocks:
            span = Span(max(stage.span.first, block.onsets[0] - EARLY), block.stop)
            pictures = [one for one, seen in stage.seen if seen.meets(span) and one.fit != "panel"]
            inner = [need for need in said if need.span.first < span.stop]
            dim = look.template.dim[block.kind == "quotation"]
            dim = self._deepened(dim, inner, _Group("cover", pictures, span))
            yield self._scrim(box, (dim, dim), 0.0, span, (SOON, SOON))

    def _over_cover(self, group: _Group, texts: Sequence[Need]) -> Iterator[Scrim]:
        """Yield the scrims behind upper and lower texts, where pictures fill the frame."""
        stage, span, layout = self.stage, group.span, self.stage.layout
        low = [box for box in (layout.source and layout.source.box, layout.progress) if box]
        top = layout.captions.y if stage.captioned else min([box.y for box in low], default=-1)
        upper = [need for need in texts if need.box.y < top or top < 0]
        rest = span
        if layout.title and stage.titles and stage.titles[-1].stop > span.first:
            until = Span(span.first, min(span.stop, stage.titles[-1].stop))
            yield self._head(group._replace(span=until), layout.title.box.bottom, upper)
            rest = Span(max(span.first, until.stop - FADE // 2), span.stop)
        if layout.head and rest.frames > FADE:
            going = [need for need in upper if need.span.stop > rest.first + FADE]
            yield self._head(group._replace(span=rest), layout.head, going)
        if top >= 0:
            yield self._foot(group, top, [need for need in texts if need.box.y >= top])

    def _head(self, group: _Group, bottom: int, texts: Sequence[Need]) -> Scrim:
        """Return the scrim behind upper texts: full down to `bottom`, then fading."""
        width, height = self.look.profile.size
        seen = [need.box.bottom for need in texts if need.span.meets(group.span)]
        bottom = max([bottom, *seen])
        box = Box(0, 0, width, min(height, bottom + self.look.profile.even_px(240)))
        dark = strength(group.pictures, Box(0, 0, width, bottom))
        dark = self._deepened(dark, texts, group)
        return self._timed(box, (dark, 0.0), bottom / box.height, group.span)

    def _foot(self, group: _Group, top: int, texts: Sequence[Need]) -> Scrim:
        """Return the scrim behind captions and lower texts: it comes above `top`."""
        width, height = self.look.profile.size
        begin = max(0, top - self.look.profile.even_px(160))
        box = Box(0, begin, width, height - begin)
        dark = strength(group.pictures, Box(0, top, width, height - top))
        dark = self._deepened(dark, texts, group)
        full = min([top + 0.2 * (height - top), *(float(need.box.y) for need in texts)])
        return self._timed(box, (0.0, dark), (height - full) / box.height, group.span)

    def _under_captions(self, group: _Group) -> Iterator[Scrim]:
        """Yield the scrim on the lower part of a panel."""
        panel = group.pictures[0].box
        for shown in group.pictures[1:]:  # the widest: they are centred, of one height or less
            panel = shown.box if shown.box.width > panel.width else panel
        top = max(panel.y, self.stage.layout.captions.y - self.look.profile.even_px(120))
        if panel.bottom - top >= self.look.profile.even_px(32):
            box = Box(panel.x, top, panel.width, panel.bottom - top)
            dark = round(CAPTIONS * strength(group.pictures, box), 3)
            yield self._timed(box, (0.0, dark), 0.35, group.span)

    def _deepened(self, dark: float, wanted: Sequence[Need], group: _Group) -> float:
        """Return a scrim's opacity, or what the texts on it need where that is more.

        Of the scrim's ink: 1.0 has the ink's own opacity.
        """
        ink = self.look.ink(self.look.template.inks.scrim)
        here = [need for need in wanted if need.span.meets(group.span)]
        most = int(ink[7:9], 16) / 255
        return round(max(dark, solved(here, group.pictures, ink[:7]) / max(most, 0.01)), 3)

    def _timed(self, box: Box, opacity: tuple[float, float], solid: float, span: Span) -> Scrim:
        """Stretch a scrim over the transitions at its scene's ends; elsewhere it cuts or fades."""
        stage = self.stage
        cuts = {frame for _, seen in stage.seen for frame in seen}
        first, enter = span.first, CUT
        if span.first == stage.span.first and stage.opens:
            first, enter = span.first - FADE // 2, OVER
        elif span.first > stage.span.first and span.first not in cuts:
            enter = OVER
        stop, leave = span.stop, CUT
        if span.stop == stage.span.stop and stage.ends:
            stop, leave = span.stop + FADE // 2, OVER
        elif span.stop < stage.span.stop and span.stop not in cuts:
            leave = OVER
        return self._scrim(box, opacity, solid, Span(first, stop), (enter, leave))

    def _scrim(
        self,
        box: Box,
        opacity: tuple[float, float],
        solid: float,
        span: Span,
        changes: tuple[Change, Change],
    ) -> Scrim:
        ink = self.look.ink(self.look.template.inks.scrim)
        if max(opacity) > 1.0:  # more than its ink has
            share = int(ink[7:9], 16) / 255
            ink = f"{ink[:7]}FF"
            opacity = round(opacity[0] * share, 3), round(opacity[1] * share, 3)
        return Scrim(
            first=span.first,
            stop=span.stop,
            scene=self.number,
            box=box,
            ink=ink,
            opacity=opacity,
            solid=round(min(1.0, max(0.0, solid)), 3),
            enter=changes[0],
            leave=changes[1],
        )
