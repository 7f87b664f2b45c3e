"""Draw foto/biji.jpg: roasted coffee beans from above, lit from the upper left. CC0.

Run: python examples/kopi/make_beans.py (needs clipkit). Nothing but numbers: no photo is in it.
"""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

SIZE = (1200, 2134)  # width, height
HALF = 158  # px of half a bean, along
REACH = round(1.6 * HALF)  # px about a bean's middle that it and its shadow take
LAYERS = ((0.60, 1.15), (0.33, 1.3), (0.0, 1.62))  # how dark, and how far apart, in halves
LIGHT, GLANCE = (-0.49, -0.63, 0.60), (-0.29, -0.37, 0.88)
ROASTS = ((92, 50, 27), (78, 41, 22), (104, 59, 33), (86, 45, 26))
SHINE = (255, 196, 140)
GROUND = (14, 7, 4)
CREASED = 0.72  # share of beans that lie on their backs
Picture = NDArray[np.float32]


def soft(shape: tuple[int, ...], chance: np.random.Generator, sigma: float) -> Picture:
    """Return smooth noise of mean 0 and deviation 1."""
    noise = cv2.GaussianBlur(chance.standard_normal(shape).astype(np.float32), (0, 0), sigma)
    return np.asarray(noise / noise.std(), np.float32)


def lay(under: Picture, chance: np.random.Generator, dark: float) -> None:
    """Lay a bean in the middle of a part of the picture, with its shadow."""
    long = HALF * chance.uniform(0.9, 1.1)
    wide = long * chance.uniform(0.66, 0.74)
    turn = chance.uniform(0, 2 * np.pi)
    y, x = np.mgrid[-REACH:REACH, -REACH:REACH].astype(np.float32)

    def own(dx: float, dy: float) -> tuple[Picture, Picture]:
        along = (x - dx) * np.cos(turn) + (y - dy) * np.sin(turn)
        across = (y - dy) * np.cos(turn) - (x - dx) * np.sin(turn)
        return along / long, across / wide

    su, sv = own(0.10 * long, 0.14 * long)
    thrown = np.exp(-1.4 * ((su / 1.12) ** 2 + (sv / 1.16) ** 2) ** 2)
    under *= (1 - 0.78 * thrown)[..., None]
    u, v = own(0, 0)
    away = np.abs(u) ** 2.25 + np.abs(v) ** 2.1
    cover = np.clip((1 - away) * long / 3.2, 0, 1)[..., None]
    under[:] = under * (1 - cover) + shaded(u, v, away, chance) * (1 - dark) * cover


def shaded(u: Picture, v: Picture, away: Picture, chance: np.random.Generator) -> Picture:
    """Return a bean's colours: a flattened dome, on most with a crease that bends like an S."""
    high = 0.62 * np.clip(1 - away, 0, 1) ** 0.62
    off = v - 0.11 * np.sin(2.6 * u) * chance.choice([-1, 1])
    ends = np.clip((0.97 - np.abs(u)) / 0.2, 0, 1) * (chance.random() < CREASED)
    high -= ends * (0.20 * np.exp(-((off / 0.055) ** 2)) + 0.07 * np.exp(-((off / 0.2) ** 2)))
    rough = soft(u.shape, chance, 5)
    high = cv2.GaussianBlur(high.astype(np.float32), (0, 0), 1.6) + 0.0028 * rough
    down, across = np.gradient(high * 0.78 * HALF)
    normal = np.stack([-across, -down, np.ones_like(high)], -1)
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    lit, shine = (np.clip(normal @ np.array(way), 0, 1) for way in (LIGHT, GLANCE))
    mottle = 1 + 0.07 * soft(u.shape, chance, 9) + 0.03 * rough
    roast = np.array(ROASTS[chance.integers(len(ROASTS))]) * chance.uniform(0.85, 1.15)
    body = roast * ((0.22 + 1.35 * lit) * mottle)[..., None]
    body += np.array(SHINE) * (0.42 * shine**30 + 0.13 * shine**6)[..., None]
    groove = ends * np.exp(-((off / 0.045) ** 2))
    return np.asarray(body * (1 - 0.62 * groove)[..., None], np.float32)


def heap(seed: int = 5) -> NDArray[np.uint8]:
    """Return the picture, RGB: layers of beans, the lowest the darkest."""
    chance = np.random.default_rng(seed)
    width, height = (side + 2 * REACH for side in SIZE)
    picture = np.full((height, width, 3), GROUND, np.float32)
    for dark, apart in LAYERS:
        step = HALF * apart
        spots = [
            (x + chance.uniform(-0.3, 0.3) * step, y + chance.uniform(-0.3, 0.3) * step)
            for y in np.arange(REACH, height, step * 0.86)
            for x in np.arange(REACH, width, step)
        ]
        for k in chance.permutation(len(spots)):
            x, y = (int(place) - REACH for place in spots[k])
            part = picture[max(0, y) : y + 2 * REACH, max(0, x) : x + 2 * REACH]
            if part.shape[:2] == (2 * REACH, 2 * REACH):
                lay(part, chance, dark)
    seen = picture[REACH : REACH + SIZE[1], REACH : REACH + SIZE[0]]
    return np.clip(seen, 0, 255).astype(np.uint8)


def main() -> None:
    """Write the file."""
    bgr = np.ascontiguousarray(heap()[..., ::-1])
    done = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 80])[1]
    (Path(__file__).parent / "foto" / "biji.jpg").write_bytes(done.tobytes())


if __name__ == "__main__":
    main()
