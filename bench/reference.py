"""The reference clip: scenes of five seconds, each a moving photo, one fading into the next.

Over them captions all along, word by word, a logo in a corner and the story bar; under them a
finished mix. The peers make the same clip of the same timeline.
"""

from collections.abc import Collection, Iterator
from itertools import pairwise
from pathlib import Path

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from bench import media, speech
from clipkit.model.cues import (
    Bug,
    Caption,
    Cue,
    Footage,
    Photo,
    Progress,
    Transition,
    View,
)
from clipkit.model.style import Entrance, Lines, Paint, Piece, Plate, Shadow, Stroke, TextStyle
from clipkit.model.timeline import SourceFile, TimedWord, Timeline
from clipkit.rendering.stage import Stage
from clipkit.units import Box

FPS, SIZE, PHOTOS, SCENE = 30, (1080, 1920), 4, 5  # SCENE: seconds
FADE = 12  # frames
PAPER, ACCENT, REST = "#FFFDF7FF", "#FFC93CFF", "#FFFDF760"
# Where a picture has room at its sides only while it is panned: peers cut it to the frame's shape.
MOVES = (
    (View(1.0), View(1.16, 0.5, 0.4)),
    (View(1.16, 0.36, 0.5), View(1.16, 0.64, 0.5)),
    (View(1.2, 0.5, 0.4), View(1.0)),
    (View(1.04, 0.5, 0.3), View(1.2, 0.5, 0.6)),
)
LOGO = Box(748, 296, 140, 140)
BAR = Box(120, 1468, 768, 8)
STYLE = TextStyle(
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
)


class Folder(Struct, frozen=True):
    """Where the media lie; it pickles."""

    path: Path

    def __call__(self, key: str) -> Path:
        return self.path / key


class Finished(Struct, frozen=True):
    """A mix."""

    samples: NDArray[np.float32]


def stage(
    folder: Path, seconds: int, without: Collection[str] = (), *, mixed: bool = True
) -> Stage:
    """The clip, ready to be rendered. folder: holds its media, or gets them. mixed: with a mix."""
    media.photos(folder)
    clip = timeline(seconds * FPS, without)
    return Stage(clip, Folder(folder), Finished(speech.finished(seconds)) if mixed else None)


def filmed(folder: Path, seconds: int) -> Stage:
    """A clip of footage alone, cut to the frame, silent. seconds: of the footage, at most all."""
    media.footage(folder)
    frames = seconds * FPS
    return Stage(plain(frames, (_footage(0, 0, frames, frames),), ()), Folder(folder))


def varied(folder: Path, seconds: int) -> Stage:
    """The reference clip with footage in every third scene."""
    media.photos(folder)
    media.footage(folder)
    return Stage(timeline(seconds * FPS, footage=3), Folder(folder))


def timeline(frames: int, without: Collection[str] = (), *, footage: int = 0) -> Timeline:
    """Scenes of equal length. without: kinds of cues left out. footage: in each so many-th scene.

    Returns: a timeline; its pictures come first, a scene each.
    """
    count = max(2, frames // (SCENE * FPS))
    edges = [frames * scene // count for scene in range(count + 1)]
    pictures = [
        (_footage if footage and scene % footage == 1 else _photo)(scene, first, stop, frames)
        for scene, (first, stop) in _spans(edges)
    ]
    fades = [
        Transition(
            first=at - FADE // 2,
            stop=at + FADE // 2,
            scene=scene,
            name="crossfade",
            of=(scene - 1, scene),
        )
        for scene, at in enumerate(edges[1:-1], start=1)
    ]
    cues: list[Cue] = [*pictures, *fades]
    words: list[TimedWord] = []
    for scene, (first, stop) in _spans(edges):
        for card in range(first + 3, stop - 3, 48):
            said, cue = _caption(scene, card, min(card + 48, stop - 3), len(words))
            words += said
            cues.append(cue)
        cues.append(Bug(first=first, stop=stop, scene=scene, source="logo.png", box=LOGO))
        cues.append(_progress(scene, count, first, stop))
    kept = tuple(cue for cue in cues if cue.kind not in without)
    return plain(frames, kept, tuple(_spans(edges)), tuple(words))


def plain(
    frames: int,
    cues: tuple[Cue, ...],
    scenes: tuple[tuple[int, tuple[int, int]], ...] = (),
    words: tuple[TimedWord, ...] = (),
) -> Timeline:
    """A clip of any cues, in the bench's size, rate and style. scenes: none means one."""
    files = [f"photo{number}.jpg" for number in range(PHOTOS)]
    return Timeline(
        fps=FPS,
        size=SIZE,
        frames=frames,
        lang="id",
        profile="universal",
        title="Bench",
        sources=tuple(
            (name, SourceFile(path=name, digest=f"sha256:{name}"))
            for name in [*files, "logo.png", "footage.mp4"]
        ),
        styles=(STYLE,),
        scenes=tuple(span for _, span in scenes) or ((0, frames),),
        words=words,
        cues=cues,
    )


def _spans(edges: list[int]) -> Iterator[tuple[int, tuple[int, int]]]:
    return enumerate(pairwise(edges))


def _photo(scene: int, first: int, stop: int, frames: int) -> Photo:
    return Photo(
        first=max(0, first - FADE // 2),
        stop=min(frames, stop + FADE // 2),
        scene=scene,
        source=f"photo{scene % PHOTOS}.jpg",
        box=Box(0, 0, *SIZE),
        view=MOVES[scene % len(MOVES)],
    )


def _footage(scene: int, first: int, stop: int, frames: int) -> Footage:
    return Footage(
        first=max(0, first - FADE // 2),
        stop=min(frames, stop + FADE // 2),
        scene=scene,
        source="footage.mp4",
        box=Box(0, 0, *SIZE),
        source_end=float(media.SECONDS),
    )


def _progress(scene: int, scenes: int, first: int, stop: int) -> Progress:
    return Progress(
        first=first,
        stop=stop,
        scene=scene,
        segment=scene,
        segments=scenes,
        box=BAR,
        ink=ACCENT,
        rest=REST,
    )


def _caption(scene: int, first: int, stop: int, word: int) -> tuple[list[TimedWord], Caption]:
    """Four words, twelve frames each, as far as there is room."""
    count = max(1, (stop - first) // 12)
    shown = [media.TEXT.split(" ")[(word + k) % 11] for k in range(count)]
    spans = tuple((12 * k, min(12 * k + 12, stop - first)) for k in range(count))
    half = (count + 1) // 2
    rows = [" ".join(shown[:half]), " ".join(shown[half:])]
    cue = Caption(
        first=first,
        stop=stop,
        scene=scene,
        text=" ".join(shown),
        lines=lines(tuple(row for row in rows if row)),
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


def lines(rows: tuple[str, ...]) -> Lines:
    texts = [row.split(" ") for row in rows]
    starts = [sum(len(row) for row in texts[:i]) for i in range(len(texts))]
    return tuple(
        tuple(Piece(start + k, text, space=k > 0) for k, text in enumerate(row))
        for start, row in zip(starts, texts, strict=True)
    )
