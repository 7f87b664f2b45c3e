"""Fonts: the bundled families, a user's own files, and which font has a character.

A family is a bundled name, or the path of a font file (TrueType, OpenType). What a family lacks
is set in the font of its script, else in any that has it; what none has is left out and named.
"""

from functools import lru_cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as hb

from clipkit.errors import ClipkitError, Place
from clipkit.shipped import ASSETS
from clipkit.text.characters import script, seen
from clipkit.text.glyphs import Pictures, Stamp

if TYPE_CHECKING:
    from clipkit.text.outlines import Outlines

MAX_BYTES = 40_000_000  # of a font file; the largest in use (Noto Sans CJK) have about 20 MB

_FAMILIES = {
    "anton": "Anton-Regular",
    "bebas": "BebasNeue-Regular",
    "jakarta": "PlusJakartaSans-VF",
    "montserrat": "Montserrat-VF",
    "poppins": "Poppins-ExtraBold",
    "serif": "DMSerifDisplay-Regular",
}
# By script: a file, and the factor that brings its letters to the height of Latin capitals.
_BY_SCRIPT = {
    "arab": ("NotoSansArabic-VF", 1.12),
    "java": ("NotoSansJavanese-Bold", 0.92),
    "thai": ("NotoSansThai-VF", 1.06),
    "deva": ("NotoSansDevanagari-VF", 1.06),
    "jpan": ("NotoSansJP-ExtraBold", 0.97),
    "emoji": ("NotoColorEmoji-COLRv1", 0.88),
}
_LAST = ("PlusJakartaSans-VF", 1.0)  # of the Latin ones it has the most symbols
_EMOJI_WANTED = frozenset("\ufe0f\u20e3")


class Glyph(NamedTuple):
    """A shaped glyph. number: in its font. cluster: its first character. em, y upwards."""

    number: int
    cluster: int
    advance: float
    dx: float
    dy: float


class Ink(NamedTuple):
    """What a glyph covers, in em from its pen, y downwards."""

    left: float
    top: float
    right: float
    bottom: float


class Face:
    """A font file at one weight and one factor of size.

    cap: height of its capitals; low: depth of its descenders; tall: height of its ascenders; em.
    coloured: its glyphs are pictures. cover: code points that it has. digest: of its file; empty
    for a bundled one, which changes with clipkit only.
    """

    def __init__(self, content: bytes, weight: int, factor: float, digest: str = "") -> None:
        self.digest = digest
        raw = hb.Face(hb.Blob(content))
        if not raw.glyph_count or not raw.unicodes:
            raise ValueError("not a font that HarfBuzz reads")
        self._font = hb.Font(raw)
        self._unit = factor / raw.upem
        axes = [_within(axis, weight) for axis in raw.axis_infos]
        if axes:
            self._font.set_variations({a.tag: v for a, v in zip(raw.axis_infos, axes, strict=True)})
        self._content, self._axes = content, axes
        self._opened: Outlines | None = None
        if digest:  # a user's own: what FreeType can't read is told before anything is drawn
            self._outlines()
        self._pictures = Pictures(self._font)
        self.factor = factor
        self.coloured: bool = raw.has_color_paint
        self.cover = frozenset(raw.unicodes)
        measured = self._font.get_metric_position_with_fallback(hb.OTMetricsTag.CAP_HEIGHT)
        self.cap: float = (measured or 0.7 * raw.upem) * self._unit
        self.low = max(self._reach(letter).bottom for letter in "gjpqy")
        self.tall = max(-self._reach(letter).top for letter in "bdfhklt")
        self._shaped = lru_cache(4096)(self._shape)
        self.ink = lru_cache(4096)(self._ink)

    def shape(
        self, text: str, *, leftwards: bool = False, features: tuple[str, ...] = ()
    ) -> tuple[Glyph, ...]:
        """Return the glyphs of a text of one script and direction, from left to right."""
        return self._shaped(text, leftwards, features)

    def mask(self, glyph: int, size: float, radius: float, phase: int) -> Stamp:
        """Return a glyph's coverage, as `Outlines.mask`; size: that of the text."""
        return self._outlines().mask(glyph, size * self.factor, radius, phase)

    def image(self, glyph: int, size: float) -> Stamp:
        """Return a coloured glyph's picture."""
        return self._pictures.image(glyph, size * self.factor)

    def has(self, text: str) -> bool:
        """Whether it has all visible characters of a text."""
        return all(ord(character) in self.cover for character in seen(text))

    def _outlines(self) -> "Outlines":
        if self._opened is None:
            from clipkit.text.outlines import Outlines  # late: a measure draws nothing

            self._opened = Outlines(self._content, self._axes)
        return self._opened

    def _shape(self, text: str, leftwards: bool, features: tuple[str, ...]) -> tuple[Glyph, ...]:  # noqa: FBT001
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction = "rtl" if leftwards else "ltr"
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, dict.fromkeys(features, True))
        unit = self._unit
        return tuple(
            Glyph(
                info.codepoint,
                info.cluster,
                at.x_advance * unit,
                at.x_offset * unit,
                at.y_offset * unit,
            )
            for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
        )

    def _ink(self, glyph: int) -> Ink:
        found = self._font.get_glyph_extents(glyph)
        if found is None:
            return Ink(0.0, 0.0, 0.0, 0.0)
        left, top = found.x_bearing * self._unit, -found.y_bearing * self._unit
        right, bottom = left + found.width * self._unit, top - found.height * self._unit
        return Ink(left, top, right, bottom)

    def _reach(self, letter: str) -> Ink:
        return self._ink(self._font.get_nominal_glyph(ord(letter)) or 0)


