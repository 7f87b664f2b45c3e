"""Steady noise under a person's speech, made softer: hiss, a fan, a street far off.

What noise there is, is learnt from the recording's own quiet moments; each part of the spectrum
that isn't clearly louder is then lowered, always by the same, so that what is left of the noise
keeps its colour, sounds on evenly, and never twitters. The gain is that of spectral subtraction
(Boll 1979), of powers that are smoothed over neighbours in time and pitch, with a floor.
"""

import math

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from clipkit.voice.features import Floats, runs

MOST = 10.0  # dB that noise is lowered by
ENOUGH = 60.0  # dB under the voice: softer noise isn't heard, and isn't touched
LEAST = 6.0  # dB under the voice: nearer noise can't be told from it
_WINDOW = 0.0213  # s, a frame: 1024 samples at 48 kHz
_QUIET, _WITHIN = 8, 3.0  # percentile of frames that holds noise alone, and dB above it that do too
_NOTHING = 1e-10  # power, -100 dBFS: a recorder's digital silence holds no noise to learn from
_LASTING = 0.1  # s that it is quiet for, or it is a soft letter
_SHORTEST = 0.25  # s of quiet to learn from
_FRAMES = 1000  # worked on at a time: memory stays flat
_OVER = 3.0  # times the noise's power that count as noise, where nobody speaks
_SPEECH = 1.3  # and while somebody does, who hides it: consonants are as soft as noise
_REACH = 2  # frames that a frame is smoothed with, before and after
_EULER = 0.5772  # nepers that the mean logarithm of a noise's powers lies under their mean's


class Noise(Struct, frozen=True, kw_only=True, eq=False):
    """What a recording sounds like while nobody speaks.

    quiet, loud: dBFS of its quiet and of its spoken frames. powers: one a bin of a frame's
    spectrum. depth: dB that it is lowered by, 0.0 to MOST.
    """

    quiet: float
    loud: float
    powers: Floats
    depth: float


def learnt(voice: Floats, rate: int) -> Noise:
    """Learn the noise of a recording. voice: (n,), its rumble taken off. rate: Hz."""
    hop = _hop(rate)
    frames = _framed(voice, hop)
    power = _smooth(_blocks(voice, hop))
    level = 10 * np.log10(power + 1e-12)
    heard = np.flatnonzero(power > _NOTHING)
    if not len(heard):
        return Noise(quiet=-100.0, loud=-100.0, powers=np.zeros(hop + 1, np.float32), depth=0.0)
    loud = 10 * float(np.log10(power[power >= np.percentile(power[heard], 60)].mean()))
    gated = len(heard) < (1 - _QUIET / 100) * len(power)  # what is beneath the voice isn't known
    low = -100.0 if gated else float(np.percentile(level[heard], _QUIET))
    still = _lasting(level <= low + _WITHIN, math.ceil(_LASTING * rate / hop))
    still = still[power[still] > _NOTHING]
    quiet = 10 * float(np.log10(power[still].mean())) if len(still) else low
    depth = min(MOST, max(0.0, ENOUGH - (loud - quiet))) if loud - quiet > LEAST else 0.0
    if len(still) * hop < _SHORTEST * rate:
        depth = 0.0
    if not depth:
        return Noise(quiet=quiet, loud=loud, powers=np.zeros(hop + 1, np.float32), depth=0.0)
    logs = np.zeros(hop + 1)
    for first in range(0, len(still), _FRAMES):
        some = frames[still[first : first + _FRAMES]] * _window(hop)
        logs += np.log(np.abs(np.fft.rfft(some)) ** 2 + 1e-12).sum(axis=0)
    powers = np.exp(logs / len(still) + _EULER)  # a mean that a breath among them hardly moves
    powers = np.convolve(np.pad(powers, 1, mode="edge"), np.ones(3) / 3, "valid")
    return Noise(quiet=quiet, loud=loud, powers=powers.astype(np.float32), depth=depth)


