"""Subtitles as an ASS file: plain, readable, sized and placed for its clip."""

from collections.abc import Iterable

from clipkit.delivery.subtitles import Subtitle
from clipkit.model.timeline import Timeline
from clipkit.units import Box

# At a frame 1080 px wide. ASS counts a line's height, of which letters are about 0.9.
SIZE, OUTLINE = 64, 4
FONT = "Arial"  # or what the player has in its place: an ASS file carries no font of its own
# As libass and FFmpeg have it: braces would begin a command, and so would most backslashes.
_ESCAPED = str.maketrans({"{": r"\{", "}": r"\}", "\\": "\\\u2060"})


def ass(shown: Iterable[Subtitle], timeline: Timeline, area: Box | None = None) -> str:
    """Return subtitles as the text of an ASS file, times to the hundredth.

    area: where they may stand, at its foot; None: the frame, but for a tenth at each edge.
    Lines are broken by the player, as even as they can be: it alone knows how wide its font is.
    """
    from pysubs2 import Alignment, Color, SSAEvent, SSAFile, SSAStyle

    width, height = timeline.size
    area = area or Box(width // 10, height // 10, width * 8 // 10, height * 8 // 10)
    scale = min(timeline.size) / 1080
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
    file.styles["Default"] = SSAStyle(
        fontname=FONT,
        fontsize=round(SIZE * scale),
        bold=True,
        backcolor=Color(0, 0, 0, 128),
        outline=round(OUTLINE * scale, 1),
        shadow=0,
        alignment=Alignment.BOTTOM_CENTER,
        marginl=area.x,
        marginr=width - area.right,
        marginv=height - area.bottom,
    )
    for one in shown:
        event = SSAEvent(start=_hundredths(one.start), end=_hundredths(one.end))
        event.text = one.line.translate(_ESCAPED)
        file.events.append(event)
    return file.to_string("ass", header_notice="")


def _hundredths(ms: int) -> int:
    """Return a time that ASS can write, in ms: cut off, so that neighbours still meet."""
    return ms // 10 * 10
