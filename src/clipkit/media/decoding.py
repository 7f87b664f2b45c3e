"""Clips by time, each decoded by a child process (`decoder`) that hands frames over in memory.

A child that crashes, or gives no sign of life in time, has ended with what it was asked for; the
last picture that came from it stands in for that, and for what follows.
"""

import json
import queue
import subprocess
import threading
import weakref
from collections import deque
from collections.abc import Iterable, Sequence
from contextlib import suppress
from mmap import mmap
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

import numpy as np

from clipkit.errors import ClipkitError, Place
from clipkit.media import children
from clipkit.media.moving import PLAIN, Ground
from clipkit.media.planes import Picture
from clipkit.model.problems import from_plain
from clipkit.store import shared

AHEAD = 3  # pictures that may be decoded before they are asked for
_MOST = 64_000_000  # bytes of them, where pictures are large; one is always decoded ahead
_ALIGNED = 4096  # bytes: a slot begins at a page of memory
_OVER = 1.0  # seconds of a clip that are passed over where its decoder has ended
_AGAIN = 2  # times that another child is tried behind such a place
_BACK = (8.0, 4.0, 2.0, 1.0, 0.5, 0.25, 0.125)  # seconds before it at which a picture is looked for

_Answer = tuple[dict[str, Any], bytes]


class Decoded:
    """A clip or an animation that is asked for pictures by time, mostly forwards.

    rotate: degrees clockwise. ground: what is seen through it. A child is started when the first
    picture is asked for.
    Raises: OSError: no process can be started.
    """

    def __init__(
        self, path: Path, rotate: int = 0, *, key: str = "", ground: Ground = PLAIN
    ) -> None:
        self._key = key or path.name
        self._job = {"path": str(path), "rotate": rotate, "key": self._key, "ground": ground}
        self._child: _Child | None = None
        self._shown: tuple[float, Picture] | None = None
        self._lost: set[float] = set()
        self._broken: float | None = None  # the second at which a child has ended
        self._again = _AGAIN

    @property
    def lost(self) -> frozenset[float]:
        """Seconds of the pictures that others stood in for, among those asked for so far."""
        return frozenset(self._lost)

    def at(self, seconds: float, then: Sequence[float] = ()) -> Picture:
        """Return the picture shown at a time; before the first and past the last, those.

        seconds: since the clip's first frame. then: what is asked for next, most likely; it is
        decoded meanwhile. What is returned is good until the next picture is asked for.
        Raises: ClipkitError: as `moving.opened`; media-crash: no picture at all could be had.
        """
        if self._shown is not None and self._shown[0] == seconds:
            return self._shown[1]
        picture = self._asked(seconds, then)
        if picture is None:
            self._lost.add(round(seconds, 3))
            picture = self._shown[1] if self._shown else self._before(seconds)
        self._shown = seconds, picture
        return picture

    def soon(self, seconds: float) -> None:
        """Start a child that decodes what is asked for first; don't wait for it."""
        if self._child is None and self._broken is None:
            self._child = _Child(self._job)
            self._child.ask([seconds])

    def close(self) -> None:
        """End the child."""
        if self._child is not None:
            self._child.end()
        self._child = None

    def _asked(self, seconds: float, then: Sequence[float]) -> Picture | None:
        """Ask the child, or another behind where it ended. None: it has ended there."""
        if self._child is None:
            if self._broken is not None:
                near = self._broken <= seconds < self._broken + _OVER
                if near or not self._again:
                    return None
                self._again -= 1
            self._child = _Child(self._job)
        picture = self._child.picture(seconds, then)
        self._lost |= self._child.lost
        if picture is None:
            self._broken = seconds
            self._again = 0 if self._child.stalled else self._again  # it has taken long enough
            self.close()
        return picture

    def _before(self, seconds: float) -> Picture:
        """Return the last picture that can be had before a second at which a child has ended."""
        child, found = _Child(self._job), None
        try:
            for back in (seconds, *_BACK):  # the clip's first picture was seen before it was used
                picture = child.picture(max(0.0, seconds - back)) if back <= seconds else found
                if picture is None:
                    break
                found = picture
        finally:
            child.end()
        if found is None:
            most = f"{children.LIMIT:.0f}"
            raise ClipkitError(Place(self._key).problem("media-crash", path=self._key, most=most))
        return found


