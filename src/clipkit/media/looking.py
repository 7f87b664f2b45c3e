"""Files that nothing is known of, looked at by child processes (`looker`), several side by side.

A child lives as long as there is something for it to look at. One that crashes, or doesn't answer
in time, has ended with its file, and the next file gets a new one.
"""

import json
import subprocess
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import NamedTuple

from clipkit.errors import Place, Problem
from clipkit.machine import cores
from clipkit.media import children
from clipkit.model.facts import Facts, unpacked
from clipkit.model.problems import from_plain

MOST = 4  # children at once
_EACH = 12  # files, from which another child is worth its start


class Unknown(NamedTuple):
    """A file to be looked at. key, wanted, digest: as of `probe.facts`."""

    path: Path
    key: str
    wanted: str | None = None
    digest: str = ""


Seen = Facts | tuple[Problem, ...]  # a file's facts, or why it can't be used


def looked(files: Sequence[Unknown]) -> list[Seen]:
    """Look at files. Returns: of each what is known, in their order.

    Problems are those of `probe.facts`, and media-crash: a look ended its child.
    Raises: OSError: no process can be started.
    """
    if not files:
        return []
    queue: SimpleQueue[int] = SimpleQueue()
    for number in range(len(files)):
        queue.put(number)
    count = max(1, min(MOST, cores(), -(-len(files) // _EACH)))
    found: dict[int, Seen] = {}
    with ThreadPoolExecutor(count, "clipkit-look") as pool:
        for part in [pool.submit(_worked_off, files, queue) for _ in range(count)]:
            found |= part.result()
    return [found[number] for number in range(len(files))]


def _worked_off(files: Sequence[Unknown], queue: "SimpleQueue[int]") -> dict[int, Seen]:
    """Look at what is in the queue until nothing is."""
    found: dict[int, Seen] = {}
    child: _Child | None = None
    try:
        for number in _taken(queue):
            child = child or _Child()
            told = child.looked(files[number])
            if told is None:
                child.end()
                child = None
                key = files[number].key
                told = (Place(key).problem("media-crash", path=key, most=f"{children.LIMIT:.0f}"),)
            found[number] = told
    finally:
        if child is not None:
            child.end()
    return found


def _taken(queue: "SimpleQueue[int]") -> Iterator[int]:
    while True:
        try:
            yield queue.get_nowait()
        except Empty:
            return


class _Child:
    """A child at work."""

    def __init__(self) -> None:
        self._process = children.started("clipkit.media.looker")

    def looked(self, file: Unknown) -> Seen | None:
        """Have a file looked at. None: it crashed, or took too long; it is to be ended then."""
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018 - both are pipes
        line = json.dumps(file._asdict() | {"path": str(file.path)})
        watch = threading.Timer(children.LIMIT, self._process.kill)
        watch.start()
        try:
            self._process.stdin.write(f"{line}\n".encode())
            self._process.stdin.flush()
            answer = json.loads(self._process.stdout.readline())
        except (OSError, ValueError):  # it has gone, in the middle of a line perhaps
            return None
        finally:
            watch.cancel()
        if "facts" in answer:
            return unpacked(answer["facts"].encode(), file.key)
        return from_plain(answer["problems"])

    def end(self) -> None:
        """Wait until it has gone: all of it, and what it held."""
        assert self._process.stdin and self._process.stdout  # noqa: S101, PT018 - both are pipes
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                pipe.close()
            except OSError:  # what was never read by a child that has gone
                continue
        try:
            self._process.wait(children.LIMIT)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
