"""What a file is: facts for planning, and all that `clipkit inspect` shows."""

from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import av
import numpy as np

from clipkit.errors import ClipkitError, Place
from clipkit.media import delays, formats, frames, lasting, opening, saliency
from clipkit.model.facts import GRID, Facts, around
from clipkit.store import digest_of_file

if TYPE_CHECKING:  # a sound is looked at without what reads pictures
    from PIL import Image

Wanted = Literal["picture", "sound"]
_LOOK = 128  # px, the shorter side of the copy that is looked at
_FINE = 2 * _LOOK  # px, that of the copy in which spots are looked for: one is 4 px of a clip's
_SPOT = 0.995  # of a cell's spots are no brighter than its peak: fewer don't hide a small letter
_LUMA = np.array((0.2126, 0.7152, 0.0722), np.float32)  # ITU-R BT.709


def facts(path: Path, key: str, wanted: Wanted | None = None, digest: str = "") -> Facts:
    """Say what planning needs to know of a file.

    key: how the user names it. wanted: what it is to be; None: whatever it is. digest: of its
    bytes, where that is known: reading them takes longer than all else.
    Raises: ClipkitError: media-missing, media-folder, media-unreadable, media-empty, media-text,
    media-document, media-heic, media-svg…, media-unknown, media-broken, media-too-large,
    media-too-long, media-codec, media-not-picture, media-not-sound; the place is Place(key).
    """
    form = formats.told(path, key)
    digest = digest or digest_of_file(path)
    read = _photo if form.reader != "libav" else _container
    found = read(path, key, digest)
    if wanted == "picture" and found.kind == "sound":
        raise ClipkitError(Place(key).problem("media-not-picture", path=key, format=form.name))
    if wanted == "sound" and not found.sound:
        raise ClipkitError(Place(key).problem("media-not-sound", path=key, format=form.name))
    return found


def _photo(path: Path, key: str, digest: str) -> Facts:
    from clipkit.media import modes, photo

    with photo.opened(path, key) as image:
        size, alpha = photo.shown_size(image), modes.transparent(image)
    look = photo.looked(path, _FINE, key)
    moves = delays.told(path, key)
    seconds = round(sum(moves.seconds), 3)
    if seconds > formats.MAX_SECONDS:
        hours = formats.MAX_SECONDS // 3600
        raise ClipkitError(Place(key).problem("media-too-long", path=key, most=hours))
    return Facts(
        kind="footage" if moves.seconds else "photo",
        path=key,
        digest=digest,
        size=size,
        alpha=alpha,
        ink=look.seen,
        cut=look.cut,
        seconds=seconds,
        fps=round(len(moves.seconds) / seconds, 3) if seconds else 0.0,
        loops=moves.loops,
        **_as_seen(look.image),
    )


def _container(path: Path, key: str, digest: str) -> Facts:
    with opening.lent(path, key) as opened:
        stream = opening.picture_stream(opened, key)
        sound = opening.sound_stream(opened, key) is not None
        if stream is None:
            if not sound:
                raise ClipkitError(Place(key).problem("media-broken", path=key))
            return Facts(
                kind="sound",
                path=key,
                digest=digest,
                seconds=lasting.length(opened, key),
                sound=True,
            )
        frame = next(opening.decoded(opened, stream), None)
        if frame is None:
            raise ClipkitError(Place(key).problem("media-broken", path=key))
        shown = frames.shape(stream, frame)
        seconds = lasting.length(opened, key, stream)
        rate = float(stream.average_rate or stream.guessed_rate or 0)
        fine = _look(frame, shown)
    return Facts(
        kind="footage",
        path=key,
        digest=digest,
        size=shown.size,
        alpha=frames.has_alpha(frame),
        seconds=seconds,
        fps=round(rate, 3),
        sound=sound,
        **_as_seen(fine),
    )


def _look(frame: av.VideoFrame, shown: frames.Shape) -> "Image.Image":
    """Return a small upright copy of a frame."""
    from PIL import Image

    lying = shown.turn % 180 == 90
    width, height = shown.size[::-1] if lying else shown.size
    ratio = min(1.0, _FINE / min(width, height))
    matrix, span = frames.matrix_of(frame), frames.range_of(frame)
    small = frame.reformat(max(1, round(width * ratio)), max(1, round(height * ratio)))
    through = frames.has_alpha(frame)
    if frames.is_hdr(frame) or frames.is_wide(frame):
        from clipkit.media import hdr  # late: OpenCV takes a while

        rgb = hdr.toned(small, matrix, span).to_ndarray()
    else:
        rgb = small.reformat(
            format="rgba" if through else "rgb24",
            src_colorspace=matrix,
            src_color_range=span,
            dst_color_range=frames.FULL,
        ).to_ndarray()
        if through:  # over black: what a file keeps beneath is never shown
            rgb = np.asarray(rgb[..., :3] * (rgb[..., 3:] / 255), np.uint8)
    rgb = rgb[:, ::-1] if shown.mirror else rgb
    return Image.fromarray(np.ascontiguousarray(np.rot90(rgb, -shown.turn // 90)))


def _as_seen(fine: "Image.Image") -> dict[str, Any]:
    """Return what a look at a small copy tells: focus, subject, faces, luma, peak."""
    from clipkit.media import faces  # late: OpenCV takes a while

    look, heads = _smaller(fine), faces.heads(fine)
    subject, middle = saliency.seen(look)
    if heads:
        people = around(heads)
        subject = around((people, subject)) if subject else people
        middle = (people[0] + people[2]) / 2, (people[1] + people[3]) / 2
    return {
        "focus": middle,
        "subject": subject,
        "faces": heads,
        "luma": _luma(look),
        "peak": _peak(fine),
    }


def _smaller(fine: "Image.Image") -> "Image.Image":
    """Return the copy that is looked at as a whole."""
    from PIL import Image

    ratio = min(1.0, _LOOK / min(fine.size))
    size = (max(1, round(fine.width * ratio)), max(1, round(fine.height * ratio)))
    return fine.resize(size, Image.Resampling.BOX)


def _peak(fine: "Image.Image") -> tuple[tuple[int, ...], ...]:
    """Greys as light as the brightest spots of GRID's cells, row by row.

    By relative luminance (WCAG 2.2), which contrast is reckoned by: luma takes a pure red for
    far darker than it is seen.
    """
    levels = np.arange(256) / 255
    linear = np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)
    light = np.asarray(linear, np.float32)[np.asarray(fine)] @ _LUMA
    columns, rows = (
        [
            (side * k // count, max(side * k // count + 1, side * (k + 1) // count))
            for k in range(count)
        ]
        for side, count in zip(fine.size, GRID, strict=True)
    )
    found: list[tuple[int, ...]] = []
    for top, under in rows:
        cells = [np.sort(light[top:under, left:right], axis=None) for left, right in columns]
        spots = [float(cell[int(_SPOT * (cell.size - 1))]) for cell in cells]
        found.append(tuple(int(np.searchsorted(linear, spot - 1e-6)) for spot in spots))
    return tuple(found)


def _luma(look: "Image.Image") -> tuple[tuple[int, ...], ...]:
    """Means of luma in GRID's cells, row by row."""
    from PIL import Image

    cells = np.asarray(look.resize(GRID, Image.Resampling.BOX), np.float32)
    return tuple(tuple(int(v + 0.5) for v in row) for row in cells @ _LUMA)
