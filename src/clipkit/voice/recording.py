"""A person's own recording: aligned to the script, cleaned, and cut into a take a sentence."""

from collections.abc import Sequence
from hashlib import sha256

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

from clipkit.model.words import Word
from clipkit.voice import faults, noise, silences
from clipkit.voice.align import Aligner
from clipkit.voice.features import OVERLAP, PIECE, Floats, mono
from clipkit.voice.heard import Heard, Hole, Part
from clipkit.voice.noise import Noise
from clipkit.voice.silences import Cut
from clipkit.voice.takes import Settings, Spoken, Take, key_of

RUMBLE = 80.0  # Hz: what is under it is wind, hum and hands
LEVEL = 0.1  # root mean square of a levelled sentence, -20 dBFS
LIFT = 4.0  # at most 12 dB, or noise comes up with the voice
CEILING = 0.89  # -1 dBFS
FADE = 0.01  # seconds in which one cut gives way to the next, so that it doesn't click
_AROUND = 0.1  # seconds beside a take that its noise is told by


def read(
    samples: NDArray[np.generic], rate: int, sentences: Sequence[Spoken], lang: str, source: str
) -> tuple[Heard, list[Take]]:
    """Find sentences in a recording. Returns: what was found, and the takes of those that were.

    samples: (n,) or (n, channels), int16 or float. source: its path, for the takes' settings.
    That it holds no speech at all is among what is doubtful.

    Raises: ClipkitError: voice-missing, voice-failed.
    """
    raw = mono(samples)
    maker = _Maker(raw, rate)
    voice, seconds = maker.voice, len(raw) / rate
    found = Aligner(lang).align(voice, rate, sentences)
    still = silences.silent(voice, rate, maker.noise)
    cuts = silences.cuts(found.words, found.level, still, seconds)
    parts: list[Part | None] = []
    takes: list[Take] = []
    for k, cut in enumerate(cuts):
        if cut is None:
            parts.append(None)
            continue
        words = tuple(_inside(word, cut) for word in found.words[k])
        part = maker.part(cut, words, round(found.sure[k], 3))
        take = maker.take(part.settings(source))
        parts.append(part._replace(lasts=take.seconds))
        spoken = sentences[k].words
        takes.append(replace(take, words=words, spoken=spoken, confidence=part.sure))
    quiet = [cut is not None and maker.too_quiet(cut) for cut in cuts]
    doubts = (*found.warnings, *faults.found(raw, rate, cuts, quiet))
    return Heard(parts=tuple(parts), seconds=seconds, warnings=doubts), takes


def whole(samples: NDArray[np.generic], rate: int, source: str) -> tuple[Heard, list[Take]]:
    """Take a recording as it lies: one part, without words, and its take. As `read`."""
    maker = _Maker(mono(samples), rate)
    seconds = len(maker.voice) / rate
    end = round(seconds, 4)
    part = maker.part(Cut(0.0, end, end), (), 1.0)
    take = maker.take(part.settings(source))
    part = part._replace(seconds=take.seconds, lasts=take.seconds)
    return Heard(parts=(part,), seconds=seconds), [take]


def recut(samples: NDArray[np.generic], rate: int, wanted: Sequence[Settings]) -> list[Take]:
    """Return takes again, from their recording and settings; their words are not found again.

    Raises: KeyError: the settings are not a recording's.
    """
    maker = _Maker(mono(samples), rate)
    return [maker.take(settings) for settings in wanted]


