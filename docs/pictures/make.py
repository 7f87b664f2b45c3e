"""Make the pictures of these pages from the examples: `python docs/pictures/make.py`.

frames.jpg is the README's. styles.jpg, templates.jpg and profiles.jpg show all that there is.
"""

from pathlib import Path

import clipkit
from clipkit.delivery import sheet
from clipkit.model.options import Options

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
SHOWN = (("candi", 2.6), ("kopi", 4.5), ("kerjabakti", 4.0))  # which, and at what second
SIZE, GAP, ROUND, FINE = (360, 640), 18, 18, 4  # px; how many times larger corners are drawn


CELL = (1080, 1920)  # px, before the sheet makes them smaller
SPOKEN = ("candi", 2.6)  # what the sheets of styles and profiles show


def main() -> None:
    """Make all of them."""
    frames()
    styles = sorted(row[0] for row in clipkit.pipeline.styles())
    board("styles", {name: Options(style=name) for name in styles}, *SPOKEN)
    profiles = [row[0] for row in clipkit.pipeline.profiles()]
    board("profiles", {name: Options(profile=(name,)) for name in profiles}, *SPOKEN, guides=True)
    templates = [row[0] for row in clipkit.pipeline.templates()]
    board("templates", {name: Options(template=name) for name in templates}, *SPOKEN)


def board(
    name: str, kinds: dict[str, Options], example: str, seconds: float, *, guides: bool = False
) -> None:
    """Show a moment of an example in several ways, on one sheet. guides: what apps cover, too."""
    import numpy as np
    from PIL import Image, ImageOps

    pictures = []
    for options in kinds.values():
        timeline = clipkit.plan(clipkit.load(EXAMPLES / example), options)
        rgb = clipkit.pipeline.still(timeline, round(seconds * timeline.fps))
        if guides:
            rgb = sheet.guided(rgb, clipkit.pipeline.profile(timeline.profile))
        upright = ImageOps.pad(Image.fromarray(rgb), CELL, color=sheet.PAPER)
        pictures.append(np.asarray(upright))
    shown = Image.fromarray(sheet.sheet(pictures, list(kinds)))
    shown.save(HERE / f"{name}.jpg", quality=86, optimize=True, progressive=True)


def frames() -> None:
    """Lay three frames side by side on white, with round corners."""
    from PIL import Image, ImageDraw

    width, height = SIZE
    corners = Image.new("L", (width * FINE, height * FINE))
    box = (0, 0, width * FINE - 1, height * FINE - 1)
    ImageDraw.Draw(corners).rounded_rectangle(box, ROUND * FINE, 255)
    corners = corners.resize(SIZE, Image.Resampling.LANCZOS)
    shown = Image.new("RGB", (len(SHOWN) * (width + GAP) - GAP, height), "white")
    for number, (name, seconds) in enumerate(SHOWN):
        clip = clipkit.stage(clipkit.plan(clipkit.load(EXAMPLES / name)))
        frame = Image.fromarray(clip.get_frame(seconds)).resize(SIZE, Image.Resampling.LANCZOS)
        clip.close()
        shown.paste(frame, (number * (width + GAP), 0), corners)
    shown.save(HERE / "frames.jpg", quality=86, optimize=True, progressive=True)


if __name__ == "__main__":
    main()
