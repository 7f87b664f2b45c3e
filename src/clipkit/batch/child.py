"""One clip, in a process of its own: `python -m clipkit.batch.child`, started by `running`.

Its job comes as one line of JSON on stdin: script, target, cores, keeps (whether there is a cache),
options. What it tells goes to stdout, a line of JSON each: `{"at": [stage, done, total]}` now and
then, at the end one of

    {"done": {"outputs": […], "problems": […]}}
    {"failed": {"problems": […]}}           the clip can't be made
    {"crashed": {"reason": …}}              memory ran out
    {"broken": {"reason": …, "trace": …}}   a bug of ours

or nothing, if it crashes otherwise or is stopped. Stdin stays open as long as its parent wants the
clip. When it ends, as it does when the parent dies, whatever killed it, the work is interrupted,
and all that is half made is taken away.
"""

import _thread
import json
import os
import signal
import sys
import threading
import time
import traceback
import warnings
from contextlib import nullcontext, suppress
from pathlib import Path
from typing import Any, TextIO

from clipkit import machine, store
from clipkit.errors import ClipkitError, ExitCode
from clipkit.model.options import Options
from clipkit.model.problems import plain

EVERY = 0.2  # seconds between two lines about one stage
LAST = 30.0  # seconds to tidy up in; a sentence that is being spoken takes some


class _Telling:
    """What the parent is told of."""

    def __init__(self, out: TextIO) -> None:
        self._out, self._stage, self._said = out, "", 0.0

    def line(self, **said: object) -> None:
        """Tell something now. To a parent that has gone: nothing; `_watch` sees to the rest."""
        with suppress(OSError):
            self._out.write(json.dumps(said) + "\n")
            self._out.flush()

    def at(self, stage: str, done: int, total: int) -> None:
        """Tell how far a stage is, unless it was told just now."""
        now = time.monotonic()
        if stage != self._stage or done == total or now - self._said >= EVERY:
            self._stage, self._said = stage, now
            self.line(at=[stage, done, total])


def main() -> int:
    """Make the clip that stdin names. Returns: what the system is told."""
    if not sys.warnoptions:
        warnings.simplefilter("ignore")
    telling = _Telling(os.fdopen(os.dup(1), "w", encoding="utf-8"))
    os.dup2(2, 1)  # what a library prints is no part of what is told
    signal.signal(signal.SIGINT, signal.default_int_handler)  # `clipkit … &` has it ignored
    job = json.loads(_line())
    threading.Thread(target=_watch, name="clipkit-watch", daemon=True).start()
    try:
        machine.share(job["cores"])
        with nullcontext() if job["keeps"] else store.uncached():
            telling.line(done=_made(job, telling))
    except ClipkitError as error:
        telling.line(failed={"problems": plain(error.problems)})
    except KeyboardInterrupt:
        return ExitCode.INTERRUPTED
    except MemoryError:
        telling.line(crashed={"reason": "MemoryError"})
        return ExitCode.BUG
    except Exception as error:  # noqa: BLE001 - the last net: the others go on, this one is told
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        telling.line(broken={"reason": reason, "trace": traceback.format_exc()})
        return ExitCode.BUG
    return ExitCode.DONE


def _line() -> bytes:
    """The first line of stdin: byte by byte, so that the rest is left to be watched."""
    with open(0, "rb", buffering=0, closefd=False) as stdin:
        return stdin.readline()


def _watch() -> None:
    """Interrupt the work when stdin ends, and end it where that takes too long."""
    while os.read(0, 1024):
        pass
    _thread.interrupt_main()
    time.sleep(LAST)
    os._exit(ExitCode.INTERRUPTED)


def _made(job: dict[str, Any], telling: _Telling) -> dict[str, Any]:
    from clipkit import pipeline

    options = Options(**job["options"] | {"profile": tuple(job["options"]["profile"])})
    script = pipeline.load(job["script"], allow_outside=options.allow_outside)
    made = pipeline.render(script, Path(job["target"]), options, telling.at, makes_folders=True)
    outputs = [output.as_json() for output in made.outputs]
    return {"outputs": outputs, "problems": plain(made.problems)}


if __name__ == "__main__":
    sys.exit(main())
