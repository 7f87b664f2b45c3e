"""What is known of a media file without showing it: planning sees these, never pixels."""

from collections.abc import Iterable
from typing import Literal

import msgspec
from msgspec import Struct
from msgspec.structs import replace

FileKind = Literal["photo", "footage", "sound"]
GRID = (9, 16)  # columns and rows of the luma grid
Part = tuple[float, float, float, float]  # left, top, right, bottom, 0.0 to 1.0 of a picture


class Facts(Struct, frozen=True, kw_only=True):
    """One file, as it is shown or heard.

    size: (width, height) after rotation and pixel aspect; (0, 0) for a sound.
    seconds: length; 0.0 for a photo. fps: of footage, its mean; else 0.0.
    loops: of footage that is an animation: it begins anew at its end.
    ink: left, top, right and bottom of what is seen of a photo, from 0.0 (left, top) to 1.0: a
    border that is transparent all round is outside.
    cut: of a photo, the file ends too early: what is missing is soft.
    focus: where the eye goes, x and y from 0.0 (left, top) to 1.0. subject: what it goes to; None
    where nothing stands out. faces: the heads of the people in it, hair and all, left to right;
    passers-by are left out. The subject has them all.
    luma: 16 rows of 9 means, 0 (black) to 255; empty for a sound. peak: of the same cells, the
    grey that is as light as their brightest spots that hide a small letter; empty: as `luma`.
    digest: `sha256:...` of the file's bytes.
    """

    kind: FileKind
    path: str
    digest: str
    size: tuple[int, int] = (0, 0)
    seconds: float = 0.0
    fps: float = 0.0
    alpha: bool = False
    ink: Part = (0.0, 0.0, 1.0, 1.0)
    cut: bool = False
    sound: bool = False
    loops: bool = False
    focus: tuple[float, float] = (0.5, 0.5)
    subject: Part | None = None
    faces: tuple[Part, ...] = ()
    luma: tuple[tuple[int, ...], ...] = ()
    peak: tuple[tuple[int, ...], ...] = ()

    def turned(self, degrees: int) -> "Facts":
        """Return the facts of the same picture turned clockwise. degrees: 0, 90, 180 or 270."""
        facts = self
        for _ in range(degrees // 90 % 4):
            facts = replace(
                facts,
                size=facts.size[::-1],
                focus=(1 - facts.focus[1], facts.focus[0]),
                ink=_turned(facts.ink),
                subject=_turned(facts.subject) if facts.subject else None,
                faces=tuple(sorted(_turned(head) for head in facts.faces)),
                luma=_turned_grid(facts.luma),
                peak=_turned_grid(facts.peak),
            )
        return facts


def around(parts: Iterable[Part]) -> Part:
    """Return the box around parts of a picture. Raises: ValueError: there are none."""
    lefts, tops, rights, bottoms = zip(*parts, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _turned(box: Part) -> Part:
    left, top, right, bottom = box
    return 1 - bottom, left, 1 - top, right


def _turned_grid(grid: tuple[tuple[int, ...], ...]) -> tuple[tuple[int, ...], ...]:
    """A grid turned clockwise by a quarter: each cell takes what lies at its middle now."""
    columns, rows = GRID
    if not grid:
        return ()
    return tuple(
        tuple(
            grid[int((columns - column - 0.5) / columns * rows)][int((row + 0.5) / rows * columns)]
            for column in range(columns)
        )
        for row in range(rows)
    )


def packed(facts: Facts) -> bytes:
    """Return facts as JSON, to have them again by `unpacked`."""
    return msgspec.json.encode(facts)


def unpacked(content: bytes, path: str) -> Facts:
    """Return facts as they were packed. path: how the user names the file now.

    Raises: msgspec.DecodeError: `packed` never gave this.
    """
    return replace(msgspec.json.decode(content, type=Facts), path=path)
