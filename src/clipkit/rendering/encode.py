"""The fast writer: pieces made side by side, or found as they were, joined without re-encoding."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from fractions import Fraction
from functools import partial
from pathlib import Path

from msgspec import Struct

from clipkit import store
from clipkit.rendering import segments, smaller
from clipkit.rendering.kept import Kept
from clipkit.rendering.machine import keeping_memory, workers
from clipkit.rendering.mp4 import Form, encoded_sound, join
from clipkit.rendering.packets import Packets, Spool
from clipkit.rendering.painter import Painter
from clipkit.rendering.settings import Settings
from clipkit.rendering.workers import Progress, Run, taken
from clipkit.units import Span

Sound = Packets | None


class Written(Struct, frozen=True, kw_only=True):
    """What was written. frames, fps, size: of the file.

    pieces: how many it is made of; made: those that no earlier render had made. seconds, joined:
    wall time of all, and of the join. painting, encoding: seconds that painters, and encoders,
    were at work, the sum of all workers; they overlap. encoding: with the join. lost: source and
    second of clips' broken frames, each of which the last good one stands in for.
    """

    frames: int
    fps: Fraction
    size: tuple[int, int]
    pieces: int
    made: int
    workers: int
    seconds: float
    joined: float
    painting: float
    encoding: float
    lost: frozenset[tuple[str, float]] = frozenset()


def write(
    stage: Painter,
    path: Path,
    settings: Settings | None = None,
    *,
    sound: Callable[[], Sound] | None = None,
    cache: store.Cache = store.NOTHING_KEPT,
    progress: Progress | None = None,
    side_by_side: int | None = None,
) -> Written:
    """Render a stage into an MP4 at `path` (H.264, AAC if it has a mix).

    settings: None: as shipped, at most the timeline's bitrate. sound: makes the AAC; called once,
    in another thread, while the picture is made; None: of the stage's mix. cache: where pieces
    are found and kept. progress: called in this thread, with the frames that have to be made.
    side_by_side: workers, None: as many as the machine has cores and memory for. The bytes depend
    on the stage and the settings only.

    Raises: ClipkitError: media-*, a file can't be read. OSError: `path` can't be written.
    KeyboardInterrupt: after all threads have ended.
    """
    began = time.perf_counter()
    timeline = stage.timeline
    settings = settings or Settings(bitrate=timeline.bitrate)
    form = form_of(stage, settings)
    pieces = [piece for piece in segments.cut(timeline) if taken(piece, settings.step)]
    aside = ThreadPoolExecutor(1, "clipkit-sound")
    with keeping_memory(), Spool(path.parent) as spool, aside:
        making = _Making(stage, form, cache, spool, side_by_side or workers())
        missing = making.missing(pieces, form)
        if missing:  # loaded while no other thread is: OpenCV changes where modules are looked for
            import clipkit.rendering.reel  # noqa: F401
        sounding = aside.submit(sound or (lambda: _mixed(stage)))
        making.make(missing, form, sounding, progress)
        if settings.bitrate:
            held = form._replace(held=True)
            over = making.missing(_over(pieces, making.sizes, form), held)
            making.make(over, held, sounding, None)
        heard = sounding.result()
        encoded = time.perf_counter()
        done = map(spool.get, pieces)
        join(path, form, done, heard, title=timeline.title, lang=timeline.lang)
    ended = time.perf_counter()
    return Written(
        frames=sum(len(taken(piece, settings.step)) for piece in pieces),
        fps=form.rate,
        size=form.size,
        pieces=len(pieces),
        made=len(making.made),
        workers=min(making.count, len(pieces)),
        seconds=ended - began,
        joined=ended - encoded,
        painting=sum(sum(run.painting) for run in making.runs),
        encoding=sum((sum(run.encoding) for run in making.runs), ended - encoded),
        lost=frozenset().union(*(run.lost for run in making.runs)),
    )


class _Making:
    """The pieces of one file. sizes: bytes of each. made: those that weren't there before."""

    def __init__(
        self, stage: Painter, form: Form, cache: store.Cache, spool: Spool, count: int
    ) -> None:
        self.count, self._spool = count, spool
        self.sizes: dict[Span, int] = {}
        self.made: set[Span] = set()
        self.runs: list[Run] = []
        self._fps, self._reel = stage.timeline.fps, partial(stage.reel, form.settings.shrink)
        shown = smaller.smaller(stage.timeline, form.settings.shrink)
        self._kept = Kept(cache, shown, stage.sources)

    def missing(self, pieces: list[Span], form: Form) -> list[Span]:
        """Take the pieces that an earlier render has made. Returns: the others."""
        return [piece for piece in pieces if not self._found(piece, form)]

    def make(
        self, missing: list[Span], form: Form, sounding: Future[Sound], progress: Progress | None
    ) -> None:
        """Make pieces. sounding: work beside it, that must end well too.

        Raises: whatever a worker, `sounding` or `progress` raised.
        """
        count = min(self.count, len(missing))
        if not count:
            return

        def finished(piece: Span, packets: Packets) -> None:
            self._take(piece, packets)
            if not run.lost:  # what is shown of damage is told by each render, so each makes it
                self._kept.put(piece, form, packets)

        def told(future: Future[Sound]) -> None:
            if (error := future.exception()) is not None:
                run.fail(error)

        ordered = segments.in_order(missing, self._fps) if count > 1 else missing
        run = Run(ordered, form, self._reel, finished)
        self.runs.append(run)
        self.made.update(missing)
        sounding.add_done_callback(told)
        run.work(count, progress)

    def _found(self, piece: Span, form: Form) -> bool:
        packets = self._kept.get(piece, form)
        if packets is not None:
            self._take(piece, packets)
        return packets is not None

    def _take(self, piece: Span, packets: Packets) -> None:
        self.sizes[piece] = packets.nbytes
        self._spool.put(piece, packets)


def _mixed(stage: Painter) -> Sound:
    return None if stage.mix is None else encoded_sound(stage.mix.samples)


def form_of(stage: Painter, settings: Settings) -> Form:
    """Size and rate of the file that a stage makes with some settings."""
    size = smaller.size(stage.timeline, settings.shrink)
    return Form(size, Fraction(stage.timeline.fps, settings.step), settings)


def _over(pieces: list[Span], sizes: dict[Span, int], form: Form) -> list[Span]:
    """Pieces that need more than the bitrate; one under a second is judged with its neighbours.

    A fade begins with a key frame, which is half of it; players have room for such a burst.
    """
    found = []
    frames = {piece: len(taken(piece, form.settings.step)) for piece in pieces}
    for i, piece in enumerate(pieces):
        judged = pieces[max(0, i - 1) : i + 2] if frames[piece] < form.rate else [piece]
        bits = 8 * sum(sizes[one] for one in judged)
        if bits * form.rate > form.settings.bitrate * sum(frames[one] for one in judged):
            found.append(piece)
    return found
