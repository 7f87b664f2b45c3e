"""Darkness behind text: as much as the pictures under it need, as long as they and it last."""

from collections.abc import Sequence

from clipkit.model.cues import Change, Scrim
from clipkit.planning.framing import Shown, luma_under, views
from clipkit.planning.look import Look
from clipkit.units import Box, Span

DARK = 66.0  # luma that paper-white text is read on (contrast about 5 to 1)
LEAST, MOST = 0.30, 0.82
FADE = Change(frames=12, ease="linear")
SOLID_FADE = Change(frames=8, ease="linear")


def strength(pictures: Sequence[Shown], part: Box) -> float:
    """Return the opacity that brings the brightest of the pictures under a part down to DARK."""
    luma = max(
        (luma_under(shown, view, part) for shown in pictures for view in views(shown)),
        default=DARK,
    )
    return round(min(MOST, max(LEAST, 1.0 - DARK / max(luma, 1.0))), 3)


def head(look: Look, pictures: Sequence[Shown], bottom: int, span: Span, scene: int) -> Scrim:
    """Return the scrim behind a scene's upper texts, full down to `bottom`, then fading."""
    width, height = look.profile.size
    fade = look.profile.even_px(240)
    box = Box(0, 0, width, min(height, bottom + fade))
    dark = strength(pictures, Box(0, 0, width, bottom))
    return _scrim(look, box, (dark, 0.0), bottom / box.height, span, scene)


def foot(look: Look, pictures: Sequence[Shown], top: int, span: Span, scene: int) -> Scrim:
    """Return the scrim behind a scene's lower texts: it comes up to `top`, full to the frame's end.

    Captions have their own stroke or plate, so it is full a little lower.
    """
    width, height = look.profile.size
    fade = look.profile.even_px(160)
    box = Box(0, max(0, top - fade), width, height - max(0, top - fade))
    dark = strength(pictures, Box(0, top, width, height - top))
    return _scrim(look, box, (0.0, dark), (height - top) / box.height * 0.8, span, scene)


def under_captions(
    look: Look, pictures: Sequence[Shown], panel: Box, top: int, span: Span, scene: int
) -> Scrim:
    """Return the scrim on a panel's lower part, where captions stand."""
    above = max(panel.y, top - look.profile.even_px(120))
    box = Box(panel.x, above, panel.width, panel.bottom - above)
    dark = round(0.75 * strength(pictures, box), 3)
    return _scrim(look, box, (0.0, dark), 0.35, span, scene)


def over_all(look: Look, dim: float, span: Span, scene: int) -> Scrim:
    """Return an even darkness over the whole frame, under a list or a quotation."""
    box = Box(0, 0, *look.profile.size)
    made = _scrim(look, box, (dim, dim), 0.0, span, scene)
    return Scrim(
        first=made.first,
        stop=made.stop,
        scene=scene,
        box=box,
        ink=made.ink,
        opacity=made.opacity,
        enter=SOLID_FADE,
        leave=SOLID_FADE,
    )


def _scrim(
    look: Look, box: Box, opacity: tuple[float, float], solid: float, span: Span, scene: int
) -> Scrim:
    return Scrim(
        first=span.first,
        stop=span.stop,
        scene=scene,
        box=box,
        ink=look.ink(look.template.inks.scrim),
        opacity=opacity,
        solid=round(min(1.0, max(0.0, solid)), 3),
        enter=FADE,
        leave=FADE,
    )
