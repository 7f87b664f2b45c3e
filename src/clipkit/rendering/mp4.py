"""Frames to packets and packets to a file: libx264, AAC and the MP4 around them, by PyAV."""

import heapq
import os
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

import av
from av.audio.stream import AudioStream
from av.container import OutputContainer
from av.video.stream import VideoStream

from clipkit.rendering.packets import Coded, Packets
from clipkit.rendering.settings import Settings

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from clipkit.rendering.roomy import Roomy

    Packet: TypeAlias = av.Packet[Any]  # generic in its stubs only
else:
    Packet = av.Packet

RATE = 48_000  # Hz
AUDIO_BITRATE = 160_000
# Record 0042. With `qscale` every packet is quantized once, for the bits that this rate gives it:
# speech and music come to 144 kbit/s, dense music to 200, silence to nothing.
_GIVEN = 216_000
_AAC = {
    "aac_coder": "fast",
    "flags": "+qscale",
    "cutoff": "17000",  # Hz; with `qscale` it would be all
    "aac_tns": "0",
    "aac_pns": "0",
    "aac_is": "0",
}
_FRAME = 1024  # samples of a packet
# AAC's encoder starts with so much of nothing. Without an edit list players play that too, so
# as many samples of the mix's start make way.
PRIMING = _FRAME
_WARM = 8  # packets before a run's first that its encoder hears, to go on as if it had made them
_APART = 256  # packets, from which two runs are worth their threads
_PUSHED = 16 * _FRAME  # samples a push: PyAV cuts them; a push a packet costs a sixth more
_GLOBAL_HEADER = 0x400000  # AV_CODEC_FLAG_GLOBAL_HEADER: parameter sets stand in the MP4 header
_LIMITED = _BT709 = 1  # ITU-T H.273; AVColorRange
_ISO_639_2 = {"id": "ind", "en": "eng"}  # what MP4 says languages in
_BOXES = {"movflags": "+faststart+negative_cts_offsets", "use_editlist": "0"}


class Form(NamedTuple):
    """What every piece and the file have in common.

    size: (width, height). rate: frames a second. held: to the settings' bitrate.
    """

    size: tuple[int, int]
    rate: Fraction
    settings: Settings
    threads: int = 1
    held: bool = False


class Frame:
    """An encoder's frame over planes of our own, which have room around them."""

    def __init__(self, size: tuple[int, int]) -> None:
        self._size = size
        self._new()

    def planes(self) -> "Roomy":
        """Planes that may be written now: if an encoder held the old ones, these are others."""
        self.frame.make_writable()  # where it isn't, it gets a copy of its own, without room
        if self.frame.planes[0].buffer_ptr != self._where:
            self._new()
        return self._planes

    def _new(self) -> None:
        from clipkit.rendering.roomy import Roomy  # late: what joins found pieces paints nothing

        self._planes = Roomy.blank(*self._size)
        width, height = self._size
        self.frame = av.VideoFrame.from_dlpack(
            tuple(self._planes), format="yuv420p", width=width, height=height
        )
        self.frame.colorspace = self.frame.color_range = 1  # BT.709, limited
        self._where = self.frame.planes[0].buffer_ptr


class PieceEncoder:
    """An encoder of one closed piece of so many frames; times count from its first frame."""

    def __init__(self, form: Form, frames: int) -> None:
        self._sink = av.open(os.devnull, "w", format="null")
        self._stream = video_stream(self._sink, form, frames)
        self._stream.codec_context.flags |= _GLOBAL_HEADER
        self._coded: list[Coded] = []
        self._frames = 0

    def encode(self, frame: Frame) -> None:
        """Take a frame; its planes may be painted anew when this returns."""
        frame.frame.pts = self._frames
        self._frames += 1
        self._keep(self._stream.encode(frame.frame))

    def end(self) -> Packets:
        """Return all packets; it encodes no more."""
        self._keep(self._stream.encode(None))
        self._sink.close()
        return Packets.of(self._coded)

    def _keep(self, packets: Iterable[Packet]) -> None:
        self._coded += [_coded(packet) for packet in packets]


def video_stream(container: OutputContainer, form: Form, frames: int = 0) -> VideoStream:
    """Add a libx264 stream with our settings and tags. frames: of its piece, 0: not known."""
    options = form.settings.options(form.threads, frames=frames, held=form.held)
    stream = container.add_stream("libx264", rate=form.rate, options=options)
    context = stream.codec_context
    context.width, context.height = form.size
    context.pix_fmt = "yuv420p"
    context.thread_count = form.threads
    context.time_base = stream.time_base = 1 / form.rate
    context.color_range = _LIMITED
    context.colorspace = context.color_primaries = context.color_trc = _BT709
    return stream


