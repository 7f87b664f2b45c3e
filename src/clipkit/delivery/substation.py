"""Subtitles as an ASS file: as the clip's own captions look, as far as players can.

What ASS hasn't: a plate behind one word, a glow, colours that run into each other, a way to come.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from clipkit.delivery.subtitles import Subtitle, Timed, subtitles
from clipkit.model.style import Paint, Stroke, TextStyle
from clipkit.model.timeline import TimedWord, Timeline
from clipkit.units import Box

if TYPE_CHECKING:
    from pysubs2 import Color, SSAStyle

LIT = 0.25  # seconds; a word is lit through a shorter silence, as in the clip
_UPPER = 1.12  # capitals to small letters, in width
# As libass and FFmpeg have it: braces would begin a command, and so would most backslashes.
_ESCAPED = str.maketrans({"{": r"\{", "}": r"\}", "\\": "\\\u2060"})


class Font(NamedTuple):
    """A font as players know it: an ASS file carries none of its own.

    tall: a line's height, which is what ASS counts; wide: of a letter, about; em. bold: its bold
    face is meant.
    """

    name: str
    tall: float
    wide: float
    bold: bool = False


FONTS = {
    "anton": Font("Anton", 1.505, 0.45),
    "bebas": Font("Bebas Neue", 1.2, 0.4),
    "jakarta": Font("Plus Jakarta Sans", 1.26, 0.57, bold=True),
    "montserrat": Font("Montserrat", 1.219, 0.62, bold=True),
    "poppins": Font("Poppins", 1.4, 0.62, bold=True),
    "serif": Font("DM Serif Display", 1.371, 0.5),
}


def ass(timeline: Timeline, area: Box | None = None) -> str:
    """Return a clip's captions as the text of an ASS file, times to the hundredth.

    All that is spoken is in it, in pieces that stand in the lines of the clip's caption style.
    area: where they may stand, at its foot; None: the frame, but for a tenth at each edge.
    Lines are broken by the player, as even as they can be: it alone knows how wide its font is.
    """
    from pysubs2 import SSAEvent, SSAFile

    width, height = timeline.size
    area = area or Box(width // 10, height // 10, width * 8 // 10, height * 8 // 10)
    scale = min(timeline.size) / 1080
    style = timeline.styles[0] if timeline.styles else TextStyle(name="plain")
    font = font_of(style)
    wide = font.wide * (_UPPER if style.case == "upper" else 1.0)
    longest = max((len(word.text) for word in timeline.words), default=1)
    size = min(style.size, area.width / scale / (wide * longest))
    size = max(size, style.size * style.floor)
    file = SSAFile()
    file.info |= {
        "Title": " ".join(timeline.title.split()),
        "Language": timeline.lang,
        "PlayResX": str(width),
        "PlayResY": str(height),
        "WrapStyle": "0",
        "ScaledBorderAndShadow": "yes",
        "YCbCr Matrix": "TV.709",
    }
    file.styles["Default"] = _styled(style, size, scale, timeline.size, area)
    line = max(8, int(area.width / (wide * size * scale)))
    for one in subtitles(timeline.words, timeline.seconds, line, style.max_lines):
        event = SSAEvent(start=_hundredths(one.start), end=_hundredths(one.end))
        event.text = _lit(one, style)
        file.events.append(event)
    return file.to_string("ass", header_notice="")


def font_of(style: TextStyle) -> Font:
    """Return the font of a style; a file of one's own goes by its name."""
    own = style.family.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or style.family
    return FONTS.get(style.family, Font(own, 1.25, 0.6, bold=style.weight >= 600))


def _styled(
    style: TextStyle, size: float, scale: float, frame: tuple[int, int], area: Box
) -> "SSAStyle":
    """Return a style as ASS has them. size: px on a frame 1080 px wide."""
    from pysubs2 import Alignment, SSAStyle

    em = size * scale
    edge = style.strokes[-1] if style.strokes else Stroke(0.0, "#000000FF")
    width = sum(stroke.width for stroke in style.strokes)
    plate = style.plate if style.plate and style.plate.scope != "word" else None
    if plate:
        edge, width = Stroke(0.0, plate.colour), min(plate.pad_x, plate.pad_y)
    shadow = style.shadows[0] if style.shadows and not plate else None
    first, last = _colour(style.future), _colour(style.past if _is_sung(style) else style.plain)
    sides = {"start": Alignment.BOTTOM_LEFT, "end": Alignment.BOTTOM_RIGHT}
    font = font_of(style)
    return SSAStyle(
        fontname=font.name,
        fontsize=round(size * font.tall) * scale,
        bold=font.bold,
        primarycolor=last,
        secondarycolor=first,
        outlinecolor=_in_ass(edge.colour),
        backcolor=_in_ass(plate.colour if plate else shadow.colour if shadow else "#00000080"),
        spacing=round(style.tracking * em, 2),
        borderstyle=3 if plate else 1,
        outline=round(width * em, 1),
        shadow=round(max(abs(shadow.dx), abs(shadow.dy)) * em, 1) if shadow else 0,
        alignment=sides.get(style.align, Alignment.BOTTOM_CENTER),
        marginl=area.x,
        marginr=frame[0] - area.right,
        marginv=frame[1] - area.bottom,
    )


