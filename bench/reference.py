"""The reference clip: scenes of five seconds, each a photo, captions, a scrim, a title, a bar.

Its media are made here, from a seed: large photos as phones take them, with noise and edges.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clipkit.model.cues import (
    Caption,
    Change,
    Cue,
    Photo,
    Progress,
    Scrim,
    TitleCue,
    Transition,
    View,
)
from clipkit.model.style import Entrance, Lines, Paint, Piece, Plate, Shadow, Stroke, TextStyle
from clipkit.model.timeline import SourceFile, TimedWord, Timeline
from clipkit.rendering.stage import Stage
from clipkit.units import Box

FPS, SIZE, PHOTOS = 30, (1080, 1920), 6
PHOTO = (3000, 4000)
TEXT = "Candi Badut berdiri sejak tahun 760 Masehi di barat Kota Malang"
PAPER, INK, ACCENT = "#FFFDF7FF", "#0C1F1AFF", "#FFC93CFF"
MOVES = (
    (View(1.0), View(1.16, 0.5, 0.4)),
    (View(1.16, 0.2, 0.5), View(1.16, 0.8, 0.5)),
    (View(1.2, 0.4, 0.4), View(1.0)),
)
STYLES = (
    TextStyle(
        name="caption",
        size=78,
        line_height=1.36,
        plain=Paint(fill=(PAPER,)),
        active=Paint(fill=(PAPER,), box="#0F7B5FFF", pop=1.06),
        past=Paint(fill=(PAPER,)),
        future=Paint(fill=(PAPER,)),
        emphasis=Paint(fill=(ACCENT,)),
        strokes=(Stroke(0.045, "#0C1F1AE0"),),
        shadows=(Shadow(0.0, 0.035, 0.07, "#0C1F1AC0"),),
        plate=Plate(scope="word", colour="#0F7B5FFF", pad_x=0.17, pad_y=0.24),
        enter=Entrance(seconds=0.14, scale=0.92),
    ),
    TextStyle(name="title", size=66, max_lines=3, align="start", plain=Paint(fill=(PAPER,))),
)


@dataclass(frozen=True)
class Folder:
    """Where the media lie; it pickles."""

    path: Path

    def __call__(self, key: str) -> Path:
        return self.path / key


@dataclass(frozen=True)
class Noise:
    """A mix."""

    samples: NDArray[np.float32]


def media(folder: Path) -> None:
    """Make the photos that are not there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(PHOTOS):
        path = folder / f"{number}.jpg"
        if not path.exists():
            width, height = PHOTO if number % 3 else PHOTO[::-1]
            Image.fromarray(photo(width, height, number)).save(path, quality=90)


def script(folder: Path, number: int) -> Path:
    """Write one of many short scripts, with a photo a scene, among the photos."""
    path = folder / f"clip{number}.md"
    shown = [(number + k) % PHOTOS for k in range(2)]
    scenes = (f"![]({name}.jpg)\n{TEXT}.\n" for name in shown)
    path.write_text(f"---\nlang: id\n---\n# Klip {number}\n" + "\n---\n\n".join(scenes), "utf-8")
    return path