def encoded_sound(samples: "NDArray[np.float32]") -> Packets:
    """AAC of a mix, (n, 2) float32; sample 1024 is heard at 1024/48000 s. Times count samples.

    Its halves are made side by side, cut at the same packet on every machine.
    """
    heard = samples[PRIMING:]
    count = -(-len(heard) // _FRAME) + 1
    if count < _APART:
        return Packets.of(_run(heard, 0, count))
    with ThreadPoolExecutor(max_workers=1) as beside:
        later = beside.submit(_run, heard, count // 2, count)
        return Packets.of(_run(heard, 0, count // 2) + later.result())


def _run(samples: "NDArray[np.float32]", first: int, stop: int) -> list[Coded]:
    """Packets [first, stop) of a sound: each is coded of two frames, the one before it and its own.

    Nothing is carried far from one packet to the next: a run is as good as one from the start.
    """
    import numpy as np  # late: as for a frame

    begun = max(0, first - _WARM)
    heard = samples[: (stop + 1) * _FRAME]
    coded: list[Coded] = []
    with av.open(os.devnull, "w", format="null") as sink:
        stream = audio_stream(sink)
        stream.codec_context.flags |= _GLOBAL_HEADER
        for at in range(begun * _FRAME, len(heard), _PUSHED):
            block = np.ascontiguousarray(heard[at : at + _PUSHED].T)
            frame = av.AudioFrame.from_ndarray(block, "fltp", "stereo")
            frame.sample_rate, frame.pts = RATE, at
            frame.time_base = Fraction(1, RATE)
            coded += [_coded(packet) for packet in stream.encode(frame)]
        coded += [_coded(packet) for packet in stream.encode(None)]
    return coded[first - begun : stop - begun]


def audio_stream(container: OutputContainer) -> AudioStream:
    """Add an AAC-LC stream, 48 kHz stereo."""
    stream = container.add_stream("aac", rate=RATE, layout="stereo", options=dict(_AAC))
    stream.bit_rate = _GIVEN
    stream.codec_context.time_base = Fraction(1, RATE)
    return stream


def _coded(packet: Packet) -> Coded:
    return Coded(
        packet.pts or 0,
        packet.dts or 0,
        packet.duration or 1,
        packet.is_keyframe,
        bytes(packet),
    )


def join(
    path: Path,
    form: Form,
    pieces: Iterable[Packets],
    sound: Packets | None,
    *,
    title: str = "",
    lang: str = "",
) -> None:
    """Write pieces, in order of time, and the sound into an MP4.

    Packets go by their dts, never by the timing of threads, so equal input gives equal bytes.
    Raises: OSError: it can't be written.
    """
    with av.open(str(path), "w", format="mp4", options=_BOXES) as out:
        out.metadata["title"] = title
        video = video_stream(out, form)  # for the header: it encodes nothing
        video.metadata["language"] = _ISO_639_2.get(lang, "und")
        audio = None if sound is None else audio_stream(out)
        if audio is not None:
            audio.metadata["language"] = _ISO_639_2.get(lang, "und")
        out.start_encoding()
        packets = _moved(video, 1 / form.rate, pieces)
        if audio is not None and sound is not None:
            heard = _moved(audio, Fraction(1, RATE), [sound])
            # both in ticks of 1 s / (rate's numerator * RATE): whole numbers compare quickly
            ticks = {video: form.rate.denominator * RATE, audio: form.rate.numerator}
            packets = heapq.merge(packets, heard, key=lambda p: (p.dts or 0) * ticks[p.stream])
        for packet in packets:
            out.mux_one(packet)


def add_sound(out: OutputContainer, sound: Packets, lang: str = "") -> None:
    """Write a sound alone into a container: its only stream."""
    audio = audio_stream(out)
    audio.metadata["language"] = _ISO_639_2.get(lang, "und")
    out.start_encoding()
    for packet in _moved(audio, Fraction(1, RATE), [sound]):
        out.mux_one(packet)


def _moved(
    stream: VideoStream | AudioStream,
    base: Fraction,
    pieces: Iterable[Packets],
) -> Iterator[Packet]:
    """Packets of pieces, one after the other. base: seconds to a tick."""
    first = 0
    for piece in pieces:
        length = 0
        for coded in piece:
            length += coded.duration
            packet = av.Packet(coded.content)
            packet.pts, packet.dts = coded.pts + first, coded.dts + first
            packet.duration, packet.time_base = coded.duration, base
            packet.is_keyframe, packet.stream = coded.key, stream
            yield packet
        first += length
