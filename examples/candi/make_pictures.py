"""Draw gambar/*.jpg: a small stone temple without a roof, its inscription, its finding. CC0.

Run: python examples/candi/make_pictures.py (needs clipkit). Nothing but numbers: no photo is in
it, and no drawing is a survey: what is told is seen, not measured.
"""

import numpy as np
from drawing import (
    FINE,
    HEIGHT,
    INK,
    Colour,
    Point,
    Sheet,
    blocks,
    boulder,
    hills,
    leaves,
    meadow,
    mixed,
    path,
    person,
    trunk,
)
from PIL import Image, ImageDraw

BANDS = (  # the temple's: half a width, foot, head, tone; in widths of its lowest step
    *((0.52, 0.00, 0.03, 1.05), (0.49, 0.03, 0.105, 0.92), (0.51, 0.105, 0.13, 1.12)),
    *((0.39, 0.13, 0.155, 1.04), (0.37, 0.155, 0.20, 0.90), (0.385, 0.20, 0.22, 1.1)),
    *((0.31, 0.22, 0.60, 0.96), (0.33, 0.60, 0.622, 1.02), (0.355, 0.622, 0.65, 1.14)),
    *((0.335, 0.65, 0.675, 0.95), (0.28, 0.675, 0.72, 0.88)),
)


def temple(
    sheet: Sheet, middle: float, foot: float, wide: float, lit: Colour, dark: Colour
) -> None:
    """Draw the temple from the front: steps, a stout body, a door under a kala, no roof."""

    def at(x: float, y: float) -> Point:
        return (middle + x * wide, foot - y * wide)

    def stones(x0: float, x1: float, y0: float, y1: float, tone: float) -> None:
        (left, bottom), (right, top) = at(x0, y0), at(x1, y1)
        blocks(sheet, (left, top, right, bottom), lit, dark, tone)

    for half, low, high, tone in BANDS:
        stones(-half, half, low, high, tone)
    for x0, x1 in ((-0.22, -0.1), (0.02, 0.14), (0.2, 0.25)):
        stones(x0, x1, 0.72, 0.72 + sheet.chance.uniform(0.018, 0.045), 0.94)
    for side in (-1, 1):
        inner, outer = sorted((side * 0.31, side * 0.262))
        stones(inner, outer, 0.22, 0.60, 1.1)
        left, right = sorted((side * 0.245, side * 0.165))
        stones(left, right, 0.27, 0.53, 0.82)
    for low, high in ((0.588, 0.6), (0.125, 0.106), (0.2, 0.188)):
        half = 0.31 if low > 0.5 else 0.49 if low < 0.15 else 0.37
        sheet.shape([at(-half, low), at(half, low), at(half, high), at(-half, high)], dark)
    stones(-0.135, 0.135, 0.13, 0.545, 1.12)
    stones(-0.155, 0.155, 0.545, 0.575, 1.2)
    black = mixed(dark, (8, 5, 8), 0.75)
    door = [(-0.058, 0.15), (0.058, 0.15), (0.058, 0.385), (0.03, 0.41), (-0.03, 0.41)]
    frame = [(-0.08, 0.14), (0.08, 0.14), (0.08, 0.39), (0.045, 0.43), (-0.045, 0.43)]
    sheet.shape([at(x, y) for x, y in (*frame, (-0.08, 0.39))], mixed(lit, dark, 0.12))
    sheet.shape([at(x, y) for x, y in (*door, (-0.058, 0.385))], black)
    kala(sheet, at(0, 0.478), 0.075 * wide, lit, dark)
    for step in range(8):
        y = 0.155 * (1 - step / 8)
        half = 0.082
        corners = [at(-half, y), at(half, y), at(half, y - 0.0195), at(-half, y - 0.0195)]
        sheet.shape(corners, mixed(lit, dark, 0.42))
        sheet.shape(
            [*corners[:2], at(half, y - 0.008), at(-half, y - 0.008)], mixed(lit, dark, 0.1)
        )
    for side in (-1, 1):
        curl = [(0.082, 0.17), (0.118, 0.17), (0.128, 0.05), (0.15, 0.045), (0.15, -0.012)]
        wall = [at(side * x, y) for x, y in (*curl, (0.082, -0.012))]
        sheet.shape(wall, mixed(lit, dark, 0.3 + 0.28 * side))
        sheet.line([*wall[:5]], mixed(lit, dark, 0.05 + 0.25 * side), 2.5)


