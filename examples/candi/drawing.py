"""What the pictures are drawn with: shapes, light, hills, stones, trees and small figures. CC0."""

from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

WIDTH, HEIGHT, FINE = 1080, 2040, 2  # px, and how many times larger it is drawn
SHOWN = 1920  # px of the height that is kept
Colour = tuple[int, int, int]
Point = tuple[float, float]
INK: Colour = (38, 28, 30)


def mixed(a: Colour, b: Colour, share: float) -> Colour:
    """Return a colour between two: 0 is the first."""
    r, g, u = (round(p + (q - p) * min(1.0, max(0.0, share))) for p, q in zip(a, b, strict=True))
    return (r, g, u)


class Sheet:
    """A picture under way. All places are in px of the done picture."""

    def __init__(self, stops: Sequence[tuple[float, Colour]], seed: int) -> None:
        """stops: heights, 0 to 1 from the top, and their colours."""
        self.chance = np.random.default_rng(seed)
        rows = np.linspace(0, 1, HEIGHT * FINE)
        at, colours = [y for y, _ in stops], np.array([colour for _, colour in stops])
        ground = np.stack([np.interp(rows, at, colours[:, k]) for k in range(3)], -1)
        full = np.repeat(ground[:, None], WIDTH * FINE, 1)
        self.picture = Image.fromarray(full.astype(np.uint8))
        self.pen = ImageDraw.Draw(self.picture)

    def shape(self, points: Sequence[Point], colour: Colour) -> None:
        """Fill an outline."""
        self.pen.polygon([(x * FINE, y * FINE) for x, y in points], colour)

    def oval(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        """Fill an ellipse about a point."""
        self.pen.ellipse([FINE * p for p in (x - rx, y - ry, x + rx, y + ry)], colour)

    def line(self, points: Sequence[Point], colour: Colour, wide: float) -> None:
        """Draw a line with round joints."""
        places = [(x * FINE, y * FINE) for x, y in points]
        self.pen.line(places, colour, round(wide * FINE), "curve")

    def haze(self, points: Sequence[Point], colour: Colour, strength: float, blur: float) -> None:
        """Lay a soft shape over what is there; strength: 0 to 1."""
        small = Image.new("L", (WIDTH // 2, HEIGHT // 2))
        ImageDraw.Draw(small).polygon([(x / 2, y / 2) for x, y in points], round(255 * strength))
        small = small.filter(ImageFilter.GaussianBlur(blur / 2))
        self.picture.paste(colour, mask=small.resize(self.picture.size, Image.Resampling.BICUBIC))

    def glow(self, x: float, y: float, reach: float, colour: Colour, strength: float) -> None:
        """Add light about a point."""
        down, along = np.mgrid[0:HEIGHT:4, 0:WIDTH:4].astype(np.float32)
        fall = np.exp(-(((along - x) ** 2 + (down - y) ** 2) / reach**2))
        light = Image.fromarray((255 * strength * fall).astype(np.uint8))
        self.picture.paste(colour, mask=light.resize(self.picture.size, Image.Resampling.BICUBIC))

    def ridge(self, outline: Sequence[Point], colour: Colour, mist: Colour, foot: float) -> None:
        """Fill a hill that fades into mist towards its foot."""
        top = min(y for _, y in outline)
        mask = Image.new("L", self.picture.size)
        shape = [*outline, (WIDTH + 10, foot), (-10, foot)]
        ImageDraw.Draw(mask).polygon([(x * FINE, y * FINE) for x, y in shape], 255)
        rows = np.clip((np.arange(HEIGHT * FINE) / FINE - top) / (foot - top), 0, 1)[:, None]
        fade = np.array(colour) + (np.array(mist) - np.array(colour)) * rows**1.2
        full = np.repeat(fade[:, None], WIDTH * FINE, 1).astype(np.uint8)
        self.picture.paste(Image.fromarray(full), mask=mask)

    def save(self, name: str, above: int) -> None:
        """Write it, with a little grain and without so many px of its top."""
        done = self.picture.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS)
        pixels: NDArray[np.float64] = np.asarray(done, np.float64)[above : above + SHOWN]
        pixels = pixels + 2.2 * self.chance.standard_normal((SHOWN, WIDTH, 1))
        bgr = np.ascontiguousarray(np.clip(pixels, 0, 255).astype(np.uint8)[..., ::-1])
        coded = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 82])[1]
        (Path(__file__).parent / "gambar" / name).write_bytes(coded.tobytes())


