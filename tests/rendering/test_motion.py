from itertools import pairwise

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clipkit.model.cues import View
from clipkit.rendering import motion
from clipkit.rendering.planes import Planes, rgb_to_planes
from tests.rendering.sample import SIZE, picture

VIEWS = {
    "zoom": (View(1.0), View(1.16, 0.5, 0.4)),
    "pan": (View(1.2, 0.0), View(1.2, 1.0)),
    "out": (View(1.25, 0.3, 0.3), View(1.0)),
}


def padded(planes: Planes) -> Planes:
    pads = (motion.PAD, motion.PAD // 2, motion.PAD // 2)
    return Planes(
        *(
            np.asarray(cv2.copyMakeBorder(p, n, n, n, n, cv2.BORDER_REPLICATE), np.uint8)
            for p, n in zip(planes, pads, strict=True)
        )
    )


@pytest.mark.parametrize("name", VIEWS)
def test_what_is_painted_is_within_a_twentieth_of_a_pixel_of_the_plan(name: str) -> None:
    """Each frame against an exact warp of the same picture in floats."""
    size = (540, 960)  # wider than the other tests': fewer lucky ratios
    frames = 60
    rgb = picture(round(540 * 1.16 * 1.12), round(960 * 1.16 * 1.12))
    source = rgb_to_planes(rgb[: rgb.shape[0] // 2 * 2, : rgb.shape[1] // 2 * 2])
    way = motion.path(source.size, size, VIEWS[name], "in_out", frames)
    move = motion.Move(way, size)
    out = Planes.blank(*size)
    worst = 0.0
    for k in range(0, frames, 7):
        move.paint(k, padded(source), out)
        scale = way.scale[k]
        inverse = np.array(
            [
                [scale, 0, way.left[k] + scale / 2 - 0.5],
                [0, scale, way.top[k] + scale / 2 - 0.5],
            ]
        )
        exact = cv2.warpAffine(
            source.y.astype(np.float32),
            inverse,
            size,
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
        window = cv2.createHanningWindow(size, cv2.CV_32F)
        shift, _ = cv2.phaseCorrelate(exact, out.y.astype(np.float32), window)
        worst = max(worst, float(np.hypot(shift[0], shift[1])))
    assert worst <= 0.05


def test_a_pan_goes_the_same_way_on_every_frame() -> None:
    source = rgb_to_planes(picture(360, 480))
    way = motion.path((360, 480), SIZE, (View(1.0, 0.0), View(1.0, 1.0)), "linear", 25)
    move = motion.Move(way, SIZE)
    seen = []
    for k in range(25):
        out = Planes.blank(*SIZE)
        move.paint(k, padded(source), out)
        seen.append(out.y.astype(np.float32))
    window = cv2.createHanningWindow(SIZE, cv2.CV_32F)
    steps = [cv2.phaseCorrelate(a, b, window)[0][0] for a, b in pairwise(seen)]
    planned = -(way.left[1] - way.left[0]) / way.scale[0]
    assert np.std(steps) < 0.15  # whole pixels would give 0.5
    assert np.mean(steps) == pytest.approx(planned, abs=0.05)


@settings(deadline=None, max_examples=30)
@given(
    st.floats(1.0, 1.6), st.floats(1.0, 1.6), st.floats(0, 1), st.floats(0, 1), st.integers(1, 40)
)
def test_a_window_never_leaves_the_picture(
    a: float, b: float, x: float, y: float, frames: int
) -> None:
    way = motion.path((640, 480), SIZE, (View(a, x, y), View(b, y, x)), "out_back", frames)
    assert (way.left >= -1e-6).all()
    assert (way.top >= -1e-6).all()
    assert (way.left + SIZE[0] * way.scale <= 640 + 1e-6).all()
    assert (way.top + SIZE[1] * way.scale <= 480 + 1e-6).all()


@settings(deadline=None, max_examples=30)
@given(st.floats(1.05, 1.4), st.floats(0, 40), st.floats(0, 40))
def test_whole_windows_are_near_or_the_frame_is_warped(
    scale: float, left: float, top: float
) -> None:
    way = motion.Path(np.array([left]), np.array([top]), np.array([scale]))
    plan = motion.plan_axis(way.left + 48, way.scale, 216, motion.MARGIN, 0.02)
    assert plan.error[0] < 0.3
    assert motion.Move(way, SIZE).warped in {0.0, 1.0}
