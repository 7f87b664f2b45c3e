"""The mix of a voice and music, three minutes of it."""

from pathlib import Path

import numpy as np
from msgspec import Struct
from msgspec.structs import replace
from numpy.typing import NDArray

from bench import clocks, reference, speech
from bench.clocks import Figures
from clipkit.model.timeline import MusicSound, SourceFile, Timeline, VoiceSound
from clipkit.sound.mix import mixed


class Take(Struct, frozen=True):
    """What a voice says in a sentence. samples: int16, mono."""

    samples: NDArray[np.int16]
    rate: int = speech.RATE


def sound(folder: Path, seconds: int) -> Figures:
    """Mix. grown: MB more than before it."""
    clip, takes = spoken(folder, seconds)
    before, began = clocks.peak(), clocks.now()
    made = mixed(clip, takes, reference.Folder(folder))
    grown = clocks.peak() - before
    return clocks.since(began, grown=grown, lufs=made.lufs, true_peak=made.true_peak)


def spoken(folder: Path, seconds: int) -> tuple[Timeline, dict[str, Take]]:
    """A clip's timeline with three seconds of speech out of every four, over music."""
    speech.music(folder / "music.wav", seconds)
    takes = {f"take {n}": Take(speech.voice(n, 3)) for n in range(seconds // 4)}
    voices = tuple(
        VoiceSound(start=4.0 * n, end=4.0 * n + 3, sentence=n, take=name)
        for n, name in enumerate(takes)
    )
    under = MusicSound(
        start=0.0,
        end=float(seconds),
        source="music.wav",
        level=-22.0,
        duck=-12.0,
        fade_in=0.4,
        fade_out=1.2,
    )
    source = ("music.wav", SourceFile(path="music.wav", digest="sha256:music"))
    clip = reference.timeline(seconds * reference.FPS)
    return replace(clip, sources=(*clip.sources, source), sound=(*voices, under)), takes
