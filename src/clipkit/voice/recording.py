"""A person's own recording: aligned to the script, cleaned, and cut into a take a sentence."""

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from clipkit.model.words import Word
from clipkit.voice.align import Aligner
from clipkit.voice.features import FRAMES, OVERLAP, PIECE, Floats, mono
from clipkit.voice.heard import Heard, Part
from clipkit.voice.judging import Alignment
from clipkit.voice.takes import Settings, Spoken, Take, key_of

RUMBLE = 80.0  # Hz: what is under it is wind, hum and hands
LEVEL = 0.1  # root mean square of a levelled sentence, -20 dBFS
LIFT = 4.0  # at most 12 dB, or noise comes up with the voice
CEILING = 0.89  # -1 dBFS
BEFORE, AFTER = 0.06, 0.12  # seconds of quiet kept around a sentence
QUIET = 0.2  # of the loudness scale
FADE = 0.005  # seconds, so that a cut doesn't click


class Cut(NamedTuple):
    """A sentence's part of a recording, in seconds."""

    start: float
    end: float


def read(
    samples: NDArray[np.generic], rate: int, sentences: Sequence[Spoken], lang: str, source: str
) -> tuple[Heard, list[Take]]:
    """Find sentences in a recording. Returns: what was found, and the takes of those that were.

    samples: (n,) or (n, channels), int16 or float. source: its path, for the takes' settings.
    That it holds no speech at all is among what is doubtful.

    Raises: ClipkitError: voice-missing, voice-failed.
    """
    voice = _cleaned(mono(samples), rate)
    found = Aligner(lang).align(voice, rate, sentences)
    digest = _digest(voice, rate)
    parts: list[Part | None] = []
    takes: list[Take] = []
    for k, cut in enumerate(_cuts(found, len(voice) / rate)):
        if cut is None:
            parts.append(None)
            continue
        gain = _gain(voice, rate, cut)
        words = tuple(
            Word(_inside(word.start, cut), _inside(word.end, cut)) for word in found.words[k]
        )
        sure = round(found.sure[k], 3)
        part = Part(cut.start, cut.end, gain, _key(digest, cut, gain), 0.0, words, sure)
        take = _take(voice, rate, part.settings(source), digest)
        takes.append(replace(take, words=words, spoken=sentences[k].words, confidence=sure))
        parts.append(part._replace(seconds=take.seconds))
    heard = Heard(parts=tuple(parts), seconds=len(voice) / rate, warnings=found.warnings)
    return heard, takes


def whole(samples: NDArray[np.generic], rate: int, source: str) -> tuple[Heard, list[Take]]:
    """Take a recording as it lies: one part, without words, and its take. As `read`."""
    voice = _cleaned(mono(samples), rate)
    digest, cut = _digest(voice, rate), Cut(0.0, round(len(voice) / rate, 4))
    gain = _gain(voice, rate, cut)
    part = Part(cut.start, cut.end, gain, _key(digest, cut, gain), 0.0, (), 1.0)
    take = _take(voice, rate, part.settings(source), digest)
    part = part._replace(seconds=take.seconds)
    return Heard(parts=(part,), seconds=len(voice) / rate), [take]


def recut(samples: NDArray[np.generic], rate: int, wanted: Sequence[Settings]) -> list[Take]:
    """Return takes again, from their recording and settings; their words are not found again.

    Raises: KeyError: the settings are not a recording's.
    """
    voice = _cleaned(mono(samples), rate)
    digest = _digest(voice, rate)
    return [_take(voice, rate, settings, digest) for settings in wanted]


