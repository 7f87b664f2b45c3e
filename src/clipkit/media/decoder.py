"""The child process that decodes a clip: what crashes or never ends costs this process only.

`python -P -m clipkit.media.decoder`. The first line on standard input is the clip, as JSON: path,
rotate, key, ground, memory. Each further line is a second. For each a line comes back on standard
output: where in the shared memory the picture lies that is shown then (`slot`, `size`), and which
frames turned out to be broken meanwhile (`lost`); or `{"problems": […]}`, the last of them. Before
the first it tells how many `bytes` a picture has, and is told how many `slots` of how much `room`
there are. Empty lines are signs of life. It ends with its standard input, as it does when its
parent dies.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from mmap import mmap
from pathlib import Path
from queue import SimpleQueue
from typing import Any, BinaryIO

import numpy as np

from clipkit.errors import ClipkitError
from clipkit.media import children, moving
from clipkit.media.planes import Picture
from clipkit.model.problems import plain
from clipkit.store import shared

_SIGNS = 1.0  # seconds between two signs of life
_GRACE = 1.0  # seconds that a frame may still take when nobody waits for it any more


def main() -> int:
    """Decode what is asked for until nothing more is."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # a Ctrl-C is the parent's: it ends this one
    telling = children.begun()
    asked: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(asked,), daemon=True).start()
    lines = iter(asked.get, b"")
    _Clip(json.loads(next(lines, b"{}")), lines, telling).serve()
    return 0


def _listen(asked: "SimpleQueue[bytes]") -> None:
    """Hand on what is asked for; see to it that this process ends, whatever it is busy with."""
    for line in sys.stdin.buffer:
        asked.put(line)
    asked.put(b"")
    time.sleep(_GRACE)
    os._exit(1)


class _Clip:
    """A clip, and where its pictures are put."""

    def __init__(self, job: dict[str, Any], lines: Iterator[bytes], telling: BinaryIO) -> None:
        self._job, self._lines, self._telling = job, lines, telling
        self._told = time.monotonic()
        self._memory: mmap | None = None
        self._slots = self._room = self._slot = 0
        self._shown: Picture | None = None
        self._where: dict[str, Any] = {}
        self._lost: frozenset[float] = frozenset()

    def serve(self) -> None:
        """Answer until nothing more is asked, or an answer is a problem."""
        if not self._job:
            return
        try:
            opened = moving.opened(
                Path(self._job["path"]),
                self._job["rotate"],
                key=self._job["key"],
                ground=moving.Ground(*map(tuple, self._job["ground"])),
                sign=self._sign,
            )
            for line in self._lines:
                self._answer(opened, json.loads(line))
        except ClipkitError as error:
            self._tell({"problems": plain(error.problems)})
            for _ in self._lines:  # it ends when it is let go
                continue

    def _answer(self, opened: moving.Moving, seconds: float) -> None:
        picture, data = opened.at(seconds), b""
        if picture is not self._shown:
            self._where, data = self._put(picture)
            self._shown = picture
        lost = opened.lost
        self._tell(self._where | {"lost": sorted(lost - self._lost)}, data)
        self._lost = lost

    def _put(self, picture: Picture) -> tuple[dict[str, Any], bytes]:
        """Put a picture into the next slot; one that is larger than any is told with its bytes."""
        needed = sum(plane.nbytes for plane in picture)
        size = picture.y.shape[::-1]
        if self._memory is None:
            self._tell({"bytes": needed})
            told = json.loads(next(self._lines, b'{"slots": 0, "room": 0}'))
            self._slots, self._room = told["slots"], told["room"]
            self._memory = shared.found(self._job["memory"], self._slots * self._room)
        if needed > self._room:
            data = b"".join(plane.tobytes() for plane in picture)
            return {"size": size, "inline": needed}, data
        self._slot = (self._slot + 1) % self._slots
        at = self._slot * self._room
        for plane in picture:
            np.copyto(np.ndarray(plane.shape, np.uint8, self._memory, at), plane)
            at += plane.nbytes
        return {"size": size, "slot": self._slot}, b""

    def _tell(self, answer: dict[str, Any], data: bytes = b"") -> None:
        self._telling.write(json.dumps(answer).encode() + b"\n" + data)
        self._telling.flush()
        self._told = time.monotonic()

    def _sign(self) -> None:
        """Tell, now and then, that frames are still being decoded."""
        if time.monotonic() - self._told > _SIGNS:
            self._telling.write(b"\n")
            self._telling.flush()
            self._told = time.monotonic()


if __name__ == "__main__":
    sys.exit(main())
