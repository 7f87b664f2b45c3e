"""How long a clip or a sound lasts: what its container says is believed where its end agrees."""

from collections.abc import Iterator

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.stream import VideoStream

from clipkit.errors import ClipkitError, Place
from clipkit.media import formats, opening

_TAIL = 2.0  # seconds before the end that a file tells of, from which its last packets are read
_AGREES = 0.06  # seconds: the header counts a sound's priming, or doesn't; of pictures half a frame
# Of these the header knows nothing: times are guessed from the bytes, and so are places.
_GUESSED = {"mp3", "aac", "amr"}


def length(opened: InputContainer, key: str, stream: VideoStream | None = None) -> float:
    """Seconds that a stream lasts; None: of the file's first sound.

    The file is left somewhere near its end. Raises: ClipkitError: media-too-long.
    """
    return measured(opened, key, stream)[0]


def measured(
    opened: InputContainer, key: str, stream: VideoStream | None = None
) -> tuple[float, float | None]:
    """Seconds that a stream lasts, and those that the file tells of; None: it tells of none.

    Raises: ClipkitError: media-too-long.
    """
    chosen: VideoStream | AudioStream = stream or opened.streams.audio[0]
    told = _told(opened, stream)
    begin = float((chosen.start_time or 0) * (chosen.time_base or 0))
    found = None
    if told is not None and opened.format.name not in _GUESSED:
        found = _end(opened, key, chosen, begin + max(0.0, told - _TAIL))
    if found is None:
        found = _end(opened, key, chosen, None)
    seconds = round(max(0.0, found - begin), 3) if found is not None else (told or 0.0)
    rate = None if stream is None else stream.average_rate
    if told is not None and abs(seconds - told) <= (float(1 / rate) / 2 if rate else _AGREES):
        return told, told
    return seconds, told


def _told(opened: InputContainer, stream: VideoStream | None) -> float | None:
    if stream is not None and stream.duration and stream.time_base:
        return round(float(stream.duration * stream.time_base), 3)
    return round(opened.duration / av.time_base, 3) if opened.duration else None


def _end(
    opened: InputContainer, key: str, stream: VideoStream | AudioStream, since: float | None
) -> float | None:
    """Read packets, without decoding, to the last. since: seconds; None: from the first.

    Returns: when its last is over, on the file's own clock; None: there are none.
    """
    if not _sought(opened, stream, since):
        return None
    ends: float | None = None
    first: float | None = None
    for at, over in _spans(opened, stream):
        first = at if first is None else min(first, at)
        ends = over if ends is None else max(ends, over)
        if ends - first > formats.MAX_SECONDS:
            hours = formats.MAX_SECONDS // 3600
            raise ClipkitError(Place(key).problem("media-too-long", path=key, most=hours))
    return ends


def _sought(opened: InputContainer, stream: VideoStream | AudioStream, since: float | None) -> bool:
    try:
        if since is None or not stream.time_base:
            opened.seek(0)
        else:
            opened.seek(int(since / stream.time_base), stream=stream, backward=True)
    except av.FFmpegError:
        return False
    return True


def _spans(
    opened: InputContainer, stream: VideoStream | AudioStream
) -> Iterator[tuple[float, float]]:
    """When each packet that is shown or heard begins and ends, seconds."""
    usual = 0.0
    if isinstance(stream, VideoStream) and stream.average_rate:
        usual = float(1 / stream.average_rate)
    try:
        for packet in opened.demux(stream):
            ticks = packet.dts if opening.in_order(opened) else packet.pts
            if ticks is None or not packet.time_base or packet.is_discard:
                continue
            at = float(ticks * packet.time_base)
            yield at, at + (float((packet.duration or 0) * packet.time_base) or usual)
    except av.FFmpegError:  # cut off: what was read counts
        return
