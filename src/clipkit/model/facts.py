"""What is known of a media file without showing it: planning sees these, never pixels."""

import json
from dataclasses import asdict, dataclass
from typing import Literal

FileKind = Literal["photo", "footage", "sound"]
GRID = (9, 16)  # columns and rows of the luma grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """One file, as it is shown or heard.

    size: (width, height) after rotation and pixel aspect; (0, 0) for a sound.
    seconds: length; 0.0 for a photo. fps: of footage, its mean; else 0.0.
    focus: where the eye goes, x and y from 0.0 (left, top) to 1.0.
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
    sound: bool = False
    focus: tuple[float, float] = (0.5, 0.5)
    luma: tuple[tuple[int, ...], ...] = ()
    peak: tuple[tuple[int, ...], ...] = ()


def packed(facts: Facts) -> bytes:
    """Return facts as JSON, to have them again by `unpacked`."""
    return json.dumps(asdict(facts)).encode()


def unpacked(content: bytes, path: str) -> Facts:
    """Return facts as they were packed. path: how the user names the file now.

    Raises: ValueError, TypeError, KeyError: `packed` never gave this.
    """
    told = json.loads(content)
    return Facts(
        **told
        | {
            "path": path,
            "size": tuple(told["size"]),
            "focus": tuple(told["focus"]),
            "luma": tuple(tuple(row) for row in told["luma"]),
            "peak": tuple(tuple(row) for row in told["peak"]),
        }
    )
