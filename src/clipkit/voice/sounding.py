"""A model's times of its words, moved to where their sound begins: it shares out what it says."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from clipkit.voice.edges import Begin, Edges, kind
from clipkit.voice.features import mono, powers, resampled

if TYPE_CHECKING:
    from clipkit.voice.takes import Samples

NEAR = 1e-4  # seconds


def starts(
    samples: "Samples",
    rate: int,
    told: Sequence[float | None],
    phones: Sequence[tuple[str, float]],
    words: Sequence[str],
) -> list[float | None]:
    """Return when each word begins, seconds, not after its first letter; None: that isn't told.

    samples: int16, mono. told: the model's times. phones: (letter, seconds). words: with their
    marks, behind which a voice makes a pause.
    """
    heard = resampled(mono(samples), rate)
    letters = [(name, at) for name, at in phones if kind(name) != "silence"]
    if not letters or not len(heard):
        return list(told)
    edges = Edges(heard, powers(heard))
    found: list[float | None] = []
    latest, last, pause = 0.0, "_", True
    for at, word in zip(told, words, strict=True):
        start = at
        later = [] if at is None else [one for one in letters if one[1] > at - NEAR]
        if at is not None and later:
            before = [name for name, then in letters if then <= at - NEAR]
            last = "_" if pause or not before else before[-1]
            first, letter = later[0]
            near = at + (letter - at) * _behind(last, first)
            start = edges.found(Begin(near, near - 1 if pause else near, last, first))
            latest = start = max(latest, min(start, letter))
        found.append(start)
        pause = not word[-1:].isalnum()
    return found


def _behind(last: str, first: str) -> float:
    """Return how much of the blank between two letters is the first one's: noises go on."""
    before, then = kind(last), kind(first)
    if before not in ("plosive", "noise") or then not in ("noise", "other"):
        return 0.0
    return 1.0 if (before, then) == ("noise", "other") else 0.5
