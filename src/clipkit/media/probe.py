"""What a file is: facts for planning, and all that `clipkit inspect` shows."""

from pathlib import Path
from typing import Literal

from clipkit.errors import ClipkitError, Place
from clipkit.media import delays, formats, frames, lasting, opening
from clipkit.model.facts import Facts
from clipkit.store import digest_of_file

Wanted = Literal["picture", "sound"]


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
    from clipkit.media import modes, photo, seen  # late: a sound needs nothing of them

    with photo.opened(path, key) as image:
        size, alpha = photo.shown_size(image), modes.transparent(image)
    look = photo.looked(path, seen.FINE, key)
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
        **seen.facts(look.image),
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
        from clipkit.media import seen  # late: as above

        frame = next(opening.decoded(opened, stream), None)
        if frame is None:
            raise ClipkitError(Place(key).problem("media-broken", path=key))
        shown = frames.shape(stream, frame)
        seconds = lasting.length(opened, key, stream)
        rate = float(stream.average_rate or stream.guessed_rate or 0)
        fine = seen.small(frame, shown)
    return Facts(
        kind="footage",
        path=key,
        digest=digest,
        size=shown.size,
        alpha=frames.has_alpha(frame),
        seconds=seconds,
        fps=round(rate, 3),
        sound=sound,
        **seen.facts(fine),
    )
