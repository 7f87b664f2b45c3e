"""Containers (clips and sounds) opened with only what is allowed; by libav, through PyAV."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, overload

import av
from av.audio.codeccontext import AudioCodecContext
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.video.codeccontext import VideoCodecContext
from av.video.stream import VideoStream

from clipkit.errors import ClipkitError, Place, Problem
from clipkit.media import formats

_DEFAULT = 0x0001  # AV_DISPOSITION_DEFAULT: of several tracks the one that players choose
_ATTACHED = 0x0400  # AV_DISPOSITION_ATTACHED_PIC: a cover, not a clip
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
        if stream.disposition.value & _ATTACHED:
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
    seen = any(not stream.disposition.value & _ATTACHED for stream in opened.streams.video)
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
    opened: InputContainer, stream: VideoStream, wanted: int | None = None
) -> Iterator[av.VideoFrame]: ...
@overload
def decoded(opened: InputContainer, stream: AudioStream) -> Iterator[av.AudioFrame]: ...
def decoded(
    opened: InputContainer, stream: VideoStream | AudioStream, wanted: int | None = None
) -> Iterator[av.VideoFrame] | Iterator[av.AudioFrame]:
    """Decode frames from where the file stands; what is broken is left out.

    wanted: a time, in the stream's ticks: before it those frames are left out that no other needs.
    It ends with the file, where that is cut off, or after many broken packets in a row.
    """
    return _decoded(opened, stream, wanted)


def _decoded(
    opened: InputContainer, stream: VideoStream | AudioStream, wanted: int | None
) -> Iterator[Any]:
    context, broken = _decoder(stream), 0
    packets = opened.demux(stream)
    while broken < _BROKEN:
        try:
            packet = next(packets, None)
        except av.FFmpegError:
            packet = None
        if packet is None:
            return
        if isinstance(context, VideoCodecContext):
            early = wanted is not None and packet.pts is not None and packet.pts < wanted
            context.skip_frame = "NONREF" if early else "DEFAULT"
        try:
            found = context.decode(packet)
        except av.FFmpegError:
            broken += 1
            continue
        for frame in found:
            broken = 0
            if not frame.time_base:  # None, or from PyAV 19 zero
                frame.time_base = stream.time_base
            yield frame


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
