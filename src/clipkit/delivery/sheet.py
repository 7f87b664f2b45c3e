"""A storyboard: all scenes of a clip on one sheet, and what apps cover, drawn over a frame."""

import io
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from clipkit.model.cues import Photo
from clipkit.model.profile import Profile
from clipkit.model.timeline import Timeline
from clipkit.shipped import ASSETS
from clipkit.units import Box

if TYPE_CHECKING:
    import numpy as np
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

MOST, MOST_ACROSS = 48, 6  # cells of a sheet, and of a row
CELL = 300  # px, the longer side of a cell is in proportion
GAP, CAPTION = 16, 40  # px
WEIGHT = 600
PAPER, INK = (24, 26, 30), (235, 235, 235)
MAIN, LOW, COVERED = (70, 220, 120), (255, 205, 60), (230, 60, 60)
REST = 0.6  # of a picture's time: titles have come, lists have grown, transitions are over


def frames(timeline: Timeline) -> list[int]:
    """Return frames for a sheet, in order: one for each picture of each scene, at least one each.

    Returns: at most 48; of a clip with more pictures, one a scene.
    """
    found: list[int] = []
    for pictures in (True, False):
        found = []
        for number, (first, stop) in enumerate(timeline.scenes):
            spans = [
                (max(cue.first, first), min(cue.stop, stop))
                for cue in timeline.cues
                if isinstance(cue, Photo) and cue.scene == number
            ]
            kept = sorted({span for span in spans if span[0] < span[1]}) if pictures else []
            found += [int(a + REST * (b - a)) for a, b in kept or [(first, stop)]]
        if len(found) <= MOST:
            break
    return sorted(set(found))[:MOST]


def sheet(pictures: Sequence["np.ndarray"], captions: Sequence[str]) -> "np.ndarray":
    """Return all pictures on one sheet, a caption under each. One at least, all of one size."""
    import numpy as np
    from PIL import Image, ImageDraw

    height, width = pictures[0].shape[:2]
    cell_w = min(CELL, CELL * width // height + CELL // 2)
    cell_h = cell_w * height // width
    columns = min(len(pictures), MOST_ACROSS)
    rows = math.ceil(len(pictures) / columns)
    size = GAP + columns * (cell_w + GAP), GAP + rows * (cell_h + CAPTION)
    board = Image.new("RGB", size, PAPER)
    pen = ImageDraw.Draw(board)
    for number, (picture, caption) in enumerate(zip(pictures, captions, strict=True)):
        row, column = divmod(number, columns)
        x, y = GAP + column * (cell_w + GAP), GAP + row * (cell_h + CAPTION)
        small = Image.fromarray(picture).resize((cell_w, cell_h), Image.Resampling.LANCZOS)
        board.paste(small, (x, y))
        _write(pen, (x, y + cell_h + 6), caption, 18, INK)
    return np.asarray(board)


def guided(rgb: "np.ndarray", profile: Profile) -> "np.ndarray":
    """Return a frame with a profile's areas drawn over it.

    Green: what must be read stays inside. Yellow: down to here for the lower third, source and
    progress. Red: where apps put their own buttons and texts.
    """
    import numpy as np
    from PIL import Image, ImageDraw

    picture = Image.fromarray(rgb)
    main, low = profile.area("main"), profile.area("low")
    shade = Image.new("RGBA", picture.size, (*COVERED, 90))
    ImageDraw.Draw(shade).rectangle(_inside(low), fill=(0, 0, 0, 0))
    picture.paste(shade, (0, 0), shade)
    pen, width = ImageDraw.Draw(picture), max(2, profile.even_px(6))
    for area, colour in ((low, LOW), (main, MAIN)):
        x, y, right, bottom = _inside(area)
        around = (x - width, y - width, right + width, bottom + width)
        pen.rectangle(around, outline=colour, width=width)  # its own edge stays to be seen
    _legend(picture, pen, main, low)
    return np.asarray(picture)


def _legend(picture: "Image", pen: "ImageDraw", main: Box, low: Box) -> None:
    size = max(14, picture.width // 45)
    for area, colour in ((main, MAIN), (low, LOW)):
        name = f"y {area.y} – {area.bottom}, x {area.x} – {area.right}"
        _write(pen, (area.x + size // 2, area.bottom - 2 * size), name, size, colour)


def _inside(area: Box) -> tuple[int, int, int, int]:
    return area.x, area.y, area.right - 1, area.bottom - 1


def _write(
    pen: "ImageDraw", at: tuple[int, int], text: str, size: int, ink: tuple[int, int, int]
) -> None:
    from PIL import ImageFont

    stored = ASSETS.joinpath("fonts", "PlusJakartaSans-VF.ttf")
    font = ImageFont.truetype(io.BytesIO(stored.read_bytes()), size)
    font.set_variation_by_axes([WEIGHT])
    pen.text(at, text, font=font, fill=ink, stroke_width=max(1, size // 12), stroke_fill=PAPER)
