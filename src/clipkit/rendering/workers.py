"""Pieces painted and encoded side by side.

Each worker is a painter and an encoder. Where there are more processors than workers, they are a
thread each: frames go from the one to the other through two queues, free and ready, and a frame is
painted again only when its encoder is done with it. Where there are not, both take turns in one
thread, which finds its data still near: a tenth faster than four threads on two cores (bench/).
"""

import queue
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from clipkit.machine import cores
from clipkit.rendering.mp4 import Form, Frame, PieceEncoder
from clipkit.rendering.packets import Packets
from clipkit.rendering.shelf import SHELF
from clipkit.units import Span

if TYPE_CHECKING:  # it loads all that paints, and there may be nothing to paint
    from clipkit.rendering.reel import Reel

Progress = Callable[[int, int], None]  # frames done, frames in all
_POOL = 4  # frames between a painter and its encoder
_NEAR, _ALIKE = 4, 0.8  # pieces to choose from: the next ones, this share as long as the first
_WAKE = 0.2  # seconds: how long Ctrl-C may wait on systems that don't interrupt a lock


class _Work(NamedTuple):
    """From a painter to its encoder: a frame of a piece, or None where the piece ends."""

    piece: Span
    frame: Frame | None


class Run:
    """Pieces that are made in one go, in the order given, and what all their workers share.

    reel: makes a painter's own set of layers. done: takes each piece, in its worker's thread.
    """

    def __init__(
        self,
        pieces: Sequence[Span],
        form: Form,
        reel: "Callable[[], Reel]",
        done: Callable[[Span, Packets], None],
    ) -> None:
        self.form, self.reel, self.done = form, reel, done
        self.frames = sum(len(taken(piece, form.settings.step)) for piece in pieces)
        self.errors: list[BaseException] = []
        self.told: queue.SimpleQueue[int] = queue.SimpleQueue()  # frames; 0: a worker ended
        self.painting: list[float] = []  # seconds at work, one for each worker
        self.encoding: list[float] = []
        self.lost: frozenset[tuple[str, float]] = frozenset()  # broken frames: source and second
        self.stopped = False
        self._waiting, self._going = list(pieces), set[Span]()
        self._lock = threading.Lock()

    def next(self, done: Span | None = None) -> Span | None:
        """Take a piece; None: there are no more. done: the piece that the worker has made last.

        Of those that are as good a choice it takes the one that goes on from there, else one that
        goes on from nobody's: two at the same photo would both wait until it is loaded.
        """
        with self._lock:
            if done is not None:
                self._going.remove(done)
            if self.stopped or not self._waiting:
                return None
            near = self._waiting[:_NEAR]
            alike = [piece for piece in near if piece.frames >= _ALIKE * near[0].frames]
            begun = {piece.stop for piece in self._going}
            best = min(
                alike,
                key=lambda piece: (done is None or piece.first != done.stop, piece.first in begun),
            )
            self._waiting.remove(best)
            self._going.add(best)
            return best

    def found_lost(self, lost: frozenset[tuple[str, float]]) -> None:
        """Note the broken frames that a painter came upon."""
        with self._lock:
            self.lost |= lost

    def fail(self, error: BaseException) -> None:
        """Stop all, for the caller to be told."""
        self.errors.append(error)
        self.stopped = True

    def work(self, count: int, progress: Progress | None) -> None:
        """Let `count` workers make all pieces, tell of progress, and leave no thread behind.

        Raises: whatever a worker or `progress` raised, or stopped the run.
        """
        beside = cores() > count
        staff = [_Worker(self, beside=beside) for _ in range(count)]
        try:
            for worker in staff:
                worker.start()
            self._follow(len(staff), progress)
        except BaseException:
            self.stopped = True
            raise
        finally:
            for worker in staff:
                worker.join()
            SHELF.clear()
        if self.errors:
            raise self.errors[0]

    def _follow(self, workers: int, progress: Progress | None) -> None:
        """Wait for the workers, in the caller's thread."""
        frames, ended = 0, 0
        while ended < workers:
            try:
                told = self.told.get(timeout=_WAKE)
            except queue.Empty:
                continue
            frames, ended = frames + told, ended + (not told)
            if told and progress is not None:
                progress(frames, self.frames)


class _Worker:
    """A painter and an encoder. beside: they work at the same time, else in turns."""

    def __init__(self, run: Run, *, beside: bool) -> None:
        self._run, self._beside = run, beside
        self._free: queue.SimpleQueue[Frame | None] = queue.SimpleQueue()
        self._ready: queue.SimpleQueue[_Work | None] = queue.SimpleQueue()
        self._encoder: PieceEncoder | None = None
        self._encoding = 0.0  # seconds
        for _ in range(_POOL if beside else 1):
            self._free.put(Frame(run.form.size))
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
        reel = self._run.reel()
        busy = 0.0
        piece: Span | None = None
        try:
            while (piece := self._run.next(piece)) is not None:
                reel.begin(piece)
                for number in taken(piece, self._run.form.settings.step):
                    frame = self._free.get()
                    if frame is None or self._run.stopped:
                        return
                    began = time.perf_counter()
                    reel.paint(number, frame.planes())
                    reel.ahead(number, piece)
                    busy += time.perf_counter() - began
                    self._send(_Work(piece, frame))
                self._run.found_lost(reel.lost)
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
        if self._encoder is None:
            form = self._run.form
            self._encoder = PieceEncoder(form, len(taken(work.piece, form.settings.step)))
        if work.frame is None:
            self._run.done(work.piece, self._encoder.end())
            self._encoder = None
        else:
            self._encoder.encode(work.frame)
            self._free.put(work.frame)  # only now may the painter have it again
            self._run.told.put(1)
        self._encoding += time.perf_counter() - began

    def _end(self) -> None:
        self._run.encoding.append(self._encoding)
        self._run.told.put(0)


def taken(piece: Span, step: int) -> range:
    """Frames of a piece that are in the file: every step-th of the clip, so that none drifts.

    >>> list(taken(Span(5, 10), 2))
    [6, 8]
    """
    return range(piece.first + -piece.first % step, piece.stop, step)
