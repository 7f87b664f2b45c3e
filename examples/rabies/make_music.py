"""Compose musik/tenang.ogg: a marimba over soft strings, calm and hopeful; it loops unheard.

Run: python examples/rabies/make_music.py (needs clipkit). Every sound is made here: CC0.
"""

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE, BEAT = 48000, 60 / 76
CHORDS = (  # semitones from C3
    *((0, 4, 7, 11), (-3, 4, 7, 12), (-7, 0, 4, 9), (-5, 2, 7, 11)),
    *((0, 4, 7, 14), (-3, 0, 7, 12), (-7, 0, 4, 9), (-5, 2, 7, 9)),
)
PATTERN = (0, 2, 1, 3, 2, 1, 3, 2)  # notes of a chord, in eighths
TUNE = (  # (bar, beat, semitones from C5)
    *((0, 0, 4), (0, 2, 7), (1, 1, 4), (2, 0, 9), (2, 2, 7), (3, 0, 2), (3, 2, 7)),
    *((4, 0, 4), (4, 2, 11), (5, 1, 7), (6, 0, 9), (6, 2, 4), (7, 0, 7), (7, 2, 2)),
)
TOTAL = round(RATE * BEAT * 4 * len(CHORDS))
Sound = NDArray[np.float64]


def hertz(semitones: float) -> float:
    """Return the frequency of so many semitones above C3."""
    return float(130.81 * 2 ** (semitones / 12))


def marimba(pitch: float, seconds: float = 1.6) -> Sound:
    """Strike a wooden bar over its tube with a soft mallet."""
    t = np.arange(int(seconds * RATE)) / RATE
    low = np.exp(-t * (2.2 + pitch / 220)) * np.sin(2 * np.pi * pitch * t)
    high = 0.34 * np.exp(-t * 13) * np.sin(2 * np.pi * pitch * 3.93 * t)
    high += 0.12 * np.exp(-t * 30) * np.sin(2 * np.pi * pitch * 9.24 * t)
    return (low + high) * np.minimum(1, t / 0.005) * np.minimum(1, (seconds - t) / 0.1)


def strings(pitch: float, seconds: float) -> Sound:
    """Bow a few strings, none quite in tune, softly."""
    t = np.arange(int(seconds * RATE)) / RATE
    done = np.zeros_like(t)
    for k in range(1, 12):
        for bent in (0.9985, 1.0, 1.0016):
            done += np.sin(2 * np.pi * pitch * k * bent * t + 2.4 * k * bent) / k**1.6
    return done / 3 * np.sin(np.pi * np.minimum(1, t / seconds)) ** 0.7


def put(mix: Sound, sound: Sound, beats: float, gain: float, pan: float) -> None:
    """Add a sound at a beat; what rings past the end goes on at the start. pan: -1 to 1."""
    at = (round(beats * BEAT * RATE) + np.arange(len(sound))) % TOTAL
    for channel, share in enumerate((np.sqrt((1 - pan) / 2), np.sqrt((1 + pan) / 2))):
        np.add.at(mix[channel], at, gain * share * sound)


def composed(seed: int = 3) -> Sound:
    """Return the loop, (2, TOTAL), within -1 and 1."""
    chance = np.random.default_rng(seed)
    mix = np.zeros((2, TOTAL))
    for number, chord in enumerate(CHORDS):
        for k, note in enumerate(chord):
            lasting = strings(hertz(note), 5.2 * BEAT)
            put(mix, lasting, 4 * number - 0.6, 0.13, 0.5 * (-1) ** k)
        for k, step in enumerate(PATTERN):
            late = 0.008 * chance.standard_normal()
            soft = 0.20 * (1.2 if k == 0 else 0.75 + 0.25 * chance.random())
            note = marimba(hertz(chord[step] + 24))
            put(mix, note, 4 * number + k / 2 + late, soft, 0.3 * (-1) ** k)
        put(mix, marimba(hertz(chord[0]), 2.4), 4 * number, 0.24, 0.0)
    for number, beat, note in TUNE:
        put(mix, marimba(hertz(note + 24), 2.0), 4 * number + beat, 0.16, 0.1)
    return mastered(mix, chance)


def mastered(mix: Sound, chance: np.random.Generator) -> Sound:
    """Add a room, around the loop's end too; take off what no speaker plays; level."""
    t = np.arange(TOTAL) / RATE
    hz = np.fft.rfftfreq(TOTAL, 1 / RATE)
    shape = 1 / np.sqrt(1 + (55 / np.maximum(hz, 1)) ** 4) / np.sqrt(1 + (hz / 7000) ** 4)
    done = np.empty_like(mix)
    for channel in range(2):
        room = chance.standard_normal(TOTAL) * np.exp(-t * 3.4) * (t > 0.015)
        room /= np.sqrt((room**2).sum())
        warm = 1 / (1 + (hz / 4000) ** 2)
        dry = np.fft.rfft(mix[channel])
        wet = dry * np.fft.rfft(room) * warm
        done[channel] = np.fft.irfft((0.85 * dry + 0.3 * wet) * shape, TOTAL)
    return np.asarray(np.tanh(1.1 * done / np.abs(done).max()) * 0.85)


def main() -> None:
    """Write the file."""
    target = Path(__file__).parent / "musik" / "tenang.ogg"
    with av.open(str(target), "w") as file:
        stream = file.add_stream("libopus", rate=RATE, layout="stereo")
        stream.bit_rate = 64_000
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(composed().T.astype(np.float32)).reshape(1, -1), "flt", "stereo"
        )
        frame.sample_rate = RATE
        for packet in (*stream.encode(frame), *stream.encode(None)):
            file.mux(packet)


if __name__ == "__main__":
    main()
