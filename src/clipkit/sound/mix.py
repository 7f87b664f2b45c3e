"""A timeline's sounds as one mastered mix."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from clipkit.media import samples
from clipkit.model.timeline import FootageSound, MusicSound, SonicSound, Timeline, VoiceSound
from clipkit.sound import filters
from clipkit.sound.filters import RATE, Samples

VOICE = -16.0  # LUFS of the voice before the master
PEAK = -1.2  # dBFS at 192 kHz, so that true peaks stay under -1 dBTP after AAC's rounding
LOOK, ATTACK, HOLD, RELEASE = 0.15, 0.08, 0.35, 0.5  # s, of ducking
LOOP = 0.05  # s of overlap where music starts again
EDGE = 0.005  # s of fade at both ends of a clip's own sound
_STEP = 480  # samples a step of a gain curve: 10 ms


class TakeLike(Protocol):
    """A voice's sound. samples: int16 mono; rate: Hz."""

    @property
    def samples(self) -> NDArray[np.int16]:
        """All of it."""
        ...

    @property
    def rate(self) -> int:
        """Samples a second."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Mix:
    """samples: float32, (n, 2) at 48 kHz. lufs: -70 where silent. true_peak: dBTP."""

    samples: Samples
    lufs: float
    true_peak: float


def mixed(timeline: Timeline, takes: Mapping[str, TakeLike], source: Callable[[str], Path]) -> Mix:
    """Mix and master a timeline. takes: by the key that its voice sounds name.

    Returns: exactly frames / fps seconds.
    Raises: ClipkitError: media-*, a sound can't be read; KeyError: a take isn't there.
    """
    length = timeline.frames * RATE // timeline.fps
    whole = _voice(timeline, takes, length)
    spans = [(s.start, s.end) for s in timeline.sound if isinstance(s, VoiceSound)]
    for sound in timeline.sound:
        if isinstance(sound, MusicSound):
            _add(whole, _music(sound, source(sound.source), length, spans), 0)
        elif isinstance(sound, FootageSound):
            _add(whole, _footage(sound, source(sound.source), spans), round(sound.start * RATE))
        elif isinstance(sound, SonicSound):
            found = samples.read(source(sound.source), seconds=sound.end - sound.start)
            _add(whole, found * _ratio(sound.gain), round(sound.start * RATE))
    return _mastered(whole, timeline.loudness)


def _voice(timeline: Timeline, takes: Mapping[str, TakeLike], length: int) -> Samples:
    """All takes in their places, centred, levelled as one."""
    track = np.zeros((length, 2), np.float32)
    for sound in timeline.sound:
        if isinstance(sound, VoiceSound) and len(takes[sound.take].samples):
            take = takes[sound.take]
            mono = filters.resampled(take.samples, take.rate) * _ratio(sound.gain)
            _add(track, np.repeat(mono[:, None], 2, axis=1), round(sound.start * RATE))
    _level(track, VOICE)
    return track


def _music(sound: MusicSound, path: Path, length: int, spans: list[tuple[float, float]]) -> Samples:
    """Music, looped or cut to length, levelled, faded, and low under speech."""
    found = samples.read(path, key=sound.source, seconds=length / RATE)
    track = _looped(found, length)
    _level(track, sound.level + sound.gain)
    for seconds, end in ((sound.fade_in, 0), (sound.fade_out, 1)):
        count = min(length, round(seconds * RATE))
        curve = np.sin(np.linspace(0, np.pi / 2, count, dtype=np.float32))[:, None]
        if end:
            track[length - count :] *= curve[::-1]
        else:
            track[:count] *= curve
    _duck(track, 0.0, spans, sound.duck)
    return track


def _looped(found: Samples, length: int) -> Samples:
    track = np.zeros((length, 2), np.float32)
    overlap = min(round(LOOP * RATE), len(found) // 4)
    fade = np.linspace(0, 1, overlap, dtype=np.float32)[:, None]
    at = 0
    while at < length and len(found) > overlap:
        part = found.copy() if at else found
        if at:
            part[:overlap] *= fade
            track[at : at + overlap] *= fade[::-1][: len(track[at : at + overlap])]
        _add(track, part, at)
        at += len(found) - overlap
    return track


def _footage(sound: FootageSound, path: Path, spans: list[tuple[float, float]]) -> Samples:
    seconds = (sound.end - sound.start) * sound.speed
    found = samples.read(path, key=sound.source, start=sound.source_start, seconds=seconds)
    if sound.speed != 1.0:
        found = filters.quickened(found, sound.speed)
    found = found[: round((sound.end - sound.start) * RATE)] * _ratio(sound.gain)
    count = min(len(found) // 2, round(EDGE * RATE))
    curve = np.linspace(0, 1, count, dtype=np.float32)[:, None]
    found[:count] *= curve
    found[len(found) - count :] *= curve[::-1]
    if sound.duck:
        _duck(found, sound.start, spans, sound.duck)
    return found


def _duck(track: Samples, start: float, spans: list[tuple[float, float]], depth: float) -> None:
    """Lower a track under speech: down before a word, up when nobody speaks for a while."""
    steps = len(track) // _STEP + 2
    at = start + np.arange(steps, dtype=np.float32) * (_STEP / RATE)
    under = np.zeros(steps, np.float32)  # 1.0: all the way down
    for first, last in spans:
        down = np.clip((at - (first - LOOK)) / ATTACK, 0, 1)
        up = np.clip(1 - (at - (last + HOLD)) / RELEASE, 0, 1)
        under = np.maximum(under, np.minimum(down, up))
    gains = (10 ** (depth * under / 20)).astype(np.float32)
    for first in range(0, len(track), RATE):
        block = track[first : first + RATE]
        place = (first + np.arange(len(block), dtype=np.float32)) / _STEP
        block *= np.interp(place, np.arange(steps), gains).astype(np.float32)[:, None]


def _level(track: Samples, lufs: float) -> None:
    now, _ = filters.loudness(track)
    if now > -69.0:
        track *= _ratio(lufs - now)


def _mastered(whole: Samples, target: float) -> Mix:
    """Bring to the target loudness with true peaks under -1 dBTP: a second pass mends the rest."""
    lufs, _ = filters.loudness(whole)
    if lufs <= -69.0:
        return Mix(samples=whole, lufs=-70.0, true_peak=-120.0)
    gain, out, peak = target - lufs, whole, 0.0
    for _ in range(3):
        out = filters.limited(whole, gain, PEAK)
        lufs, peak = filters.loudness(out)
        if abs(lufs - target) < 0.1:
            break
        gain += target - lufs
    return Mix(samples=out, lufs=lufs, true_peak=peak)


def _add(track: Samples, part: Samples, at: int) -> None:
    first, at = max(0, -at), max(0, at)
    room = track[at : at + len(part) - first]
    room += part[first : first + len(room)]


def _ratio(decibels: float) -> np.float32:
    return np.float32(10 ** (decibels / 20))
