"""Where espeak-ng is, and a request to a fresh worker process, its own or another voice's."""

import json
import struct
import subprocess
import sys
from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

from clipkit.errors import NOWHERE, ClipkitError
from clipkit.machine import cores

LIBRARIES = ("libespeak-ng.so", "libespeak-ng.dylib", "espeak-ng.dll", "libespeak-ng.dll")
WORKER = Path(__file__).with_name("worker.py")
NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows: no console flashes up


class Heard(NamedTuple):
    """What the engine gave for one text.

    samples: int16, mono, as bytes. rate: Hz. words: (character of the text, sample).
    phones: (name, sample).
    """

    samples: bytes
    rate: int
    words: tuple[tuple[int, int], ...]
    phones: tuple[tuple[str, int], ...]


def folder() -> Path:
    """Return the folder that holds the library, and `espeak-ng-data` beside it.

    Raises: ClipkitError: voice-missing: espeakng-loader is not installed, or holds no library.
    """
    spec = find_spec("espeakng_loader")  # found, not imported: nothing is loaded here
    places = list(spec.submodule_search_locations or ()) if spec else []
    for place in map(Path, places):
        if any((place / name).is_file() for name in LIBRARIES):
            return place
    raise ClipkitError(NOWHERE.problem("voice-missing", name="espeak", known=""))


def size() -> int:
    """Return the library's size in bytes: another edition has another.

    Raises: ClipkitError: as `folder`.
    """
    return _library(folder()).stat().st_size


def _library(place: Path) -> Path:
    return next(place / name for name in LIBRARIES if (place / name).is_file())


def variants() -> tuple[str, ...]:
    """Return the names of the engine's voice variants, sorted.

    Raises: ClipkitError: as `folder`.
    """
    files = (folder() / "espeak-ng-data" / "voices" / "!v").iterdir()
    return tuple(sorted(file.name for file in files if file.is_file()))


def heard(
    text: str, settings: dict[str, Any], *, worker: Path = WORKER, limit: float = 60.0
) -> Heard:
    """Have a text spoken in a process of its own, which is gone when this returns.

    settings: voice, variant, rate, pitch, range, wordgap, volume. limit: seconds it may take.

    Raises: ClipkitError: voice-missing; voice-failed: it crashed, hung, or gave up.
    """
    place = folder()
    request = {**settings, "library": str(_library(place)), "text": text}
    head, samples = answer(request, worker=worker, name="espeak", limit=limit, place=place)
    words = tuple((int(at), int(sample)) for at, sample in head["words"])
    phones = tuple((str(name), int(sample)) for name, sample in head["phones"])
    return Heard(samples, int(head["rate"]), words, phones)


def answer(
    request: Mapping[str, Any],
    *,
    worker: Path,
    name: str,
    limit: float,
    place: Path | None = None,
) -> tuple[dict[str, Any], bytes]:
    """Return what a worker answers to a request: a head, and samples. It is gone then.

    name: of the voice, for problems. limit: seconds it may take. place: its working folder.
    Raises: ClipkitError: voice-failed: it crashed, hung, or gave up.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own file, by our own interpreter
            [sys.executable, "-I", "-S", str(worker)],
            input=json.dumps(request).encode(),
            capture_output=True,
            timeout=limit,
            cwd=place or worker.parent,
            creationflags=NO_WINDOW,
            check=False,
        )
    except subprocess.TimeoutExpired:  # `run` has killed it and waited for it
        raise _failed(name, f"no answer in {limit:g} s") from None
    except OSError as error:
        raise _failed(name, str(error)) from error
    if done.returncode != 0:
        raise _failed(name, _last_line(done.stderr) or f"exit {done.returncode}")
    try:
        (size,) = struct.unpack_from("<I", done.stdout)
        head = json.loads(done.stdout[4 : 4 + size])
    except (struct.error, ValueError):
        raise _failed(name, "an answer that makes no sense") from None
    if "error" in head:
        raise _failed(name, head["error"])
    return head, done.stdout[4 + size :]


def side_by_side() -> int:
    """How many workers may run at once: one a processor, at most four."""
    return min(4, cores())


def _failed(name: str, reason: str) -> ClipkitError:
    return ClipkitError(NOWHERE.problem("voice-failed", name=name, reason=reason))


def _last_line(stderr: bytes) -> str:
    lines = stderr.decode("utf-8", "replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "")
