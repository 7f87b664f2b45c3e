"""Draw logo.png: a temple's steps and door before a sun, for a made-up heritage group. CC0.

Run: python examples/candi/make_logo.py (needs clipkit).
"""

from pathlib import Path

from PIL import Image, ImageDraw

SIZE, FINE = 512, 4  # px, and how many times larger it is drawn
CLAY, PAPER, SAND, INK = "#9C4A2C", "#FBF3E4", "#E9B872", "#2A1E20"
STEPS = (  # half a width, top, bottom
    *((0.13, 0.27, 0.33), (0.19, 0.33, 0.38), (0.16, 0.38, 0.64), (0.21, 0.64, 0.69)),
    *((0.26, 0.69, 0.745), (0.31, 0.745, 0.80)),
)


def drawn() -> Image.Image:
    """Return the logo, RGBA."""
    side = SIZE * FINE
    picture = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(picture)

    def at(*points: float) -> list[float]:
        return [side * point for point in points]

    pen.ellipse(at(0.01, 0.01, 0.99, 0.99), CLAY)
    pen.ellipse(at(0.055, 0.055, 0.945, 0.945), PAPER)
    pen.ellipse(at(0.22, 0.17, 0.78, 0.73), SAND)
    for half, top, bottom in STEPS:
        pen.rectangle(at(0.5 - half, top, 0.5 + half, bottom - 0.008), CLAY)
    pen.rectangle(at(0.45, 0.50, 0.55, 0.80), INK)
    pen.ellipse(at(0.45, 0.45, 0.55, 0.55), INK)
    for step in range(3):
        y = 0.685 + 0.04 * step
        pen.rectangle(at(0.45, y, 0.55, y + 0.026), SAND)
    return picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    drawn().save(Path(__file__).with_name("logo.png"), optimize=True)
