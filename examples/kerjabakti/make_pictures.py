"""Draw the four pictures of a neighbourhood's clean-up: flat, friendly, named as phones do. CC0.

Run: python examples/kerjabakti/make_pictures.py (needs clipkit). No photo is in it.
"""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from PIL import Image, ImageDraw

WIDTH, HEIGHT, FINE = 1080, 1920, 3  # px, and how many times larger it is drawn
Point = tuple[float, float]
SKY, CLOUD, SUN = "#BFE3E0", "#F4F8EE", "#FFD66B"
LEAF, LEAF_LIT, LEAF_FAR = "#3E8F63", "#63B279", "#9CCFAF"
GRASS, ROAD, KERB = "#8CC37E", "#E9DCC3", "#D2BF9F"
WOOD, WOOD_LIT, INK = "#9A6238", "#C08A55", "#2F3E46"
RED, ORANGE, BLUE, CREAM, SKIN = "#E4604E", "#F29F4B", "#3F7CAC", "#FFF6E0", "#B9764F"


class Sheet:
    """A picture under way. All places are in px of the done picture."""

    def __init__(self, seed: int, ground: str = SKY) -> None:
        self.chance = np.random.default_rng(seed)
        self.picture = Image.new("RGB", (WIDTH * FINE, HEIGHT * FINE), ground)
        self.pen = ImageDraw.Draw(self.picture)

    def shape(self, points: Sequence[Point], colour: str) -> None:
        """Fill an outline."""
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: str) -> None:
        """Fill an ellipse about a point."""
        self.pen.ellipse([FINE * p for p in (x - rx, y - ry, x + rx, y + ry)], colour)

    def slab(
        self, x0: float, y0: float, x1: float, y1: float, colour: str, bend: float = 0
    ) -> None:
        """Fill a rectangle with round corners."""
        self.pen.rounded_rectangle([FINE * p for p in (x0, y0, x1, y1)], FINE * bend, colour)

    def line(self, points: Sequence[Point], colour: str, wide: float) -> None:
        """Draw a line with round joints and ends."""
        self.pen.line(
            [(x * FINE, y * FINE) for x, y in points], colour, round(wide * FINE), "curve"
        )
        for x, y in (points[0], points[-1]):
            self.oval(x, y, wide / 2, wide / 2, colour)

    def leaf(self, x: float, y: float, long: float, turn: float, colour: str) -> None:
        """Lay a leaf: two arcs that meet in points."""
        t = np.linspace(-1, 1, 16)
        along, across = long * t, 0.36 * long * (1 - t**2)
        edge = [*zip(along, across, strict=True), *zip(along[::-1], -across[::-1], strict=True)]
        c, s = np.cos(turn), np.sin(turn)
        self.shape([(x + a * c - b * s, y + a * s + b * c) for a, b in edge], colour)

    def save(self, name: str) -> None:
        """Write it, with a paper's grain."""
        done = self.picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        pixels = np.asarray(done, np.float64)
        pixels = pixels + 2.0 * self.chance.standard_normal((HEIGHT, WIDTH, 1))
        bgr = np.ascontiguousarray(np.clip(pixels, 0, 255).astype(np.uint8)[..., ::-1])
        coded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 80])[1]
        Path(__file__).with_name(name).write_bytes(coded.tobytes())


def street(sheet: Sheet, level: float) -> None:
    """Draw what is behind: sun, clouds, far trees, houses, and the ground from a level on."""
    sheet.oval(840, 300, 92, 92, SUN)
    for x, y, size in ((230, 250, 1.0), (640, 180, 0.7), (980, 430, 0.8)):
        for dx, dy, r in ((-70, 10, 44), (0, -16, 64), (74, 8, 48)):
            sheet.oval(x + dx * size, y + dy * size, r * size, r * size, CLOUD)
        sheet.slab(x - 112 * size, y + 6 * size, x + 120 * size, y + 56 * size, CLOUD, 25 * size)
    for x in range(-30, 1160, 130):
        size = 96 + 26 * np.sin(x * 1.7)
        sheet.oval(x, level - 90, size, size * 1.15, LEAF_FAR)
    sheet.slab(-10, level - 90, 1090, level + 4, LEAF_FAR)
    house(sheet, 60, level, CREAM, RED)
    house(sheet, 640, level, "#F7D9A8", "#C9573F")
    sheet.shape([(-5, level), (1085, level), (1085, 1925), (-5, 1925)], GRASS)


