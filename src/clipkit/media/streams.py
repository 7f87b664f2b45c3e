"""What `clipkit inspect` shows of a clip or a sound beyond its Facts."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import av
from av.container import InputContainer
from av.video.stream import VideoStream

from clipkit.errors import ClipkitError, Place
from clipkit.media import frames, lasting, opening

Detail = str | int | float | bool
_MATRICES = {
    frames.BT709: "BT.709",
    4: "FCC",
    frames.BT601: "BT.601",
    7: "SMPTE 240M",
    frames.BT2020: "BT.2020",
}
_CURVES = {frames.PQ: "PQ", frames.HLG: "HLG"}
_LOOKED = 600  # packets by whose times a rate is told: ten seconds of a phone's at least
_UNEVEN = 0.0025  # seconds between the longest frame and the shortest: more than ticks of 1 ms make


def told(path: Path, key: str) -> dict[str, Detail]:
    """Say how a container's streams are kept, as `details.details`.

    Raises: ClipkitError: media-*, as probe.facts.
    """
    found: dict[str, Detail] = {}
    with opening.lent(path, key) as opened:
        sound = opening.sound_stream(opened, key)
        stream = opening.picture_stream(opened, key)
        if stream is not None:
            found |= _picture(opened, stream, key)
        if sound is not None:
            context = sound.codec_context
            found["sound_codec"] = context.name
            found["sound_rate"] = int(context.sample_rate or 0)
            found["channels"] = int(context.channels)
        found["sounds"] = len(opened.streams.audio) if len(opened.streams.audio) > 1 else 0
        spoken = (sound.language or "und" for sound in opened.streams.audio)
        found["languages"] = ", ".join(lang for lang in spoken if lang != "und")
        found["covers"] = sum(map(opening.is_cover, opened.streams.video))
        seconds, said = lasting.measured(opened, key, stream)
        found["measured"] = seconds != said
    return found


def _picture(opened: InputContainer, stream: VideoStream, key: str) -> dict[str, Detail]:
    frame = next(opening.decoded(opened, stream), None)
    if frame is None:
        raise ClipkitError(Place(key).problem("media-broken", path=key))
    shape = frames.shape(stream, frame)
    aspect = stream.sample_aspect_ratio or 1
    span = "full" if frames.range_of(frame) == frames.FULL else "limited"
    return {
        "codec": stream.codec_context.name,
        "stored": f"{frame.width}x{frame.height}",
        "turn": shape.turn or False,
        "mirrored": shape.mirror,
        "pixel_aspect": f"{aspect.numerator}:{aspect.denominator}" if aspect != 1 else "",
        "pixels": frame.format.name,
        "bits": max(part.bits for part in frame.format.components),
        "colours": f"{_MATRICES.get(frames.matrix_of(frame), '?')}, {span}",
        "guessed": frames.is_untold(frame),
        "hdr": frames.is_hdr(frame),
        "transfer": _CURVES.get(int(frame.color_trc), ""),
        "primaries": frames.WIDE.get(int(frame.color_primaries), ""),
        "interlaced": bool(frame.interlaced_frame),
        "rates": _rates(opened, stream),
    }


def _rates(opened: InputContainer, stream: VideoStream) -> str:
    """Lowest and highest rate of frames, where they are not alike; looked for at its beginning."""
    times = sorted(set(_times(opened, stream)))
    steps = sorted(after - first for first, after in pairwise(times))
    if not steps or steps[-1] - steps[0] <= _UNEVEN:
        return ""
    return f"{1 / steps[-1]:.3g}-{1 / steps[0]:.3g}"


def _times(opened: InputContainer, stream: VideoStream) -> Iterator[float]:
    if opening.in_order(opened):
        return
    try:
        opened.seek(stream.start_time or 0, stream=stream)
        for count, packet in enumerate(opened.demux(stream)):
            if packet.pts is not None and packet.time_base and not packet.is_discard:
                yield float(packet.pts * packet.time_base)
            if count >= _LOOKED:
                return
    except av.FFmpegError:  # cut off, or it can't be sought in
        return
