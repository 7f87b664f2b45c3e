"""The fast writer: pieces painted and encoded side by side, then joined without re-encoding.

Each worker is a painter and an encoder. Where there are more processors than workers, they are a
thread each: frames go from the one to the other through two queues, free and ready, and a frame is
painted again only when its encoder is done with it. Where there are not, both take turns in one
thread, which finds its data still near: a tenth faster than four threads on two cores (bench/).
"""

import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import NamedTuple

from clipkit.machine import cores
from clipkit.rendering import segments
from clipkit.rendering.machine import repeatable_heap, workers
from clipkit.rendering.mp4 import Coded, Form, Frame, PieceEncoder, encoded_sound, join
from clipkit.rendering.reel import Reel
from clipkit.rendering.settings import Settings
from clipkit.rendering.shelf import SHELF
from clipkit.rendering.smaller import smaller
from clipkit.rendering.stage import Stage
from clipkit.units import Span

Progress = Callable[[int, int], None]  # frames done, frames in all
_POOL = 4  # frames between a painter and its encoder
_WAKE = 0.2  # seconds: how long Ctrl-C may wait on systems that don't interrupt a lock


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written. frames, fps, size: of the file.

    seconds, joined: wall time of all, and of the join. painting, encoding: seconds that painters,
    and encoders, were at work, the sum of all workers; they overlap. encoding: with the sound and
    the join.
    """

    frames: int
    fps: Fraction
    size: tuple[int, int]
    pieces: int
    workers: int
    seconds: float
    joined: float
    painting: float
    encoding: float


class _Work(NamedTuple):
    """From a painter to its encoder: a frame of a piece, or None where the piece ends."""

    piece: Span
    frame: Frame | None


class _Run:
    """What all workers of a render share."""

    def __init__(self, pieces: list[Span]) -> None:
        self.done: dict[Span, list[Coded]] = {}
        self.errors: list[BaseException] = []
        self.told: queue.SimpleQueue[int] = queue.SimpleQueue()  # frames; 0: a worker ended
        self.painting: list[float] = []  # seconds at work, one for each worker
        self.encoding: list[float] = []
        self.stopped = False
        self._waiting = deque(pieces)

    def next(self) -> Span | None:
        """Take a piece; None: there are no more."""
        try:
            return None if self.stopped else self._waiting.popleft()
        except IndexError:
            return None

    def fail(self, error: BaseException) -> None:
        """Stop all, for the caller to be told."""
        self.errors.append(error)
        self.stopped = True


class _Worker:
    """A painter and an encoder. beside: they work at the same time, else in turns."""

    def __init__(self, run: _Run, stage: Stage, form: Form, *, beside: bool) -> None:
        self._run, self._stage, self._form, self._beside = run, stage, form, beside
        self._free: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._ready: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._encoder: PieceEncoder | None = None
        self._encoding = 0.0  # seconds
        for _ in range(_POOL if beside else 1):
            self._free.put(Frame(form.size))
        jobs = {"painter": self._paint} | ({"encoder": self._encode} if beside else {})
        self._threads = [
            threading.Thread(target=job, name=f"clipkit-{name}", daemon=True)
            for name, job in jobs.items()
        ]

    def start(self) -> None:
        """Go."""
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        """Wait for its threads; a run that is stopped is left within a frame or two.

        Either may never have started (Ctrl-C came between them): the other is woken, for it waits
        for frames that nobody will send.
        """
        if self._run.stopped:
            self._free.put(None)
            self._ready.put(None)
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def _paint(self) -> None:
        settings = self._form.settings
        reel = Reel(smaller(self._stage.timeline, settings.shrink), self._stage.sources)
        busy = 0.0
        try:
            while (piece := self._run.next()) is not None:
                reel.begin(piece)
                for number in taken(piece, settings.step):
                    frame = self._free.get()
                    if frame is None or self._run.stopped:
                        return
                    began = time.perf_counter()
                    reel.paint(number, frame.planes())
                    reel.ahead(number, piece)
                    busy += time.perf_counter() - began
                    self._send(_Work(piece, frame))
                self._send(_Work(piece, None))
        except BaseException as error:  # noqa: BLE001 - the caller raises it
            self._run.fail(error)
        finally:
            self._run.painting.append(busy)
            reel.close()
            if self._beside:
                self._ready.put(None)
            else:
                self._end()

    def _send(self, work: _Work) -> None:
        if self._beside:
            self._ready.put(work)
        else:
            self._take(work)

    def _encode(self) -> None:
        try:
            while (work := self._ready.get()) is not None and not self._run.stopped:
                self._take(work)
        except BaseException as error:  # noqa: BLE001 - the caller raises it
            self._run.fail(error)
        finally:
            self._free.put(None)
            self._end()

    def _take(self, work: _Work) -> None:
        """Encode a frame, or end a piece."""
        began = time.perf_counter()
        self._encoder = self._encoder or PieceEncoder(self._form)
        if work.frame is None:
            self._run.done[work.piece] = self._encoder.end()
            self._encoder = None
        else:
            self._encoder.encode(work.frame)
            self._free.put(work.frame)  # only now may the painter have it again
            self._run.told.put(1)
        self._encoding += time.perf_counter() - began

    def _end(self) -> None:
        self._run.encoding.append(self._encoding)
        self._run.told.put(0)


def write(
    stage: Stage,
    path: Path,
    settings: Settings | None = None,
    *,
    progress: Progress | None = None,
    side_by_side: int | None = None,
) -> Written:
    """Render a stage into an MP4 at `path` (H.264, AAC if it has a mix).

    settings: None: as shipped, at most the timeline's bitrate. progress: called in this thread.
    side_by_side: workers, None: as many as the machine has cores and memory for. The bytes depend
    on the stage and the settings only; on glibc, and elsewhere but for a few.

    Raises: ClipkitError: media-*, a file can't be read. OSError: `path` can't be written.
    KeyboardInterrupt: after all threads have ended.
    """
    timeline = stage.timeline
    settings = settings or Settings(bitrate=timeline.bitrate)
    form = form_of(stage, settings)
    pieces = [piece for piece in segments.cut(timeline) if taken(piece, settings.step)]
    ordered = segments.in_order(pieces, timeline.fps)
    count = min(side_by_side or workers(), len(pieces))
    began = time.perf_counter()
    with repeatable_heap(), ThreadPoolExecutor(1, "clipkit-sound") as beside:
        sounding = beside.submit(_sound, stage)
        runs = [_made(stage, form, ordered if count > 1 else pieces, count, progress)]
        done = runs[0].done
        if over := [piece for piece in pieces if _bits(done[piece], form) > settings.bitrate > 0]:
            runs += [_made(stage, form._replace(held=True), over, min(count, len(over)), None)]
            done |= runs[1].done
        sound, busy = sounding.result()
        encoded = time.perf_counter()
        join(
            path,
            form,
            (done[piece] for piece in pieces),
            sound,
            title=timeline.title,
            lang=timeline.lang,
        )
    ended = time.perf_counter()
    return Written(
        frames=sum(len(done[piece]) for piece in pieces),
        fps=form.rate,
        size=form.size,
        pieces=len(pieces),
        workers=count,
        seconds=ended - began,
        joined=ended - encoded,
        painting=sum(sum(run.painting) for run in runs),
        encoding=sum((sum(run.encoding) for run in runs), busy + ended - encoded),
    )


def _sound(stage: Stage) -> tuple[list[Coded] | None, float]:
    """Encode the mix, if there is one. Returns: it, and the seconds that it took."""
    began = time.perf_counter()
    coded = None if stage.mix is None else encoded_sound(stage.mix.samples)
    return coded, time.perf_counter() - began


def form_of(stage: Stage, settings: Settings) -> Form:
    """Size and rate of the file that a stage makes with some settings."""
    size = smaller(stage.timeline, settings.shrink).size
    return Form(size, Fraction(stage.timeline.fps, settings.step), settings)


def taken(piece: Span, step: int) -> range:
    """Frames of a piece that are in the file: every step-th of the clip, so that none drifts.

    >>> list(taken(Span(5, 10), 2))
    [6, 8]
    """
    return range(piece.first + -piece.first % step, piece.stop, step)


def _made(
    stage: Stage, form: Form, pieces: list[Span], count: int, progress: Progress | None
) -> _Run:
    """Let `count` workers make pieces, tell of progress, and leave no thread behind."""
    run = _Run(pieces)
    total = sum(len(taken(piece, form.settings.step)) for piece in pieces)
    beside = cores() > count
    staff = [_Worker(run, stage, form, beside=beside) for _ in range(count)]
    try:
        for worker in staff:
            worker.start()
        frames, ended = 0, 0
        while ended < len(staff):
            try:
                told = run.told.get(timeout=_WAKE)
            except queue.Empty:
                continue
            frames, ended = frames + told, ended + (not told)
            if told and progress is not None:
                progress(frames, total)
    except BaseException:
        run.stopped = True
        raise
    finally:
        for worker in staff:
            worker.join()
        SHELF.clear()
    if run.errors:
        raise run.errors[0]
    return run


def _bits(piece: list[Coded], form: Form) -> float:
    """Bits a second."""
    return 8 * sum(len(coded.content) for coded in piece) * float(form.rate) / max(1, len(piece))