def kala(sheet: Sheet, at: Point, half: float, lit: Colour, dark: Colour) -> None:
    """Carve a kala's face over a door: brows, round eyes, curls; no lower jaw, as told of it."""
    x, y = at
    face, deep, mid = (mixed(lit, dark, share) for share in (0.02, 0.92, 0.45))

    def oval(dx: float, dy: float, rx: float, ry: float, tone: Colour) -> None:
        sheet.oval(x + dx * half, y + dy * half, rx * half, ry * half, tone)

    for k in (-2, -1, 0, 1, 2):
        oval(0.42 * k, -0.42 + 0.09 * k * k, 0.27, 0.34, mid)
        oval(0.42 * k - 0.03, -0.45 + 0.09 * k * k, 0.21, 0.28, face)
    oval(0, 0.06, 0.98, 0.5, mid)
    oval(-0.02, 0.02, 0.95, 0.47, face)
    for side in (-1, 1):
        for size, tone in ((0.34, mid), (0.27, face), (0.15, mid), (0.08, face)):
            oval(side * 1.12, 0.3, size, size, tone)
        oval(side * 0.4, -0.06, 0.24, 0.2, mid)
        oval(side * 0.4, -0.03, 0.17, 0.15, face)
        oval(side * 0.4, -0.01, 0.07, 0.07, deep)
        oval(side * 0.15, 0.22, 0.12, 0.09, mid)
    oval(0, 0.14, 0.13, 0.16, mixed(lit, dark, -0.1))
    lip = [(x + dx * half, y + dy * half) for dx, dy in ((-0.8, 0.3), (0, 0.42), (0.8, 0.3))]
    sheet.line(lip, mid, 3)
    for dx in (-0.55, -0.3, 0.3, 0.55):
        tip = (x + dx * half, y + 0.6 * half)
        root = y + (0.42 - 0.12 * abs(dx)) * half
        sheet.shape([(tip[0] - 0.08 * half, root), (tip[0] + 0.08 * half, root), tip], face)


def dawn() -> None:
    """The temple at dawn, before the mountains."""
    sheet = Sheet(
        [
            (0, (78, 92, 128)),
            (0.25, (176, 150, 158)),
            (0.42, (246, 196, 150)),
            (0.52, (252, 222, 178)),
            (1, (210, 170, 130)),
        ],
        1,
    )
    sheet.glow(300, 690, 420, (255, 236, 190), 0.85)
    sheet.oval(300, 690, 58, 58, (255, 246, 218))
    mist = (248, 214, 176)
    sheet.ridge(hills([(760, 290, 230), (1010, 150, 160)], 860, 2), (150, 132, 152), mist, 960)
    sheet.ridge(hills([(120, 170, 220), (420, 90, 180)], 900, 3), (128, 116, 128), mist, 1010)
    sheet.ridge(hills([(900, 90, 260)], 960, 4), (104, 104, 100), mist, 1080)
    sheet.haze([(-50, 930), (1130, 900), (1130, 1010), (-50, 1030)], mist, 0.7, 46)
    for x in (40, 130, 960, 1050):
        trunk(sheet, x, 1120, 230, 9, (74, 68, 62))
        leaves(sheet, (x, 870, 96, 84), (62, 72, 62), (150, 138, 96), 260)
    meadow(sheet, 1062, (150, 142, 92), (52, 62, 48), 5)
    path(sheet, 1090, 62, (206, 168, 128))
    sheet.haze([(250, 1082), (900, 1082), (960, 1120), (240, 1110)], INK, 0.55, 16)
    temple(sheet, 540, 1090, 530, (222, 176, 136), (84, 66, 70))
    sheet.haze([(-50, 1084), (330, 1090), (330, 1120), (-50, 1150)], mist, 0.5, 24)
    sheet.haze([(760, 1090), (1130, 1084), (1130, 1150), (760, 1120)], mist, 0.5, 24)
    sheet.save("fajar.jpg", 110)


