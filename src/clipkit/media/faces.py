"""Where people's heads are in a picture, by their faces: BlazeFace, run by OpenCV.

The model ships with clipkit; its source and licence are told in `assets/faces/README.md`, how it
did on photos in docs/decisions/0059-faces-are-kept.md.
"""

from functools import cache
from pathlib import Path
from threading import Lock

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clipkit.model.facts import Part
from clipkit.shipped import ASSETS

MODEL = ASSETS / "faces" / "blazeface-full-range.tflite"
_SIDE, _CELLS = 192, 48  # px of the square it looks at; cells along a side, each with one guess
_SURE, _ALSO = 0.6, 0.5  # that somebody is there; that so are others
_SAME = 0.3  # of two boxes' union, that they share: one face
_LEAST = 48  # px of a side, below which nothing is told
_PASSER_BY = 1 / 3  # of the largest face's height: smaller ones are not who it is about
_HAIR, _CHIN, _EARS = 0.6, 0.15, 0.1  # of a face, beyond its box: that ends at brows and cheeks
_ONE_AT_A_TIME = Lock()  # a net keeps its input

_Floats = NDArray[np.floating]


def heads(look: Image.Image, model: Path = MODEL) -> tuple[Part, ...]:
    """Return the heads in a small upright RGB copy, from left to right; shares of the picture.

    None of them, too, where the model can't be read or run: a clip can be made all the same.
    """
    net = _net(model)
    if net is None or min(look.size) < _LEAST:
        return ()
    ratio = _SIDE / max(look.size)
    width, height = (max(1, round(side * ratio)) for side in look.size)
    left, top = (_SIDE - width) // 2, (_SIDE - height) // 2
    square = Image.new("RGB", (_SIDE, _SIDE))
    square.paste(look.resize((width, height), Image.Resampling.BILINEAR), (left, top))
    try:
        with _ONE_AT_A_TIME:
            net.setInput(np.asarray(square, np.float32).transpose(2, 0, 1)[None] / 127.5 - 1)
            told = np.array(net.forward(), np.float32)[0]
    except cv2.error:
        return ()
    faces = _told_apart(told)
    tall = max((face[3] - face[1] for face in faces), default=0.0)
    found = (
        _head(face, (left, top, width, height))
        for face in faces
        if face[3] - face[1] >= _PASSER_BY * tall
    )
    return tuple(sorted(head for head in found if head[0] < head[2] and head[1] < head[3]))


@cache
def _net(model: Path) -> "cv2.dnn.Net | None":
    cv2.setNumThreads(1)  # children look at files side by side
    try:  # by its bytes: OpenCV opens no path with other letters than ASCII on Windows
        return cv2.dnn.readNetFromTFLite(np.fromfile(model, np.uint8))
    except (OSError, cv2.error):
        return None


def _told_apart(told: _Floats) -> list[_Floats]:
    """Return faces, surest first. told: of each cell centre, size, six points, and how sure, in px.

    Returns: left, top, right, bottom of each, px of the square.
    """
    sure = 1 / (1 + np.exp(-np.clip(told[:, 16], -80, 80)))
    found: list[_Floats] = []
    likely = np.flatnonzero(sure >= (_ALSO if sure.max() >= _SURE else _SURE))
    for cell in sorted(likely, key=lambda cell: -sure[cell]):
        row, column = divmod(int(cell), _CELLS)
        middle = told[cell, :2] + (np.array((column, row)) + 0.5) * (_SIDE / _CELLS)
        half = told[cell, 2:4] / 2
        face = np.concatenate((middle - half, middle + half))
        if half.min() > 0 and all(_shared(face, other) < _SAME for other in found):
            found.append(face)
    return found


def _shared(one: _Floats, other: _Floats) -> float:
    """Return the share of two boxes' union that both have."""
    both = np.prod(np.maximum(np.minimum(one, other)[2:] - np.maximum(one, other)[:2], 0))
    areas = [np.prod(box[2:] - box[:2]) for box in (one, other)]
    return float(both / (sum(areas) - both))


def _head(face: _Floats, shown: tuple[int, int, int, int]) -> Part:
    """Return a face's head, in shares of the picture. shown: x, y, width, height in the square."""
    x, y, width, height = shown
    left, top, right, bottom = (float(edge) for edge in face)
    aside, tall = _EARS * (right - left), bottom - top
    left, right = ((edge - x) / width for edge in (left - aside, right + aside))
    top, bottom = ((edge - y) / height for edge in (top - _HAIR * tall, bottom + _CHIN * tall))
    left, top, right, bottom = (
        round(min(1.0, max(0.0, edge)), 3) for edge in (left, top, right, bottom)
    )
    return left, top, right, bottom
