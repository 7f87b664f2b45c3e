"""Files that were bent on their way, and what a render makes of each: run as a program.

`python -m tests.media.mutants FILE COUNT SEED` prints a line of JSON: how many clips were made,
what was wrong, seconds of the slowest, MB of memory. What went wrong stays beside FILE.
"""

import faulthandler
import json
import random
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from PIL import Image

from bench.clocks import peak
from clipkit import ClipkitError, load, render
from clipkit.model.options import Options
from tests.media import files
from tests.media.files import Rgb
from tests.media.makers import ppm
from tests.media.recipes import heic
from tests.voice.recordings import RATE, saved

LIMIT = 20  # seconds a file may take
SOUNDS = {".wav", ".mp3", ".m4a", ".ogg"}
Maker = Callable[[Path], object]


def _picture() -> Rgb:
    """Hard to compress: many of a file's bytes count."""
    noise = np.random.default_rng(5).integers(0, 60, (90, 120, 3), np.uint8)
    return np.asarray(files.corners(120, 90) // 2 + noise, np.uint8)


def _photo(form: str, **how: object) -> Maker:
    return lambda path: files.photo(path, _picture(), form, **how)


def _film(**how: object) -> Maker:
    def made(path: Path) -> Path:
        pictures = [np.roll(_picture()[:80, :112], 3 * k, 1) for k in range(20)]
        return files.clip(path, pictures, tone=330, **how)  # type: ignore[arg-type]

    return made


def _wav(path: Path) -> None:
    noise = np.random.default_rng(6).normal(0, 2000, RATE)
    saved(path, (noise + 6000 * np.sin(np.arange(RATE) / 9)).astype(np.int16))


def _sung(codec: str) -> Maker:
    return lambda path: files.song(path, 1.0, codec=codec)


def _moving(path: Path) -> None:
    first, *more = (Image.fromarray(np.roll(_picture(), 9 * k, 1)) for k in range(5))
    first.save(path, save_all=True, append_images=more, duration=100, loop=0)


def _drawing(path: Path) -> None:
    dots = "".join(f'<circle cx="{k}" cy="{k * k % 97}" r="3" fill="#{k:03}"/>' for k in range(99))
    path.write_text(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 99 99">{dots}</svg>')


MAKERS: dict[str, Maker] = {
    "jpg": _photo("JPEG", quality=80, exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"),
    "png": _photo("PNG"),
    "webp": _photo("WEBP", quality=70),
    "gif": _moving,
    "avif": _photo("AVIF", quality=70),
    "heic": lambda path: heic(path, given=ppm(_picture())),
    "svg": _drawing,
    "tif": _photo("TIFF", compression="tiff_lzw"),
    "mp4": _film(),
    "mkv": _film(codec="mpeg4"),
    "webm": _film(codec="libvpx", sung="libopus"),
    "mov": _film(codec="mjpeg", form="yuvj420p", span=2),
    "wav": _wav,
    "mp3": _sung("libmp3lame"),
    "m4a": _sung("aac"),
    "ogg": _sung("libopus"),
}


def bent(whole: bytes, chance: random.Random) -> bytes:
    """A file with bits flipped, its end cut off, a part left out, doubled, zeroed or moved."""
    found = bytearray(whole)
    for _ in range(chance.randint(1, 3)):
        at, size = chance.randrange(len(found)), chance.randint(1, max(1, len(found) // 4))
        way = chance.randrange(7)
        if way <= 1:
            for _ in range(chance.choice((1, 4, 32))):
                found[chance.randrange(len(found))] ^= 1 << chance.randrange(8)
        elif way == 2:
            del found[max(1, at) :]
        elif way == 3:
            del found[at : at + min(size, len(found) - 1)]
        elif way == 4:
            found[at:at] = found[at : at + size]
        elif way == 5:
            found[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", bytes(4), b"\x7f\xff\xff\xff"))
        else:
            other = chance.randrange(len(found))
            found[at : at + size], found[other : other + size] = (
                found[other : other + size],
                found[at : at + size],
            )
    return bytes(found)


def tried(folder: Path, name: str) -> tuple[bool, str]:
    """Render a clip of a file. Returns: whether there is one; what is wrong with how it ended."""
    stood = {path.name for path in folder.iterdir()}
    made, wrong = False, ""
    try:
        render(load(folder / "klip.md"), None, Options(draft=True, profile=("square",)))
        made = True
    except ClipkitError as error:
        told = [f"{one.place.file} {one.values}" for one in error.problems]
        if not any(name in one for one in told):
            wrong = f"not named: {error}"
    left = {path.name for path in folder.iterdir()} - stood
    if left != ({"klip.mp4", "klip.jpg"} if made else set()):
        wrong = f"left behind: {sorted(left)}"
    for one in left:
        (folder / one).unlink()
    return made, wrong


def main(file: Path, count: int, seed: int) -> None:
    """Bend a file so often, and render a clip of each."""
    folder, name = file.parent / "klip", file.name
    folder.mkdir()
    if file.suffix in SOUNDS:
        text = f"---\nvoice: none\nmusic: {name}\n---\nSatu dua.\n"
    else:
        text = f"---\nvoice: none\n---\n![]({name})\nSatu dua.\n"
    (folder / "klip.md").write_text(text, "utf-8")
    whole = file.read_bytes()
    (folder / name).write_bytes(whole)
    assert tried(folder, name) == (True, "")
    made, slowest, wrong = 0, 0.0, []
    for number in range(count):
        chance = random.Random(f"{name} {seed} {number}")
        (folder / name).write_bytes(bent(whole, chance))
        faulthandler.dump_traceback_later(LIMIT, exit=True)
        began = time.perf_counter()
        try:
            done, told = tried(folder, name)
        except Exception as error:  # noqa: BLE001 - what is looked for
            done, told = False, f"{type(error).__name__}: {error}"
        slowest = max(slowest, time.perf_counter() - began)
        made += done
        if told:
            wrong.append(f"{name} {number}: {told}")
            shutil.copy(folder / name, file.parent / f"{number}-{name}")
        print(number, file=sys.stderr, flush=True)
    faulthandler.cancel_dump_traceback_later()
    most = max(peak(), peak(of_children=True))
    print(json.dumps({"made": made, "wrong": wrong, "slowest": slowest, "memory": most}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
