"""Pieces of sound, as pydub keeps them: cut, faded, trimmed, on its grid of whole ms.

At 48 kHz a millisecond is 48 samples. What begins between two is led in by silence, and every
end is filled up to the next, so that nothing moves or is lost on the grid.
"""

import warnings
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

with warnings.catch_warnings():  # it looks for an ffmpeg program, which we don't need
    warnings.simplefilter("ignore")
    from pydub import AudioSegment
    from pydub.silence import detect_leading_silence

RATE = 48000
GRID = RATE // 1000  # samples a millisecond
SILENT = -50.0  # dBFS of 10 ms: what is lower at the ends of music is trimmed
_FULL = 32767.0

Samples = NDArray[np.float32]  # (n, 2), or (n, 1) where it is told; -1.0 to 1.0, 48 kHz


class Piece(NamedTuple):
    """Where a sound lies on its track. at: ms from the clip's start, 0 or more."""

    at: int
    sound: AudioSegment


def piece(samples: NDArray[np.float32] | NDArray[np.int16], first: int = 0) -> Piece:
    """Return samples as a piece that begins at the sample `first`, which may be before the clip.

    samples: (n,) or (n, 2), 48 kHz; floats are -1.0 to 1.0.
    """
    if first < 0:
        samples, first = samples[-first:], 0
    lead = first % GRID
    fill = -(lead + len(samples)) % GRID
    wide = whole(samples).reshape(len(samples), -1)
    padded = np.pad(wide, ((lead, fill), (0, 0))) if lead or fill else wide
    sound = AudioSegment(
        padded.tobytes(), frame_rate=RATE, sample_width=2, channels=padded.shape[1]
    )
    return Piece(first // GRID, sound)


def whole(samples: NDArray[np.float32] | NDArray[np.int16]) -> NDArray[np.int16]:
    """Return samples, -1.0 to 1.0, as pydub keeps them; those that are int16 as they are."""
    if samples.dtype == np.int16:
        return np.asarray(samples, np.int16)
    return np.asarray(np.clip(np.rint(samples * _FULL), -_FULL, _FULL), np.int16)


def silence(length: int, channels: int) -> AudioSegment:
    """Return so many ms of nothing."""
    nothing = bytes(length * GRID * channels * 2)
    return AudioSegment(nothing, frame_rate=RATE, sample_width=2, channels=channels)


def samples_of(sound: AudioSegment) -> Samples:
    """Return a segment of 48 kHz as float32 (n, channels)."""
    found = np.frombuffer(sound.raw_data, "<i2").reshape(-1, sound.channels)
    return found * np.float32(1 / _FULL)


def trimmed(sound: AudioSegment) -> AudioSegment:
    """Cut silence off both ends; all of it, where there is nothing else."""
    start = detect_leading_silence(sound, SILENT)
    stop = len(sound)
    while stop > start and sound[max(start, stop - 10) : stop].dBFS < SILENT:
        stop -= 10
    return sound[start : max(start, stop)]


def faded(sound: AudioSegment, at: int, fade_in: int, fade_out: int) -> list[Piece]:
    """Fade both ends, ms, in pieces that follow each other: only the ends are copied."""
    fade_in = min(fade_in, len(sound) // 2)
    fade_out = min(fade_out, len(sound) - fade_in)
    stop = len(sound) - fade_out
    parts = [Piece(at + fade_in, sound[fade_in:stop])] if stop > fade_in else []
    if fade_in:  # pydub can't fade over nothing
        parts.append(Piece(at, sound[:fade_in].fade_in(fade_in)))
    if fade_out:
        parts.append(Piece(at + stop, sound[stop:].fade_out(fade_out)))
    return parts
