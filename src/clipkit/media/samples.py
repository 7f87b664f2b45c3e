"""Sound of a file as samples, whatever it is kept in."""

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

from clipkit.errors import ClipkitError, Place
from clipkit.media import opening

RATE = 48000
MOST = 1200.0  # seconds: no clip needs more of a file


def read(
    path: Path,
    *,
    key: str = "",
    start: float = 0.0,
    seconds: float | None = None,
    rate: int = RATE,
    channels: int = 2,
) -> NDArray[np.float32]:
    """Decode sound: float32, (n, channels), -1.0 to 1.0.

    start, seconds: which part; None: to its end, at most twenty minutes.
    Raises: ClipkitError: media-*.
    """
    name = key or str(path)
    stop = min(seconds if seconds is not None else MOST, MOST)
    first, wanted = round(start * rate), round(stop * rate)
    blocks: list[NDArray[np.float32]] = []
    count = 0
    with opening.lent(path, name) as opened:
        stream = opening.sound_stream(opened, name)
        if stream is None:
            raise ClipkitError(Place(name).problem("media-not-sound", path=name, format="-"))
        layout = "stereo" if channels == 2 else "mono"
        resampler = av.AudioResampler(format="fltp", layout=layout, rate=rate)
        try:
            for frame in opened.decode(stream):
                frame.pts = None
                for part in resampler.resample(frame):
                    blocks.append(part.to_ndarray().astype(np.float32))
                    count += blocks[-1].shape[1]
                if count >= first + wanted:
                    break
            for part in resampler.resample(None):
                blocks.append(part.to_ndarray().astype(np.float32))
        except av.FFmpegError as error:
            if not blocks:
                raise ClipkitError(Place(name).problem("media-broken", path=name)) from error
    if not blocks:
        return np.zeros((0, channels), np.float32)
    whole = np.concatenate(blocks, axis=1)[:, first : first + wanted]
    return np.ascontiguousarray(whole.T, np.float32)
