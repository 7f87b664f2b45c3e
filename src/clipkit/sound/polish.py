"""A synthetic voice, made gentler: less edge, more body, a trace of a room."""

import numpy as np
from numpy.typing import NDArray

from clipkit.sound.pieces import RATE

Mono = NDArray[np.float32]  # (n,), 48 kHz
_BELLS = ((180.0, 2.0, 0.6), (3200.0, -2.5, 0.5))  # Hz, dB, octaves: body up, edge down
_AIR = (6500.0, -5.0)  # Hz, dB: formant synthesis hisses above
_LOW = 75.0  # Hz, high-pass of 18 dB an octave
_RATIO, _BELOW = 2.5, 12.0  # compression from so many dB under the voice's loud parts
_HOP = RATE // 200  # samples a step of the compressor
_ROOM = ((0.011, 0.1), (0.017, -0.08), (0.023, 0.07), (0.031, 0.05), (0.043, -0.04))  # s, ratio


def polished(voice: Mono) -> Mono:
    """Return a take with a gentler tone; 43 ms longer, for its room; its words stay in place."""
    if not len(voice):
        return voice
    return _in_a_room(_pressed(_toned(voice)))


def _toned(voice: Mono) -> Mono:
    """Shape its spectrum, without delay: one transform, as a take is a sentence."""
    length = 2 ** int(np.ceil(np.log2(len(voice) + RATE // 4)))
    hertz = np.maximum(np.fft.rfftfreq(length, 1 / RATE), 1.0)
    curve = _AIR[1] / (1 + (_AIR[0] / hertz) ** 4)
    for centre, gain, width in _BELLS:
        curve += gain * np.exp(-0.5 * (np.log2(hertz / centre) / width) ** 2)
    shape = 10 ** (curve / 20) / np.sqrt(1 + (_LOW / hertz) ** 6)
    spectrum = np.fft.rfft(voice, length) * shape.astype(np.float32)
    return np.asarray(np.fft.irfft(spectrum, length)[: len(voice)], np.float32)


def _pressed(voice: Mono) -> Mono:
    """Bring its loud syllables nearer to the others."""
    steps = len(voice) // _HOP
    if steps < 10:
        return voice
    power = (voice[: steps * _HOP].reshape(steps, _HOP) ** 2).mean(axis=1)
    level = 10 * np.log10(np.convolve(power, np.ones(5) / 5, "same") + 1e-9)
    over = np.maximum(0.0, level - (np.percentile(level, 95) - _BELOW))
    ratios = 10 ** (-over * (1 - 1 / _RATIO) / 20)
    curve = np.interp(np.arange(len(voice)), np.arange(steps) * _HOP, ratios)
    pressed: Mono = (voice * curve).astype(np.float32)
    return pressed


def _in_a_room(voice: Mono) -> Mono:
    tail = round(max(delay for delay, _ in _ROOM) * RATE)
    heard = np.pad(voice, (0, tail))
    for delay, part in _ROOM:
        first = round(delay * RATE)
        heard[first : first + len(voice)] += np.float32(part) * voice
    return heard