def _lasting(still: NDArray[np.bool_], least: int) -> NDArray[np.int64]:
    """Return where it is still for so many frames in a row: soft letters are shorter."""
    long = (np.arange(a, b) for a, b in runs(still) if b - a >= least)
    return np.concatenate([np.arange(0), *long])


def softened(voice: Floats, rate: int, noise: Noise) -> Floats:
    """Return (n,) samples with the noise lowered; where there is none, the very samples."""
    if not noise.depth or not len(voice):
        return voice
    hop = _hop(rate)
    frames, window = _framed(voice, hop), _window(hop)
    found = np.zeros((len(frames) + 1) * hop, np.float32)
    for first in range(0, len(frames), _FRAMES):
        stop = min(first + _FRAMES, len(frames))
        low = max(0, first - _REACH)
        spectrum = np.fft.rfft(frames[low : stop + _REACH] * window)
        gains = _gains(spectrum, noise)[first - low : stop - low]
        part = np.fft.irfft(spectrum[first - low : stop - low] * gains, 2 * hop) * window
        found[first * hop : stop * hop] += part[:, :hop].reshape(-1)
        found[(first + 1) * hop : (stop + 1) * hop] += part[:, hop:].reshape(-1)
    return found[hop : hop + len(voice)]


def _gains(spectrum: NDArray[np.complexfloating], noise: Noise) -> Floats:
    """Ratios, (frames, bins): how much of each is kept."""
    ratio = spectrum.real**2 + spectrum.imag**2
    ratio /= noise.powers
    ratio = _beside(ratio)
    padded = np.pad(ratio, ((_REACH, _REACH), (0, 0)), mode="edge")
    count = len(ratio)
    near = 3 * padded[2 : 2 + count] + 2 * (padded[1 : 1 + count] + padded[3 : 3 + count])
    near += padded[:count] + padded[4 : 4 + count]
    near /= 9
    near = np.maximum(near, np.float32(1e-6))
    spoken = np.clip(np.log(near).mean(axis=1) / np.log(2.0), 0, 1)  # 1: twice the noise, and more
    over = (_OVER + (_SPEECH - _OVER) * spoken).astype(np.float32)
    kept = np.maximum(1 - over[:, None] / near, np.float32(10 ** (-noise.depth / 10)))
    return np.asarray(np.sqrt(kept), np.float32)


def _beside(ratio: Floats) -> Floats:
    """Each bin's mean with the two beside it."""
    found = ratio.copy()
    found[:, 1:] += ratio[:, :-1]
    found[:, :-1] += ratio[:, 1:]
    found[:, [0, -1]] *= 1.5
    found /= 3
    return found


def _hop(rate: int) -> int:
    """Half a frame: a power of two, which transforms fast."""
    return int(2 ** np.round(np.log2(_WINDOW * rate))) // 2


def _window(hop: int) -> Floats:
    """Of a frame, before and after: squared, two that overlap add up to one."""
    return np.sin(np.pi * (np.arange(2 * hop) + 0.5) / (2 * hop)).astype(np.float32)


def _framed(voice: Floats, hop: int) -> Floats:
    """Views of frames, (n, 2 * hop), the first and last half outside."""
    count = -(-len(voice) // hop) + 1
    padded = np.pad(voice, (hop, (count + 1) * hop - hop - len(voice)))
    return np.lib.stride_tricks.sliding_window_view(padded, 2 * hop)[::hop]


def _blocks(voice: Floats, hop: int) -> Floats:
    """Mean power of each frame but those that lie half outside, which count as silence."""
    whole = len(voice) // hop
    power = (voice[: whole * hop].reshape(whole, hop) ** 2).mean(axis=1)
    return np.concatenate([[0.0], (power[1:] + power[:-1]) / 2, [0.0]]).astype(np.float32)


def _smooth(power: Floats) -> Floats:
    return np.convolve(power, np.ones(5) / 5, "same").astype(np.float32)
