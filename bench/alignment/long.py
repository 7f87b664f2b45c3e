"""What aligning costs: of so many seconds of sound by the offline voice's other voices."""

from pathlib import Path

import numpy as np

from bench import clocks
from bench.alignment.degraded import degraded
from bench.alignment.engines import Reader
from bench.alignment.recordings import repeated
from bench.clocks import Figures
from clipkit.voice.align import Aligner

CHEAPLY = Reader("tune", "espeak", "id f3", "id a", 0.85, 60)


def aligned(folder: Path, seconds: int) -> Figures:
    """Align it. minute: CPU seconds of a minute of sound. missed: percent of starts 0.1 s off."""
    del folder
    once = CHEAPLY.recording()
    noisy = degraded(once.samples, once.rate, "noise 15 dB")  # of little: memory is measured
    one = repeated(once._replace(samples=noisy), seconds)
    script = one.script
    began = clocks.now()
    found = Aligner(one.lang).align(one.samples, one.rate, script)
    spent = clocks.since(began)
    starts = np.array([word.start for words in found.words for word in words])
    off = np.abs(starts - one.words[:, 0]) if len(starts) == len(one.words) else np.ones(1)
    spent["minute"] = 60 * spent["cpu"] / one.seconds
    return spent | {"missed": float(100 * np.mean(off >= 0.1))}
