"""Make video/uap.mp4 from foto/kopi.jpg: steam over the cup, eight seconds.

Run: python examples/kopi/make_video.py (needs clipkit). The steam is ours, the photo CC0.
"""

from pathlib import Path

import av
import cv2
import numpy as np
from numpy.typing import NDArray

FPS, SECONDS = 30, 8
SIZE = (1080, 1200)  # width, height, as drawn
KEPT = (864, 960)  # as written: the part of the photo has no more to show
# a key frame every two seconds; quick to read on a slow laptop
CODED = {
    "crf": "25",
    "preset": "slow",
    "g": "60",
    "x264-params": "cabac=0:weightb=0:weightp=0",
}
CROP = (240, 853)  # first column of the part of the photo, and its height
CUP = (0.49, 0.42)  # where the steam rises from, of the frame
HERE = Path(__file__).parent


def clouds(shape: tuple[int, int], seed: int) -> NDArray[np.float32]:
    """Return soft noise that wraps at all edges, 0.0 to 1.0."""
    noise = np.random.default_rng(seed).standard_normal(shape)
    y, x = np.meshgrid(np.fft.fftfreq(shape[0]), np.fft.rfftfreq(shape[1]), indexing="ij")
    far = np.sqrt((y * 0.8) ** 2 + x**2)  # stretched upwards, as steam is
    shape_of = 1 / (far + 0.004) ** 2.5
    done = np.fft.irfft2(np.fft.rfft2(noise) * shape_of, shape)
    low, high = np.percentile(done, (30, 99))
    return np.clip((done - low) / (high - low), 0, 1).astype(np.float32)


def frames() -> "list[NDArray[np.uint8]]":
    """Return all frames, RGB."""
    width, height = SIZE
    raw = np.frombuffer((HERE / "foto" / "kopi.jpg").read_bytes(), np.uint8)
    photo = cv2.cvtColor(cv2.imdecode(raw, cv2.IMREAD_COLOR), cv2.COLOR_BGR2RGB)
    part = photo[: CROP[1], CROP[0] : CROP[0] + CROP[1] * width // height]
    ground = cv2.resize(part, SIZE, interpolation=cv2.INTER_LANCZOS4).astype(np.float32)
    near, far = clouds((2 * height, width), 3), clouds((2 * height, width), 8)
    y, x = np.mgrid[0:height, 0:width].astype(np.float32)
    up = np.clip((CUP[1] * height - y) / (CUP[1] * height), -0.2, 1)
    sway = 0.05 * np.sin(5 * up)
    wide = 0.17 + 0.12 * np.clip(up, 0, 1)
    column = np.exp(-(((x / width - CUP[0] - sway) / wide) ** 2))
    column *= np.clip((up + 0.1) / 0.2, 0, 1) * np.clip((1.0 - up) / 0.5, 0, 1)
    done = []
    for k in range(FPS * SECONDS):
        t = k / FPS
        steam = np.roll(near, -int(105 * t), axis=0)[:height]
        steam = steam * np.roll(far, -int(168 * t) - 300, axis=0)[:height]
        veil = np.clip(1.15 * steam * column, 0, 0.6)[..., None]
        zoom = 1.0 + 0.012 * t
        turn = cv2.getRotationMatrix2D((width / 2, height / 2), 0, zoom)
        under = cv2.warpAffine(ground, turn, SIZE, flags=cv2.INTER_CUBIC)
        done.append(np.clip(under * (1 - veil) + 250 * veil, 0, 255).astype(np.uint8))
    return done


def main() -> None:
    """Write the file."""
    with av.open(str(HERE / "video" / "uap.mp4"), "w", options={"movflags": "faststart"}) as file:
        stream = file.add_stream("libx264", rate=FPS, options=CODED)
        stream.width, stream.height = KEPT
        stream.pix_fmt = "yuv420p"
        for picture in frames():
            small = cv2.resize(picture, KEPT, interpolation=cv2.INTER_AREA)
            for packet in stream.encode(av.VideoFrame.from_ndarray(small, format="rgb24")):
                file.mux(packet)
        for packet in stream.encode(None):
            file.mux(packet)


if __name__ == "__main__":
    main()
