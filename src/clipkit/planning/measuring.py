"""What planning asks of a text engine, and what it does with a text that is too long."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct, field
from msgspec.structs import replace

from clipkit.model.cues import Text
from clipkit.model.profile import Profile
from clipkit.model.style import Measured, TextStyle
from clipkit.units import Box

SPARED = 0.9  # of a text's size, that may be given up for a line less


class Measure(Protocol):
    """The signature of `text.measure`: words broken into lines, as large as they fit."""

    def __call__(
        self,
        words: Sequence[str],
        style: TextStyle,
        *,
        width: int,
        height: int | None = None,
        max_lines: int | None = None,
        spaces: Sequence[bool] | None = None,
        scale: float = 1.0,
        lang: str = "id",
    ) -> Measured:
        """Return lines, size and the room of all ink."""
        ...


class Setter(Struct, frozen=True, kw_only=True):
    """Measures a clip's texts: what they all have in common.

    grow: lines that a text may take above its style's, once it is at its floor.
    missing: characters that no font has, as they are met.
    """

    measure: Measure
    profile: Profile
    lang: str
    grow: int = 2
    missing: set[str] = field(default_factory=set)

    def set(
        self,
        text: str,
        style: TextStyle,
        width: int,
        height: int | None = None,
        grow: int | None = None,
    ) -> Measured:
        """Set a text: smaller down to its floor, then on more lines. width, height: px.

        A line is spared where a tenth off the size does it. grow: as `self.grow`, for this one.
        Returns: the first that fits, or the last that didn't.
        """
        words, more = text.split(" "), self.grow if grow is None else grow
        found = self.measured(words, style, width, height, style.max_lines)
        for lines in range(style.max_lines + 1, style.max_lines + 1 + more):
            if found.fits:
                break
            found = self.measured(words, style, width, height, lines)
        fewer = len(found.lines) - 1
        if found.fits and fewer:
            tight = replace(style, floor=max(style.floor, SPARED))
            less = self.measured(words, tight, width, height, fewer)
            return less if less.fits else found
        return found

    def measured(
        self,
        words: Sequence[str],
        style: TextStyle,
        width: int,
        height: int | None = None,
        lines: int | None = None,
        spaces: Sequence[bool] | None = None,
    ) -> Measured:
        """Measure words at this frame's scale."""
        found = self.measure(
            words,
            style,
            width=width,
            height=height,
            max_lines=lines,
            spaces=spaces,
            scale=self.profile.px(1.0),
            lang=self.lang,
        )
        self.missing.update(found.missing)
        return found

    def room(self, text: str, style: TextStyle, width: int, height: int | None = None) -> int:
        """Characters of a text that fit: what a problem tells its user."""
        low, high = 0, len(text)
        style = replace(style, size=style.size * style.floor, floor=1.0)
        while low < high:
            middle = (low + high + 1) // 2
            words = (text[:middle].strip() or "x").split(" ")
            if self.measured(words, style, width, height, style.max_lines + self.grow).fits:
                low = middle
            else:
                high = middle - 1
        return low


def text_cue(
    text: str, found: Measured, style: TextStyle, box: Box, span: tuple[int, int], scene: int
) -> Text:
    """Return a measured text as a cue. span: first, stop."""
    return Text(
        first=span[0],
        stop=span[1],
        scene=scene,
        text=text,
        lines=found.lines,
        size=found.size,
        style=style.name,
        box=box,
    )
