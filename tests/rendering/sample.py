"""Pictures, sound and small timelines for the tests of this room."""

from collections.abc import Mapping
from pathlib import Path

import cv2
import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray
from PIL import Image

from clipkit.model.cues import Colour, Cue, Photo, Transition, View
from clipkit.model.timeline import SourceFile, Timeline
from clipkit.rendering.planes import Pixels
from clipkit.store import digest_of_file
from clipkit.units import Box

SIZE = (216, 384)
FRAME = Box(0, 0, *SIZE)


def picture(width: int, height: int, seed: int = 1) -> Pixels:
    """Soft spots of many sizes and some sharp letters, (h, w, 3)."""
    random = np.random.default_rng(seed)
    mixed = np.full((height, width, 3), 120.0, np.float32)
    for cells, spread in ((4, 40), (16, 24), (48, 12)):
        spots = random.normal(0, spread, (cells, cells, 3)).astype(np.float32)
        mixed += cv2.resize(spots, (width, height), interpolation=cv2.INTER_CUBIC)
    shown = np.clip(mixed, 0, 255).astype(np.uint8)
    cv2.putText(
        shown, "Kopi", (width // 8, height // 2), 0, width / 150, (255, 253, 247), 3, cv2.LINE_AA
    )
    return shown


def saved(path: Path, pixels: Pixels) -> Path:
    Image.fromarray(pixels).save(path)
    return path


class Files(Struct, frozen=True):
    """Sources by their keys; it pickles."""

    paths: Mapping[str, Path]

    def __call__(self, key: str) -> Path:
        return self.paths[key]


class Sound(Struct, frozen=True):
    """A mix."""

    samples: NDArray[np.float32]


def sound(frames: int, fps: int = 30) -> Sound:
    """Clicks and a soft noise: nowhere like itself a sample later."""
    random = np.random.default_rng(5)
    samples = random.normal(0, 0.02, (frames * 48000 // fps, 2)).astype(np.float32)
    samples[5000::7000] += 0.5
    return Sound(samples)


def timeline(*cues: Cue, frames: int = 30, size: tuple[int, int] = SIZE, fps: int = 30) -> Timeline:
    names = sorted({cue.source for cue in cues if isinstance(cue, Photo)})
    return Timeline(
        fps=fps,
        size=size,
        frames=frames,
        lang="id",
        profile="universal",
        title="Kedai kopi",
        sources=tuple((name, SourceFile(path=name, digest=f"sha256:{name}")) for name in names),
        cues=cues,
    )


def real(clip: Timeline, files: Files) -> Timeline:
    """The same clip with the digests of its files, as a plan has them."""
    named = (
        (name, SourceFile(path=name, digest=digest_of_file(files(name))))
        for name, _ in clip.sources
    )
    return replace(clip, sources=tuple(named))


def photo(first: int = 0, stop: int = 30, **more: object) -> Photo:
    said: dict[str, object] = {"source": "a.png", "box": FRAME, "scene": 0}
    return Photo(first=first, stop=stop, **(said | more))  # type: ignore[arg-type]


def row(frames: int = 40) -> tuple[Cue, ...]:
    """Two photos that move, and a fade of six frames between them."""
    half = frames // 2
    return (
        photo(0, half + 3, view=(View(1.0), View(1.15, 0.5, 0.4))),
        photo(half - 3, frames, source="b.png", view=(View(1.2, 0.1), View(1.2, 0.9))),
        Transition(first=half - 3, stop=half + 3, scene=1, name="crossfade", of=(0, 1)),
    )


def flat(first: int, stop: int, top: str, bottom: str = "", box: Box = FRAME) -> Colour:
    return Colour(first=first, stop=stop, scene=0, box=box, ink=(top, bottom or top))


def psnr(a: Pixels, b: Pixels) -> float:
    """dB."""
    error = float(np.mean((a.astype(np.float64) - b) ** 2))
    return 99.0 if error == 0 else float(10 * np.log10(255**2 / error))
