"""Darkness behind text: as much as the pictures under it need, as long as they and it last.

A scrim brings what lies under it down to DARK as a whole, for calm; and every spot under a bare
text down to what that text is read on (`beneath`), which a busy picture's mean doesn't tell.
"""

from collections.abc import Sequence
from itertools import groupby

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
    found: list[Cue] = []
    said = [cue for cue in texts if isinstance(cue, Quotation)]
    standing = needs((cue for cue in texts if cue not in said), look)
    for fit, pictures, span in _groups(stage):
        if fit == "panel":
            if stage.captioned and not stage.layout.aside:
                found += _under_captions(stage, pictures, span, look, scene)
        elif fit == "cover" or any(peak_under(p, n.box) for p in pictures for n in standing):
            found += _over_cover(stage, pictures, span, look, scene, standing)
    for block in stage.blocks:
        dim = look.template.dim[block.kind == "quotation"]
        span = Span(max(stage.span.first, block.onsets[0] - EARLY), block.stop)
        width, height = look.profile.size
        box = Box(0, 0, stage.layout.panel.x if stage.layout.aside else width, height)
        inner = [need for need in needs(said, look) if need.span.first < span.stop]
        shown = [one for one, seen in stage.seen if seen.meets(span) and one.fit != "panel"]
        dim = _deepened(look, dim, inner, shown, span)
        found.append(_scrim(look, box, (dim, dim), 0.0, span, scene, (SOON, SOON)))
    return found


def _deepened(
    look: Look, dark: float, wanted: Sequence[Need], pictures: Sequence[Shown], span: Span
) -> float:
    """Return a scrim's opacity, or what the texts on it need where that is more.

    Of the scrim's ink: 1.0 has the ink's own opacity.
    """
    ink = look.ink(look.template.inks.scrim)
    here = [need for need in wanted if need.span.meets(span)]
    most = int(ink[7:9], 16) / 255
    return round(max(dark, solved(here, pictures, ink[:7]) / max(most, 0.01)), 3)


def _groups(stage: Stage) -> list[tuple[Fitted, list[Shown], Span]]:
    """Return neighbouring pictures of one fit, and when they are seen."""
    found: list[tuple[Fitted, list[Shown], Span]] = []
    for fit, group in groupby(stage.seen, key=lambda pair: pair[0].fit):
        parts = list(group)
        span = Span(parts[0][1].first, parts[-1][1].stop)
        found.append((fit, [shown for shown, _ in parts], span))
    return found


def _over_cover(
    stage: Stage,
    pictures: Sequence[Shown],
    span: Span,
    look: Look,
    scene: int,
    texts: Sequence[Need],
) -> list[Cue]:
    """Return the scrims behind the upper and the lower texts, where pictures fill the frame."""
    layout, found = stage.layout, list[Cue]()
    low = [box for box in (layout.source and layout.source.box, layout.progress) if box]
    top = layout.captions.y if stage.captioned else min([box.y for box in low], default=-1)
    upper = [need for need in texts if need.box.y < top or top < 0]
    title = layout.title
    rest = span
    if title and stage.titles and stage.titles[-1].stop > span.first:
        until = Span(span.first, min(span.stop, stage.titles[-1].stop))
        found.append(_head(stage, pictures, title.box.bottom, until, look, scene, upper))
        rest = Span(max(span.first, until.stop - FADE // 2), span.stop)
    if layout.head and rest.frames > FADE:
        going = [need for need in upper if need.span.stop > rest.first + FADE]
        found.append(_head(stage, pictures, layout.head, rest, look, scene, going))
    if top >= 0:
        lower = [need for need in texts if need.box.y >= top]
        found.append(_foot(stage, pictures, top, span, look, scene, lower))
    return found


def _head(
    stage: Stage,
    pictures: Sequence[Shown],
    bottom: int,
    span: Span,
    look: Look,
    scene: int,
    texts: Sequence[Need],
) -> Scrim:
    """Return the scrim behind upper texts: full down to `bottom`, then fading."""
    width, height = look.profile.size
    bottom = max([bottom, *(need.box.bottom for need in texts if need.span.meets(span))])
    box = Box(0, 0, width, min(height, bottom + look.profile.even_px(240)))
    dark = strength(pictures, Box(0, 0, width, bottom))
    dark = _deepened(look, dark, texts, pictures, span)
    return _timed(stage, look, box, (dark, 0.0), bottom / box.height, span, scene)


def _foot(
    stage: Stage,
    pictures: Sequence[Shown],
    top: int,
    span: Span,
    look: Look,
    scene: int,
    texts: Sequence[Need],
) -> Scrim:
    """Return the scrim behind captions and lower texts: it comes above `top`."""
    width, height = look.profile.size
    begin = max(0, top - look.profile.even_px(160))
    box = Box(0, begin, width, height - begin)
    dark = strength(pictures, Box(0, top, width, height - top))
    dark = _deepened(look, dark, texts, pictures, span)
    full = min([top + 0.2 * (height - top), *(float(need.box.y) for need in texts)])
    return _timed(stage, look, box, (0.0, dark), (height - full) / box.height, span, scene)


def _under_captions(
    stage: Stage, pictures: Sequence[Shown], span: Span, look: Look, scene: int
) -> list[Cue]:
    """Return the scrim on the lower part of a panel."""
    panel = pictures[0].box
    for shown in pictures[1:]:  # the widest: they are centred, of one height or less
        panel = shown.box if shown.box.width > panel.width else panel
    top = max(panel.y, stage.layout.captions.y - look.profile.even_px(120))
    if panel.bottom - top < look.profile.even_px(32):
        return []
    box = Box(panel.x, top, panel.width, panel.bottom - top)
    dark = round(CAPTIONS * strength(pictures, box), 3)
    return [_timed(stage, look, box, (0.0, dark), 0.35, span, scene)]


def _timed(
    stage: Stage,
    look: Look,
    box: Box,
    opacity: tuple[float, float],
    solid: float,
    span: Span,
    scene: int,
) -> Scrim:
    """Stretch a scrim over the transitions at its scene's ends; elsewhere it cuts or fades."""
    first, enter = span.first, CUT
    if span.first == stage.span.first and stage.opens:
        first, enter = span.first - FADE // 2, OVER
    elif span.first > stage.span.first and span.first not in _cuts(stage):
        enter = OVER
    stop, leave = span.stop, CUT
    if span.stop == stage.span.stop and stage.ends:
        stop, leave = span.stop + FADE // 2, OVER
    elif span.stop < stage.span.stop and span.stop not in _cuts(stage):
        leave = OVER
    return _scrim(look, box, opacity, solid, Span(first, stop), scene, (enter, leave))


def _cuts(stage: Stage) -> set[int]:
    return {frame for _, span in stage.seen for frame in span}


def _scrim(
    look: Look,
    box: Box,
    opacity: tuple[float, float],
    solid: float,
    span: Span,
    scene: int,
    changes: tuple[Change, Change],
) -> Scrim:
    ink = look.ink(look.template.inks.scrim)
    if max(opacity) > 1.0:  # more than its ink has
        share = int(ink[7:9], 16) / 255
        ink, opacity = f"{ink[:7]}FF", (round(opacity[0] * share, 3), round(opacity[1] * share, 3))
    return Scrim(
        first=span.first,
        stop=span.stop,
        scene=scene,
        box=box,
        ink=ink,
        opacity=opacity,
        solid=round(min(1.0, max(0.0, solid)), 3),
        enter=changes[0],
        leave=changes[1],
    )
