"""What a picture shows, by a look at a small copy of it: where the eye goes, heads, light."""

from typing import Any

import numpy as np
from av import VideoFrame
from PIL import Image

from clipkit.media import frames, saliency
from clipkit.model.facts import GRID, around

_LOOK = 128  # px, the shorter side of the copy that is looked at
FINE = 2 * _LOOK  # px, that of the copy in which spots are looked for: one is 4 px of a clip's
_SPOT = 0.995  # of a cell's spots are no brighter than its peak: fewer don't hide a small letter
_LUMA = np.array((0.2126, 0.7152, 0.0722), np.float32)  # ITU-R BT.709


def small(frame: VideoFrame, shown: frames.Shape) -> Image.Image:
    """Return a small upright copy of a frame."""
    lying = shown.turn % 180 == 90
    width, height = shown.size[::-1] if lying else shown.size
    ratio = min(1.0, FINE / min(width, height))
    matrix, span = frames.matrix_of(frame), frames.range_of(frame)
    small = frame.reformat(max(1, round(width * ratio)), max(1, round(height * ratio)))
    through = frames.has_alpha(frame)
    if frames.is_hdr(frame) or frames.is_wide(frame):
        from clipkit.media import hdr  # late: OpenCV takes a while

        rgb = hdr.toned(small, matrix, span).to_ndarray()
    else:
        rgb = small.reformat(
            format="rgba" if through else "rgb24",
            src_colorspace=matrix,
            src_color_range=span,
            dst_color_range=frames.FULL,
        ).to_ndarray()
        if through:  # over black: what a file keeps beneath is never shown
            rgb = np.asarray(rgb[..., :3] * (rgb[..., 3:] / 255), np.uint8)
    rgb = rgb[:, ::-1] if shown.mirror else rgb
    return Image.fromarray(np.ascontiguousarray(np.rot90(rgb, -shown.turn // 90)))


def facts(fine: Image.Image) -> dict[str, Any]:
    """Return what a look at a small copy tells: focus, subject, faces, luma, peak, as of Facts."""
    from clipkit.media import faces  # late: OpenCV takes a while

    look, heads = _smaller(fine), faces.heads(fine)
    subject, middle = saliency.seen(look)
    if heads:
        people = around(heads)
        subject = around((people, subject)) if subject else people
        middle = (people[0] + people[2]) / 2, (people[1] + people[3]) / 2
    return {
        "focus": middle,
        "subject": subject,
        "faces": heads,
        "luma": _luma(look),
        "peak": _peak(fine),
    }


def _smaller(fine: Image.Image) -> Image.Image:
    """Return the copy that is looked at as a whole."""
    ratio = min(1.0, _LOOK / min(fine.size))
    size = (max(1, round(fine.width * ratio)), max(1, round(fine.height * ratio)))
    return fine.resize(size, Image.Resampling.BOX)


def _peak(fine: Image.Image) -> tuple[tuple[int, ...], ...]:
    """Greys as light as the brightest spots of GRID's cells, row by row.

    By relative luminance (WCAG 2.2), which contrast is reckoned by: luma takes a pure red for
    far darker than it is seen.
    """
    levels = np.arange(256) / 255
    linear = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    light = np.asarray(linear, np.float32)[np.asarray(fine)] @ _LUMA
    columns, rows = (
        [
            (side * k // count, max(side * k // count + 1, side * (k + 1) // count))
            for k in range(count)
        ]
        for side, count in zip(fine.size, GRID, strict=True)
    )
    found: list[tuple[int, ...]] = []
    for top, under in rows:
        cells = [np.sort(light[top:under, left:right], axis=None) for left, right in columns]
        spots = [float(cell[int(_SPOT * (cell.size - 1))]) for cell in cells]
        found.append(tuple(int(np.searchsorted(linear, spot - 1e-6)) for spot in spots))
    return tuple(found)


def _luma(look: Image.Image) -> tuple[tuple[int, ...], ...]:
    """Means of luma in GRID's cells, row by row."""
    cells = np.asarray(look.resize(GRID, Image.Resampling.BOX), np.float32)
    return tuple(tuple(int(v + 0.5) for v in row) for row in cells @ _LUMA)
