"""A timeline's sound: takes that were heard, or are spoken again, and the mix of them."""

from pathlib import Path
from typing import TYPE_CHECKING

from clipkit.model.timeline import Timeline, VoiceSound
from clipkit.pipeline import folders, speaking
from clipkit.pipeline.report import Progress
from clipkit.sound.mix import Mix, mixed
from clipkit.voice.takes import Take

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def mix(timeline: Timeline, progress: Progress | None = None) -> Mix:
    """Mix a timeline.

    Raises: ClipkitError: a voice or a sound file isn't there.
    """
    if progress:
        progress("sound", 0, 1)
    done = mixed(timeline, takes(timeline), folders.Files.of(timeline))
    if progress:
        progress("sound", 1, 1)
    return done


def takes(timeline: Timeline) -> dict[str, Take]:
    """Takes of a timeline by key; what this process hasn't heard is made again."""
    from clipkit.media import samples
    from clipkit.voice.again import spoken_again

    def opened(source: str) -> "tuple[NDArray[np.float32], int]":
        path = Path(timeline.folder) / source
        sound = samples.read(path, key=source, rate=speaking.RATE, channels=1)
        return sound[:, 0], speaking.RATE

    wanted = [sound for sound in timeline.sound if isinstance(sound, VoiceSound)]
    heard = {sound.take: speaking.kept(sound.take) for sound in wanted}
    found = {key: take for key, take in heard.items() if take is not None}
    missing = [sound for sound in wanted if sound.take not in found]
    return found | spoken_again(missing, opened)
