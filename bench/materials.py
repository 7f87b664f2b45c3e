"""What encoder settings are compared on: six pieces of two seconds, painted once, kept as planes.

They are made from seeds and of the repository's examples: photos in motion under captions that
follow the voice, footage, flat graphics, many words that change fast, and a camera in the hand.
"""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from bench import media, reference
from clipkit import pipeline
from clipkit.model.cues import Caption, Colour, Cue
from clipkit.model.timeline import TimedWord
from clipkit.rendering.planes import Planes
from clipkit.rendering.stage import Stage
from clipkit.units import Box

SIZE, FPS, FRAMES = (1080, 1920), 30, 60
EXAMPLES = Path(__file__).parents[1] / "examples"
Painted = Iterator[Planes]


def made(folder: Path) -> dict[str, Path]:
    """Files of the materials by their names; those that aren't there yet are painted, 187 MB each.

    A file is its frames' planes, Y, U and V, one after the other.
    """
    folder.mkdir(parents=True, exist_ok=True)
    kinds: dict[str, Callable[[], Painted]] = {
        "photos": lambda: _staged(reference.stage(folder / "media", 10), 160),
        "photo": lambda: _example("kopi", scene=3, after=17),
        "footage": lambda: _example("kopi", scene=0, after=70),
        "flat": lambda: _example("rabies", scene=5, after=11),
        "text": lambda: _staged(_words(), 0),
        "hand": _hand,
    }
    paths = {name: folder / f"{name}.yuv" for name in kinds}
    for name, paint in kinds.items():
        if not paths[name].exists():
            unfinished = paths[name].with_suffix(".part")
            with unfinished.open("wb") as file:
                for planes in paint():
                    file.write(b"".join(np.ascontiguousarray(plane).data for plane in planes))
            unfinished.replace(paths[name])
    return paths


def read(path: Path) -> Painted:
    """Frames of a material, one at a time, so that they don't count as memory."""
    (width, height), half = SIZE, (SIZE[1] // 2, SIZE[0] // 2)
    luma, chroma = width * height, width * height // 4
    with path.open("rb") as file:
        while content := file.read(luma + 2 * chroma):
            whole = np.frombuffer(content, np.uint8)
            yield Planes(
                whole[:luma].reshape(height, width),
                whole[luma : luma + chroma].reshape(half),
                whole[luma + chroma :].reshape(half),
            )


def _example(name: str, *, scene: int, after: int) -> Painted:
    """Frames of an example, from so many after a scene's start."""
    clip = pipeline.stage(pipeline.plan(pipeline.load(EXAMPLES / name)))
    return _staged(clip, clip.timeline.scenes[scene][0] + after)


def _staged(clip: Stage, first: int) -> Painted:
    reel, planes = clip.reel(), Planes.blank(*SIZE)
    for number in range(first, first + FRAMES):
        reel.paint(number, planes)
        yield planes
    reel.close()


def _words() -> Stage:
    """Three captions at once on a plain ground, a word every three frames, a card every fifteen."""
    cues: list[Cue] = [
        Colour(first=0, stop=FRAMES, scene=0, box=Box(0, 0, *SIZE), ink=("#12343B", "#2D545E"))
    ]
    words: list[TimedWord] = []
    spans = tuple((3 * k, 3 * k + 3) for k in range(4))
    for card in range(0, FRAMES, 15):
        for row in range(3):
            shown = [media.TEXT.split(" ")[(card + 3 * row + k) % 11] for k in range(4)]
            halves = (tuple(shown[:2]), tuple(shown[2:]))
            cues.append(
                Caption(
                    first=card,
                    stop=card + 15,
                    scene=0,
                    text=" ".join(shown),
                    lines=reference.lines(tuple(" ".join(half) for half in halves)),
                    size=78,
                    style="caption",
                    box=Box(192, 500 + 320 * row, 696, 230),
                    words=(len(words), len(words) + 4),
                    spans=spans,
                )
            )
            words += [
                TimedWord(
                    text=text,
                    start=(card + on) / FPS,
                    end=(card + off) / FPS,
                    first=card + on,
                    scene=0,
                    sentence=0,
                )
                for text, (on, off) in zip(shown, spans, strict=True)
            ]
    timeline = reference.plain(FRAMES, tuple(cues), words=tuple(words))
    return Stage(timeline, reference.Folder(Path()))


def _hand() -> Painted:
    """A photo through a camera in a hand: it shakes and has noise, three things pass by.

    As a phone keeps it: encoded, and decoded again.
    """
    kept = io.BytesIO()
    with av.open(kept, "w", format="mp4") as file:
        options = {"preset": "veryfast", "crf": "23", "threads": "1"}
        stream = file.add_stream("libx264", rate=FPS, options=options)
        (stream.width, stream.height), stream.pix_fmt = SIZE, "yuv420p"
        for picture in _shaken(np.random.default_rng(7)):
            file.mux(stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")))
        file.mux(stream.encode(None))
    kept.seek(0)
    with av.open(kept, "r") as file:
        for frame in file.decode(video=0):
            packed = np.asarray(frame.to_ndarray(), np.uint8)
            u, v = packed[SIZE[1] :].reshape(2, SIZE[1] // 2, SIZE[0] // 2)
            yield Planes(packed[: SIZE[1]], u, v)


def _shaken(random: np.random.Generator) -> Iterator[NDArray[np.uint8]]:
    """RGB frames of it."""
    still = np.asarray(Image.open(EXAMPLES / "rabies" / "foto" / "kucing.jpg").convert("RGB"))
    scale = max(1400 / still.shape[1], 2480 / still.shape[0])
    still = cv2.resize(still, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    room = (np.array(still.shape[1::-1]) - SIZE) / 2
    walk = np.cumsum(random.normal(0, 1, (FRAMES + 40, 2)), axis=0)
    smooth = np.exp(-(np.arange(-15, 16) ** 2) / 50)
    path = np.stack([np.convolve(axis, smooth / smooth.sum(), "same") for axis in walk.T], axis=1)
    path = 4 * (path[20 : 20 + FRAMES] - path[20 : 20 + FRAMES].mean(axis=0))
    for number, (dx, dy) in enumerate(path):
        move = np.array([[1, 0, dx - room[0]], [0, 1, dy - room[1]]], np.float32)
        seen = cv2.warpAffine(still, move, SIZE, flags=cv2.INTER_LINEAR).astype(np.float32)
        for thing in range(3):
            x = (100 + 300 * thing + number * (9 + 5 * thing)) % 1400 - 150
            y = 900 + 230 * thing + int(20 * np.sin(number / 4 + thing))
            shade = (40 + 60 * thing, 180 - 50 * thing, 200)
            cv2.ellipse(seen, (x, y), (110, 160), 0, 0, 360, shade, -1, cv2.LINE_AA)
        seen += random.normal(0, 2.5, (SIZE[1], SIZE[0], 1)).astype(np.float32)
        yield np.clip(cv2.GaussianBlur(seen, (0, 0), 0.8), 0, 255).astype(np.uint8)