def inscription() -> None:
    """A stone with lines of writing, suggested, by the light of an oil lamp."""
    sheet = Sheet(
        [(0, (30, 22, 26)), (0.5, (58, 40, 34)), (0.62, (70, 46, 34)), (1, (22, 16, 18))], 7
    )
    sheet.shape([(-5, 1130), (1085, 1130), (1085, 2060), (-5, 2060)], (64, 42, 32))
    sheet.haze([(-50, 1400), (1130, 1400), (1130, 2300), (-50, 2300)], (18, 12, 14), 0.85, 160)
    sheet.glow(250, 900, 620, (206, 120, 58), 0.5)
    sheet.haze([(330, 1140), (900, 1130), (1130, 1210), (420, 1230)], (14, 9, 10), 0.75, 22)
    turn = np.linspace(np.pi, 2 * np.pi, 40)
    arch = [(560 + 262 * np.cos(a), 570 + 120 * np.sin(a)) for a in turn]
    sheet.shape([(x + 46, y - 8) for x, y in arch] + [(880, 1150), (330, 1150)], (66, 46, 40))
    sheet.shape([*arch, (838, 1160), (282, 1160)], (148, 104, 76))
    front = Image.new("L", sheet.picture.size)
    face = [*arch, (838, 1160), (282, 1160)]
    ImageDraw.Draw(front).polygon([(x * FINE, y * FINE) for x, y in face], 255)
    lit = Sheet([(0, (148, 104, 76)), (1, (148, 104, 76))], 3)
    lit.glow(250, 930, 560, (246, 184, 116), 0.85)
    lit.haze([(690, 300), (1000, 300), (1000, 1200), (780, 1200)], (62, 42, 38), 0.8, 110)
    for _ in range(700):
        x, y = sheet.chance.uniform(280, 840), sheet.chance.uniform(390, 1160)
        lit.oval(
            x,
            y,
            *sheet.chance.uniform(1, 4, 2),
            mixed((108, 74, 56), (206, 152, 104), sheet.chance.random()),
        )
    for row in range(10):
        letters(lit, sheet.chance, 545 + 51 * row, 340 if row else 420, 782 if row else 700)
    sheet.picture.paste(lit.picture, mask=front)
    sheet.line([(282, 1160), *arch], (232, 168, 106), 3.5)
    lamp(sheet, 170, 1180)
    sheet.save("prasasti.jpg", 30)


def letters(sheet: Sheet, chance: np.random.Generator, y: float, left: float, right: float) -> None:
    """Cut a line of strokes that looks like writing and is none: a hollow and its lit lower lip."""
    x = left
    while x < right:
        wide = chance.uniform(16, 26)
        t = np.linspace(0, 1, 14)
        swing = chance.uniform(-1, 1)
        px = x + wide * (t + 0.16 * np.sin(7 * t + 3 * swing))
        py = y + 9 * np.sin(2 * np.pi * (t * chance.choice([1, 1.5]) + swing)) - 3
        stroke = list(zip(px.tolist(), py.tolist(), strict=True))
        if chance.random() < 0.5:
            stroke += [(x + wide, y + 12), (x + 0.5 * wide, y + 15)]
        sheet.line([(a + 1.6, b + 2.2) for a, b in stroke], (246, 194, 132), 2.6)
        sheet.line(stroke, (66, 42, 34), 3.4)
        x += wide + (chance.uniform(7, 11) if chance.random() < 0.85 else 22)


def lamp(sheet: Sheet, x: float, foot: float) -> None:
    """Set down a clay oil lamp with its flame."""
    sheet.glow(x, foot - 120, 260, (255, 190, 96), 0.75)
    under = [(x - 70, foot - 4), (x + 70, foot - 4), (x + 90, foot + 16), (x - 90, foot + 16)]
    sheet.haze(under, (26, 17, 16), 0.9, 9)
    sheet.shape(
        [(x - 34, foot), (x + 34, foot), (x + 20, foot - 34), (x - 20, foot - 34)], (120, 62, 38)
    )
    sheet.oval(x, foot - 52, 84, 30, (150, 78, 46))
    sheet.oval(x, foot - 62, 78, 18, (84, 42, 30))
    sheet.oval(x, foot - 60, 64, 12, (222, 140, 62))
    up = np.linspace(0, 1, 30)
    for size, colour in ((1.0, (255, 176, 70)), (0.66, (255, 222, 140)), (0.36, (255, 250, 226))):
        half = 26 * size * np.sin(np.pi * up**0.62) ** 1.1
        y = foot - 62 - 118 * (0.6 + 0.4 * size) * up
        bend = 5 * np.sin(2.4 * up)
        right = list(zip((x + bend + half).tolist(), y.tolist(), strict=True))
        left = list(zip((x + bend - half).tolist(), y.tolist(), strict=True))
        sheet.shape([*right, *reversed(left)], colour)


