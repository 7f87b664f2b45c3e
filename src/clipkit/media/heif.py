"""HEIC, and AVIF in more than plain colours, as one of Pillow's pictures.

The decoders come with PyAV, which clips need anyway; which tile belongs where is told by `boxes`.
"""

import struct
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image, ImageFile

from clipkit.errors import ClipkitError, Place
from clipkit.media import boxes, formats, frames, hdr, modes, profiles, tiles
from clipkit.media.boxes import Item, Told

_ALPHA = (b"urn:mpeg:mpegB:cicp:systems:auxiliary:alpha", b"urn:mpeg:hevc:2015:auxid:1")
_GAIN = (b"urn:com:apple:photo:2020:aux:hdrgainmap",)
_UNSAID, _SRGB = 2, 1  # codes of ITU-T H.273
_BRIGHT = (frames.PQ, frames.HLG)
# What a property does to a picture: `irot` in quarters counter-clockwise, `imir` up or across.
_TURNS = {
    ("irot", 1): Image.Transpose.ROTATE_90,
    ("irot", 2): Image.Transpose.ROTATE_180,
    ("irot", 3): Image.Transpose.ROTATE_270,
    ("imir", 0): Image.Transpose.FLIP_TOP_BOTTOM,
    ("imir", 1): Image.Transpose.FLIP_LEFT_RIGHT,
}


class Colours(NamedTuple):
    """Codes of ITU-T H.273. span: frames.LIMITED or FULL; 0: unsaid."""

    primaries: int = _UNSAID
    curve: int = _UNSAID
    matrix: int = _UNSAID
    span: int = 0

    @property
    def plain(self) -> bool:
        """Whether they can be taken for sRGB's."""
        return self.primaries in (_SRGB, _UNSAID) and self.curve not in _BRIGHT


class Picture(ImageFile.ImageFile):
    """A HEIF file's primary picture, as it is stored.

    way: how it stands, 1 to 8, as EXIF has it. gain: it has a map that makes it brighter on HDR
    screens. bright: it is itself HDR. bits: of a sample.
    """

    format = "HEIF"
    format_description = "High Efficiency Image File"

    def __init__(self, path: Path, key: str) -> None:
        """Read what the file says of it. key: how the user names it.

        Raises: ClipkitError: media-heic: it is of a kind that can't be read. OSError.
        """
        self._path, self._key, self._loaded = path, key, False
        super().__init__(path)

    def _open(self) -> None:
        try:
            told = boxes.told(self._path)
            item = told.items[told.primary]
            self._tiles = tiles.laid(told, told.primary, self._path)
            alpha = _aside(told, _ALPHA)
            self._alpha = tiles.laid(told, alpha, self._path) if alpha else None
            self._cut = _cut(item.property("clap"), self._tiles.size)
            self._colours, self._said = _colours(item, self._tiles.items[0])
            self.bits = max(self._tiles.items[0].property("pixi")[5:] or b"\x08")
        except (ValueError, struct.error, IndexError, KeyError, RecursionError) as error:
            raise ClipkitError(Place(self._key).problem("media-heic", path=self._key)) from error
        self.gain = bool(_aside(told, _GAIN)) or any(i.kind == "tmap" for i in told.items.values())
        self.bright = self._colours.curve in _BRIGHT
        self.way = _way(item.properties)
        self._size = self._cut[2] - self._cut[0], self._cut[3] - self._cut[1]
        self._mode = "RGBA" if self._alpha else "RGB"
        if self._said:
            self.info["icc_profile"] = self._said
        elif not self._colours.plain and not self.bright:
            self.info["icc_profile"] = profiles.of_primaries(self._colours.primaries)

    @property
    def plain(self) -> bool:
        """Whether Pillow would show it alike: all of it, in sRGB or by its own profile."""
        whole = self._cut == (0, 0, *self._tiles.size)
        return whole and not self.bright and (bool(self._said) or self._colours.plain)

    def load(self) -> Any:  # noqa: ANN401 - Pillow's own has no name to import
        """Decode it. Raises: ValueError: it is damaged; OSError."""
        if not self._loaded:
            image = self._shown()
            if self._alpha is not None:
                grey = tiles.luma(tiles.decoded(self._path, self._alpha))
                own = Image.fromarray(grey).crop((0, 0, *self._alpha.size))
                image.putalpha(own.resize(self._tiles.size, Image.Resampling.BILINEAR))
            self.im, self._loaded = image.crop(self._cut).im, True
        return Image.Image.load(self)

    def _shown(self) -> Image.Image:
        """Return the whole in RGB, of 8 bits, brought down from HDR."""
        frame, said = tiles.decoded(self._path, self._tiles), self._colours
        matrix = said.matrix if said.matrix != _UNSAID else int(frame.colorspace)
        matrix = {_UNSAID: frames.BT601, 6: frames.BT601, 10: frames.BT2020}.get(matrix, matrix)
        span = said.span or frames.range_of(frame)
        if self.bright:
            frame.color_trc, frame.time_base = said.curve, Fraction(1)
            rgb = hdr.toned(frame, matrix, span).to_ndarray()
        else:
            rgb = frames.coloured(frame, matrix, span)
        return Image.fromarray(rgb).crop((0, 0, *self._tiles.size))


