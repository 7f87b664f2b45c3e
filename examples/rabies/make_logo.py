"""Draw logo.png: a cat on a round badge, for a made-up neighbourhood office. CC0.

Run: python examples/rabies/make_logo.py (needs clipkit).
"""

from pathlib import Path

from PIL import Image, ImageDraw

SIZE, FINE = 512, 4  # px, and how many times larger it is drawn
TEAL, PAPER, GOLD = "#0B6E78", "#FFFDF7", "#FFC93C"


def drawn() -> Image.Image:
    """Return the logo, RGBA."""
    side = SIZE * FINE
    picture = Image.new("RGBA", (side, side))
    pen = ImageDraw.Draw(picture)

    def at(*points: float) -> list[float]:
        return [side * point for point in points]

    pen.ellipse(at(0.02, 0.02, 0.98, 0.98), PAPER)
    pen.ellipse(at(0.05, 0.05, 0.95, 0.95), TEAL)
    for side_of in (1, -1):
        x = [0.5 + side_of * dx for dx in (0.235, 0.225, 0.04)]
        pen.polygon(at(x[0], 0.22, x[1], 0.50, x[2], 0.36), PAPER)
    pen.ellipse(at(0.25, 0.32, 0.75, 0.74), PAPER)
    for side_of in (1, -1):
        x = 0.5 + side_of * 0.11
        pen.ellipse(at(x - 0.035, 0.465, x + 0.035, 0.545), TEAL)
    pen.polygon(at(0.465, 0.575, 0.535, 0.575, 0.5, 0.615), TEAL)
    pen.arc(at(0.43, 0.57, 0.50, 0.65), 10, 130, TEAL, round(side * 0.014))
    pen.arc(at(0.50, 0.57, 0.57, 0.65), 50, 170, TEAL, round(side * 0.014))
    pen.ellipse(at(0.60, 0.64, 0.88, 0.92), PAPER)
    pen.ellipse(at(0.62, 0.66, 0.86, 0.90), GOLD)
    pen.rounded_rectangle(at(0.715, 0.70, 0.765, 0.86), side * 0.012, TEAL)
    pen.rounded_rectangle(at(0.66, 0.755, 0.82, 0.805), side * 0.012, TEAL)
    return picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    drawn().save(Path(__file__).with_name("logo.png"), optimize=True)