def house(sheet: Sheet, x: float, foot: float, wall: str, roof: str) -> None:
    """Draw a small house with a tiled roof."""
    sheet.slab(x, foot - 250, x + 350, foot + 2, wall)
    sheet.slab(x, foot - 40, x + 350, foot + 2, "#D9B98C")
    sheet.shape(
        [(x - 44, foot - 236), (x + 60, foot - 372), (x + 290, foot - 372), (x + 394, foot - 236)],
        roof,
    )
    for k in range(1, 4):
        y = foot - 372 + 34 * k
        out = 26 * k
        sheet.line([(x + 60 - out, y), (x + 290 + out, y)], "#B24A39", 4)
    sheet.slab(x - 44, foot - 244, x + 394, foot - 228, "#9F3F31", 8)
    sheet.slab(x + 40, foot - 180, x + 126, foot, WOOD, 6)
    sheet.oval(x + 112, foot - 88, 6, 6, SUN)
    sheet.slab(x + 180, foot - 186, x + 308, foot - 84, WOOD, 6)
    sheet.slab(x + 190, foot - 176, x + 240, foot - 94, "#A9D7DC", 3)
    sheet.slab(x + 248, foot - 176, x + 298, foot - 94, "#A9D7DC", 3)


def tree(sheet: Sheet, x: float, foot: float, high: float, crown: float) -> None:
    """Draw a round tree with light on its left."""
    sheet.shape(
        [(x - 22, foot), (x + 22, foot), (x + 11, foot - high), (x - 11, foot - high)], WOOD
    )
    y = foot - high - 0.4 * crown
    for dx, dy, r in ((-0.6, 0.25, 0.6), (0.6, 0.25, 0.6), (0, -0.35, 0.8), (0, 0.3, 0.75)):
        sheet.oval(x + dx * crown, y + dy * crown, r * crown, r * crown, LEAF)
    for dx, dy, r in ((-0.66, 0.15, 0.42), (-0.14, -0.48, 0.54), (-0.1, 0.1, 0.36)):
        sheet.oval(x + dx * crown, y + dy * crown, r * crown, r * crown, LEAF_LIT)


def road(sheet: Sheet, level: float) -> None:
    """Lay a road along the picture, with kerbs."""
    sheet.slab(-10, level, 1090, level + 26, KERB)
    sheet.slab(-10, level + 26, 1090, 1930, ROAD)
    for _ in range(150):
        x, y = sheet.chance.uniform(0, WIDTH), sheet.chance.uniform(level + 50, HEIGHT)
        sheet.oval(x, y, *sheet.chance.uniform(3, 9, 2), "#DECDAF")


def person(
    sheet: Sheet, at: Point, size: float, colours: tuple[str, str, str], hands: Sequence[Point]
) -> None:
    """Draw a simple figure. at: between its feet. colours: shirt, trousers, hat or hair.

    hands: where the two hands are, in px from `at`.
    """
    x, y = at
    shirt, trousers, hat = colours
    hip, neck = y - 0.44 * size, y - 0.80 * size
    sheet.oval(x, y + 4, 0.24 * size, 0.035 * size, "#CDBB96")
    for side in (-1, 1):
        sheet.line(
            [(x + side * 0.06 * size, hip), (x + side * 0.1 * size, y - 12)], trousers, 0.12 * size
        )
        sheet.slab(x + side * 0.1 * size - 26, y - 20, x + side * 0.1 * size + 26, y + 6, INK, 12)
    far, near = ((x + hx, y + hy) for hx, hy in hands)
    sheet.line([(x, neck + 0.08 * size), far], shirt, 0.085 * size)
    sheet.oval(*far, 0.048 * size, 0.048 * size, SKIN)
    sheet.slab(
        x - 0.15 * size, neck - 0.02 * size, x + 0.15 * size, hip + 0.04 * size, shirt, 0.09 * size
    )
    sheet.line([(x - 0.02 * size, neck + 0.07 * size), near], shirt, 0.09 * size)
    sheet.oval(*near, 0.05 * size, 0.05 * size, SKIN)
    sheet.slab(x - 0.04 * size, neck - 0.08 * size, x + 0.04 * size, neck + 0.02 * size, SKIN)
    sheet.oval(x, neck - 0.14 * size, 0.105 * size, 0.115 * size, SKIN)
    sheet.pen.pieslice(
        [
            FINE * p
            for p in (x - 0.115 * size, neck - 0.27 * size, x + 0.115 * size, neck - 0.03 * size)
        ],
        180,
        360,
        hat,
    )
    sheet.slab(x - 0.02 * size, neck - 0.165 * size, x + 0.17 * size, neck - 0.14 * size, hat, 6)