class _Maker:
    """Makes takes of one recording. voice: (n,), its rumble taken off. noise: what it has."""

    def __init__(self, raw: Floats, rate: int) -> None:
        self.rate = rate
        self.voice = _cleaned(raw, rate)
        self.noise: Noise = noise.learnt(self.voice, rate)
        self._digest = _digest(self.voice)

    def too_quiet(self, cut: Cut) -> bool:
        """Whether more would be needed to level it than may be given."""
        return LEVEL / _level(self.voice, self.rate, cut)[0] > LIFT

    def part(self, cut: Cut, words: tuple[Word, ...], sure: float) -> Part:
        """Return a part with the gain that levels it."""
        level, peak = _level(self.voice, self.rate, cut)
        part = Part(
            start=cut.start,
            end=cut.end,
            gain=round(min(LEVEL / level, LIFT, CEILING / peak), 4),
            key="",
            seconds=round(silences.without(cut.end, cut.holes) - cut.start, 4),
            words=words,
            sure=sure,
            until=cut.until,
            fade=cut.fade,
            holes=cut.holes,
        )
        return part._replace(key=self._key(part.settings("")))

    def take(self, settings: Settings) -> Take:
        """Cut a take out: its noise softened, its long silences left out, its level evened."""
        plain, rate = dict(settings), self.rate
        start, end, gain = (float(plain[name]) for name in ("start", "end", "gain"))
        until = float(plain.get("until", end)) + FADE
        first, stop = round(start * rate), min(round(until * rate), len(self.voice))
        low = max(0, first - round(_AROUND * rate))
        around = self.voice[low : stop + round(_AROUND * rate)]
        sound = noise.softened(around, rate, self.noise)[first - low : stop - low]
        for hole in reversed(_holes(str(plain.get("without", "")))):
            a, b = round(hole.start * rate) - first, round(hole.end * rate) - first
            sound = _joined(sound[:a], sound[a:b], sound[b:], round(FADE * rate))
        sound = sound * np.float32(gain)
        _faded(sound, round(FADE * rate), round(max(FADE, float(plain.get("fade", 0))) * rate))
        return Take(
            samples=np.rint(np.clip(sound, -1, 1) * 32767).astype(np.int16),
            rate=rate,
            words=(),
            seconds=len(sound) / rate,
            key=self._key(settings),
            settings=settings,
        )

    def _key(self, settings: Settings) -> str:
        told = [row for row in settings if row[0] not in ("engine", "source")]
        return key_of("recording/2", self._digest, self.rate, told)


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


def _level(voice: Floats, rate: int, cut: Cut) -> tuple[float, float]:
    """Return the root mean square of a sentence's voiced parts, and its peak; never 0.0."""
    part = voice[round(cut.start * rate) : round(cut.end * rate)]
    hop = max(1, rate // 50)
    blocks = part[: len(part) // hop * hop].reshape(-1, hop)
    powers = (blocks**2).mean(axis=1) if len(blocks) else np.zeros(1)
    loud = powers[powers >= np.percentile(powers, 60)].mean()
    return max(float(np.sqrt(loud)), 1e-6), float(np.abs(part).max(initial=1e-6))


def _digest(voice: Floats) -> str:
    """Stand for samples, as far as they can be heard; the same on every machine."""
    told, size = sha256(), 1 << 20
    for first in range(0, len(voice), size):
        told.update((voice[first : first + size] * 32767).astype("<i4").tobytes())
    return told.hexdigest()


def _holes(told: str) -> list[Hole]:
    """Read what Part.settings has written."""
    return [Hole(*map(float, one.split("-"))) for one in told.split()]


def _joined(before: Floats, out: Floats, after: Floats, fade: int) -> Floats:
    """Leave a silence out: its beginning gives way to what comes after it, as loud."""
    fade = min(fade, len(out), len(after))
    turn = np.linspace(0, np.pi / 2, fade, dtype=np.float32)
    mixed = out[:fade] * np.cos(turn) + after[:fade] * np.sin(turn)
    return np.concatenate([before, mixed, after[fade:]])


def _faded(sound: Floats, begin: int, end: int) -> None:
    """Fade in and out, in place; two takes that meet add up to what was said."""
    begin, end = min(begin, len(sound) // 2), min(end, len(sound) // 2)
    sound[:begin] *= np.arange(begin, dtype=np.float32) / np.float32(max(1, begin))
    sound[len(sound) - end :] *= 1 - np.arange(end, dtype=np.float32) / np.float32(max(1, end))


def _inside(word: Word, cut: Cut) -> Word:
    """Return a word's time in its take."""
    start, end = (
        silences.without(min(max(at, cut.start), cut.end), cut.holes) - cut.start for at in word
    )
    return Word(round(start, 4), round(end, 4))