def _aside(told: Told, kinds: tuple[bytes, ...]) -> int:
    """Return the number of a picture that goes with the primary one; 0: there is none."""
    for kind, number, to in told.linked:
        item = told.items.get(number)
        if kind == "auxl" and told.primary in to and item is not None:
            name = item.property("auxC")[4:].partition(b"\0")[0]
            if name in kinds:
                return number
    return 0


def _colours(*items: Item) -> tuple[Colours, bytes]:
    """What the first of some items that says so is coloured by: codes, and its own profile."""
    codes, profile = Colours(), b""
    for item in items:
        for name, content in item.properties:
            if name != "colr":
                continue
            if content[:4] == b"nclx" and codes == Colours():
                one, curve, matrix, span = struct.unpack_from(">HHHB", content, 4)
                full = frames.FULL if span & 0x80 else frames.LIMITED
                codes = Colours(one, curve, matrix, full)
            elif content[:4] in (b"prof", b"rICC"):
                profile = profile or content[4:]
    return codes, profile


def _cut(clap: bytes, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of what is shown (`clap`: ISO/IEC 14496-12, 12.1.4)."""
    if not clap:
        return (0, 0, *size)
    values = struct.unpack(">8i", clap[:32])
    wide, high, aside, below = (
        values[at] / values[at + 1] if values[at + 1] else 0.0 for at in range(0, 8, 2)
    )
    left = round(aside + (size[0] - wide) / 2)
    top = round(below + (size[1] - high) / 2)
    right, bottom = left + round(wide), top + round(high)
    if not (0 <= left < right <= size[0] and 0 <= top < bottom <= size[1]):
        return (0, 0, *size)
    return left, top, right, bottom


def _way(properties: tuple[tuple[str, bytes], ...]) -> int:
    """Return how it stands: all its turns, in their order, as one."""
    marks = Image.frombytes("L", (2, 2), b"\0\1\2\3")
    turned = marks
    for name, content in properties:
        turn = _TURNS.get((name, content[0] & 3 if content else 0))
        if turn is not None:
            turned = turned.transpose(turn)
    for way, turn in modes.WAYS.items():
        if (marks if turn is None else marks.transpose(turn)).tobytes() == turned.tobytes():
            return way
    return 1


def picture(path: Path, key: str) -> Picture | None:
    """Return an AVIF that needs more than Pillow gives: HDR, codes of colours, a part of it.

    None: Pillow does it, damaged ones too.
    """
    try:
        found = Picture(path, key)
    except (ClipkitError, OSError):
        return None
    if found.plain or formats.told(path, key).name != "AVIF":
        found.close()
        return None
    return found