def broom(sheet: Sheet, top: Point, foot: Point) -> None:
    """Draw a broom of palm ribs."""
    sheet.line([top, foot], WOOD_LIT, 13)
    x, y = foot
    for k in np.linspace(-1, 1, 17):
        tip = (x + 30 + 70 * k, y + 118 - 22 * k * k)
        sheet.line([(x + 9 * k, y - 6), tip], ("#8A5A30", "#B98243")[round(abs(k) * 8) % 2], 6)
    sheet.line([(x - 20, y + 16), (x + 26, y + 10)], RED, 13)


def sweeping() -> Sheet:
    """Sweep the leaves of the street together."""
    sheet = Sheet(1)
    street(sheet, 830)
    tree(sheet, 540, 850, 210, 150)
    road(sheet, 870)
    person(sheet, (760, 1010), 400, (BLUE, "#4B5D67", ORANGE), ((-92, -206), (-62, -250)))
    broom(sheet, (720, 700), (606, 900))
    person(sheet, (250, 1000), 380, (RED, "#37474F", BLUE), ((96, -190), (66, -240)))
    broom(sheet, (300, 700), (392, 895))
    for _ in range(150):
        x, y = sheet.chance.normal(500, 85), 1030 - abs(sheet.chance.normal(0, 34))
        tone = sheet.chance.choice([ORANGE, "#D9772F", "#C25B34", "#E8B64C", "#9DAF4A"])
        sheet.leaf(x, y, sheet.chance.uniform(14, 24), sheet.chance.uniform(0, 3.1), tone)
    for _ in range(34):
        x, y = sheet.chance.uniform(30, 1050), sheet.chance.uniform(1040, 1880)
        tone = sheet.chance.choice([ORANGE, "#D9772F", "#E8B64C", "#9DAF4A"])
        sheet.leaf(x, y, sheet.chance.uniform(18, 30), sheet.chance.uniform(0, 3.1), tone)
    return sheet


def carting() -> Sheet:
    """Take the waste away in a wheelbarrow."""
    sheet = Sheet(2)
    street(sheet, 800)
    road(sheet, 850)
    sheet.oval(600, 1022, 330, 20, "#CDBB96")
    person(sheet, (270, 1010), 440, ("#F2B544", "#41525C", LEAF), ((150, -200), (160, -190)))
    for x, y, r, tone in ((520, 730, 84, INK), (640, 700, 96, "#3B4C55"), (750, 745, 76, INK)):
        sheet.oval(x, y, r, r * 0.95, tone)
        sheet.shape(
            [
                (x - 16, y - r - 14),
                (x + 16, y - r - 14),
                (x + 5, y - r * 0.86),
                (x - 5, y - r * 0.86),
            ],
            tone,
        )
        sheet.line([(x - 0.5 * r, y - 0.35 * r), (x - 0.28 * r, y - 0.62 * r)], "#6D808A", 9)
    sheet.line([(420, 818), (520, 850), (800, 860)], WOOD, 17)
    sheet.line([(540, 900), (500, 1010)], INK, 16)
    sheet.shape([(432, 758), (836, 758), (762, 910), (512, 910)], "#2F8F83")
    sheet.shape([(432, 758), (836, 758), (826, 780), (444, 780)], "#4FB3A5")
    sheet.line([(700, 900), (800, 950)], INK, 16)
    sheet.oval(800, 950, 70, 70, INK)
    sheet.oval(800, 950, 44, 44, "#8FA3AD")
    sheet.oval(800, 950, 13, 13, INK)
    for k in range(60):
        x, y = 640 + sheet.chance.normal(0, 80), 752 - abs(sheet.chance.normal(0, 15))
        tone = (ORANGE, "#9DAF4A", "#E8B64C")[k % 3]
        sheet.leaf(x, y, 19, sheet.chance.uniform(0, 3.1), tone)
    return sheet