def phone(folder: Path, pictures: int) -> Path:
    """A folder as a phone has it: a text and large photos, named by when they were taken."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "berita.txt").write_text(f"Kabar kampung\n\n{TEXT}. " * 8, "utf-8")
    kinds = []
    for seed in range(4):
        out = io.BytesIO()
        Image.fromarray(photo(*PHOTO, seed)).save(out, "JPEG", quality=90)
        kinds.append(out.getvalue())
    for number in range(pictures):  # each with a digest of its own: nothing is looked at only once
        content = kinds[number % len(kinds)] + number.to_bytes(4, "big")
        (folder / f"IMG_20260314_{number:06}.jpg").write_bytes(content)
    return folder


def photo(width: int, height: int, seed: int) -> NDArray[np.uint8]:
    """Light, shapes with edges, texture and a sensor's noise; (h, w, 3)."""
    random = np.random.default_rng(seed)
    mixed = np.full((height, width, 3), 120.0, np.float32)
    for cells, spread in ((5, 45), (40, 16), (300, 7)):
        spots = random.normal(0, spread, (cells * height // width, cells, 3)).astype(np.float32)
        mixed += cv2.resize(spots, (width, height), interpolation=cv2.INTER_CUBIC)
    for _ in range(40):
        x, y = (int(random.integers(0, extent)) for extent in (width, height))
        shade = tuple(float(v) for v in random.integers(10, 245, 3))
        cv2.ellipse(mixed, (x, y), (int(random.integers(40, 400)), 90), x % 180, 0, 360, shade, -1)
    mixed += random.normal(0, 3, (height, width, 1)).astype(np.float32)
    return np.clip(cv2.GaussianBlur(mixed, (0, 0), 1.2), 0, 255).astype(np.uint8)


def stage(folder: Path, seconds: int) -> Stage:
    """The clip, ready to be rendered. folder: holds its media, or gets them."""
    media(folder)
    frames = seconds * FPS
    samples = np.random.default_rng(3).normal(0, 0.1, (seconds * 48_000, 2)).astype(np.float32)
    return Stage(timeline(frames), Folder(folder), Noise(samples))


def timeline(frames: int) -> Timeline:
    """Scenes of equal length, a third of them in a panel."""
    count = max(2, frames // (5 * FPS))
    edges = [frames * scene // count for scene in range(count + 1)]
    cues: list[Cue] = []
    words: list[TimedWord] = []
    photos = [_photo(scene, first, stop, frames) for scene, (first, stop) in _spans(edges)]
    fades = [
        Transition(first=at - 6, stop=at + 6, scene=scene, name="crossfade", of=(scene - 1, scene))
        for scene, at in enumerate(edges[1:-1], start=1)
    ]
    for scene, (first, stop) in _spans(edges):
        cues += [_scrim(scene, first, stop), _title(scene, first, stop)]
        for card in range(first + 3, stop - 3, 48):
            said, cue = _caption(scene, card, min(card + 48, stop - 3), len(words))
            words += said
            cues.append(cue)
        cues.append(_progress(scene, count, first, stop))
    return Timeline(
        fps=FPS,
        size=SIZE,
        frames=frames,
        lang="id",
        profile="universal",
        title="Bench",
        sources=tuple(
            (f"{number}.jpg", SourceFile(path=f"{number}.jpg", digest=f"sha256:{number}"))
            for number in range(PHOTOS)
        ),
        styles=STYLES,
        scenes=tuple(span for _, span in _spans(edges)),
        words=tuple(words),
        cues=(*photos, *fades, *cues),
    )


def _spans(edges: list[int]) -> Iterator[tuple[int, tuple[int, int]]]:
    return enumerate(pairwise(edges))


def _photo(scene: int, first: int, stop: int, frames: int) -> Photo:
    panel = scene % 3 == 0
    return Photo(
        first=max(0, first - 6),
        stop=min(frames, stop + 6),
        scene=scene,
        source=f"{scene % PHOTOS}.jpg",
        box=Box(0, 586, 1080, 684) if panel else Box(0, 0, *SIZE),
        fit="panel" if panel else "cover",
        view=MOVES[scene % 3],
    )


def _scrim(scene: int, first: int, stop: int) -> Scrim:
    return Scrim(
        first=first,
        stop=stop,
        scene=scene,
        box=Box(0, 940, 1080, 980),
        ink=INK,
        opacity=(0.0, 0.8),
        solid=0.4,
        enter=Change(frames=6),
        leave=Change(frames=6),
    )


def _title(scene: int, first: int, stop: int) -> TitleCue:
    return TitleCue(
        first=first,
        stop=stop,
        scene=scene,
        text="Tiga cara memesan kopi",
        lines=_lines(("Tiga cara", "memesan kopi")),
        size=66,
        style="title",
        box=Box(156, 396, 732, 154),
        enter=Change(frames=10, dx=-40),
        leave=Change(frames=6),
    )


def _progress(scene: int, scenes: int, first: int, stop: int) -> Progress:
    return Progress(
        first=first,
        stop=stop,
        scene=scene,
        segment=scene,
        segments=scenes,
        box=Box(120, 1468, 768, 8),
        ink=ACCENT,
        rest="#FFFDF760",
    )


def _caption(scene: int, first: int, stop: int, word: int) -> tuple[list[TimedWord], Caption]:
    """Four words, twelve frames each, as far as there is room."""
    count = max(1, (stop - first) // 12)
    shown = [TEXT.split(" ")[(word + k) % 11] for k in range(count)]
    spans = tuple((12 * k, min(12 * k + 11, stop - first)) for k in range(count))
    half = (count + 1) // 2
    rows = [" ".join(shown[:half]), " ".join(shown[half:])]
    cue = Caption(
        first=first,
        stop=stop,
        scene=scene,
        text=" ".join(shown),
        lines=_lines(tuple(row for row in rows if row)),
        size=78,
        style="caption",
        box=Box(192, 1010, 696, 230),
        words=(word, word + count),
        spans=spans,
    )
    said = [
        TimedWord(
            text=text,
            start=(first + on) / FPS,
            end=(first + off) / FPS,
            first=first + on,
            scene=scene,
            sentence=0,
        )
        for text, (on, off) in zip(shown, spans, strict=True)
    ]
    return said, cue


def _lines(rows: tuple[str, ...]) -> Lines:
    texts = [row.split(" ") for row in rows]
    starts = [sum(len(row) for row in texts[:i]) for i in range(len(texts))]
    return tuple(
        tuple(Piece(start + k, text, space=k > 0) for k, text in enumerate(row))
        for start, row in zip(starts, texts, strict=True)
    )
