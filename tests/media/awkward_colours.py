"""Clips of more light and more colour than a plain screen has, by the standards' own numbers."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.media.awkward import COUNT, coloured, encoded, numbered

Quarters = Sequence[tuple[float, ...]]
X265 = (
    *("-c:v", "libx265", "-crf", "4", "-preset", "ultrafast"),
    *("-x265-params", "log-level=0", "-tag:v", "hvc1"),
)
# ITU-R BT.2087-0, annex 1; SMPTE EG 432-1's primaries.
_WIDER = np.array(((0.6274, 0.3293, 0.0433), (0.0691, 0.9195, 0.0114), (0.0164, 0.0880, 0.8956)))
_TO_P3 = np.array(((0.8225, 0.1775, 0.0), (0.0332, 0.9668, 0.0), (0.0171, 0.0724, 0.9105)))


def deep(path: Path, curve: int) -> None:
    """HDR: the numbered pictures with their white at 203 cd/m2, in PQ (16) or HLG (18)."""
    name = {16: "smpte2084", 18: "arib-std-b67"}[curve]
    pictures = [_coded(_light(numbered(k)) @ _WIDER.T, curve) for k in range(COUNT)]
    way = coloured("bt2020", "tv", "yuv420p10le", primaries="bt2020", curve=name)
    encoded(path, *way, *X265, pictures=pictures)


def wide(path: Path, primaries: str) -> None:
    """Colours of the same look by wider primaries."""
    matrix = _WIDER if primaries == "bt2020" else _TO_P3
    pictures = [
        np.asarray(
            np.rint(65535 * np.clip(_light(numbered(k)) @ matrix.T, 0, 1) ** (1 / 2.2)), "u2"
        )
        for k in range(COUNT)
    ]
    kind = "bt2020" if primaries == "bt2020" else "bt709"
    way = coloured(kind, "tv", "yuv420p10le", primaries=primaries)
    encoded(path, *way, *X265, pictures=pictures)


def _light(rgb: NDArray[np.generic]) -> NDArray[np.float64]:
    return (np.asarray(rgb, float) / 255) ** 2.2


def _coded(light: NDArray[np.float64], curve: int) -> NDArray[np.uint16]:
    """Light, 1.0 for 203 cd/m2, as codes of 16 bits: ITU-R BT.2100-2, tables 4 and 5."""
    nits = 203 * np.clip(light, 0, None)
    if curve == 16:
        power = (nits / 10000) ** (2610 / 16384)
        top, below = 3424 / 4096 + 2413 / 128 * power, 1 + 2392 / 128 * power
        code = (top / below) ** (2523 / 32)
    else:
        scene = (nits / 1000) ** (1 / 1.2)  # the screen's own curve, each colour by itself
        a, b, c = 0.17883277, 0.28466892, 0.55991073
        high = a * np.log(np.maximum(12 * scene - b, 1e-9)) + c
        code = np.where(scene <= 1 / 12, np.sqrt(3 * scene), high)
    return np.asarray(np.rint(65535 * np.clip(code, 0, 1)), np.uint16)


def toned(colours: Quarters) -> Quarters:
    """What HDR of such colours, white at 203 cd/m2, is to look like: decision 31's curve."""

    def rolled(x: NDArray[np.float64]) -> NDArray[np.float64]:
        return (x * (0.15 * x + 0.05) + 0.004) / (x * (0.15 * x + 0.5) + 0.06) - 0.02 / 0.3

    light = _light(np.array(colours)) @ _WIDER.T
    brought = rolled(light) / rolled(np.array(1000 / 203))
    plain = np.clip(brought @ np.linalg.inv(_WIDER).T, 0, 1) ** (1 / 2.2)
    return [tuple(255 * value for value in row) for row in plain]
