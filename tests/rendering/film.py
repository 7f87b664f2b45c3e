"""A file as a player sees it."""

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from clipkit.rendering.planes import Pixels, Planes, planes_to_rgb


class Film(Struct, frozen=True):
    """Facts and content of an MP4. boxes: names of its top boxes, in order."""

    codec: str
    profile: str
    pixels: str
    tags: tuple[int, int, int, int]  # range, matrix, primaries, transfer
    rate: Fraction
    seconds: float
    sound_seconds: float
    sound: tuple[str, int, int]
    languages: tuple[str | None, ...]
    title: str | None
    boxes: tuple[str, ...]
    edits: bool
    pts: tuple[int, ...]
    keys: tuple[int, ...]
    frames: tuple[Planes, ...]
    samples: NDArray[np.float32]

    def rgb(self, number: int) -> Pixels:
        return planes_to_rgb(self.frames[number])


def seen(path: Path) -> Film:
    frames: list[Planes] = []
    pts: list[int] = []
    keys: list[int] = []
    blocks: list[NDArray[np.float32]] = []
    with av.open(str(path)) as file:
        video = file.streams.video[0]
        context = video.codec_context
        audio = file.streams.audio[0] if file.streams.audio else None
        for frame in file.decode(*(s for s in (video, audio) if s is not None)):
            if isinstance(frame, av.AudioFrame):
                blocks.append(np.asarray(frame.to_ndarray(), np.float32))
                continue
            assert isinstance(frame, av.VideoFrame)
            pts.append(round(seconds(frame.pts, video.time_base) * float(video.average_rate or 0)))
            if frame.key_frame:
                keys.append(pts[-1])
            packed = np.asarray(frame.to_ndarray(), np.uint8)
            height, width = packed.shape[0] * 2 // 3, packed.shape[1]
            half = packed[height:].reshape(2, height // 2, width // 2)
            frames.append(Planes(packed[:height].copy(), half[0].copy(), half[1].copy()))
        said = [video] if audio is None else [video, audio]
        content = path.read_bytes()
        return Film(
            codec=context.name,
            profile=str(video.profile),
            pixels=str(context.pix_fmt),
            tags=(
                context.color_range,
                context.colorspace,
                context.color_primaries,
                context.color_trc,
            ),
            rate=Fraction(video.average_rate or 0),
            seconds=seconds(video.duration, video.time_base),
            sound_seconds=seconds(audio.duration, audio.time_base) if audio else 0.0,
            sound=(audio.codec_context.name, audio.rate, audio.channels) if audio else ("", 0, 0),
            languages=tuple(stream.metadata.get("language") for stream in said),
            title=file.metadata.get("title"),
            boxes=boxes(content),
            edits=b"elst" in content[: content.find(b"mdat")],
            pts=tuple(pts),
            keys=tuple(keys),
            frames=tuple(frames),
            samples=np.hstack(blocks).T if blocks else np.zeros((0, 2), np.float32),
        )


def seconds(ticks: int | None, base: Fraction | None) -> float:
    assert ticks is not None
    assert base is not None
    return float(ticks * base)


def boxes(content: bytes) -> tuple[str, ...]:
    names, at = [], 0
    while at + 8 <= len(content):
        names.append(content[at + 4 : at + 8].decode("ascii"))
        at += int.from_bytes(content[at : at + 4], "big") or len(content)
    return tuple(names)
