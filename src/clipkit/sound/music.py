"""Music brought to a clip's length: it ends where a bar or the piece itself does.

Music that is long enough begins up to a bar later than its own beginning, so that a bar's end
falls on the clip's. What is shorter is repeated from one bar to another like it, and played to its
own end.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from pydub import AudioSegment

from clipkit.sound import pieces
from clipkit.sound.beats import Beats, beats
from clipkit.sound.pieces import GRID, RATE

NEAR = 4.0  # s of its beginning that music may go without: a bar, or what it is longer than a clip
_BEFORE = 14.0  # s before a clip's end in which its last bars are looked for
_ON_BEATS, _PLAIN = 0.03, 1.0  # s that fade into each other: up to a beat, and where there is none
_EDGE = 0.002  # s of fade where there is nothing to fade into
_TURNED = 0.01  # s that a repeat may come early or late, so that waves meet
_ALIKE = 0.5  # correlation from which that is worth it
_ODD, _UNPAIRED, _AGAIN, _SPARE = 0.15, 0.1, 0.05, 0.1  # how little such a repeat is wanted

Heard = NDArray[np.int16]  # (n, channels), 48 kHz


class _Loop(NamedTuple):
    """From `stop` it goes back to `start`, fading over `seam`. times: how often. skip: at first.

    All but `times` are samples.
    """

    start: int
    stop: int
    seam: int
    times: int
    skip: int


def fitted(sound: AudioSegment, length: int, *, ended: bool) -> AudioSegment:
    """Return music of `length` ms, or none where there is none.

    ended: whether it holds the piece to its end.
    """
    if len(sound) < 2:
        return sound[:length]
    heard = np.frombuffer(sound.raw_data, "<i2").reshape(-1, sound.channels)
    if len(sound) < length:
        return pieces.piece(_repeated(heard, length * GRID)).sound
    spare = len(sound) - length
    own_end = ended and spare <= NEAR * 1000
    skip = spare if own_end else _to_a_bar(heard, length * GRID) // GRID
    return sound[skip : skip + length]


def _to_a_bar(heard: Heard, wanted: int) -> int:
    """Samples to leave out at its beginning, so that a bar ends after `wanted` more; 0: no bar."""
    first = max(0, wanted - round(_BEFORE * RATE))
    found = beats(heard[first : wanted + round(NEAR * RATE)])
    if found is None:
        return 0
    later = np.rint(found.bars * RATE).astype(int) + first - wanted
    return min((int(at) for at in later if 0 <= at <= len(heard) - wanted), default=0)


def _repeated(heard: Heard, wanted: int) -> Heard:
    """(wanted, channels) of what is shorter."""
    found = beats(heard)
    loop = found and _on_bars(heard, wanted, found)
    loop = loop or _plain(heard, wanted)
    joint, used = _joint(heard, loop)
    again = [joint, heard[loop.start + used : loop.stop - loop.seam]]
    end = [joint, heard[loop.start + used :]]
    parts = [heard[: loop.stop - loop.seam], *again * (loop.times - 1), *end]
    return np.concatenate(parts)[loop.skip : loop.skip + wanted]


def _plain(heard: Heard, wanted: int) -> _Loop:
    """Its end fades into its beginning."""
    seam = min(round(_PLAIN * RATE), len(heard) // 4)
    start = _turned(heard, seam, len(heard), seam)
    times, spare = _times(heard, wanted, len(heard) - start)
    return _Loop(start, len(heard), seam, times, spare if spare <= NEAR * RATE else 0)


def _on_bars(heard: Heard, wanted: int, found: Beats) -> _Loop | None:
    """Whole bars, between two that sound alike before and after; None: it has too few."""
    bars = np.clip(np.rint(found.bars * RATE).astype(int), 0, len(heard))
    if len(bars) < 3:
        return None
    starts, stops = np.triu_indices(len(bars), 1)
    lengths = bars[stops] - bars[starts]
    times = -(-(wanted - len(heard)) // lengths)
    spare = len(heard) + times * lengths - wanted
    bar = int(np.median(np.diff(bars)))
    cost = _unlike(found, starts, stops) + _AGAIN * times
    cost += _ODD * ((stops - starts) % 2 > 0) + _UNPAIRED * ((stops - starts) % 4 > 0)
    cost += _SPARE * np.minimum(spare / bar, 5)
    best = int(np.argmin(cost))
    start, stop = int(bars[starts[best]]), int(bars[stops[best]])
    seam = min(round(_ON_BEATS * RATE), max(round(_EDGE * RATE), start))
    turned = _turned(heard, start, stop, min(start, bar // 4))
    times_, left = _times(heard, wanted, stop - turned)
    if left > max(NEAR * RATE, bar):  # it ends a whole number of bars earlier
        left = (start - wanted) % bar
    return _Loop(turned, stop, seam, times_, left)


def _times(heard: Heard, wanted: int, length: int) -> tuple[int, int]:
    """How often so much is to be repeated, and how many samples are too many then."""
    times = -(-(wanted - len(heard)) // length)
    return times, len(heard) + times * length - wanted


def _unlike(
    found: Beats, starts: NDArray[np.signedinteger], stops: NDArray[np.signedinteger]
) -> NDArray[np.float64]:
    """How unlike the music is at two bars' beginnings; 1.0: as any two bars."""
    count = len(found.tones[found.first :]) // found.bar
    tones = found.tones[found.first :][: count * found.bar]
    tones = tones.reshape(count, found.bar, -1).mean(axis=1)
    apart = np.full((count + 2, count + 2), np.nan)  # a bar before the first, and after the last
    apart[1:-1, 1:-1] = np.abs(tones[:, None] - tones).mean(axis=2)
    usual = float(np.median(apart[1:-1, 1:-1][np.triu_indices(count, 1)])) if count > 1 else 1.0
    apart = np.nan_to_num(apart, nan=usual) / max(usual, 1e-3)
    return np.asarray((apart[starts, stops] + apart[starts + 1, stops + 1]) / 2)