def hills(peaks: Sequence[tuple[float, float, float]], base: float, seed: int) -> list[Point]:
    """Return a ridge's outline; peaks: middle, height, width, each a volcano's hollow slope."""
    x = np.arange(-10, WIDTH + 11, 5.0)
    chance = np.random.default_rng(seed)
    rough = np.cumsum(chance.standard_normal(len(x)))
    rough = np.convolve(rough - rough.mean(), np.ones(15) / 15, "same")
    y = base + 2.2 * rough
    for middle, high, wide in peaks:
        away = np.abs(x - middle) / wide
        y -= high * np.exp(-(away**1.15)) * (1 - 0.05 * np.exp(-((away / 0.1) ** 2)))
    return list(zip(x.tolist(), y.tolist(), strict=True))


def blocks(
    sheet: Sheet, box: tuple[float, float, float, float], lit: Colour, dark: Colour, tone: float
) -> None:
    """Lay courses of stones; the light comes from the left. box: left, top, right, bottom."""
    left, top, right, bottom = box
    rows = max(1, round((bottom - top) / 17))
    high = (bottom - top) / rows
    for row in range(rows):
        x, y = left, top + row * high
        while x < right - 1:
            end = min(right, x + sheet.chance.uniform(26, 52))
            end = right if right - end < 14 else end
            side = (x + end - left - right) / (2 * max(1, right - left)) + 0.5
            share = 0.12 + 0.62 * side + 0.09 * sheet.chance.standard_normal() + 1.3 * (1 - tone)
            sheet.shape([(x, y), (end, y), (end, y + high), (x, y + high)], mixed(lit, dark, share))
            joint = mixed(lit, dark, min(1.0, share + 0.22))
            sheet.line([(x, y + high), (end, y + high)], joint, 1.2)
            sheet.line([(end, y), (end, y + high)], joint, 1.2)
            x = end
    sheet.line([(left, top), (right, top)], mixed(lit, dark, -0.0), 2.2)


def leaves(
    sheet: Sheet, at: tuple[float, float, float, float], dark: Colour, light: Colour, many: int
) -> None:
    """Dab a crown of leaves, the lit ones last. at: middle and halves."""
    x, y, rx, ry = at
    angle, away = sheet.chance.uniform(0, 2 * np.pi, many), np.sqrt(sheet.chance.random(many))
    dx, dy = np.cos(angle) * away, np.sin(angle) * away
    shine = np.clip(0.5 - 0.4 * dy - 0.28 * dx + 0.16 * sheet.chance.standard_normal(many), 0, 1)
    for k in np.argsort(shine):
        size = sheet.chance.uniform(0.7, 1.3) * (rx + ry) * 0.07
        tone = mixed(dark, light, float(shine[k]) ** 1.4)
        sheet.oval(x + dx[k] * rx, y + dy[k] * ry, size * 1.5, size, tone)


def trunk(sheet: Sheet, x: float, foot: float, high: float, wide: float, tone: Colour) -> None:
    """Draw a trunk that widens to its roots, and two boughs."""
    head = foot - high
    sheet.shape(
        [
            (x - wide * 1.5, foot),
            (x - wide * 0.6, foot - 0.16 * high),
            (x - wide * 0.4, head),
            (x + wide * 0.4, head),
            (x + wide * 0.6, foot - 0.16 * high),
            (x + wide * 1.5, foot),
        ],
        tone,
    )
    for side, bough in ((-1, 0.55), (1, 0.7)):
        start = (x, foot - bough * high)
        sheet.line([start, (x + side * 2.6 * wide, head - 0.05 * high)], tone, wide * 0.45)


