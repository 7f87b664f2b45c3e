"""A timeline's sounds as one mastered mix."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from clipkit.media import samples
from clipkit.model.timeline import (
    FootageSound,
    MusicSound,
    SonicSound,
    Sound,
    Timeline,
    VoiceSound,
)
from clipkit.sound import filters, pieces
from clipkit.sound.pieces import GRID, RATE, Piece, Samples
from clipkit.sound.polish import polished, pressed
from clipkit.sound.tracks import BLOCK, Spans, Track, ratio

VOICE = -16.0  # LUFS of all takes as one, before the master
FOOTAGE = -18.0  # LUFS of a clip's own sound, and at most how many dB it is raised for it
FOOTAGE_RAISED = 9.0
SONIC = -16.0  # LUFS of a sonic logo; it is lowered to it, never raised
TRUE_PEAK = -1.0  # dBTP at most
CEILING = -1.4  # dBFS at 96 kHz: what is left of overshoot at 48 kHz, and AAC's, stays below
_LEAD = 5.0  # s of silence that music may begin with
EDGE = 10  # ms of fade at both ends of a clip's own sound, which is cut anywhere
_ROOM = 0.95  # of full scale, that a take's own peaks keep to
_HOP = RATE // 100
_RELEASE = 6  # hops in which the limiter lets go
_NEAR = 0.15  # LU from the target that is near enough: another pass takes as long as all the rest
_AGAIN = 1.5  # of what is missing is given back: the limiter takes a part of that too
_TRIES = 5


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
    count = timeline.frames * RATE // timeline.fps
    length = -(-count // GRID)
    voice = _voice(timeline.sound, takes, length)
    spoken = [(sound.start, sound.end) for sound in timeline.sound if _is_speech(sound)]
    others = [
        track
        for sound in timeline.sound
        for track in _track(sound, source, length, spoken)  # none, where it is silent
    ]
    return _mastered(_summed([voice, *others], count), timeline.loudness)


def _is_speech(sound: Sound) -> bool:
    """Whether music makes room: for a voice, and for a clip that the narration waits for."""
    return isinstance(sound, VoiceSound) or (isinstance(sound, FootageSound) and not sound.duck)


def _voice(sounds: Iterable[Sound], takes: Mapping[str, TakeLike], length: int) -> Track:
    """All takes in their places, to the sample, levelled as one."""
    placed: list[Piece] = []
    for sound in sounds:
        if isinstance(sound, VoiceSound) and len(takes[sound.take].samples):
            take = takes[sound.take]
            voice = take.samples.astype(np.float32) / np.float32(32768)
            recorded = dict(sound.voice).get("engine") == "recording"
            voice = (pressed if recorded else polished)(voice, take.rate)
            voice = filters.resampled(voice, take.rate)
            voice *= np.float32(ratio(sound.gain) / max(1.0, np.abs(voice).max() / _ROOM))
            placed.append(pieces.piece(voice, round(sound.start * RATE)))
    return Track(pieces=tuple(placed), length=length).levelled(VOICE)


def _track(
    sound: Sound, source: Callable[[str], Path], length: int, spoken: Spans
) -> Iterable[Track]:
    """Return a sound that isn't a take as a track of its own."""
    if isinstance(sound, MusicSound):
        found = _music(sound, source(sound.source))
        track = Track(pieces=tuple(found), length=length)
        yield track.levelled(sound.level + sound.gain).ducked(spoken, sound.duck)
    elif isinstance(sound, FootageSound):
        track = Track(pieces=tuple(_footage(sound, source(sound.source))), length=length)
        track = track.levelled(FOOTAGE + sound.gain, most=FOOTAGE_RAISED)
        yield track.ducked(spoken, sound.duck) if sound.duck else track
    elif isinstance(sound, SonicSound):
        found = _sonic(sound, source(sound.source))
        yield Track(pieces=tuple(found), length=length).levelled(SONIC + sound.gain, most=0.0)


