"""Stamps joined, blurred, warped and drawn on: what shadows, depth and plates are made of."""

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

import cv2
import numpy as np

from clipkit.text.glyphs import Stamp
from clipkit.text.pixels import U8

_SPREAD = 2.8  # sigmas that a blur reaches: 99.5 % of its light


def union(stamps: Iterable[Stamp]) -> Stamp | None:
    """Return one mask with the most of several, or nothing where there is no ink."""
    inked = [stamp for stamp in stamps if stamp.pixels.size]
    if not inked:
        return None
    left, top = min(stamp.x for stamp in inked), min(stamp.y for stamp in inked)
    right = max(stamp.x + stamp.pixels.shape[1] for stamp in inked)
    bottom = max(stamp.y + stamp.pixels.shape[0] for stamp in inked)
    out = np.zeros((bottom - top, right - left), np.uint8)
    for pixels, x, y in inked:
        height, width = pixels.shape
        view = out[y - top : y - top + height, x - left : x - left + width]
        np.maximum(view, pixels, out=view)
    return Stamp(out, left, top)


def reach(sigma: float) -> int:
    """Return how many px a blur adds on every side."""
    return math.ceil(sigma * _SPREAD) + 1


def blurred(stamp: Stamp, sigma: float) -> Stamp:
    """Return a mask blurred.

    Wide blurs run on a reduced copy: the same look at a fraction of the cost.
    """
    edge = reach(sigma)
    factor = max(1, min(8, int(sigma / 2.2)))
    height, width = stamp.pixels.shape
    more_x, more_y = -(width + 2 * edge) % factor, -(height + 2 * edge) % factor
    wide = cv2.copyMakeBorder(
        stamp.pixels, edge, edge + more_y, edge, edge + more_x, cv2.BORDER_CONSTANT, value=(0,)
    )
    if sigma > 0.3:
        full = (wide.shape[1], wide.shape[0])
        if factor > 1:
            small = (full[0] // factor, full[1] // factor)
            wide = cv2.resize(wide, small, interpolation=cv2.INTER_AREA)
        wide = cv2.GaussianBlur(wide, (0, 0), sigma / factor)
        if factor > 1:
            wide = cv2.resize(wide, full, interpolation=cv2.INTER_LINEAR)
    inside = np.asarray(wide, np.uint8)[: height + 2 * edge, : width + 2 * edge]
    return Stamp(inside, stamp.x - edge, stamp.y - edge)


def glowing(stamp: Stamp, lights: Sequence[tuple[float, float]], size: float) -> Stamp:
    """Return a mask's blurs laid over each other, as one. lights: (em, strength), widest last.

    Painted one by one, they would be most of what a style that glows costs.
    """
    *inner, (wide, strength) = lights
    base = blurred(stamp, wide * size)
    rest = cv2.bitwise_not(cv2.convertScaleAbs(base.pixels, alpha=min(1.0, strength)))
    for sigma, bright in inner:
        light = blurred(stamp, sigma * size)
        height, width = light.pixels.shape
        top, left = light.y - base.y, light.x - base.x
        view = rest[top : top + height, left : left + width]
        through = cv2.bitwise_not(cv2.convertScaleAbs(light.pixels, alpha=min(1.0, bright)))
        cv2.multiply(view, through, dst=view, scale=1 / 255)
    return base._replace(pixels=np.asarray(cv2.bitwise_not(rest), np.uint8))


def thickened(stamp: Stamp, radius: float) -> Stamp:
    """Return a mask grown by so many px on all sides: the outline of what has no curves."""
    edge = math.ceil(radius) + 1
    wide = cv2.copyMakeBorder(stamp.pixels, edge, edge, edge, edge, cv2.BORDER_CONSTANT, value=(0,))
    outside = cv2.bitwise_not(cv2.threshold(wide, 127, 255, cv2.THRESH_BINARY)[1])
    away = cv2.distanceTransform(outside, cv2.DIST_L2, cv2.DIST_MASK_5)
    cover = np.clip(radius + 0.5 - away, 0, 1) * 255 + 0.5
    grown = np.maximum(cover.astype(np.uint8), wide)
    return Stamp(np.asarray(grown, np.uint8), stamp.x - edge, stamp.y - edge)


def warped(stamp: Stamp, scale: float, across: float, down: float) -> Stamp:
    """Return a mask or picture scaled about a point: the quick in-between frames of a pop."""
    left, top = across + (stamp.x - across) * scale, down + (stamp.y - down) * scale
    x, y = math.floor(left), math.floor(top)
    height, width = stamp.pixels.shape[:2]
    half = (scale - 1) / 2  # pixel centres, not corners
    matrix = np.array([[scale, 0, left - x + half], [0, scale, top - y + half]], np.float32)
    size = (math.ceil(width * scale) + 2, math.ceil(height * scale) + 2)
    out = cv2.warpAffine(stamp.pixels, matrix, size, flags=cv2.INTER_LINEAR)
    return Stamp(np.asarray(out, np.uint8), x, y)


def extruded(stamp: Stamp, dx: float, dy: float) -> Stamp:
    """Draw a mask on along a way in px, doubling what is covered each time."""
    length = math.hypot(dx, dy)
    done, current = 0.0, stamp
    while done < length - 1e-6:
        step = min(done + 1.0, length - done)
        moved = current.moved(round(dx * step / length), round(dy * step / length))
        current = union([current, moved]) or current
        done += step
    return current


@lru_cache(256)
def rounded(width: float, height: float, radius: float, x: float, y: float) -> U8:
    """Return the coverage of a rounded rectangle, by its signed distance.

    x, y: its corner in the first pixel, 0.0 to 1.0. Returns: (ceil(height) + 1, ceil(width) + 1).
    """
    radius = min(radius, width / 2, height / 2)
    columns = np.arange(math.ceil(width) + 1, dtype=np.float32) + 0.5
    rows = np.arange(math.ceil(height) + 1, dtype=np.float32) + 0.5
    across = np.abs(columns - x - width / 2) - (width / 2 - radius)
    down = np.abs(rows - y - height / 2) - (height / 2 - radius)
    corner = np.hypot(np.maximum(across, 0)[None], np.maximum(down, 0)[:, None])
    inside = np.minimum(np.maximum(across[None], down[:, None]), 0)
    cover = np.clip(0.5 - (corner + inside - radius), 0, 1) * 255 + 0.5
    return np.asarray(cover, np.uint8)


def plate(left: float, top: float, right: float, bottom: float, radius: float) -> Stamp:
    """Return a rounded rectangle, its edges to an eighth of a pixel (few masks, kept longer)."""
    x, y = math.floor(left), math.floor(top)
    parts = (right - left, bottom - top, radius, left - x, top - y)
    width, height, radius, fx, fy = (round(part * 8) / 8 for part in parts)
    return Stamp(rounded(width, height, radius, fx, fy), x, y)
