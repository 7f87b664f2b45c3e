"""Sound of a file as samples, whatever it is kept in."""

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import av
import numpy as np
from av.audio.stream import AudioStream
from av.container import InputContainer
from numpy.typing import NDArray

from clipkit.errors import ClipkitError, Place, Problem
from clipkit.media import opening

RATE = 48000
MOST = 1200.0  # seconds: no clip needs more of a file
_NEAR = 5.0  # seconds that are decoded and dropped rather than sought
_LOOK = 60.0  # seconds of a recording that tell which of its channels hold the voice
_DEAD = 0.01  # of the other channel's power: a microphone that isn't there, 20 dB down
_AGAINST = -0.5  # correlation of two channels of which one is turned round
_GAP = 0.05  # seconds missing from a stream that are heard as silence, so that lips stay in time
_FORMATS: dict[str, tuple[str, type[np.generic]]] = {
    "float": ("flt", np.float32),
    "int16": ("s16", np.int16),
}


def read(
    path: Path,
    *,
    key: str = "",
    start: float = 0.0,
    seconds: float | None = None,
    rate: int = RATE,
    channels: Literal[1, 2] = 2,
) -> NDArray[np.float32]:
    """Decode sound: float32, (n, channels), -1.0 to 1.0.

    start, seconds: which part, counted from the first picture of a clip, the first sample of a
    sound; None: to its end, at most twenty minutes. A part past the end is shorter, or empty.
    Raises: ClipkitError: media-not-sound, media-broken, and opening.container's.
    """
    return _read(path, key or path.name, start, seconds, rate, channels, "float")


def read_int16(
    path: Path, *, key: str = "", start: float = 0.0, seconds: float | None = None
) -> NDArray[np.int16]:
    """Decode as `read`, to int16 (n, 2) at 48 kHz: half the memory."""
    return _read(path, key or path.name, start, seconds, RATE, 2, "int16")


def read_voice(path: Path, *, key: str = "", rate: int = RATE) -> NDArray[np.float32]:
    """Decode a person's recording: float32, (n,), about -1.0 to 1.0, whatever its channels.

    A channel that is dead is left out, and one that is turned round is turned back: a plain sum
    would be half as loud, or nothing. Of several sounds the default is taken, or else the first.
    Raises: ClipkitError: recording-long: more than MOST seconds; else as `read`.
    """
    name = key or path.name
    with opening.lent(path, name) as opened:
        told = (opened.duration or 0) / av.time_base
    if told > MOST:
        raise ClipkitError(_long(name, told))
    found = _read(path, name, 0.0, MOST + 1, rate, 0, "float")[:, 0]
    if len(found) > MOST * rate:
        raise ClipkitError(_long(name, len(found) / rate))
    return found


def _long(key: str, seconds: float) -> Problem:
    minutes, most = math.ceil(seconds / 60), round(MOST / 60)
    return Place(key).problem("recording-long", file=key, minutes=minutes, most=most)


def _read(
    path: Path,
    key: str,
    start: float,
    seconds: float | None,
    rate: int,
    channels: int,
    kind: str,
) -> NDArray[Any]:
    first = round(start * rate)
    most = round((MOST if seconds is None else max(0.0, min(seconds, MOST + 1))) * rate)
    end = heard = 0
    with opening.lent(path, key) as opened:
        stream = opening.sound_stream(opened, key)
        if stream is None:
            raise ClipkitError(Place(key).problem("media-not-sound", path=key, format="-"))
        if opened.duration:
            most = min(most, round((opened.duration / av.time_base + 1) * rate))
        name, dtype = _FORMATS[kind]
        out = np.zeros((most, channels or 1), dtype)  # only what is written to takes memory
        origin = _origin(opened, stream)
        if start > _NEAR:
            _seek(opened, stream, start - _NEAR / 2, origin)
        alone = channels == 1 or stream.codec_context.channels == 1
        layout = "mono" if alone else "stereo"  # one channel is heard from both sides, as loud
        resampler = av.AudioResampler(format=name, layout=layout, rate=rate)
        blocks = _placed(opened, stream, resampler, origin)
        for at, block in blocks if channels else _as_one(blocks, rate):
            heard += len(block)
            shift = at - first
            part = block[max(0, -shift) :][: max(0, most - max(0, shift))]
            out[max(0, shift) : max(0, shift) + len(part)] = part
            end = max(end, min(most, shift + len(block)))
            if at + len(block) >= first + most:
                break
    if not heard and start <= _NEAR:
        raise ClipkitError(Place(key).problem("media-broken", path=key))
    return out[:end]


def _as_one(
    blocks: Iterator[tuple[int, NDArray[Any]]], rate: int
) -> Iterator[tuple[int, NDArray[Any]]]:
    """Make one channel of one or two, by what the beginning tells of them."""
    held: list[tuple[int, NDArray[Any]]] = []
    powers, seen = np.zeros((2, 2)), 0
    for at, block in blocks:
        if block.shape[1] == 1:
            yield at, block
            continue
        held.append((at, block))
        if seen < _LOOK * rate:
            powers += block.T @ block
            seen += len(block)
            continue
        yield from _weighed(held, powers)
        held.clear()
    yield from _weighed(held, powers)


def _weighed(
    blocks: Sequence[tuple[int, NDArray[Any]]], powers: NDArray[np.float64]
) -> Iterator[tuple[int, NDArray[Any]]]:
    """Mix channels down. powers: of left and right, and of both together."""
    (left, both), (_, right) = powers
    weights = (0.5, 0.5)
    if min(left, right) < _DEAD * max(left, right):
        weights = (1.0, 0.0) if left > right else (0.0, 1.0)
    elif both < _AGAINST * math.sqrt(left * right):
        weights = (0.5, -0.5)
    for at, block in blocks:
        yield at, (block @ np.array(weights, np.float32))[:, None]


def _origin(opened: InputContainer, stream: AudioStream) -> float:
    """Seconds on the file's own clock at which its first picture, or first sample, stands."""
    pictures = [s for s in opened.streams.video if s.start_time is not None and s.time_base]
    clock = pictures[0] if pictures else stream
    return float((clock.start_time or 0) * (clock.time_base or 0))


def _seek(opened: InputContainer, stream: AudioStream, seconds: float, origin: float) -> None:
    if not stream.time_base:
        return
    try:
        opened.seek(int((seconds + origin) / stream.time_base), stream=stream, backward=True)
    except av.FFmpegError:  # it can't be sought in: it is read from its start
        opened.seek(0)


def _placed(
    opened: InputContainer, stream: AudioStream, resampler: av.AudioResampler, origin: float
) -> Iterator[tuple[int, NDArray[Any]]]:
    """Resampled blocks, (n, channels), each with the sample that it begins at."""
    rate, at = resampler.rate, 0
    began = False
    for frame in opening.decoded(opened, stream):
        if frame.pts is not None and frame.time_base:
            told = round((float(frame.pts * frame.time_base) - origin) * rate)
            if not began or told - at > _GAP * rate:
                at = told
        began = True
        frame.pts = None
        try:
            parts = resampler.resample(frame)
        except (av.FFmpegError, ValueError):  # its rate or channels change midway
            return
        for part in parts:
            block = part.to_ndarray().reshape(part.samples, -1)
            yield at, block
            at += len(block)
    for part in resampler.resample(None):
        yield at, part.to_ndarray().reshape(part.samples, -1)
        at += part.samples
