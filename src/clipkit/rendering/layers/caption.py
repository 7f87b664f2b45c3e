"""A caption card: each word lit on exactly the frames that it is said."""

from bisect import bisect_right

from clipkit import text
from clipkit.model.cues import Caption
from clipkit.model.style import TextStyle
from clipkit.model.timeline import Timeline
from clipkit.rendering import keys
from clipkit.rendering.layer import Layer, Sources
from clipkit.rendering.planes import Patch, Planes
from clipkit.rendering.repaint import Repainted
from clipkit.rendering.still import Pose, grown, pose
from clipkit.units import Span


def made(cue: Caption, timeline: Timeline, sources: Sources) -> Layer:
    """The layer of a caption card."""
    del sources
    return Card(cue, timeline)


class Card:
    """Laid out once; a frame repaints only the words that changed."""

    def __init__(self, cue: Caption, timeline: Timeline) -> None:
        self.span = Span(cue.first, cue.stop)
        self.key = keys.of(cue, timeline)
        self._cue = cue
        self._fps = timeline.fps
        self._style: TextStyle = timeline.style(cue.style)
        self._onsets = [on for on, _ in cue.spans]
        self._card: text.Card | None = None
        self._patch: Repainted | None = None

    def prepare(self, span: Span) -> None:
        """Lay the card out, and paint it as it stands on the span's first frame."""
        self._made(max(span.first, self.span.first) - self.span.first)

    def release(self) -> None:
        """Drop the card's layout, its glyphs and its planes."""
        if self._card is not None:
            self._card.release()
        self._patch = None

    def paint(self, frame: int, planes: Planes) -> None:
        """Paint the card as it stands on a frame."""
        sprite, patch = self._made(frame - self.span.first)
        stands = self._pose(frame)
        if abs(stands.scale - 1) > 1e-3:
            about = self._cue.box
            middle = about.x + about.width / 2, about.y + about.height / 2
            grown(sprite, stands.scale, middle).blend(planes, stands.opacity, stands.dx, stands.dy)
            return
        patch.blend(planes, stands.opacity, stands.dx, stands.dy)

    def _made(self, frame: int) -> tuple[text.Sprite, Patch]:
        """The card's pixels, and as planes. frame: since it came."""
        sprite = self._sprite(frame)
        if self._patch is None:
            self._patch = Repainted(sprite)
        else:
            self._patch.show(sprite)
        return sprite, self._patch

    def _sprite(self, frame: int) -> text.Sprite:
        """The card's pixels. frame: since it came."""
        if self._card is None:  # what sets text is loaded while the first photo is, not before
            self._card = text.Card(self._cue.lines, self._style, self._cue.size, self._cue.box)
        at, saying = word_at(self._onsets, self._cue.spans, frame)
        if not saying:
            return self._card.sprite(at, emphasis=self._cue.emphasis)
        on, off = self._cue.spans[int(at)]
        since = frame - on + 0.5  # sampled in the frame's middle
        return self._card.sprite(
            at,
            progress=min(1.0, since / (off - on)),
            pop=text.popped(self._style, since / self._fps),
            slide=self._slide(on, since / self._fps),
            emphasis=self._cue.emphasis,
        )

    def _slide(self, on: int, since: float) -> tuple[int, float] | None:
        """The word that the lit one's plate comes from, and how far it has come.

        on: when that one is lit, frames since the card came. since: seconds. None: it is there,
        or no word was lit before.
        """
        come = text.slid(self._style, since)
        if come >= 1:
            return None
        before, lit = word_at(self._onsets, self._cue.spans, on - 1)
        return (int(before), come) if lit else None

    def _pose(self, frame: int) -> Pose:
        """How it comes and goes: by its style, and by the cue's own changes."""
        since, left = frame - self.span.first + 0.5, self.span.stop - frame - 0.5
        scale, opacity, dy = text.motion(self._style, since / self._fps, left / self._fps)
        by_style = Pose(opacity, 0.0, dy * self._cue.size, scale)
        return pose(self.span, self._cue.enter, self._cue.leave, frame).joined(by_style)


def word_at(
    onsets: list[int], spans: tuple[tuple[int, int], ...], frame: int
) -> tuple[float, bool]:
    """Which word is said on a frame, and whether one is.

    Between two words the answer is half way between their indexes: -0.5 before the first.

    >>> word_at([2, 8], ((2, 6), (8, 9)), 5), word_at([2, 8], ((2, 6), (8, 9)), 6)
    ((0, True), (0.5, False))
    """
    last = bisect_right(onsets, frame) - 1
    if last >= 0 and frame < spans[last][1]:
        return last, True
    return last + 0.5, False
