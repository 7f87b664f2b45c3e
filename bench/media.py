"""What the clips of the bench are made of, from a seed: photos, a logo, footage.

Photos are as phones take them: large, with light, edges, texture and a sensor's noise.
"""

import io
from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from clipkit.rendering.planes import rgb_to_planes

PHOTOS = 6
PHOTO = (3000, 4000)
LOGO = 360
TEXT = "Candi Badut berdiri sejak tahun 760 Masehi di barat Kota Malang"
FOOTAGE = (1920, 1080)
SECONDS = 10  # of footage
_BITRATE = 8_000_000
_FPS = 30


def photos(folder: Path) -> None:
    """Make the photos that are not there yet: upright ones, but for the first."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(PHOTOS):
        path = folder / f"photo{number}.jpg"
        if not path.exists():
            width, height = PHOTO if number else PHOTO[::-1]
            Image.fromarray(photo(width, height, number)).save(path, quality=90)
    if not (folder / "logo.png").exists():
        Image.fromarray(logo()).save(folder / "logo.png")


def script(folder: Path, number: int) -> Path:
    """Write one of many short scripts, with a photo a scene, among the photos."""
    path = folder / f"clip{number}.md"
    shown = [(number + k) % PHOTOS for k in range(2)]
    scenes = (f"![](photo{name}.jpg)\n{TEXT}.\n" for name in shown)
    path.write_text(f"---\nlang: id\n---\n# Klip {number}\n" + "\n---\n\n".join(scenes), "utf-8")
    return path


def phone(folder: Path, pictures: int) -> Path:
    """A folder as a phone has it: a text and large photos, named by when they were taken."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "berita.txt").write_text(f"Kabar kampung\n\n{TEXT}. " * 8, "utf-8")
    kinds = []
    for seed in range(4):
        out = io.BytesIO()
        Image.fromarray(photo(*PHOTO, seed)).save(out, "JPEG", quality=90)
        kinds.append(out.getvalue())
    for number in range(pictures):  # each with a digest of its own: nothing is looked at only once
        content = kinds[number % len(kinds)] + number.to_bytes(4, "big")
        (folder / f"IMG_20260314_{number:06}.jpg").write_bytes(content)
    return folder


def photo(width: int, height: int, seed: int) -> NDArray[np.uint8]:
    """Light, shapes with edges, texture and a sensor's noise; (h, w, 3)."""
    random = np.random.default_rng(seed)
    mixed = np.full((height, width, 3), 120.0, np.float32)
    for cells, spread in ((5, 45), (40, 16), (300, 7)):
        spots = random.normal(0, spread, (cells * height // width, cells, 3)).astype(np.float32)
        mixed += cv2.resize(spots, (width, height), interpolation=cv2.INTER_CUBIC)
    for _ in range(40):
        x, y = (int(random.integers(0, extent)) for extent in (width, height))
        shade = tuple(float(v) for v in random.integers(10, 245, 3))
        cv2.ellipse(mixed, (x, y), (int(random.integers(40, 400)), 90), x % 180, 0, 360, shade, -1)
    mixed += random.normal(0, 3, (height, width, 1)).astype(np.float32)
    return np.clip(cv2.GaussianBlur(mixed, (0, 0), 1.2), 0, 255).astype(np.uint8)


def logo() -> NDArray[np.uint8]:
    """A round mark with soft edges on nothing, (h, w, 4), straight alpha."""
    mark = np.zeros((LOGO, LOGO, 4), np.uint8)
    mark[..., :3] = photo(LOGO, LOGO, PHOTOS)
    middle = (LOGO // 2, LOGO // 2)
    cv2.circle(mark, middle, LOGO // 2 - 8, (255, 201, 60, 255), 28, cv2.LINE_AA)
    cv2.circle(mark, middle, LOGO // 4, (15, 123, 95, 255), -1, cv2.LINE_AA)
    return mark


def footage(folder: Path) -> Path:
    """Film a photo with a moving, noisy camera, unless that was done: H.264, a key frame a second.

    Such a file is what a phone makes: 1080p, 30 frames and about eight megabits a second.
    """
    path = folder / "footage.mp4"
    if path.exists():
        return path
    folder.mkdir(parents=True, exist_ok=True)
    width, height = FOOTAGE
    scene = rgb_to_planes(photo(width * 3 // 2, height * 3 // 2, 11))
    random = np.random.default_rng(12)
    noise = random.normal(0, 3, (height * 2, width * 2)).astype(np.int16)
    lent = folder / ".footage.mp4"
    with av.open(str(lent), "w") as out:
        options = {"preset": "faster", "x264-params": "keyint=30"}
        stream = out.add_stream("libx264", rate=Fraction(_FPS), options=options)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.bit_rate = _BITRATE
        stream.codec_context.colorspace = stream.codec_context.color_range = 1  # BT.709, limited
        for number in range(SECONDS * _FPS):
            turn = 2 * np.pi * number / (4 * _FPS)
            left, top = (
                int(extent / 8 * (1 + wave)) * 2
                for extent, wave in ((width, np.sin(turn)), (height, np.cos(1.3 * turn)))
            )
            y = scene.y[top : top + height, left : left + width]
            down, across = (int(random.integers(0, extent)) for extent in (height, width))
            grain = noise[down : down + height, across : across + width]
            half = slice(top // 2, (top + height) // 2), slice(left // 2, (left + width) // 2)
            whole = [np.clip(y + grain, 16, 235).astype(np.uint8), scene.u[half], scene.v[half]]
            flat = np.concatenate([plane.reshape(-1, width) for plane in whole])
            out.mux(stream.encode(av.VideoFrame.from_ndarray(flat, "yuv420p")))
        out.mux(stream.encode(None))
    return lent.replace(path)
