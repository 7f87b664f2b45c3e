"""What a render tells while it runs, what it made, and how long that took."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec import Struct, field

from clipkit.errors import Problem

Progress = Callable[[str, int, int], None]  # stage (voice, sound, encode), done, total
STAGES = ("plan", "voice", "paint", "encode")


class Clock:
    """Seconds at work on each stage, of all that did, and of the whole since it was made.

    A stage is added to by one thread at a time.
    """

    def __init__(self) -> None:
        self._began = time.perf_counter()
        self._seconds = dict.fromkeys(STAGES, 0.0)

    @contextmanager
    def of(self, stage: str) -> Iterator[None]:
        """Count the time of a block for a stage."""
        began = time.perf_counter()
        try:
            yield
        finally:
            self.add(stage, time.perf_counter() - began)

    def add(self, stage: str, seconds: float) -> None:
        """Count what was measured elsewhere."""
        self._seconds[stage] += seconds

    def read(self) -> dict[str, float]:
        """Seconds of each stage, and in all."""
        return self._seconds | {"total": time.perf_counter() - self._began}


class Output(Struct, frozen=True, kw_only=True):
    """One clip. sidecars: kind (cover, captions) to path. lufs, true_peak: of its sound.

    pieces: that it is made of; made: those that no earlier render had made. problems: warnings of
    what was found while it was made.
    """

    path: Path
    profile: str
    seconds: float
    frames: int
    fps: float
    size: tuple[int, int]
    bytes: int
    sha256: str
    pieces: int
    made: int
    lufs: float
    true_peak: float
    sidecars: dict[str, Path] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Its form in `render --json`."""
        return {
            "path": str(self.path),
            "profile": self.profile,
            "seconds": round(self.seconds, 3),
            "frames": self.frames,
            "fps": self.fps,
            "size": list(self.size),
            "bytes": self.bytes,
            "sha256": self.sha256,
            "sidecars": {kind: str(path) for kind, path in self.sidecars.items()},
            "segments": {"made": self.made, "reused": self.pieces - self.made},
            "loudness": {"lufs": round(self.lufs, 2), "true_peak": round(self.true_peak, 2)},
        }


class Report(Struct, frozen=True, kw_only=True):
    """All clips of a render. timings: seconds by stage.

    `voice` is speaking, or finding words in recordings, and the sound that is made of it; `plan`
    all else that is decided before; `paint` the cover and the work of all painters; `encode` the
    work of all encoders, and the join; `total` passed on the clock. Stages overlap and are worked
    on side by side, so that their sum may be more than the total.
    """

    outputs: tuple[Output, ...]
    timings: dict[str, float]
    problems: tuple[Problem, ...] = ()

    def as_json(self, lang: str) -> dict[str, object]:
        """`clipkit.render/1`."""
        return {
            "schema": "clipkit.render/1",
            "outputs": [output.as_json() for output in self.outputs],
            "timings": {name: round(seconds, 3) for name, seconds in self.timings.items()},
            "problems": [problem.as_json(lang) for problem in self.problems],
        }
