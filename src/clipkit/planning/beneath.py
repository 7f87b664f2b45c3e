"""What bare text needs of the picture beneath it, and how dark a scrim must be to give it that.

A plate, or an outline a CSS pixel wide, is a ground of its own; all other text is solved for here.
"""

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from clipkit.model.cues import Bug, Cue, Label, Quotation, Source, Text, TitleCue
from clipkit.model.style import TextStyle
from clipkit.planning.colours import grey_of, grey_under
from clipkit.planning.framing import Shown, peak_under
from clipkit.planning.look import Look
from clipkit.units import Box, Span

# WCAG 2.2, 1.4.3: 4.5 : 1, and 3 : 1 for large text, which is 18 pt or, in bold, 14 pt: 24 and
# 18.66 CSS px. A phone shows the shorter side of a frame on about 390 CSS px, as most phones sold
# since 2020 have it: of 1080 px, 66 and 52 are large.
SMALL_TEXT, LARGE_TEXT = 4.5, 3.0
ACROSS, LARGE, LARGE_BOLD, BOLD = 390, 24.0, 56 / 3, 700
SPARE = 1.2  # times the contrast: what encoding and halved chroma take
DARKEST = 0.9  # of a scrim


class Need(Struct, frozen=True):
    """A text's part of the frame, when it is seen, and the lightest grey, 0 to 255, under it."""

    box: Box
    span: Span
    grey: float


def needs(cues: Iterable[Cue], look: Look) -> list[Need]:
    """Return what the bare texts among cues need."""
    found: list[Need] = []
    for cue, text in _bare(cues):
        style = look.template.style(text.style)
        if style.plate is not None or _outlined(style, text.size, look):
            continue
        grey = grey_under(style.plain.fill[0], SPARE * least(style, text.size, look))
        found.append(Need(text.box, Span(cue.first, cue.stop), grey))
    return found


def least(style: TextStyle, size: float, look: Look) -> float:
    """Return the contrast that a text needs. size: px of the frame."""
    pixel = min(look.profile.size) / ACROSS
    large = LARGE_BOLD if style.weight >= BOLD else LARGE
    return LARGE_TEXT if size >= large * pixel - 0.5 else SMALL_TEXT


def solved(wanted: Iterable[Need], pictures: Sequence[Shown], ink: str) -> float:
    """Return how opaque a scrim of an ink must be for all of some needs, 0.0 to DARKEST."""
    dark, most = grey_of(ink), 0.0
    for need in wanted:
        peak = max((peak_under(shown, need.box) for shown in pictures), default=0.0)
        if peak > need.grey:
            most = max(most, (peak - need.grey) / max(1.0, peak - dark))
    return min(DARKEST, most)


def _bare(cues: Iterable[Cue]) -> Iterator[tuple[Cue, Text]]:
    """Yield texts that no shape is behind, each with the cue that it comes and goes with."""
    for cue in cues:
        shaped = isinstance(cue, Label) and cue.shape not in ("none", "rule")
        if isinstance(cue, TitleCue | Source | Quotation | Label) and not shaped:
            yield cue, cue
        inner = cue.by if isinstance(cue, Quotation) else cue.name if isinstance(cue, Bug) else None
        if inner is not None:
            yield cue, inner


def _outlined(style: TextStyle, size: float, look: Look) -> bool:
    """Whether dark outlines of its own part a text from the picture."""
    wide = sum(stroke.width for stroke in style.strokes) * size
    return wide >= min(look.profile.size) / ACROSS
