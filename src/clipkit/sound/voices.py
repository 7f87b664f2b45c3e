"""Takes as they lie in the mix: pressed, gentler where they need it, at the mix's rate.

They are kept between runs: other music, or another word elsewhere, changes nothing of them.
"""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from clipkit import sound, store
from clipkit.sound import filters, pieces
from clipkit.sound.polish import polished, pressed
from clipkit.sound.tracks import ratio

_ROOM = 0.95  # of full scale, that a take's own peaks keep to


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


def finished(
    take: TakeLike, *, natural: bool, gain: float, cache: store.Cache
) -> NDArray[np.int16]:
    """Return a take at the mix's rate, (n,). natural: it needs no gentler tone. gain: dB."""
    digest = store.digest_of_bytes(take.samples.tobytes())
    key = sound.version(), digest, take.rate, natural, gain
    kept = cache.get("voices", *key)
    if kept is not None:
        return np.frombuffer(kept, "<i2").astype(np.int16)
    made = _made(take, natural=natural, gain=gain)
    cache.put("voices", *key, content=made.astype("<i2").tobytes())
    return made


def _made(take: TakeLike, *, natural: bool, gain: float) -> NDArray[np.int16]:
    voice = take.samples.astype(np.float32) / np.float32(32768)
    voice = (pressed if natural else polished)(voice, take.rate)
    voice = filters.resampled(voice, take.rate)
    voice *= np.float32(ratio(gain) / max(1.0, np.abs(voice).max() / _ROOM))
    return pieces.whole(voice)
