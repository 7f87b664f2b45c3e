"""What a layer is: the one thing that the stage knows of what it paints."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from clipkit.model.timeline import Timeline
from clipkit.units import Span

if TYPE_CHECKING:  # they load OpenCV
    from clipkit.rendering.planes import Planes

Sources = Callable[[str], Path]  # a key of Timeline.sources -> the file


class Layer(Protocol):
    """Something visible while its span lasts. One thread at a time uses one."""

    @property
    def span(self) -> Span:
        """Frames of the clip."""
        ...

    @property
    def key(self) -> str:
        """A digest of all that decides its pixels, made without painting.

        It holds its length, and times relative to `span.first`, never its place, so that a moved
        scene keeps its keys. An empty one is never cached (a plug-in that can't tell).
        """
        ...

    def paint(self, frame: int, planes: "Planes") -> None:
        """Paint in place. frame: of the clip, within `span`; in any order."""
        ...


@runtime_checkable
class Prepared(Protocol):
    """A layer with something to load or to lay out. Both may be called again and again.

    Neither is called while the layer paints.
    """

    def prepare(self, span: Span) -> None:
        """Make ready what `span` needs: the frames that are painted next. Another thread may call.

        A layer that is never told must paint all the same: a user of MoviePy seeks at will.
        """
        ...

    def release(self) -> None:
        """Let go of all that can be made again: its last frame is painted, for now."""
        ...


@runtime_checkable
class Solid(Protocol):
    """A layer that may hide all beneath it: on such frames nothing beneath is painted."""

    def solid(self, frame: int) -> bool:
        """Whether it paints every pixel of a frame of its span, whatever was there."""
        ...


@runtime_checkable
class Damaged(Protocol):
    """A layer that may find its file broken here and there, and shows what it can."""

    @property
    def lost(self) -> frozenset[tuple[str, float]]:
        """Source and second of each frame that another stood in for, so far."""
        ...


Maker = Callable[[Any, Timeline, Sources], Layer]  # the cue: of the maker's own kind
