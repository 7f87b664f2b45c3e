"""Whether a speaker says the same at two places of one recording: the takes are held together.

One voice in one room: said again, a sentence is far nearer to its other time than to a reference.
"""

import numpy as np

from clipkit.model.words import Word
from clipkit.voice.features import FRAMES, Floats
from clipkit.voice.following import followed
from clipkit.voice.nearness import scale
from clipkit.voice.reference import audible
from clipkit.voice.steps import States

APART = 0.22  # read anew it was at most 0.17, other speech more than this in 95 of 100 pairs
SHORT = 25  # frames of 20 ms: less tells nothing
_STRANGE = 0.6  # of a frame that fits nowhere
_LOUD = 0.4  # of the loudness scale


def same(recording: Floats, level: Floats, one: Word, other: Word) -> bool:
    """Return whether they do. recording: (frames, features), of 10 ms; level: 0.0 to 1.0."""
    first, then = (
        np.arange(int(span.start * FRAMES), min(len(level), int(span.end * FRAMES)), 2)
        for span in (one, other)
    )
    if min(len(first), len(then)) < SHORT:
        return True
    quiet = audible(level)
    whole = np.zeros(len(first), np.int64)
    states = States(word=whole, sentence=whole[:1], loud=quiet[first])
    pairs = [(1.0, recording[then], recording[first])]
    path = followed(pairs, quiet[then], states, unit=0.5).path
    near, chance = (row[:, 0] for row in scale(pairs))
    apart = recording[then] - recording[first][np.maximum(path, 0)]
    fit = (np.sqrt((apart**2).mean(axis=1)) - near) / (chance - near + 1e-6)
    fit = np.where(path >= 0, np.clip(fit, -0.2, 2), _STRANGE)[level[then] > _LOUD]
    return not len(fit) or float(fit.mean()) < APART
