"""How awkward files are made, and how what is shown of them is read.

MoviePy brings an ffmpeg of its own, of another version and with other encoders than PyAV's; where
it can't make a file, the case is skipped and says so. Boxes that no program writes are patched.
"""

import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tests.media.files import Rgb, corners

FPS = 25
BITS = 5  # of the number in the middle of each picture
COUNT = 12  # pictures of most clips
SEEN = (96, 64)  # px, of most clips
CLICK = 0.2  # seconds into a sound at which it clicks


class NoEncoderError(Exception):
    """No encoder here makes such a file."""


def numbered(k: int, width: int = SEEN[0], height: int = SEEN[1]) -> Rgb:
    """`corners` with its number amid it, in cells that are black or white, the highest first."""
    out = corners(width, height)
    for bit in range(BITS):
        left = width // 2 + (2 * bit - BITS) * width // 24
        on = k >> (BITS - 1 - bit) & 1
        out[height * 3 // 8 : height * 5 // 8, left : left + width // 12] = 255 * on
    return out


def number(luma: NDArray[np.uint8]) -> tuple[int, int]:
    """The number that even rows show, and that odd rows show. luma: (h, w)."""
    height, width = luma.shape
    found = []
    for first in (height // 2 & ~1, height // 2 | 1):
        cells = (
            luma[first - 4 : first + 5 : 2, round((12 + 2 * bit - BITS + 1) * width / 24)].mean()
            for bit in range(BITS)
        )
        found.append(sum(int(cell > 100) << (BITS - 1 - bit) for bit, cell in enumerate(cells)))
    return found[0], found[1]


def patches(rgb: Rgb) -> NDArray[np.float64]:
    """Mean colour of a patch well inside each quarter, (4, 3): as CORNERS."""
    high, wide = rgb.shape[:2]
    found = [
        rgb[high * y // 16 : high * (y + 3) // 16, wide * x // 16 : wide * (x + 3) // 16].mean(
            (0, 1)
        )
        for y in (2, 11)
        for x in (2, 11)
    ]
    return np.array(found)


@cache
def program() -> str:
    """The ffmpeg that MoviePy brings. Raises: NoEncoderError."""
    try:
        import imageio_ffmpeg

        return str(imageio_ffmpeg.get_ffmpeg_exe())
    except (ImportError, RuntimeError) as error:
        raise NoEncoderError("no ffmpeg beside MoviePy") from error


def ffmpeg(*arguments: str | Path, sent: bytes = b"") -> None:
    """Run it. Raises: NoEncoderError: it can't do that."""
    command = [program(), "-nostdin", "-y", "-loglevel", "error", "-threads", "1"]
    if sent:
        command.remove("-nostdin")
    done = subprocess.run(
        [*command, *map(str, arguments)], input=sent, capture_output=True, timeout=60, check=False
    )
    if done.returncode:
        raise NoEncoderError(done.stderr.decode(errors="replace").strip()[-300:])


def encoded(
    path: Path,
    *settings: str | Path,
    pictures: Sequence[NDArray[np.generic]] = (),
    fps: int = FPS,
    sound: Sequence[str] = (),
) -> None:
    """Make a file of pictures (else of twelve that are numbered), by settings of ffmpeg's.

    sound: settings of a sound beside them.
    """
    shown = list(pictures) or [numbered(k) for k in range(COUNT)]
    form = "rgb48le" if shown[0].dtype == np.uint16 else "rgb24"
    size = f"{shown[0].shape[1]}x{shown[0].shape[0]}"
    raw = ["-f", "rawvideo", "-pix_fmt", form, "-s", size, "-r", str(fps), "-i", "-"]
    heard = ["-f", "lavfi", "-i", click(len(shown) / fps)] if sound else []
    ffmpeg(*raw, *heard, *settings, *sound, path, sent=b"".join(p.tobytes() for p in shown))


def click(seconds: float = 1.0, rate: int = 48000) -> str:
    """A sound as ffmpeg's aevalsrc makes it: silence, and a click of 20 ms at CLICK."""
    wave = f"if(between(t,{CLICK},{CLICK + 0.02}),0.7*sin(2*PI*1000*t),0)"
    return f"aevalsrc='{wave}':s={rate}:d={seconds}"


def clicked(sound: NDArray[np.float32], rate: int = 48000) -> float:
    """When the click begins, seconds; -1.0: there is none. sound: (n, 2)."""
    loud = np.abs(sound[:, 0])
    found = np.flatnonzero(loud > 0.3 * max(0.2, loud.max(initial=0.0)))
    return float(found[0]) / rate if len(found) else -1.0


def coloured(
    matrix: str, span: str, form: str, *, primaries: str = "bt709", curve: str = "bt709"
) -> tuple[str, ...]:
    """Settings of colours that are made so, and tagged so."""
    way = f"scale=out_color_matrix={matrix}:out_range={span}:flags=accurate_rnd+full_chroma_int"
    tag = {"bt601": "smpte170m", "bt2020": "bt2020nc"}.get(matrix, matrix)
    tags = f"colorspace={tag}:range={span}:color_primaries={primaries}:color_trc={curve}"
    return "-vf", f"{way},format={form},setparams={tags}"


def patched(path: Path, mark: bytes, offset: int, content: bytes) -> None:
    """Write bytes so many behind each mark. Raises: ValueError: there is none."""
    whole = bytearray(path.read_bytes())
    at = whole.index(mark)
    while at >= 0:
        whole[at + offset : at + offset + len(content)] = content
        at = whole.find(mark, at + len(mark))
    path.write_bytes(whole)