def meadow(sheet: Sheet, top: float, far: Colour, near: Colour, seed: int) -> None:
    """Lay a lawn that darkens towards us, with tufts."""
    sheet.ridge(hills([], top, seed), far, near, HEIGHT + 10)
    for y in np.sort(sheet.chance.uniform(top + 14, HEIGHT, 900)):
        x, deep = sheet.chance.uniform(0, WIDTH), (y - top) / (HEIGHT - top)
        tone = mixed(mixed(far, near, deep), far if sheet.chance.random() < 0.5 else INK, 0.22)
        tall, lean = 5 + 20 * deep, sheet.chance.uniform(-5, 5)
        wide = 1.5 + 2.5 * deep
        sheet.shape([(x - wide, y), (x + wide, y), (x + lean, y - tall)], tone)


def path(sheet: Sheet, foot: float, half: float, colour: Colour) -> None:
    """Lay a trodden path from us to the stairs; grass hangs over its edges."""
    near = np.linspace(0, 1, 60)
    y = foot - 6 + (HEIGHT + 30 - foot) * near
    bend = 540 + 95 * near * np.sin(2.6 * near)
    rough = np.convolve(sheet.chance.standard_normal(80), np.ones(9) / 9, "valid")[:60]
    wide = half * (1 + 2.3 * near) + 26 * near * rough[: len(near)]
    left, right = list(zip(bend - wide, y, strict=True)), list(zip(bend + wide, y, strict=True))
    sheet.haze([*left, *reversed(right)], colour, 0.62, 5)
    inner = [(x + 0.3 * w, v) for (x, v), w in zip(left, wide, strict=True)]
    outer = [(x - 0.3 * w, v) for (x, v), w in zip(right, wide, strict=True)]
    sheet.haze([*inner, *reversed(outer)], mixed(colour, (255, 240, 214), 0.4), 0.45, 26)
    sheet.haze([(-60, 1480), (1140, 1480), (1140, 2300), (-60, 2300)], INK, 0.5, 200)
    for _ in range(420):
        k = int(sheet.chance.integers(6, 60))
        x, v = (left, right)[int(sheet.chance.integers(2))][k]
        x, deep = x + sheet.chance.uniform(-9, 9) * (0.4 + near[k]), float(near[k])
        tone = mixed((112, 104, 66), (44, 48, 38), 0.35 + 0.6 * deep)
        lean = sheet.chance.uniform(-8, 8)
        tuft = 2 + 3 * deep
        sheet.shape([(x - tuft, v), (x + tuft, v), (x + lean, v - 8 - 26 * deep)], tone)


def person(sheet: Sheet, x: float, foot: float, high: float, shirt: Colour, wrap: Colour) -> None:
    """Draw a small figure seen from behind."""

    def at(dx: float, up: float) -> Point:
        return (x + dx * high, foot - up * high)

    sheet.haze([at(-0.1, 0.02), at(0.5, 0.06), at(0.5, 0.0), at(0.0, -0.03)], INK, 0.4, 4)
    sheet.shape([at(-0.1, 0.5), at(0.1, 0.5), at(0.09, 0.0), at(-0.09, 0.0)], wrap)
    sheet.shape(
        [
            at(-0.15, 0.8),
            at(-0.07, 0.85),
            at(0.07, 0.85),
            at(0.15, 0.8),
            at(0.17, 0.46),
            at(0.11, 0.44),
            at(-0.11, 0.44),
            at(-0.17, 0.46),
        ],
        shirt,
    )
    sheet.oval(x, foot - 0.925 * high, 0.075 * high, 0.085 * high, (58, 38, 32))


def boulder(sheet: Sheet, x: float, y: float, size: float) -> None:
    """Let a hewn stone lie askew: a lit top, a front and a dark side."""
    tilt = sheet.chance.uniform(-0.12, 0.12) * size
    half, high, back = 0.62 * size, 0.5 * size, 0.26 * size
    sheet.haze(
        [(x - half, y + 6), (x + 1.7 * half, y - 6), (x + 1.7 * half, y + 14), (x, y + 18)],
        (26, 22, 20),
        0.6,
        7,
    )
    a, b = (x - half, y + tilt), (x + half, y - tilt)
    c, d = (x + half, y - tilt - high), (x - half, y + tilt - high)
    sheet.shape([a, b, c, d], (136, 118, 96))
    sheet.shape([d, c, (c[0] + back, c[1] - back), (d[0] + back, d[1] - back)], (214, 190, 146))
    sheet.shape([b, c, (c[0] + back, c[1] - back), (b[0] + back, b[1] - back)], (84, 74, 66))
