"""Where each frame of a moving picture looks, to a few hundredths of a pixel.

A frame is a window of the picture, at a real-valued place and scale. OpenCV's resize is three
times as fast as its exact warp, but takes whole windows and sizes only. So a whole window is
resized to a few samples more than needed and some of those are cut off: among the pairs (samples
more, samples cut off) one comes close at both edges, but near the ratios 1, 5/4, 4/3 and 3/2.
Pictures are kept somewhat finer than needed for that, and frames still off are warped.
"""

from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from clipkit.model.cues import View
from clipkit.model.style import Ease
from clipkit.rendering.easing import eased
from clipkit.rendering.planes import Pixels, Planes, resized, scratch
from clipkit.rendering.roomy import ROOM, Roomy

Reals = NDArray[np.float64]
Whole = NDArray[np.int64]

MARGIN = ROOM  # samples more, at most
PAD = 48  # replicated pixels around a picture, so that windows may stick out
# Source samples at the worst edge; a frame planned worse is warped. What is painted is then off by
# less than 0.05 px (tests: 0.044), and one frame in thirty takes the slow way, not one in ten.
LUMA_ERROR, CHROMA_ERROR = 0.08, 0.1


class Path(NamedTuple):
    """A move over a picture, a value a frame. left, top: its px; scale: its px to an output px."""

    left: Reals
    top: Reals
    scale: Reals


class AxisPlan(NamedTuple):
    """Resize source[start : start + size] to `scaled` samples, and keep them from `skip` on.

    A value a frame. error: worst displacement of either edge, source samples.
    """

    start: Whole
    size: Whole
    scaled: Whole
    skip: Whole
    error: Reals


def path(
    picture: tuple[int, int],
    window: tuple[int, int],
    view: tuple[View, View],
    ease: Ease,
    frames: int,
) -> Path:
    """The move from one view to the other, at an even relative speed of zooming.

    picture: (width, height), px. window: what it covers, output px. A shift that comes with a
    zoom goes with it, so that both look like one.
    """
    a, b = view
    share = np.array([eased(ease, k / max(1, frames - 1)) for k in range(frames)]).clip(0, 1)
    zoom = a.zoom * (b.zoom / a.zoom) ** share
    way = (zoom - a.zoom) / (b.zoom - a.zoom) if abs(b.zoom - a.zoom) > 1e-9 else share
    scale = min(picture[0] / window[0], picture[1] / window[1]) / zoom
    left = (picture[0] - window[0] * scale) * (a.x + (b.x - a.x) * way)
    top = (picture[1] - window[1] * scale) * (a.y + (b.y - a.y) * way)
    return Path(left, top, scale)


def plan_axis(left: Reals, scale: Reals, length: int, margin: int, good: float) -> AxisPlan:
    """Approximate real-valued windows by whole ones.

    Wanted: sample i shows source position `left + (i + 0.5) * scale - 0.5`.
    length: output samples. good: an error small enough; then the smallest margin wins.
    """
    more, skip = np.array([(a, b) for a in range(margin + 1) for b in range(a + 1)]).T
    scaled = length + more
    size = np.rint(scaled * scale[:, None])
    ratio = size / scaled
    first = skip * ratio - left[:, None]
    last = first + length * (ratio - scale[:, None])
    start = np.rint(-(first + last) / 2)
    error = np.maximum(np.abs(first + start), np.abs(last + start))
    best = np.argmin(np.maximum(error, good) + more * 1e-5, axis=1)
    row = np.arange(len(left))
    return AxisPlan(
        start[row, best].astype(int),
        size[row, best].astype(int),
        scaled[best],
        skip[best],
        error[row, best],
    )


class _Plane(NamedTuple):
    """One plane's move: exact places and scales, the plan for each axis, frames to warp."""

    left: Reals
    top: Reals
    scale_x: Reals
    scale_y: Reals
    x: AxisPlan
    y: AxisPlan
    warped: NDArray[np.bool_]


class Move:
    """A planned path over a source whose pixels may be stretched and padded.

    window: output (width, height), even. stretch: source samples to a pixel of the path's
    picture, across and down. pad: replicated luma samples around the source, even.
    """

    def __init__(
        self,
        way: Path,
        window: tuple[int, int],
        stretch: tuple[float, float] = (1.0, 1.0),
        pad: int = PAD,
    ) -> None:
        left, top = way.left * stretch[0] + pad, way.top * stretch[1] + pad
        across, down = way.scale * stretch[0], way.scale * stretch[1]
        width, height = window
        self._luma = _plane(
            (left, top), (across, down), (width, height), MARGIN, (0.02, LUMA_ERROR)
        )
        # left-sited: chroma sample j lies on luma sample 2j, half way between the rows
        sited = left / 2 + (1 - across) / 4
        self._chroma = _plane(
            (sited, top / 2),
            (across, down),
            (width // 2, height // 2),
            MARGIN // 2,
            (0.04, CHROMA_ERROR),
        )

    @property
    def still(self) -> bool:
        """Whether all its frames are the same."""
        way = (self._luma.left, self._luma.top, self._luma.scale_x)
        return all(float(np.ptp(values)) < 1e-9 for values in way)

    @property
    def warped(self) -> float:
        """Share of frames whose luma takes the slow, exact way."""
        return float(self._luma.warped.mean())

    def paint(self, k: int, source: Planes, out: Planes) -> None:
        """Paint frame k of the move, counted from 0, over all of `out`."""
        for i, plane in enumerate(source):
            _show(self._chroma if i else self._luma, k, plane, out, i)


def _plane(
    corner: tuple[Reals, Reals],
    scale: tuple[Reals, Reals],
    size: tuple[int, int],
    margin: int,
    errors: tuple[float, float],
) -> _Plane:
    x = plan_axis(corner[0], scale[0], size[0], margin, errors[0])
    y = plan_axis(corner[1], scale[1], size[1], margin, errors[0])
    return _Plane(*corner, *scale, x, y, np.maximum(x.error, y.error) > errors[1])


def _show(move: _Plane, k: int, source: Pixels, out: Planes, i: int) -> None:
    """Paint plane i of a frame."""
    x, y, target = move.x, move.y, out[i]
    left, top = int(x.start[k]), int(y.start[k])
    right, bottom = left + int(x.size[k]), top + int(y.size[k])
    inside = left >= 0 and top >= 0 and right <= source.shape[1] and bottom <= source.shape[0]
    if move.warped[k] or not inside:
        _warp(move, k, source, target)
        return
    window = source[top:bottom, left:right]
    size, skip = (int(x.scaled[k]), int(y.scaled[k])), (int(x.skip[k]), int(y.skip[k]))
    # more than two samples a pixel would shimmer
    how = cv2.INTER_AREA if move.scale_x[k] > 2 else cv2.INTER_LINEAR
    if isinstance(out, Roomy):
        resized(window, size, how, out.around(i, skip, size))
        return
    scaled = resized(window, size, how, scratch(3, *size[::-1]))
    high, wide = target.shape
    target[:] = scaled[skip[1] : skip[1] + high, skip[0] : skip[0] + wide]


def _warp(move: _Plane, k: int, source: Pixels, target: Pixels) -> None:
    """Sample at the exact places."""
    across, down = float(move.scale_x[k]), float(move.scale_y[k])
    inverse = np.array(
        [
            [across, 0, float(move.left[k]) + across / 2 - 0.5],
            [0, down, float(move.top[k]) + down / 2 - 0.5],
        ]
    )
    cv2.warpAffine(
        source,
        inverse,
        (target.shape[1], target.shape[0]),
        dst=target,
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
