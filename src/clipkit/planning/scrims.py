"""Darkness behind text: as much as the pictures under it need, as long as they and it last."""

from collections.abc import Sequence
from itertools import groupby

from clipkit.model.cues import CUT, Change, Cue, Scrim
from clipkit.planning.framing import Fitted, Shown, luma_under, views
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


def of_scene(stage: Stage, look: Look, scene: int) -> list[Cue]:
    """Return a scene's scrims. scene: its index among the timeline's.

    They come and go with its pictures: over the whole transition, or with the cut.
    """
    found: list[Cue] = []
    for fit, pictures, span in _groups(stage):
        if fit == "cover":
            found += _over_cover(stage, pictures, span, look, scene)
        elif fit == "panel" and stage.captioned and not stage.layout.aside:
            found += _under_captions(stage, pictures, span, look, scene)
    for block in stage.blocks:
        dim = look.template.dim[block.kind == "quotation"]
        span = Span(max(stage.span.first, block.onsets[0] - EARLY), block.stop)
        width, height = look.profile.size
        box = Box(0, 0, stage.layout.panel.x if stage.layout.aside else width, height)
        found.append(_scrim(look, box, (dim, dim), 0.0, span, scene, (SOON, SOON)))
    return found


def _groups(stage: Stage) -> list[tuple[Fitted, list[Shown], Span]]:
    """Return neighbouring pictures of one fit, and when they are seen."""
    found: list[tuple[Fitted, list[Shown], Span]] = []
    for fit, group in groupby(stage.seen, key=lambda pair: pair[0].fit):
        parts = list(group)
        span = Span(parts[0][1].first, parts[-1][1].stop)
        found.append((fit, [shown for shown, _ in parts], span))
    return found


def _over_cover(
    stage: Stage, pictures: Sequence[Shown], span: Span, look: Look, scene: int
) -> list[Cue]:
    """Return the scrims behind the upper and the lower texts, where pictures fill the frame."""
    layout, found = stage.layout, list[Cue]()
    title = layout.title
    rest = span
    if title and stage.titles and stage.titles[-1].stop > span.first:
        until = Span(span.first, min(span.stop, stage.titles[-1].stop))
        found.append(_head(stage, pictures, title.box.bottom, until, look, scene))
        rest = Span(max(span.first, until.stop - FADE // 2), span.stop)
    if layout.head and rest.frames > FADE:
        found.append(_head(stage, pictures, layout.head, rest, look, scene))
    low = [box for box in (layout.source and layout.source.box, layout.progress) if box]
    if stage.captioned or low:
        top = layout.captions.y if stage.captioned else min(box.y for box in low)
        width, height = look.profile.size
        begin = max(0, top - look.profile.even_px(160))
        box = Box(0, begin, width, height - begin)
        dark = strength(pictures, Box(0, top, width, height - top))
        solid = 0.8 * (height - top) / box.height
        found.append(_timed(stage, look, box, (0.0, dark), solid, span, scene))
    return found


def _head(
    stage: Stage, pictures: Sequence[Shown], bottom: int, span: Span, look: Look, scene: int
) -> Scrim:
    """Return the scrim behind upper texts: full down to `bottom`, then fading."""
    width, height = look.profile.size
    box = Box(0, 0, width, min(height, bottom + look.profile.even_px(240)))
    dark = strength(pictures, Box(0, 0, width, bottom))
    return _timed(stage, look, box, (dark, 0.0), bottom / box.height, span, scene)


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
    return Scrim(
        first=span.first,
        stop=span.stop,
        scene=scene,
        box=box,
        ink=look.ink(look.template.inks.scrim),
        opacity=opacity,
        solid=round(min(1.0, max(0.0, solid)), 3),
        enter=changes[0],
        leave=changes[1],
    )
