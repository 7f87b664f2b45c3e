"""Drawings (SVG) as pictures that have no size of their own: drawn as large as they are needed."""

import io
import subprocess
import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from PIL import Image, ImageFile

from clipkit.errors import ClipkitError, Place
from clipkit.media import svg

MAX_SIDE, MAX_PIXELS = 4096, 8_000_000  # as which a drawing counts, and which it never exceeds
_LOOK = 512  # px, its longer side: tells its shape
_WORKER = Path(__file__).with_name("drawer.py")
_LIMIT = 60.0  # seconds by the clock; by the processor it ends far sooner
_NO_WINDOW = getattr(subprocess, "CREATE_NO_WINDOW", 0)
_BAD = 3  # what the worker ends with where there is nothing to draw


class Drawing(ImageFile.ImageFile):
    """An SVG as one of Pillow's pictures. `draft` says how large it is to be drawn by `load`."""

    format = "SVG"
    format_description = "Scalable Vector Graphics"

    def __init__(self, path: Path, key: str) -> None:
        """Read and check. key: how the user names it.

        Raises: ClipkitError: media-svg…, media-broken, as `svg.checked`. OSError.
        """
        self._key, self._drawn = key, False
        super().__init__(path)

    def _open(self) -> None:
        assert self.fp is not None  # noqa: S101 - Pillow has opened it
        self._text = svg.checked(self.fp.read(svg.MAX_BYTES + 1), self._key)
        self._look = drawn(self._text, (_LOOK, _LOOK), self._key)
        if self._look.getchannel("A").getbbox() is None:  # nothing in it can be seen
            raise ClipkitError(Place(self._key).problem("media-broken", path=self._key))
        width, height = self._look.size
        most = min(MAX_SIDE / max(width, height), (MAX_PIXELS / (width * height)) ** 0.5)
        self._mode, self._size = "RGBA", (max(1, int(width * most)), max(1, int(height * most)))

    def draft(self, mode: str | None, size: tuple[int, int] | None) -> None:  # noqa: ARG002
        """Have it drawn just large enough to cover `size`, (width, height), px."""
        if size is not None:
            ratio = min(1.0, max(size[0] / self.width, size[1] / self.height))
            self._size = max(1, round(self.width * ratio)), max(1, round(self.height * ratio))

    def load(self) -> Any:  # noqa: ANN401 - Pillow's own has no name to import
        """Draw it."""
        if not self._drawn:
            near = self._look.size
            large = self.width > near[0] or self.height > near[1]
            image = drawn(self._text, self.size, self._key) if large else self._look
            self.im, self._size, self._drawn = image.im, image.size, True
        return Image.Image.load(self)


def drawn(text: str, size: tuple[int, int], key: str) -> Image.Image:
    """Draw as RGBA, straight alpha, as large as fits into `size`, (width, height) in px.

    text: as `svg.checked` returns it. key: how the user names it, for the problem.
    Raises: ClipkitError: media-broken: it can't be drawn; media-svg-large: it takes too long, or
    too much memory.
    """
    command = [sys.executable, "-I", "-S", str(_WORKER), _home(), *map(str, size)]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, by our own interpreter
            command,
            input=text.encode(),
            capture_output=True,
            timeout=_LIMIT,
            creationflags=_NO_WINDOW,
            check=False,
        )
    except subprocess.TimeoutExpired:  # `run` has killed it and waited for it
        raise ClipkitError(svg.too_large(key)) from None
    if done.returncode == _BAD:
        raise ClipkitError(Place(key).problem("media-broken", path=key))
    if done.returncode != 0:
        raise ClipkitError(svg.too_large(key))
    image = Image.open(io.BytesIO(done.stdout), formats=("PNG",))
    image.load()
    return image.convert("RGBA")


@cache
def _home() -> str:
    """Folder of resvg's package. Raises: ModuleNotFoundError: it isn't installed."""
    found = find_spec("resvg_py")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("resvg_py")
    return str(Path(found.origin).parents[1])
