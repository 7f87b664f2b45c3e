"""One painter's set of layers: paints frames, gets ready ahead, lets go of what is done."""

from concurrent.futures import Future, ThreadPoolExecutor

from clipkit.model.timeline import Timeline
from clipkit.rendering import layers
from clipkit.rendering.layer import Damaged, Layer, Prepared, Solid, Sources
from clipkit.rendering.planes import Ink, Planes
from clipkit.units import Box, Span

AHEAD = 45  # frames; loading a photo takes less than painting and encoding so many
_BLACK = Ink(16, 128, 128)


class Reel:
    """The layers of a timeline, for one thread. Any frame may be asked for, in any order."""

    def __init__(self, timeline: Timeline, sources: Sources) -> None:
        self.timeline, self.sources = timeline, sources
        self._layers = layers.made(timeline, sources)
        self._at: list[list[int]] = [[] for _ in range(timeline.frames)]
        for i, layer in enumerate(self._layers):
            for frame in range(max(0, layer.span.first), min(timeline.frames, layer.span.stop)):
                self._at[frame].append(i)
        self._solid = [layer if isinstance(layer, Solid) else None for layer in self._layers]
        self._held: set[int] = set()
        self._waiting: dict[int, Future[None]] = {}
        self._helper: ThreadPoolExecutor | None = None

    @property
    def layers(self) -> list[Layer]:
        """In paint order."""
        return self._layers

    @property
    def lost(self) -> frozenset[tuple[str, float]]:
        """Source and second of the broken frames of clips that others stood in for, so far."""
        found = (layer.lost for layer in self._layers if isinstance(layer, Damaged))
        return frozenset().union(*found)

    def paint(self, frame: int, planes: Planes) -> None:
        """Paint a frame over whatever `planes` holds. frame: 0 to the timeline's frames - 1.

        Raises: ClipkitError: media-*, a file can't be read.
        """
        here = self._at[frame]
        seen = self._seen(here, frame)
        if not seen or not self._hides(seen[0], frame):
            planes.fill(Box(0, 0, *planes.size), _BLACK)
        for i in seen:
            if i in self._waiting:
                self._waiting.pop(i).result()
            self._held.add(i)
            self._layers[i].paint(frame, planes)
        for i in [i for i in self._held if not self._goes_on(i, frame)]:
            self._let_go(i)

    def begin(self, span: Span) -> None:
        """Tell that the frames of `span` are painted next, in order: get ready for the first."""
        for i in [i for i in self._held if not self._layers[i].span.meets(span)]:
            self._let_go(i)
        for frame in range(span.first, min(span.first + AHEAD, span.stop)):
            self._ready(frame, span)

    def ahead(self, frame: int, span: Span) -> None:
        """Tell that `frame` of `span` is painted: get ready for one a second or so later."""
        if frame + AHEAD < span.stop:
            self._ready(frame + AHEAD, span)

    def close(self) -> None:
        """Let go of everything; it may be used again."""
        for i in set(self._waiting) | self._held:
            self._let_go(i)
        if self._helper is not None:
            self._helper.shutdown()
            self._helper = None

    def _seen(self, here: list[int], frame: int) -> list[int]:
        """Those from the uppermost that hides all beneath it."""
        for place in range(len(here) - 1, 0, -1):
            if self._hides(here[place], frame):
                return here[place:]
        return here

    def _hides(self, i: int, frame: int) -> bool:
        layer = self._solid[i]
        return layer is not None and layer.solid(frame)

    def _goes_on(self, i: int, frame: int) -> bool:
        span = self._layers[i].span
        return span.first <= frame < span.stop - 1

    def _ready(self, frame: int, span: Span) -> None:
        for i in self._at[frame]:
            layer = self._layers[i]
            if i in self._held or i in self._waiting or not isinstance(layer, Prepared):
                continue
            if self._helper is None:
                self._helper = ThreadPoolExecutor(1, "clipkit-ahead")
            # frames of the span that the layer is on
            part = Span(max(frame, layer.span.first), min(span.stop, layer.span.stop))
            self._waiting[i] = self._helper.submit(layer.prepare, part)

    def _let_go(self, i: int) -> None:
        waiting, layer = self._waiting.pop(i, None), self._layers[i]
        if waiting is not None:
            waiting.exception()  # it is told when the layer is painted, or never mattered
        self._held.discard(i)
        if isinstance(layer, Prepared):
            layer.release()
