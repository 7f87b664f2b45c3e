"""Which states of a reference are met, one a frame, by who reads at a speaker's tempo."""

import numpy as np
from numpy.typing import NDArray

from clipkit.voice.nearness import Ints
from clipkit.voice.reference import Reference
from clipkit.voice.steps import Places, States

Reals = NDArray[np.float64]
SAID = 0.3  # of a sentence's states: with fewer of them its tempo isn't known
SENTENCE, PHONE = 20, 100  # frames of the usual tempo that what is seen of one counts against
MOST = 1.7  # times the usual that a sentence's tempo may be


def states_at(reference: Reference, path: Ints, *, step: int = 1, each: bool = True) -> Ints:
    """Return which states are met, `step` frames apart: some are left out, or met twice.

    each: every sentence and phone at the tempo that a path has for it; else all at the usual one.
    """
    owner = reference.sentence[reference.word]
    at = path[path >= 0]
    had = np.bincount(owner)
    said = np.bincount(owner[at], minlength=len(had))
    known = said > SAID * had
    usual = (
        float(np.clip(said[known].sum() / max(1, had[known].sum()), 0.5, 2)) if known.any() else 1.0
    )
    rates = np.full(len(owner), usual)
    if each:
        seen = np.where(known, (said + SENTENCE * usual) / (had + SENTENCE), usual)
        rates = np.clip(seen, usual / MOST, usual * MOST)[owner]
        rates *= _of_phones(reference, at, rates)
    return _met(reference.states, rates / step)


def every_other(reference: Reference) -> Ints:
    """Return which states are met 2 frames apart, as they stand."""
    first = np.searchsorted(reference.word, reference.word)
    return np.flatnonzero((np.arange(len(reference.word)) - first) % 2 == 0)


def nearest(pick: Ints, path: Ints) -> Ints:
    """Return a path through all states as one through those that are met."""
    at = np.minimum(np.searchsorted(pick, path), len(pick) - 1)
    return np.where(path >= 0, at, path)


def through_all(pick: Ints, path: Ints) -> Ints:
    """Return a path through those states that are met as one through all of them."""
    return np.where(path >= 0, pick[np.maximum(path, 0)], path)


def _of_phones(reference: Reference, at: Ints, rates: Reals) -> Reals:
    """Return how much longer than its sentence's tempo has it each state's phone is held."""
    names, phone = np.unique(reference.phone, return_inverse=True)
    took = np.bincount(phone[at], 1 / rates[at], len(names))
    had = np.bincount(phone, minlength=len(names))
    return np.clip((took + PHONE) / (had + PHONE), 0.5, 2)[phone]


def _met(states: States, rates: Reals) -> Ints:
    """Return states met one frame apart, two a word at least. rates: frames that each lasts."""
    picks, places = [], Places(states)
    for first, stop in zip(places.first, places.last + 1, strict=True):
        ends = np.cumsum(rates[first:stop])
        count = max(2, round(float(ends[-1])))
        middles = (np.arange(count) + 0.5) / count * ends[-1]
        picks.append(first + np.minimum(np.searchsorted(ends, middles), stop - first - 1))
    return np.concatenate(picks)
