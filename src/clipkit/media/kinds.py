"""What a file beside a script is good for, told by a glance at its content: quick, for many."""

from pathlib import Path
from typing import Literal

from clipkit.errors import ClipkitError
from clipkit.media import formats

Kind = Literal["photo", "footage", "sound", ""]
_ALWAYS_SOUND = {"WAV", "FLAC", "CAF", "AMR", "AIFF", "MP3", "AAC"}
_OGG_SOUND = (b"OpusHead", b"\x01vorbis", b"Speex", b"\x7fFLAC")  # of the first page
_MP4_SOUND = (b"M4A ", b"M4B ")


def kind(path: Path) -> Kind:
    """Return what a file is, whatever its name says; empty: nothing that can be shown or heard.

    Only a container that may be either, a clip or a sound, is opened.
    """
    try:
        form, head = formats.looked(path, path.name)
        if form.reader != "libav":
            return "photo"
        if form.name in _ALWAYS_SOUND or _sounds(form.name, head):
            return "sound"
        return _opened(path)
    except (ClipkitError, OSError):
        return ""


def _sounds(form: str, head: bytes) -> bool:
    """Whether a container says at its beginning that there is nothing to see in it."""
    if form == "Ogg":
        return any(mark in head for mark in _OGG_SOUND) and b"theora" not in head
    return form == "MP4" and head[8:12] in _MP4_SOUND


def _opened(path: Path) -> Kind:
    """Look for a picture among a container's streams.

    Raises: ClipkitError: media-*.
    """
    from clipkit.media import opening  # late: it loads libav, and most folders need none of it

    with opening.lent(path, path.name) as opened:
        if opening.picture_stream(opened, path.name) is not None:
            return "footage"
        return "sound" if opening.sound_stream(opened, path.name) is not None else ""
