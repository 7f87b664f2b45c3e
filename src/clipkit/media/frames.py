"""How a decoded frame is meant to be seen: which way up, how wide its pixels are, what colours."""

import struct
from typing import TYPE_CHECKING, NamedTuple

from av import VideoFrame
from av.video.reformatter import Interpolation
from av.video.stream import VideoStream

if TYPE_CHECKING:  # a sound is looked at without it
    import numpy as np
    from numpy.typing import NDArray

BT709, BT601, BT2020 = 1, 5, 9  # matrix coefficients as ITU-T H.273 numbers them
PQ, HLG = 16, 18  # transfer characteristics, same source
WIDE = {9: "BT.2020", 11: "DCI-P3", 12: "Display P3"}  # primaries beyond BT.709's, same source
_UNSAID, _RGB = 2, 0
LIMITED, FULL = 1, 2

# Without these, colours come out two levels too dark.
_CAREFUL = (
    Interpolation.BILINEAR
    | Interpolation.ACCURATE_RND
    | Interpolation.FULL_CHR_H_INT
    | Interpolation.FULL_CHR_H_INP
)


class Shape(NamedTuple):
    """How stored rows become what is seen.

    turn: degrees clockwise, 0, 90, 180, 270. mirror: left and right change places, before turning.
    size: (width, height) as shown: turned, its pixels made square.
    """

    turn: int
    mirror: bool
    size: tuple[int, int]


def shape(stream: VideoStream, frame: VideoFrame, *, rotate: int = 0) -> Shape:
    """Tell by a decoded frame and its stream. rotate: more degrees clockwise, in quarters."""
    turn, mirror = _turned(frame)
    aspect = stream.sample_aspect_ratio or stream.codec_context.sample_aspect_ratio or 1
    width = max(1, round(frame.width * aspect)) if 0.1 <= aspect <= 10 else frame.width
    turn = (turn + rotate) % 360
    return Shape(turn, mirror, (frame.height, width) if turn % 180 else (width, frame.height))


def _turned(frame: VideoFrame) -> tuple[int, bool]:
    """Read the display matrix: nine 32 bit numbers, of which a, b, c, d turn and mirror."""
    turn = round(-frame.rotation / 90) * 90 % 360  # libav counts the other way
    try:
        matrix = bytes(frame.side_data["DISPLAYMATRIX"])  # type: ignore[typeddict-item]
    except (KeyError, ValueError):  # none, or beside data that PyAV has no name for
        return turn, False
    a, b, _, c, d = struct.unpack("=5i", matrix[:20])
    if a * d - b * c >= 0:
        return turn, False
    # Mirrored: undo it (a and c change sign), and read the turn that is left.
    return (0 if a < 0 else 180) if abs(a) > abs(b) else (90 if c < 0 else 270), True


def matrix_of(frame: VideoFrame) -> int:
    """Return its colour matrix; where the file doesn't say, as players guess: HD is BT.709."""
    said = int(frame.colorspace)
    if said in (_RGB, _UNSAID):
        return BT709 if frame.width >= 1280 or frame.height > 576 else BT601
    return {6: BT601, 10: BT2020}.get(said, said)


def is_untold(frame: VideoFrame) -> bool:
    """Whether the file leaves its colour matrix to be guessed."""
    return int(frame.colorspace) == _UNSAID and not frame.format.is_rgb


def range_of(frame: VideoFrame) -> int:
    """Return LIMITED or FULL; what isn't said is limited, but for the formats named after JPEG."""
    if frame.color_range in {LIMITED, FULL}:
        return int(frame.color_range)
    return FULL if frame.format.name.startswith("yuvj") or frame.format.is_rgb else LIMITED


def is_hdr(frame: VideoFrame) -> bool:
    """Whether its light must be brought down to what a plain screen shows."""
    return int(frame.color_trc) in {PQ, HLG}


def is_wide(frame: VideoFrame) -> bool:
    """Whether its red, green and blue are more colourful than a plain screen's."""
    return int(frame.color_primaries) in WIDE


def second(frame: VideoFrame) -> float:
    """Return when it is shown, on the file's own clock."""
    return float((frame.pts or 0) * (frame.time_base or 0))


def begin(stream: VideoStream, first: VideoFrame) -> float:
    """Return the second, on the file's own clock, at which its picture begins.

    first: its first frame that can be shown: damage before it counts as part of the clip.
    """
    if stream.start_time is None or not stream.time_base:
        return second(first)
    return min(second(first), float(stream.start_time * stream.time_base))


def has_alpha(frame: VideoFrame) -> bool:
    """Whether parts of it may be see-through."""
    return any(part.is_alpha for part in frame.format.components) or frame.format.name == "pal8"


def converted(frame: VideoFrame, form: str, matrix: int, span: int) -> VideoFrame:
    """Return it in a format of 8 bits a sample, BT.709, limited range.

    matrix, span: what its colours are, as `matrix_of` and `range_of` tell.
    """
    return frame.reformat(
        format=form,
        src_colorspace=matrix,
        src_color_range=span,
        dst_colorspace=BT709,
        dst_color_range=LIMITED,
        interpolation=int(_CAREFUL),
    )


def coloured(frame: VideoFrame, matrix: int, span: int) -> "NDArray[np.uint8]":
    """Return it as full range RGB, (h, w, 3), of its own primaries. matrix, span: as above."""
    import numpy as np

    rgb = frame.reformat(
        format="rgb24",
        src_colorspace=matrix,
        src_color_range=span,
        dst_color_range=FULL,
        interpolation=int(_CAREFUL),
    )
    return np.asarray(rgb.to_ndarray(), np.uint8)