def found() -> None:
    """Stones under trees, half in the earth."""
    sheet = Sheet(
        [(0, (92, 112, 84)), (0.35, (206, 204, 140)), (0.55, (222, 206, 150)), (1, (70, 62, 44))],
        11,
    )
    sheet.glow(560, 620, 420, (255, 242, 190), 0.8)
    for x, wide in ((150, 12), (330, 9), (470, 8), (700, 8), (800, 10), (930, 13)):
        trunk(sheet, x, 900, 760, wide, (150, 150, 108))
    for x in range(0, 1081, 90):
        leaves(sheet, (x, 250 + 30 * np.sin(x), 120, 110), (88, 108, 74), (176, 180, 112), 160)
    for x in range(0, 1081, 120):
        leaves(sheet, (x, 880, 90, 46), (104, 120, 78), (186, 182, 116), 110)
    sheet.ridge(hills([(560, 150, 230)], 985, 12), (132, 112, 66), (66, 58, 42), HEIGHT)
    overgrown(sheet)
    mound = hills([(300, 90, 110), (830, 84, 130)], 990, 13)
    sheet.ridge(mound, (122, 104, 62), (58, 52, 40), HEIGHT)
    meadow(sheet, 1010, (118, 112, 66), (42, 42, 32), 14)
    for x in (60, 1020):
        sheet.haze(
            [(x - 260, 1400), (x + 260, 1400), (x + 240, 1460), (x - 240, 1460)], INK, 0.7, 24
        )
    scattered(sheet)
    for x, wide in ((60, 40), (1010, 46)):
        trunk(sheet, x, 1300, 1200, wide, (52, 44, 38))
    for x in (0, 120, 930, 1060):
        leaves(sheet, (x, 170, 230, 190), (36, 48, 38), (112, 128, 74), 460)
    for x in (-10, 130, 950, 1080):
        leaves(sheet, (x, 1330, 190, 110), (32, 42, 32), (96, 110, 62), 300)
    sheet.haze([(430, 100), (620, 100), (760, 1060), (360, 1060)], (255, 244, 196), 0.26, 50)
    sheet.save("temuan.jpg", 60)


def ruined(sheet: Sheet, top: float) -> tuple[float, float]:
    """Return how far a ruin's course still reaches to the left and to the right."""
    away = (930 - top) / 240
    rough = sheet.chance.uniform(-26, 26, 2)
    return 330 + 150 * away**1.3 + rough[0], 800 - 190 * away**1.6 + rough[1]


def overgrown(sheet: Sheet) -> None:
    """Pile up what is left of the walls, with bushes on and about it."""
    for top in range(930, 690, -22):
        left, right = ruined(sheet, top)
        blocks(sheet, (left, top - 22, right, top), (204, 176, 134), (88, 78, 70), 1.0)
    for x, y, rx, ry in (
        *((372, 880, 74, 40), (735, 900, 92, 46), (560, 690, 66, 26), (690, 742, 46, 24)),
        *((330, 930, 90, 40), (800, 940, 90, 40)),
    ):
        leaves(sheet, (x, y, rx, ry), (66, 84, 52), (158, 164, 92), 130)


def scattered(sheet: Sheet) -> None:
    """Let hewn stones lie in the grass."""
    for x, y, size in (
        *((250, 1012, 66), (700, 1006, 76), (530, 1026, 54), (380, 1052, 88)),
        *((866, 1066, 96), (610, 1092, 104)),
    ):
        boulder(sheet, x, y, size)
        for _ in range(26):
            at, foot = x + sheet.chance.uniform(-0.75, 0.8) * size, y + sheet.chance.uniform(2, 16)
            tone = mixed((122, 116, 66), (70, 72, 44), sheet.chance.random())
            sheet.shape([(at - 3, foot), (at + 3, foot), (at + 4, foot - 20)], tone)


