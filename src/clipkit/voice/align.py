"""When each word of a script is said in a recording; no model, the offline voice is the reference.

The reference, made to sound as if it were recorded like the recording, follows it (`following`) at
20 ms over everything (`order`), then at 10 ms near that: moved towards the speaker, then mixed with
the speaker's own phones.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from clipkit.model.words import Word
from clipkit.voice import espeak
from clipkit.voice.coarse import contrast
from clipkit.voice.edges import Begin, Edges
from clipkit.voice.features import (
    FRAMES,
    RATE,
    Floats,
    loudness,
    mono,
    powers,
    resampled,
)
from clipkit.voice.following import FILLER, followed
from clipkit.voice.heard import Warned
from clipkit.voice.judging import Alignment, Judge
from clipkit.voice.nearness import Ints, band_around
from clipkit.voice.order import order
from clipkit.voice.reference import Reference, audible
from clipkit.voice.steps import Rules
from clipkit.voice.takes import Spoken
from clipkit.voice.tempo import nearest, states_at, through_all

Reals = NDArray[np.float64]
AT_TEMPO = Rules((0.3, 0.0, 0.5, 1.75))  # what bends a tempo that is known costs more
STEADY = 0.6  # nepers between quiet and loud: less is no speech; hiss has 0.25, 5 dB over it 1.1


class Aligner:
    """Aligns recordings of one language. lang: `id` or `en`."""

    def __init__(self, lang: str) -> None:
        self._voice = espeak.named("", lang, 1.0)

    def align(
        self, samples: NDArray[np.generic], rate: int, sentences: Sequence[Spoken]
    ) -> Alignment:
        """Find the words. samples: (n,) or (n, channels), int16 or float; memory is linear in n.

        Raises: ClipkitError: voice-missing, voice-failed.
        """
        recording = resampled(mono(samples), rate)
        power = powers(recording)
        level, spread = loudness(power)
        peak = float(np.percentile(np.abs(recording), 99.5)) if len(recording) else 0.0
        speakable = any(c.isalnum() for s in sentences for word, _ in s.words for c in word)
        if peak < 1e-3 or spread < STEADY or len(recording) < RATE // 3 or not speakable:
            nothing: tuple[tuple[Word, ...], ...] = ((),) * len(sentences)
            warned = Warned("silent", 0, 0.0, len(recording) / RATE)
            return Alignment(
                words=nothing,
                sure=(0.0,) * len(sentences),
                warnings=(warned,),
                confidence=0.0,
                level=level,
            )
        reference = Reference(self._voice.speak(sentences), sentences, power, level)
        said = order(reference, level)
        reference = said.reference
        path, script = np.full(len(level), FILLER), ~said.other
        heard = reference.heard_in(script)
        path[script] = _path(level[script], heard, said.path[script], said.turns)
        starts = _starts(Edges(recording, power), path, reference)

        def told() -> float | None:
            return contrast(heard, level[script], path[script])

        return Judge(level, reference, path, starts, told).alignment(sentences)


def _path(
    level: Floats, reference: Reference, rough: Ints, turns: Sequence[tuple[int, int]]
) -> Ints:
    """Return the way of a recording without what is other speech. rough: about that way."""
    met = states_at(reference, rough)
    reference, rough = reference.picked(met), nearest(met, rough)
    quiet, states = audible(level), reference.states
    low, high = band_around(rough, len(met))
    for t, state in turns:  # words stay on their side of what is cut out
        at = np.searchsorted(met, state)
        low[t:], high[:t] = np.maximum(low[t:], at), np.minimum(high[:t], at)
    band = low, high
    pairs = [(1.0, *reference.even(reference.moved(rough), rough))]
    path = followed(pairs, quiet, states, AT_TEMPO, band=band).path
    both = reference.moved(path), reference.learnt(path)
    pairs = [(0.5, *reference.even(heard, path)) for heard in both]
    return through_all(met, followed(pairs, quiet, states, AT_TEMPO, band=band).path)


def _starts(edges: Edges, path: Ints, reference: Reference) -> Reals:
    """Return when each word of a reference begins, seconds; not a number: it isn't said."""
    frames = np.flatnonzero(path >= 0)
    words = reference.word[path[frames]]  # the way never turns back, so these rise
    found = np.full(len(reference.owner), np.nan)
    if not len(frames):
        return found
    said, firsts = np.unique(words, return_index=True)
    stops = np.append(firsts[1:], len(frames))
    since = latest = 0.0
    for word, first, stop in zip(said, frames[firsts], frames[stops - 1] + 1, strict=True):
        between = min(0.5, max(-0.5, reference.between[word]))
        at = max(0.0, (first + between) / FRAMES)
        start = edges.found(Begin(at, min(at, since), *reference.meets[word]))
        found[word] = latest = min(max(start, latest), (stop - 1) / FRAMES)
        since = stop / FRAMES
    return found