def families() -> tuple[str, ...]:
    """Names of the bundled families that a style may use."""
    return tuple(_FAMILIES)


@lru_cache(32)
def face(family: str, weight: int) -> Face:
    """Return a family at a weight, or at the nearest that it has.

    Raises: ClipkitError (font-unreadable): a file that isn't there or isn't a font.
    """
    if family in _FAMILIES:
        return _bundled(_FAMILIES[family], weight, 1.0)
    path = Path(family)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise ValueError(f"larger than {MAX_BYTES} bytes")
        content = path.read_bytes()
        return Face(content, weight, 1.0, sha256(content).hexdigest())
    except (OSError, ValueError) as error:
        raise ClipkitError(Place(family).problem("font-unreadable", name=path.name)) from error


def digest(family: str, weight: int) -> str:
    """Digest of a family's file, as a face has it, without opening one that is bundled.

    Raises: ClipkitError (font-unreadable): as `face`.
    """
    return "" if family in _FAMILIES else face(family, weight).digest


@lru_cache(8192)
def chosen(cluster: str, family: str, weight: int) -> Face | None:
    """Return the font for one grapheme; None where no font has it."""
    main = face(family, weight)
    wants_picture = not _EMOJI_WANTED.isdisjoint(cluster)
    if main.has(cluster) and not wants_picture:
        return main
    own = _BY_SCRIPT["emoji"] if wants_picture else _BY_SCRIPT.get(script(cluster), _LAST)
    for name, factor in dict.fromkeys([own, _LAST, *_BY_SCRIPT.values()]):
        found = _bundled(name, weight, factor)
        if found.has(cluster):
            return found
    return main if main.has(cluster) else None


def forget() -> None:
    """Drop all opened fonts, with the glyphs they keep."""
    for kept in (face, chosen, _bundled):
        kept.cache_clear()


@lru_cache(64)
def _bundled(name: str, weight: int, factor: float) -> Face:
    return Face(_content(name), weight, factor)


@lru_cache(16)
def _content(name: str) -> bytes:
    return ASSETS.joinpath("fonts", f"{name}.ttf").read_bytes()


def _within(axis: "hb.OTVarAxisInfo", weight: int) -> float:
    wanted = weight if axis.tag == "wght" else axis.default_value
    return float(max(axis.min_value, min(axis.max_value, wanted)))
