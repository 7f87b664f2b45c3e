"""A sprite that comes, stays and goes: all that most layers are."""

from collections.abc import Callable
from typing import NamedTuple

from msgspec.structs import replace

from clipkit.model.cues import CUT, Change, Cue
from clipkit.model.timeline import Timeline
from clipkit.rendering import keys
from clipkit.rendering.easing import eased
from clipkit.rendering.planes import Patch, Planes
from clipkit.rendering.shelf import Held
from clipkit.text import Sprite, scaled
from clipkit.units import Span


class Pose(NamedTuple):
    """How a cue stands on one frame. opacity: 0.0 to 1.0; dx, dy: px; scale about its middle."""

    opacity: float = 1.0
    dx: float = 0.0
    dy: float = 0.0
    scale: float = 1.0

    def joined(self, other: "Pose") -> "Pose":
        """Both at once."""
        return Pose(
            self.opacity * other.opacity,
            self.dx + other.dx,
            self.dy + other.dy,
            self.scale * other.scale,
        )


REST = Pose()


def pose(span: Span, enter: Change, leave: Change, frame: int) -> Pose:
    """How a cue stands on a frame of its span, sampled in the frame's middle.

    >>> pose(Span(0, 9), Change(frames=1, ease="linear", dx=-40), CUT, 0).dx
    -20.0
    """
    came, goes = frame - span.first + 0.5, span.stop - frame - 0.5
    if came >= enter.frames and goes >= leave.frames:
        return REST
    return _part(enter, came).joined(_part(leave, goes))


def _part(change: Change, frames: float) -> Pose:
    """So many frames after it came, or before it is gone."""
    if frames >= change.frames:
        return REST
    way = eased(change.ease, frames / change.frames)
    opacity = change.opacity + (1 - change.opacity) * way
    return Pose(
        min(max(opacity, 0.0), 1.0),
        change.dx * (1 - way),
        change.dy * (1 - way),
        change.scale + (1 - change.scale) * way,
    )


class Drawn(NamedTuple):
    """A still's pixels. sprite: only where they will be scaled."""

    patch: Patch
    sprite: Sprite | None

    @property
    def nbytes(self) -> int:
        """Memory it holds."""
        return self.patch.nbytes + (0 if self.sprite is None else self.sprite.rgba.nbytes)


class Still:
    """A layer whose sprite never changes, but comes and goes.

    key: as Layer.key. painted: makes the sprite, once for all painters. drawn: stands for what it
    makes, alike for alike sprites; None: the key.
    """

    def __init__(
        self,
        span: Span,
        key: str,
        painted: Callable[[], Sprite],
        enter: Change = CUT,
        leave: Change = CUT,
        drawn: str | None = None,
    ) -> None:
        self.span = span
        self.key = key
        self.enter, self.leave = enter, leave
        self._painted = painted
        self._grows = enter.scale != 1 or leave.scale != 1
        self._drawn = Held(f"still {drawn or key} {self._grows}", self._draw)

    def prepare(self, span: Span) -> None:
        """Paint the sprite, once."""
        del span  # it is the same on every frame
        self._drawn.get()

    def release(self) -> None:
        """Let the shelf decide how long to keep the sprite."""
        self._drawn.release()

    def paint(self, frame: int, planes: Planes, more: Pose | None = None) -> None:
        """Paint in place. more: how the thing it belongs to stands."""
        stands = pose(self.span, self.enter, self.leave, frame)
        if more is not None:
            stands = stands.joined(more)
        patch, sprite = self._drawn.get()
        if abs(stands.scale - 1) > 1e-3 and sprite is not None:
            patch = grown(sprite, stands.scale)
        patch.blend(planes, stands.opacity, stands.dx, stands.dy)

    def _draw(self) -> Drawn:
        sprite = self._painted()
        return Drawn(Patch(sprite.rgba, sprite.x, sprite.y), sprite if self._grows else None)


def standing(cue: Cue, timeline: Timeline, painted: Callable[[], Sprite]) -> Still:
    """The layer of a cue that is one sprite.

    What stands in several scenes, as a logo does, is painted once.
    """
    at_rest = replace(cue, first=0, stop=1, enter=CUT, leave=CUT)
    return Still(
        Span(cue.first, cue.stop),
        keys.of(cue, timeline),
        painted,
        cue.enter,
        cue.leave,
        drawn=keys.of(at_rest, timeline),
    )


def grown(sprite: Sprite, scale: float, about: tuple[float, float] | None = None) -> Patch:
    """A patch of a sprite, scaled about a point of the frame, or its middle."""
    height, width = sprite.rgba.shape[:2]
    middle = about or (sprite.x + width / 2, sprite.y + height / 2)
    larger = scaled(sprite, scale, middle)
    return Patch(larger.rgba, larger.x, larger.y)
