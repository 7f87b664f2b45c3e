"""Draw foto/air.jpg: drops of water on a pane, lit from above. CC0.

Run: python examples/rabies/make_water.py (needs clipkit). Nothing but numbers: no photo is in it.
"""

from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

SIZE = (1200, 2134)  # width, height
ABOVE, BELOW = (96, 186, 190), (6, 62, 76)  # what lies behind the pane, at its top and its foot
SIZES = ((118, 5), (84, 12), (52, 40), (30, 120), (16, 420), (8, 1100))  # px of radius, how many
BEND = 2.1  # how far a drop turns what lies behind it upside down
Picture = NDArray[np.float32]


def behind(seed: int = 4) -> Picture:
    """Return what lies behind the pane: light above, dark below, some of it brighter."""
    width, height = SIZE
    chance = np.random.default_rng(seed)
    way = np.linspace(0, 1, height, dtype=np.float32)[:, None, None]
    picture = np.array(ABOVE) + (np.array(BELOW) - np.array(ABOVE)) * way**0.8
    picture = np.repeat(picture, width, axis=1).astype(np.float32)
    glow = np.zeros((height, width), np.float32)
    for _ in range(14):
        at = (int(chance.uniform(0, width)), int(chance.uniform(0, 0.6 * height)))
        cv2.circle(glow, at, int(chance.uniform(50, 150)), float(chance.uniform(0.3, 1)), -1)
    glow = np.asarray(cv2.GaussianBlur(glow, (0, 0), 28), np.float32)
    return np.asarray(picture + (255 - picture) * 0.32 * glow[..., None], np.float32)


def lay(
    picture: Picture, ground: Picture, at: tuple[int, int], radius: float, squash: float
) -> None:
    """Lay a drop on the pane. squash: its width for its height."""
    reach = int(1.5 * radius) + 2
    y0, y1 = max(0, at[1] - reach), min(SIZE[1], at[1] + reach)
    x0, x1 = max(0, at[0] - reach), min(SIZE[0], at[0] + reach)
    y, x = np.mgrid[y0:y1, x0:x1].astype(np.float32)
    u, v = (x - at[0]) / (radius * squash), (y - at[1]) / radius
    v = v * (1 + 0.06 * v)  # heavier below
    away = np.hypot(u, v)
    part = picture[y0:y1, x0:x1]
    thrown = np.exp(-((np.hypot(u * 0.95, v - 0.22) / 1.02) ** 6))
    part *= (1 - 0.42 * thrown)[..., None]
    lens = np.clip(away, 0, 1) ** 1.5
    from_x = np.clip(at[0] - u * lens * radius * BEND * 2, 0, SIZE[0] - 1)
    from_y = np.clip(at[1] - v * lens * radius * BEND * 4, 0, SIZE[1] - 1)
    seen = cv2.remap(ground, from_x, from_y, cv2.INTER_LINEAR)
    rim = np.clip((away - 0.55) / 0.45, 0, 1) ** 2
    seen = seen * (1 - 0.55 * rim * np.clip(0.5 - 0.6 * v, 0, 1))[..., None]
    gleam = rim * np.clip(v, 0, 1) ** 1.5
    spark = np.exp(-((((u + 0.34) / 0.16) ** 2 + ((v + 0.42) / 0.11) ** 2) ** 2))
    light = np.clip(0.55 * gleam + 0.95 * spark, 0, 1)[..., None]
    seen = seen * 1.12 * (1 - light) + 255 * light
    cover = np.clip((1 - away) * radius / 1.6, 0, 1)[..., None]
    part[:] = part * (1 - cover) + seen * cover


def drops(seed: int = 9) -> NDArray[np.uint8]:
    """Return the picture, RGB; no drop touches another."""
    chance = np.random.default_rng(seed)
    ground = behind()
    picture = ground.copy()
    taken = np.zeros((0, 3))
    for usual, many in SIZES:
        for _ in range(many):
            radius = usual * chance.uniform(0.75, 1.25)
            x, y = chance.uniform(0, SIZE[0]), chance.uniform(0, SIZE[1])
            near = np.hypot(taken[:, 0] - x, taken[:, 1] - y) < 1.12 * (taken[:, 2] + radius)
            if not near.any():
                taken = np.vstack([taken, (x, y, radius)])
                lay(picture, ground, (int(x), int(y)), radius, chance.uniform(0.88, 1.08))
    return np.clip(picture, 0, 255).astype(np.uint8)


def main() -> None:
    """Write the file."""
    bgr = np.ascontiguousarray(drops()[..., ::-1])
    done = cv2.imencode(".jpg", bgr, [cv2.IMWRITE_JPEG_QUALITY, 80])[1]
    (Path(__file__).parent / "foto" / "air.jpg").write_bytes(done.tobytes())


if __name__ == "__main__":
    main()
