"""Compose musik/petik.ogg: plucked strings, a soft metallophone and a gong; it loops unheard.

Run: python examples/kopi/make_music.py (needs clipkit). Every sound is made here: CC0.
"""

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE, BEAT, BARS = 48000, 60 / 84, 8
TOTAL = round(RATE * BEAT * 4 * BARS)
D3 = 146.83
SCALE = (0, 2, 4, 7, 9)  # five tones, in semitones from D
CHORDS = ((0, 2, 3), (3, 0, 1), (4, 1, 2), (3, 4, 1), (0, 2, 3), (3, 0, 1), (1, 3, 4), (0, 2, 3))
TUNE = (  # (bar, beat, step of the scale, beats)
    *((0, 0, 7, 1.5), (0, 1.5, 8, 0.5), (0, 2, 9, 2), (1, 1, 8, 1), (1, 2, 7, 1), (1, 3, 5, 1)),
    *((2, 0, 6, 1.5), (2, 1.5, 7, 0.5), (2, 2, 8, 2), (3, 2, 7, 1), (3, 3, 6, 1)),
    *((4, 0, 7, 1), (4, 1, 9, 1), (4, 2, 10, 2), (5, 1, 9, 1), (5, 2, 8, 1), (5, 3, 7, 1)),
    *((6, 0, 6, 1), (6, 1, 8, 1), (6, 2, 6, 1), (6, 3, 5, 1), (7, 0, 5, 4)),
)
Sound = NDArray[np.float64]


def pitch(step: int) -> float:
    """Return the frequency of a step of the scale, from D3 up, in Hz."""
    octave, degree = divmod(step, len(SCALE))
    return float(D3 * 2 ** (octave + SCALE[degree] / 12))


def string(hertz: float, seconds: float = 2.6) -> Sound:
    """Pluck a soft string: harmonics that die the sooner the higher they are."""
    t = np.arange(int(seconds * RATE)) / RATE
    done = np.zeros_like(t)
    for k in range(1, 11):
        bent = hertz * k * (1 + 0.00012 * k * k)
        strength = abs(np.sin(np.pi * k * 0.23)) / k**1.35
        done += strength * np.exp(-t * (1.3 + 0.75 * k)) * np.sin(2 * np.pi * bent * t)
    return done * np.minimum(1, t / 0.004)


def bar(hertz: float, seconds: float = 2.2) -> Sound:
    """Strike a padded bronze bar over its tube."""
    t = np.arange(int(seconds * RATE)) / RATE
    body = np.exp(-t * 2.0) * np.sin(2 * np.pi * hertz * t)
    shimmer = 0.5 * np.exp(-t * 2.2) * np.sin(2 * np.pi * hertz * 1.0035 * t)
    strike = 0.10 * np.exp(-t * 14) * np.sin(2 * np.pi * hertz * 3.98 * t)
    return (body + shimmer + strike) * np.minimum(1, t / 0.006)


def gong(hertz: float, seconds: float = 6.0) -> Sound:
    """Strike a low gong that beats slowly."""
    t = np.arange(int(seconds * RATE)) / RATE
    parts = ((1.0, 1.0, 0.6), (1.012, 0.7, 0.6), (2.01, 0.22, 1.1), (2.74, 0.10, 1.8))
    done = sum(s * np.exp(-t * d) * np.sin(2 * np.pi * hertz * f * t) for f, s, d in parts)
    return np.asarray(done) * np.minimum(1, t / 0.03)


def put(mix: Sound, sound: Sound, beats: float, gain: float, pan: float) -> None:
    """Add a sound at a beat; what rings past the end goes on at the start. pan: -1 to 1."""
    at = (round(beats * BEAT * RATE) + np.arange(len(sound))) % TOTAL
    for channel, share in enumerate((np.sqrt((1 - pan) / 2), np.sqrt((1 + pan) / 2))):
        np.add.at(mix[channel], at, gain * share * sound)


def composed(seed: int = 17) -> Sound:
    """Return the loop, (2, TOTAL), within -1 and 1."""
    chance = np.random.default_rng(seed)
    mix = np.zeros((2, TOTAL))
    for number, chord in enumerate(CHORDS):
        low = chord[0]
        steps = (low, chord[1] + 5, chord[2] + 5, low + 5, chord[2] + 5, chord[1] + 5, low + 5)
        for k, step in enumerate((*steps, chord[1] + 5)):
            late = 0.012 * chance.standard_normal()
            soft = 0.26 * (1.25 if k == 0 else 0.75 + 0.2 * chance.random())
            put(mix, string(pitch(step)), 4 * number + k / 2 + late, soft, 0.35 * (-1) ** k)
    for number, beat, step, _ in TUNE:
        late = 0.01 * chance.standard_normal()
        put(mix, bar(pitch(step)), 4 * number + beat + late, 0.21, 0.15)
    for number in (0, 4):
        put(mix, gong(D3 / 2), 4 * number, 0.30, 0.0)
    return mastered(in_a_room(mix, chance))


def in_a_room(mix: Sound, chance: np.random.Generator) -> Sound:
    """Add a small room; around the loop's end too, as the transform is circular."""
    t = np.arange(TOTAL) / RATE
    wet = np.empty_like(mix)
    for channel in range(2):
        room = chance.standard_normal(TOTAL) * np.exp(-t * 4.2) * (t > 0.012)
        room = np.convolve(room[: 2 * RATE], np.ones(9) / 9, "same")  # a wooden room: no hiss
        room /= np.sqrt((room**2).sum())
        spectrum = np.fft.rfft(mix[channel]) * np.fft.rfft(room, TOTAL)
        wet[channel] = np.fft.irfft(spectrum, TOTAL)
    return 0.8 * mix + 0.28 * wet


def mastered(mix: Sound) -> Sound:
    """Take off what no speaker plays, and level."""
    spectrum = np.fft.rfft(mix)
    hertz = np.fft.rfftfreq(TOTAL, 1 / RATE)
    spectrum *= 1 / np.sqrt(1 + (45 / np.maximum(hertz, 1)) ** 4)
    spectrum *= 1 / np.sqrt(1 + (hertz / 9000) ** 4)
    done = np.fft.irfft(spectrum, TOTAL)
    return np.asarray(np.tanh(1.1 * done / np.abs(done).max()) * 0.85)


def main() -> None:
    """Write the file."""
    target = Path(__file__).parent / "musik" / "petik.ogg"
    with av.open(str(target), "w") as file:
        stream = file.add_stream("libopus", rate=RATE, layout="stereo")
        stream.bit_rate = 72_000
        frame = av.AudioFrame.from_ndarray(
            np.ascontiguousarray(composed().T.astype(np.float32)).reshape(1, -1), "flt", "stereo"
        )
        frame.sample_rate = RATE
        for packet in (*stream.encode(frame), *stream.encode(None)):
            file.mux(packet)


if __name__ == "__main__":
    main()
