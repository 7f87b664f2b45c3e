"""The plain JPEG of phones and cameras: its planes as they are stored, by libavcodec.

Pillow makes colours of every pixel, which those who paint planes take apart again: that takes two
and a half times as long. What is anything but plain, or damaged, is left to it: see `photo`.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
from av import CodecContext, FFmpegError, Packet, VideoFrame
from numpy.typing import NDArray

from clipkit.media import formats, photo
from clipkit.media.planes import rows

Pixels = NDArray[np.uint8]
_PLAIN = {"yuvj420p", "yuvj422p", "yuvj444p"}
_MOST = 64 * 2**20  # bytes; what is cut off there has no end, or begins after it
_SCAN, _END = b"\xff\xda", b"\xff\xd9"  # markers: ITU-T T.81, table B.1


class Stored(NamedTuple):
    """A plain JPEG, not decoded.

    size: upright (width, height), px, even. way: how its rows and columns stand, as
    `photo.orientation`.
    """

    path: Path
    size: tuple[int, int]
    way: int

    @property
    def lying(self) -> bool:
        """Whether its width and height change places."""
        return self.way >= photo.LYING

    def planes(self) -> tuple[Pixels, Pixels, Pixels] | None:
        """Y, U, V as they are stored, not yet upright. None: it is damaged, or not plain.

        Levels and matrix as JFIF has them (ITU-T T.871, 7): full range, BT.601. Y is (h, w); U
        and V are as large or half as wide and high, a sample amid those of Y that it colours.
        """
        try:
            with self.path.open("rb") as file:
                content = file.read(_MOST)
        except OSError:
            return None
        end = content.rfind(_END)
        if end < 0 or content.find(_SCAN, end) > 0:  # the decoder would make up what is missing
            return None
        frame = _decoded(content)
        size = self.size[::-1] if self.lying else self.size
        if frame is None or frame.format.name not in _PLAIN or (frame.width, frame.height) != size:
            return None
        y, u, v = (rows(plane) for plane in frame.planes)
        return y, u, v


def plain(path: Path, key: str) -> Stored | None:
    """Look at a file; None: it isn't a JPEG of even sides, in three colours, without a profile.

    Raises: ClipkitError: as `photo.opened`.
    """
    if formats.told(path, key).name != "JPEG":
        return None
    with photo.opened(path, key) as image:
        size = photo.shown_size(image)
        if image.mode != "RGB" or "icc_profile" in image.info or size[0] % 2 or size[1] % 2:
            return None
        return Stored(path, size, photo.orientation(image))


def _decoded(content: bytes) -> VideoFrame | None:
    context = CodecContext.create("mjpeg", "r")
    context.options = {
        "err_detect": "explode",
        "max_pixels": str(formats.MAX_PIXELS),
        "threads": "1",
    }
    try:
        frames = [*context.decode(Packet(content)), *context.decode(None)]
    except FFmpegError:
        return None
    return frames[0] if frames else None
