"""A timeline's sounds as one mastered mix."""

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
from msgspec import Struct

from clipkit import store
from clipkit.media import samples
from clipkit.model.timeline import (
    FootageSound,
    MusicSound,
    SonicSound,
    Sound,
    Timeline,
    VoiceSound,
)
from clipkit.sound import filters, limiter, loudness, music, pieces, voices
from clipkit.sound.curves import Curve
from clipkit.sound.pieces import GRID, RATE, Piece, Samples
from clipkit.sound.tracks import BLOCK, Spans, Track, ratio
from clipkit.sound.voices import TakeLike

VOICE = -16.0  # LUFS of all takes as one, before the master
FOOTAGE = -18.0  # LUFS of a clip's own sound, and at most how many dB it is raised for it
FOOTAGE_RAISED = 9.0
SONIC = -16.0  # LUFS of a sonic logo; it is lowered to it, never raised
CEILING = -1.4  # dBTP at most: AAC's own overshoot stays below -1 too
NATURAL = ("recording", "piper")  # voices that need no gentler tone
_LEAD = 5.0  # s of silence that music may begin with
EDGE = 10  # ms of fade at both ends of a clip's own sound, which is cut anywhere
_NEAR = 0.15  # LU from the target that is near enough
_TRIES, _GUESSES = 5, 6
_SILENCE = 1e-6  # is -120 dB


class Mix(Struct, frozen=True, kw_only=True, eq=False):
    """samples: float32, (n, 2) at 48 kHz. lufs: -70 where silent. true_peak: dBTP."""

    samples: Samples
    lufs: float
    true_peak: float


def mixed(
    timeline: Timeline,
    takes: Mapping[str, TakeLike],
    source: Callable[[str], Path],
    cache: store.Cache = store.NOTHING_KEPT,
) -> Mix:
    """Mix and master a timeline. takes: by the key that its voice sounds name.

    cache: where finished takes are found and kept.
    Returns: exactly frames / fps seconds.
    Raises: ClipkitError: media-*, a sound can't be read; KeyError: a take isn't there.
    """
    count = timeline.frames * RATE // timeline.fps
    length = -(-count // GRID)
    spoken = [(sound.start, sound.end) for sound in timeline.sound if _is_speech(sound)]
    with ThreadPoolExecutor(max_workers=1) as beside:  # files are decoded meanwhile
        voice = beside.submit(_voice, timeline.sound, takes, length, cache)
        others = [
            track
            for sound in timeline.sound
            for track in _track(sound, source, length, spoken)  # none, where it is silent
        ]
        tracks = [voice.result(), *others]
    return _mastered(_summed(tracks, count), timeline.loudness)


def _is_speech(sound: Sound) -> bool:
    """Whether music makes room: for a voice, and for a clip that the narration waits for."""
    return isinstance(sound, VoiceSound) or (isinstance(sound, FootageSound) and not sound.duck)


def _voice(
    sounds: Iterable[Sound], takes: Mapping[str, TakeLike], length: int, cache: store.Cache
) -> Track:
    """All takes in their places, to the sample, levelled as one."""
    placed: list[Piece] = []
    for sound in sounds:
        if isinstance(sound, VoiceSound) and len(takes[sound.take].samples):
            natural = dict(sound.voice).get("engine") in NATURAL
            take = takes[sound.take]
            voice = voices.finished(take, natural=natural, gain=sound.gain, cache=cache)
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
    """Music without the silence around it, repeated or cut to its span, faded."""
    wanted = round((sound.end - sound.start) * 1000)
    asked = wanted / 1000 + _LEAD + music.NEAR
    whole = samples.read_int16(path, key=sound.source, seconds=asked)
    ended = len(whole) < round(asked * RATE)
    heard = pieces.trimmed(pieces.piece(whole).sound)
    del whole  # long music would be held three times
    heard = music.fitted(heard, wanted, ended=ended)
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

    The limiter takes some loudness away: as much as it seems to is given before; where it is more,
    that is given back, and limited again.
    """
    with ThreadPoolExecutor(max_workers=1) as beside:
        measured = beside.submit(loudness.reckoned, filters.blocks_of(whole))
        peaks, powers = limiter.steps(whole)
        lufs = measured.result()
    silent = lufs <= filters.NOTHING
    for _ in range(_TRIES):
        missing = 0.0 if silent else target - lufs
        curve = _gains(peaks, powers, missing)
        limiter.laid_over(whole, curve)
        highest = np.maximum(curve[:-1], curve[1:])
        peaks, powers = peaks * highest, powers * highest**2
        lufs = filters.loudness(filters.blocks_of(whole))
        if silent or abs(target - lufs) < _NEAR:
            break
    peak = float(peaks.max(initial=0.0))
    return Mix(samples=whole, lufs=lufs, true_peak=20 * float(np.log10(max(peak, _SILENCE))))


def _gains(peaks: Curve, powers: Curve, missing: float) -> Curve:
    """Gains that add so many LU, under the ceiling: what is limited is raised by more."""
    gain, most = missing, ratio(CEILING)
    curve = limiter.gains(peaks, ratio(gain), most)
    for _ in range(_GUESSES):
        less = missing - limiter.gained(powers, curve)
        if not missing or less < _NEAR / 4:
            break
        gain += less
        curve = limiter.gains(peaks, ratio(gain), most)
    return curve
