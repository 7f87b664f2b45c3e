"""Make frames.jpg, the README's picture, from the examples: `python docs/pictures/make.py`."""

from pathlib import Path

import clipkit

HERE = Path(__file__).parent
EXAMPLES = HERE.parents[1] / "examples"
SHOWN = (("candi", 2.6), ("kopi", 4.5), ("kerjabakti", 4.0))  # which, and at what second
SIZE, GAP, ROUND, FINE = (360, 640), 18, 18, 4  # px; how many times larger corners are drawn


def main() -> None:
    """Lay the frames side by side on white, with round corners."""
    from PIL import Image, ImageDraw

    width, height = SIZE
    corners = Image.new("L", (width * FINE, height * FINE))
    box = (0, 0, width * FINE - 1, height * FINE - 1)
    ImageDraw.Draw(corners).rounded_rectangle(box, ROUND * FINE, 255)
    corners = corners.resize(SIZE, Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", (len(SHOWN) * (width + GAP) - GAP, height), "white")
    for number, (name, seconds) in enumerate(SHOWN):
        clip = clipkit.stage(clipkit.plan(clipkit.load(EXAMPLES / name)))
        frame = Image.fromarray(clip.get_frame(seconds)).resize(SIZE, Image.Resampling.LANCZOS)
        clip.close()
        sheet.paste(frame, (number * (width + GAP), 0), corners)
    sheet.save(HERE / "frames.jpg", quality=86, optimize=True, progressive=True)


if __name__ == "__main__":
    main()
