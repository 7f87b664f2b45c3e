"""Still pictures: upright, in sRGB, 8 bits, no larger than needed; by Pillow."""

import warnings
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, UnidentifiedImageError

from clipkit.errors import ClipkitError, Place, Problem
from clipkit.media import damage, formats, modes
from clipkit.media.planes import WHITE
from clipkit.units import Box

Pixels = NDArray[np.uint8]
Size = tuple[int, int]
Share = tuple[float, float, float, float]  # left, top, right, bottom, 0.0 to 1.0

# The bound is ours: it comes as a problem, before decoding, and not as Pillow's warning.
Image.MAX_IMAGE_PIXELS = formats.MAX_PIXELS
warnings.filterwarnings("ignore", category=Image.DecompressionBombWarning)

_SHARP, _SOFT = Image.Resampling.LANCZOS, Image.Resampling.BILINEAR
_MOST = 0.95  # of a side: what is narrower has a border
LYING = 5  # from here on width and height change places


def pixels(
    path: Path,
    *,
    rotate: int = 0,
    width: int,
    height: int,
    key: str = "",
    ground: tuple[int, int, int] = WHITE,
) -> Pixels:
    """Return the picture as uint8 RGB (h, w, 3), C-contiguous.

    It is never enlarged, and reduced, in its own shape, until it just covers (width, height),
    in px. rotate: 0, 90, 180, 270, degrees clockwise, after its own orientation.
    ground: what shows through where it is transparent. Of an animation: its first frame. Of a
    JPEG or PNG that is cut off: what is there, and a blurred copy of it for the rest.
    Raises: ClipkitError: media-*, as `opened`; media-broken, where it can't be decoded.
    """
    small = _taken(path, rotate, (width, height), key)
    return np.array(_rgb(small.image, rotate, ground), np.uint8)


class Part(NamedTuple):
    """A part of a picture. rgb: uint8 (h, w, 3), not to be written to.

    box: where it lies in the whole, which has `size`, (width, height); px after reducing.
    soft: it was reduced by a filter that leaves edges soft.
    """

    rgb: Pixels
    box: Box
    size: Size
    soft: bool


def part(
    path: Path,
    *,
    rotate: int = 0,
    width: int,
    height: int,
    key: str = "",
    seen: Callable[[Size], Box],
    ground: tuple[int, int, int] = WHITE,
) -> Part:
    """Return what is seen of a picture, or more, reduced as `pixels` does, in half its time.

    seen: tells the box of what is seen, inside the whole, by its (width, height).
    Raises: ClipkitError: as `pixels`.
    """
    small = _taken(path, rotate, (width, height), key, _SOFT, None if rotate else seen)
    shown = _rgb(small.image, rotate, ground)
    rgb = np.frombuffer(shown.tobytes(), np.uint8).reshape(shown.height, shown.width, 3)
    if rotate:  # it came whole
        return Part(rgb, Box(0, 0, *shown.size), shown.size, small.soft)
    return Part(rgb, small.box, small.size, small.soft)


def flat(image: Image.Image, ground: tuple[int, int, int] = WHITE) -> Image.Image:
    """Return an opened picture in sRGB, decoded, over a ground.

    Raises: modes.DAMAGE: it is damaged.
    """
    return _over(modes.straight(modes.plain(modes.eight_bits(image))), ground)


def _rgb(image: Image.Image, rotate: int, ground: tuple[int, int, int] = WHITE) -> Image.Image:
    """Return it in sRGB, over a ground, turned further."""
    shown = _over(modes.straight(image), ground)
    return shown.rotate(-rotate, expand=True) if rotate else shown


def _over(straight: Image.Image, ground: tuple[int, int, int]) -> Image.Image:
    """Return it over a ground, where any of that can show."""
    if straight.mode != "RGBA":
        return straight
    base = Image.new("RGBA", straight.size, (*ground, 255))
    return Image.alpha_composite(base, straight).convert("RGB")


def logo(path: Path, *, width: int = 1080, height: int = 1080, key: str = "") -> Pixels:
    """Return a picture as uint8 RGBA (h, w, 4), straight alpha, reduced as `pixels` does.

    A transparent border is cut off: what is left just covers (width, height), if it can.
    Raises: ClipkitError: as `pixels`.
    """
    whole, ink = _inked(path, (width, height), key)
    if min(ink.width / whole.width, ink.height / whole.height) < _MOST:  # reduced by too much
        need = width * whole.width // ink.width, height * whole.height // ink.height
        whole, ink = _inked(path, need, key)
    # A pixel of the border stays: it is the edge's, and tells such a logo from an opaque tile.
    left, top = max(0, ink.x - 1), max(0, ink.y - 1)
    right, bottom = min(whole.width, ink.right + 1), min(whole.height, ink.bottom + 1)
    return np.array(whole.crop((left, top, right, bottom)), np.uint8)


def _inked(path: Path, need: Size, key: str) -> tuple[Image.Image, Box]:
    """Return a reduced picture as RGBA, and what of it is seen."""
    whole = modes.straight(_taken(path, 0, need, key).image).convert("RGBA")
    return whole, modes.inked(whole)


