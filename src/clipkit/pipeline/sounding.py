"""A timeline's sound: takes that were heard, or are spoken again, and the mix of them."""

import struct
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from clipkit import media, sound, store, voice
from clipkit.model.timeline import Timeline, VoiceSound
from clipkit.pipeline import folders, speaking
from clipkit.rendering import kept
from clipkit.rendering.mp4 import encoded_sound
from clipkit.rendering.packets import Packets
from clipkit.voice.takes import Take

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from clipkit.sound.mix import Mix

_LOUDNESS = struct.Struct("<dd")


class Heard(NamedTuple):
    """A mix as it lies in the file. lufs, true_peak: as of Mix."""

    packets: Packets
    lufs: float
    true_peak: float


def heard(timeline: Timeline) -> Heard:
    """Mix and encode a timeline's sound, or find what an earlier run has made of the same.

    Raises: ClipkitError: as `mix`.
    """

    def made() -> bytes:
        whole = mix(timeline)
        loudness = _LOUDNESS.pack(whole.lufs, whole.true_peak)
        return loudness + encoded_sound(whole.samples).block

    def planned() -> bool:
        return kept.as_planned(timeline, folders.Files.of(timeline), _sources(timeline))

    content = kept.found_or_made(store.cache(), "sound", _key(timeline), made, planned)
    loudness = _LOUDNESS.unpack_from(content)
    return Heard(Packets(content[_LOUDNESS.size :]), *loudness)


def _key(timeline: Timeline) -> tuple[object, ...]:
    """All that decides what is heard: sounds by what they hold, and the code that mixes them."""
    digests = [dict(timeline.sources)[key].digest for key in _sources(timeline)]
    length = timeline.frames, timeline.fps, timeline.loudness
    rooms = sound.version(), media.version(), voice.version(), kept.version()
    return (*rooms, length, repr(timeline.sound), digests)


def _sources(timeline: Timeline) -> list[str]:
    """Keys of the files that are heard, recordings among them."""
    named = [getattr(one, "source", "") for one in timeline.sound]
    named += [dict(getattr(one, "voice", ())).get("source", "") for one in timeline.sound]
    known = dict(timeline.sources)
    return [key for key in dict.fromkeys(named) if key in known]


def mix(timeline: Timeline) -> "Mix":
    """Mix a timeline.

    Raises: ClipkitError: a voice or a sound file isn't there.
    """
    from clipkit.sound.mix import mixed  # late: a mix that is found needs none of what mixes

    return mixed(timeline, takes(timeline), folders.Files.of(timeline), store.cache())


def takes(timeline: Timeline) -> dict[str, Take]:
    """Takes of a timeline by key; what this process hasn't heard is made again."""
    wanted = [sound for sound in timeline.sound if isinstance(sound, VoiceSound)]
    heard = {sound.take: speaking.kept(sound.take) for sound in wanted}
    found = {key: take for key, take in heard.items() if take is not None}
    missing = [sound for sound in wanted if sound.take not in found]
    return found | _again(timeline, missing) if missing else found


def _again(timeline: Timeline, missing: list[VoiceSound]) -> dict[str, Take]:
    from clipkit.media import samples  # late: seldom needed, and they load all voices
    from clipkit.voice.again import spoken_again

    def opened(source: str) -> "tuple[NDArray[np.float32], int]":
        path = Path(timeline.folder) / source
        return samples.read_voice(path, key=source, rate=speaking.RATE), speaking.RATE

    return spoken_again(missing, opened)
