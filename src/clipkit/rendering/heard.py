"""A mix alone as a file's bytes: no picture goes with it."""

import io
import wave

import av
import numpy as np
from numpy.typing import NDArray

from clipkit.rendering.mp4 import RATE, add_sound, encoded_sound

__all__ = ["RATE", "m4a", "wav"]


def m4a(samples: NDArray[np.float32], lang: str) -> bytes:
    """AAC of a mix, (n, 2) at RATE, as in our clips. Equal input gives equal bytes."""
    file = io.BytesIO()
    with av.open(file, "w", format="ipod", options={"use_editlist": "0"}) as out:
        add_sound(out, encoded_sound(samples), lang)
    return file.getvalue()


def wav(samples: NDArray[np.float32], lang: str) -> bytes:
    """16 bits a sample of a mix, (n, 2) at RATE. lang: a WAV has no place for it."""
    del lang
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
    return file.getvalue()
