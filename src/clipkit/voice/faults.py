"""What a recording can't be freed from: sentences that are too quiet, or clipped."""

from collections.abc import Iterator, Sequence

import numpy as np

from clipkit.voice.features import Floats, runs
from clipkit.voice.heard import Warned
from clipkit.voice.silences import Cut

FULL, OVER, EVEN = 0.97, 1.1, 0.08  # of full scale: a flat top's least, most, and its span
RUN, ENOUGH = 0.0002, 0.001  # seconds: of one flat top, and of a sentence's together
_SHOWN = 0.1  # seconds that a clipped moment is told to last at least


def found(
    raw: Floats, rate: int, cuts: Sequence[Cut | None], quiet: Sequence[bool]
) -> Iterator[Warned]:
    """Yield what is too quiet or clipped, sentence by sentence.

    raw: (n,), as it was recorded, 1.0 full scale. cuts: where its sentences are. quiet: whether
    they can't be made loud enough.
    """
    for number, (cut, soft) in enumerate(zip(cuts, quiet, strict=True)):
        if cut is None:
            continue
        if soft:
            yield Warned("quiet", number, cut.start, cut.end)
        tops = _tops(raw[round(cut.start * rate) : round(cut.end * rate)], rate)
        if len(tops):
            first = cut.start + tops[0] / rate
            last = cut.start + tops[-1] / rate
            yield Warned("clipped", number, first, max(last, first + _SHOWN))


def _tops(sound: Floats, rate: int) -> Sequence[int]:
    """Return samples at which flat tops begin; none, where there are only few.

    Codecs and other rates leave a ripple on them, and what decodes to floats may pass full scale
    without having been clipped: that isn't flat. A limiter's tops are shorter.
    """
    long = max(3, round(RUN * rate))
    flat = [
        (a, b)
        for a, b in runs(np.abs(sound) >= FULL)
        if b - a >= long and (top := np.abs(sound[a:b])).max() <= OVER and np.ptp(top) <= EVEN
    ]
    return [a for a, _ in flat] if sum(b - a for a, b in flat) >= ENOUGH * rate else []