def _take(voice: Floats, rate: int, settings: Settings, digest: str) -> Take:
    plain = dict(settings)
    start, end, gain = (float(plain[name]) for name in ("start", "end", "gain"))
    cut = voice[round(start * rate) : round(end * rate)] * np.float32(gain)
    ramp = np.linspace(0, 1, min(len(cut) // 2, round(FADE * rate)), dtype=np.float32)
    if len(ramp):
        cut[: len(ramp)] *= ramp
        cut[-len(ramp) :] *= ramp[::-1]
    return Take(
        samples=np.rint(np.clip(cut, -1, 1) * 32767).astype(np.int16),
        rate=rate,
        words=(),
        seconds=len(cut) / rate,
        key=_key(digest, Cut(start, end), gain),
        settings=settings,
    )


def _key(digest: str, cut: Cut, gain: float) -> str:
    return key_of("recording/1", digest, cut.start, cut.end, gain)


def _cleaned(voice: Floats, rate: int) -> Floats:
    """Take the rumble off, in pieces: the gain of a Butterworth high-pass of order 8, no delay."""
    size, pad = int(PIECE * rate), int(OVERLAP * rate)
    found = np.empty(len(voice), np.float32)
    for first in range(0, len(voice), size):
        low, high = max(0, first - pad), min(len(voice), first + size + pad)
        spectrum = np.fft.rfft(voice[low:high])
        hertz = np.fft.rfftfreq(high - low, 1 / rate)
        spectrum *= 1 / np.sqrt(1 + (RUMBLE / np.maximum(hertz, 1.0)) ** 16)
        piece = np.fft.irfft(spectrum, high - low)
        stop = min(first + size, len(voice))
        found[first:stop] = piece[first - low : stop - low]
    return found


def _cuts(found: Alignment, seconds: float) -> list[Cut | None]:
    """Return where to cut each sentence out: in the silence around it; None: it isn't said."""
    here = [k for k, words in enumerate(found.words) if words]
    here.sort(key=lambda k: found.words[k][0].start)  # some are said in another order
    cuts: list[Cut | None] = [None] * len(found.words)
    edge = start = max(0.0, found.words[here[0]][0].start - BEFORE) if here else 0.0
    for k, after in zip(here, [*here[1:], None], strict=False):
        end = found.words[k][-1].end
        if after is None:
            stop = edge = min(seconds, _quiet_after(found.level, end, seconds) + AFTER)
        else:
            stop, edge = _between(found.level, end, found.words[after][0].start)
        cuts[k] = Cut(round(start, 4), round(max(stop, start), 4))
        start = max(edge, stop)
    return cuts


def _between(level: Floats, end: float, begin: float) -> tuple[float, float]:
    """Return where one sentence stops and the next starts, between two words."""
    a, b = int(end * FRAMES), max(int(end * FRAMES) + 1, int(begin * FRAMES))
    quiet = a + np.flatnonzero(level[a:b] < QUIET)
    if not len(quiet):
        around = slice(max(0, a - 3), b + 3)
        at = (around.start + int(np.argmin(level[around]))) / FRAMES
        return at, at
    stop, start = quiet[0] / FRAMES + AFTER, (quiet[-1] + 1) / FRAMES - BEFORE
    if stop <= start:
        return float(stop), float(start)
    at = float(quiet[0] + int(np.argmin(level[quiet[0] : quiet[-1] + 1]))) / FRAMES
    return at, at


def _quiet_after(level: Floats, end: float, seconds: float) -> float:
    """Return where the last word has died away, at most 0.5 s after its end."""
    a = int(end * FRAMES)
    quiet = np.flatnonzero(level[a : a + FRAMES // 2] < QUIET)
    return float(a + quiet[0]) / FRAMES if len(quiet) else min(seconds, end + 0.1)


def _gain(voice: Floats, rate: int, cut: Cut) -> float:
    """Return what brings a sentence's voiced parts to the common level."""
    part = voice[round(cut.start * rate) : round(cut.end * rate)]
    hop = max(1, rate // 50)
    blocks = part[: len(part) // hop * hop].reshape(-1, hop)
    powers = (blocks**2).mean(axis=1) if len(blocks) else np.zeros(1)
    loud = powers[powers >= np.percentile(powers, 60)].mean()
    wanted = LEVEL / max(float(np.sqrt(loud)), 1e-6)
    peak = float(np.abs(part).max(initial=1e-6))
    return round(min(wanted, LIFT, CEILING / peak), 4)


def _inside(seconds: float, cut: Cut) -> float:
    return round(min(max(0.0, seconds - cut.start), cut.end - cut.start), 4)


def _digest(voice: Floats, rate: int) -> str:
    return sha256((voice * 32767).astype("<i2").tobytes()).hexdigest() + f"/{rate}"