def opened(path: Path, key: str) -> Image.Image:
    """Open a picture without decoding it; use it as a context manager.

    Raises: ClipkitError: media-not-picture, media-too-large, media-broken, media-svg…, and
    formats.told's.
    """
    form = formats.told(path, key)
    at = Place(key)
    if form.reader == "libav":
        raise ClipkitError(at.problem("media-not-picture", path=key, format=form.name))
    if form.reader == "resvg":
        from clipkit.media import drawing  # late: few pictures are drawn

        return drawing.Drawing(path, key)
    if form.reader == "heif" or form.name == "AVIF":
        from clipkit.media import heif  # late: it loads libav

        if form.reader == "heif":
            return heif.Picture(path, key)
        if (found := heif.picture(path, key)) is not None:
            return found
    try:
        image: Image.Image = Image.open(path, formats=(form.demuxer,))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise ClipkitError(too_large(key)) from error
    except (UnidentifiedImageError, *modes.DAMAGE) as error:
        raise ClipkitError(at.problem("media-broken", path=key)) from error
    if image.width * image.height > formats.MAX_PIXELS:
        image.close()
        raise ClipkitError(too_large(key))
    return image


def shown_size(image: Image.Image) -> tuple[int, int]:
    """(width, height) after its own orientation."""
    lying = orientation(image) >= LYING
    return (image.height, image.width) if lying else (image.width, image.height)


def orientation(image: Image.Image) -> int:
    """Return how its rows and columns stand, 1 to 8 (EXIF 2.32, Orientation)."""
    if image.format == "TIFF":  # Pillow turns these as it decodes them
        return 1
    if image.format == "HEIF":  # by its own boxes; what its EXIF says is for others
        return int(getattr(image, "way", 1))
    try:
        found = image.getexif().get(0x0112, 1)
    except modes.DAMAGE:  # a broken EXIF block is no reason to refuse a picture
        return 1
    return found if found in modes.WAYS else 1


class Look(NamedTuple):
    """A small upright RGB copy over white, to look at.

    seen: what is seen of the picture. cut: it is cut off, and soft where it is missing.
    """

    image: Image.Image
    seen: Share
    cut: bool


def looked(path: Path, size: int, key: str) -> Look:
    """Return a copy to look at. size: px that its sides are just over.

    Raises: ClipkitError: as `pixels`.
    """
    taken = _taken(path, 0, (size, size), key)
    small = modes.straight(taken.image)
    ink, (width, height) = modes.inked(small), small.size
    share = ink.x / width, ink.y / height, ink.right / width, ink.bottom / height
    return Look(_over(small, WHITE), share, taken.cut)


def too_large(key: str) -> Problem:
    """Return the problem of a picture beyond the bound."""
    return Place(key).problem("media-too-large", path=key, most=formats.MAX_PIXELS // 1_000_000)


class _Reduced(NamedTuple):
    """A decoded picture, or a part of it. box, size, soft: as of Part. cut: it was cut off."""

    image: Image.Image
    box: Box
    size: Size
    soft: bool
    cut: bool


def _taken(
    path: Path,
    rotate: int,
    need: Size,
    key: str,
    how: Image.Resampling = _SHARP,
    seen: Callable[[Size], Box] | None = None,
) -> _Reduced:
    """Open and reduce, before it is turned by `rotate`. need: after it, px."""
    name = key or path.name
    need = need[::-1] if rotate % 180 == 90 else need
    broken = ClipkitError(Place(name).problem("media-broken", path=name))
    with opened(path, name) as image:
        try:
            return _reduced(image, need, how, seen)
        except modes.DAMAGE as error:
            kept = error
    try:
        found = damage.reopened(path, name)
        if found is None:
            raise broken from kept
        with found[0] as image:
            return _reduced(image, need, how, seen, found[1])
    except modes.DAMAGE as error:
        raise broken from error


def _reduced(
    image: Image.Image,
    need: Size,
    how: Image.Resampling,
    seen: Callable[[Size], Box] | None,
    rows: int | None = None,
) -> _Reduced:
    """Decode no more than it takes, upright, in its own colours.

    need: (width, height) to cover, px, as shown. seen: as of `part`; what lies otherwise than it
    is shown comes whole. rows: of one that is cut off, those that are there, as damage.filled.
    Raises: modes.DAMAGE: it is damaged.
    """
    turn = modes.WAYS[orientation(image)]
    if shown_size(image) != image.size:
        need = need[::-1]
    image.draft(None, need)  # a JPEG is decoded at 1/2, 1/4, 1/8 where that will do
    image.load()
    there = image if rows is None else damage.filled(image, rows)
    if there is None:
        raise ValueError("hardly anything is there")
    whole = modes.plain(modes.eight_bits(there))
    size = _covering(whole.size, need)
    soft = how is _SOFT and size != whole.size
    box = Box(0, 0, *size) if seen is None or turn is not None else seen(size)
    if box[2:] != whole.size:
        across, down = whole.width / size[0], whole.height / size[1]
        within = box.x * across, box.y * down, box.right * across, box.bottom * down
        whole = whole.resize(box[2:], how, within, reducing_gap=3)
    if turn is not None:
        whole = whole.transpose(turn)
        size, box = whole.size, Box(0, 0, *whole.size)
    return _Reduced(whole, box, size, soft, rows is not None)


def _covering(size: Size, need: Size) -> Size:
    """Return the size at which a picture just covers what is needed, at most its own."""
    ratio = max(need[0] / size[0], need[1] / size[1])
    if ratio >= 1.0:
        return size
    return max(1, round(size[0] * ratio)), max(1, round(size[1] * ratio))
