"""Small media, made as phones, scanners and vandals make them."""

from collections.abc import Iterable, Sequence
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.audio.stream import AudioStream
from av.video.stream import VideoStream
from numpy.typing import NDArray
from PIL import Image

Rgb = NDArray[np.uint8]
RED, GREEN, BLUE, WHITE = (200, 30, 30), (30, 180, 30), (30, 30, 200), (235, 235, 235)
CORNERS = (RED, GREEN, BLUE, WHITE)


def corners(width: int = 96, height: int = 64) -> Rgb:
    """A picture with a colour of its own in each quarter: it shows how it stands."""
    out = np.zeros((height, width, 3), np.uint8)
    out[: height // 2, : width // 2] = RED
    out[: height // 2, width // 2 :] = GREEN
    out[height // 2 :, : width // 2] = BLUE
    out[height // 2 :, width // 2 :] = WHITE
    return out


def quarters(rgb: NDArray[np.generic]) -> list[tuple[int, ...]]:
    """Colour amid each quarter, as `corners` has them."""
    high, wide = rgb.shape[:2]
    return [
        tuple(int(v) for v in rgb[high * y // 4, wide * x // 4]) for y in (1, 3) for x in (1, 3)
    ]


def near(found: Sequence[tuple[int, ...]], wanted: Sequence[tuple[int, ...]], by: int = 6) -> bool:
    """Whether colours are the same within so many levels."""
    return bool(np.abs(np.subtract(found, wanted)).max() <= by)


def rgb(y: Rgb, u: Rgb, v: Rgb) -> Rgb:
    """BT.709 limited planes as RGB, by the matrix's own numbers."""
    luma = (y.astype(float) - 16) / 219
    blue, red = ((p.astype(float) - 128).repeat(2, 0).repeat(2, 1) / 224 for p in (u, v))
    parts = (luma + 1.5748 * red, luma - 0.1873 * blue - 0.4681 * red, luma + 1.8556 * blue)
    return np.asarray(np.clip(np.rint(255 * np.stack(parts, -1)), 0, 255), np.uint8)


def clip(
    path: Path,
    pictures: Iterable[Rgb],
    *,
    fps: int = 30,
    codec: str = "libx264",
    form: str = "yuv420p",
    matrix: int = 1,
    span: int = 1,
    curve: int = 1,
    turn: int = 0,
    aspect: Fraction | None = None,
    gop: int = 12,
    times: Sequence[int] | None = None,
    tone: float = 0.0,
    sung: str = "aac",
    tagged: bool = True,
    mirror: bool = False,
    options: dict[str, str] | None = None,
) -> Path:
    """A clip. matrix, span, curve: its colours (ITU-T H.273); turn: degrees clockwise to show it.

    times: of each picture, ms. tone: Hz of its sound; 0.0: it has none.
    """
    shown = list(pictures)
    with av.open(str(path), "w", options=options or {}) as file:
        stream = file.add_stream(codec, rate=fps)
        assert isinstance(stream, VideoStream)
        stream.height, stream.width = shown[0].shape[:2]
        stream.pix_fmt = form
        context = stream.codec_context
        context.gop_size, context.thread_count = gop, 1
        if codec == "libx264":
            context.options = {"crf": "4", "preset": "veryfast"}
        if tagged:
            context.colorspace, context.color_range, context.color_trc = matrix, span, curve
        if aspect:
            context.sample_aspect_ratio = aspect
        if turn or mirror:
            stream.set_display_rotation(-turn, hflip=mirror)
        if times:
            context.time_base = Fraction(1, 1000)
        sound = file.add_stream(sung, rate=48000) if tone else None
        for k, picture in enumerate(shown):
            frame = av.VideoFrame.from_ndarray(picture, format="rgb24").reformat(
                format=form, dst_colorspace=matrix, dst_color_range=span
            )
            frame.pts = times[k] if times else k
            frame.time_base = Fraction(1, 1000) if times else Fraction(1, fps)
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
        if sound is not None:
            assert isinstance(sound, AudioStream)
            _sing(file, sound, tone, len(shown) / fps)
    return path


def _sing(
    file: av.container.OutputContainer, stream: AudioStream, hertz: float, seconds: float
) -> None:
    count = round(seconds * 48000)
    wave = (0.5 * np.sin(2 * np.pi * hertz * np.arange(count) / 48000)).astype(np.float32)
    for first in range(0, count, 1024):
        block = wave[None, first : first + 1024].repeat(2, axis=0)
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block), "fltp", "stereo")
        frame.sample_rate, frame.pts = 48000, first
        file.mux(stream.encode(frame))
    file.mux(stream.encode(None))


def photo(path: Path, picture: Rgb, form: str, **settings: object) -> Path:
    """A still picture."""
    Image.fromarray(picture).save(path, form, **settings)
    return path


def greys(count: int, size: tuple[int, int] = (64, 48)) -> list[Rgb]:
    """Pictures that tell their number by their grey: 40 + 2 k."""
    return [np.full((size[1], size[0], 3), 40 + 2 * k, np.uint8) for k in range(count)]


def song(path: Path, seconds: float, *, codec: str, rate: int = 48000) -> Path:
    """A sound of two tones, stereo. codec: by libavcodec's name."""
    count = round(seconds * rate)
    at = np.arange(count) / rate
    wave = 0.3 * np.sin(2 * np.pi * 330 * at) + 0.2 * np.sin(2 * np.pi * 1870 * at)
    whole = np.ascontiguousarray(wave.astype(np.float32)[None].repeat(2, axis=0))
    with av.open(str(path), "w") as file:
        stream = file.add_stream(codec, rate=rate)
        assert isinstance(stream, AudioStream)
        frame = av.AudioFrame.from_ndarray(whole, "fltp", "stereo")
        frame.sample_rate, frame.pts = rate, 0
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return path
