"""What a render tells while it runs, and what it made."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from clipkit.errors import Problem

Progress = Callable[[str, int, int], None]  # stage (voice, sound, encode), done, total


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """One clip. sidecars: kind (cover, captions) to path. lufs, true_peak: of its sound."""

    path: Path
    profile: str
    seconds: float
    frames: int
    fps: float
    size: tuple[int, int]
    bytes: int
    sha256: str
    pieces: int
    lufs: float
    true_peak: float
    sidecars: dict[str, Path] = field(default_factory=dict)

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
            "segments": {"made": self.pieces, "reused": 0},
            "loudness": {"lufs": round(self.lufs, 2), "true_peak": round(self.true_peak, 2)},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All clips of a render. timings: wall seconds by stage."""

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
