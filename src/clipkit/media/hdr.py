"""Bright video (PQ, HLG) and wide colours on a plain screen.

Light above paper white is rolled off, not cut; colours that the screen hasn't are its nearest.

Curves: ITU-R BT.2100-2, tables 4 and 5. Paper white at 203 cd/m2: ITU-R BT.2408-7, 2.1.
Roll-off: J. Hable, "Filmic Tonemapping for Real-time Rendering", SIGGRAPH 2010.
"""

from functools import cache

import cv2
import numpy as np
from av import VideoFrame
from numpy.typing import NDArray

from clipkit.media import frames

_CODES = 65536  # of the tables that are looked up
_WHITE, _PEAK = 203.0, 1000.0  # cd/m2: paper white, and the brightest that is told apart
_GAMMA = 2.2  # of a phone's screen; nearly sRGB's
# From wider primaries (ITU-T H.273) to BT.709's, linear light. 9: ITU-R BT.2407-0, annex 2;
# 12: by SMPTE EG 432-1's primaries, and 11 by its white, which is taken for the screen's.
_P3 = (1.2249, -0.2247, 0.0), (-0.0420, 1.0419, 0.0), (-0.0197, -0.0786, 1.0979)
_NARROWER = {
    9: ((1.6605, -0.5876, -0.0728), (-0.1246, 1.1329, -0.0083), (-0.0182, -0.1006, 1.1187)),
    11: _P3,
    12: _P3,
}


def toned(frame: VideoFrame, matrix: int, span: int) -> VideoFrame:
    """Return it as an 8 bit RGB frame for a plain screen. matrix, span: its colours, H.273."""
    deep = frame.reformat(
        format="rgb48le", src_colorspace=matrix, src_color_range=span, dst_color_range=2
    ).to_ndarray()
    light = cv2.LUT(np.asarray(deep, np.uint16), _linear(int(frame.color_trc)))
    # HDR that doesn't say has BT.2020's
    narrower = np.array(_NARROWER.get(int(frame.color_primaries), _NARROWER[9]), np.float32)
    codes = cv2.LUT(cv2.transform(light, narrower), _shown())  # what is too bright saturates
    plain = VideoFrame.from_ndarray(np.asarray(codes, np.uint8), format="rgb24")
    plain.pts, plain.time_base = frame.pts, frame.time_base
    return plain


@cache
def _linear(curve: int) -> NDArray[np.uint16]:
    """Light of each code after the roll-off; the last is as bright as the screen goes."""
    signal = np.linspace(0, 1, _CODES)
    if curve not in {frames.PQ, frames.HLG}:  # a plain screen's: only its colours are wide
        return np.asarray(np.rint(signal**_GAMMA * (_CODES - 1)), np.uint16)
    nits = _pq(signal) if curve == frames.PQ else _hlg(signal)
    peak = _filmic(np.array(_PEAK / _WHITE))
    rolled = _filmic(np.minimum(nits, _PEAK) / _WHITE) / peak
    return np.asarray(np.rint(np.clip(rolled, 0, 1) * (_CODES - 1)), np.uint16)


@cache
def _shown() -> NDArray[np.uint8]:
    light = np.linspace(0, 1, _CODES)
    return np.asarray(np.rint(255 * light ** (1 / _GAMMA)), np.uint8)


def _pq(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    m1, m2, c1, c2, c3 = 2610 / 16384, 2523 / 32, 3424 / 4096, 2413 / 128, 2392 / 128
    root = signal ** (1 / m2)
    return np.asarray(10000 * (np.maximum(root - c1, 0) / (c2 - c3 * root)) ** (1 / m1))


def _hlg(signal: NDArray[np.float64]) -> NDArray[np.float64]:
    a = 0.17883277
    b, c = 1 - 4 * a, 0.5 - a * np.log(4 * a)
    scene = np.where(signal <= 0.5, signal**2 / 3, (np.exp((signal - c) / a) + b) / 12)
    return np.asarray(_PEAK * scene**1.2)  # the screen's own curve, each colour by itself


def _filmic(light: NDArray[np.float64]) -> NDArray[np.float64]:
    top = light * (0.15 * light + 0.05) + 0.004
    return np.asarray(top / (light * (0.15 * light + 0.5) + 0.06) - 0.02 / 0.30)
