"""Containers (clips and sounds) opened with only what is allowed; by libav, through PyAV."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from heapq import heappop, heappush
from itertools import chain
from pathlib import Path
from typing import Any, overload

import av
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.packet import Packet
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from clipkit.errors import ClipkitError, Place, Problem
from clipkit.media import formats

_DEFAULT = 0x0001  # AV_DISPOSITION_DEFAULT: of several tracks the one that players choose
_ATTACHED = 0x0400  # AV_DISPOSITION_ATTACHED_PIC: a cover, not a clip
STALLED = 20.0  # seconds that opening a file, or its next packet, may take: a loop in it is left
_LOOKED = 1000  # packets at most that are held while one is looked for
_BROKEN = 100  # packets in a row that may fail before a stream counts as ended
# A title in another encoding is no reason to refuse a file: PyAV 19 reads any, older ones if told.
_OLD = int(av.__version__.split(".")[0]) < 19
_TEXTS: dict[str, Any] = {"metadata_errors": "replace"} if _OLD else {}
# bytes that are read to find out what is inside; of sounds whose head tells all, 5 MB are too many
_PROBED = {"wav": {"probesize": "32768"}}
_CODECS = ",".join(sorted(formats.VIDEO_DECODERS | formats.SOUND_DECODERS))


def container(path: Path, key: str) -> InputContainer:
    """Open a file by the demuxer of its own signature; no network, no file but this one.

    Raises: ClipkitError: media-not-sound (it is a picture), media-broken, media-too-large (too
    many streams), media-too-long, and formats.told's.
    """
    form = formats.told(path, key)
    at = Place(key)
    if form.reader != "libav":
        raise ClipkitError(at.problem("media-not-sound", path=key, format=form.name))
    try:
        opened: InputContainer = av.open(
            f"file:{path.resolve()}",
            "r",
            format=form.demuxer,
            options={
                "protocol_whitelist": "file",
                "codec_whitelist": _CODECS,
                **_PROBED.get(form.demuxer, {}),
            },
            timeout=STALLED,
            **_TEXTS,
        )
    except av.FFmpegError as error:
        raise ClipkitError(at.problem("media-broken", path=key)) from error
    if len(opened.streams) > formats.MAX_STREAMS:
        opened.close()
        raise ClipkitError(at.problem("media-broken", path=key))
    if (opened.duration or 0) / av.time_base > formats.MAX_SECONDS:
        opened.close()
        hours = formats.MAX_SECONDS // 3600
        raise ClipkitError(at.problem("media-too-long", path=key, most=hours))
    return opened


def picture_stream(opened: InputContainer, key: str) -> VideoStream | None:
    """Return the clip's picture, ready to decode within bounds; None for a sound.

    Raises: ClipkitError: media-codec, media-too-large.
    """
    for stream in opened.streams.video:
        if is_cover(stream):
            continue
        if stream.codec_context is None or stream.codec.name not in formats.VIDEO_DECODERS:
            raise ClipkitError(_unknown_codec(key, stream))
        if stream.codec_context.width * stream.codec_context.height > formats.MAX_PIXELS:
            most = formats.MAX_PIXELS // 1_000_000
            raise ClipkitError(Place(key).problem("media-too-large", path=key, most=most))
        stream.codec_context.options = {"max_pixels": str(formats.MAX_PIXELS)}
        stream.codec_context.thread_count = 1
        return stream
    return None


def is_cover(stream: VideoStream) -> bool:
    """Whether it is a picture attached to a file, and no clip."""
    return bool(stream.disposition.value & _ATTACHED)


def sound_stream(opened: InputContainer, key: str) -> AudioStream | None:
    """Return the file's sound; of several its default, or else the first; None if there is none.

    Raises: ClipkitError: media-codec: a file without a picture has no sound that can be read.
    """
    readable = [
        stream
        for stream in opened.streams.audio
        if stream.codec_context is not None and stream.codec.name in formats.SOUND_DECODERS
    ]
    for stream in readable:
        if stream.disposition.value & _DEFAULT:
            return stream
    if readable:
        return readable[0]
    seen = any(not is_cover(stream) for stream in opened.streams.video)
    if opened.streams.audio and not seen:
        raise ClipkitError(_unknown_codec(key, opened.streams.audio[0]))
    return None


@contextmanager
def lent(path: Path, key: str) -> Iterator[InputContainer]:
    """Open as `container`, and close at the end."""
    opened = container(path, key)
    try:
        yield opened
    finally:
        opened.close()


@overload
def decoded(
    opened: InputContainer,
    stream: VideoStream,
    wanted: int | None = None,
    lost: list[float] | None = None,
) -> Iterator[av.VideoFrame]: ...
@overload
def decoded(opened: InputContainer, stream: AudioStream) -> Iterator[av.AudioFrame]: ...
def decoded(
    opened: InputContainer,
    stream: VideoStream | AudioStream,
    wanted: int | None = None,
    lost: list[float] | None = None,
) -> Iterator[av.VideoFrame] | Iterator[av.AudioFrame]:
    """Decode frames from where the file stands; what is broken is left out.

    wanted: a time, in the stream's ticks: before the frame that is shown then, those are left out
    that no other needs.
    lost: is added the seconds, on the file's own clock, of what is broken.
    It ends with the file, where that is cut off, or after many broken packets in a row.
    """
    return _decoded(opened, stream, wanted, [] if lost is None else lost)


def _decoded(
    opened: InputContainer,
    stream: VideoStream | AudioStream,
    wanted: int | None,
    lost: list[float],
) -> Iterator[Any]:
    context, broken, clock = _decoder(stream), 0, _Clock(opened, stream)
    packets: Iterator[Any] = opened.demux(stream)
    if wanted is not None:
        packets, wanted = _looked_ahead(packets, wanted)
    while broken < _BROKEN:
        try:
            packet = next(packets, None)
        except av.FFmpegError:
            packet = None
        if packet is None:
            return
        if not packet.size and packet.dts is not None:  # a frame that is as the one before (AVI)
            continue
        clock.fed(packet)
        _skip(context, early=wanted is not None and clock.before(packet, wanted))
        try:
            found = context.decode(packet)
        except av.FFmpegError:
            broken += 1
            lost += clock.broken(packet)
            continue
        for frame in found:
            broken = 0
            clock.told(frame)
            if not frame.is_corrupt:
                yield frame
            elif frame.pts is not None:
                lost.append(float(frame.pts * (frame.time_base or 0)))


def _skip(context: VideoCodecContext | AudioCodecContext, *, early: bool) -> None:
    """Leave out what no other frame needs, or nothing."""
    if isinstance(context, VideoCodecContext):
        context.skip_frame = "NONREF" if early else "DEFAULT"


def _looked_ahead(
    packets: "Iterator[Packet[Any]]", wanted: int
) -> tuple["Iterator[Packet[Any]]", int]:
    """Find the frame that is shown at a time: it may have begun long before.

    Returns: the packets, none lost; when that frame begins.
    """
    read: list[Any] = []
    with suppress(av.FFmpegError):  # it comes again where the packets are decoded
        for packet in packets:
            read.append(packet)
            if (packet.dts is not None and packet.dts > wanted) or len(read) == _LOOKED:
                break
    begins = [packet.pts for packet in read if packet.pts is not None and packet.pts <= wanted]
    return chain(read, packets), max(begins, default=wanted)


class _Clock:
    """Gives frames their times where the file doesn't.

    An AVI has none: there each packet stands for a frame's time, in order, and not for the time of
    the frame that is in it.
    """

    def __init__(self, opened: InputContainer, stream: VideoStream | AudioStream) -> None:
        self._stream, self._last = stream, -1
        rate = stream.average_rate if isinstance(stream, VideoStream) else None
        self._step = round(1 / (rate * stream.time_base)) if rate and stream.time_base else 1
        self._counts = isinstance(stream, VideoStream) and in_order(opened)
        self._waiting: list[int] = []

    def before(self, packet: "Packet[Any]", wanted: int) -> bool:
        """Whether a packet is of before a time, in ticks."""
        return packet.pts is not None and packet.pts < wanted and not self._counts

    def fed(self, packet: "Packet[Any]") -> None:
        """Note a packet that goes to the decoder."""
        if self._counts and packet.dts is not None:
            heappush(self._waiting, packet.dts)

    def broken(self, packet: "Packet[Any]") -> list[float]:
        """Return the second of a packet that couldn't be decoded, if it is known."""
        at = packet.dts if self._counts else packet.pts
        if at is None or not packet.time_base:
            return []
        if at in self._waiting:
            self._waiting.remove(at)
        return [float(at * packet.time_base)]

    def told(self, frame: Any) -> None:  # noqa: ANN401 - of pictures or of sound
        """Have a frame's time in it."""
        if not frame.time_base:  # None, or from PyAV 19 zero
            frame.time_base = self._stream.time_base
        if self._counts:
            frame.pts = heappop(self._waiting) if self._waiting else self._last + self._step
        elif frame.pts is None and isinstance(frame, av.VideoFrame):
            frame.pts = self._last + self._step if self._last >= 0 else 0
        self._last = frame.pts if frame.pts is not None else self._last


def in_order(opened: InputContainer) -> bool:
    """Whether a file tells no frame's time, and has them one after the other."""
    return str(opened.format.name) == "avi"


def _decoder(stream: VideoStream | AudioStream) -> VideoCodecContext | AudioCodecContext:
    """Return the stream's own decoder, or, of WebM with transparency, the one that keeps it."""
    own = stream.codec_context
    keeps = {"vp8": "libvpx", "vp9": "libvpx-vp9"}.get(own.name)
    if keeps is None or stream.metadata.get("alpha_mode") != "1":
        return own
    other = av.CodecContext.create(keeps, "r")
    if not isinstance(other, VideoCodecContext):
        return own
    other.extradata = own.extradata
    other.thread_count = 1
    return other


def _unknown_codec(key: str, stream: VideoStream | AudioStream) -> Problem:
    codec = stream.codec.name if stream.codec_context else "?"
    return Place(key).problem("media-codec", path=key, codec=codec)