def planting() -> Sheet:
    """Plant young trees beside the road, children too."""
    sheet = Sheet(3)
    street(sheet, 770)
    for x in (130, 960):
        tree(sheet, x, 850, 120, 105)
    sheet.shape([(-5, 1290), (1085, 1250), (1085, 1925), (-5, 1925)], KERB)
    sheet.shape([(-5, 1320), (1085, 1280), (1085, 1925), (-5, 1925)], ROAD)
    person(sheet, (310, 1000), 390, (ORANGE, "#3F5A73", RED), ((150, -190), (146, -160)))
    person(sheet, (800, 1004), 300, (LEAF, RED, INK), ((-112, -116), (-100, -96)))
    sheet.oval(560, 1020, 190, 36, "#7A4E2F")
    sheet.oval(560, 1004, 128, 36, "#94623C")
    sheet.line([(556, 1004), (560, 880), (552, 690)], WOOD, 17)
    sheet.line([(626, 1010), (626, 720)], WOOD_LIT, 11)
    sheet.line([(556, 800), (628, 796)], CREAM, 8)
    for side in (-1, 1):
        for k in range(5):
            y, long = 690 + 42 * k, 58 - 3 * abs(k - 2)
            tone = LEAF_LIT if side < 0 else LEAF
            sheet.leaf(555 + side * (long + 4), y - 10, long, side * -0.45, tone)
    sheet.leaf(552, 640, 56, 1.5, LEAF_LIT)
    for _ in range(90):
        x, y = sheet.chance.uniform(0, WIDTH), sheet.chance.uniform(1070, 1240)
        for lean in (-7, 0, 7):
            sheet.line([(x, y), (x + lean, y - 20)], "#6FAE68", 4)
    return sheet


def resting() -> Sheet:
    """Tea and fried bananas on a mat, from above."""
    sheet = Sheet(4, GRASS)
    for _ in range(260):
        x, y = sheet.chance.uniform(0, WIDTH), sheet.chance.uniform(0, HEIGHT)
        for lean in (-8, 0, 8):
            sheet.line([(x, y), (x + lean, y - 22)], "#79B36E", 4)
    sheet.slab(96, 396, 984, 1704, "#6FA765", 20)
    sheet.slab(80, 380, 968, 1690, "#F0D9A4", 16)
    for x in range(112, 968, 64):
        sheet.slab(x, 380, x + 20, 1690, "#E5C584")
    for y in range(412, 1690, 64):
        sheet.slab(80, y, 968, y + 8, "#DDBB78")
    for bend in (0, 26):
        sheet.pen.rounded_rectangle(
            [FINE * p for p in (88 + bend, 388 + bend, 960 - bend, 1682 - bend)],
            12 * FINE,
            outline=(RED, BLUE)[bend > 0],
            width=12 * FINE,
        )
    sheet.oval(424, 788, 246, 240, "#CDA868")
    sheet.oval(410, 770, 244, 238, BLUE)
    sheet.oval(410, 770, 228, 222, CREAM)
    sheet.oval(410, 770, 176, 170, "#EFE3C6")
    for x, y, turn in (
        (330, 700, 0.5),
        (470, 690, -0.5),
        (320, 830, -0.35),
        (470, 850, 0.45),
        (400, 765, 0.1),
    ):
        banana(sheet, x, y, turn)
    for x, y in ((780, 600), (800, 850), (690, 1040)):
        glass(sheet, x, y)
    return sheet


def banana(sheet: Sheet, x: float, y: float, turn: float) -> None:
    """Lay a fried banana in its crisp batter."""
    for grow, tone in ((13, "#B8742A"), (6, "#DC9A3B"), (-8, "#EDB556")):
        t = np.linspace(-1, 1, 20)
        points = [
            (
                x + 74 * a * np.cos(turn) - 18 * a * a * np.sin(turn),
                y + 74 * a * np.sin(turn) + 18 * a * a * np.cos(turn),
            )
            for a in t.tolist()
        ]
        sheet.line(points, tone, 52 + grow)
    for _ in range(11):
        along, off = sheet.chance.uniform(-70, 70), sheet.chance.uniform(-17, 17)
        at = (x + along * np.cos(turn) - off * np.sin(turn), y + along * np.sin(turn) + off + 6)
        sheet.oval(*at, 6, 5, str(sheet.chance.choice(["#C98430", "#F8D07E"])))


def glass(sheet: Sheet, x: float, y: float) -> None:
    """Set down a glass of tea on its saucer, from above."""
    sheet.oval(x + 12, y + 14, 108, 106, "#CDA868")
    sheet.oval(x, y, 106, 104, CREAM)
    sheet.oval(x, y, 84, 82, "#E7DCC2")
    sheet.oval(x, y, 68, 66, "#DDEEEE")
    sheet.oval(x, y, 60, 58, "#A8521F")
    sheet.oval(x - 4, y - 4, 50, 48, "#C56A2B")
    sheet.pen.arc(
        [FINE * p for p in (x - 42, y - 42, x + 42, y + 42)], 190, 260, "#F2B37A", 7 * FINE
    )


PICTURES = {
    "IMG-20260315-WA0007.jpg": sweeping,
    "IMG-20260315-WA0012.jpg": carting,
    "20260315_091502.jpg": planting,
    "WhatsApp Image 2026-03-15 at 10.22.31 (1).jpeg": resting,
}

if __name__ == "__main__":
    for name, draw in PICTURES.items():
        draw().save(name)
