"""Draw logo.png: a steaming cup on a round sign, for a made-up coffee shop. CC0.

Run: python examples/kopi/make_logo.py (needs clipkit).
"""

from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

SIZE, FINE = 512, 4  # px, and how many times larger it is drawn
BROWN, PAPER, GOLD = "#8A3B1C", "#FFF8EC", "#F2B23A"


def steam(middle: float, top: float, bottom: float) -> list[tuple[float, float]]:
    """Return a wisp's outline: a wave that is widest in the middle."""
    down = np.linspace(0, 1, 60)
    x = middle + 0.022 * np.sin(2 * np.pi * down)
    wide = 0.021 * np.sin(np.pi * down) ** 0.6
    y = top + (bottom - top) * down
    right, left = zip(x + wide, y, strict=True), zip(x - wide, y, strict=True)
    return [*right, *reversed([*left])]


def drawn() -> Image.Image:
    """Return the logo, RGBA."""
    side = SIZE * FINE
    picture = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(picture)

    def at(*points: float) -> list[float]:
        return [side * point for point in points]

    pen.ellipse(at(0.01, 0.01, 0.99, 0.99), GOLD)
    pen.ellipse(at(0.055, 0.055, 0.945, 0.945), PAPER)
    pen.ellipse(at(0.58, 0.45, 0.80, 0.67), BROWN)
    pen.ellipse(at(0.635, 0.505, 0.745, 0.615), PAPER)
    pen.rounded_rectangle(at(0.25, 0.42, 0.67, 0.74), side * 0.15, BROWN)
    pen.rectangle(at(0.25, 0.42, 0.67, 0.58), BROWN)
    pen.rounded_rectangle(at(0.20, 0.775, 0.72, 0.82), side * 0.0225, GOLD)
    for middle in (0.35, 0.46, 0.57):
        pen.polygon([(side * x, side * y) for x, y in steam(middle, 0.18, 0.375)], GOLD)
    return picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    drawn().save(Path(__file__).with_name("logo.png"), optimize=True)