def restored() -> None:
    """Bamboo about the temple, while its stones are set again."""
    sheet = Sheet(
        [
            (0, (132, 172, 184)),
            (0.4, (222, 222, 196)),
            (0.6, (240, 226, 188)),
            (1, (190, 160, 112)),
        ],
        21,
    )
    for x, y, rx in ((250, 420, 190), (820, 520, 230), (560, 330, 120)):
        for k in range(5):
            off = (k - 2) * rx * 0.36
            sheet.haze(
                [
                    (x + off - rx * 0.3, y + 24),
                    (x + off, y - 34 + 8 * abs(k - 2)),
                    (x + off + rx * 0.3, y + 24),
                ],
                (250, 244, 226),
                0.75,
                14,
            )
    mist = (232, 222, 188)
    sheet.ridge(hills([(220, 260, 250), (560, 120, 200)], 900, 22), (140, 158, 152), mist, 1010)
    sheet.ridge(hills([(930, 130, 260)], 950, 23), (122, 138, 112), mist, 1080)
    for x in (30, 1000):
        trunk(sheet, x, 1120, 360, 16, (92, 78, 58))
        leaves(sheet, (x, 770, 150, 140), (78, 96, 66), (172, 174, 104), 420)
    meadow(sheet, 1062, (176, 162, 98), (92, 86, 54), 25)
    path(sheet, 1090, 62, (216, 182, 134))
    temple(sheet, 540, 1090, 620, (224, 196, 158), (102, 84, 76))
    cane, shade = (206, 160, 84), (132, 92, 46)
    for x in (232, 300, 780, 848):
        sheet.line([(x, 1100), (x + 4, 590)], shade, 11)
        sheet.line([(x - 2, 1100), (x + 2, 590)], cane, 6)
    for y in (650, 790, 930):
        for x0, x1 in ((212, 330), (752, 868)):
            sheet.line([(x0, y), (x1, y - 3)], shade, 10)
            sheet.line([(x0, y - 2), (x1, y - 5)], cane, 5)
            sheet.shape(
                [(x0 + 6, y - 12), (x1 - 6, y - 14), (x1 - 6, y - 6), (x0 + 6, y - 4)],
                (168, 120, 66),
            )
    for x0, x1 in ((232, 300), (780, 848)):
        sheet.line([(x0, 1090), (x1, 930)], cane, 5)
        sheet.line([(x1, 930), (x0, 790)], cane, 5)
    person(sheet, 268, 778, 112, (242, 232, 208), (96, 62, 48))
    person(sheet, 812, 918, 112, (150, 84, 56), (58, 50, 56))
    person(sheet, 418, 1130, 124, (84, 104, 108), (126, 74, 50))
    for x, y, size in ((640, 1136, 58), (716, 1150, 66), (360, 1150, 54)):
        boulder(sheet, x, y, size)
    sheet.save("pugar.jpg", 110)


def evening() -> None:
    """The temple today, in evening light, with visitors."""
    sheet = Sheet(
        [
            (0, (84, 74, 116)),
            (0.22, (176, 108, 116)),
            (0.4, (236, 152, 98)),
            (0.53, (252, 204, 132)),
            (1, (150, 96, 70)),
        ],
        31,
    )
    sheet.glow(180, 760, 480, (255, 224, 150), 0.8)
    mist = (240, 172, 116)
    sheet.ridge(hills([(230, 240, 240), (30, 120, 150)], 890, 32), (148, 94, 104), mist, 1000)
    sheet.ridge(hills([(860, 130, 300)], 940, 33), (116, 78, 84), mist, 1070)
    for x, high in ((60, 300), (1000, 360)):
        trunk(sheet, x, 1130, high + 30, 15, (62, 42, 44))
        leaves(sheet, (x, 1100 - high - 40, 170, 150), (52, 50, 46), (190, 132, 72), 480)
    meadow(sheet, 1066, (150, 118, 66), (48, 46, 40), 34)
    path(sheet, 1096, 66, (196, 146, 106))
    sheet.haze([(300, 1092), (1000, 1092), (1100, 1132), (300, 1120)], INK, 0.6, 16)
    temple(sheet, 540, 1096, 660, (244, 178, 114), (78, 52, 58))
    person(sheet, 398, 1180, 134, (236, 220, 192), (112, 52, 40))
    person(sheet, 450, 1186, 96, (196, 84, 52), (58, 50, 62))
    person(sheet, 700, 1158, 122, (72, 92, 100), (60, 40, 40))
    person(sheet, 744, 1160, 116, (230, 178, 84), (92, 56, 48))
    sheet.save("senja.jpg", 120)


if __name__ == "__main__":
    for draw in (dawn, inscription, found, restored, evening):
        draw()
