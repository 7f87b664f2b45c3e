"""Pictures of HEIF files, decoded by libavcodec and laid beside each other."""

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from av import CodecContext, FFmpegError, Packet, VideoFrame
from av.video.codeccontext import VideoCodecContext
from numpy.typing import NDArray

from clipkit.media import boxes, formats
from clipkit.media.boxes import Item, Told

# Who decodes an item of a kind, and what its property is called that tells how.
_DECODERS = {"hvc1": ("hevc", "hvcC"), "av01": ("libdav1d", "av1C")}
_MOST = 2048  # tiles: 100 million pixels in tiles of 256 by 256


class Laid(NamedTuple):
    """Tiles row by row, `columns` beside each other. size: (width, height) of the whole, px."""

    items: tuple[Item, ...]
    columns: int
    size: tuple[int, int]


def laid(told: Told, number: int, path: Path) -> Laid:
    """Say what a picture is made of.

    Raises: ValueError: of something that isn't read, or of too much; OSError.
    """
    item = told.items[number]
    if item.kind == "iden":  # another one, as it is
        number = told.parts("dimg", number)[0]
        item = told.items[number]
    size = _extent(item)
    if item.kind in _DECODERS:
        return Laid((item,), 1, size)
    if item.kind != "grid":
        raise ValueError(f"a picture of {item.kind}")
    grid = boxes.content(path, item)
    down, across = grid[2] + 1, grid[3] + 1
    wide = "II" if grid[1] & 1 else "HH"
    size = struct.unpack_from(f">{wide}", grid, 4)
    parts = tuple(told.items[part] for part in told.parts("dimg", number))
    if len(parts) != down * across or len(parts) > _MOST:
        raise ValueError("a grid of other tiles")
    if any(part.kind not in _DECODERS for part in parts):
        raise ValueError(f"tiles of {parts[0].kind}")
    first = _extent(parts[0])
    if first[0] * across * first[1] * down > 2 * formats.MAX_PIXELS:
        raise ValueError("tiles for more than a picture")
    return Laid(parts, across, size)


def _extent(item: Item) -> tuple[int, int]:
    width, height = struct.unpack(">II", item.property("ispe")[4:12])
    if not 0 < width * height <= formats.MAX_PIXELS:
        raise ValueError("no size")
    return width, height


def decoded(path: Path, whole: Laid) -> VideoFrame:
    """Decode, and lay tiles beside each other: at least as large as the whole.

    Raises: ValueError: what is in the file is damaged; OSError.
    """
    found: list[VideoFrame] = []
    for config, items in _runs(whole.items):
        found += _frames(path, config, items)
    return found[0] if len(found) == 1 else _beside(found, whole.columns)


def _runs(items: Sequence[Item]) -> list[tuple[tuple[str, bytes], list[Item]]]:
    """Items in a row that one decoder does, with its name and what it is told."""
    found: list[tuple[tuple[str, bytes], list[Item]]] = []
    for item in items:
        name, told = _DECODERS[item.kind]
        config = name, item.property(told)
        if found and found[-1][0] == config:
            found[-1][1].append(item)
        else:
            found.append((config, [item]))
    return found


def _frames(path: Path, config: tuple[str, bytes], items: Sequence[Item]) -> list[VideoFrame]:
    name, told = config
    context = CodecContext.create(name, "r")
    if not isinstance(context, VideoCodecContext):
        raise TypeError(name)
    context.extradata = told
    context.thread_count = 1
    context.options = {"max_pixels": str(formats.MAX_PIXELS)}
    found: list[VideoFrame] = []
    try:
        for item in items:
            found += context.decode(Packet(boxes.content(path, item)))
        found += context.decode(None)
    except FFmpegError as error:
        raise ValueError("damaged") from error
    if len(found) != len(items):
        raise ValueError("tiles are missing")
    return found


def _beside(tiles: Sequence[VideoFrame], columns: int) -> VideoFrame:
    first = tiles[0]
    for tile in tiles:
        if (tile.width, tile.height, tile.format.name) != _shape(first):
            raise ValueError("tiles unlike each other")
    down = len(tiles) // columns
    whole = VideoFrame(first.width * columns, first.height * down, first.format.name)
    for number in range(len(first.planes)):
        plane = _bytes(whole, number)
        for at, tile in enumerate(tiles):
            part = _bytes(tile, number)
            high, wide = part.shape
            top, left = at // columns * high, at % columns * wide
            plane[top : top + high, left : left + wide] = part
    whole.colorspace, whole.color_range = first.colorspace, first.color_range
    whole.color_trc = first.color_trc
    return whole


def _shape(frame: VideoFrame) -> tuple[int, int, str]:
    return frame.width, frame.height, frame.format.name


def _bytes(frame: VideoFrame, number: int) -> NDArray[np.uint8]:
    """A plane's bytes, (h, w times bytes of a sample); no copy."""
    plane = frame.planes[number]
    flat = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)
    deep = (frame.format.components[number].bits + 7) // 8
    return flat[: plane.height, : plane.width * deep]


def luma(frame: VideoFrame) -> NDArray[np.uint8]:
    """Its first plane in 8 bits, (h, w): of what is see-through, all of it."""
    bits = frame.format.components[0].bits
    plane = np.ascontiguousarray(_bytes(frame, 0))
    if bits <= 8:
        return plane
    return np.asarray(plane.view("<u2") >> (bits - 8), np.uint8)