class _Child:
    """A child at work. job: as `decoder` has it, but for the memory.

    Raises: OSError: no process can be started.
    """

    def __init__(self, job: dict[str, Any]) -> None:
        self.lost: set[float] = set()
        self.stalled = False
        self._pending: deque[float] = deque()
        self._ahead = 0
        self._memory: mmap | None = None
        self._room = 0
        self._shared = shared.begun()
        try:
            process = children.started("clipkit.media.decoder", self._shared.passed)
        except OSError:
            shared.let_go(self._shared)
            raise
        self._process = process
        self._answers: SimpleQueue[_Answer | None] = SimpleQueue()
        assert process.stdin and process.stdout  # noqa: S101, PT018 - both are pipes
        self._asking = process.stdin
        told = process.stdout, self._answers
        listener = threading.Thread(target=_listen, args=told, name="clipkit-decoded", daemon=True)
        listener.start()
        self.end = weakref.finalize(self, _ended, process, listener, self._shared)
        self._say(job | {"memory": self._shared.told})

    def picture(self, seconds: float, then: Sequence[float] = ()) -> Picture | None:
        """Return the picture shown at a time, good until the next is asked for.

        None: the child has ended, or has given no sign of life in time; it is to be ended then.
        Raises: ClipkitError: the child's.
        """
        while self._pending and self._pending[0] != seconds:  # what was asked for in vain
            self._pending.popleft()
            if self._answer() is None:
                return None
        wanted = [seconds, *then[: self._ahead]]
        if list(self._pending) == wanted[: len(self._pending)]:
            self.ask(wanted[len(self._pending) :])
        self._pending.popleft()
        return self._answer()

    def ask(self, times: Iterable[float]) -> None:
        """Ask for what is to be taken later, in this order."""
        for seconds in times:
            self._say(seconds)
            self._pending.append(seconds)

    def _say(self, what: object) -> None:
        with suppress(OSError):  # it has gone: so its answers tell
            self._asking.write(json.dumps(what).encode() + b"\n")
            self._asking.flush()

    def _answer(self) -> Picture | None:
        while True:
            try:
                answer = self._answers.get(timeout=children.LIMIT)
            except queue.Empty:
                self.stalled = True
                return None
            if answer is None:
                return None
            told, data = answer
            if "problems" in told:
                raise ClipkitError(*from_plain(told["problems"]))
            if "bytes" in told:
                self._lend(told["bytes"])
            elif "size" in told:
                self.lost |= set(told["lost"])
                return self._seen(told, data)

    def _lend(self, size: int) -> None:
        """Make room for pictures. size: of each, bytes."""
        self._room = -(-size // _ALIGNED) * _ALIGNED
        self._ahead = max(1, min(AHEAD, _MOST // self._room))
        slots = self._ahead + 2  # what is shown, and one that is being written
        self._memory = shared.sized(self._shared, slots * self._room)
        self._say({"slots": slots, "room": self._room})

    def _seen(self, told: dict[str, Any], data: bytes) -> Picture:
        width, height = told["size"]
        memory: mmap | bytes | None = data if "inline" in told else self._memory
        if memory is None:
            raise ValueError("a picture before there was room for it")
        at = 0 if "inline" in told else told["slot"] * self._room
        planes = []
        for part in (1, 2, 2):
            shape = height // part, width // part
            planes.append(np.ndarray(shape, np.uint8, memory, at))
            at += shape[0] * shape[1]
        return Picture(*planes)


def _listen(telling: BinaryIO, answers: "SimpleQueue[_Answer | None]") -> None:
    """Hand on what a child tells, until it has gone."""
    with telling, suppress(ValueError):  # gone in the middle of a line, perhaps
        for line in telling:
            told = json.loads(line) if line.strip() else {}
            answers.put((told, telling.read(told.get("inline", 0))))
    answers.put(None)


def _ended(
    process: "subprocess.Popen[bytes]", listener: threading.Thread, memory: shared.Shared
) -> None:
    """End a child: it has nothing to put away."""
    process.kill()
    if process.stdin is not None:
        with suppress(OSError):  # what it never read
            process.stdin.close()
    process.wait()
    listener.join()
    shared.let_go(memory)
