"""Workers that fit the machine, and a heap that fits encoders."""

import ctypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from clipkit.machine import cores, free_memory

MEMORY_A_WORKER = 450 * 2**20  # bytes: an encoder with 12 frames of lookahead, and its painter
MOST_WORKERS = 4
# glibc's malloc.h
_M_TRIM_THRESHOLD, _M_TOP_PAD, _M_MMAP_THRESHOLD, _M_ARENA_MAX = -1, -2, -3, -8
_USUAL = 2**20  # bytes: kept between renders
_PAD = 128 * 2**10  # bytes: glibc's own
_KEPT = 512 * 2**20  # bytes: more than an encoder takes
_HEAP = 64 * 2**20  # bytes: what an arena of a thread grows by, and gives back at once
_LARGE = 15 * 2**20  # bytes: above a frame of an encoder, below what Pillow takes at a time


def workers() -> int:
    """How many pieces to make side by side, one encoder thread each: 1 to MOST_WORKERS.

    Never more than half of the memory that is free; where that can't be told, two.
    """
    free = free_memory()
    fitting = 2 if free is None else int(free / 2 / MEMORY_A_WORKER)
    return max(1, min(cores(), MOST_WORKERS, fitting))


class _Heap:
    """How many renders want a heap that keeps what it has, in this process."""

    lock = threading.Lock()
    users = 0


@contextmanager
def keeping_memory() -> Iterator[None]:
    """Keep the memory of an encoder that ends for the next one.

    To give 300 MB back and fault them in again for each piece took a tenth of all time. Arenas are
    few, so that it is found again, but not too few, or threads leave holes between each other's
    blocks: 60 MB. At the end it all goes back. Where there is no glibc nothing happens.
    """
    libc = ctypes.CDLL(None) if sys.platform == "linux" else None
    mallopt = getattr(libc, "mallopt", None)
    if libc is None or mallopt is None:
        yield
        return
    with _Heap.lock:
        _Heap.users += 1
        mallopt(_M_ARENA_MAX, 4)
        mallopt(_M_MMAP_THRESHOLD, _LARGE)
        mallopt(_M_TRIM_THRESHOLD, _KEPT)
        mallopt(_M_TOP_PAD, _HEAP)  # else an arena gives back whole heaps, whatever the threshold
    try:
        yield
    finally:
        with _Heap.lock:
            _Heap.users -= 1
            if not _Heap.users:
                mallopt(_M_TRIM_THRESHOLD, _USUAL)
                mallopt(_M_TOP_PAD, _PAD)
                libc.malloc_trim(0)
