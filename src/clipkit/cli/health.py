"""What a machine needs to make a clip, tried one by one."""

import platform
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from importlib.metadata import version
from pathlib import Path

from msgspec import Struct

from clipkit import __version__
from clipkit.machine import cores

LEAST_FREE = 500_000_000  # bytes: temporary files of a three-minute clip, and the clip
PACKAGES = {
    "av": "av",
    "cv2": "opencv-python-headless",
    "moviepy": "moviepy",
    "numpy": "numpy",
    "PIL": "pillow",
    "pydub": "pydub",
    "resvg_py": "resvg-py",
    "uharfbuzz": "uharfbuzz",
    "freetype": "freetype-py",
    "yaml": "pyyaml",
    "pysubs2": "pysubs2",
    "espeakng_loader": "espeakng-loader",
}


class Part(Struct, frozen=True, kw_only=True):
    """One thing that was tried. cure: which advice to give where it isn't fine.

    ours: its name is a word of the catalogue's (cli-part-NAME), else a package's.
    """

    name: str
    detail: str
    ours: bool = False
    fine: bool = True
    cure: str = "install"


def parts() -> Sequence[Part]:
    """Try all there is to try."""
    width = shutil.get_terminal_size()[0]
    return [
        Part(name="clipkit", detail=f"{__version__}, {Path(__file__).parents[1]}"),
        Part(name="python", detail=f"{platform.python_version()}, {platform.platform()}"),
        Part(name="processors", detail=str(cores()), ours=True),
        *(_tried(name, partial(_package, name)) for name in PACKAGES),
        _tried("encoders", _encoders, ours=True),
        _tried("voices", _voices, ours=True),
        _tried("fonts", _fonts, ours=True),
        _folder("here", Path.cwd()),
        _folder("temporary", Path(tempfile.gettempdir())),
        Part(name="terminal", detail=f"{sys.stdout.encoding}, {width}", ours=True),
    ]


def _tried(name: str, found: Callable[[], str], *, ours: bool = False) -> Part:
    try:
        return Part(name=name, detail=found(), ours=ours)
    except Exception as error:  # noqa: BLE001 - a broken wheel may raise anything
        detail = f"{type(error).__name__}: {error}"
        return Part(name=name, detail=detail, fine=False, ours=ours)


def _package(name: str) -> str:
    import_module(name)
    return version(PACKAGES[name])


def _encoders() -> str:
    from av.codec import Codec

    return ", ".join(Codec(name, "w").name for name in ("libx264", "aac"))


def _voices() -> str:
    from clipkit import pipeline

    return str(len(pipeline.voices()))


def _fonts() -> str:
    from clipkit import pipeline

    return str(len(pipeline.fonts()))


def _folder(name: str, folder: Path) -> Part:
    """Whether a folder takes files, and how much more."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            free = shutil.disk_usage(folder).free
    except OSError as error:
        return Part(name=name, detail=str(error), fine=False, cure="folder", ours=True)
    return Part(
        name=name,
        detail=f"{folder}, {free / 1e9:.1f} GB",
        fine=free > LEAST_FREE,
        cure="space",
        ours=True,
    )