def _is_sung(style: TextStyle) -> bool:
    """Whether words that were said stay as they were lit: what ASS's karaoke is."""
    return _fill(style.active) == _fill(style.past) != _fill(style.future)


def _fill(paint: Paint) -> str:
    """The colour that stands for a paint's: of several the one in the middle."""
    return paint.fill[len(paint.fill) // 2]


def _colour(paint: Paint) -> "Color":
    return _in_ass(_fill(paint))


def _in_ass(colour: str) -> "Color":
    """Return `#rrggbbaa` as ASS has it, where 0 is solid. A role, never resolved, is white."""
    from pysubs2 import Color

    if not colour.startswith("#"):
        return Color(255, 255, 255)
    r, g, b, a = (int(f"{colour[1:]}FF"[k : k + 2], 16) for k in (0, 2, 4, 6))
    return Color(r, g, b, 255 - a)


def _tag(paint: Paint, which: int = 1) -> str:
    colour = _colour(paint)
    return rf"\{which}c&H{colour.b:02X}{colour.g:02X}{colour.r:02X}&"


def _lit(one: Subtitle, style: TextStyle) -> str:
    """Return a subtitle's text; a word is lit while it is said, where its colour says so."""
    marked = any(_is_marked(word) for word in one.words)
    if not (marked or _is_sung(style) or _fill(style.active) != _fill(style.plain)):
        return _shown(one.line, style)
    begin = _hundredths(one.start)
    spans = [
        (max(0, round(1000 * on) - begin), max(0, round(1000 * off) - begin))
        for on, off in _spans(one.words)
    ]
    tags = (_sung if _is_sung(style) else _turned)(one.words, spans, style)
    gaps = [False, *(b.space or b.sentence != a.sentence for a, b in pairwise(one.words))]
    texts = (" ".join(word.text.splitlines()) for word in one.words)
    return "".join(
        " " * gap + tag + _shown(text, style)
        for gap, tag, text in zip(gaps, tags, texts, strict=True)
    ).strip()


def _sung(
    words: Sequence[Timed], spans: Sequence[tuple[int, int]], style: TextStyle
) -> Iterator[str]:
    """Yield what stands before each word of a song: how long it waits, and how long it lasts."""
    way = "kf" if style.active.sweep else "k"
    at, colours = 0, ""
    for word, (on, off) in zip(words, spans, strict=True):
        paints = (
            (style.emphasis, style.emphasis) if _is_marked(word) else (style.past, style.future)
        )
        now = _tag(paints[0]) + _tag(paints[1], 2)
        begin = max(at, (on + 5) // 10)
        end = max(begin, (off + 5) // 10)
        waits = rf"{{\k{begin - at}}}" if begin > at else ""
        changed = now if now != (colours or _tag(style.past) + _tag(style.future, 2)) else ""
        yield rf"{waits}{{\{way}{end - begin}{changed}}}"
        at, colours = end, now


def _turned(
    words: Sequence[Timed], spans: Sequence[tuple[int, int]], style: TextStyle
) -> Iterator[str]:
    """Yield what stands before each word that has another colour while it is said."""
    turns = _fill(style.active) != _fill(style.plain)
    for word, (on, off) in zip(words, spans, strict=True):
        if _is_marked(word):
            yield f"{{{_tag(style.emphasis)}}}"
        elif turns and on < off:
            lit = rf"\t({on},{on + 1},{_tag(style.active)})\t({off},{off + 1},{_tag(style.past)})"
            yield f"{{{_tag(style.plain)}{lit}}}"  # a `\t` that ends at 0 would end with its event
        else:
            yield f"{{{_tag(style.plain)}}}"


def _spans(words: Sequence[Timed]) -> Iterator[tuple[float, float]]:
    """Yield when each word is lit, in seconds: until the next is, but for a real pause."""
    for word, after in zip(words, [*words[1:], None], strict=True):
        near = after is not None and after.start - word.end < LIT
        yield word.start, after.start if near and after else word.end


def _is_marked(word: Timed) -> bool:
    return isinstance(word, TimedWord) and word.emphasis


def _shown(text: str, style: TextStyle) -> str:
    return (text.upper() if style.case == "upper" else text).translate(_ESCAPED)


def _hundredths(ms: int) -> int:
    """Return a time that ASS can write, in ms: cut off, so that neighbours still meet."""
    return ms // 10 * 10
