"""Compose musik/lonceng.ogg: soft bronze bells over a slow gong, five tones; it loops unheard.

Run: python examples/candi/make_music.py (needs clipkit). Every sound is made here: CC0.
"""

from pathlib import Path

import av
import numpy as np
from numpy.typing import NDArray

RATE, BEAT, BARS = 48000, 60 / 66, 6
TOTAL = round(RATE * BEAT * 4 * BARS)
LOW = 138.0  # Hz
SCALE = (0, 2.4, 4.8, 7.2, 9.6)  # slendro: five nearly equal tones, in semitones
TUNE = (  # (bar, beat, step of the scale)
    *((0, 0, 5), (0, 2, 7), (0, 3, 8), (1, 0, 7), (1, 2, 6), (2, 0, 5), (2, 1, 6), (2, 2, 8)),
    *((3, 0, 9), (3, 2, 8), (3, 3, 7), (4, 0, 6), (4, 2, 8), (4, 3, 6), (5, 0, 5), (5, 2, 3)),
)
ROUND = (0, 3, 2, 3, 0, 4, 2, 3)  # steps of the soft bells below, in eighths
Sound = NDArray[np.float64]


def pitch(step: int) -> float:
    """Return the frequency of a step of the scale, in Hz."""
    octave, degree = divmod(step, len(SCALE))
    return float(LOW * 2 ** (octave + SCALE[degree] / 12))


def bell(hertz: float, seconds: float, soft: float) -> Sound:
    """Strike a bronze bar whose pair is tuned a little higher: they beat, as a gamelan's do."""
    t = np.arange(int(seconds * RATE)) / RATE
    body = np.exp(-t * 1.5) * (np.sin(2 * np.pi * hertz * t))
    body += 0.7 * np.exp(-t * 1.6) * np.sin(2 * np.pi * (hertz + 3.2) * t)
    strike = 0.12 * np.exp(-t * 11) * np.sin(2 * np.pi * hertz * 2.76 * t)
    ending = np.minimum(1, (seconds - t) / 0.2)
    return (body + strike) * np.minimum(1, t / soft) * ending


def gong(hertz: float, seconds: float = 8.0) -> Sound:
    """Strike a low gong that beats slowly."""
    t = np.arange(int(seconds * RATE)) / RATE
    parts = ((1.0, 1.0, 0.5), (1.011, 0.7, 0.5), (2.0, 0.25, 0.9), (2.72, 0.10, 1.6))
    done = sum(s * np.exp(-t * d) * np.sin(2 * np.pi * hertz * f * t) for f, s, d in parts)
    return np.asarray(done) * np.minimum(1, t / 0.04) * np.minimum(1, (seconds - t) / 0.5)


def put(mix: Sound, sound: Sound, beats: float, gain: float, pan: float) -> None:
    """Add a sound at a beat; what rings past the end goes on at the start. pan: -1 to 1."""
    at = (round(beats * BEAT * RATE) + np.arange(len(sound))) % TOTAL
    for channel, share in enumerate((np.sqrt((1 - pan) / 2), np.sqrt((1 + pan) / 2))):
        np.add.at(mix[channel], at, gain * share * sound)


def composed(seed: int = 8) -> Sound:
    """Return the loop, (2, TOTAL), within -1 and 1."""
    chance = np.random.default_rng(seed)
    mix = np.zeros((2, TOTAL))
    for number in range(BARS):
        for k, step in enumerate(ROUND):
            late = 0.012 * chance.standard_normal()
            gain = 0.13 * (0.8 + 0.3 * chance.random())
            put(mix, bell(pitch(step), 3.0, 0.02), 4 * number + k / 2 + late, gain, -0.3)
        if number % 3 == 0:
            put(mix, gong(LOW / 2), 4 * number, 0.34, 0.0)
    for number, beat, step in TUNE:
        late = 0.012 * chance.standard_normal()
        put(mix, bell(pitch(step), 4.0, 0.008), 4 * number + beat + late, 0.2, 0.25)
    return mastered(mix, chance)


def mastered(mix: Sound, chance: np.random.Generator) -> Sound:
    """Add a hall, around the loop's end too; take off what no speaker plays; level."""
    t = np.arange(TOTAL) / RATE
    hz = np.fft.rfftfreq(TOTAL, 1 / RATE)
    shape = 1 / np.sqrt(1 + (45 / np.maximum(hz, 1)) ** 4) / np.sqrt(1 + (hz / 6500) ** 4)
    done = np.empty_like(mix)
    for channel in range(2):
        hall = chance.standard_normal(TOTAL) * np.exp(-t * 2.6) * (t > 0.02)
        hall /= np.sqrt((hall**2).sum())
        dry = np.fft.rfft(mix[channel])
        wet = dry * np.fft.rfft(hall) / (1 + (hz / 3000) ** 2)
        done[channel] = np.fft.irfft((0.8 * dry + 0.34 * wet) * shape, TOTAL)
    return np.asarray(np.tanh(1.1 * done / np.abs(done).max()) * 0.85)


def main() -> None:
    """Write the file."""
    target = Path(__file__).parent / "musik" / "lonceng.ogg"
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
