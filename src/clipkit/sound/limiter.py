"""A limiter that sees peaks between samples, and knows the whole before it lowers anything.

A mix is looked at once, a millisecond at a time; from then on gains are reckoned with a thousand
figures a second, and laid over the samples in one go.
"""

from concurrent.futures import ThreadPoolExecutor
from typing import Any, NamedTuple, cast

import numpy as np

from clipkit.sound.curves import Curve, straight
from clipkit.sound.filters import BLOCK, blocks_of, through
from clipkit.sound.pieces import GRID, RATE, Samples

_OVER = 4  # times the rate, at which peaks are looked for, as ITU-R BS.1770-4 has it
_FINE = [("aresample", f"{_OVER * RATE}:internal_sample_fmt=fltp"), ("aformat", "sample_fmts=flt")]
_WIDE = _OVER * GRID
_STEPS = BLOCK // GRID
_PUSHED = BLOCK // 6  # samples: at four times the rate a second of both halves is 30 MB
_AROUND = 20  # ms that a half sees of the other: a peak is made by what is around it
_ATTACK, _RELEASE = 5, 60  # ms from one to a lower gain, and back; straight
_QUIET = 10.0  # times less than the mean: what lies below doesn't count for loudness (EBU R 128)


class Steps(NamedTuple):
    """Each millisecond of a sound. peaks: its highest, 1.0 is full scale. powers: mean squares."""

    peaks: Curve
    powers: Curve

    @property
    def peak(self) -> float:
        """The highest of all."""
        return float(self.peaks.max(initial=0.0))


def steps(samples: Samples) -> Steps:
    """Look at (n, 2), 48 kHz; a last millisecond that isn't whole counts as one.

    Its halves are looked at side by side, cut at the same place on every machine.
    """
    half = len(samples) // GRID // 2
    with ThreadPoolExecutor(max_workers=1) as beside:
        later = beside.submit(_steps, samples, half)
        before, after = _steps(samples, 0, half), later.result()
    return Steps(*(np.concatenate(both) for both in zip(before, after, strict=True)))


def _steps(samples: Samples, first: int, stop: int | None = None) -> Steps:
    """Look at the milliseconds [first, stop); None: to the end."""
    own = samples[first * GRID : None if stop is None else stop * GRID]
    count = -(-len(own) // GRID)
    found = Steps(np.zeros(count, np.float32), np.zeros(count, np.float32))
    for k, block in enumerate(blocks_of(own)):
        rows = _rows(block, GRID)
        found.powers[k * _STEPS :][: len(rows)] = np.square(rows).mean(axis=1)
        _raise(found.peaks[k * _STEPS :], rows)
    begun = max(0, first - _AROUND)
    heard = samples[begun * GRID : None if stop is None else (stop + _AROUND) * GRID]
    rest, at = np.zeros((0, 2), np.float32), begun - first
    parts = (heard[k : k + _PUSHED] for k in range(0, len(heard), _PUSHED))
    for frame in through(parts, _FINE):
        row = np.frombuffer(cast(Any, frame.planes[0]), np.float32, frame.samples * 2)
        fine = np.concatenate([rest, row.reshape(-1, 2)])
        whole = len(fine) // _WIDE
        rows = _rows(fine[: whole * _WIDE], _WIDE)
        _raise(found.peaks[max(0, at) :], rows[max(0, -at) :])
        at, rest = at + whole, fine[whole * _WIDE :]
    _raise(found.peaks[at:], _rows(rest, _WIDE))
    return found


def _raise(peaks: Curve, rows: Samples) -> None:
    """Raise peaks to the highest of each row; there may be more rows than peaks."""
    highest = np.maximum(rows.max(axis=1), -rows.min(axis=1))[: len(peaks)]
    peaks[: len(highest)] = np.maximum(peaks[: len(highest)], highest)


def _rows(samples: Samples, length: int) -> Samples:
    """Return (n, 2) in rows of so many samples, the last filled up with nothing."""
    fill = -len(samples) % length
    return (np.pad(samples, ((0, fill), (0, 0))) if fill else samples).reshape(-1, length * 2)


def gains(peaks: Curve, gain: float, most: float) -> Curve:
    """Return the gain at both ends of every step that raises by `gain`, and holds all under `most`.

    gain, most: ratios.
    """
    free = np.minimum(1.0, most / np.maximum(peaks * np.float32(gain), np.float32(1e-9)))
    held = np.ones(len(free) + 1, np.float32)
    held[:-1] = free
    held[1:] = np.minimum(held[1:], free)
    found = held.copy()
    for k in range(1, min(_ATTACK, len(held))):
        before = held[k:] + (1 - held[k:]) * np.float32(k / _ATTACK)
        found[:-k] = np.minimum(found[:-k], before)
    for k in range(1, min(_RELEASE, len(held))):
        after = held[:-k] + (1 - held[:-k]) * np.float32(k / _RELEASE)
        found[k:] = np.minimum(found[k:], after)
    return found * np.float32(gain)


def gained(powers: Curve, curve: Curve) -> float:
    """LU that a curve of gains adds to a sound, about: its spectrum isn't known here."""
    loud = powers > powers.mean() / _QUIET if len(powers) else powers > 0
    before = float(powers[loud].sum(dtype=np.float64))
    inside = (curve[:-1] + curve[1:]) / 2
    after = float((powers * inside**2)[loud].sum(dtype=np.float64))
    return 10 * float(np.log10(max(after, 1e-12) / max(before, 1e-12)))


def laid_over(samples: Samples, curve: Curve) -> None:
    """Multiply (n, 2) in place by gains, straight from step to step."""
    for k, block in enumerate(blocks_of(samples)):
        part = curve[k * _STEPS :][: _STEPS + 1]
        block *= straight(part, GRID)[: len(block), None]
