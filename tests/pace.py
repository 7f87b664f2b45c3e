"""Bounds on time that hold on a machine that is slow, or shared, just now."""

import gc
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def alone() -> Iterator[None]:
    """Without coverage's own time, and without other tests' objects to look through for garbage."""
    tracer = sys.gettrace()
    sys.settrace(None)
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
        sys.settrace(tracer)


def work() -> float:
    """Seconds of CPU that a fixed piece of work takes: 0.024 on the machine of the bounds."""
    began = time.process_time()
    dict.fromkeys((k & 1023, str(k)) for k in range(60_000))
    return time.process_time() - began


def quick(run: Callable[[], object], seconds: float) -> bool:
    """Whether a call takes less than so much CPU, or more by as much as the machine is slower."""
    for _ in range(4):
        with alone():
            before, began = work(), time.process_time()
            run()
            took = time.process_time() - began
            bound = seconds * max(1.0, (before + work()) / 2 / 0.03)
        if took < bound or took > 5 * bound:
            return took < bound
    return False