def _turned(heard: Heard, start: int, stop: int, around: int) -> int:
    """Return the place near `start` whose waves go on where those before `stop` end.

    around: samples that are compared. What isn't alike at all begins where it began.
    """
    reach = min(round(_TURNED * RATE), len(heard) // 16)
    first = max(0, start - around - reach)
    leaving = heard[stop - around : stop].mean(axis=1, dtype=np.float32)
    coming = heard[first : start + reach].mean(axis=1, dtype=np.float32)
    if not around or len(coming) <= len(leaving):
        return start
    size = 1 << (len(coming) + len(leaving)).bit_length()
    spectrum = np.fft.rfft(coming, size) * np.conj(np.fft.rfft(leaving, size))
    fits = np.fft.irfft(spectrum, size)[: len(coming) - len(leaving) + 1]
    powers = np.concatenate([np.zeros(1), np.cumsum(np.square(coming), dtype=np.float64)])
    strong = np.sqrt((powers[len(leaving) :] - powers[: -len(leaving)]) + 1e-9)
    fits /= strong * np.sqrt(float(np.square(leaving).sum()) + 1e-9)
    best = int(np.argmax(fits))
    return first + best + around if fits[best] > _ALIKE else start


def _joint(heard: Heard, loop: _Loop) -> tuple[Heard, int]:
    """What is heard from `seam` before `stop`, and how many samples from `start` on are in it.

    As loud all along as both sides are, whether their waves are alike or not.
    """
    angle = ((np.arange(loop.seam, dtype=np.float32) + 0.5) * (np.pi / 2 / loop.seam))[:, None]
    leaving = heard[loop.stop - loop.seam : loop.stop].astype(np.float32)
    if loop.start < loop.seam:  # nothing comes before
        fading = heard[loop.start : loop.start + loop.seam] * np.sin(angle)
        joint = np.concatenate([leaving * np.cos(angle), fading])
        return np.rint(joint).astype(np.int16), loop.seam
    coming = heard[loop.start - loop.seam : loop.start].astype(np.float32)
    powers = float(np.square(leaving).sum()) * float(np.square(coming).sum())
    alike = max(0.0, float((leaving * coming).sum()) / max(powers, 1e-9) ** 0.5)
    both = leaving * np.cos(angle) + coming * np.sin(angle)
    joint = both / np.sqrt(1 + alike * np.sin(2 * angle))
    return np.rint(np.clip(joint, -32768, 32767)).astype(np.int16), 0