def _music(sound: MusicSound, path: Path) -> list[Piece]:
    """Music without the silence around it, looped or cut to its span, faded."""
    wanted = round((sound.end - sound.start) * 1000)
    whole = samples.read_int16(path, key=sound.source, seconds=wanted / 1000 + _LEAD)
    heard = pieces.trimmed(pieces.piece(whole).sound)
    del whole  # long music would be held three times
    heard = pieces.looped(heard, wanted)
    fades = round(sound.fade_in * 1000), round(sound.fade_out * 1000)
    return pieces.faded(heard, round(sound.start * 1000), *fades)


def _footage(sound: FootageSound, path: Path) -> list[Piece]:
    seconds = (sound.end - sound.start) * sound.speed
    found = samples.read(path, key=sound.source, start=sound.source_start, seconds=seconds)
    if sound.speed != 1.0:
        found = filters.quickened(found, sound.speed)
    found = found[: round((sound.end - sound.start) * RATE)]
    at, heard = pieces.piece(found, round(sound.start * RATE))
    return pieces.faded(heard, at, EDGE, EDGE)


def _sonic(sound: SonicSound, path: Path) -> list[Piece]:
    found = samples.read(path, key=sound.source, seconds=sound.end - sound.start)
    at, heard = pieces.piece(found, round(sound.start * RATE))
    return pieces.faded(heard, at, 0, EDGE)


def _summed(tracks: Iterable[Track], count: int) -> Samples:
    """Add tracks up, block by block; all that is held beside them is the sum. count: samples."""
    whole = np.zeros((count, 2), np.float32)
    for track in tracks:
        for k, block in enumerate(track.blocks()):
            room = whole[k * BLOCK * GRID :][: len(block)]
            room += block[: len(room)]
    return whole


def _mastered(whole: Samples, target: float) -> Mix:
    """Bring to the target loudness, in place, with true peaks under -1 dBTP.

    What has no peak to limit is only raised: a third of the time of it all. The limiter takes some
    loudness away: as much as it seems to is given before; where it is more, that is given back,
    and limited again.
    """
    now = filters.measured(filters.blocks_of(whole)).lufs
    silent = now <= filters.NOTHING
    gain, ceiling = (0.0 if silent else target - now), CEILING
    peak = max((float(np.abs(block).max()) for block in filters.blocks_of(whole)), default=0.0)
    found = filters.Loudness(now, 0.0)
    if peak * ratio(gain) <= ratio(ceiling):
        whole *= np.float32(ratio(gain))
        found = filters.loudness(whole)
        if found.true_peak <= TRUE_PEAK:
            return Mix(samples=whole, lufs=found.lufs, true_peak=found.true_peak)
        gain = 0.0
    if not silent:
        gain += _lost(whole, ratio(gain) / ratio(ceiling))
    for _ in range(_TRIES):
        found = filters.limit(whole, gain, ceiling)
        if (silent or abs(target - found.lufs) < _NEAR) and found.true_peak <= TRUE_PEAK:
            break
        missing = 0.0 if silent else target - found.lufs
        gain = max(missing, missing * _AGAIN)
        ceiling -= max(0.0, found.true_peak - TRUE_PEAK)
    return Mix(samples=whole, lufs=found.lufs, true_peak=found.true_peak)


def _lost(whole: Samples, gain: float) -> float:
    """LU that a limiter at full scale would take, about: from the peaks of each hundredth second.

    What is far below the mean doesn't count, as for loudness (EBU R 128).
    """
    peaks, powers = [], []
    for block in filters.blocks_of(whole[: len(whole) // _HOP * _HOP]):
        hops = np.abs(block.reshape(-1, _HOP * 2))
        peaks.append(hops.max(axis=1))
        powers.append(np.square(hops).mean(axis=1))
    if not peaks:
        return 0.0
    held = 1 / np.maximum(np.concatenate(peaks) * gain, 1.0)
    power = np.concatenate(powers)
    left = held.copy()
    for k in range(1, min(_RELEASE, len(held))):
        back = held[:-k] + (1 - held[:-k]) * k / _RELEASE
        left[k:] = np.minimum(left[k:], back)
    loud = power > power.mean() / 10
    return float(-10 * np.log10((power * left**2)[loud].sum() / max(power[loud].sum(), 1e-12)))
